"""What is marked before a person looks, and what of it stands in several articles.

``preannotating`` marks a project's articles: the ``marker`` makes suggestions of what the engine
finds (with ``linking``, ``proposing``, ``offices``), the ``marking_pool`` asks it in processes.
"""
