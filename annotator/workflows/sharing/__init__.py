"""Who labels what, apart and together again."""
