"""Where direct quotations begin and end, whatever marks a text uses and however it mixes them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from annotator.corpus.paragraphs import index_at, paragraph_index, paragraphs
from annotator.corpus.span import Span

_OPEN_ONLY = "„«"
_CLOSE_ONLY = "»"
_EITHER = '"“”＂‟'
_DOUBLE = _OPEN_ONLY + _CLOSE_ONLY + _EITHER
_SINGLE_OPENS = "'‘‚‹"
# Two single marks stand for a double one: ``said''.
_DOUBLE_MARK = re.compile(f"[{_DOUBLE}]|''|``|’’|‘‘")
_SINGLE_MARK = re.compile("['‘’‚‹›]")
_ANY_MARK = re.compile(f"[{_DOUBLE}'‘’‚‹›`]")
# Words that begin with an apostrophe.
_ELIDED = re.compile(
    r"['’‘](?:\d|(?:em|tis|twas|til|till|cause|n|round|bout|cos)\b)", re.IGNORECASE
)
_OPENS_SURELY = '“„«"'
_LONGEST_FORGOTTEN = 400  # code points
# Where a quotation ends that is never closed: its sentence, or a comma before who says it.
_FORGOTTEN_END = re.compile(
    r"[.,!?…]['’](?=\s|$)|[.!?…](?=\s|$)|,(?=\s(?:[\w.'’-]+\s){0,6}?(?:said|says|told|tells|added|wrote|asked|"
    r"according|warned|noted|stressed)\b)"
)
_BEFORE_OPENING = "([{—–-/:;,\u200f\u200e"
_AFTER_CLOSING = ".,;:!?)]}…—–-"


class _Mark(NamedTuple):
    """A quotation mark: where it stands and what its surroundings make of it."""

    at: int
    character: str
    may_open: bool
    may_close: bool


def _reading(text: str, at: int, start: int, end: int, width: int = 1) -> _Mark:
    character = text[at]
    before = text[at - 1] if at > start else " "
    after = text[at + width] if at + width < end else " "
    edge_before = before.isspace() or before in _BEFORE_OPENING or before in _DOUBLE + "'‘"
    edge_after = after.isspace() or after in _AFTER_CLOSING or after in _DOUBLE + "'’"
    if character in _OPEN_ONLY:
        return _Mark(at, character, may_open=True, may_close=edge_after and not edge_before)
    if character in _CLOSE_ONLY:
        return _Mark(at, character, may_open=edge_before and not edge_after, may_close=True)
    if edge_before == edge_after:  # nothing to go by but the mark's own shape
        return _Mark(at, character, may_open=character not in "”", may_close=character not in "“")
    return _Mark(at, character, may_open=edge_before, may_close=edge_after)


def _is_measure(text: str, at: int) -> bool:
    """Tell whether a straight mark stands for inches, as in 5'10"."""
    return text[at] == '"' and at > 0 and text[at - 1].isdigit()


def _double(text: str, paragraph: Span) -> tuple[list[Span], int | None]:
    """Return the quotations in double marks, and where the first one begins that is never closed.

    A quotation inside another one is not returned by itself, unless the outer one is never closed.
    """
    found: list[Span] = []
    opened: list[int] = []
    for match in _DOUBLE_MARK.finditer(text, paragraph.start, paragraph.end):
        at = match.start()
        mark = _reading(text, at, paragraph.start, paragraph.end, len(match[0]))
        if opened and mark.may_close:
            start = opened.pop()
            while found and found[-1].start > start:
                found.pop()
            if text[start + 1 : at].strip("' `’‘\n\t"):
                found.append(Span(start, match.end()))
        elif mark.may_open and (opened or not _is_measure(text, at)):
            opened.append(at)
    return found, opened[0] if opened else None


def _opens_single(text: str, at: int, paragraph: Span) -> bool:
    if text[at] not in _SINGLE_OPENS or at + 1 >= paragraph.end:
        return False
    before = text[at - 1] if at > paragraph.start else " "
    return (
        (before.isspace() or before in _BEFORE_OPENING)
        and not text[at + 1].isspace()
        and text[at + 1] not in ".,;:!?)'’"
        and _ELIDED.match(text, at) is None
    )


def _closes_single(text: str, at: int, paragraph: Span) -> bool:
    after = text[at + 1] if at + 1 < paragraph.end else " "
    return not text[at - 1].isspace() and (after.isspace() or after in _AFTER_CLOSING)


