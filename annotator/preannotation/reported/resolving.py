"""Whom a pronoun, an office, a surname or "the ministry" stands for in an article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from annotator.preannotation.names.lexicon import HEADS, ROLES, words
from annotator.preannotation.names.runs import names_role
from annotator.preannotation.reading import Guess, Line
from annotator.preannotation.reported.speakers import (
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
_OWNERS_OF = {"his": "he", "her": "she", "its": "it", "their": "they"}
_ONE = words(
    """witness villager survivor relative neighbour neighbor worker soldier fighter rebel activist
    shopkeeper trader fisherman headmaster pensioner refugee patient passenger volunteer"""
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
    last_subject: Words | None = None

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
        lower = _OWNERS_OF.get(lower, lower) if last - first == 1 else lower
        if last - first == 1 and lower in PEOPLE_PRONOUNS:
            return self._person_of(lower) or self._last_human() or source
        if last - first == 1 and lower == "it":
            return self._before_colon(first) or self.last_body or self.last or source
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

    def _last_human(self) -> Words | None:
        """Return who spoke last, but no country or body: "she" is neither."""
        if self.last is None or any(
            guess is not None and guess.kind in ("GPE", "ORG", "NORP", "LOC")
            for guess in self.scene.named[self.last[1] - 1 : self.last[1]]
        ):
            return None
        return self.last

    def _before_colon(self, at: int) -> Words | None:
        """Return the subject of "Amnesty is not convinced: the law, it argued, ..."."""
        lower = self.scene.reading.lower
        for colon in range(at - 1, max(-1, at - 14), -1):
            if lower[colon] in (".", "!", "?"):
                return None
            if lower[colon] in (":", ";"):
                return self.last_subject if self._is_near(colon) else None
        return None

    def _is_near(self, at: int) -> bool:
        return self.last_subject is not None and 0 < at - self.last_subject[0] < 40

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
        """Take note of whom a sentence begins with, the likeliest "she" or "it" of the next one.

        One person named anywhere in it is the likeliest, too.
        """
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
        body = self._subject(first, last)
        alone = self._only_person(first, last)
        if alone is not None:
            self.last_person = alone
        elif body is not None and self._is_somebody(body):
            self.last_person = body
        if body is not None:
            self.last_body = body

    def begin(self, first: int, last: int) -> None:
        """Take note of the subject with which a sentence that reports something begins."""
        self.last_subject = self._subject(first, last)

    def _subject(self, first: int, last: int) -> Words | None:
        end = first
        while end < last and end - first < 8 and not self.scene.is_edge(end):
            end += 1
        body = holder(self.scene, first, end) if end < last else None
        is_first = body is not None and body[0] == first
        return body if is_first and self.scene.reading.lower[first] not in PRONOUNS else None

    def _only_person(self, first: int, last: int) -> Words | None:
        """Return the person of a sentence that names one alone."""
        named = {
            self.scene.reading.words[guess.last - 1]: guess
            for guess in self.scene.named[first:last]
            if guess is not None and guess.kind == "PERSON"
        }
        if len(named) != 1:
            return None
        ((surname, guess),) = named.items()
        return self.people.get(surname, (guess.first, guess.last))

    def _is_somebody(self, body: Words) -> bool:
        """Tell whether a phrase without a name means one man or woman: "a clan leader"."""
        lower = self.scene.reading.lower
        if any(
            guess is not None and guess.kind == "PERSON" for guess in self.scene.named[slice(*body)]
        ):
            return False
        head = body[0]
        while head < body[1] and not is_preposition(lower[head]):
            head += 1
        word = lower[head - 1]
        return lower[body[0]] in ("a", "an", "the", "one", "another") and (
            word in _SINGULAR or word in _SHE or word in _HE or word in _ONE
        )

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
