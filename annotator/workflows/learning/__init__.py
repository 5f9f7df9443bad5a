"""What is learned from corrections, and whether it is used.

``corrections`` reads what people changed and tries what is learned from it; ``learned_layer`` is
what a project keeps of that, and whether it marks articles.
"""
