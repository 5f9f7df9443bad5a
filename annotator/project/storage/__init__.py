"""The file itself: opened, locked, checked, kept safe, and its tables.

``schema`` has the tables and the steps from one version to the next; ``opening`` leads through
``header``, ``lock`` and ``connection``; ``backup`` and ``checking`` keep what is there.
"""
