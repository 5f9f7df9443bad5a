"""What an open project is asked."""
