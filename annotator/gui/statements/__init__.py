"""The statements of the article and the card of the one in focus."""
