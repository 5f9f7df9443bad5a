"""What helps a person along: the guide, the keys."""
