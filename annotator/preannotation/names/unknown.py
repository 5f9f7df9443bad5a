"""What an unknown name is, judged by its form and by the words beside it."""

from __future__ import annotations

import re

from annotator.preannotation.names.gazetteer import common_words, first_names
from annotator.preannotation.names.lexicon import (
    FAC_NOUNS_AFTER,
    HEADS,
    LOC_NOUNS_AFTER,
    MOTION_PREPOSITIONS,
    NAME_SUFFIXES,
    NO_NAMES,
    NO_ORGANISATION,
    NO_PERSON,
    ORG_NOUNS,
    ORG_NOUNS_AFTER,
    PARTICLES,
    PLACE_NOUNS_AFTER,
    PLACE_NOUNS_BEFORE,
    PLACE_PREPOSITIONS,
    REPORTING,
    ROLES,
    RULERS,
    SPEECH,
)
from annotator.preannotation.names.lexicon import words as lexicon_words
from annotator.preannotation.reading import Guess, Line, Reading


def judge(reading: Reading, line: Line, first: int, last: int, *, has_role: bool) -> Guess | None:
    """Return the most likely reading of a name that nobody has listed; None for no name at all."""
    words = [word for word in reading.words[first:last] if word not in ("-", "&", "'s", "'")]
    is_network = words == ["X"] and _is_channel(reading, line, first)
    is_short = all(word.lower() in NO_NAMES or len(word.rstrip(".")) < 2 for word in words)
    if is_short and not is_network:
        return None
    if len(words) == 1 and _is_channel(reading, line, first):
        return Guess(first, last, "ORG", 0.65, "noun")
    if reading.lower[last - 3 : last] == ["local", "government", "area"]:
        return Guess(first, last, "GPE", 0.8, "place-noun")
    if _MARK.fullmatch(reading.covered(first, last)) or _is_ship(reading, line, first):
        return None
    kind, confidence, rule = (
        _by_place_noun(reading, line, first, last)
        or (_by_noun(reading, line, first, last) if not has_role else None)
        or _by_person(words, has_role)
        or _by_preposition(reading, line, first, last)
        or _by_apposition(reading, line, last)
        or (_single if len(words) == 1 else _several)(reading, line, first, last, words)
    )
    if len(words) == 1 and _is_ordinary(words[0].lower(), rule):
        return None
    if line.style != "plain" and rule in ("capitals", "single", "verb", "preposition"):
        confidence = min(confidence, 0.4)
    return Guess(first, last, kind, round(confidence, 2), rule)


def _is_ordinary(lower: str, rule: str) -> bool:
    """Tell whether one word is no name though it has a capital: "the Government said"."""
    if rule == "single":
        return lower in common_words() or lower in NO_PERSON
    is_by_neighbours = rule in ("verb", "apposition", "noun", "preposition", "list", "place-noun")
    return is_by_neighbours and (lower in NO_PERSON or lower in HEADS)


_CHANNEL = re.compile(r"(?:TV|FM|Radio|Channel)-?\d+|[A-Z]{1,5}TV")


def _is_channel(reading: Reading, line: Line, first: int) -> bool:
    """Tell whether a word is a broadcaster ("TV8") or the network X in "wrote on X"."""
    if _CHANNEL.fullmatch(reading.words[first]) is not None:
        return True
    if reading.words[first] != "X" or line.style != "plain":
        return False
    before = _word(reading, line, first - 1)
    is_taken = before == "to" and _word(reading, line, first - 2) in ("took", "taking", "takes")
    return before in ("on", "via", "platform") or is_taken


# "D-Ill.", "AK-47", "F-16": a senator's party and state, a weapon; kinds that we do not have.
_MARK = re.compile(r"[DRI]-[A-Z]\w*\.?|[A-Z]{1,4}-?\d+\w*")
_Judgement = tuple[str, float, str]


