"""A text with labelled spans, links between them and labels of its own: what most tools exchange.

Writers of foreign formats are given these, and their readers yield them, so that what a statement
becomes in such a tool, and what such a tool's labels become here, is decided once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from annotator.corpus.span import Span

Role = Literal["", "mention", "content", "source", "cue", "addressee", "figure", "target", "via"]
Value = str | bool | int | float | tuple[str, ...]


def _none() -> Mapping[str, Value]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """A label on a text: one span, or the fragments of one thing in the order of the text.

    ``id`` is its name within the text. ``role`` is which part of what it is, "" where a file does
    not tell. ``record`` is the id of the mention or statement that it is part of, if it is ours.
    """

    id: str
    label: str
    spans: tuple[Span, ...]
    role: Role = ""
    attributes: Mapping[str, Value] = field(default_factory=_none)
    record: str = ""

    @property
    def whole(self) -> Span:
        """From where it begins to where it ends, with what lies between its fragments."""
        if len(self.spans) == 1:
            return self.spans[0]
        return Span(self.spans[0].start, max(each.end for each in self.spans))


@dataclass(frozen=True, slots=True)
class Link:
    """A labelled arrow from one labelled span to another, by their ids."""

    label: str
    start: str
    end: str
    attributes: Mapping[str, Value] = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class LabelledText:
    """One text as one annotator labelled it.

    ``labels`` are labels of the whole text, by the name of the kind of label. ``facts`` are what
    else is told about it (title, date, source...). Spans count code points of ``text``. ``is_done``
    is None where nobody said whether the text is labelled to the end.
    """

    id: str
    text: str
    spans: tuple[LabelledSpan, ...] = ()
    links: tuple[Link, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    annotator: str = ""
    is_done: bool | None = None

    @property
    def is_unlabelled(self) -> bool:
        """Whether it is nothing but a text, about which nobody has said anything yet."""
        said = self.spans or self.links or self.labels
        return self.is_done is False and not self.annotator and not said
