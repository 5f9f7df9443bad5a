"""How far annotators agree, and how the rest is settled."""