# A ship is nobody: "the tanker Blue Marigold", "the BRP Vell".
_SHIPS = lexicon_words(
    """tanker vessel ship warship frigate destroyer corvette trawler ferry freighter submarine
    flagship lifeboat yacht schooner gunboat minesweeper icebreaker supertanker battleship"""
)
_SHIP_MARKS = frozenset(
    ["MV", "MT", "M/V", "M/T", "USS", "HMS", "BRP", "INS", "PNS", "TCG", "ROKS"]
)


def _is_ship(reading: Reading, line: Line, first: int) -> bool:
    is_marked = reading.words[first] in _SHIP_MARKS
    before = first - 1
    is_marked = is_marked or (before >= line.first and reading.words[before] in _SHIP_MARKS)
    return is_marked or _word(reading, line, before) in _SHIPS


def _word(reading: Reading, line: Line, index: int) -> str:
    return reading.lower[index] if line.first <= index < line.last else ""


def _by_place_noun(reading: Reading, line: Line, first: int, last: int) -> _Judgement | None:
    after = _word(reading, line, last)
    if after in PLACE_NOUNS_AFTER:
        return "GPE", 0.8, "place-noun"
    if after in LOC_NOUNS_AFTER and reading.words[last].islower():
        return "LOC", 0.6, "place-noun"
    if after in FAC_NOUNS_AFTER:
        return "GPE", 0.55, "place-noun"
    before = first - 1
    if _is_led(reading, line, first):
        return "GPE", 0.7, "place-noun"
    if _word(reading, line, before) == "of":
        before -= 1
    noun = _word(reading, line, before)
    if noun in PLACE_NOUNS_BEFORE and reading.words[before].islower():
        return "GPE", 0.75, "place-noun"
    return None


def _is_led(reading: Reading, line: Line, first: int) -> bool:
    """Tell whether somebody is "the village head of" what follows."""
    is_head = _word(reading, line, first - 2) in ("head", "chief", "elder", "elders", "imam")
    is_of = _word(reading, line, first - 1) == "of"
    return is_of and is_head and _word(reading, line, first - 3) in PLACE_NOUNS_BEFORE


def _by_person(words: list[str], has_role: bool) -> _Judgement | None:
    common, given = common_words(), first_names()
    if has_role and len(words) <= 5:
        is_ordinary = all(word.lower() in common for word in words) and words[0] not in given
        if not is_ordinary:
            return "PERSON", 0.92 if len(words) > 1 else 0.75, "title"
    if len(words) < 2 or len(words) > 5:
        return None
    if words[-1] in NAME_SUFFIXES:
        return "PERSON", 0.85, "suffix"
    if words[0] in given:
        is_weak = words[0].lower() in common and words[-1].lower() in common
        return "PERSON", 0.45 if is_weak else 0.85, "given-name"
    if len(words[0]) == 2 and words[0][1] == "." and len(words[-1]) > 2:
        return "PERSON", 0.8, "initial"
    if any(word.islower() and word not in PARTICLES for word in words[1:]):
        return "PERSON", 0.8, "given-name"  # the second half of a Korean given name
    if any(word in given and word.lower() not in common for word in words):
        return "PERSON", 0.75, "given-name"
    return None


def _by_noun(reading: Reading, line: Line, first: int, last: int) -> _Judgement | None:
    if _word(reading, line, first - 1) in ORG_NOUNS and reading.words[first - 1].islower():
        return "ORG", 0.75, "noun"
    if _word(reading, line, last) in ORG_NOUNS_AFTER and reading.words[last].islower():
        return "ORG", 0.7, "noun"
    return None


def _by_apposition(reading: Reading, line: Line, last: int) -> _Judgement | None:
    """Judge by what follows after a comma: "X, a mining company", "X, the town's mayor"."""
    if _word(reading, line, last) != ",":
        return None
    for index in range(last + 1, min(last + 9, line.last)):
        word = reading.lower[index]
        if word in (",", ".", "and", "said", "in", "on", "to", "where", "when", "with"):
            return None
        if word == "who" or (word in ROLES and word.islower() and index > last + 1):
            return "PERSON", 0.7, "apposition"
        if word in ORG_NOUNS:
            return "ORG", 0.7, "apposition"
        if word in PLACE_NOUNS_AFTER or word in PLACE_NOUNS_BEFORE:
            return "GPE", 0.7, "apposition"
    return None


