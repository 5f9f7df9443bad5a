"""Words, actors, cues and labels in context, in a view beside the window, to compare and label.

Nothing is imported here: the keys of the view are asked for when the program starts.
"""
