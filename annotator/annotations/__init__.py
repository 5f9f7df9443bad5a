"""What people say about the articles: statements, stances, mentions, and their edits.

``model`` has the records and ``edits`` how they change. A ``session`` is one annotator at one
article: its gestures are ``steps``, it knows what is there by ``indexes``, and what is
``offered``.
"""
