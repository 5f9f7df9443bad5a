"""What goes out: files of other formats, datasets, and what spaCy learns from.

``files`` writes one of the ``export_formats`` (large ones through the ``export_pool``, whose
processes run ``export_worker`` and write ``export_pieces``), ``building`` a dataset in one of the
``dataset_formats``, ``training`` a spaCy project; each tells what it left out.
"""
