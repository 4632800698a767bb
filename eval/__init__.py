"""The evaluation bench: `python -m eval`. Not part of the wheel."""
