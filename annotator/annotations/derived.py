"""What follows from the parts of statements: voice, quote, sentence, document stances."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from annotator.annotations.model import Statement, TargetKind
from annotator.corpus.quotations import quotations_around
from annotator.corpus.sentences import sentence_at
from annotator.corpus.span import Span

Voice = Literal["reported", "author"]
Quote = Literal["direct", "indirect", "mixed"]
MIXED = "mixed"
_WORD = re.compile(r"[^\W_]")  # a letter or digit


@dataclass(frozen=True, slots=True, order=True)
class DerivedStance:
    """Where a holder stands on a topic or actor over a whole article.

    ``value`` is a stance value of the codebook, or ``"mixed"`` where the statements differ.
    """

    holder: str
    target_kind: TargetKind
    target: str
    value: str


def voice(statement: Statement) -> Voice:
    """Return whose words they are: reported as soon as the statement has any source or cue."""
    source = statement.source
    if statement.cue or source.spans or source.actors or source.inferred:
        return "reported"
    return "author"


def quote(statement: Statement, text: str) -> Quote:
    """Return how the words are given, from the quotation marks of the article.

    Direct: every letter and digit of the content stands inside a quotation, which may be longer
    than the content. Mixed: some do. Indirect: none does.
    """
    is_quoted = is_plain = False
    for span in statement.content:
        at = span.start
        inside = quotations_around(text, span)
        if not inside and len(statement.content) == 1:
            return "indirect"
        for quoted in inside[max(0, bisect_right(inside, at, key=_start) - 1) :]:
            if quoted.start >= span.end:
                break
            is_plain = is_plain or _has_words(text, at, quoted.start)
            is_quoted = is_quoted or _has_words(text, max(at, quoted.start), quoted.end, span.end)
            at = max(at, quoted.end)
        is_plain = is_plain or _has_words(text, at, span.end)
    if not is_quoted:
        return "indirect"
    return "mixed" if is_plain else "direct"


def _start(span: Span) -> int:
    return span.start


def _has_words(text: str, start: int, *ends: int) -> bool:
    return _WORD.search(text, start, min(ends)) is not None


def document_stances(statements: Iterable[Statement]) -> tuple[DerivedStance, ...]:
    """Return each holder's stance on each topic and actor, sorted by holder and target.

    Stances of one holder on one target that differ give ``"mixed"``. Stances on other statements
    stay with the statements.
    """
    values: dict[tuple[str, TargetKind, str], set[str]] = {}
    for statement in statements:
        for stance in statement.stances:
            if stance.target.kind == "statement":
                continue
            for holder in statement.source.actors:
                key = (holder, stance.target.kind, stance.target.id)
                values.setdefault(key, set()).add(stance.value)
    return tuple(
        DerivedStance(*key, value=next(iter(found)) if len(found) == 1 else MIXED)
        for key, found in sorted(values.items())
    )


def covering_sentence(text: str, span: Span) -> Span:
    """Return the stretch of the whole sentences that a span touches, first to last."""
    first = sentence_at(text, span.start)
    is_one = first is not None and first.contains(span)
    last = first if is_one else sentence_at(text, span.end - 1)
    start = min(span.start, first.start) if first is not None else span.start
    end = max(span.end, last.end) if last is not None else span.end
    return Span(start, end)


def covering_sentences(text: str, statement: Statement) -> Span:
    """Return the stretch of the whole sentences that hold all of a statement's content."""
    start = min(span.start for span in statement.content)
    end = max(span.end for span in statement.content)
    return covering_sentence(text, Span(start, end))
