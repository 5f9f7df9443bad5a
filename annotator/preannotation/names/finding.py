"""People, organisations and places: known names, heads, titles, given names, neighbours."""

from __future__ import annotations

import re

from annotator.preannotation.names import heads, unknown
from annotator.preannotation.names.gazetteer import Entry, common_words, first_names
from annotator.preannotation.names.lexicon import (
    DIRECTIONS,
    HEADS,
    IN_BUILDING,
    NAME_SUFFIXES,
    NO_NAMES,
    ORG_MODIFIERS,
    PARTICLES,
    REPORTING,
    SEATS,
    WEAK_HEADS,
)
from annotator.preannotation.names.lexicon import words as lexicon_words
from annotator.preannotation.names.runs import (
    Segment,
    end_of_run,
    has_office_before,
    is_role,
    is_start,
    segments,
    skip_office,
)
from annotator.preannotation.reading import Guess, Line, Reading

_SMALL_WORDS = frozenset(("from", "by", "of", "the", "for", "in", "and", "with", "to"))
_OPENING = ORG_MODIFIERS | {"lake", "mount", "hurricane", "typhoon", "cyclone"}
_Piece = tuple[int, int, Entry | None]


def find(reading: Reading) -> None:
    """Put a guess into the reading for each name in each line."""
    for line in reading.lines:
        if line.is_facts:
            continue
        index = line.first
        while index < line.last:
            index = _at(reading, line, index) if is_start(reading, line, index) else index + 1


def _at(reading: Reading, line: Line, index: int) -> int:
    """Read the run that begins at ``index``; return where reading goes on."""
    has_office, has_role = has_office_before(reading, line, index), False
    if has_office:
        after = skip_office(reading, line, index)
        has_role = after > index and after < line.last and is_start(reading, line, after)
        if after > index and not has_role:
            return after
        index = after
    end = end_of_run(reading, line, index)
    following = end
    for segment in segments(reading, line, index, end):
        is_first = has_role and segment.first == index
        segment = Segment(segment.first, segment.last, segment.has_role or is_first)
        following = max(following, _segment(reading, line, segment, has_office))
    return following


def _segment(reading: Reading, line: Line, segment: Segment, has_office: bool) -> int:
    first = _informative(reading, line, segment.first, segment.last)
    last = segment.last
    while last > first and reading.words[last - 1] == "-":
        last -= 1
    if first >= last:
        return last
    if line.style != "plain":
        return _headline(reading, line, first, last, segment.has_role)
    return _whole(reading, line, first, last, segment.has_role, has_office)


def _informative(reading: Reading, line: Line, first: int, last: int) -> int:
    """Skip ordinary words at the beginning of a sentence, and the hyphens of a compound."""
    while first < last:
        word = reading.words[first]
        if _is_chinese(reading, first, last):
            return first
        if _is_small(reading, line, first, last):
            first += 1
            continue
        if word == "-" or _is_no_name(reading, first):
            first += 1
            continue
        if reading.informs[first] or not word[0].isupper() or line.style != "plain":
            return first
        known = reading.known[first]
        if known is not None and (known[1] > 1 or _is_asserted(reading, line, first, known[0])):
            return first
        if reading.lower[first] in _OPENING and heads.find(reading, line, first, last):
            return first
        if word in first_names() and first + 1 < last and _is_name_word(reading, first + 1):
            return first
        first += 1
    return first


_SYLLABLE = (
    r"(?:[zcs]h?|[bpmfdtnlgkhjqxrwy])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|an|ao|ei|en"
    r"|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|ü)"
)
_TWO_SYLLABLES = re.compile(rf"(?:{_SYLLABLE}){{1,2}}")
# Chinese surnames that are English words at the beginning of a sentence.
_SURNAMES_LIKE_WORDS = lexicon_words(
    "He You So An Long Man Pan Fan Tan Sun Song Gong Wan Ping Sang Hang Ran Mu Mo Kong Bin"
)


