"""The window. Qt lives here, and only here.

``main_window`` puts it together around the ``workbench``, by which alone its parts meet the
project. A folder per part or side window; ``actions`` and ``keys`` are how everything is reached,
``jobs`` how slow work stays off the GUI thread, ``widgets`` what several parts share.
"""
