"""What may be labelled: stances, claim types, topics, actors, entity kinds.

``model`` is a codebook as values, read from YAML by ``reading`` (``tree``, ``checking``,
``building``) and written by ``writing``; ``changing`` leads from one version to the next.
"""
