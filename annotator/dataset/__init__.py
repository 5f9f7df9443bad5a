"""Training data out: which rows, in which shape.

``building`` asks a task (``tasks``) for rows and parts them by ``splits``; ``leaks`` looks whether
a split gives away another; ``files`` writes the rows and their card.
"""
