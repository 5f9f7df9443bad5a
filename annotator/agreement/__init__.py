"""Do the annotators agree: coefficients, aligned spans, disagreements to look at.

``units`` says what is compared; ``spans`` and ``labels`` measure it, ``slots`` whole statements;
``explored`` finds where people differ, ``reported`` makes the lines of a report.
"""
