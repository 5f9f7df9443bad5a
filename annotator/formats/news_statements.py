"""The exchange format "news-statements": one annotator's statements over articles kept as files.

The articles' texts are not in the file. Each document names its text file, the SHA-256 of the
file's bytes, and its length in bytes and code points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

from msgspec import Meta

from annotator.annotations import derived
from annotator.annotations.model import Layer, Statement
from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.errors import ExportError, FormatError
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
from annotator.formats.labelled.losses import Losses
from annotator.formats.labelled.shapes import (
    OFFSET_UNIT,
    HolderTargetShape,
    Shape,
    StatementShape,
    ZoneShape,
    declaration,
    decode,
    require_format,
)
from annotator.formats.labelled.statement_shape import ShapeReader, parts_of_shape
from annotator.formats.labelled.uses import Fidelity, always, note_left_out

FORMAT, VERSION = "news-statements", "1.0.0"


class DocumentStanceShape(Shape, frozen=True):
    """Where a holder stands on a topic or actor over the whole document."""

    holder: str
    target: HolderTargetShape
    value: Annotated[str, Meta(description="A stance value, or mixed where statements differ.")]
    derived: Annotated[bool, Meta(description="It follows from the statements.")]


class DocumentShape(Shape, frozen=True):
    """One article: its file, its zones and what is said in it."""

    id: Annotated[str, Meta(min_length=1)]
    file: str
    sha256: Annotated[str, Meta(description="Of the file's bytes.")]
    n_bytes: int
    n_code_points: int
    zones: list[ZoneShape]
    document_stances: list[DocumentStanceShape]
    statements: list[StatementShape]


class NewsStatementsFile(Shape, frozen=True):
    """A whole file."""

    format: Literal["news-statements"]
    version: str
    codebook: Annotated[str, Meta(description="The codebook's id@version.")]
    offset_unit: Literal["unicode_code_point"]
    annotator: str
    documents: list[DocumentShape]


def read(path: Path) -> NewsStatementsFile:
    """Return what is in a file; raises :class:`FormatError` where it is not of this format."""
    raw = read_bytes(path)
    require_format(declaration(raw, name=path.name), FORMAT, VERSION, name=path.name)
    found = decode(raw, NewsStatementsFile, name=path.name)
    refuse_twins(
        (each.id for document in found.documents for each in document.statements),
        "statements",
        name=path.name,
    )
    refuse_twins((document.id for document in found.documents), "documents", name=path.name)
    for document in found.documents:
        refuse_circles(document.statements, name=path.name)
    return found


def refuse_twins(ids: Iterable[str], what: str, *, name: str) -> None:
    """Raise :class:`FormatError` where an id stands twice."""
    twice = [each for each, count in Counter(ids).items() if count > 1]
    if twice:
        raise FormatError(
            f"{name} has two {what} with the id {twice[0]}. Nothing was imported. "
            "Give each its own id."
        )


def refuse_circles(statements: Sequence[StatementShape], *, name: str) -> None:
    """Raise :class:`FormatError` where a statement lies inside itself, or is about itself."""
    parents = {each.id: each.parent for each in statements}
    for each in statements:
        above, seen = each.parent, {each.id}
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        targets = {one.target.id for one in each.stances if one.target.kind == "statement"}
        if above is not None or each.id in targets:
            raise FormatError(
                f"{name}: the statement {each.id} {'lies inside' if above else 'is about'} itself. "
                "Nothing was imported. Correct its parent or the target of its stance."
            )


def zones_of(shapes: Iterable[ZoneShape], *, length: int, where: str) -> tuple[Zone, ...]:
    """Return zones as values; raises :class:`FormatError` where they overlap or leave the text."""
    zones: list[Zone] = []
    at = 0
    for shape in shapes:
        if not at <= shape.start < shape.end <= length:
            raise FormatError(
                f"{where}: the {shape.kind} zone from {shape.start} to {shape.end} overlaps "
                "another one, is empty or leaves the text. Nothing was imported."
            )
        zones.append(Zone(kind=shape.kind, span=Span(shape.start, shape.end), lang=shape.lang))
        at = shape.end
    return tuple(zones)


def statements_of(
    document: DocumentShape,
    *,
    text: str,
    ids: Mapping[str, str],
    article: str,
    annotator: str,
    codebook: str,
    where: str,
) -> tuple[Statement, ...]:
    """Return a document's statements over its text.

    ``ids`` maps the statement ids of the file to ours. Raises :class:`FormatError` naming
    statement, part and both texts where a span does not cover what it should.
    """
    reader = ShapeReader(text=text, ids=ids, where=where)
    return tuple(
        reader.statement(each, article=article, annotator=annotator, codebook=codebook)
        for each in document.statements
    )


def overruled_stances(
    document: DocumentShape, statements: Iterable[Statement]
) -> tuple[DocumentStanceShape, ...]:
    """Return the document stances of the file that do not follow from its statements."""
    given = {_key(each): each for each in document.document_stances}
    followed = {_key(each) for each in document_stance_shapes(statements)}
    return tuple(each for key, each in given.items() if key not in followed)


def _key(shape: DocumentStanceShape) -> tuple[str, str, str, str]:
    return shape.holder, shape.target.kind, shape.target.id, shape.value


def document_stance_shapes(statements: Iterable[Statement]) -> list[DocumentStanceShape]:
    """Return the stances of a whole document that follow from its statements."""
    return [
        DocumentStanceShape(
            holder=each.holder,
            target=HolderTargetShape(kind=each.target_kind, id=each.target),
            value=each.value,
            derived=True,
        )
        for each in derived.document_stances(statements)
    ]


def zone_shapes(zones: Iterable[Zone]) -> list[ZoneShape]:
    """Return zones as they stand in the file."""
    return [
        ZoneShape(kind=each.kind, start=each.span.start, end=each.span.end, lang=each.lang)
        for each in zones
    ]


class StatementNames:
    """Gives each statement a name of its own in a file: its external id while free, else our id."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, statements: Iterable[Statement]) -> dict[str, str]:
        """Return the names of an article's statements, by our id."""
        names: dict[str, str] = {}
        for each in statements:
            name = each.external_id or each.id
            names[each.id] = each.id if name in self._taken else name
            self._taken.add(names[each.id])
        return names


