"""The actors view: the registry of a project, to look through, tidy up, merge and split.

Nothing is imported here: the keys of the view are asked for when the program starts.
"""