def _is_chinese(reading: Reading, index: int, last: int) -> bool:
    """Tell whether a word like "He" is the surname before a given name in pinyin ("He Lifang")."""
    if reading.words[index] not in _SURNAMES_LIKE_WORDS or index + 2 != last:
        return False
    given = reading.words[index + 1]
    is_free = reading.known[index + 1] is None and given.lower() not in common_words()
    is_long = len(given) > 3 and given[1:].islower()
    return is_free and is_long and _TWO_SYLLABLES.fullmatch(given.lower()) is not None


def _is_small(reading: Reading, line: Line, index: int, last: int) -> bool:
    """Tell whether a run begins with "FROM" before a body in capitals, or with an article."""
    known = reading.known[index]
    if line.style != "plain" or (known is not None and known[1] > 1):
        return False
    is_article = reading.words[index] == "The" and index + 1 < last
    return is_article or (reading.words[index].isupper() and reading.lower[index] in _SMALL_WORDS)


def _is_no_name(reading: Reading, index: int) -> bool:
    known = reading.known[index]
    return reading.lower[index] in NO_NAMES and not (known is not None and known[1] > 1)


def _is_name_word(reading: Reading, index: int) -> bool:
    return reading.informs[index] and reading.lower[index] not in common_words()


def _headline(reading: Reading, line: Line, first: int, last: int, has_role: bool) -> int:
    """Read a stretch of a line whose capitals mean nothing: only extraordinary words count."""
    begin = first
    following = last
    while begin < last:
        while begin < last and not _counts(reading, line, begin):
            begin += 1
        end = begin
        while end < last and (_counts(reading, line, end) or reading.words[end] == "-"):
            known = reading.known[end]
            is_long = known is not None and known[0].strength == "strong"
            end += known[1] if known is not None and is_long else 1
        end = min(end, last)
        while end > begin and reading.words[end - 1] == "-":
            end -= 1
        if end > begin:
            role = has_role and begin == first
            following = max(following, _whole(reading, line, begin, end, role, False))
        begin = max(end, begin + 1)
    return following


def _counts(reading: Reading, line: Line, index: int) -> bool:
    known = reading.known[index]
    if reading.lower[index] in NO_NAMES or is_role(reading, index, line.last):
        return False
    if known is not None and known[0].strength == "strong":
        is_short = reading.words[index].isupper() and line.style != "caps"
        is_people = known[0].kind == "NORP" and known[0].country is not None
        is_firm = known[1] > 1 or reading.informs[index] or is_people
        return is_firm or (is_short and len(reading.words[index]) > 1)
    if reading.informs[index] and reading.words[index][0].isupper():
        return True
    following = min(index + 4, line.last)
    return reading.lower[index] in ORG_MODIFIERS | HEADS.keys() and any(
        reading.lower[at] in HEADS and reading.lower[at] not in WEAK_HEADS
        for at in range(index, following)
    )


def _whole(
    reading: Reading, line: Line, first: int, last: int, has_role: bool, has_office: bool
) -> int:
    """Make guesses over the words ``[first, last)``; return where reading goes on."""
    known = reading.known[first]
    if known is not None and known[1] == last - first and known[0].strength == "strong":
        end = heads.goes_on(reading, line, first, last) if known[0].kind == "ORG" else last
        _assert_known(reading, line, first, end, known[0])
        return end
    if _is_chinese(reading, first, last):
        reading.guesses.append(Guess(first, last, "PERSON", 0.85, "surname"))
        return last
    guess = heads.find(reading, line, first, last, has_role=has_role)
    if guess is not None and not (has_role and guess.confidence < 0.6):
        if guess.first > first:
            _pieces(reading, line, first, guess.first, has_role, has_office)
        reading.guesses.append(guess)
        if guess.last < last:
            return _whole(reading, line, guess.last, last, False, False)
        return guess.last
    _pieces(reading, line, first, last, has_role, has_office)
    return last


