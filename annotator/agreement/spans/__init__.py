"""Agreement on where something is marked, and how.

``marks`` and ``tokens`` are what is compared; ``matching`` and ``unitizing`` pair it;
``pairwise``, ``gamma`` and ``earlier_u_alpha`` are the measures, put together in ``table``.
"""
