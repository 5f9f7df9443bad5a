"""One flat row per stance, the shape in which most people train, count and look.

A statement without a stance is a row with empty stance fields, so that nothing vanishes unseen.
Offsets are Unicode code points into the article's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NotRequired, TypedDict

import msgspec

from annotator.annotations import derived
from annotator.annotations.model import Layer, Stance, Statement, Target
from annotator.annotations.wording import stance_verb
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.formats.labelled.shapes import OFFSET_UNIT

FRAGMENTS_JOINED_BY = " … "


class StanceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One stance of one statement by one annotator.

    ``sentence`` is the text from ``sentence_start`` to ``sentence_end``: the whole sentences that
    hold the content. ``content`` joins the fragments with an ellipsis; ``content_spans`` are their
    offsets, start and end. ``holder`` are actor ids, with their names in ``holder_names`` (so for
    ``speaker``); ``holder_words`` is what the text calls them.
    ``stance``, ``stance_number`` (-1 to 1) and ``wording`` ("opposes") say the same in three ways;
    they are empty, like the target, where the statement takes no stance. ``status`` is how far the
    annotator is with the article.
    """

    article_id: str
    article_uid: str
    title: str
    date: str
    source: str
    file: str
    statement_id: str
    statement_uid: str
    sentence: str
    sentence_start: int
    sentence_end: int
    content: str
    content_spans: tuple[tuple[int, int], ...]
    holder: tuple[str, ...]
    holder_names: tuple[str, ...]
    holder_words: str
    speaker: str
    speaker_name: str
    cue: str
    target_kind: str = ""
    target_id: str = ""
    target_label: str = ""
    stance: str = ""
    stance_number: float | int | None = None
    wording: str = ""
    explicit: bool | None = None
    claim_types: tuple[str, ...]
    certainty: str
    quote: str
    voice: str
    parent: str
    unsure: bool
    note: str
    annotator: str
    annotator_id: str
    status: str
    codebook: str
    offset_unit: str = OFFSET_UNIT


COLUMNS = StanceRow.__struct_fields__


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a stance value on a topic is called: the topic, the value as a number and in words."""

    topic: str
    number: float | int | None
    wording: str


@dataclass(frozen=True, slots=True)
class _Names:
    """What ids are called: actors, annotators and everything in the codebooks."""

    actors: Mapping[str, str]
    annotators: Mapping[str, str]
    codebooks: Mapping[str, Codebook]
    current: Codebook
    _taken: dict[tuple[str, str, str, str], _Taken] = field(default_factory=dict)

    def actor(self, actor_id: str) -> str:
        return self.actors.get(actor_id, actor_id)

    def taken(self, stance: Stance, reference: str) -> _Taken:
        """Return the words for a stance in a version of the codebook, looked up once."""
        target, value = stance.target, stance.value
        key = (reference, target.kind, target.id if target.kind == "topic" else "", value)
        found = self._taken.get(key)
        if found is None:
            codebook = self.codebooks.get(reference, self.current)
            topic = codebook.topic(target.id) if target.kind == "topic" else None
            label = topic.label if topic is not None else target.id
            verb = stance_verb(target, value, codebook)
            found = self._taken[key] = _Taken(label, _number(stance, codebook), verb)
        return found


class _Place:
    """The layer that rows are made of, with what all of them share."""

    def __init__(self, each: AnnotatedArticle, layer: Layer, names: _Names) -> None:
        self.each = each
        self.layer = layer
        self.names = names

    @cached_property
    def _statements(self) -> Mapping[str, Statement]:
        return {each.id: each for each in self.layer.statements}

    def name_of(self, statement_id: str) -> str:
        """Return the name of a statement: its external id, else our own."""
        found = self._statements.get(statement_id)
        return (found.external_id or found.id) if found is not None else statement_id

    def words(self, spans: Sequence[Span]) -> str:
        text = self.each.text
        if len(spans) == 1:  # mostly
            return text[spans[0].start : spans[0].end]
        return FRAGMENTS_JOINED_BY.join([text[span.start : span.end] for span in spans])

    def target(self, target: Target, topic: str) -> tuple[str, str]:
        """Return a target's id and what it is called: another statement by its content."""
        if target.kind == "topic":
            return target.id, topic
        if target.kind == "actor":
            return target.id, self.names.actor(target.id)
        other = self._statements.get(target.id)
        label = self.words(other.content) if other is not None else target.id
        return self.name_of(target.id), label


