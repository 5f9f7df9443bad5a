"""What an open project is asked: read alone, and never written.

``answers`` and ``reading`` are what :class:`~annotator.project.project.Project` inherits or calls;
each other module answers for one thing: the queue, words, similar passages, comments, rulings.
"""
