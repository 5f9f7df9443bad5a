"""Quotations with cue, source and content, as Citron reads and writes them (BBC Citron, 2021).

One JSON object per article and annotator on a line, with ``text`` and ``quotes``; each quote has
its ``cue``, its ``sources`` and its ``contents``, several where a quotation is interrupted, as
spans with the text they cover. Only statements with a source or a cue are quotations. Offsets count
code points, as Python does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from annotator.corpus.span import Span
from annotator.formats.files.json_values import Fields, first_object, objects
from annotator.formats.files.jsonl import write_line
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import NOT_LABELLED, STATEMENT, labelled_texts
from annotator.formats.labelled.attributes import plain_attributes, read_attributes, read_done
from annotator.formats.labelled.features import FEATURES, Feature
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.labelled_text import LabelledSpan, LabelledText, Link, Role
from annotator.formats.labelled.losses import Losses
from annotator.formats.labelled.offset_units import ForeignSpan
from annotator.formats.labelled.uses import Fidelity, note_left_out, where

WHAT = "a file of quotations as Citron has them"
_LEFT_OUT: frozenset[Feature] = NOT_LABELLED | {"mentions", "mention actors", "figures"}
_PARTLY: Mapping[Feature, str] = {
    "statements": "those with a source or a cue",
    "addressees": "the actors",
    "stances": "their targets, without the words for them",
    "speakers": "without the words for the medium",
    "stances on statements": "as attributes",
    "parents": "as attributes",
}
FIDELITY = Fidelity(
    whole=frozenset(FEATURES) - _LEFT_OUT - set(_PARTLY),
    partly=_PARTLY,
    lacks={
        "addressees": where(lambda each: bool(each.addressee.spans)),
        "stances": where(lambda each: any(stance.target.spans for stance in each.stances)),
        "speakers": where(lambda each: each.source.via is not None and bool(each.source.via.spans)),
    },
)
_NOT_A_QUOTE = "a statement without source and cue is no quotation"


def write(corpus: AnnotatedCorpus, out: BinaryIO, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write one object per article and annotator."""
    losses, articles = Losses(), set[str]()
    statements = rows = 0
    for each, text in labelled_texts(corpus):
        if each.article.id not in articles:
            note_left_out(losses, FIDELITY, each)
        articles.add(each.article.id)
        parts = _parts(text)
        quotes = []
        for span in text.spans:
            if span.role != "content":
                continue
            if not ({"source", "cue"} & set(parts.get(span.id, {}))):
                losses.note("statements", _NOT_A_QUOTE, article=each.article.id, record=span.record)
                continue
            quotes.append(_quote(span, parts[span.id], text.text))
        facts = {"id": text.id, "annotator": text.annotator, "is_done": text.is_done}
        labels = {kind: list(values) for kind, values in text.labels.items()}
        write_line(
            {**facts, **text.facts, "labels": labels, "text": text.text, "quotes": quotes}, out
        )
        statements += len(quotes)
        rows += 1
    return WriteReport(len(articles), statements, rows=rows, losses=losses)


def _parts(text: LabelledText) -> Mapping[str, dict[str, list[LabelledSpan]]]:
    """Return the parts of each statement by their role."""
    by_id = {each.id: each for each in text.spans}
    found: dict[str, dict[str, list[LabelledSpan]]] = {}
    for link in text.links:
        end = by_id[link.end]
        if end.role in ("source", "cue"):
            found.setdefault(link.start, {}).setdefault(end.role, []).append(end)
    return found


def _quote(
    content: LabelledSpan, parts: Mapping[str, list[LabelledSpan]], text: str
) -> dict[str, object]:
    def covered(spans: tuple[Span, ...]) -> list[dict[str, object]]:
        return [
            {"start": each.start, "end": each.end, "text": each.covered(text)} for each in spans
        ]

    cues = [span for each in parts.get("cue", ()) for span in covered(each.spans)]
    return {
        "id": content.id,
        "cue": cues[0] if cues else None,
        "more_cues": cues[1:],
        "sources": [span for each in parts.get("source", ()) for span in covered(each.spans)],
        "contents": covered(content.spans),
        "coreferences": [],
        "confidence": 1.0,
        "label": content.label,
        "attributes": plain_attributes(content.attributes),
    }


# Reading


def is_likely(path: Path) -> bool:
    """Tell whether a file is likely of quotations, from its first object."""
    value = first_object(path)
    return value is not None and isinstance(value.get("quotes"), list) and "text" in value


def read(path: Path) -> ReadFile:
    """Read texts with quotations, one object after the other or a list of them."""
    every = [Fields(each.value, path, WHAT, each.where) for each in objects(path, WHAT)]
    texts = tuple(_text(each, number) for number, each in enumerate(every, start=1))
    return ReadFile(texts, notes=tuple(_left_out(every)))


def _left_out(every: Iterable[Fields]) -> Iterator[str]:
    """Yield a sentence for each kind of thing that quotations have and nothing here holds."""
    quotes = [quote for each in every for quote in each.objects("quotes")]
    if others := sum(_count(each.value.get("coreferences")) for each in quotes):
        yield f"{others} coreferences of quotations left out."
    if unsure := sum(each.value.get("confidence") not in (None, 1, 1.0) for each in quotes):
        yield f"How sure the tool was of {unsure} quotations was left out."
    if empty := sum(not _count(each.value.get("contents")) for each in quotes):
        yield f"{empty} quotations without a content left out."


def _count(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def _text(fields: Fields, number: int) -> RawText:
    spans: list[RawSpan] = []
    links: list[Link] = []
    for nth, quote in enumerate(fields.objects("quotes")):
        made, linked = _read_quote(quote, quote.name("id", f"q{nth}"))
        spans += made
        links += linked
    labels = fields.child("labels")
    facts = {
        name: value
        for name in ("title", "date", "source")
        if isinstance(value := fields.value.get(name), str)
    }
    return RawText(
        id=fields.name("id", str(number)),
        text=fields.text("text"),
        spans=tuple(spans),
        links=tuple(links),
        labels={kind: tuple(map(str, labels.list(kind))) for kind in labels.value},
        facts=facts,
        annotator=fields.text("annotator", ""),
        is_done=read_done(fields.value.get("is_done")),
        where=fields.where,
    )


def _read_quote(quote: Fields, name: str) -> tuple[list[RawSpan], list[Link]]:
    contents = tuple(map(_span, quote.objects("contents")))
    if not contents:
        return [], []
    said = read_attributes(quote.value.get("attributes"))
    label = quote.text("label", STATEMENT)
    spans = [RawSpan(name, label, contents, "content", said)]
    links = []
    for role, found in (("source", list(quote.objects("sources"))), ("cue", list(_cues(quote)))):
        if found:
            part = f"{name}:{role}"
            holder: Role = "source" if role == "source" else "cue"
            spans.append(RawSpan(part, role, tuple(map(_span, found)), holder))
            links.append(Link(role, name, part))
    return spans, links


def _cues(quote: Fields) -> Iterator[Fields]:
    if quote.value.get("cue"):
        yield quote.child("cue")
    yield from quote.objects("more_cues")


def _span(each: Fields) -> ForeignSpan:
    return ForeignSpan(each.number("start"), each.number("end"), each.text("text", "") or None)
