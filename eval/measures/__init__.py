"""The measures: pure functions of outputs and gold, each computed once into a result type."""
