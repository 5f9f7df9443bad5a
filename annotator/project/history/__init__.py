"""The append-only history, and the state that is its fold."""
