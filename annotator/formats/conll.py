"""CoNLL tables with IOB2 tags: one token per line, one column of tags for each role.

Written is a folder with one ``.conll`` file per annotator: tab-separated columns as in
:data:`COLUMNS`, tokens first and entities last, because readers of CoNLL-2003 (Tjong Kim Sang and
De Meulder 2003) take the first for the word and the last for the tag; a ``-DOCSTART-`` line before
each article; an empty line after each sentence. The second column holds the token's offsets.
``documents.jsonl`` has the articles' texts, in the order of each file's ``-DOCSTART-`` lines.

A column of tags holds no overlaps: of those in one column the longest stays. A span that goes on in
the next sentence begins anew there. Both are named in the report.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span
from annotator.formats.conll_lines import (
    START,
    TAG,
    TableRow,
    begins_like_a_table,
    table_documents,
)
from annotator.formats.files.file_names import file_name
from annotator.formats.files.json_values import Fields, objects, wrong_shape
from annotator.formats.files.jsonl import write_line
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.attributes import read_done
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.labelled_text import LabelledSpan, LabelledText, Role
from annotator.formats.labelled.losses import Losses
from annotator.formats.labelled.offset_units import ForeignSpan
from annotator.formats.labelled.tokens import tokens
from annotator.formats.labelled.uses import Fidelity, always, note_left_out, where

WHAT = "a CoNLL table"
# In the order of the columns; the mentions' last.
_ROLES: tuple[Role, ...] = (
    "content",
    "source",
    "cue",
    "addressee",
    "via",
    "figure",
    "target",
    "mention",
)
COLUMNS = ("token", "offsets", *_ROLES)
DOCUMENTS = "documents.jsonl"
UNNAMED = "span"
"""What a chunk is labelled whose tags are nothing but ``B`` and ``I``."""
_ALSO = {"M": "I", "W": "U"}
_LOOKED_AT = 20_000  # bytes of a file
FIDELITY = Fidelity(
    whole=frozenset({"text", "facts", "annotators"}),
    partly={
        "mentions": "the longest of those that overlap",
        "statements": "their parts, without what belongs together",
        "fragments": "as spans of their own",
        "sources": "the longest of those that overlap",
        "cues": "the longest of those that overlap",
        "addressees": "the words",
        "claim types": "the first, as the label of the content",
        "figures": "the words",
        "stances": "the words of a target",
        "speakers": "the words of the medium",
        "offsets": "a span begins anew in each sentence",
        "overlaps": "between roles, not within one",
        "progress": "beside the table",
    },
    lacks={
        "statements": always,
        "addressees": where(lambda each: bool(each.addressee.actors)),
        "figures": always,
        "stances": always,
        "speakers": always,
    },
)


@dataclass(slots=True)
class _Tally:
    """What was written, and what was not as it was."""

    losses: Losses = field(default_factory=Losses)
    articles: set[str] = field(default_factory=set)
    statements: int = 0
    mentions: int = 0
    rows: int = 0


def write(corpus: AnnotatedCorpus, out: Path, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write one table per annotator, and the texts, into an empty folder."""
    tally, names = _Tally(), dict[str, str]()
    for each, text in labelled_texts(corpus):
        if each.article.id not in tally.articles:
            note_left_out(tally.losses, FIDELITY, each)
        tally.articles.add(each.article.id)
        name = names.setdefault(text.annotator, file_name(text.annotator, names.values()))
        with (out / f"{name}.conll").open("a", encoding="utf-8", newline="\n") as file:
            _write_text(text, file, tally, article=each.article.id)
        with (out / DOCUMENTS).open("ab") as documents:
            facts = {"annotator": text.annotator, "is_done": text.is_done, **text.facts}
            place = {"file": f"{name}.conll", "id": text.id}
            write_line({**place, **facts, "text": text.text}, documents)
    return WriteReport(
        len(tally.articles), tally.statements, tally.mentions, tally.rows, losses=tally.losses
    )


