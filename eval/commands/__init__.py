"""One module a command of `python -m eval`: read the data, run the systems, measure, return a result."""
