"""From what each annotator says about one thing to the label of a row, or why there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.dataset.options import DatasetOptions

Labels = tuple[str, ...]
NO_MAJORITY = "no label has more than half of the votes"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The labels of a row, the best first; none where the votes are tied.

    ``shares`` maps each label to the share of annotators who gave it, ``winners`` are the ids of
    those who gave the first one (all who voted, where all votes go into the row).
    """

    labels: Labels
    shares: Mapping[str, float]
    is_tie: bool
    winners: tuple[str, ...]

    @property
    def label(self) -> str:
        """The first label; "" for a tie."""
        return "" if self.is_tie else self.labels[0]


def verdict(
    votes: Mapping[str, Labels], options: DatasetOptions, *, is_multiple: bool = False
) -> Verdict | str:
    """Settle what annotators (by id) say; return why not, in words, where there is no label.

    ``is_multiple`` counts each label by itself, because a thing may have several. A majority is
    more than half of those who voted. A tie is never broken: it is dropped, or kept as a tie.
    """
    if len(votes) < options.least_votes:
        needed = options.least_votes
        return f"labelled by fewer than {needed} annotators"
    if options.whose in ("each", "gold"):
        (who,) = votes
        return Verdict(votes[who], dict.fromkeys(votes[who], 1.0), False, (who,))
    counts = Counter(label for labels in votes.values() for label in dict.fromkeys(labels))
    firsts = Counter(labels[0] for labels in votes.values())
    order = sorted(counts, key=lambda each: (-counts[each], -firsts[each], each))
    shares = {each: counts[each] / len(votes) for each in order}
    if options.whose == "soft":
        is_tie = len(order) > 1 and counts[order[0]] == counts[order[1]] and not is_multiple
        return Verdict(tuple(order), shares, is_tie, tuple(votes))
    chosen = tuple(each for each in order if 2 * counts[each] > len(votes))
    is_tie = not chosen or (is_multiple and any(2 * each == len(votes) for each in counts.values()))
    if is_tie and options.ties == "drop":
        return NO_MAJORITY
    if is_tie:
        return Verdict((), shares, True, tuple(votes))
    winners = tuple(who for who, labels in votes.items() if chosen[0] in labels)
    return Verdict(chosen, shares, False, winners)
