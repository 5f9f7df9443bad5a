"""Whom a pronoun, an office, a surname or "the ministry" stands for in an article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from annotator.preannotation.lexicon import HEADS, ROLES, words
from annotator.preannotation.reading import Guess, Line
from annotator.preannotation.runs import names_role
from annotator.preannotation.speakers import (
    DOCUMENTS,
    LEADS,
    PEOPLE_PRONOUNS,
    PRONOUNS,
    Scene,
    Words,
    holder,
    is_preposition,
    with_apposition,
)

_RECENT = 12  # people who spoke before, among whom "he" or "she" is looked for
_SHE = words(
    """ms mrs miss madam lady dame queen princess baroness mother sister daughter wife widow aunt
    grandmother actress her she woman girl nun waitress duchess empress"""
)
_HE = words(
    """mr sir lord king prince baron father brother son husband widower uncle grandfather sheikh
    emir sultan imam pope bishop archbishop cardinal man boy duke emperor"""
)
_ANY_OFFICE = words("diplomat official politician lawmaker leader officer chief veteran expert")


@dataclass(slots=True)
class Speakers:
    """Who spoke so far in an article, to tell whom "she", "the minister" and surnames mean."""

    scene: Scene
    people: dict[str, Words] = field(default_factory=dict)
    offices: dict[tuple[str, str], list[tuple[int, Words]]] = field(default_factory=dict)
    first_named: dict[int, Words] = field(default_factory=dict)
    spoke: list[Words] = field(default_factory=list)
    bodies: dict[str, list[Words]] = field(default_factory=dict)
    last_person: Words | None = None
    last_body: Words | None = None
    last: Words | None = None

    @classmethod
    def of(cls, scene: Scene, lines: Sequence[Line]) -> Speakers:
        """Look through an article for people who are named with their office."""
        found = cls(scene)
        for guess in scene.reading.guesses:
            if guess.kind == "PERSON" and guess.confidence >= 0.4:
                found._meet(guess, lines)
            elif guess.kind == "ORG":
                for index in range(guess.first, guess.last):
                    if scene.reading.lower[index] in HEADS:
                        named = found.bodies.setdefault(scene.reading.lower[index], [])
                        named.append((guess.first, guess.last))
        return found

    def _meet(self, guess: Guess, lines: Sequence[Line]) -> None:
        reading = self.scene.reading
        line = lines[bisect_right(lines, guess.first, key=lambda each: each.first) - 1]
        if not line.first <= guess.first < line.last:
            return
        surname = reading.words[guess.last - 1]
        naming = self._naming(line, guess)
        self.first_named.setdefault(naming[0], naming)
        known = self.people.get(surname)
        if known is None or (known[1] - known[0] == 1 and naming[1] - naming[0] > 1):
            for word in (surname, reading.words[guess.first]):
                self.people.setdefault(word, naming)
            self.people[surname] = naming
        for index in range(*naming):
            if names_role(reading.lower[index]):
                self._take_office(_office(reading.lower[index]), guess.first, naming)

    def _take_office(self, office: str, at: int, naming: Words) -> None:
        """Note who has an office, to be found by each of the words beside it."""
        for beside in {"", *self.scene.reading.words[slice(*naming)]}:
            self.offices.setdefault((office, beside), []).append((at, naming))

    def _naming(self, line: Line, guess: Guess) -> Words:
        """Return a name with the office before it or in apposition behind it."""
        reading = self.scene.reading
        first = guess.first
        while first > line.first and guess.first - first < 12:
            word, lower = reading.words[first - 1], reading.lower[first - 1]
            is_part = word[0].isupper() or names_role(lower)
            if not is_part and lower not in ("of", "for", "to", "'s", "-", "the", "special"):
                break
            first -= 1
        while first < guess.first and not reading.words[first][0].isupper():
            if names_role(reading.lower[first]):
                break
            first += 1
        for at in range(first - 1, max(line.first, first - 4) - 1, -1):
            known = self.scene.named[at]
            if known is not None and known.kind in ("NORP", "GPE") and first < guess.first:
                first = known.first
                break
            if not reading.lower[at].isalpha() and reading.lower[at] not in ("'s", "-"):
                break
            is_apart = is_preposition(reading.lower[at]) or reading.lower[at] == "and"
            if is_apart or self.scene.is_edge(at):
                break
        return first, with_apposition(self.scene, guess.last, line.last)

    def meant(self, source: Words) -> Words:
        """Return where the text names in full whom a source means; the source itself at worst."""
        reading = self.scene.reading
        first, last = source
        lower = reading.lower[first]
        if last - first == 1 and lower in PEOPLE_PRONOUNS:
            return self._person_of(lower) or self.last or source
        if last - first == 1 and lower == "it":
            return self.last_body or self.last or source
        if last - first == 1 and lower in ("they", "we"):
            return self.last or source
        person = self._person_in(source)
        if person is not None:
            return self.people.get(reading.words[person.last - 1], source)
        in_office = None if lower in ("a", "an") else self._in_office(source)
        if in_office is not None:
            return in_office
        if lower == "the" and last - first <= 3:
            known = self._body_called(source)
            if known is not None:
                return known
            if reading.lower[last - 1] in _ANY_OFFICE and self.last_person is not None:
                return self.last_person
        is_document = any(each in DOCUMENTS for each in reading.lower[first:last])
        is_unnamed = all(self.scene.named[at] is None for at in range(first, last))
        if is_document and is_unnamed:
            return self.last_body or self.last or source
        return source

    def _person_of(self, pronoun: str) -> Words | None:
        """Return the last person who spoke, but no spokeswoman for "he"."""
        last = self.last_person
        if last is None or self._gender(last) in ("", pronoun):
            return last
        recent = reversed(self.spoke[-_RECENT:])
        return next((each for each in recent if self._gender(each) in ("", pronoun)), last)

    def _gender(self, naming: Words) -> str:
        """Return "she" or "he" where the words of a name with its office tell, else nothing."""
        for at in range(*naming):
            word = self.scene.reading.lower[at]
            if word in _SHE or word.endswith("woman"):
                return "she"
            if word in _HE or (word.endswith("sman") and word != "sman"):
                return "he"
        return ""

    def _body_called(self, source: Words) -> Words | None:
        """Return the last body named before whose name has the word: "the ministry"."""
        if any(self.scene.named[at] is not None for at in range(*source)):
            return None
        named = self.bodies.get(self.scene.reading.lower[source[1] - 1], [])
        before = bisect_left(named, source)
        return named[before - 1] if before else None

    def _person_in(self, source: Words) -> Guess | None:
        """Return the last person named, but not in "Lind's office"."""
        lower = self.scene.reading.lower
        for index in range(source[1] - 1, source[0] - 1, -1):
            guess = self.scene.named[index]
            if guess is not None and guess.kind == "PERSON":
                is_owner = guess.last < source[1] and lower[guess.last] in ("'s", "'")
                return None if is_owner else guess
        return None

    def _in_office(self, source: Words) -> Words | None:
        """Return the last person before a place who has its office, or the first after it.

        "The Finnish minister" is nobody who was named without "Finnish".
        """
        reading, first = self.scene.reading, source[0]
        roles = {_office(reading.lower[at]) for at in range(*source)} & _SINGULAR
        names = {reading.words[at] for at in range(*source) if self.scene.named[at] is not None}
        earlier, later = [], []
        for key in product(roles, names or {""}):
            holders = self.offices.get(key, [])
            nearest = bisect_left(holders, first, key=lambda each: each[0])
            earlier += holders[max(nearest - 1, 0) : nearest]
            later += holders[nearest : nearest + 1]
        if earlier:
            return max(earlier)[1]
        return min(later)[1] if later else None

    def pass_by(self, first: int, last: int) -> None:
        """Take note of whom a sentence begins with, the likeliest "she" or "it" of the next one."""
        lower = self.scene.reading.lower
        for at in (first, first + 1):
            if at in self.first_named and (at == first or lower[first] in ("the", *LEADS)):
                naming = self.first_named[at]
                person = self._person_in(naming)
                assert person is not None
                self.last_person = self.people.get(
                    self.scene.reading.words[person.last - 1], naming
                )
                return
        end = first
        while end < last and end - first < 8 and not self.scene.is_edge(end):
            end += 1
        body = holder(self.scene, first, end) if end < last else None
        if body is not None and body[0] == first and lower[first] not in PRONOUNS:
            self.last_body = body

    def remember(self, source: Words, meant: Words) -> None:
        """Take note of who spoke."""
        self.last = meant
        lower = self.scene.reading.lower[source[0]]
        is_pronoun = source[1] - source[0] == 1 and lower in PRONOUNS
        if self._person_in(meant) is not None:
            self.last_person = meant
            self.spoke.append(meant)
        elif not is_pronoun:
            roles = [at for at in range(*source) if names_role(self.scene.reading.lower[at])]
            if roles:
                self.last_person = meant
            else:
                self.last_body = meant


_SINGULAR = frozenset(ROLES) - words("president-elect late former co-")


def _office(lower: str) -> str:
    """Return one word for an office, whatever its gender."""
    for ending in ("woman", "person", "man"):
        if lower.endswith(ending) and lower != ending:
            return lower.removesuffix(ending) + "person"
    return lower