def _write_text(text: LabelledText, file: TextIO, tally: _Tally, *, article: str) -> None:
    starts = [span.start for span in sentences(text.text)]
    kept = {role: _kept(text, role, tally, article) for role in _ROLES}
    _note_split(kept, starts, tally, article)
    edges = (edge for spans in kept.values() for span, _ in spans for edge in span.ends)
    found = tokens(text.text, edges)
    columns = [_tags(found, kept[role]) for role in _ROLES]
    beginning = set(starts)
    file.write("\t".join((START, "-X-", *("O" for _ in _ROLES))) + "\n\n")
    for number, token in enumerate(found):
        tags = [column[number] for column in columns]
        if number and token.start in beginning:
            file.write("\n")
            tags = _begun_anew(tags)
        place = f"{token.start}-{token.end}"
        file.write("\t".join((token.covered(text.text), place, *tags)) + "\n")
        tally.rows += 1
    file.write("\n")
    tally.statements += sum(each.role == "content" for each in text.spans)
    tally.mentions += len(kept["mention"])


def _note_split(
    kept: Mapping[Role, Sequence[tuple[Span, LabelledSpan]]],
    starts: Sequence[int],
    tally: _Tally,
    article: str,
) -> None:
    """Name the spans that go on in a next sentence."""
    for spans in kept.values():
        for span, each in spans:
            if bisect_left(starts, span.end) > bisect_right(starts, span.start):
                why = "begun anew in the next sentence"
                record = each.record or each.id
                tally.losses.note("offsets", why, article=article, record=record)


def _begun_anew(tags: Sequence[str]) -> list[str]:
    """Let every span that goes on in a new sentence begin there, as IOB2 wants it."""
    return [f"B{tag[1:]}" if tag.startswith("I-") else tag for tag in tags]


def _kept(
    text: LabelledText, role: Role, tally: _Tally, article: str
) -> list[tuple[Span, LabelledSpan]]:
    """Return the spans that one column holds: the longest ones, none of which overlap."""
    pieces = [(span, each) for each in text.spans if each.role == role for span in each.spans]
    taken: list[tuple[Span, LabelledSpan]] = []
    used = bytearray(len(text.text))
    for span, each in sorted(pieces, key=lambda piece: (-len(piece[0]), piece[0].start)):
        if any(used[span.start : span.end]):
            why = f"overlaps a longer one in the column “{role}”"
            tally.losses.note("overlaps", why, article=article, record=each.record or each.id)
            continue
        used[span.start : span.end] = b"\1" * len(span)
        taken.append((span, each))
        if len(each.spans) > 1 and span == each.spans[0]:
            why = "fragments written as spans of their own"
            tally.losses.note("fragments", why, article=article, record=each.record or each.id)
    return taken


def _tags(found: Sequence[Span], kept: Sequence[tuple[Span, LabelledSpan]]) -> list[str]:
    tags = ["O"] * len(found)
    first = {token.start: number for number, token in enumerate(found)}
    for span, each in kept:
        label = re.sub(r"\s", "_", each.label)
        number = first[span.start]
        tags[number] = f"B-{label}"
        number += 1
        while number < len(found) and found[number].end <= span.end:
            tags[number] = f"I-{label}"
            number += 1
    return tags


# Reading


def is_likely(path: Path) -> bool:
    """Tell whether a file is likely such a table, or a folder has such tables and their texts."""
    if path.is_dir():
        return (path / DOCUMENTS).is_file() and any(path.glob("*.conll"))
    try:
        with path.open("rb") as file:
            return begins_like_a_table(file.read(_LOOKED_AT).decode("utf-8-sig", "ignore"))
    except OSError:
        return False


def read(path: Path) -> ReadFile:
    """Read a table, or a folder that :func:`write` wrote.

    The columns are separated by tabs or else by white space; the first has the tokens (the second
    where the first numbers them), and all whose values are tags of IOB, IOB2, IOE or BIOES are
    read. Of CoNLL-U the last column may name tags (``NER=B-LOC``), of CoNLL-2012 the entities are
    in brackets. A table alone does not tell the text: it is made of the tokens with one space
    between them (in CoNLL-U what stands in its sentences), a line for each sentence.
    """
    if not path.is_dir():
        texts = tuple(_texts(path, {}))
        return ReadFile(texts, "code points", ("Texts are made of tokens and spaces.",))
    known: dict[str, list[Fields]] = {}
    place = path / DOCUMENTS
    for each in objects(place, WHAT):
        fields = Fields(each.value, place, WHAT, each.where)
        known.setdefault(fields.text("file"), []).append(fields)
    return ReadFile(
        tuple(text for table in sorted(path.glob("*.conll")) for text in _texts(table, known)),
        "code points",
    )


