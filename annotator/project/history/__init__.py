"""The append-only history, and the state that is its fold.

``writing`` is the one door: it checks a step (``integrity``), writes its ``events`` and the new
``state`` in one transaction; ``undoing`` and ``folding`` read the events back.
"""
