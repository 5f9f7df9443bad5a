"""A YAML text as a tree of entries that know their line, read with narrow limits.

Scalars stay text: ``no`` is the word "no" and ``1.10`` keeps its nought. Anchors, aliases, tags and
several documents in one file have no use in a codebook and are refused (an alias bomb of a few
lines grows to gigabytes).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

from annotator.codebook.problem import Problem

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it is written; ``quoted`` tells ``"null"`` from ``null``."""

    text: str
    line: int = 0
    column: int = 0
    quoted: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written there, or YAML's word for nothing."""
        return not self.quoted and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, in the order of the file."""

    items: tuple[Entry, ...]
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Fields with their names, in the order of the file; a name may stand there twice."""

    fields: tuple[tuple[Scalar, Entry], ...]
    line: int = 0
    column: int = 0

    def get(self, name: str) -> Entry | None:
        """Return what stands under a name; None where it is missing or empty."""
        for key, entry in self.fields:
            if key.text == name:
                return None if isinstance(entry, Scalar) and entry.is_empty else entry
        return None


Entry = Scalar | Listing | Table


class TreeProblem(Exception):
    """The text cannot be read any further; carries the one :class:`Problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_tree(text: str) -> Entry:
    """Return the tree of a YAML text; raises :class:`TreeProblem` where it stops being readable."""
    if len(text) > MAX_CHARACTERS:
        raise TreeProblem(
            Problem(1, 1, f"the text is longer than {MAX_CHARACTERS:,} characters; split it up")
        )
    try:
        return _document(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        found = f"the character U+{error.character:04X} is not allowed here; take it out"
        raise TreeProblem(Problem(line, 1, found)) from error
    except yaml.MarkedYAMLError as error:
        raise TreeProblem(_syntax_problem(error)) from error


def tree_of(value: object) -> Entry:
    """Return the same tree for plain values (dicts, lists, text, numbers), without lines."""
    if isinstance(value, Mapping):
        return Table(tuple((Scalar(str(key)), tree_of(item)) for key, item in value.items()))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return Listing(tuple(tree_of(item) for item in value))
    if value is None:
        return Scalar("null")
    return Scalar(str(value), quoted=isinstance(value, str) and value != "")


def _syntax_problem(error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    what = " ".join(filter(None, (error.context, error.problem)))
    hint = "check the indentation (spaces, no tabs), the colons and the quotation marks"
    return Problem(line, column, f"the file cannot be read from here on ({what}); {hint}")


def _document(events: Iterator[yaml.Event]) -> Entry:
    root: Entry = Scalar("", 1, 1)
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refusal(event, "a second document begins here; one file holds one codebook")
        elif isinstance(event, yaml.NodeEvent):
            root = _entry(event, events, depth=1)
    return root


def _entry(event: yaml.NodeEvent, events: Iterator[yaml.Event], *, depth: int) -> Entry:
    _refuse_cleverness(event, depth)
    line, column = _place(event)
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(event.value, line, column, quoted=event.style is not None)
    children = tuple(_children(events, depth))
    if isinstance(event, yaml.SequenceStartEvent):
        return Listing(children, line, column)
    pairs: list[tuple[Scalar, Entry]] = []
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise TreeProblem(
                Problem(key.line, key.column, "a field's name must be a word, not a list or table")
            )
        pairs.append((key, value))
    return Table(tuple(pairs), line, column)


def _children(events: Iterator[yaml.Event], depth: int) -> Iterator[Entry]:
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            return
        if isinstance(event, yaml.NodeEvent):
            yield _entry(event, events, depth=depth + 1)


def _refuse_cleverness(event: yaml.NodeEvent, depth: int) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise _refusal(event, "anchors (&) and aliases (*) are not allowed; write it out")
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise _refusal(event, f"the tag {tag} is not allowed; take it out")
    if depth > MAX_DEPTH:
        raise _refusal(event, f"nested more than {MAX_DEPTH} deep; no codebook needs that")


def _refusal(event: yaml.Event, message: str) -> TreeProblem:
    return TreeProblem(Problem(*_place(event), message))


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