def _cut(reading: Reading, first: int, last: int) -> list[_Piece]:
    """Cut words into known names and what is between them, hyphens at the edges left out."""
    pieces: list[_Piece] = []
    begin = index = first
    while index < last:
        known = reading.known[index]
        if known is None or known[0].strength == "context" or index + known[1] > last:
            index += 1
            continue
        if known[1] == 1 and begin < index - 1 and reading.words[index - 1] == "-":
            index += 1  # the second half of a double surname
            continue
        _add(reading, pieces, begin, index)
        pieces.append((index, index + known[1], known[0]))
        index += known[1]
        begin = index
    _add(reading, pieces, begin, last)
    return pieces


def _add(reading: Reading, pieces: list[_Piece], begin: int, end: int) -> None:
    while begin < end and reading.words[begin] in ("-", "&"):
        begin += 1
    while end > begin and reading.words[end - 1] in ("-", "&"):
        end -= 1
    if begin < end:
        pieces.append((begin, end, None))


def _pieces(
    reading: Reading, line: Line, first: int, last: int, has_role: bool, has_office: bool
) -> None:
    pieces = _cut(reading, first, last)
    if len(pieces) > 1 and _is_person(reading, pieces, first, last, has_role, has_office):
        reading.guesses.append(Guess(first, last, "PERSON", 0.8, "given-name"))
        return
    for index, (begin, end, entry) in enumerate(pieces):
        if entry is not None:
            before = pieces[index - 1] if index else None
            if before is not None and _is_direction(reading, before, begin):
                reading.guesses.append(
                    Guess(before[0], end, entry.kind, 0.7, "direction", entry.country)
                )
            elif _has_part(reading, entry, pieces[index + 1 :], end, last):
                pieces[index + 1 : index + 2] = []
                reading.guesses.append(Guess(begin, last, "GPE", 0.75, "part", entry.country))
            elif _has_suffix(reading, entry, end, last):
                pieces[index + 1 : index + 2] = []
                _assert_known(reading, line, begin, end + 1, entry)
            else:
                _assert_known(reading, line, begin, end, entry)
        elif (korea := _korea(reading, begin, end)) is not None:
            reading.guesses.append(Guess(begin, end, "GPE", 0.75, "the-west", korea))
        elif _is_the_west(reading, begin, end):
            reading.guesses.append(Guess(begin, end, "LOC", 0.7, "the-west"))
        elif not (index + 1 < len(pieces) and _is_direction(reading, pieces[index], end)):
            role = has_role if not index else has_office
            guess = unknown.judge(reading, line, begin, end, has_role=role)
            if guess is not None:
                reading.guesses.append(guess)


def _is_the_west(reading: Reading, begin: int, end: int) -> bool:
    is_word = end - begin == 1 and reading.words[begin] == "West" and begin > 0
    return is_word and reading.lower[begin - 1] == "the"


def _korea(reading: Reading, begin: int, end: int) -> str | None:
    """Return the country of "the North" where the article is about Korea."""
    is_word = end - begin == 1 and reading.words[begin] in _KOREAS and begin > 0
    if not is_word or reading.lower[begin - 1] != "the" or not reading.is_about_korea:
        return None
    return _KOREAS[reading.words[begin]]


_NATIONAL = frozenset({"Danish"})
_KOREAS = {"North": "PRK", "South": "KOR"}
_PARTS = frozenset(("central", "north", "south", "east", "west", "northeast", "northwest"))
_DISTRICT = ["local", "government", "area"]


def _has_part(reading: Reading, entry: Entry, after: list[_Piece], end: int, last: int) -> bool:
    """Tell whether a place is a constituency: "Benue South", "Gwer Local Government Area"."""
    if entry.kind != "GPE" or len(after) != 1 or after[0][1] != last:
        return False
    words = reading.lower[end:last]
    return words == _DISTRICT or (len(words) == 1 and words[0] in _PARTS)


