"""What is offered to whoever labels: likely targets, actors, the same words elsewhere."""
