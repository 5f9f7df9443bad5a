"""Labelling by keys: the gestures over the article in hand.

``actions`` are their entries in menus and key sheet, each calling one of the gestures:
``annotating``, ``detailing``, ``repeating``, ``finishing``, ``following``; ``possible`` says which
make sense now.
"""
