"""Agreement on labels of units that are given: the kappas, alpha and their kin."""