def _by_preposition(reading: Reading, line: Line, first: int, last: int) -> _Judgement | None:
    known = reading.known[first]
    is_listed = known is not None and known[1] == last - first
    before = _word(reading, line, first - 1)
    if reading.words[first].isupper() and len(reading.words[first]) > 1 and not is_listed:
        return None
    if before == "of" and _word(reading, line, first - 2) in RULERS:
        return "GPE", 0.7, "preposition"
    if before in PLACE_PREPOSITIONS and last - first <= 3:
        return "GPE", 0.75 if is_listed else 0.6, "preposition"
    if is_listed and (before in MOTION_PREPOSITIONS or _is_beside_place(reading, line, first)):
        return "GPE", 0.65, "preposition"
    if _is_beside_place(reading, line, first) and last - first <= 2:
        return "GPE", 0.55, "list"
    if last - first == 1 and before == "and" and _is_after_country(reading, first):
        return "GPE", 0.5, "list"
    return None


def _is_beside_place(reading: Reading, line: Line, first: int) -> bool:
    """Tell whether the name goes on a list whose last name was a place ("Kabul, Herat and X")."""
    if not reading.guesses or _word(reading, line, first - 1) not in (",", "and"):
        return False
    last = reading.guesses[-1]
    is_near = first - 2 <= last.last < first
    is_list = _word(reading, line, first - 1) == "and" or _word(reading, line, first + 1) == ","
    return (
        is_near and is_list and last.kind == "GPE" and last.rule in ("city", "preposition", "list")
    )


def _is_after_country(reading: Reading, first: int) -> bool:
    last = reading.guesses[-1] if reading.guesses else None
    return last is not None and last.last == first - 1 and last.kind == "GPE"


def _single(reading: Reading, line: Line, first: int, last: int, words: list[str]) -> _Judgement:
    word = words[0]
    if word.isupper() and 2 <= len(word) <= 7 and word.isalnum():
        if word in NO_ORGANISATION:
            return "ORG", 0.2, "capitals"
        return "ORG", 0.6, "capitals"
    if any(letter.isupper() for letter in word[1:]) and not word.startswith(
        ("Mc", "Mac", "O'", "D'")
    ):
        return ("PERSON", 0.4, "single") if "'" in word else ("ORG", 0.55, "capitals")
    before, after = _word(reading, line, first - 1), _word(reading, line, last)
    if after in SPEECH and before != "the":
        return "PERSON", 0.6 if after in REPORTING else 0.45, "verb"
    if before in REPORTING and after in (".", ",", ""):
        return "PERSON", 0.6, "verb"
    known = reading.known[first]
    if known is not None:
        return "GPE", 0.45, "single"
    return "PERSON", 0.35, "single"


def _several(reading: Reading, line: Line, first: int, last: int, words: list[str]) -> _Judgement:
    common = common_words()
    ordinary = sum(word.lower() in common for word in words)
    before = _word(reading, line, first - 1)
    known = reading.known[first]
    if known is not None and known[1] == last - first:
        return "GPE", 0.55, "several"
    if before != "the" and any(word in PARTICLES for word in words):
        return "PERSON", 0.65, "particle"
    if before == "the" or len(words) > 4 or "&" in reading.words[first:last]:
        return "ORG", 0.5, "several"
    if not ordinary:
        return "PERSON", 0.7, "several"
    if ordinary == len(words):
        return "ORG", 0.4, "several"
    if words[0].lower() not in common and len(words) == 2 and _word(reading, line, last) in SPEECH:
        return "PERSON", 0.6, "several"
    return "ORG", 0.45, "several"
