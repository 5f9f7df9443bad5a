"""What came, or would come, of putting copies of a project together, in words and numbers."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from annotator.annotations.edits import Recorded, RecordKind
from annotator.annotations.model import Comment
from annotator.annotations.wording import excerpt, label
from annotator.codebook.model import CodebookPart
from annotator.corpus.span import Span
from annotator.plain_text import counted, on_one_line, printable, table

if TYPE_CHECKING:
    from annotator.project.together.joined import Conflict, MergeOutcome, Version

EVERYBODY = "everybody's"
_WORDS: Mapping[RecordKind, str] = {
    "article_label": "article label",
    "document_stance": "stance over the article",
    "progress": "progress mark",
    "active_time": "stretch of active time",
    "guideline_note": "guideline note",
    "codebook_part": "codebook entry",
    "zones": "zones of an article",
}
_OWN = ("id", "article", "annotator", "codebook", "written", "ruled", "seen")
_SHARED: tuple[RecordKind, ...] = ("actor", "annotator", "article", "zones", "codebook_part")
_FOR_ALL: tuple[RecordKind, ...] = (*_SHARED, "comment", "flag")
_EXAMPLES = 12
_CONFLICTS = 30


@dataclass(frozen=True, slots=True)
class MergeLine:
    """How many records of one kind the copies brought, of one annotator (or everybody's)."""

    annotator: str
    kind: str
    new: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    conflicting: int = 0


@dataclass(frozen=True, slots=True)
class VersionWords:
    """One version of a record in words: who made it, when (UTC), and what it says otherwise."""

    by: str
    made: str
    says: str


@dataclass(frozen=True, slots=True)
class ConflictWords:
    """One conflict in words; the first version holds until somebody takes one."""

    annotator: str
    kind: str
    what: str
    versions: tuple[VersionWords, ...]


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What was or would be taken in from ``copies``.

    ``events`` counts the changes that were new here, ``articles`` the new articles. Where a report
    is for one annotator's eyes, ``others_conflicts`` counts the conflicts in labels of others.
    """

    copies: tuple[str, ...]
    is_preview: bool
    events: int
    articles: int
    lines: tuple[MergeLine, ...]
    examples: tuple[str, ...]
    conflicts: tuple[ConflictWords, ...]
    same_named: tuple[str, ...]
    notes: tuple[str, ...]
    others_conflicts: int = 0


def report_on(
    outcome: MergeOutcome, *, is_preview: bool, shown_to: str | None = None
) -> MergeReport:
    """Return in words what came of putting copies together.

    ``shown_to`` is an annotator's id: examples and conflicts in labels of others are left out.
    """
    joined = outcome.joined
    seen = [each for each in outcome.conflicts if may_see(each, shown_to)]
    return MergeReport(
        copies=tuple(each.path.name for each in joined),
        is_preview=is_preview,
        events=sum(each.events for each in joined),
        articles=sum(
            one.kind == "article" and one.what == "new" for each in joined for one in each.records
        ),
        lines=tuple(_lines(outcome)),
        examples=tuple(_examples(outcome, shown_to)),
        conflicts=tuple(conflict_words(each, outcome) for each in seen),
        same_named=tuple(group[0].name for group in outcome.twice.actors),
        notes=tuple(_notes(outcome)),
        others_conflicts=len(outcome.conflicts) - len(seen),
    )


def may_see(conflict: Conflict, annotator: str | None) -> bool:
    """Tell whether an annotator may see a conflict: comments are not blind, labels are."""
    owner = conflict.annotator
    return annotator is None or owner in (None, annotator) or conflict.kind in _FOR_ALL


def _lines(outcome: MergeOutcome) -> Iterator[MergeLine]:
    found: Counter[tuple[str, str, str]] = Counter()
    for joined in outcome.joined:
        for each in joined.records:
            owner = "" if each.kind in _SHARED else each.annotator
            found[owner, each.kind, each.what] += 1
        for (annotator, known), count in joined.same.items():
            found["" if known in _SHARED else annotator, known, "same"] += count
    for owner, kind in sorted({key[:2] for key in found}, key=lambda each: _place(each, outcome)):
        counts = {what: found[owner, kind, what] for what in _COUNTED}
        yield MergeLine(_name(owner, outcome), kind_word(kind), **counts)


_COUNTED = ("new", "changed", "removed", "same", "conflicting")


def _place(key: tuple[str, str], outcome: MergeOutcome) -> tuple[bool, str, str]:
    return key[0] == "", _name(key[0], outcome), key[1]


def _name(annotator: str, outcome: MergeOutcome) -> str:
    return outcome.names.get(annotator, annotator) if annotator else EVERYBODY


def kind_word(kind: str) -> str:
    """Return how a kind of record is called: "active_time" is a "stretch of active time"."""
    return next((words for known, words in _WORDS.items() if known == kind), label(kind))


def _examples(outcome: MergeOutcome, shown_to: str | None) -> Iterator[str]:
    said = [
        each
        for joined in outcome.joined
        for each in joined.examples
        if shown_to in (None, each.joined.annotator) or each.joined.kind in _FOR_ALL
    ]
    said = [each for each in said if each.joined.kind not in ("zones", "progress", "active_time")]
    said = [each for each in said if each.joined.what != "conflicting"]  # they are listed in full
    for each in said[:_EXAMPLES]:
        what = f"{each.joined.what} {kind_word(each.joined.kind)}"
        owner = "" if each.joined.kind in _SHARED else f"{_name(each.joined.annotator, outcome)}: "
        place = f" in “{on_one_line(each.title)}”" if each.title else ""
        yield f"{owner}{what} {_named(each.record, each.excerpt)}".rstrip() + place


def _named(record: Recorded, quoted: str) -> str:
    name = getattr(record, "title", None) or getattr(record, "name", None)
    if isinstance(record, CodebookPart):
        name = str(record.plain.get("label") or record.name)
    elif isinstance(record, Comment):
        name = record.text
    words = quoted or (name if isinstance(name, str) else "")
    return f"“{on_one_line(words)}”" if words else ""


def conflict_words(conflict: Conflict, outcome: MergeOutcome) -> ConflictWords:
    """Return a conflict in words: what it is about, and how the versions differ."""
    text = outcome.texts.get(conflict.article or "", "")
    spans = _spans(conflict.record)
    what = _named(conflict.record, excerpt(text, spans) if spans and text else "")
    title = outcome.titles.get(conflict.article or "", "")
    records = [each.record for each in conflict.versions if each.record is not None]
    differing = _differing(records)
    words = _Words(outcome, text)
    return ConflictWords(
        annotator=_name(conflict.annotator or "", outcome),
        kind=kind_word(conflict.kind),
        what=f"{what} in “{on_one_line(title)}”".strip() if title else what,
        versions=tuple(_version(each, differing, words) for each in conflict.versions),
    )


def _version(version: Version, differing: list[str], words: _Words) -> VersionWords:
    record = version.record
    if record is None:
        says = "removed"
    elif not differing:
        says = "kept"
    else:
        says = "; ".join(
            f"{label(name)}: {words.of(getattr(record, name)) or 'nothing'}" for name in differing
        )
    by = words.outcome.names.get(version.annotator, version.annotator)
    return VersionWords(by, f"{version.made:%Y-%m-%d %H:%M}", says)


def _differing(records: list[Recorded]) -> list[str]:
    """Return the fields in which records of one kind differ."""
    names = [each.name for each in dataclasses.fields(records[0]) if each.name not in _OWN]
    return [
        name
        for name in names
        if any(getattr(each, name) != getattr(records[0], name) for each in records)
    ]


def _spans(record: Recorded) -> tuple[Span, ...]:
    content = getattr(record, "content", None) or getattr(record, "span", None)
    if isinstance(content, Span):
        return (content,)
    return content if isinstance(content, tuple) else ()


class _Words:
    """Says what stands in a field, with names for ids and words for spans."""

    def __init__(self, outcome: MergeOutcome, text: str) -> None:
        self.outcome = outcome
        self._text = text

    def of(self, value: Any) -> str:  # whatever stands in a field of a record
        """Return a value in words; "" for nothing."""
        if value is None or value == ():
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Span):
            return f"“{excerpt(self._text, (value,))}”"
        if isinstance(value, str):
            return self._label(value)
        if isinstance(value, Mapping):
            return "; ".join(f"{label(str(key))} {self.of(each)}" for key, each in value.items())
        if isinstance(value, tuple | list):
            return ", ".join(filter(None, map(self.of, value)))
        if dataclasses.is_dataclass(value):
            parts = (self.of(getattr(value, each.name)) for each in dataclasses.fields(value))
            return " ".join(filter(None, parts))
        return str(value)

    def _label(self, value: str) -> str:
        codebook = self.outcome.codebook
        for known in (codebook.claim_type, codebook.stance_value, codebook.topic):
            found = known(value)
            if found is not None:
                return found.label or label(value)
        return on_one_line(self.outcome.actor_names.get(value, value))


def _notes(outcome: MergeOutcome) -> Iterator[str]:
    for joined in outcome.joined:
        if joined.runs:
            yield (
                f"Suggestions of {counted(joined.runs, 'article')} are those of "
                f"{joined.path.name}, which were made later."
            )
        yield from joined.notes
    twice = outcome.twice
    if twice.actors:
        yield _made_apart([group[0].name for group in twice.actors])
    for group in twice.annotators:
        yield (
            f"{len(group)} annotators are called {group[0].name}; they were made apart, and their "
            "labels stay apart."
        )
    if twice.articles:
        yield (
            f"{counted(len(twice.articles), 'text')} came in twice, as different articles "
            f"(“{on_one_line(twice.articles[0])}”). Both keep their labels."
        )


def _made_apart(names: Sequence[str]) -> str:
    named = ", ".join(f"“{each}”" for each in names[:5])
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return (
        f"Actors of one name were made apart: {named}{more}. Each keeps its labels; where they "
        "are the same actor, let them be one."
    )


def with_actors_joined(report: MergeReport) -> MergeReport:
    """Return a report that does not ask any more to let actors of one name be one."""
    asked = _made_apart(report.same_named)
    left = tuple(each for each in report.notes if each != asked)
    return dataclasses.replace(report, same_named=(), notes=left)


def as_json(report: MergeReport) -> dict[str, Any]:
    """Return a report for programs."""
    return dataclasses.asdict(report)


def as_text(report: MergeReport) -> str:
    """Return a report as lines for a person."""
    return printable("\n".join(_text(report)))


def _text(report: MergeReport) -> Iterator[str]:
    if report.copies:
        yield headline(report)
    if report.lines:
        head = ("whose", "what", "new", "changed", "removed", "same", "in conflict")
        rows = [
            (
                each.annotator,
                each.kind,
                *map(str, (each.new, each.changed, each.removed, each.same, each.conflicting)),
            )
            for each in report.lines
        ]
        yield from table([head, *rows], indent="  ")
    if report.examples:
        yield "For example:"
        yield from (f"  {each}" for each in report.examples)
    yield from _conflicts(report)
    yield from report.notes


def headline(report: MergeReport) -> str:
    """Return in one sentence what was or would be taken in."""
    names = ", ".join(report.copies)
    if not report.events:
        return f"Nothing in {names} is new; everything is here already."
    would = "would be " if report.is_preview else ""
    return f"{counted(report.events, 'change')} {would}taken in from {names}."


def _conflicts(report: MergeReport) -> Iterator[str]:
    if not report.conflicts:
        if not report.copies:
            yield "There are no conflicts."
        return
    yield f"{counted(len(report.conflicts), 'conflict')}, both versions kept:"
    for each in report.conflicts[:_CONFLICTS]:
        yield f"  {each.annotator}, {each.kind} {each.what}"
        for number, version in enumerate(each.versions):
            holds = " (holds)" if number == 0 else ""
            yield f"    {version.by}, {version.made}{holds}: {version.says}"
    if len(report.conflicts) > _CONFLICTS:
        yield f"  and {len(report.conflicts) - _CONFLICTS:,} more"
