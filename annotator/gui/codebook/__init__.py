"""The codebook editor: what a project labels with, to look through and to put right.

Nothing is imported here: the keys of the view are asked for when the program starts.
"""
