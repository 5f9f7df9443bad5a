"""The window in which a spaCy pipeline is trained on the labels, and chosen for marking articles.

Nothing is imported here: the keys of the view are asked for when the program starts.
"""
