"""What the product does, one function each; the window and the command line call the same ones.

A folder per kind of work: what comes in (``importing``), what is marked beforehand (``marking``)
and learned (``learning``), how work is shared (``sharing``), how far people agree (``agreement``),
how good suggestions are (``evaluating``), and what goes out (``exporting``).
"""
