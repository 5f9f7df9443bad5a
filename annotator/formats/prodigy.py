"""Prodigy's JSON lines, one task per article and annotator (Prodigy 1.1x, "data formats").

Tokens are cut so that every span lies on whole ones; ``token_end`` is inclusive, and ``head`` and
``child`` of a relation are the last tokens of their spans, as Prodigy counts. Prodigy keeps fields
that it does not know, so everything that is said of a statement stands under ``attributes`` of the
span over its content. Fragments are spans linked by ``next_fragment``. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from annotator.formats.files.json_values import Fields, first_object, objects
from annotator.formats.files.jsonl import write_line
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import NOT_LABELLED
from annotator.formats.labelled.attributes import (
    plain_attributes,
    read_attributes,
    read_done,
    read_role,
)
from annotator.formats.labelled.features import FEATURES
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.labelled_text import LabelledText, Link
from annotator.formats.labelled.offset_units import ForeignSpan
from annotator.formats.labelled.pieces import Piece, in_pieces, joined
from annotator.formats.labelled.tally import Tally
from annotator.formats.labelled.tokens import TokenIndex, tokens
from annotator.formats.labelled.uses import Fidelity

WHAT = "a file of Prodigy"
FIDELITY = Fidelity(whole=frozenset(FEATURES) - NOT_LABELLED)


def write(corpus: AnnotatedCorpus, out: BinaryIO, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write one task per article and annotator."""
    tally, rows = Tally(FIDELITY), 0
    for _, text in tally.texts(corpus):
        write_line(_task(text, rows), out)
        rows += 1
    return tally.report(rows=rows)


def _task(text: LabelledText, number: int) -> dict[str, object]:
    pieces, links = in_pieces(text)
    edges = (edge for each in pieces for edge in each.span.ends)
    index = TokenIndex.of(tokens(text.text, edges))
    by_id = {each.id: each for each in pieces}
    relations = [_relation(each, by_id, index) for each in links]
    return {
        "text": text.text,
        "tokens": list(_tokens(text.text, index)),
        "spans": [_span(each, index) for each in pieces],
        "relations": [each for each in relations if each is not None],
        "accept": [f"{kind}/{value}" for kind, values in text.labels.items() for value in values],
        "answer": "accept",
        "meta": {"id": text.id, **text.facts, "is_done": text.is_done, "task": number},
        "_annotator_id": text.annotator,
    }


def _tokens(text: str, index: TokenIndex) -> Iterator[dict[str, object]]:
    for number, each in enumerate(index.tokens):
        yield {
            "text": each.covered(text),
            "start": each.start,
            "end": each.end,
            "id": number,
            "ws": text[each.end : each.end + 1].isspace(),
        }


def _placed(each: Piece, index: TokenIndex) -> dict[str, object]:
    found: dict[str, object] = {"start": each.span.start, "end": each.span.end}
    if (place := index.of_span(each.span)) is not None:
        found |= {"token_start": place[0], "token_end": place[1]}
    return {**found, "label": each.of.label}


def _span(each: Piece, index: TokenIndex) -> dict[str, object]:
    more: dict[str, object] = {"id": each.id}
    if each.is_first:
        more |= {"role": each.of.role, "attributes": plain_attributes(each.of.attributes)}
    return {**_placed(each, index), **more}


def _relation(
    link: Link, by_id: Mapping[str, Piece], index: TokenIndex
) -> dict[str, object] | None:
    head, child = by_id[link.start], by_id[link.end]
    first, second = index.of_span(head.span), index.of_span(child.span)
    if first is None or second is None:
        return None
    return {
        "head": first[1],
        "child": second[1],
        "head_span": _placed(head, index),
        "child_span": _placed(child, index),
        "label": link.label,
        "head_id": link.start,
        "child_id": link.end,
    }


# Reading


_SIGNS = frozenset(
    {"answer", "_task_hash", "_input_hash", "_view_id", "_session_id", "tokens", "relations"}
)
_TYPED = "user_input"  # what somebody typed, in the usual field


def is_likely(path: Path) -> bool:
    """Tell whether a file is likely one of Prodigy's, from its first object."""
    value = first_object(path)
    if value is None or not isinstance(value.get("text"), str):
        return False
    spans = value.get("spans")
    if isinstance(spans, list) and spans:
        return all(isinstance(each, dict) and {"start", "end"} <= each.keys() for each in spans)
    return not _SIGNS.isdisjoint(value)


