"""Label who takes which stance in news articles, and what kind of claim it is."""

__version__ = "0.1.0"