FIDELITY = Fidelity(
    whole=frozenset(FEATURES)
    - {
        "text",
        "facts",
        "mentions",
        "mention actors",
        "rejected mentions",
        "article labels",
        "document stances",
        "comments",
        "flags",
        "annotators",
        "progress",
        "codebook versions",
        "working times",
        "decisions",
        "suggestions",
        "rulings",
    },
    partly={
        "text": "by its SHA-256: the texts are needed beside it",
        "document stances": "as they follow from the statements",
        "codebook versions": "the current one",
    },
    lacks={"text": always, "document stances": always},
)


def write(corpus: AnnotatedCorpus, out: BinaryIO, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write the statements of the corpus's one annotator, article by article.

    Raises :class:`ExportError` where there is not exactly one annotator.
    """
    if len(corpus.annotators) != 1:
        known = ", ".join(each.name for each in corpus.annotators) or "nobody"
        raise ExportError(
            "This format holds the statements of exactly one annotator, and here are those of "
            f"{known}. Nothing was written. Choose one, or export the complete JSON."
        )
    stream = JsonStream(out)
    stream.begin(
        {
            "format": FORMAT,
            "version": VERSION,
            "codebook": corpus.codebook.reference,
            "offset_unit": OFFSET_UNIT,
            "annotator": corpus.annotators[0].name,
        },
        listing="documents",
    )
    counts = _Counts()
    names = StatementNames()
    for each in corpus.articles:
        stream.item(
            _document(each, corpus.annotators[0].id, names, counts, corpus.codebook.reference)
        )
    stream.end()
    return counts.report()


class _Counts:
    def __init__(self) -> None:
        self.articles = self.statements = 0
        self.losses = Losses()

    def report(self) -> WriteReport:
        return WriteReport(articles=self.articles, statements=self.statements, losses=self.losses)


def _document(
    each: AnnotatedArticle, annotator: str, names: StatementNames, counts: _Counts, codebook: str
) -> DocumentShape:
    layers: Iterator[Layer] = (layer for layer in each.layers if layer.annotator == annotator)
    layer = next(layers, Layer(article=each.article.id, annotator=annotator))
    counts.articles += 1
    counts.statements += len(layer.statements)
    note_left_out(counts.losses, FIDELITY, each, only_version=codebook)
    named = names.of(layer.statements)
    article = each.article
    return DocumentShape(
        id=article.external_id or article.id,
        file=article.file_name,
        sha256=article.file_sha256,
        n_bytes=article.file_bytes,
        n_code_points=article.length,
        zones=zone_shapes(each.zones),
        document_stances=document_stance_shapes(layer.statements),
        statements=[
            StatementShape(**parts_of_shape(statement, each.text, named))  # type: ignore[arg-type]
            for statement in layer.statements
        ],
    )
