"""What the complete JSON holds beside labels in the text: comments, flags, time, rulings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from msgspec import Meta

from annotator.annotations.edits import Told
from annotator.annotations.model import (
    ActiveTime,
    ArticleLabel,
    Comment,
    DocumentStance,
    Flag,
    GuidelineNote,
    Layer,
    Ruling,
    RulingOutcome,
    RulingRule,
    Target,
)
from annotator.formats.labelled.shapes import Shape, SpanShape
from annotator.formats.labelled.statement_shape import ShapeReader, span_shape

_AnnotatorId = Annotated[str, Meta(description="The id of an annotator in the file.")]
_Codebook = Annotated[str, Meta(description="The id@version of a codebook in the file.")]
_Time = Annotated[str, Meta(description="ISO 8601, UTC.")]


class ArticleLabelShape(Shape, frozen=True):
    """A label of the whole article; of several values each has its own."""

    id: str
    annotator: _AnnotatorId
    label: str
    value: str
    codebook: _Codebook


class OverruledStanceShape(Shape, frozen=True):
    """A holder's stance over the article as a person sees it, against what was derived."""

    id: str
    annotator: _AnnotatorId
    holder: str
    target_kind: Literal["topic", "actor"]
    target: str
    value: str
    derived: Annotated[str, Meta(description="What followed from the statements, or empty.")]
    codebook: _Codebook


class CommentShape(Shape, frozen=True):
    """Words about the article, or about a statement or passage of it."""

    id: str
    annotator: _AnnotatorId
    text: str
    statement: Annotated[str | None, Meta(description="The uid of a statement; it may be gone.")]
    span: SpanShape | None
    answers: Annotated[str | None, Meta(description="The id of a comment of the document.")]
    settled: bool
    written: _Time


class FlagShape(Shape, frozen=True):
    """A sign that the article needs a second look."""

    id: str
    annotator: _AnnotatorId
    reason: str
    written: _Time


class ActiveTimeShape(Shape, frozen=True):
    """A stretch of active work on the article."""

    id: str
    annotator: _AnnotatorId
    started: _Time
    seconds: Annotated[int, Meta(gt=0, description="Without longer pauses than idle_after.")]
    idle_after: Annotated[int, Meta(gt=0, description="Seconds without a gesture.")]


class OriginShape(Shape, frozen=True):
    """Whose version was taken, and which record that was; empty where it was to have none."""

    annotator: _AnnotatorId
    record: str


class RulingShape(Shape, frozen=True):
    """What was decided where annotators were compared."""

    id: str
    annotator: Annotated[str, Meta(description="Who decided: the id of an annotator in the file.")]
    disagreement: Annotated[str, Meta(description="What it is about; the same in every copy.")]
    kind: str
    outcome: RulingOutcome
    origins: list[OriginShape]
    gold: Annotated[str | None, Meta(description="The settled record of the document.")]
    rule: RulingRule
    reason: str
    entry: Annotated[str, Meta(description="The entry of the codebook that is unclear, or empty.")]
    seen: Annotated[dict[str, str], Meta(description="By annotator: a digest of their version.")]
    ruled: _Time
    codebook: _Codebook


class GuidelineNoteShape(Shape, frozen=True):
    """What an annotator noted for labelling."""

    id: str
    annotator: _AnnotatorId
    text: str


def label_shapes(layers: Iterable[Layer]) -> list[ArticleLabelShape]:
    """Return everybody's labels of the article."""
    return [
        ArticleLabelShape(
            id=each.id,
            annotator=each.annotator,
            label=each.label,
            value=each.value,
            codebook=each.codebook,
        )
        for layer in layers
        for each in layer.labels
    ]


def label(shape: ArticleLabelShape, article: str) -> ArticleLabel:
    """Return the label that a shape tells of."""
    return ArticleLabel(
        shape.id, article, shape.annotator, shape.label, shape.value, shape.codebook
    )


def stance_shapes(layers: Iterable[Layer]) -> list[OverruledStanceShape]:
    """Return everybody's stances that overrule what was derived."""
    return [
        OverruledStanceShape(
            id=each.id,
            annotator=each.annotator,
            holder=each.holder,
            target_kind="actor" if each.target.kind == "actor" else "topic",
            target=each.target.id,
            value=each.value,
            derived=each.derived,
            codebook=each.codebook,
        )
        for layer in layers
        for each in layer.stances
    ]