def read(path: Path) -> ReadFile:
    """Read tasks; rejected and ignored ones are left out, because they say nothing of their spans.

    A reject means that something in the task is wrong, not that nothing is there. Of spans that
    have answers of their own, those accepted are read.
    """
    texts, refused, mute, is_signed = [], 0, 0, False
    for number, each in enumerate(objects(path, WHAT), start=1):
        fields = Fields(each.value, path, WHAT, each.where)
        is_signed = is_signed or not _SIGNS.isdisjoint(each.value)
        if fields.text("answer", "accept") != "accept":
            refused += 1
        elif fields.value.get("text") is None:
            mute += 1
        else:
            texts.append(_text(fields, number))
    notes = [f"{refused} rejected or ignored tasks were left out."] if refused else []
    notes += [f"{mute} tasks without a text were left out."] if mute else []
    # Without a sign of Prodigy it may be anybody's text with spans, whose unit is to be found out.
    return ReadFile(tuple(texts), "code points" if is_signed else None, tuple(notes))


def _text(fields: Fields, number: int) -> RawText:
    meta = fields.child("meta")
    spans = tuple(_spans(fields))
    spans, links = joined(spans, tuple(_links(fields, spans)))
    labels: dict[str, tuple[str, ...]] = {}
    for each in fields.list("accept"):
        kind, _, value = str(each).partition("/")
        labels[kind] = (*labels.get(kind, ()), value or "yes")
    label = fields.value.get("label")
    if isinstance(label, str):
        labels.setdefault(label, ("yes",))
    if isinstance(typed := fields.value.get(_TYPED), str) and typed:
        labels[_TYPED] = (typed,)
    facts = {name: str(value) for name, value in meta.value.items() if isinstance(value, str | int)}
    return RawText(
        id=facts.get("id") or str(fields.value.get("_input_hash") or number),
        text=fields.text("text"),
        spans=spans,
        links=links,
        labels=labels,
        facts={name: value for name, value in facts.items() if name not in ("task", "is_done")},
        annotator=fields.name("_annotator_id", fields.name("_session_id")),
        is_done=read_done(meta.value.get("is_done")),
        where=fields.where,
    )


def _spans(fields: Fields) -> Iterator[RawSpan]:
    for number, each in enumerate(fields.objects("spans")):
        if each.value.get("answer", "accept") != "accept":
            continue
        covered = each.value.get("text")
        span = ForeignSpan(
            each.number("start"), each.number("end"), covered if isinstance(covered, str) else None
        )
        yield RawSpan(
            each.name("id", f"s{number}"),
            each.text("label", ""),
            (span,),
            read_role(each.value.get("role")),
            read_attributes(each.value.get("attributes")),
        )


def _links(fields: Fields, spans: tuple[RawSpan, ...]) -> Iterator[Link]:
    """Yield the relations; their spans are named by id, by offsets, or by their last tokens."""
    ids = {each.id for each in spans}
    by_place = {
        (each.fragments[0].start, each.fragments[0].end, each.label): each.id for each in spans
    }
    given = (
        each for each in fields.objects("spans") if each.value.get("answer", "accept") == "accept"
    )
    by_token = {
        token: each.id
        for each, one in zip(spans, given, strict=True)
        if isinstance(token := one.value.get("token_end"), int)
    }
    for each in fields.objects("relations"):
        ends: list[str] = []
        for side in ("head", "child"):
            named = each.name(f"{side}_id")
            place = each.child(f"{side}_span").value
            where = _place(place.get("start"), place.get("end"), place.get("label"))
            found = named if named in ids else by_place.get(where)
            token = each.value.get(side)
            ends.append(found or (by_token.get(token, "") if isinstance(token, int) else ""))
        head, child = ends
        yield Link(each.text("label"), head, child)


def _place(start: object, end: object, label: object) -> tuple[int, int, str]:
    """Return where a relation says that a span lies; where none can lie if it does not say."""
    if isinstance(start, int) and isinstance(end, int) and isinstance(label, str):
        return start, end, label
    return -1, -1, ""
