"""Which choices look like what was typed with a slip of the fingers. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.gui.widgets.matching import Choice, folded

_MOST = 5


def alike(choices: Sequence[Choice], typed: str) -> tuple[Choice, ...]:
    """Return the few choices of which every typed word may be a slip, fewest slips first.

    The words of names that are not shown count, too, and so does the beginning of a word. What
    has fewer than four letters has to be right: a slip in it makes another word.
    """
    words = _words(typed)
    counted = ((_slips_of(choice, words), choice) for choice in choices if words)
    near = sorted(
        ((slips, choice) for slips, choice in counted if slips is not None),
        key=lambda pair: pair[0],
    )
    return tuple(choice for _, choice in near[:_MOST])


def _slips_of(choice: Choice, words: Sequence[str]) -> int | None:
    """Return how many slips lie between typed words and a choice; None where it is another name."""
    known = _words(f"{choice.label} {choice.group} {choice.also}")
    total = 0
    for word in words:
        fewest = min(_slips_in(word, known), default=None)
        if fewest is None:
            return None
        total += fewest
    return total


def _words(text: str) -> list[str]:
    plain = "".join(each if each.isalnum() else " " for each in folded(text))
    return plain.split()


def _slips_in(word: str, known: Sequence[str]) -> Iterator[int]:
    """Yield the slips by which a typed word may be one of these, or the beginning of one."""
    allowed = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    for other in known:
        if other.startswith(word):
            yield 0
        elif allowed and (found := slips(word, other, allowed)) is not None:
            yield found


def slips(word: str, other: str, allowed: int) -> int | None:
    """Return how many letters are wrong, missing, too many or swapped; None for more than allowed.

    The distance of optimal string alignment (Damerau 1964, with no letter changed twice).
    """
    if abs(len(word) - len(other)) > allowed:
        return None
    word, other = _without_common_ends(word, other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word, 1):
        earlier, before = before, row
        row = [at]
        for there, wanted in enumerate(other, 1):
            best = min(before[there] + 1, row[-1] + 1, before[there - 1] + (letter != wanted))
            if at > 1 and there > 1 and letter == other[there - 2] and word[at - 2] == wanted:
                best = min(best, earlier[there - 2] + 1)
            row.append(best)
        if min(row) > allowed and (not before or min(before) > allowed):
            return None
    return row[-1] if row[-1] <= allowed else None


def _without_common_ends(word: str, other: str) -> tuple[str, str]:
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    word, other = word[start:], other[start:]
    while word and other and word[-1] == other[-1]:
        word, other = word[:-1], other[:-1]
    return word, other
