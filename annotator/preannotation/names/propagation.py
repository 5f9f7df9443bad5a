"""What one place of an article says about another: surnames, abbreviations, the same name again."""

from __future__ import annotations

from annotator.preannotation.names.gazetteer import Match, common_words, first_names
from annotator.preannotation.names.lexicon import SPEECH
from annotator.preannotation.reading import Guess, Line, Reading

_FIRM = 0.7
# Rules that judge an unlisted word by its neighbours only.
_UNLISTED = frozenset({"verb", "single", "preposition", "list", "place-noun", "apposition"})
_PEOPLE_ENDINGS = {
    "ian": ("ia", "", "y", "e"),
    "an": ("a", "", "e", "o"),
    "ish": ("", "ia", "land"),
    "ese": ("", "a", "e", "ia"),
    "i": ("", "a"),
    "er": ("",),
}
_Named = dict[str, tuple[str, str | None]]


def settle(reading: Reading) -> None:
    """Let firm guesses decide about doubtful ones, and find surnames that were passed over."""
    reading.guesses.sort(key=lambda guess: guess.first)
    parts = _parts_of_people(reading)
    _name_abbreviations(reading)
    _settle_places(reading, parts)
    named = _firm_names(reading)
    for guess in reading.guesses:
        is_people = guess.rule == "strong" and guess.kind == "NORP" and bool(parts)
        if guess.confidence < _FIRM or guess.rule in ("city", "direction") or is_people:
            _reconsider(reading, guess, parts, named)
    if parts:
        _find_missed(reading, parts)


def _parts_of_people(reading: Reading) -> dict[str, str | None]:
    """Return each word of each full name of a person, with the person's country."""
    parts: dict[str, str | None] = {}
    for guess in reading.guesses:
        if guess.kind != "PERSON" or guess.confidence < 0.65 or guess.last - guess.first < 2:
            continue
        for index in range(guess.first, guess.last):
            word = reading.words[index]
            known = reading.known[index]
            is_place = known is not None and known[1] == 1 and known[0].kind in ("GPE", "NORP")
            is_firm = known is not None and known[0].strength == "strong"
            if is_place and is_firm and not _is_given_name(known, word):
                continue
            if len(word) > 1 and word[0].isupper() and word[-1] != ".":
                parts.setdefault(word, guess.country)
    return parts


def _is_given_name(known: Match | None, word: str) -> bool:
    """Tell whether the name of a people is also what people are called: "Karen", "Luo"."""
    return known is not None and known[0].kind == "NORP" and word in first_names()


def _settle_places(reading: Reading, parts: dict[str, str | None]) -> None:
    """Take an unlisted word as a place everywhere if one place of the article shows that it is.

    That is "in X", a list of places, or a word for its people: "Estovian" beside "Estovia".
    """
    single = [
        guess
        for guess in reading.guesses
        if guess.last - guess.first == 1 and guess.rule in _UNLISTED
    ]
    words = {reading.words[guess.first] for guess in single}
    people = {word: stem for word in words for stem in _stems(word) if stem in words}
    capitals = {word for word in reading.words if word[0].isupper()}
    named = {stem for word in capitals for stem in _stems(word) if stem in words}
    placed = {
        reading.words[guess.first]
        for guess in single
        if guess.kind == "GPE" and guess.rule != "single"
    }
    for guess in single:
        word = reading.words[guess.first]
        if word in people:
            guess.kind, guess.confidence, guess.rule = "NORP", 0.75, "people-of"
        elif word in named or (word in placed and word not in parts):
            guess.kind, guess.confidence, guess.rule = "GPE", max(guess.confidence, 0.7), "placed"


def _stems(word: str) -> list[str]:
    """Return the places that a word for their people or an adjective may come from."""
    base = word[:-1] if word.endswith(("ns", "is")) else word
    stems: list[str] = []
    for ending, replacements in _PEOPLE_ENDINGS.items():
        if base.endswith(ending) and len(base) - len(ending) >= 3:
            stems += [base[: -len(ending)] + each for each in replacements]
    return stems


def _firm_names(reading: Reading) -> _Named:
    named: _Named = {}
    for guess in reading.guesses:
        if guess.confidence >= _FIRM:
            named.setdefault(reading.covered(guess.first, guess.last), (guess.kind, guess.country))
    return named


def _reconsider(
    reading: Reading, guess: Guess, parts: dict[str, str | None], named: _Named
) -> None:
    words = [word for word in reading.words[guess.first : guess.last] if word != "-"]
    capitals = [word for word in words if word[0].isupper()]
    if guess.rule == "strong" and not (guess.kind == "NORP" and words[0] in first_names()):
        capitals = []
    if capitals and all(word in parts for word in capitals):
        guess.kind, guess.confidence, guess.rule = "PERSON", 0.88, "surname"
        guess.country = parts[capitals[-1]]
        return
    again = named.get(reading.covered(guess.first, guess.last))
    if again is not None and guess.confidence < _FIRM:
        guess.kind, guess.country = again
        guess.confidence, guess.rule = 0.8, "same-name"


def _name_abbreviations(reading: Reading) -> None:
    """Take "(TTP)" right after a name as its abbreviation, here and in the rest of the article."""
    defined: dict[str, tuple[str, str | None]] = {}
    by_first = {guess.first: guess for guess in reading.guesses}
    for guess in reading.guesses:
        at = guess.last
        if guess.last - guess.first < 2 or at + 1 >= len(reading.words):
            continue
        if reading.words[at] != "(" or not reading.words[at + 1].isupper():
            continue
        short = reading.words[at + 1]
        if _is_abbreviation(reading, guess, short) and guess.confidence >= 0.4:
            if guess.kind == "PERSON" or guess.confidence < 0.5:
                guess.kind, guess.confidence, guess.rule = "ORG", 0.75, "abbreviated"
            defined[short] = (guess.kind, guess.country)
            if at + 1 not in by_first:
                extra = Guess(at + 1, at + 2, guess.kind, 0.9, "abbreviation", guess.country)
                reading.guesses.append(extra)
    for guess in reading.guesses:
        if guess.last - guess.first == 1 and guess.confidence < 0.9:
            found = defined.get(reading.words[guess.first])
            if found is not None:
                guess.kind, guess.country = found
                guess.confidence, guess.rule = 0.9, "abbreviation"
    reading.guesses.sort(key=lambda guess: guess.first)


def _is_abbreviation(reading: Reading, guess: Guess, short: str) -> bool:
    """Tell whether the letters stand in this order at the beginnings of the name's words."""
    initials = "".join(word[0] for word in reading.words[guess.first : guess.last]).upper()
    at = 0
    for letter in initials:
        if at < len(short) and letter == short[at]:
            at += 1
    return at >= max(2, len(short) - 1) and len(short) <= 8


def _find_missed(reading: Reading, parts: dict[str, str | None]) -> None:
    """Add surnames that were passed over because a sentence begins with them."""
    covered = {index for guess in reading.guesses for index in range(guess.first, guess.last)}
    common = common_words()
    for line in reading.lines:
        for index in range(line.first, line.last):
            word = reading.words[index]
            if word not in parts or index in covered or reading.taken[index] or line.is_facts:
                continue
            if reading.lower[index] in common and not _acts(reading, line, index):
                continue
            reading.guesses.append(Guess(index, index + 1, "PERSON", 0.85, "surname", parts[word]))
    reading.guesses.sort(key=lambda guess: guess.first)


def _acts(reading: Reading, line: Line, index: int) -> bool:
    after = reading.lower[index + 1] if index + 1 < line.last else ""
    return after == "'s" or after in SPEECH
