"""What is said of the article as a whole: its labels, stances over it, comments and flags."""
