"""spaCy's DocBin: entities in ``doc.ents``, the parts of statements in ``doc.spans``.

One ``Doc`` per article and annotator, tokenised by spaCy's blank pipeline of the codebook's
language, or made of the same tokens where they were kept when the article was marked. Groups in
``doc.spans``: ``content`` (labelled with the claim type, one span for each), ``source``, ``cue``
and ``addressee`` (labelled with the role); every span's id is the statement's.
``doc.cats`` has the labels of the article (``kind/value``: 1, the other values of that kind: 0).
``doc.user_data`` names article, annotator, codebook and offset unit, under ``statements`` holds
each statement in the shape of the complete JSON, and under ``labelled`` everything as labelled
spans and links, as a reader of it takes them in again. Offsets there are exact.

A span that begins or ends inside a token is widened to whole tokens, because a ``Doc`` knows
nothing smaller; each is counted, named in the report, and exact in ``user_data``. Docs are written
as they come: a file of them is put together at the end (:mod:`annotator.formats.docbin_file`), and
a folder has a file for every few thousand, which spaCy reads like one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count, islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from annotator.annotations.model import Layer, Mention, Statement
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.formats.docbin_file import DocBinFile
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedArticle,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import LabelNames, as_labelled
from annotator.formats.labelled.features import FEATURES, Feature
from annotator.formats.labelled.losses import Losses
from annotator.formats.labelled.shapes import OFFSET_UNIT
from annotator.formats.labelled.statement_shape import parts_of_shape
from annotator.formats.labelled.uses import Fidelity, always, note_left_out
from annotator.formats.news_statements import StatementNames
from annotator.preannotation.found import plain_tokenizer

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

OVERLAPPING = "mentions that overlap a longer one (doc.ents holds no overlaps)"
WIDENED = "spans widened to whole tokens (exact in doc.user_data)"
_NAMED = 10
_AT_ONCE = 100  # articles whose words and ids are kept in memory
SHARD = 2_000  # docs in one file of a folder
_NOT_HELD: frozenset[Feature] = frozenset(
    {
        "zones",
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
        "decisions": "in doc.user_data only",
        "offsets": "whole tokens in spans, exact in doc.user_data",
        "overlaps": "not in doc.ents",
    }
)
FIDELITY = Fidelity(
    whole=frozenset(FEATURES) - _NOT_HELD - set(_PARTLY),
    partly=_PARTLY,
    lacks={"rejected mentions": always, "decisions": always},
)


@dataclass(slots=True)
class _Tally:
    """What was written, and what was not as it was."""

    articles: int = 0
    statements: int = 0
    mentions: int = 0
    losses: Losses = field(default_factory=Losses)
    widened: list[str] = field(default_factory=list)

    def report(self) -> WriteReport:
        notes = tuple(f"Widened: {each}." for each in self.widened)
        return WriteReport(
            articles=self.articles,
            statements=self.statements,
            mentions=self.mentions,
            notes=notes,
            losses=self.losses,
        )


def write(corpus: AnnotatedCorpus, out: BinaryIO, options: WriteOptions = PLAIN) -> WriteReport:
    """Write all articles that somebody has opened as one DocBin."""
    tally = _Tally()
    with DocBinFile() as file:
        for doc, words in _docs(corpus, tally):
            file.add(doc, words)
        file.write_to(out, options.go_on)
    return tally.report()


def write_folder(corpus: AnnotatedCorpus, out: Path, options: WriteOptions = PLAIN) -> WriteReport:
    """Write them as numbered DocBins of :data:`SHARD` docs each."""
    tally = _Tally()
    docs = _docs(corpus, tally)
    for number in count():
        with DocBinFile() as file:
            for doc, words in islice(docs, SHARD):
                file.add(doc, words)
            if file.docs or not number:
                with (out / f"{number:05}.spacy").open("wb") as shard:
                    file.write_to(shard, options.go_on)
            if file.docs < SHARD:
                break
    return tally.report()


def _docs(corpus: AnnotatedCorpus, tally: _Tally) -> Iterator[tuple[Doc, list[str]]]:
    """Yield a doc with its words for each article and annotator, of use until the next one.

    What spaCy knows of words and ids is forgotten now and then, or it would grow with the corpus.
    """
    from spacy.tokens import Doc

    pipeline, names = _pipeline(corpus.codebook.language), LabelNames(corpus.codebook)
    people = {each.id: each.name for each in corpus.annotators}
    articles = iter(corpus.articles)
    while some := tuple(islice(articles, _AT_ONCE)):
        with pipeline.memory_zone():
            for each in some:
                words, spaces = _tokens(each, pipeline) if each.layers else ([], [])
                for layer in each.layers:
                    doc = Doc(pipeline.vocab, words=words, spaces=spaces)
                    _fill(doc, each, layer, tally)
                    doc.cats = _cats(layer, corpus.codebook)
                    text = as_labelled(each, layer, names, people)
                    doc.user_data.update(
                        annotator=people.get(layer.annotator, layer.annotator),
                        annotator_id=layer.annotator,
                        labelled=msgspec.to_builtins(replace(text, text=""), enc_hook=_plain),
                    )
                    yield doc, words
                note_left_out(tally.losses, FIDELITY, each)
                tally.articles += bool(each.layers)


def _plain(value: object) -> object:
    assert isinstance(value, Mapping)  # all else is of the plain kinds
    return dict(value)


def _cats(layer: Layer, codebook: Codebook) -> dict[str, float]:
    """Return the article's labels as categories, of those kinds of which it has any."""
    has = {(each.label, each.value) for each in layer.labels}
    cats = {f"{kind}/{value}": 1.0 for kind, value in sorted(has)}
    for kind in dict.fromkeys(kind for kind, _ in sorted(has)):
        known = codebook.article_label(kind)
        for value in known.value_ids if known is not None else ():
            cats.setdefault(f"{kind}/{value}", 0.0)
    return cats


def _pipeline(language: str) -> Language:
    import spacy

    try:
        return spacy.blank(language)
    except ImportError:  # spaCy has no rules for it; "xx" is its language-neutral pipeline
        return spacy.blank("xx")


def _tokens(each: AnnotatedArticle, pipeline: Language) -> tuple[list[str], list[bool]]:
    """Return the words of a text and whether a space follows each, as the pipeline cuts it.

    It is not cut again where that was kept.
    """
    cuts = each.cuts
    if cuts is not None and cuts.text_sha256 == each.article.text_sha256:
        tokens = cuts.tokens(each.text) if cuts.tokenizer == _name_of(pipeline.lang) else None
        if tokens is not None:
            return tokens
    doc = pipeline.tokenizer(each.text)
    return [token.text for token in doc], [bool(token.whitespace_) for token in doc]


_name_of = cache(plain_tokenizer)


def _fill(doc: Doc, each: AnnotatedArticle, layer: Layer, tally: _Tally) -> None:
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
        if len(tally.widened) < _NAMED:
            before = span.covered(doc.text)
            tally.widened.append(f'"{before}" at {span.start} became "{found.text}"')
    return found
