"""The files of a dataset in each of its formats, and its card."""
