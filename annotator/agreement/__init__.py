"""Do the annotators agree: coefficients, aligned spans, disagreements to look at."""
