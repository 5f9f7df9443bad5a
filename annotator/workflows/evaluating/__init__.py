"""How good suggestions are, and what they do to the people who see them.

``scoring`` compares what was suggested with what was confirmed in one article, ``suggestions``
adds up a project; the ``ledger`` tells what became of each suggestion, ``anchoring`` whether they
lead.
"""
