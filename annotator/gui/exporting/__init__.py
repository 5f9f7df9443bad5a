"""Writing datasets out."""
