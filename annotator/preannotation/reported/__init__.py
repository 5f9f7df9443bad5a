"""Who says what: reports, their speakers, and the candidates that follow."""
