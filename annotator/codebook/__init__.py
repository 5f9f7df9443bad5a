"""What may be labelled: stances, claim types, topics, actors, entity kinds."""
