"""The words of a sentence and the people counted in it, as the rules for figures read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from annotator.corpus.span import Span
from annotator.preannotation.numbers import figure_words as lexicon
from annotator.preannotation.numbers.amounts import Amount, amount_at

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s]|\w", re.UNICODE
)
_Rule = Literal["head", "after", "before", "list"]


@dataclass(slots=True)
class Phrase:
    """People who are counted: the words ``[first, last)``; ``beyond`` is where their verb ends."""

    amount: Amount
    first: int
    last: int
    beyond: int
    group: str = "all"
    has_head: bool = False
    unit: str | None = None
    rule: _Rule | None = None
    side: str | None = None
    parent: Phrase | None = None


class Words:
    """One sentence as words: ``listed`` as they stand, ``lower`` in small letters."""

    def __init__(self, text: str, span: Span) -> None:
        matches = list(_TOKEN.finditer(text, span.start, span.end))
        self.starts = [each.start() for each in matches]
        self.ends = [each.end() for each in matches]
        self.listed = [each.group().replace("’", "'") for each in matches]
        self.lower = [each.lower() for each in self.listed]
        self.count = len(matches)

    def word(self, index: int) -> str:
        """Return a word in small letters, or nothing outside the sentence."""
        return self.lower[index] if 0 <= index < self.count else ""

    def touches(self, index: int) -> bool:
        """Tell whether nothing stands between a word and the next one."""
        return index + 1 < self.count and self.ends[index] == self.starts[index + 1]

    def told_after(self, at: int) -> tuple[str, int] | None:
        """Return the unit of "lives were lost", "taken to hospital", "did not survive", its end."""
        word = self.word(at)
        if self.word(at - 1) == "lives" and self.lower[at : at + 2] == ["were", "lost"]:
            return "killed", at + 2
        ahead = self.lower[at + 1 : at + 5]
        if word in lexicon.CARRIED and "hospital" in ahead:
            return "injured", at + 2 + ahead.index("hospital")
        if word == "in" and ahead[1:2] == ["condition"] and ahead[0] in lexicon.CONDITIONS:
            return "injured", at + 3
        if word == "with" and lexicon.HARMS & set(ahead):
            return "injured", at + 2
        if word in ("treated", "hospitalised", "hospitalized") and ahead[:1] == ["for"]:
            return ("injured", at + 2) if lexicon.HARMS & set(self.lower[at + 2 : at + 6]) else None
        if word in ("suffered", "sustained") and lexicon.HARMS & set(self.lower[at : at + 6]):
            return "injured", at + 2
        for ending in lexicon.ENDED:
            if self.lower[at : at + len(ending)] == ending:
                return "killed", at + len(ending)
        if word == "among":
            units = [lexicon.TOLLS[each] for each in ahead if each in lexicon.TOLLS]
            return (units[0], at + 1) if units else None
        return None

    def past_day(self, at: int) -> int:
        """Return the word behind "on Sunday night" between "were" and "killed", or ``at``."""
        if self.word(at) == "yesterday":
            return at + 1
        if self.word(at) != "on" or self.word(at + 1) not in lexicon.DAYS:
            return at
        return at + 2 + (self.word(at + 2) in lexicon.DAYTIMES)

    def violent_end(self, at: int) -> int | None:
        """Return the end of "shot dead", "beaten to death"."""
        if self.word(at) not in lexicon.VIOLENT:
            return None
        for ending in lexicon.DEADLY:
            if self.lower[at + 1 : at + 1 + len(ending)] == ending:
                return at + 1 + len(ending)
        return None

    def past_aside(self, index: int) -> int:
        """Return the verb behind "in the village", "and a guard" or ", mostly women,", or -1."""
        word = self.lower[index] if index < self.count else ""
        is_pair = word == "and" and self.word(index + 1) in ("a", "an", "his", "her", "their")
        if word in lexicon.PREPOSITIONS or is_pair:
            return self.past_place(index)
        if word == ",":
            for at in range(index + 1, min(index + 9, self.count)):
                if self.lower[at] in lexicon.PARTICIPLES or self.lower[at] in lexicon.FINITE:
                    return -1
                if self.lower[at] == ",":
                    return at + 1 if self.word(at + 1) in lexicon.FINITE else -1
        return -1

    def past_place(self, index: int) -> int:
        """Return the verb that follows "in the village", or -1 where none does."""
        for at in range(index + 1, min(index + 9, self.count)):
            word = self.lower[at]
            if word in lexicon.FINITE:
                return at
            if word == "," and self.word(at + 1) in lexicon.INCLUDING:
                return self.past_aside(at)
            if word in lexicon.PARTICIPLES or not (word[0].isalpha() or word == "-"):
                return -1
            if word in ("and", "or", "who", "that", "which", "while", "when"):
                return -1
        return -1

    def takes_object(self, index: int, is_passive: bool) -> bool:
        """Tell whether "killed" is what the people counted did to others."""
        if is_passive or self.lower[index] not in lexicon.TRANSITIVE:
            return False
        after = index + 1
        if self.word(after) in lexicon.BEFORE_OBJECT:
            return True
        if self.word(after) == "and" and self.word(after + 1) in lexicon.TRANSITIVE:
            after += 2
        is_name = after < self.count and self.listed[after][0].isupper()
        return is_name or (
            after < self.count and amount_at(self.lower, after, self.count) is not None
        )

    def before_pair(self, at: int) -> int:
        """Return the word before "a woman and her", where two are counted after them."""
        begin = at - (self.word(at) in lexicon.OWNED or self.word(at) == "another")
        if self.word(begin) != "and":
            return at
        for index in range(begin - 1, max(begin - 4, 0), -1):
            if self.word(index) in ("a", "an", "his", "her", "their"):
                return index - 1
        return at