def stance(shape: OverruledStanceShape, article: str) -> DocumentStance:
    """Return the stance that a shape tells of."""
    return DocumentStance(
        id=shape.id,
        article=article,
        annotator=shape.annotator,
        holder=shape.holder,
        target=Target(shape.target_kind, shape.target),
        value=shape.value,
        derived=shape.derived,
        codebook=shape.codebook,
    )


def comment_shapes(told: Iterable[Told], text: str) -> list[CommentShape]:
    """Return the comments among what was told."""
    return [
        CommentShape(
            id=each.id,
            annotator=each.annotator,
            text=each.text,
            statement=each.statement,
            span=None if each.span is None else span_shape(each.span, text),
            answers=each.answers,
            settled=each.settled,
            written=each.written,
        )
        for each in told
        if isinstance(each, Comment)
    ]


def flag_shapes(told: Iterable[Told]) -> list[FlagShape]:
    """Return the flags among what was told."""
    return [
        FlagShape(id=each.id, annotator=each.annotator, reason=each.reason, written=each.written)
        for each in told
        if isinstance(each, Flag)
    ]


def told(
    comments: Sequence[CommentShape],
    flags: Sequence[FlagShape],
    article: str,
    reader: ShapeReader,
) -> tuple[Told, ...]:
    """Return the comments and flags that shapes tell of."""
    return (*(_comment(each, article, reader) for each in comments), *_flags(flags, article))


def _comment(shape: CommentShape, article: str, reader: ShapeReader) -> Comment:
    place = f"comment {shape.id}"
    return Comment(
        id=shape.id,
        article=article,
        annotator=shape.annotator,
        text=shape.text,
        statement=shape.statement,
        span=None if shape.span is None else reader.span(shape.span, place),
        answers=shape.answers,
        settled=shape.settled,
        written=shape.written,
    )


def _flags(flags: Iterable[FlagShape], article: str) -> tuple[Flag, ...]:
    return tuple(
        Flag(each.id, article, each.annotator, each.reason, each.written) for each in flags
    )


def time_shapes(times: Iterable[ActiveTime]) -> list[ActiveTimeShape]:
    """Return how long anybody worked on the article."""
    return [
        ActiveTimeShape(
            id=each.id,
            annotator=each.annotator,
            started=each.started,
            seconds=each.seconds,
            idle_after=each.idle_after,
        )
        for each in times
    ]


def active_time(shape: ActiveTimeShape, article: str) -> ActiveTime:
    """Return the time that a shape tells of."""
    return ActiveTime(
        shape.id, article, shape.annotator, shape.started, shape.seconds, shape.idle_after
    )


def ruling_shapes(rulings: Iterable[Ruling]) -> list[RulingShape]:
    """Return what was decided in the article."""
    return [
        RulingShape(
            id=each.id,
            annotator=each.annotator,
            disagreement=each.disagreement,
            kind=each.kind,
            outcome=each.outcome,
            origins=[OriginShape(annotator=who, record=record) for who, record in each.origins],
            gold=each.gold,
            rule=each.rule,
            reason=each.reason,
            entry=each.entry,
            seen=dict(each.seen),
            ruled=each.ruled,
            codebook=each.codebook,
        )
        for each in rulings
    ]


def ruling(shape: RulingShape, article: str) -> Ruling:
    """Return the ruling that a shape tells of."""
    return Ruling(
        id=shape.id,
        article=article,
        annotator=shape.annotator,
        disagreement=shape.disagreement,
        kind=shape.kind,
        outcome=shape.outcome,
        origins=tuple((each.annotator, each.record) for each in shape.origins),
        gold=shape.gold,
        rule=shape.rule,
        reason=shape.reason,
        entry=shape.entry,
        seen=tuple(shape.seen.items()),
        ruled=shape.ruled,
        codebook=shape.codebook,
    )


def note_shapes(notes: Iterable[GuidelineNote]) -> list[GuidelineNoteShape]:
    """Return everybody's notes for labelling."""
    return [
        GuidelineNoteShape(id=each.id, annotator=each.annotator, text=each.text) for each in notes
    ]
