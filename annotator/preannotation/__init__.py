"""What is marked before a person looks: entities, numbers, quotations. spaCy lives here."""
