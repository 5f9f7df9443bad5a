"""What a reader of a foreign format gives, and how its offsets become spans over our text.

A reader yields texts exactly as its file has them, with offsets in the file's own unit and, where
the file names it, the text that each span covers. :func:`place` finds out the unit, turns line ends
into LF, and returns :class:`~annotator.formats.labelled.labelled_text.LabelledText`. A span that
does not cover what the file says is listed and left out, never shifted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from annotator.corpus.span import Span
from annotator.formats.labelled.labelled_text import LabelledSpan, LabelledText, Link, Role, Value
from annotator.formats.labelled.offset_units import (
    Evidence,
    ForeignSpan,
    Offsets,
    OffsetUnit,
    SaidBy,
    evidence,
    is_covered,
)

_SHOWN = 60  # characters of a covered text in a message
_CRLF = re.compile("\r\n")


@dataclass(frozen=True, slots=True)
class RawSpan:
    """A labelled span as a file has it; several fragments where it is in pieces."""

    id: str
    label: str
    fragments: tuple[ForeignSpan, ...]
    role: Role = ""
    attributes: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class RawText:
    """A text as a file has it, by one annotator. ``where`` names it in messages ("line 12")."""

    id: str
    text: str
    spans: tuple[RawSpan, ...] = ()
    links: tuple[Link, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    annotator: str = ""
    is_done: bool | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class SeenColumns:
    """The columns of a table: their ``names``, and which were ``taken`` as what."""

    names: tuple[str, ...]
    taken: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Everything that a reader found in a file.

    ``unit`` is what the format counts in, None where files of this format differ and the texts have
    to tell; ``usual`` is what most of them count in, for texts that leave it open. ``notes`` are
    sentences for a person, such as on what was left out. ``columns`` are those of a table, where a
    person may choose which is what.
    """

    texts: tuple[RawText, ...]
    unit: OffsetUnit | None = None
    notes: tuple[str, ...] = ()
    columns: SeenColumns | None = None
    usual: OffsetUnit | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A span that was left out because it does not fit its text."""

    where: str
    id: str
    label: str
    start: int
    end: int
    covered: str | None
    found: str | None

    def in_words(self) -> str:
        """Return one sentence that names the span, what it should cover and what is there."""
        place = f"{self.where}: {self.label} at {self.start} to {self.end}"
        if self.start >= self.end:
            return f"{place} covers nothing."
        if self.found is None:
            return f"{place} lies outside the text, or inside a character."
        wanted = _short(self.covered or "")
        return f"{place} should cover “{wanted}”, and there is “{_short(self.found)}”."


@dataclass(frozen=True, slots=True)
class Placed:
    """Texts with spans in code points, how the unit was found, and what did not fit."""

    texts: tuple[LabelledText, ...]
    evidence: Evidence
    misfits: tuple[Misfit, ...] = ()
    notes: tuple[str, ...] = ()


def place(read: ReadFile, unit: OffsetUnit | None = None) -> Placed:
    """Turn what was read into texts with LF line ends and spans in code points.

    ``unit`` is what a person knows that the file counts in; None leaves it to the format, and
    where that does not say, to the texts. Not every program keeps to its format: where another
    unit fits more of the covered texts that the file names, that one is taken.
    """
    return place_each(list(read.texts), read, unit)


def place_each(raw: list[RawText], read: ReadFile, unit: OffsetUnit | None = None) -> Placed:
    """Do as :func:`place` with texts taken from what was read; the list is empty afterwards.

    Each is let go when it is placed, so that a large file is not in memory twice.
    """
    spans = ((each.text, [one for _, one in _fragments(each)]) for each in raw)
    found = evidence(spans).unless_tied_with(read.usual)
    by_format = read.unit
    if by_format is not None and found.fitting[found.unit] > found.fitting[by_format]:
        by_format = None
    chosen = unit or by_format or found.unit
    if unit is not None or by_format is not None:
        by: SaidBy = "you" if unit is not None else "the format"
        found = replace(found, unit=chosen, is_certain=True, said_by=by)
    elif read.unit is not None:
        found = replace(found, instead_of=read.unit)
    texts, misfits, lost = [], [], 0
    raw.reverse()
    while raw:
        each = raw.pop()
        text, wrong = _placed(each, chosen)
        texts.append(text)
        misfits += wrong
        lost += len(each.links) - len(text.links)
    notes = read.notes
    if lost:
        were = "1 relation was" if lost == 1 else f"{lost} relations were"
        notes = (*notes, f"{were} left out, because a span at one end is not there.")
    return Placed(tuple(texts), found, tuple(misfits), notes)


def _fragments(raw: RawText) -> Iterator[tuple[RawSpan, ForeignSpan]]:
    return ((each, fragment) for each in raw.spans for fragment in each.fragments)


def _placed(raw: RawText, unit: OffsetUnit) -> tuple[LabelledText, list[Misfit]]:
    offsets, ends = Offsets(raw.text, unit), LineEnds(raw.text)
    spans, misfits, kept = [], [], set[str]()
    for each in raw.spans:
        found = [_fitting(raw, offsets, one) for one in each.fragments]
        there = [span for span in found if span is not None]
        if len(there) < len(found):
            misfits += [
                _misfit(raw, offsets, each, one)
                for one, span in zip(each.fragments, found, strict=True)
                if span is None
            ]
            continue
        moved = [span for span in map(ends.span, there) if span is not None]
        if moved and len(moved) == len(found):
            name = _free(_whole(each.id), kept)
            kept.add(name)
            said = each.attributes and _whole_attributes(each.attributes)
            label, whole = _whole(each.label), tuple(sorted(moved))
            spans.append(LabelledSpan(name, label, whole, each.role, said))
    links = map(_whole_link, raw.links)
    text = LabelledText(
        id=_whole(raw.id),
        text=ends.text,
        spans=tuple(spans),
        links=tuple(each for each in links if {each.start, each.end} <= kept),
        labels={_whole(kind): tuple(map(_whole, values)) for kind, values in raw.labels.items()},
        facts={_whole(name): _whole(value) for name, value in raw.facts.items()},
        annotator=_whole(raw.annotator),
        is_done=raw.is_done,
    )
    return text, misfits


def _free(name: str, taken: set[str]) -> str:
    """Return a name that no span of the text has yet; links lead to the one that came first."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def _whole(words: str) -> str:
    """Return what is said about a text without half surrogates, which no file can hold.

    The text itself stays as it is: to change it would move what lies in it.
    """
    if words.isascii():
        return words
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _whole_link(link: Link) -> Link:
    plain = Link(_whole(link.label), _whole(link.start), _whole(link.end))
    if not link.attributes:
        return plain
    return replace(plain, attributes=_whole_attributes(link.attributes))


