"""The dataset builder: what would come out is shown while a person chooses, and then written.

Nothing is imported here: the keys of the view are asked for when the program starts.
"""
