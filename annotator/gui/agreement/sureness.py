"""How sure a measure is: the ends of its interval for a plot, and words about it."""

from __future__ import annotations

from annotator.agreement.labels.coefficient import Coefficient, interval_in_words
from annotator.gui.agreement.numbers import value_words


def interval_ends(found: Coefficient) -> tuple[float | None, float | None]:
    """Return both ends of the 95 % interval, None where there is none."""
    interval = found.interval
    return (None, None) if interval is None else (interval.low, interval.high)


def told_in_full(found: Coefficient) -> str:
    """Return the value and its interval, or why there is none, in one line."""
    value = value_words(found)
    if found.value is None or found.interval is None:
        return value
    sure = interval_in_words(found)
    if not sure:
        return f"{value}, no interval: {found.interval.reason}"
    return f"{value} {sure} ({found.interval.words})"
