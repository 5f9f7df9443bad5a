"""How good suggestions are, and what they do to the people who see them."""
