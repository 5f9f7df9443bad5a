"""What annotators disagree on, settled: the matters, the rulings on them, and the gold layer.

``compared`` and ``aligned`` find the ``matters``; a ``case`` is one article on the table, where
``proposals`` may be taken (``taking``); each ruling is kept beside what it makes of the gold
layer.
"""
