"""spaCy's DocBin: entities in ``doc.ents``, the parts of statements in ``doc.spans``.

One ``Doc`` per article and annotator, tokenised by spaCy's blank pipeline of the codebook's
language. Groups in ``doc.spans``: ``content`` (labelled with the claim type, one span for each),
``source``, ``cue`` and ``addressee`` (labelled with the role); every span's id is the statement's.
``doc.user_data`` names article, annotator, codebook and offset unit, and under ``statements`` holds
each statement in the shape of the complete JSON, with exact offsets.

A span that begins or ends inside a token is widened to whole tokens, because a ``Doc`` knows
nothing smaller; each is counted, named in the report, and exact in ``user_data``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from annotator.annotations.model import Layer, Mention, Statement
from annotator.corpus.span import Span
from annotator.formats.annotated_corpus import (
    PLAIN,
    AnnotatedArticle,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.features import FEATURES, Feature
from annotator.formats.losses import Losses
from annotator.formats.news_statements import StatementNames
from annotator.formats.shapes import OFFSET_UNIT
from annotator.formats.statement_shape import parts_of_shape
from annotator.formats.uses import Fidelity, note_left_out

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

OVERLAPPING = "mentions that overlap a longer one (doc.ents holds no overlaps)"
WIDENED = "spans widened to whole tokens (exact in doc.user_data)"
_NAMED = 10
_NOT_HELD: frozenset[Feature] = frozenset(
    {
        "zones",
        "article labels",
        "document stances",
        "comments",
        "flags",
        "working times",
        "suggestions",
        "rulings",
    }
)
_PARTLY: Mapping[Feature, str] = MappingProxyType(
    {
        "rejected mentions": "in doc.user_data only",
        "offsets": "whole tokens in spans, exact in doc.user_data",
        "overlaps": "not in doc.ents",
    }
)
FIDELITY = Fidelity(whole=frozenset(FEATURES) - _NOT_HELD - set(_PARTLY), partly=_PARTLY)


@dataclass(slots=True)
class _Tally:
    """What was written, and what was not as it was."""

    articles: int = 0
    statements: int = 0
    mentions: int = 0
    losses: Losses = field(default_factory=Losses)
    widened: list[str] = field(default_factory=list)

    def report(self) -> WriteReport:
        notes = tuple(f"Widened: {each}." for each in self.widened[:_NAMED])
        return WriteReport(
            articles=self.articles,
            statements=self.statements,
            mentions=self.mentions,
            notes=notes,
            losses=self.losses,
        )


def write(corpus: AnnotatedCorpus, out: BinaryIO, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write all articles that somebody has opened; the whole DocBin is built in memory."""
    from spacy.tokens import DocBin

    pipeline = _pipeline(corpus.codebook.language)
    annotators = {each.id: each.name for each in corpus.annotators}
    docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"], store_user_data=True)
    tally = _Tally()
    for each in corpus.articles:
        for layer in each.layers:
            doc = _doc(each, layer, pipeline, tally)
            doc.user_data["annotator"] = annotators.get(layer.annotator, layer.annotator)
            doc.user_data["annotator_id"] = layer.annotator
            docs.add(doc)
        note_left_out(tally.losses, FIDELITY, each)
        tally.articles += bool(each.layers)
    out.write(docs.to_bytes())
    return tally.report()


def _pipeline(language: str) -> Language:
    import spacy

    try:
        return spacy.blank(language)
    except ImportError:  # spaCy has no rules for it; "xx" is its language-neutral pipeline
        return spacy.blank("xx")


def _doc(each: AnnotatedArticle, layer: Layer, pipeline: Language, tally: _Tally) -> Doc:
    doc = pipeline.tokenizer(each.text)
    doc.user_data["article_uid"] = each.article.id
    doc.ents = _entities(doc, layer.mentions, tally)
    _set_parts(doc, layer.statements, tally)
    names = StatementNames().of(layer.statements)
    doc.user_data.update(
        article=each.article.external_id or each.article.id,
        title=each.article.title,
        date=each.article.date,
        source=each.article.source,
        status=layer.progress.status if layer.progress is not None else "",
        offset_unit=OFFSET_UNIT,
        statements=[
            msgspec.to_builtins(
                {**parts_of_shape(one, each.text, names), "uid": one.id, "codebook": one.codebook}
            )
            for one in layer.statements
        ],
        mentions=[msgspec.to_builtins(mention) for mention in layer.mentions],
    )
    return doc


def _entities(doc: Doc, mentions: tuple[Mention, ...], tally: _Tally) -> list[TokenSpan]:
    from spacy.util import filter_spans

    held = [each for each in mentions if each.decision != "rejected"]
    spans = [
        _token_span(doc, each.span, each.kind, each.id, tally, actor=each.actor or "")
        for each in held
    ]
    kept = filter_spans(spans)
    left = {each.id_ for each in spans} - {each.id_ for each in kept}
    for each in held:
        if each.id in left:
            tally.losses.note("overlaps", OVERLAPPING, article=each.article, record=each.id)
    tally.mentions += len(kept)
    return kept


def _set_parts(doc: Doc, statements: tuple[Statement, ...], tally: _Tally) -> None:
    groups: dict[str, list[TokenSpan]] = {"content": [], "source": [], "cue": [], "addressee": []}
    for each in statements:
        labels = each.claim_types or ("content",)
        for span in each.content:
            first = _token_span(doc, span, labels[0], each.id, tally)
            groups["content"].append(first)
            groups["content"] += [_relabelled(first, label) for label in labels[1:]]
        for role, spans in (
            ("source", each.source.spans),
            ("cue", each.cue),
            ("addressee", each.addressee.spans),
        ):
            groups[role] += [_token_span(doc, span, role, each.id, tally) for span in spans]
    for role, found in groups.items():
        doc.spans[role] = found
    tally.statements += len(statements)


def _relabelled(span: TokenSpan, label: str) -> TokenSpan:
    from spacy.tokens import Span as TokenSpan

    return TokenSpan(span.doc, span.start, span.end, label=label, span_id=span.id_)


def _token_span(
    doc: Doc, span: Span, label: str, span_id: str, tally: _Tally, *, actor: str = ""
) -> TokenSpan:
    found = doc.char_span(
        span.start,
        span.end,
        label=label,
        kb_id=actor,
        alignment_mode="expand",
        span_id=span_id,
    )
    assert found is not None  # "expand" finds one wherever the span lies inside the text
    if (found.start_char, found.end_char) != (span.start, span.end):
        tally.losses.note("offsets", WIDENED, article=doc.user_data["article_uid"], record=span_id)
        before = span.covered(doc.text)
        tally.widened.append(f'"{before}" at {span.start} became "{found.text}"')
    return found