def _has_suffix(reading: Reading, entry: Entry, end: int, last: int) -> bool:
    """Tell whether nothing but "II" or "Jr." follows a known person."""
    is_last = end + 1 == last
    return entry.kind == "PERSON" and is_last and reading.words[end] in NAME_SUFFIXES


def _is_direction(reading: Reading, piece: _Piece, follows: int) -> bool:
    begin, end, entry = piece
    return (
        entry is None
        and end == follows
        and all(reading.lower[index] in DIRECTIONS for index in range(begin, end))
        and not (reading.opens[begin] and reading.lower[begin].endswith("ern"))
        and (known := reading.known[follows]) is not None
        and known[0].kind in ("GPE", "LOC")
    )


def _is_person(
    reading: Reading,
    pieces: list[_Piece],
    first: int,
    last: int,
    has_role: bool,
    has_office: bool,
) -> bool:
    """Tell whether known places inside the words are part of a person's name ("Israel Katz")."""
    length = sum(reading.words[index] != "-" for index in range(first, last))
    if length > 4 or has_office or any(end - begin > 1 for begin, end, entry in pieces if entry):
        return False
    kinds = [entry.kind for _, _, entry in pieces if entry is not None]
    if "ORG" in kinds or None not in [entry for _, _, entry in pieces]:
        return False
    is_given = reading.words[first] in first_names()
    if kinds == ["PERSON"]:
        return is_given or has_role or _are_unusual(reading, pieces)
    if is_given and "NORP" in kinds[1:]:
        return False
    if is_given and first + 1 < last:
        return reading.words[first + 1] != "-" and pieces[-1][1] == last
    return has_role and pieces[0][2] is None and "NORP" not in kinds


def _are_unusual(reading: Reading, pieces: list[_Piece]) -> bool:
    """Tell whether what stands beside a known name is no ordinary word ("Lula da Silva")."""
    common = common_words()
    return all(
        reading.lower[index] not in common or reading.lower[index] in PARTICLES
        for begin, end, entry in pieces
        if entry is None
        for index in range(begin, end)
    )


def _assert_known(reading: Reading, line: Line, first: int, last: int, entry: Entry) -> None:
    if last - first == 1 and not _is_asserted(reading, line, first, entry):
        return
    if entry.kind == "NORP" and last - first == 1 and _is_called(reading, line, first):
        reading.guesses.append(Guess(first, last, "PERSON", 0.5, "given-name"))
        return
    kind, confidence = entry.kind, 0.95 if entry.strength == "strong" else 0.75
    if reading.words[first] in SEATS and _is_inside(reading, line, first):
        kind, confidence = "FAC", 0.7
    reading.guesses.append(Guess(first, last, kind, confidence, entry.strength, entry.country))


def _is_called(reading: Reading, line: Line, index: int) -> bool:
    """Tell whether a people's name is somebody's here: "Karen said", not "the Karen said"."""
    if reading.words[index] not in first_names() or reading.words[index] in _NATIONAL:
        return False
    after = reading.lower[index + 1] if index + 1 < line.last else ""
    before = reading.lower[index - 1] if index > line.first else ""
    return after in REPORTING and before not in ("the", "many", "some", "most")


def _is_inside(reading: Reading, line: Line, index: int) -> bool:
    before = index - 1
    if before > line.first and reading.words[before] == "the":
        return reading.lower[before - 1] in IN_BUILDING
    return False


def _is_asserted(reading: Reading, line: Line, index: int, entry: Entry) -> bool:
    """Tell whether a known single word is the name here and not an ordinary word."""
    if reading.informs[index]:
        return True
    word = reading.words[index]
    if word.isupper() and len(word) > 1 and line.style != "caps":
        return True
    after = reading.words[index + 1] if index + 1 < line.last else ""
    if entry.kind == "NORP":
        return after[:1].islower() or after == "-" or line.style != "plain"
    if line.style != "plain":
        return False
    return after == "'s" or after in REPORTING
