"""Statements to their JSON shape and back, with every span held against the text."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from annotator.annotations import derived
from annotator.annotations.model import (
    Addressee,
    Figure,
    Source,
    Stance,
    Statement,
    Target,
    TargetKind,
    Via,
)
from annotator.corpus.span import Span
from annotator.errors import FormatError
from annotator.formats.labelled.shapes import (
    AddresseeShape,
    FigureShape,
    SourceShape,
    SpanShape,
    StanceShape,
    StatementShape,
    TargetShape,
    ViaShape,
)


def span_shape(span: Span, text: str) -> SpanShape:
    """Return a span with the text it covers."""
    return SpanShape(start=span.start, end=span.end, text=span.covered(text))


def parts_of_shape(statement: Statement, text: str, names: Mapping[str, str]) -> dict[str, object]:
    """Return the fields of :class:`StatementShape`.

    ``names`` maps our statement ids to those in the file.
    """

    def spans(each: Sequence[Span]) -> list[SpanShape]:
        return [span_shape(span, text) for span in each]

    return {
        "id": names[statement.id],
        "voice": statement.voice or derived.voice(statement),
        "source": _source_shape(statement.source, spans),
        "cue": spans(statement.cue),
        "content": spans(statement.content),
        "quote": statement.quote or derived.quote(statement, text),
        "addressee": AddresseeShape(
            spans=spans(statement.addressee.spans), actors=list(statement.addressee.actors)
        ),
        "claim_types": list(statement.claim_types),
        "certainty": statement.certainty,
        "stances": [_stance_shape(each, spans, names) for each in statement.stances],
        "parent": None if statement.parent is None else _named(statement.parent, names),
        "figures": [_figure_shape(each, text) for each in statement.figures],
        "unsure": statement.unsure,
        "note": statement.note,
    }


def _named(statement_id: str, names: Mapping[str, str]) -> str:
    return names.get(statement_id, statement_id)


def _source_shape(
    source: Source, spans: Callable[[Sequence[Span]], list[SpanShape]]
) -> SourceShape:
    via = source.via
    return SourceShape(
        spans=spans(source.spans),
        speaker=source.speaker,
        actors=list(source.actors),
        mention=source.mention,
        inferred=source.inferred,
        via=None if via is None else ViaShape(spans=spans(via.spans), actor=via.actor),
    )


def _stance_shape(
    stance: Stance, spans: Callable[[Sequence[Span]], list[SpanShape]], names: Mapping[str, str]
) -> StanceShape:
    target = stance.target
    name = _named(target.id, names) if target.kind == "statement" else target.id
    return StanceShape(
        target=TargetShape(kind=target.kind, id=name, spans=spans(target.spans)),
        value=stance.value,
        explicit=stance.explicit,
    )


def _figure_shape(figure: Figure, text: str) -> FigureShape:
    return FigureShape(
        span=span_shape(figure.span, text),
        value=figure.value,
        bound=figure.bound,
        unit=figure.unit,
        group=figure.group,
        side=figure.side,
    )


@dataclass(frozen=True, slots=True)
class ShapeReader:
    """Reads statement shapes over one text.

    ``ids`` maps the statement ids of the file to ours; a name that is not among them is refused,
    or kept where ``may_dangle``. ``where`` names file and document in errors.
    """

    text: str
    ids: Mapping[str, str]
    where: str
    may_dangle: bool = False

    def span(self, shape: SpanShape, place: str) -> Span:
        """Return the span; raises :class:`FormatError` where it covers other text."""
        if not shape.start < shape.end <= len(self.text):
            raise self.refusal(
                f"{place} reaches from {shape.start} to {shape.end}, "
                f"but the text has {len(self.text)} characters"
            )
        span = Span(shape.start, shape.end)
        if span.covered(self.text) != shape.text:
            raise self.refusal(
                f"{place} should read {_shown(shape.text)}, "
                f"but the text from {shape.start} to {shape.end} reads "
                f"{_shown(span.covered(self.text))}"
            )
        return span

    def refusal(self, problem: str) -> FormatError:
        """Return the error for a problem in this document."""
        return FormatError(
            f"{self.where}: {problem}. Nothing was imported. The file and the text do not belong "
            "together, or the file counts in another unit than Unicode code points."
        )

    def statement(
        self, shape: StatementShape, *, article: str, annotator: str, codebook: str
    ) -> Statement:
        """Return the statement, with our id and the file's as ``external_id``.

        Voice and quote are kept only where they differ from what the parts give.
        """
        known = Statement(
            id=self.ids[shape.id],
            article=article,
            annotator=annotator,
            content=self._spans(shape.content, f"content of {shape.id}"),
            source=self._source(shape),
            cue=self._spans(shape.cue, f"cue of {shape.id}"),
            addressee=self._addressee(shape),
            claim_types=tuple(shape.claim_types),
            certainty=shape.certainty,
            stances=tuple(self._stance(each, shape.id) for each in shape.stances),
            parent=None if shape.parent is None else self._statement_id(shape.parent, shape.id),
            figures=tuple(self._figure(each, shape.id) for each in shape.figures),
            unsure=shape.unsure,
            note=shape.note,
            external_id=shape.id,
            codebook=codebook,
        )
        return self._with_overruled(known, shape)

    def _with_overruled(self, statement: Statement, shape: StatementShape) -> Statement:
        voice = shape.voice if shape.voice != derived.voice(statement) else None
        quote = shape.quote if shape.quote != derived.quote(statement, self.text) else None
        return replace(statement, voice=voice, quote=quote)

    def _spans(self, shapes: Sequence[SpanShape], place: str) -> tuple[Span, ...]:
        return tuple(self.span(each, place) for each in shapes)

    def _source(self, shape: StatementShape) -> Source:
        source = shape.source
        via = source.via
        return Source(
            spans=self._spans(source.spans, f"source of {shape.id}"),
            actors=tuple(source.actors),
            speaker=source.speaker,
            mention=source.mention,
            inferred=source.inferred,
            via=None
            if via is None
            else Via(actor=via.actor, spans=self._spans(via.spans, f"via of {shape.id}")),
        )

    def _addressee(self, shape: StatementShape) -> Addressee:
        return Addressee(
            spans=self._spans(shape.addressee.spans, f"addressee of {shape.id}"),
            actors=tuple(shape.addressee.actors),
        )

    def _stance(self, shape: StanceShape, owner: str) -> Stance:
        target = shape.target
        target_id = target.id
        if target.kind == "statement":
            target_id = self._statement_id(target.id, owner)
        spans = self._spans(target.spans, f"stance target of {owner}")
        kind = cast(TargetKind, target.kind)
        return Stance(
            target=Target(kind=kind, id=target_id, spans=spans),
            value=shape.value,
            explicit=shape.explicit,
        )

    def _figure(self, shape: FigureShape, owner: str) -> Figure:
        if isinstance(shape.value, float) and not math.isfinite(shape.value):
            raise self.refusal(f"a figure of {owner} is not a number")
        return Figure(
            span=self.span(shape.span, f"figure of {owner}"),
            value=shape.value,
            bound=shape.bound,
            unit=shape.unit,
            group=shape.group,
            side=shape.side,
        )

    def _statement_id(self, name: str, owner: str) -> str:
        if name not in self.ids and self.may_dangle:
            return name
        if name not in self.ids:
            raise self.refusal(f"{owner} points to the statement {name}, which is not there")
        return self.ids[name]


def _shown(text: str, limit: int = 60) -> str:
    return f'"{text}"' if len(text) <= limit else f'"{text[:limit]}..."'
