"""How far annotators agree, and how the rest is settled.

``measuring`` compares annotators, ``self_agreement`` each with themselves; ``exploring`` leads to
the passages, ``adjudicating`` settles them. The ``*_report`` and ``*_paper`` modules put into
words.
"""
