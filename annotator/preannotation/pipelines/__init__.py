"""The engine as spaCy components, pipelines of a user's own, and training them."""
