"""The program's own complete JSON: a whole project in one file, without loss.

It contains the shape of :mod:`annotator.formats.news_statements`: who reads that format finds every
document and statement where it stands there. Documented by
``resources/schemas/complete.schema.json``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from annotator.annotations.model import (
    Actor,
    Annotator,
    ArticleLabel,
    DocumentStance,
    GuidelineNote,
    Layer,
    Mention,
    Progress,
    Statement,
)
from annotator.codebook.stored import codebook_from_plain, codebook_to_plain
from annotator.corpus.article import Article
from annotator.errors import FormatError
from annotator.formats import complete_shapes as shapes
from annotator.formats import complete_told as beside
from annotator.formats.files.file_text import read_bytes
from annotator.formats.files.json_stream import JsonStream
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedArticle,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.features import FEATURES
from annotator.formats.labelled.shapes import (
    OFFSET_UNIT,
    SpanShape,
    declaration,
    decode,
    require_format,
)
from annotator.formats.labelled.statement_shape import ShapeReader, parts_of_shape, span_shape
from annotator.formats.labelled.uses import Fidelity
from annotator.formats.news_statements import (
    StatementNames,
    document_stance_shapes,
    refuse_circles,
    refuse_twins,
    zone_shapes,
    zones_of,
)
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion

FIDELITY = Fidelity(whole=frozenset(FEATURES))


def write(corpus: AnnotatedCorpus, out: BinaryIO, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write everything, article by article."""
    stream = JsonStream(out)
    head = msgspec.structs.asdict(_head(corpus))
    for name in ("settings", "guideline_notes"):
        if not head[name]:
            del head[name]
    stream.begin(head, listing="documents")
    names, taken = StatementNames(), set[str]()
    articles = statements = mentions = 0
    for each in corpus.articles:
        stream.item(_document(each, names, taken))
        articles += 1
        statements += sum(len(layer.statements) for layer in each.layers)
        mentions += sum(len(layer.mentions) for layer in each.layers)
    stream.end()
    return WriteReport(articles=articles, statements=statements, mentions=mentions)


def schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of the format."""
    found = msgspec.json.schema(shapes.CompleteFile)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": shapes.SCHEMA_ID,
        "title": "Complete JSON of an annotator project",
        **found,
    }


def _head(corpus: AnnotatedCorpus) -> shapes.HeadShape:
    plain = [codebook_to_plain(each) for each in corpus.codebooks]
    return shapes.HeadShape(
        format=shapes.FORMAT,  # type: ignore[arg-type]
        version=shapes.VERSION,
        codebook=corpus.codebook.reference,
        offset_unit=OFFSET_UNIT,  # type: ignore[arg-type]
        project=shapes.ProjectShape(id=corpus.project_id, title=corpus.title),
        codebooks=msgspec.convert(plain, list[shapes.CodebookShape]),
        annotators=[
            shapes.AnnotatorShape(id=each.id, name=each.name, kind=each.kind, of=each.of)
            for each in corpus.annotators
        ],
        actors=[_actor_shape(each) for each in corpus.actors],
        engine_runs=[_run_shape(each) for each in corpus.engine_runs],
        settings=dict(corpus.settings),
        guideline_notes=beside.note_shapes(corpus.guideline_notes),
    )


def _actor_shape(actor: Actor) -> shapes.ActorShape:
    return shapes.ActorShape(
        id=actor.id,
        name=actor.name,
        type=actor.kind,
        aliases=list(actor.aliases),
        country=actor.country,
        acts_for=actor.acts_for,
        merged_into=actor.merged_into,
    )


def _run_shape(run: EngineRun) -> shapes.EngineRunShape:
    return shapes.EngineRunShape(
        id=run.id, engine=run.engine, version=run.version, detail=run.detail
    )


def _document(
    each: AnnotatedArticle, names: StatementNames, taken: set[str]
) -> shapes.CompleteDocumentShape:
    article = each.article
    name = article.external_id or article.id
    name = article.id if name in taken else name
    taken.add(name)
    return shapes.CompleteDocumentShape(
        id=name,
        uid=article.id,
        external_id=article.external_id,
        file=article.file_name,
        sha256=article.file_sha256,
        n_bytes=article.file_bytes,
        n_code_points=article.length,
        text_sha256=article.text_sha256,
        encoding=article.encoding,
        title=article.title,
        date=article.date,
        source=article.source,
        text=each.text,
        zones=zone_shapes(each.zones),
        document_stances=_document_stances(each.layers),
        statements=[
            shape for layer in each.layers for shape in _statement_shapes(layer, each.text, names)
        ],
        mentions=[
            _mention_shape(mention, each.text)
            for layer in each.layers
            for mention in layer.mentions
        ],
        progress=list(_progress_shapes(each.layers)),
        suggestions=[_suggestion_shape(found, each.text) for found in each.suggestions],
        article_labels=beside.label_shapes(each.layers),
        overruled_stances=beside.stance_shapes(each.layers),
        comments=beside.comment_shapes(each.told, each.text),
        flags=beside.flag_shapes(each.told),
        active_times=beside.time_shapes(each.times),
        rulings=beside.ruling_shapes(each.rulings),
    )


def _progress_shapes(layers: Sequence[Layer]) -> Iterator[shapes.ProgressShape]:
    for layer in layers:
        if layer.progress is not None:
            yield shapes.ProgressShape(
                annotator=layer.annotator,
                status=layer.progress.status,
                codebook=layer.progress.codebook,
                checked=layer.progress.checked,
            )


def _document_stances(layers: Sequence[Layer]) -> list[shapes.AnnotatorDocumentStanceShape]:
    speaking = [layer for layer in layers if layer.statements]
    return [
        shapes.AnnotatorDocumentStanceShape(
            **msgspec.structs.asdict(shape),
            annotator=layer.annotator if len(speaking) > 1 else None,
        )
        for layer in speaking
        for shape in document_stance_shapes(layer.statements)
    ]


def _statement_shapes(
    layer: Layer, text: str, names: StatementNames
) -> Iterable[shapes.CompleteStatementShape]:
    named = names.of(layer.statements)
    for each in layer.statements:
        overruled: list[Literal["voice", "quote"]] = []
        if each.voice is not None:
            overruled.append("voice")
        if each.quote is not None:
            overruled.append("quote")
        yield shapes.CompleteStatementShape(
            **parts_of_shape(each, text, named),  # type: ignore[arg-type]
            uid=each.id,
            annotator=each.annotator,
            codebook=each.codebook,
            external_id=each.external_id,
            overruled=overruled,
            suggestion=each.suggestion,
        )


def _mention_shape(mention: Mention, text: str) -> shapes.MentionShape:
    return shapes.MentionShape(
        id=mention.id,
        annotator=mention.annotator,
        start=mention.span.start,
        end=mention.span.end,
        text=mention.span.covered(text),
        kind=mention.kind,
        actor=mention.actor,
        decision=mention.decision,
        suggestion=mention.suggestion,
        codebook=mention.codebook,
    )


def _suggestion_shape(suggestion: Suggestion, text: str) -> shapes.SuggestionShape:
    return shapes.SuggestionShape(
        id=suggestion.id,
        kind=suggestion.kind,
        start=suggestion.span.start,
        end=suggestion.span.end,
        text=suggestion.span.covered(text),
        label=suggestion.label,
        confidence=suggestion.confidence,
        rule=suggestion.rule,
        run=suggestion.run,
        actor=suggestion.actor,
        candidate=_candidate_shape(suggestion.candidate, text),
    )


def _candidate_shape(candidate: Candidate | None, text: str) -> shapes.CandidateShape | None:
    if candidate is None:
        return None
    return shapes.CandidateShape(
        content=[span_shape(each, text) for each in candidate.content],
        source=[span_shape(each, text) for each in candidate.source],
        cue=[span_shape(each, text) for each in candidate.cue],
        addressee=[span_shape(each, text) for each in candidate.addressee],
        actors=list(candidate.actors),
        speaker=candidate.speaker,
        claim_type=candidate.claim_type,
    )


def is_complete_json(path: Path) -> bool:
    """Tell whether a file says that it is of this format."""
    return declaration(read_bytes(path), name=path.name).format == shapes.FORMAT


def read(path: Path) -> AnnotatedCorpus:
    """Return what :func:`write` wrote, equal value for value.

    Raises :class:`FormatError` naming the place where the file is not of the format, or where a
    span does not cover the text it names.
    """
    raw = read_bytes(path)
    declared = declaration(raw, name=path.name)
    require_format(declared, shapes.FORMAT, shapes.VERSION, name=path.name)
    found = decode(raw, shapes.CompleteFile, name=path.name)
    refuse_twins((each.id for each in found.documents), "documents", name=path.name)
    statements = (each for document in found.documents for each in document.statements)
    refuse_twins((each.id for each in statements), "statements", name=path.name)
    for document in found.documents:
        refuse_circles(document.statements, name=path.name)
    return AnnotatedCorpus(
        project_id=found.project.id,
        title=found.project.title,
        codebooks=tuple(codebook_from_plain(msgspec.to_builtins(each)) for each in found.codebooks),
        annotators=tuple(
            Annotator(each.id, each.name, each.kind, each.of) for each in found.annotators
        ),
        actors=tuple(_actor(each) for each in found.actors),
        engine_runs=tuple(
            EngineRun(each.id, each.engine, each.version, each.detail) for each in found.engine_runs
        ),
        settings=found.settings,
        guideline_notes=tuple(
            GuidelineNote(each.id, each.annotator, each.text) for each in found.guideline_notes
        ),
        articles=tuple(
            _article(each, where=f"{path.name}, document {each.id}") for each in found.documents
        ),
    )


def _actor(shape: shapes.ActorShape) -> Actor:
    return Actor(
        id=shape.id,
        name=shape.name,
        kind=shape.type,
        aliases=tuple(shape.aliases),
        country=shape.country,
        acts_for=shape.acts_for,
        merged_into=shape.merged_into,
    )


def _article(shape: shapes.CompleteDocumentShape, *, where: str) -> AnnotatedArticle:
    if len(shape.text) != shape.n_code_points:
        raise FormatError(
            f"{where}: the text has {len(shape.text)} characters, but n_code_points says "
            f"{shape.n_code_points}. Nothing was imported. The file was altered."
        )
    article = Article(
        id=shape.uid,
        title=shape.title,
        text_sha256=shape.text_sha256,
        length=shape.n_code_points,
        date=shape.date,
        source=shape.source,
        file_name=shape.file,
        file_sha256=shape.sha256,
        file_bytes=shape.n_bytes,
        encoding=shape.encoding,
        external_id=shape.external_id,
    )
    ids = {each.id: each.uid for each in shape.statements}
    reader = ShapeReader(text=shape.text, ids=ids, where=where, may_dangle=True)
    return AnnotatedArticle(
        article=article,
        text=shape.text,
        zones=zones_of(shape.zones, length=len(shape.text), where=where),
        layers=_layers(shape, reader),
        suggestions=tuple(_suggestion(each, shape.uid, reader) for each in shape.suggestions),
        told=beside.told(shape.comments, shape.flags, shape.uid, reader),
        times=tuple(beside.active_time(each, shape.uid) for each in shape.active_times),
        rulings=tuple(beside.ruling(each, shape.uid) for each in shape.rulings),
    )


def _layers(shape: shapes.CompleteDocumentShape, reader: ShapeReader) -> tuple[Layer, ...]:
    statements: dict[str, list[Statement]] = defaultdict(list)
    mentions: dict[str, list[Mention]] = defaultdict(list)
    progress: dict[str, Progress] = {}
    labels: dict[str, list[ArticleLabel]] = defaultdict(list)
    stances: dict[str, list[DocumentStance]] = defaultdict(list)
    order: dict[str, None] = {}
    for label in shape.article_labels:
        labels[label.annotator].append(beside.label(label, shape.uid))
        order[label.annotator] = None
    for stance in shape.overruled_stances:
        stances[stance.annotator].append(beside.stance(stance, shape.uid))
        order[stance.annotator] = None
    for each in shape.statements:
        statements[each.annotator].append(_statement(each, shape.uid, reader))
        order[each.annotator] = None
    for mention in shape.mentions:
        mentions[mention.annotator].append(_mention(mention, shape.uid, reader))
        order[mention.annotator] = None
    for step in shape.progress:
        order[step.annotator] = None
        progress[step.annotator] = Progress(
            id=f"{shape.uid}:{step.annotator}",
            article=shape.uid,
            annotator=step.annotator,
            status=step.status,
            codebook=step.codebook,
            checked=step.checked,
        )
    return tuple(
        Layer(
            article=shape.uid,
            annotator=annotator,
            mentions=tuple(mentions[annotator]),
            statements=tuple(statements[annotator]),
            progress=progress.get(annotator),
            labels=tuple(labels[annotator]),
            stances=tuple(stances[annotator]),
        )
        for annotator in sorted(order)
    )


def _statement(
    shape: shapes.CompleteStatementShape, article: str, reader: ShapeReader
) -> Statement:
    found = reader.statement(
        shape, article=article, annotator=shape.annotator, codebook=shape.codebook
    )
    return replace(
        found,
        external_id=shape.external_id,
        suggestion=shape.suggestion,
        voice=shape.voice if "voice" in shape.overruled else None,
        quote=shape.quote if "quote" in shape.overruled else None,
    )


def _mention(shape: shapes.MentionShape, article: str, reader: ShapeReader) -> Mention:
    span = SpanShape(start=shape.start, end=shape.end, text=shape.text)
    return Mention(
        id=shape.id,
        article=article,
        annotator=shape.annotator,
        span=reader.span(span, f"mention {shape.id}"),
        kind=shape.kind,
        actor=shape.actor,
        decision=shape.decision,
        suggestion=shape.suggestion,
        codebook=shape.codebook,
    )


def _suggestion(shape: shapes.SuggestionShape, article: str, reader: ShapeReader) -> Suggestion:
    span = SpanShape(start=shape.start, end=shape.end, text=shape.text)
    return Suggestion(
        id=shape.id,
        article=article,
        kind=shape.kind,
        span=reader.span(span, f"suggestion {shape.id}"),
        label=shape.label,
        confidence=shape.confidence,
        rule=shape.rule,
        run=shape.run,
        actor=shape.actor,
        candidate=_candidate(shape, reader),
    )


def _candidate(shape: shapes.SuggestionShape, reader: ShapeReader) -> Candidate | None:
    parts = shape.candidate
    if (parts is not None) != (shape.kind == "statement"):
        raise FormatError(
            f"The suggestion {shape.id} is of the kind {shape.kind}, which does not fit its parts. "
            "Nothing was imported. The file was altered."
        )
    if parts is None:
        return None
    place = f"suggestion {shape.id}"
    return Candidate(
        content=tuple(reader.span(each, place) for each in parts.content),
        source=tuple(reader.span(each, place) for each in parts.source),
        cue=tuple(reader.span(each, place) for each in parts.cue),
        actors=tuple(parts.actors),
        speaker=parts.speaker,
        claim_type=parts.claim_type,
        addressee=tuple(reader.span(each, place) for each in parts.addressee),
    )
