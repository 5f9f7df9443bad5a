"""The articles: reading files, decoding, zones, sentences, offsets.

``reading`` makes an ``article`` of a file; ``zones``, ``paragraphs``, ``sentences`` and ``words``
part its text, each by the ``span``; ``duplicates`` and ``searching`` look across articles.
"""
