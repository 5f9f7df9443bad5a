"""doccano's JSON lines: spans, relations and labels of texts (doccano 1.8, data_import/export).

A folder with one file per annotator, as doccano itself exports, and the two label files that its
import of labels takes. Offsets count UTF-16 units in doccano unless a project uses grapheme
clusters: they are written as such, and found out from the text when reading, unless all
of a file says ``offset_unit`` beside its texts, as what we write does.

Texts are written in ASCII with escapes, because its import guesses the encoding unless told.
doccano has no fragments and no attributes of spans: the fragments of a content are written as
spans of their own, linked by ``next_fragment``; what else is said of a statement is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from annotator.formats.dataset_rows.tables import has_card
from annotator.formats.files import archives
from annotator.formats.files.file_names import file_name
from annotator.formats.files.json_values import (
    LOOKED_AT,
    Fields,
    JsonMap,
    Placed,
    first_object,
    first_object_in,
    objects,
    objects_in,
)
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import LabelNames
from annotator.formats.labelled.attributes import read_done
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.label_colors import pale
from annotator.formats.labelled.labelled_text import LabelledText, Link
from annotator.formats.labelled.offset_units import ForeignSpan, Offsets, OffsetUnit
from annotator.formats.labelled.pieces import NEXT, Piece, in_pieces, joined
from annotator.formats.labelled.tally import Tally
from annotator.formats.labelled.uses import Fidelity, always, where

WHAT = "a file of doccano"
UNIT = "offset_unit"
_UNIT: OffsetUnit = "UTF-16 units"
_FACTS = ("title", "date", "source")  # in every line: doccano takes no file where some lack one
FIDELITY = Fidelity(
    whole=frozenset(
        {
            "text",
            "facts",
            "mentions",
            "statements",
            "sources",
            "cues",
            "claim types",
            "stances on statements",
            "parents",
            "article labels",
            "annotators",
            "offsets",
            "overlaps",
        }
    ),
    partly={
        "fragments": f"as spans linked by {NEXT}",
        "addressees": "the words",
        "figures": "the words",
        "stances": "the value, linked to the words for a target, not which target that is",
    },
    lacks={
        "addressees": where(lambda each: bool(each.addressee.actors)),
        "figures": always,
        "stances": where(lambda each: any(one.target.kind != "statement" for one in each.stances)),
    },
)


def write(corpus: AnnotatedCorpus, out: Path, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write one ``.jsonl`` per annotator and the files of labels into an empty folder."""
    return _Writing(corpus, out).report()


class _Writing:
    """One folder on its way out."""

    def __init__(self, corpus: AnnotatedCorpus, out: Path) -> None:
        self._corpus, self._out = corpus, out
        self._tally = Tally(FIDELITY)
        self._labels: dict[str, None] = {}
        self._links: dict[str, None] = {}

    def report(self) -> WriteReport:
        names: dict[str, str] = {}
        rows = 0
        for _, text in self._tally.texts(self._corpus):
            place = names.setdefault(text.annotator, file_name(text.annotator, names.values()))
            with (self._out / f"{place}.jsonl").open("ab") as file:
                file.write(_ascii_line(self._line(text)))
            rows += 1
        self._write_labels()
        return self._tally.report(rows=rows)

    def _line(self, text: LabelledText) -> dict[str, object]:
        offsets = Offsets(text.text, _UNIT)
        pieces, links = in_pieces(text)
        ids = {each.id: number for number, each in enumerate(pieces, start=1)}
        spans = [_entity(ids[each.id], each, offsets) for each in pieces]
        self._labels.update((each.label, None) for each in text.spans)
        self._links.update((each.label, None) for each in links)
        relations = [
            {"id": number, "from_id": ids[each.start], "to_id": ids[each.end], "type": each.label}
            for number, each in enumerate(links, start=1)
        ]
        cats = [
            kind if value == "yes" else f"{kind}/{value}"
            for kind, values in text.labels.items()
            for value in values
        ]
        facts = {
            "external_id": text.id,
            **dict.fromkeys(_FACTS, ""),
            **text.facts,
            "annotator": text.annotator,
            "is_done": text.is_done,
            UNIT: _UNIT,
        }
        return {
            "text": text.text,
            "entities": spans,
            "relations": relations,
            "cats": cats,
            "Comments": [],
            **facts,
        }

    def _write_labels(self) -> None:
        names = LabelNames(self._corpus.codebook)
        for file, labels in (("span_labels", self._labels), ("relation_labels", self._links)):
            config = [
                {
                    "text": each,
                    "prefix_key": None,
                    "suffix_key": None,
                    "background_color": pale(number),
                    "text_color": "#000000",
                    "description": names.wording(each),
                }
                for number, each in enumerate(labels)
            ]
            place = self._out / f"{file}.json"
            place.write_text(json.dumps(config, ensure_ascii=False, indent=2), encoding="utf-8")


