"""Where the disagreement is: labels, people, articles, time.

Each module answers one question over the same ``passages``, and draws nothing.
"""