def stance_rows(
    corpus: AnnotatedCorpus, *, without_stance: bool = True
) -> Iterator[tuple[AnnotatedArticle, tuple[StanceRow, ...]]]:
    """Yield each article with its rows, annotator by annotator, in the order of the text.

    ``without_stance`` False leaves out statements that take no stance.
    """
    names = _Names(
        actors={each.id: each.name for each in corpus.actors},
        annotators={each.id: each.name for each in corpus.annotators},
        codebooks={each.reference: each for each in corpus.codebooks},
        current=corpus.codebook,
    )
    for each in corpus.articles:
        yield (
            each,
            tuple(
                row
                for layer in each.layers
                for place in (_Place(each, layer, names),)
                for statement in layer.statements
                if statement.stances or without_stance
                for row in _rows(statement, place)
            ),
        )


def _rows(statement: Statement, place: _Place) -> Iterator[StanceRow]:
    first, *others = statement.stances or (None,)
    row = _row(statement, place, first)
    yield row
    for stance in others:
        yield msgspec.structs.replace(row, **_taken(statement, place, stance))


class _Stance(TypedDict):
    """What a row tells of the stance; nothing of it where there is none."""

    target_kind: NotRequired[str]
    target_id: NotRequired[str]
    target_label: NotRequired[str]
    stance: NotRequired[str]
    stance_number: NotRequired[float | int | None]
    wording: NotRequired[str]
    explicit: NotRequired[bool]


def _taken(statement: Statement, place: _Place, stance: Stance | None) -> _Stance:
    if stance is None:
        return {}
    taken = place.names.taken(stance, statement.codebook)
    target, label = place.target(stance.target, taken.topic)
    return {
        "target_kind": stance.target.kind,
        "target_id": target,
        "target_label": label,
        "stance": stance.value,
        "stance_number": taken.number,
        "wording": taken.wording,
        "explicit": stance.explicit,
    }


def _row(statement: Statement, place: _Place, stance: Stance | None) -> StanceRow:
    """Return the row of a statement and one of its stances, if it has any."""
    article, text, names = place.each.article, place.each.text, place.names
    sentence = derived.covering_sentences(text, statement)
    speaker, progress = statement.source.speaker, place.layer.progress
    return StanceRow(
        article_id=article.external_id or article.id,
        article_uid=article.id,
        title=article.title,
        date=article.date,
        source=article.source,
        file=article.file_name,
        statement_id=statement.external_id or statement.id,
        statement_uid=statement.id,
        sentence=sentence.covered(text),
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        content=place.words(statement.content),
        content_spans=tuple([span.ends for span in statement.content]),
        holder=statement.source.actors,
        holder_names=tuple([names.actor(each) for each in statement.source.actors]),
        holder_words=place.words(statement.source.spans),
        speaker=speaker or "",
        speaker_name=names.actor(speaker) if speaker else "",
        cue=place.words(statement.cue),
        claim_types=statement.claim_types,
        certainty=statement.certainty or "",
        quote=statement.quote or derived.quote(statement, text),
        voice=statement.voice or derived.voice(statement),
        parent=place.name_of(statement.parent) if statement.parent else "",
        unsure=statement.unsure,
        note=statement.note,
        annotator=names.annotators.get(statement.annotator, statement.annotator),
        annotator_id=statement.annotator,
        status=progress.status if progress is not None else "",
        codebook=statement.codebook,
        **_taken(statement, place, stance),
    )


def _number(stance: Stance, codebook: Codebook) -> float | int | None:
    """Return the stance as a number, where the codebook gives it one."""
    known = codebook.stance_value(stance.value)
    number = known.value if known is not None else None
    return int(number) if number is not None and number == int(number) else number
