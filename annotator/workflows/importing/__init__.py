"""What comes in: articles, labelled texts of other tools, statements, whole projects.

``articles`` takes in articles by any of the ``reading_articles``; ``bringing_in`` texts with
labels by any of the ``import_formats``; ``exchanging`` and ``restoring`` what this program wrote
itself.
"""
