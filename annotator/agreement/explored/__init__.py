"""Where the disagreement is: labels, people, articles, time."""