def _ascii_line(line: Mapping[str, object]) -> bytes:
    """Return a line without a byte above 127: doccano guesses the encoding, and often wrong."""
    return f"{json.dumps(line)}\n".encode("ascii")


def _entity(number: int, each: Piece, offsets: Offsets) -> dict[str, object]:
    return {
        "id": number,
        "label": each.of.label,
        "start_offset": offsets.in_unit(each.span.start),
        "end_offset": offsets.in_unit(each.span.end),
    }


# Reading


def read(path: Path) -> ReadFile:
    """Read what doccano exports or imports: JSON lines, one object after the other, or a list.

    In a folder, or the archive that its export is, a file is what the annotator of its name did,
    if it is not the one of all of them.

    The text stands under ``text``, or ``data`` in some versions. Spans stand under ``entities``
    (with ``relations``), or under ``label``, ``labels`` or ``annotations``, as lists ``[start, end,
    label]`` or as objects; where those name a ``user``, each user's are a text of their own.
    Without places they, and ``cats``, are labels of the whole text. Other fields, and those in
    ``meta``, are facts about the text.
    """
    texts: list[RawText] = []
    comments = 0
    for name, found in _files(path):
        owner = "" if name in _OF_NOBODY else name
        for number, each in enumerate(found, start=1):
            where = f"{name}, {each.where}" if name else each.where
            fields = Fields(each.value, path, WHAT, where)
            some = _texts(fields, number)
            texts += (replace(one, annotator=one.annotator or owner) for one in some)
            comments += sum(len(_listed(each.value.get(name))) for name in _COMMENTS)
    ours = bool(texts) and all(each.facts.get(UNIT) == _UNIT for each in texts)
    plain = (replace(each, facts=_without_unit(each.facts)) for each in texts)
    notes = (f"{comments} comments left out.",) if comments else ()
    return ReadFile(tuple(plain), _UNIT if ours else None, notes, usual=_UNIT)


def _without_unit(facts: Mapping[str, str]) -> Mapping[str, str]:
    return {name: value for name, value in facts.items() if name != UNIT}


def _files(path: Path) -> Iterator[tuple[str, Iterator[Placed]]]:
    """Yield the name and the objects of each file; the name of a file by itself is nobody's."""
    if path.is_dir():
        for each in _lines_in(path):
            yield each.stem, objects(each, WHAT)
    elif archives.is_archive(path):
        with archives.opened(path) as archive:
            for name in sorted(filter(_has_lines, archive.names)):
                yield PurePosixPath(name).stem, objects_in(archive.read(name), path, WHAT)
    else:
        yield "", objects(path, WHAT)


def _lines_in(folder: Path) -> list[Path]:
    found = (each for each in sorted(folder.iterdir()) if _has_lines(each.name))
    return [each for each in found if each.is_file() and each.stat().st_size]


def _has_lines(name: str) -> bool:
    return name.lower().endswith(".jsonl")


def is_likely(path: Path) -> bool:
    """Tell whether a file, folder or archive is likely doccano's, from its first object."""
    if path.is_dir():  # with a card it is a dataset
        found = [] if has_card(path) else _lines_in(path)
        return bool(found) and _is_of_doccano(first_object(found[0]))
    if not archives.is_archive(path):
        return _is_of_doccano(first_object(path))
    with archives.opened(path) as archive:
        named = sorted(filter(_has_lines, archive.names))
        begins = archive.begins(named[0], LOOKED_AT) if named else b""
    return _is_of_doccano(first_object_in(begins))


