"""Runs of capitalised words, and how they are cut at the words that say what somebody is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.preannotation.names.gazetteer import common_words, first_names
from annotator.preannotation.names.lexicon import (
    ARABIC_ARTICLES,
    HEADS,
    OWNERS,
    PARTICLES,
    ROLE_MODIFIERS,
    ROLES,
)
from annotator.preannotation.reading import Line, Reading

_ONLY_GLUED = frozenset({"e", "i", "y", "as", "us", "ad", "an", "do", "la", "af", "a", "ud", "ur"})
_LONGEST = 24  # words; nothing longer is a name
# What ministers are for: "Reintegration", "Biosecurity".
_FIELDS = ("ation", "ology", "ment", "ition", "ution", "ulture", "ecurity", "ustry", "ectivity")
_COMPLEMENTS = frozenset({"of", "for", "to", "at", "in"})


@dataclass(frozen=True, slots=True)
class Segment:
    """The words ``[first, last)``; ``has_role`` where a role or title stands right before them."""

    first: int
    last: int
    has_role: bool


def is_start(reading: Reading, line: Line, index: int) -> bool:
    """Tell whether a name may begin at a word."""
    if reading.taken[index]:
        return False
    word = reading.words[index]
    if word[0].isupper():
        return _is_latin(word[0])
    known = reading.known[index]
    if known is not None and known[1] > 1:
        return True
    return (
        word in ARABIC_ARTICLES
        and index + 2 < line.last
        and reading.words[index + 1] == "-"
        and reading.touches(index)
        and reading.words[index + 2][0].isupper()
    )


def end_of_run(reading: Reading, line: Line, index: int) -> int:
    """Return where the run of name words that begins at ``index`` ends."""
    known = reading.known[index]
    end = index + (known[1] if known is not None and known[0].strength == "strong" else 1)
    if reading.words[index] in ARABIC_ARTICLES:
        end = max(end, index + 3)
    limit = min(line.last, index + _LONGEST)
    while end < limit:
        step = _step(reading, limit, end)
        if not step:
            break
        end += step
    return min(end, limit)


def _is_latin(letter: str) -> bool:
    """Tell whether a letter is Latin (the blocks up to Extended-B, and Extended Additional)."""
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"


def _is_capital(reading: Reading, index: int, limit: int) -> bool:
    return (
        index < limit
        and reading.words[index][0].isupper()
        and not reading.taken[index]
        and not reading.opens[index]
    )


def _step(reading: Reading, limit: int, index: int) -> int:
    """Return by how many words the run goes on at ``index``; 0 where it ends."""
    word = reading.words[index]
    if _is_capital(reading, index, limit):
        known = reading.known[index]
        return known[1] if known is not None and known[0].strength == "strong" else 1
    is_glued = reading.touches(index - 1) and reading.touches(index)
    if word == "-" and is_glued:
        if _is_capital(reading, index + 1, limit):
            return 2
        if index + 1 < limit and reading.words[index + 1] in PARTICLES:
            return _particle(reading, limit, index + 1)
        return 2 if _is_second_half(reading, limit, index + 1) else 0
    if word in PARTICLES and word not in _ONLY_GLUED:
        return _particle(reading, limit, index) - 1
    if word == "&" and _is_capital(reading, index + 1, limit):
        return 2
    if word in ("'s", "'") and reading.lower[index - 1] in OWNERS:
        return 2 if _is_capital(reading, index + 1, limit) else 0
    return 0


def _is_second_half(reading: Reading, limit: int, index: int) -> bool:
    """Tell whether a small word after a hyphen ends a Korean given name ("Choi Sang-mok")."""
    if index >= limit or index < 3 or not reading.words[index].isalpha():
        return False
    word = reading.words[index]
    is_name = reading.words[index - 2][0].isupper() and reading.words[index - 3][0].isupper()
    is_short = len(word) <= 5 and len(reading.words[index - 2]) <= 6
    return is_name and is_short and (word not in common_words() or word.title() in first_names())


def _particle(reading: Reading, limit: int, index: int) -> int:
    """Return the step over a particle at ``index``, a hyphen and the capital after it, plus one."""
    after = index + 1
    if after < limit and reading.words[after] == "-" and reading.touches(index):
        after += 1
    if after < limit and reading.words[after] in PARTICLES and reading.words[after] != "-":
        after += 1
        if after < limit and reading.words[after] == "-":
            after += 1
    return after - index + 2 if _is_capital(reading, after, limit) else 1


def names_role(lower: str) -> bool:
    """Tell whether a word, also in the plural, says what people are."""
    return lower.rstrip(".") in ROLES or (lower[-1] == "s" and lower[:-1] in ROLES)


def is_role(reading: Reading, index: int, end: int) -> bool:
    """Tell whether a word names what somebody is, and not the beginning of an organisation."""
    if not names_role(reading.lower[index]):
        return False
    known = reading.known[index]
    if known is not None and known[1] > 1 and known[0].strength == "strong":
        return False
    return not (index + 1 < end and reading.lower[index + 1] in HEADS)


def has_role_before(reading: Reading, line: Line, index: int) -> bool:
    """Tell whether "spokesman", "Gen." or "ambassador to Paris" stands right before a word."""
    before = index - 1
    if before >= line.first and reading.words[before] == "," and before > line.first:
        before -= 1
    if before < line.first:
        return False
    return names_role(reading.lower[before])


def has_office_before(reading: Reading, line: Line, index: int) -> bool:
    """Tell whether a role and "of", "for" or "to" stand right before a word."""
    before = index - 1
    if before > line.first and reading.words[before] == "the":
        before -= 1
    return (
        before > line.first
        and reading.words[before] in _COMPLEMENTS
        and reading.lower[before - 1].rstrip(".") in ROLES
    )


def skip_office(reading: Reading, line: Line, index: int) -> int:
    """Return where the office ends that begins at ``index``: "State" in "Secretary of State"."""
    common = common_words()
    at = index
    while at < line.last and reading.words[at][0].isupper() and not reading.taken[at]:
        if reading.lower[at] == "state":
            at += 1
            continue
        if reading.lower[at] in HEADS and not _is_office_word(reading, at + 1, line.last):
            return index
        is_field = reading.lower[at].endswith(_FIELDS) and reading.words[at] not in first_names()
        if reading.known[at] is not None or not (reading.lower[at] in common or is_field):
            break
        if reading.lower[at].rstrip(".") in ROLES:
            break
        at += 1
        if at + 1 < line.last and reading.words[at] in ("and", "&", ","):
            follows = at + 2 if reading.words[at + 1] == "and" else at + 1
            if _is_office_word(reading, follows, line.last):
                at = follows
    return at


def _is_office_word(reading: Reading, index: int, end: int) -> bool:
    if index >= end or not reading.words[index][0].isupper():
        return False
    return reading.lower[index] in common_words()


def segments(reading: Reading, line: Line, first: int, last: int) -> Iterator[Segment]:
    """Cut a run at roles and yield what is between them, without the roles."""
    has_role = has_role_before(reading, line, first)
    begin = first
    index = first
    while index < last:
        if not is_role(reading, index, last):
            known = reading.known[index]
            is_long = known is not None and known[0].strength == "strong"
            index += known[1] if known is not None and is_long else 1
            continue
        end = _without_modifiers(reading, begin, index)
        if end > begin:
            yield Segment(begin, end, has_role)
        has_role = True
        index += 1
        begin = index
    if begin < last:
        yield Segment(begin, min(last, max(index, last)), has_role)


def _without_modifiers(reading: Reading, begin: int, end: int) -> int:
    """Return the end of a segment without "Deputy", "Prime" and the like before a role."""
    covered = begin
    index = begin
    while index < end:
        known = reading.known[index]
        if known is not None and known[1] > 1 and known[0].strength == "strong":
            index += known[1]
            covered = index
        else:
            index += 1
    common = common_words()
    while end > covered and (
        reading.lower[end - 1] in ROLE_MODIFIERS
        or reading.words[end - 1] == "-"
        or (
            reading.lower[end - 1] in common
            and reading.known[end - 1] is None
            and reading.lower[end - 1] not in HEADS
        )
    ):
        end -= 1
    return end
