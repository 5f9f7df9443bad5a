"""What goes out: files of other formats, datasets, and what spaCy learns from."""