def _is_of_doccano(value: JsonMap | None) -> bool:
    if value is None or not any(isinstance(value.get(name), str) for name in _TEXTS):
        return False
    spans = value.get("entities")
    if isinstance(spans, list) and "relations" in value:
        return all(isinstance(each, dict) and "start_offset" in each for each in spans)
    lists = (value[name] for name in ("entities", *_SPANS) if name in value)
    first = next((each[0] for each in lists if isinstance(each, list) and each), None)
    if isinstance(first, list):
        return len(first) == 3 and isinstance(first[0], int)
    return isinstance(first, dict) and (
        "start_offset" in first or {"label", "user"} <= first.keys()
    )


_OF_NOBODY = frozenset({"", "all", "unknown"})  # how doccano calls files that are not one user's
_TEXTS = ("text", "data")
_SPANS = ("label", "labels", "annotations")
_COMMENTS = ("Comments", "comments")
_KNOWN = {*_TEXTS, "entities", "relations", "cats", "meta", *_COMMENTS, *_SPANS}


def _texts(fields: Fields, number: int) -> Iterator[RawText]:
    """Yield the text, once for each user who labelled it where the labels name users."""
    users = dict.fromkeys(
        one["user"]
        for name in _SPANS
        for one in _listed(fields.value.get(name))
        if isinstance(one, dict) and isinstance(one.get("user"), str | int)
    )
    if not users:
        yield _text(fields, number)
    for user in users:
        kept = {
            name: [one for one in _listed(found) if not _is_of_another(one, user)]
            for name, found in fields.value.items()
            if name in _SPANS and isinstance(found, list)
        }
        found = _text(fields.inner({**fields.value, **kept}, f"user {user}"), number)
        yield replace(found, annotator=found.annotator or f"user {user}")


def _is_of_another(one: object, user: object) -> bool:
    return isinstance(one, dict) and one.get("user", user) != user


def _listed(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _text(fields: Fields, number: int) -> RawText:
    text = fields.text(_text_field(fields))
    labels: dict[str, tuple[str, ...]] = {}
    for each in _text_labels(fields):
        kind, _, value = each.partition("/")
        labels[kind] = (*labels.get(kind, ()), value or "yes")
    relations = [
        Link(each.name("type"), each.name("from_id"), each.name("to_id"))
        for each in fields.objects("relations")
    ]
    spans, links = joined(tuple(_entities(fields)), relations)
    facts = _facts(fields)
    return RawText(
        id=facts.get("external_id") or facts.get("id") or str(number),
        text=text,
        spans=spans,
        links=links,
        labels=labels,
        facts=facts,
        annotator=facts.get("annotator", facts.get("username", "")),
        is_done=read_done(fields.value.get("is_done")),
        where=fields.where,
    )


def _text_field(fields: Fields) -> str:
    return next((name for name in _TEXTS if isinstance(fields.value.get(name), str)), "text")


def _facts(fields: Fields) -> dict[str, str]:
    meta = fields.value.get("meta")
    return {
        name: str(value)
        for part in (meta if isinstance(meta, dict) else {}, fields.value)
        for name, value in part.items()
        if name not in _KNOWN and isinstance(value, str | int | float) and value != ""
    }


def _entities(fields: Fields) -> Iterator[RawSpan]:
    for name in ("entities", *_SPANS):
        found = fields.value.get(name)
        if name == "entities" and found is not None:
            fields.list(name)
        for number, one in enumerate(_listed(found)):
            if isinstance(one, str) and name != "entities":
                continue
            if isinstance(one, list) and len(one) == 3:
                one = dict(zip(("start_offset", "end_offset", "label"), one, strict=True))
            each = fields.inner(one, f"“{name}” {number + 1}")
            if name != "entities" and "start_offset" not in each.value:
                continue  # a label of the whole text
            span = ForeignSpan(each.number("start_offset"), each.number("end_offset"))
            own = "e" if name == "entities" else name
            yield RawSpan(each.name("id", f"{own}{number}"), _label(each), (span,))


def _label(each: Fields) -> str:
    """Return the label of a span; older files have its number."""
    if each.value.get("label") is None:
        raise each.wrong("it has no label")
    return each.name("label")


def _text_labels(fields: Fields) -> Iterator[str]:
    for name in ("cats", *_SPANS):
        found = fields.value.get(name)
        if isinstance(found, str):
            yield found
        for number, one in enumerate(_listed(found), start=1):
            if isinstance(one, str):
                yield one
            elif isinstance(one, dict) and "start_offset" not in one:
                each = fields.inner(one, f"“{name}” {number}")
                yield _label(each) if "label" in one else each.text("text")
