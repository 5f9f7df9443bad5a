"""Casualty figures in a text: how many, how exactly, what befell them, who they are and whose."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span
from annotator.preannotation.numbers import figure_words as lexicon
from annotator.preannotation.numbers.amounts import Amount, amount_at
from annotator.preannotation.numbers.figure_phrases import Phrase, Words
from annotator.preannotation.numbers.figure_sides import (
    country_at,
    country_in,
    place_after,
    speaker_before,
)

UNITS = ("killed", "injured", "missing", "casualties", "displaced", "detained")
GROUPS = ("all", *lexicon.GROUPS)
_HINT = re.compile(
    r"(?i)kill|dead|death|\bdie[ds]?\b|fatal|slain|slay|martyr|perish|drown|succumb|lives|toll|lost"
    r"|wound|injur|hurt|maim|hospital|missing|unaccounted|untraced|casualt|disappear"
    r"|displac|uproot|neutrali|detain|detention|arrest|trapped|buried|bodies|corpses|shot|fell\b"
    r"|condition|recovered|surviv|treat|supreme|ultimate|breathed|coffins|eliminat|liquidat|execut|behead|treat|gunned|beaten|stabbed|crushed|burn|trampled"
)


_LOST = frozenset(lexicon.NOUNS) | lexicon.BODIES | {"toll"}


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure over a stretch of the text ("12 Pakistani soldiers").

    ``value`` is None where only many are spoken of, and ``bound`` then ``"unspecified"``. ``side``
    is an ISO 3166 alpha-3 code, ``"both"`` or ``"unspecified"``. ``number`` is the amount alone.
    """

    span: Span
    number: Span
    value: float | int | None
    bound: str
    unit: str
    group: str = "all"
    side: str = "unspecified"


def find_figures(
    text: str, within: Span | None = None, units: Sequence[str] = UNITS
) -> tuple[FoundFigure, ...]:
    """Return the figures of a text or a stretch of it in their order, none overlapping another.

    ``units`` are those that are wanted; others that the words tell are left out.
    """
    found: list[FoundFigure] = []
    for sentence in sentences(text, within):
        if _HINT.search(text, sentence.start, sentence.end):
            found += [each for each in _Sentence(text, sentence).figures() if each.unit in units]
    return tuple(found)


