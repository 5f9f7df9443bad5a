"""What several annotators say of one unit taken together: who prevails, and whether all agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def majority_vote(labels: Sequence[Hashable | None]) -> Hashable | None:
    """Return the label given most often; None for a tie or no label, which a person must settle.

    None among ``labels`` is "gave no label" and no vote.
    """
    first, *others = [*_counted(labels), (None, 0)]
    return None if others and others[0][1] == first[1] else first[0]


def vote_share(labels: Sequence[Hashable | None]) -> float | None:
    """Return the share of votes that :func:`majority_vote` got; None where it has no label."""
    if majority_vote(labels) is None:
        return None
    counts = _counted(labels)
    return counts[0][1] / sum(count for _, count in counts)


def unanimous(labels: Sequence[Hashable | None]) -> bool | None:
    """Tell whether all who gave a label gave the same; None where nobody gave one."""
    counts = _counted(labels)
    return len(counts) == 1 if counts else None


def _counted(labels: Sequence[Hashable | None]) -> list[tuple[Hashable, int]]:
    return Counter(each for each in labels if each is not None).most_common()
