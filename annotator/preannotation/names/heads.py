"""Names whose last (or first) word decides their kind: ministries, armies, rivers, summits."""

from __future__ import annotations

from annotator.preannotation.names.gazetteer import common_words, first_names
from annotator.preannotation.names.lexicon import (
    FIRST_HEADS,
    FOR_HEADS,
    HEADS,
    IN_HEADS,
    OF_HEADS,
    ON_HEADS,
    ORG_MODIFIERS,
    PLACED_HEADS,
    ROLES,
    TO_HEADS,
    WEAK_HEADS,
)
from annotator.preannotation.names.runs import end_of_run
from annotator.preannotation.reading import Guess, Line, Reading

_FIELDS = ("ology", "tion", "ment", "ing", "ics", "ity", "ture", "ance", "ence", "ism")
_LINKS = {"of": OF_HEADS, "for": FOR_HEADS, "on": ON_HEADS, "in": IN_HEADS, "to": TO_HEADS}


def find(
    reading: Reading, line: Line, first: int, last: int, *, has_role: bool = False
) -> Guess | None:
    """Return the name with a head inside the words ``[first, last)``; it may reach beyond them.

    After a role or title, and after a given name, a doubtful head is rather a surname.
    """
    head = _last_head(reading, first, last)
    if head is not None and _is_surname(reading, first, head, has_role):
        return None
    if head is None:
        return _first_head(reading, line, first, last)
    kind = HEADS[reading.lower[head]]
    begin = _left(reading, line, first, head)
    end = _right(reading, line, head) if head + 1 == last else _with_place(reading, head, last)
    if kind == "GPE" and _is_club(reading, head):
        kind = "ORG"
    if kind == "ORG" and end > head + 1 and _is_place_of(reading, head):
        kind = "GPE"
    if begin == head and end == head + 1:
        return _first_head(reading, line, first, last)
    confidence = 0.88 if _is_backed(reading, begin, head, end) else 0.4
    return Guess(begin, end, kind, confidence, "head", country_of(reading, begin, end))


def _is_surname(reading: Reading, first: int, head: int, has_role: bool) -> bool:
    """Tell whether the head of two or three words is a surname ("Minister Ann Post")."""
    if not 1 <= head - first <= 2 or reading.lower[head] not in WEAK_HEADS:
        return False
    return has_role or reading.words[first] in first_names()


def _with_place(reading: Reading, head: int, last: int) -> int:
    known = reading.known[head + 1]
    is_place = known is not None and known[0].kind == "GPE" and known[0].strength != "context"
    if is_place and reading.lower[head] in PLACED_HEADS and head + 2 == last:
        return last
    return head + 1


def _is_club(reading: Reading, head: int) -> bool:
    """Tell a British football club ("Leicester City") from a city ("Davao City")."""
    known = reading.known[head - 1] if head else None
    return reading.lower[head] == "city" and known is not None and known[0].country == "GBR"


def _is_place_of(reading: Reading, head: int) -> bool:
    return reading.lower[head] in ("state", "states", "commonwealth")


def _last_head(reading: Reading, first: int, last: int) -> int | None:
    for index in range(last - 1, first - 1, -1):
        if reading.lower[index] in HEADS and reading.words[index][0].isupper():
            is_alone = index == first and index + 1 < last
            return None if is_alone else index
    return None


def _first_head(reading: Reading, line: Line, first: int, last: int) -> Guess | None:
    kind = FIRST_HEADS.get(reading.lower[first])
    if kind is None or last - first < 2 or line.style != "plain":
        return None
    if reading.opens[first] and reading.lower[first] not in ("lake", "mount", "hurricane"):
        return None
    return Guess(first, min(last, first + 4), kind, 0.7, "first-head")


def _left(reading: Reading, line: Line, first: int, head: int) -> int:
    """Return where the modifiers of a head begin."""
    if line.style == "plain":
        return first
    begin = head
    while begin > first and (
        reading.informs[begin - 1]
        or reading.known[begin - 1] is not None
        or reading.lower[begin - 1] in ORG_MODIFIERS
        or reading.words[begin - 1] == "-"
    ):
        begin -= 1
    return begin