class _Sentence(Words):
    """Reads the figures of one sentence."""

    def figures(self) -> list[FoundFigure]:
        """Return the figures of this sentence."""
        phrases = self._phrases()
        for phrase in phrases:
            self._read_unit(phrase)
        self._hand_on(phrases)
        kept = [each for each in phrases if each.unit is not None and self._is_sound(each)]
        self._tell_sides(kept)
        return [self._figure(each) for each in kept]

    def _figure(self, phrase: Phrase) -> FoundFigure:
        amount = phrase.amount
        assert phrase.unit is not None
        return FoundFigure(
            span=Span(self.starts[phrase.first], self.ends[phrase.last - 1]),
            number=Span(self.starts[amount.first], self.ends[amount.last - 1]),
            value=amount.value,
            bound=amount.bound,
            unit=phrase.unit,
            group=phrase.group,
            side=phrase.side or "unspecified",
        )

    # Who is counted

    def _phrases(self) -> list[Phrase]:
        found: list[Phrase] = []
        index = 0
        while index < self.count:
            amount = amount_at(self.lower, index, self.count) or self._another(index)
            phrase = None if amount is None else self._phrase(amount)
            if phrase is not None:
                found.append(phrase)
                index = phrase.last
                is_of = self.word(index) == "of" and self.word(index - 1) in ("members", "member")
                index += 2 * is_of  # "nine members of one family"
            else:
                index = amount.last if amount is not None else index + 1
        return found

    def _another(self, index: int) -> Amount | None:
        """Return the one more of "two were hurt and another is missing"."""
        is_one = self.word(index) == "another" and self.word(index - 1) == "and"
        is_told = self.word(index + 1) in ("is", "was", "remains", "remained")
        return Amount(index, index + 1, 1, "exact") if is_one and is_told else None

    def _phrase(self, amount: Amount) -> Phrase | None:
        if self._is_part_of_something_else(amount):
            return None
        begin = amount.last
        if self.word(begin) == "of" or self.word(begin) in lexicon.OWNED:
            begin += self.word(begin) == "of"
            begin += self.word(begin) in lexicon.DETERMINERS
        phrase = Phrase(amount, amount.first, amount.last, amount.last)
        plural = self._walk(phrase, begin)
        if plural is None:
            return None
        if not phrase.has_head and plural:
            phrase.last = plural
        if amount.value == 0 and self.word(amount.first) == "no" and phrase.rule != "head":
            return None
        phrase.beyond = phrase.last
        return phrase

    def _is_part_of_something_else(self, amount: Amount) -> bool:
        """Tell whether it is an age, a date, money, or the one of "no one"."""
        first, last = amount.first, amount.last
        if self.word(last) in ("-", "–") and self.touches(last - 1):
            return True
        if self.word(last) in ("%", "°", "/", ":", "st", "nd", "rd", "th"):
            return True
        before = self.word(first - 1)
        if before in ("$", "€", "£", "no", "#", "every", "number"):
            return before != "number" or self.word(first - 2) == ""
        return before in (".", "/", ":") and first > 1 and self.touches(first - 1)

    def _walk(self, phrase: Phrase, begin: int) -> int | None:
        """Find the noun that is counted; return the end of a plural that may be one, or 0.

        None where things are counted and not people.
        """
        plural = 0
        for at in range(begin, min(begin + 7, self.count)):
            word = self.lower[at]
            if word in lexicon.NOUNS:
                self._take_head(phrase, at, lexicon.NOUNS[word])
                return plural
            if word in lexicon.PARTICIPLES and self._stands_at_amount(phrase, at):
                phrase.unit, phrase.rule = lexicon.PARTICIPLES[word], "head"
                phrase.last = at + 1
                continue
            if word in lexicon.PEOPLE or (word.endswith("s") and self._names_people(at)):
                phrase.group = lexicon.GROUP_OF.get(word, phrase.group)
                phrase.last, phrase.has_head = at + 1, True
                self._take_pair(phrase)
                continue
            is_linked = word == "of" and self.word(at - 1) in ("members", "dozens", "member")
            if is_linked or (word == "the" and self.word(at - 1) == "of"):
                continue
            if word in lexicon.THINGS:
                return None if not phrase.has_head and phrase.rule is None else plural
            if word in lexicon.STOPS or not word[0].isalpha() or word in lexicon.PARTICIPLES:
                break
            if at > begin and amount_at(self.lower, at, self.count) is not None:
                break
            if phrase.has_head:
                break
            is_plural = word.endswith("s") and self.listed[at][0].islower() and len(word) > 3
            plural = at + 1 if is_plural else plural
        return plural

    def _stands_at_amount(self, phrase: Phrase, at: int) -> bool:
        """Tell whether a word follows an amount, or only "seriously" stands between."""
        last = phrase.amount.last
        return at == last or (at == last + 1 and self.word(last).endswith("ly"))

    def _names_people(self, index: int) -> bool:
        """Tell whether a word is a people's name in the plural: "Afghans", not "Paris"."""
        is_name = self.listed[index][0].isupper() and country_at(self.listed, index) is not None
        return is_name and self.lower[index].endswith(("ans", "is", "ians"))

    def _take_head(self, phrase: Phrase, at: int, unit: str) -> None:
        phrase.unit, phrase.rule = unit, "head"
        phrase.last, phrase.has_head = at + 1, True
        groups = [lexicon.GROUP_OF.get(each) for each in self.lower[phrase.amount.last : at]]
        phrase.group = next((each for each in groups if each), "all")

    def _take_pair(self, phrase: Phrase) -> None:
        """Read on over "women and children"."""
        follower = self.word(phrase.last + 1)
        if self.word(phrase.last) == "and" and follower in lexicon.PEOPLE:
            both = {phrase.group, lexicon.GROUP_OF.get(follower, "all")}
            phrase.last += 2
            phrase.group = both.pop() if len(both) == 1 else "all"
            if both and both | {phrase.group} <= {"women", "children", "civilians", "all"}:
                phrase.group = "civilians" if "all" not in both else "all"

    # What befell them

    def _read_unit(self, phrase: Phrase) -> None:
        if phrase.rule == "head":
            return
        if self.word(phrase.last - 1) in lexicon.BODIES:
            phrase.unit, phrase.rule = "killed", "head"
            return
        after = self._unit_after(phrase)
        if after is not None:
            phrase.unit, phrase.beyond = after
            phrase.rule = "after"
            return
        before = self._unit_before(phrase)
        if before is not None:
            phrase.unit, phrase.rule = before, "before"

    def _unit_after(self, phrase: Phrase) -> tuple[str, int] | None:
        at, is_passive, is_finite = phrase.last, False, False
        is_aside = self.word(at) == "," and self._is_included(phrase)
        at += is_aside
        for step in range(14):
            word = self.word(at)
            told = self.told_after(at)
            if told is not None:
                return told
            ended = self.violent_end(at)
            if ended is not None:
                is_object = not is_finite and self.takes_object(ended - 1, is_passive)
                return None if is_object else ("killed", ended)
            if word in lexicon.FALLEN and phrase.group in ("soldiers", "police", "militants"):
                return "killed", at + 1
            if word in lexicon.PARTICIPLES:
                if (is_aside and not is_passive) or self.takes_object(at, is_passive):
                    return None
                if word == "hurt" and not self._counts_people(phrase):
                    return None
                return self._unit_at(at)
            is_doubled = word == "and" and self.word(at - 1) in ("shot", "stabbed")
            if word in lexicon.LINKS or is_doubled:
                is_passive = is_passive or word in lexicon.BEING
                is_finite = True
                at = self.past_day(at + 1)
            elif not is_finite and step < 8:
                at = self.past_aside(at)
                if at < 0:
                    return None
            else:
                return None
        return None

    def _unit_at(self, at: int) -> tuple[str, int]:
        """Return the unit of a participle, and where it ends; both in "killed or wounded"."""
        unit = lexicon.PARTICIPLES[self.lower[at]]
        if self.word(at + 1) in ("or", "and"):
            other = lexicon.PARTICIPLES.get(self.word(at + 2))
            if {unit, other} == {"killed", "injured"} and not self.takes_object(at + 2, False):
                return "casualties", at + 3
        return unit, at + 1

    def _counts_people(self, phrase: Phrase) -> bool:
        """Tell whether people are named, or nobody: "five were hurt", not "five firms"."""
        return phrase.has_head or phrase.last == phrase.amount.last

    def _unit_before(self, phrase: Phrase) -> str | None:
        at = phrase.first - 1
        if self.word(at) == "and" and self.word(at - 1) in ("himself", "herself", "themselves"):
            at -= 2
        at = self.before_pair(at)
        for _ in range(4):
            if self.word(at) not in lexicon.BEFORE or self.word(at - 1) == "":
                break
            if self.word(at) == "of" and self.word(at - 1) in _LOST:
                return lexicon.NOUNS.get(self.word(at - 1), "killed")
            at -= 1
        word = self.word(at)
        if word in lexicon.TAKEN and "lives" in self.lower[at : phrase.first]:
            return "killed"
        if word == ":" and not phrase.has_head:
            return lexicon.TOLLS.get(self.word(at - 1)) or lexicon.PARTICIPLES.get(
                self.word(at - 1)
            )
        if word in ("buried", "bury", "burying") and phrase.has_head:
            is_mourned = self.word(at - 1) in lexicon.MOURNERS
            return "killed" if is_mourned else "missing"
        if [word] in lexicon.DEADLY and self.word(at - 1) in lexicon.VIOLENT:
            return "killed" if self._may_be_object(phrase) else None
        if word in ("treated", "treating") and self._are_harmed(phrase):
            return "injured"
        if (
            word in ("claimed", "claiming", "claims")
            and "lives" not in self.lower[at : phrase.last + 1]
        ):
            return None
        if word in lexicon.ACTIVE and self._may_be_object(phrase):
            return self._unit_of_deed(at)
        if word == "lost" and phrase.has_head:
            return "killed"
        if word in lexicon.COUNTING and self.word(at - 1) in lexicon.TOLLS:
            is_among = word[0] == "i" or self.word(at - 3) == "among"
            return lexicon.TOLLS[self.word(at - 1)] if is_among and phrase.has_head else None
        return self._unit_of_toll(at)

    def _unit_of_deed(self, at: int) -> str:
        """Return what the verb at a place does to people: "killed", or "killed and wounded"."""
        unit = lexicon.ACTIVE[self.word(at)]
        is_both = self.word(at - 1) in ("and", "or") and self.word(at - 2) in lexicon.ACTIVE
        if is_both and {unit, lexicon.ACTIVE[self.word(at - 2)]} == {"killed", "injured"}:
            return "casualties"
        return unit

    def _are_harmed(self, phrase: Phrase) -> bool:
        """Tell whether people are treated "for gunshot wounds"."""
        follows = self.lower[phrase.last : phrase.last + 5]
        return follows[:1] in (["for"], ["with"]) and bool(set(follows) & lexicon.HARMS)

    def _may_be_object(self, phrase: Phrase) -> bool:
        """Tell whether "killed 12" stands alone: not "killed 12 May" or "killed 12 times"."""
        if phrase.has_head or phrase.last > phrase.amount.last:
            return True
        word = self.word(phrase.last)
        is_end = not word or not word[0].isalnum()
        return is_end or word in lexicon.AFTER_LIST or word in lexicon.ACTIVE

    def _unit_of_toll(self, at: int) -> str | None:
        if self.word(at) not in lexicon.TOLL_LINKS:
            return None
        for index in range(at - 1, max(at - 20, -1), -1):
            if self.lower[index] in lexicon.COUNTERS:
                told = self.lower[max(index - 1, 0) : at]
                units = [lexicon.TOLLS[each] for each in told if each in lexicon.TOLLS]
                return units[-1] if units else "killed" if self.lower[index] == "toll" else None
        return None

    # What one tells of the next

    def _hand_on(self, phrases: list[Phrase]) -> None:
        for before, phrase in pairwise(phrases):
            if before.unit is None:
                continue
            if self._is_included(phrase) and self._has_no_cue(before.beyond, phrase.first):
                phrase.parent = before
            elif self._is_joined(before, phrase):
                phrase.parent = before.parent
            else:
                continue
            if phrase.unit is None and self._ends_well(phrase):
                phrase.unit, phrase.rule = before.unit, "list"
        for phrase, after in reversed(list(pairwise(phrases))):
            joined = self._is_joined(phrase, after)
            included = self._is_included(after) and after.first - phrase.last <= 4
            if phrase.unit is None and after.rule == "after" and (joined or included):
                phrase.unit, phrase.rule, phrase.beyond = after.unit, "after", after.beyond
                after.parent = phrase if included else after.parent

    def _is_included(self, phrase: Phrase) -> bool:
        before = self.lower[max(phrase.first - 3, 0) : phrase.first]
        if set(before[-2:]) & lexicon.INCLUDING:
            return True
        end = self.word(phrase.amount.last)
        is_part = end == "of" and self.word(phrase.amount.last + 1) in ("them", "whom", "which")
        return is_part or before[-2:] in (["of", "them"], ["of", "whom"])

    def _is_joined(self, before: Phrase, phrase: Phrase) -> bool:
        """Tell whether only "and", commas or a place stand between two phrases."""
        start = before.beyond if before.beyond <= phrase.first else before.last
        if phrase.first - start > 8:
            return False
        at = start
        if self.word(at) in ("in", "from", "at", "on"):
            at += 1
            while at < phrase.first and self.listed[at][0].isupper():
                at += 1
        elif self.word(at) == "of":
            while at < min(start + 6, phrase.first) and self.lower[at] not in lexicon.JOINS:
                at += 1
        between = self.lower[at : phrase.first]
        return bool(between) and all(
            each in lexicon.JOINS or each in (",", "—", "–", "(") for each in between
        )

    def _has_no_cue(self, first: int, last: int) -> bool:
        return not any(
            each in lexicon.PARTICIPLES or each in lexicon.ACTIVE for each in self.lower[first:last]
        )

    def _ends_well(self, phrase: Phrase) -> bool:
        word = self.word(phrase.last)
        is_end = not word or not word[0].isalnum()
        if not phrase.has_head:
            place = word in ("in", "from", "at", "near", "of")
            return place or (self._is_included(phrase) and is_end)
        return is_end or word in lexicon.AFTER_LIST

    def _is_sound(self, phrase: Phrase) -> bool:
        """Tell apart bare numbers that are years and days: "in 2015 were", "on May 12 died"."""
        amount = phrase.amount
        if (
            phrase.has_head
            or amount.last - amount.first > 1
            or not self.word(amount.first).isdigit()
        ):
            return True
        before = self.word(amount.first - 1)
        if before == ".":
            before = self.word(amount.first - 2)
        is_year = len(self.word(amount.first)) == 4 and before in lexicon.YEAR_WORDS
        return not is_year and before not in lexicon.MONTHS

    # Whose they are

    def _tell_sides(self, phrases: list[Phrase]) -> None:
        for phrase in phrases:
            phrase.side = self._own_side(phrase)
        for phrase, after in reversed(list(pairwise(phrases))):
            is_open = phrase.side is None and phrase.unit is not None
            if is_open and self._is_joined(phrase, after) and self._place_of(after):
                phrase.side = after.side
        for before, phrase in pairwise(phrases):
            if phrase.side is None and self.word(phrase.first - 1) == "with":
                phrase.side = before.side
            elif phrase.side is None and phrase.parent is not None:
                phrase.side = phrase.parent.side if phrase.parent.side != "both" else None
        parts: defaultdict[int, set[str | None]] = defaultdict(set)
        for phrase in phrases:
            if phrase.parent is not None and phrase.side is not None:
                parts[id(phrase.parent)].add(phrase.side)
        for phrase in phrases:
            if phrase.side is None and len(parts[id(phrase)]) > 1:
                phrase.side = "both"

    def _own_side(self, phrase: Phrase) -> str | None:
        named = country_in(self.listed, phrase.amount.last, phrase.last)
        if named is not None:
            return named
        if any(each in lexicon.OWNED for each in self.lower[phrase.amount.last : phrase.last]):
            return speaker_before(self.listed, self.lower, phrase.first)
        if phrase.rule == "before" and self.word(phrase.first - 1) in ("lost", "suffered"):
            loser = country_in(self.listed, phrase.first - 4, phrase.first)
            return loser or self._place_of(phrase)
        return self._place_of(phrase)

    def _place_of(self, phrase: Phrase) -> str | None:
        near = place_after(self.listed, self.lower, phrase.last)
        return near or place_after(self.listed, self.lower, phrase.beyond)
