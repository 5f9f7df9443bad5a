"""Agreement on labels of units that are given: the kappas, alpha and their kin.

Labels are read into a ``table``; ``tallies`` are sums from which each measure follows without
reading twice; what comes out is a ``coefficient``.
"""
