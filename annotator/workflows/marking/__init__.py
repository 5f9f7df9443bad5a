"""What is marked before a person looks, and what of it stands in several articles."""
