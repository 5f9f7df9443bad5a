"""What every step must leave true: spans inside the text, and no reference to what is not there."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Iterator, Sequence
from types import NoneType
from typing import Literal, cast, get_args, get_origin, get_type_hints

from annotator.annotations.edits import (
    RECORD_TYPES,
    Edit,
    Recorded,
    RecordKind,
    Step,
    Zones,
)
from annotator.annotations.model import (
    ActiveTime,
    Actor,
    Annotator,
    Comment,
    DocumentStance,
    GuidelineNote,
    Mention,
    Statement,
)
from annotator.annotations.validation import actors_named
from annotator.codebook.model import CodebookPart, Section
from annotator.corpus.article import Article, Zone
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.project import relabelling
from annotator.project.asked import actor_uses
from annotator.project.history import records
from annotator.project.storage.connection import Connection

_END = sys.maxsize
_WITHOUT_PARTS = (str, int, float, bool, NoneType, ...)
_PARTS: dict[type, tuple[str, ...]] = {}
_MADE_IN_A_STEP: frozenset[RecordKind] = frozenset(RECORD_TYPES) - {"article", "annotator", "zones"}


def spans_of(value: object) -> Iterator[Span]:
    """Return every span inside a record, however deep."""
    return iter(_spans_in(value, []))


def _spans_in(value: object, found: list[Span]) -> list[Span]:
    """Add the spans inside a value to those found before. It is asked of every record stored."""
    if isinstance(value, Span):
        found.append(value)
    elif isinstance(value, tuple):
        for each in value:
            _spans_in(each, found)
    else:
        for name in _parts(type(value)):
            part = getattr(value, name)
            if part and not isinstance(part, str):
                _spans_in(part, found)
    return found


def _parts(kind: type) -> tuple[str, ...]:
    """Return the fields of a kind of record in which a span may be; none for what has no parts."""
    if kind not in _PARTS:
        known = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
        hints = get_type_hints(kind) if known else {}
        _PARTS[kind] = tuple(each.name for each in known if _may_hold_spans(hints[each.name]))
    return _PARTS[kind]


def _may_hold_spans(hint: object) -> bool:
    """Tell whether a value of a type may be, or hold, a span; true where the type does not say."""
    if hint is Span:
        return True
    if parts := get_args(hint):
        return get_origin(hint) is not Literal and any(map(_may_hold_spans, parts))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return bool(_parts(hint))
    return hint not in _WITHOUT_PARTS


def are_in_order(zones: Iterable[Zone], length: int) -> bool:
    """Tell whether zones follow each other without overlap, inside a text of that length."""
    place = 0
    for zone in zones:
        if zone.span.start < place:
            return False
        place = zone.span.end
    return place <= length


def actors_of(record: Recorded) -> set[str]:
    """Return the ids of all actors that a record names."""
    named: set[str | None] = set()
    if isinstance(record, Mention):
        named = {record.actor}
    elif isinstance(record, Actor):
        named = {record.acts_for, record.merged_into}
    elif isinstance(record, Statement):
        named = set(actors_named(record))
    elif isinstance(record, DocumentStance):
        named = {record.holder, record.target.id if record.target.kind == "actor" else None}
    return {each for each in named if each}


def statements_of(record: Recorded) -> set[str]:
    """Return the ids of all other statements that a record names."""
    if not isinstance(record, Statement):
        return set()
    named = {each.target.id for each in record.stances if each.target.kind == "statement"}
    return named | ({record.parent} if record.parent else set())


def require_shape(step: Step) -> None:
    """Raise ValueError for a step that no part of this program should make."""
    for edit in step.edits:
        if step.article is not None and edit.article not in (None, step.article):
            raise ValueError("a step in the history of one article changes another one")
        if edit.before is None and edit.kind in _MADE_IN_A_STEP:
            continue
        if isinstance(edit.record, Article | Annotator | Zones) and None in (
            edit.before,
            edit.after,
        ):
            raise ValueError(f"a step neither makes nor removes a record of kind {edit.kind}")
        if isinstance(edit.record, ActiveTime) and edit.before is not None:
            raise ValueError("what was noted of somebody's time is never changed")
        if isinstance(edit.before, Article) and isinstance(edit.after, Article):
            before, after = edit.before, edit.after
            if (before.text_sha256, before.length) != (after.text_sha256, after.length):
                raise ValueError("the text of an article never changes")


def require_spans(connection: Connection, record: Recorded) -> None:
    """Raise AnnotationError where the article is unknown or a span lies outside its text."""
    if isinstance(record, Actor | Annotator | Article | CodebookPart):
        return
    if not isinstance(record, GuidelineNote):
        require_inside(connection, record.article, spans_of(record))
    if isinstance(record, Zones) and not are_in_order(record.zones, _END):
        raise AnnotationError(
            "Two zones of the article overlap. Nothing was changed. Shorten one of them first."
        )
    if not isinstance(record, Zones):
        _require_rows(connection, "annotators", {record.annotator}, "The annotator")


def require_all_spans(connection: Connection, made: Iterable[Recorded]) -> None:
    """Do as :func:`require_spans` for many records, asking once for each article and annotator."""
    lengths: dict[str, int] = {}
    people: set[str] = set()
    for record in made:
        article, annotator = getattr(record, "article", None), getattr(record, "annotator", None)
        if article is not None:
            if article not in lengths:
                lengths[article] = _length(connection, article)
            _require_within(lengths[article], _spans_in(record, []))
        if annotator is not None and annotator not in people:
            _require_rows(connection, "annotators", {annotator}, "The annotator")
            people.add(annotator)


def require_inside(connection: Connection, article: str, spans: Iterable[Span]) -> None:
    """Raise AnnotationError where the article is unknown or a span lies outside its text."""
    _require_within(_length(connection, article), spans)


def _length(connection: Connection, article: str) -> int:
    found = connection.row("SELECT length FROM articles WHERE id = ?", article)
    if found is None:
        raise AnnotationError("The article is not in this project. Nothing was changed.")
    return cast("int", found[0])


def _require_within(length: int, spans: Iterable[Span]) -> None:
    outside = [span for span in spans if span.end > length]
    if outside:
        raise AnnotationError(
            f"The passage {outside[0].start} to {outside[0].end} lies outside the text of "
            f"{length} characters. Nothing was changed. Select it again."
        )


def require_references(connection: Connection, edits: Iterable[Edit]) -> None:
    """Raise AnnotationError where a step leaves a reference to something that is not there."""
    last = {(edit.kind, edit.target): edit for edit in edits}
    _require_named(connection, [each.after for each in last.values() if each.after is not None])
    for edit in last.values():
        if edit.after is not None:
            continue
        if isinstance(edit.before, Statement):
            _require_no_mention_of_statement(connection, edit.before)
        elif isinstance(edit.before, Comment):
            _require_no_answer(connection, edit.before)
    removed = [each.before for each in last.values() if each.after is None]
    _require_unused(connection, [each for each in removed if isinstance(each, Actor)])
    for each in removed:
        if isinstance(each, CodebookPart) and is_part_used(connection, each.id):
            raise AnnotationError(
                f"{each.plain.get('label', each.name)} was given to annotations since, so it was "
                "not taken out of the codebook. Retire it, or merge it into another."
            )


def _require_named(connection: Connection, made: Iterable[Recorded]) -> None:
    """Raise AnnotationError where a record names what is not there; each name is asked once."""
    actors, statements, comments = set[str](), set[str](), set[str]()
    for record in made:
        actors |= actors_of(record)
        if isinstance(record, Statement):
            statements |= statements_of(record)
        elif isinstance(record, Comment) and record.answers:
            comments.add(record.answers)
    _require_rows(connection, "actors", actors, "An actor")
    _require_rows(connection, "statements", statements, "A statement")
    _require_rows(connection, "comments", comments, "The comment")


def _require_unused(connection: Connection, removed: Sequence[Actor]) -> None:
    used = _used(connection, {each.id for each in removed})
    for each in removed:
        if each.id in used:
            raise AnnotationError(
                f"{each.name} is named in a statement, a mention or by another actor and "
                "was not removed. Take the actor out there first."
            )


def is_part_used(connection: Connection, part: str) -> bool:
    """Tell whether annotations bear a label that the project began without."""
    section, _, name = part.partition("/")
    if section not in get_args(Section) or section == "groups":
        return False
    label = cast(Section, section), name
    began_with = relabelling.base(connection)
    former = getattr(began_with.former, section)
    if any(each.id == name for each in (*getattr(began_with, section), *former)):
        return False
    return relabelling.is_used(connection, label)


def is_actor_used(connection: Connection, actor: str) -> bool:
    """Tell whether any statement, mention or other actor names an actor."""
    return bool(_used(connection, {actor}))


def _used(connection: Connection, actors: set[str]) -> set[str]:
    """Return which of these actors a statement, a mention or another actor names."""
    if not actors:
        return set()
    found = set(actor_uses.used(connection, actors))
    for (body,) in connection.rows("SELECT body FROM actors"):
        record = records.read(Actor, body)
        found |= actors_of(record) & actors - {record.id}
    for (body,) in connection.rows("SELECT body FROM document_stances"):
        found |= actors_of(records.read(DocumentStance, body)) & actors
    return found


def is_answered(connection: Connection, comment: Comment) -> bool:
    """Tell whether any comment answers this one."""
    found = connection.row("SELECT 1 FROM comments WHERE answers = ?", comment.id)
    return found is not None


def _require_no_answer(connection: Connection, removed: Comment) -> None:
    if is_answered(connection, removed):
        raise AnnotationError(
            "This comment was answered and stays, so that the answer makes sense. "
            "Settle it instead."
        )


def is_statement_used(connection: Connection, statement: Statement) -> bool:
    """Tell whether any other statement refers to this one."""
    found = connection.rows(
        "SELECT body FROM statements WHERE article = ? AND instr(body, ?)",
        statement.article,
        records.encoded_plain(statement.id),
    )
    return any(
        statement.id in statements_of(records.decoded("statement", str(body))) for (body,) in found
    )


def _require_no_mention_of_statement(connection: Connection, removed: Statement) -> None:
    if is_statement_used(connection, removed):
        raise AnnotationError(
            "Another statement refers to this one, which was not removed. "
            "Take the reference out of the other statement first."
        )


def _require_rows(connection: Connection, table: str, ids: set[str], what: str) -> None:
    for each in sorted(ids):
        if connection.row(f"SELECT 1 FROM {table} WHERE id = ?", each) is None:
            raise AnnotationError(
                f"{what} that is referred to is not in this project ({each}). Nothing was changed."
            )
