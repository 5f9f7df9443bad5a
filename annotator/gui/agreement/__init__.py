"""The agreement view: how far annotators agree, and the passages on which they do not.

Nothing is imported here: the keys of the view are asked for when the program starts.
"""
