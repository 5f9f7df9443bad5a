"""Who labels what, apart and together again.

``assigning`` and ``repeating`` give out articles inside a project; ``handing_out`` makes a copy
for each annotator, ``merging`` takes the copies in again.
"""
