"""What is known of an article's records at once, because each change updates it."""
