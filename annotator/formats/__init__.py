"""One module per file format, reader and writer side by side.

Most formats exchange ``labelled`` texts and note what they cannot hold; readers of plain
``articles`` and of ``dataset_rows`` have folders of their own, and ``files`` is what all of them
write and read by.
"""