def _right(reading: Reading, line: Line, head: int) -> int:
    """Return where "of Foreign Affairs", "for Human Rights and Labour" ends after a head."""
    end = head + 1
    for _ in range(3):
        if not _is_linked(reading, line, head, end):
            return end
        begin = end + 1
        if reading.words[begin] == "the" and begin + 1 < line.last:
            begin += 1
        after = _complement(reading, line, begin)
        if after == begin:
            return end
        end = after
    return end


def _is_linked(reading: Reading, line: Line, head: int, at: int) -> bool:
    """Tell whether the preposition at ``at`` goes on with the name; a second "of" always does."""
    if at + 1 >= line.last:
        return False
    link = reading.words[at]
    return reading.lower[head] in _LINKS.get(link, ()) or (link == "of" and at > head + 1)


def _complement(reading: Reading, line: Line, begin: int) -> int:
    """Return the end of the capitalised words at ``begin``; ``begin`` where there are none."""
    if reading.taken[begin] or not reading.words[begin][0].isupper():
        return begin
    known = reading.known[begin]
    if known is not None and known[0].strength == "strong" and known[0].kind in ("GPE", "LOC"):
        return begin + known[1]
    end = begin
    stop = end_of_run(reading, line, begin)
    while end < stop and reading.lower[end].rstrip(".") not in ROLES:
        end += 1
        if reading.lower[end - 1] in HEADS and reading.lower[end - 1] not in WEAK_HEADS:
            break
    return _joined(reading, line, end) if end > begin else begin


def _joined(reading: Reading, line: Line, end: int) -> int:
    """Go on over ", Trade and Industry": ordinary words with capitals after comma and "and"."""
    common = common_words()
    for _ in range(4):
        at = end
        while at < line.last and reading.words[at] in (",", "and", "&") and at - end < 2:
            at += 1
        if at == end or at >= line.last or not reading.words[at][0].isupper():
            return end
        if reading.known[at] is not None or reading.lower[at] not in common:
            return end
        is_field = reading.lower[end - 1] in common or reading.lower[end - 1].endswith(_FIELDS)
        if not is_field or any(word in ROLES for word in reading.lower[at : at + 3]):
            return end
        if reading.words[at - 1] == "," and not _has_and_ahead(reading, line, at):
            return end
        end = at + 1
        while end < line.last and reading.words[end][0].isupper() and reading.lower[end] in common:
            end += 1
    return end


def _has_and_ahead(reading: Reading, line: Line, index: int) -> bool:
    return "and" in reading.words[index : min(index + 6, line.last)]


def _is_backed(reading: Reading, begin: int, head: int, end: int) -> bool:
    """Tell whether more than ordinary words in capitals speaks for the name."""
    if reading.lower[head] not in WEAK_HEADS or end > head + 1 or head - begin > 2:
        return True
    if head - begin == 2 and reading.informs[begin]:
        return True
    common = common_words()
    return any(
        reading.lower[index] not in common and reading.words[index] != "-"
        for index in range(begin, head)
    )


def goes_on(reading: Reading, line: Line, first: int, last: int) -> int:
    """Return the end of a known body with "of Georgia", "to Peru" behind it, or ``last``."""
    if last + 1 >= line.last or reading.taken[last + 1]:
        return last
    link = reading.words[last]
    heads = _LINKS.get(link, frozenset()) if link in ("of", "to", "in") else frozenset()
    begin = last + 1 + (reading.words[last + 1] == "the")
    known = reading.known[begin] if begin < line.last else None
    if known is None or known[0].kind != "GPE" or known[0].strength != "strong":
        return last
    is_body = any(reading.lower[index] in heads for index in range(first, last))
    return begin + known[1] if is_body else last


def country_of(reading: Reading, first: int, last: int) -> str | None:
    """Return the country of the first nationality or place inside a name."""
    for index in range(first, last):
        known = reading.known[index]
        if known is None or known[0].kind not in ("NORP", "GPE"):
            continue
        if known[0].country and known[0].strength == "strong":
            return known[0].country
    return None
