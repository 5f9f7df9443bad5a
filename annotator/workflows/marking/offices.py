"""Whom a person acts for, told from the title beside the name: "Australian Foreign Minister X"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from annotator.corpus.span import Span
from annotator.preannotation.names.lexicon import words

_OFFICES = words(
    """minister premier president chancellor spokesperson spokesman spokeswoman ambassador envoy
    secretary secretary-general director director-general commander chief king queen emir sultan
    prince representative leader head chairman chairwoman chairperson commissioner attache
    diplomat negotiator adviser advisor consul official undersecretary vice-president general"""
)
_BESIDE = words(
    """deputy vice first acting special permanent foreign defense defence interior prime senior top
    chief state military army ministry government presidential of for general 's minister high
    press national security department mission embassy trade finance health affairs supreme to in
    at on with the"""
)
_FORMER = words("former ex late then-president ex-president ex-minister")
_WORDS = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*|['’]s\b|[^\w\s]")
_POSTED = re.compile(r"\b(?:to|for|with|in|at|on) +(?:the +)?$")
_LEAD = 4  # words before and in a nation's name where "former" may stand
_FAR = 90  # code points


class Named(NamedTuple):
    """A mention with its kind and the actor that it means."""

    span: Span
    kind: str
    actor: str | None


def in_office(person: Span, text: str, named: Sequence[Named]) -> str | None:
    """Return whom a person acts for by the title before the name or in apposition behind it.

    ``named`` are the mentions of the article in the order of its text.
    """
    return _before(person, text, named) or _behind(person, text, named)


def _before(person: Span, text: str, named: Sequence[Named]) -> str | None:
    """Read "Chinese Foreign Ministry spokesperson X", "Russia's UN ambassador X"."""
    found: str | None = None
    stop = max(person.start - _FAR, 0)
    right = _start_of_name(person, text)
    for each in reversed(_between(named, stop, right)):
        if each.span.end > right:
            continue
        if found is None and _POSTED.search(text[stop : each.span.start]) is not None:
            right = each.span.start  # "ambassador to Moscow": not whom they act for
            continue
        if each.kind == "PERSON" or each.actor is None:
            return found
        between = text[each.span.end : right]
        if found is None:
            lead = text[stop : each.span.end].split("\n")[-1]
            if not _is_title(between, " ".join(lead.split()[-_LEAD:])):
                return None
        elif not re.fullmatch(r"\s*['’]s?\s+", between):
            return found
        found, right = each.actor, each.span.start
    return found


def _between(named: Sequence[Named], start: int, end: int) -> Sequence[Named]:
    """Return the mentions that begin in a stretch."""
    first = bisect_left(named, start, key=lambda each: each.span.start)
    return named[first : bisect_left(named, end, lo=first, key=lambda each: each.span.start)]


def _start_of_name(person: Span, text: str) -> int:
    """Return where the name begins, or the comma before it: "the Kremlin's envoy, X, said"."""
    before = text[max(person.start - _FAR, 0) : person.start]
    bare = before.rstrip(" ")
    is_aside = bare.endswith(",") and text[person.end : person.end + 1] == ","
    return person.start - (len(before) - len(bare)) - 1 if is_aside else person.start


def _is_title(words_between: str, body: str) -> bool:
    """Tell whether nothing but a title stands between a body or nation and a name."""
    if "\n" in words_between:
        return False
    parts = _WORDS.findall(words_between)
    lower = [each.casefold().replace("’", "'") for each in parts]
    if not _holds_office(lower) or _FORMER & {*lower, *body.casefold().split()}:
        return False
    return all(
        word in _BESIDE or _holds_office([word]) or part[0].isupper()
        for word, part in zip(lower, parts, strict=True)
    )


def _holds_office(lower: Sequence[str]) -> bool:
    return any(each in _OFFICES for each in lower)


def _behind(person: Span, text: str, named: Sequence[Named]) -> str | None:
    """Read "X, the Chinese ambassador to Kabul," and "X, China's foreign minister"."""
    apposition = re.match(r",\s+([^,;:.!?\n“”\"]{3,90})", text[person.end : person.end + _FAR + 5])
    if apposition is None:
        return None
    start = person.end + apposition.start(1)
    stretch = Span(start, person.end + apposition.end(1))
    lower = [each.casefold().replace("’", "'") for each in _WORDS.findall(apposition.group(1))]
    if not _holds_office(lower[:8]) or _FORMER & set(lower[:8]):
        return None
    for each in _between(named, stretch.start, stretch.end):
        if not stretch.contains(each.span) or each.kind == "PERSON" or each.actor is None:
            continue
        lead = text[stretch.start : each.span.start]
        tail = text[each.span.end : stretch.end].split(" to ")[0]
        if re.fullmatch(r"(?:an?|the)?\s*(?:[\w'’-]+\s+){0,4}(?:of|for|at)\s+(?:the\s+)?", lead):
            return each.actor if _holds_office(_lowered(lead)) else None
        is_first = re.fullmatch(r"(?:an?\s+|the\s+)?", lead) is not None
        return each.actor if is_first and _holds_office(_lowered(tail)) else None
    return None


def _lowered(stretch: str) -> list[str]:
    return [each.casefold() for each in _WORDS.findall(stretch)]
