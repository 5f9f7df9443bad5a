"""The learned layer: a model trained on a project's own corrections, on top of the rules."""