def _whole_attributes(said: Mapping[str, Value]) -> Mapping[str, Value]:
    return {_whole(key): _whole_value(value) for key, value in said.items()}


def _whole_value(value: Value) -> Value:
    if isinstance(value, str):
        return _whole(value)
    return tuple(map(_whole, value)) if isinstance(value, tuple) else value


def _fitting(raw: RawText, offsets: Offsets, fragment: ForeignSpan) -> Span | None:
    span = offsets.span(fragment.start, fragment.end)
    if span is None or fragment.covered is None or is_covered(raw.text, span, fragment.covered):
        return span
    return None


def _misfit(raw: RawText, offsets: Offsets, each: RawSpan, fragment: ForeignSpan) -> Misfit:
    span = offsets.span(fragment.start, fragment.end)
    there = None if span is None else span.covered(raw.text)
    return Misfit(
        raw.where or raw.id,
        each.id,
        each.label,
        fragment.start,
        fragment.end,
        fragment.covered,
        there,
    )


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


class LineEnds:
    """A text with LF line ends, and where the places of the text with CRLF or CR lie in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._dropped: Sequence[int] = ()
        if "\r" in text:
            self.text = text.replace("\r\n", "\n").replace("\r", "\n")
            self._dropped = [each.start() for each in _CRLF.finditer(text)]

    def offset(self, before: int) -> int:
        """Return where a place of the text as it was lies now."""
        return before - bisect_left(self._dropped, before)

    def span(self, before: Span) -> Span | None:
        """Return where a span lies now; None where only half a line end was in it."""
        if not self._dropped:
            return before
        start, end = self.offset(before.start), self.offset(before.end)
        return Span(start, end) if start < end else None


def labels_in(texts: Iterable[LabelledText]) -> Mapping[str, int]:
    """Count how often each label of a span occurs, the first one met first."""
    found: dict[str, int] = {}
    for each in texts:
        for span in each.spans:
            found[span.label] = found.get(span.label, 0) + 1
    return found


def links_in(texts: Iterable[LabelledText]) -> Mapping[str, int]:
    """Count how often each label of a link occurs, the first one met first."""
    found: dict[str, int] = {}
    for each in texts:
        for link in each.links:
            found[link.label] = found.get(link.label, 0) + 1
    return found


def text_labels_in(texts: Iterable[LabelledText]) -> Mapping[tuple[str, str], int]:
    """Count how often each value of each kind of label of whole texts occurs."""
    found: dict[tuple[str, str], int] = {}
    for each in texts:
        for kind, values in each.labels.items():
            for value in values:
                found[kind, value] = found.get((kind, value), 0) + 1
    return found