def _single(text: str, paragraph: Span) -> list[Span]:
    """Return the quotations in single marks; a plural's apostrophe closes only as a last resort."""
    found: list[Span] = []
    opened: int | None = None
    doubtful: int | None = None
    for match in _SINGLE_MARK.finditer(text, paragraph.start, paragraph.end):
        at = match.start()
        if opened is not None and _closes_single(text, at, paragraph):
            if text[at - 1] == "s":
                doubtful = doubtful or at
            else:
                found.append(Span(opened, at + 1))
                opened = doubtful = None
        elif _opens_single(text, at, paragraph):
            if opened is not None and doubtful is not None:
                found.append(Span(opened, doubtful + 1))
            opened, doubtful = at, None
    if opened is not None and doubtful is not None:
        found.append(Span(opened, doubtful + 1))
    return found


def _forgotten(text: str, opening: int, paragraph: Span, double: Sequence[Span]) -> Iterator[Span]:
    """Yield the quotation whose closing mark was forgotten: to its sentence's end or speaker."""
    if text[opening] not in _OPENS_SURELY or not text[opening + 1 : opening + 2].isalpha():
        return
    limit = min([each.start for each in double if each.start > opening] + [paragraph.end])
    if any(each.start <= opening < each.end for each in double):
        return
    ends = _FORGOTTEN_END.search(text, opening + 1, limit)
    if ends is None:
        return
    is_whole = text[opening + 1].isupper() or ends[0][0] == ","
    end = ends.end() if len(ends[0]) > 1 else ends.start() + is_whole
    if " " in text[opening:end] and end - opening <= _LONGEST_FORGOTTEN:
        yield Span(opening, end)


def _begins_with_mark(text: str, paragraph: Span) -> bool:
    return (
        text[paragraph.start] in _DOUBLE
        and _reading(text, paragraph.start, paragraph.start, paragraph.end).may_open
    )


def _cuts(double: Sequence[Span], single: Span) -> bool:
    """Tell whether a quotation in single marks lies in one of the others, or across its edge."""
    index = bisect_right(double, single.start, key=lambda other: other.start) - 1
    if index >= 0 and double[index].end > single.start:
        return True
    index = bisect_right(double, single.end, key=lambda other: other.start) - 1
    return index >= 0 and double[index].end > single.end


@lru_cache(maxsize=4)
def quotations(text: str) -> tuple[Span, ...]:
    """Return the direct quotations in order, each with its marks, none inside another.

    A quotation that runs over several paragraphs, each begun with a mark and only the last one
    closed, gives one span per paragraph. One that is never closed ends with its sentence, or at the
    comma before who says it.
    """
    every = paragraphs(text)
    return tuple(span for index in range(len(every)) for span in _quoted(text, every, index))


def quotations_around(text: str, within: Span) -> tuple[Span, ...]:
    """Return those of the :func:`quotations` that begin before a stretch ends, near it.

    It looks only at the paragraphs that the stretch touches.
    """
    every, end = paragraphs(text), within.end
    found: list[Span] = []
    for index in range(paragraph_index(text, within.start) or 0, len(every)):
        start = every[index].start
        if start >= end:
            break
        if _ANY_MARK.search(text, start, end) is not None:
            found += [each for each in _quoted(text, every, index) if each.start < end]
    return tuple(found)


def _quoted(text: str, every: Sequence[Span], index: int) -> Sequence[Span]:
    """Return the quotations of one of the paragraphs; none reaches out of it."""
    paragraph = every[index]
    if _ANY_MARK.search(text, paragraph.start, paragraph.end) is None:
        return ()
    follower = every[index + 1] if index + 1 < len(every) else None
    return _marked(text, paragraph, follower)


@lru_cache(maxsize=64)
def _marked(text: str, paragraph: Span, follower: Span | None) -> Sequence[Span]:
    double, unclosed = _double(text, paragraph)
    if unclosed is not None and follower is not None and _begins_with_mark(text, follower):
        double = [span for span in double if span.end <= unclosed]
        if text[unclosed + 1 : paragraph.end].strip():
            double.append(Span(unclosed, paragraph.end))
    elif unclosed is not None:
        double = sorted([*double, *_forgotten(text, unclosed, paragraph, double)])
    single = [span for span in _single(text, paragraph) if not _cuts(double, span)]
    return tuple(_outermost(sorted(double + single)))


def _outermost(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def quotation_at(text: str, offset: int) -> Span | None:
    """Return the direct quotation that covers the offset; None outside of quotations."""
    found = quotations(text)
    index = index_at(found, offset)
    if index is None or not found[index].start <= offset < found[index].end:
        return None
    return found[index]
