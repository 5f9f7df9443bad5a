"""Numbers, dates and casualty figures in a text."""
