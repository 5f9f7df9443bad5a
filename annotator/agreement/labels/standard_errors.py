"""The standard error of Cohen's kappa by formula, for comparison with other tools alone.

It takes units as independent, which those of one article are not: reports use
:mod:`annotator.agreement.resampling`.
"""

from __future__ import annotations

import numpy as np

from annotator.agreement.labels.table import LabelTable
from annotator.agreement.labels.tallies import Floats


def contingency(table: LabelTable) -> Floats:
    """Return the two annotators' table ``[label of the first, label of the second]``.

    Units that one of them did not label are left out. Raises ``ValueError`` unless there are
    exactly two annotators.
    """
    if table.annotators != 2:
        raise ValueError("a table of two annotators")
    both = table.pairable()
    crossed = np.zeros((len(table.labels), len(table.labels)))
    np.add.at(crossed, (both.codes[:, 0], both.codes[:, 1]), both.weights)
    return crossed


def cohen_kappa_error(table: LabelTable) -> float | None:
    """Return the large-sample standard error of Cohen's kappa, None where kappa is undefined.

    Fleiss, Cohen and Everitt 1969, equation 13. Raises ``ValueError`` unless there are exactly two
    annotators.
    """
    counts = contingency(table)
    total = float(counts.sum())
    if not total:
        return None
    shares = counts / total
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    expected = float(rows @ columns)
    if 1 - expected < 1e-12:
        return None
    kappa = (float(np.trace(shares)) - expected) / (1 - expected)
    apart = (columns[:, None] + rows[None, :]) ** 2 * shares
    on = np.diag(shares) * (1 - (rows + columns) * (1 - kappa)) ** 2
    off = (1 - kappa) ** 2 * (float(apart.sum()) - float(np.trace(apart)))
    spread = float(on.sum()) + off - (kappa - expected * (1 - kappa)) ** 2
    return float(np.sqrt(max(0.0, spread) / total) / (1 - expected))