def _texts(path: Path, known: Mapping[str, Sequence[Fields]]) -> Iterator[RawText]:
    documents = known.get(path.name)
    for number, rows in enumerate(table_documents(path, WHAT)):
        if documents is None:
            yield _without_text(rows, f"{path.stem}-{number + 1}")
        elif number < len(documents):
            yield _with_text(rows, documents[number], path)
        else:
            raise wrong_shape(path, WHAT, f"{DOCUMENTS} has fewer texts than it has articles")


def _without_text(rows: Sequence[TableRow], name: str) -> RawText:
    words: list[str] = []
    places: list[ForeignSpan | None] = []
    at = 0
    for row in rows:
        if not row.columns:
            if words and words[-1].endswith(" "):
                words[-1] = f"{words[-1][:-1]}\n"
            elif words:
                words.append("\n")
                at += 1
            places.append(None)
            continue
        word = row.columns[0]
        places.append(ForeignSpan(at, at + len(word)))
        word = f"{word}{row.after}"
        words.append(word)
        at += len(word)
    return RawText(
        id=name,
        text="".join(words).rstrip(),
        spans=tuple(_spans(rows, places)),
        where=f"line {rows[0].line}",
    )


def _with_text(rows: Sequence[TableRow], fields: Fields, path: Path) -> RawText:
    text = fields.text("text")
    places: list[ForeignSpan | None] = []
    at = 0
    for row in rows:
        if not row.columns:
            places.append(None)
            continue
        found = text.find(row.columns[0], at)
        if found < 0:
            why = f"line {row.line}: the text has no “{row.columns[0]}” there"
            raise wrong_shape(path, WHAT, why)
        at = found + len(row.columns[0])
        places.append(ForeignSpan(found, at))
    facts = {name: fields.text(name, "") for name in ("title", "date", "source")}
    return RawText(
        id=fields.name("id"),
        text=text,
        spans=tuple(_spans(rows, places)),
        facts={name: value for name, value in facts.items() if value},
        annotator=fields.text("annotator", ""),
        is_done=read_done(fields.value.get("is_done")),
        where=f"{path.name}, line {rows[0].line}",
    )


def _spans(rows: Sequence[TableRow], places: Sequence[ForeignSpan | None]) -> Iterator[RawSpan]:
    width = max((len(row.columns) for row in rows), default=0)
    for column in range(1, width):
        tags = [row.columns[column] if row.columns else "" for row in rows]
        if all(TAG.fullmatch(tag) for tag in tags if tag):
            role: Role = _ROLES[column - 2] if width == len(COLUMNS) else ""
            for number, (start, end, label) in enumerate(chunks(tags)):
                first, last = places[start], places[end]
                assert first is not None and last is not None  # an empty line has no tag
                span = ForeignSpan(first.start, last.end)
                yield RawSpan(f"{column}:{number}", label or UNNAMED, (span,), role)


def chunks(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield first row, last row and label of the chunks that tags of any IOB scheme make.

    ``""`` stands between sentences, over which no chunk goes on. ``B``, ``U`` and ``S`` begin a
    chunk, ``E``, ``L``, ``U`` and ``S`` end one; ``I`` begins one after ``O`` or another label.
    ``M`` is another word for ``I``, ``W`` for ``U``.
    """
    start, label = -1, ""
    for number, tag in enumerate((*tags, "O")):
        mark, _, name = tag.partition("-")
        mark = _ALSO.get(mark, mark)
        goes_on = start >= 0 and mark in ("I", "E", "L") and name == label
        if start >= 0 and not goes_on:
            yield start, number - 1, label
            start = -1
        if mark in ("B", "U", "S") or (mark in ("I", "E", "L") and not goes_on):
            start, label = number, name
        if start >= 0 and mark in ("E", "L", "U", "S"):
            yield start, number, label
            start = -1
