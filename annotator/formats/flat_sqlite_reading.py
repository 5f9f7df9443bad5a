"""Read the flat SQLite copy of a project, or one that somebody changed.

The rows become records again and then labelled texts, as when they were written; what has no place
in a labelled text (comments, zones, working times) is not read. Everything is read as a stranger's
(:mod:`annotator.formats.files.sqlite_file`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from annotator.annotations.model import (
    Addressee,
    ArticleLabel,
    Figure,
    Layer,
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Status,
    Target,
    TargetKind,
    Via,
)
from annotator.codebook.model import ClaimType, Codebook, EntityKind, StanceValue
from annotator.corpus.article import Article
from annotator.corpus.span import Span
from annotator.formats.files.sqlite_file import ForeignDatabase, Kind, Value, has_tables, opened
from annotator.formats.flat_sqlite import DATABASE
from annotator.formats.flat_tables import TABLES, Table
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle
from annotator.formats.labelled.as_labelled import LabelNames, as_labelled
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.labelled_text import LabelledText
from annotator.formats.labelled.offset_units import ForeignSpan

WHAT = "a flat SQLite copy of a project"
_KINDS: Mapping[str, Kind] = {"TEXT": str, "INTEGER": int, "REAL": float}
_NEEDED = ("about", "articles", "statements", "statement_spans", "stances")
Row = Mapping[str, Value]
_By = Mapping[str, list[Row]]


def is_likely(path: Path) -> bool:
    """Tell whether a file, or the folder that holds it, is likely such a copy."""
    return has_tables(_place(path), _NEEDED)


def read(path: Path) -> ReadFile:
    """Read the labels of each annotator; raises a child of ImportFileError for another file."""
    with opened(_place(path), WHAT) as database:
        reading = _Reading(database)
        texts = tuple(reading.texts())
    return ReadFile(texts, "code points")


def _place(path: Path) -> Path:
    return path / DATABASE if path.is_dir() else path


@dataclass(frozen=True, slots=True)
class _Parts:
    """The rows about statements, by the statement's id."""

    spans: _By
    types: _By
    actors: _By
    stances: _By
    targets: _By
    figures: _By


class _Reading:
    """A database on its way in."""

    def __init__(self, database: ForeignDatabase) -> None:
        self._database = database
        self._tables = {each.name: each for each in TABLES}
        self._covered: dict[tuple[str, int, int], str] = {}
        self._names = LabelNames(self._codebook())
        self._people = {_text(row["id"]): _text(row["name"]) for row in self._rows("annotators")}
        self._parts = _Parts(
            *(
                self._by(table, "statement")
                for table in (
                    "statement_spans",
                    "statement_claim_types",
                    "statement_actors",
                    "stances",
                    "stance_target_spans",
                    "figures",
                )
            )
        )

    def texts(self) -> Iterator[RawText]:
        """Yield each article with what each annotator says; without labels where nobody did."""
        by_table = {
            table: self._by(table, "article")
            for table in ("mentions", "statements", "article_labels", "progress")
        }
        for row in self._rows("articles"):
            article = _article(row)
            each = AnnotatedArticle(article, _text(row["text"]))
            rows = {table: found.get(article.id, []) for table, found in by_table.items()}
            said = (_text(one["annotator"]) for some in rows.values() for one in some)
            people = tuple(dict.fromkeys(said))
            for annotator in people:
                layer = self._layer(article.id, annotator, rows)
                found = as_labelled(each, layer, self._names, self._people)
                yield self._raw(found)
            if not people:
                nothing = as_labelled(each, Layer(article.id, ""), self._names, {})
                yield self._raw(nothing)

    def _raw(self, text: LabelledText) -> RawText:
        """Return a labelled text as a reader gives it: its spans are placed like a stranger's."""
        return RawText(
            id=text.id,
            text=text.text,
            spans=tuple(
                RawSpan(
                    each.id,
                    each.label,
                    tuple(self._foreign(one, each.record) for one in each.spans),
                    each.role,
                    each.attributes,
                )
                for each in text.spans
            ),
            links=text.links,
            labels=text.labels,
            facts=text.facts,
            annotator=text.annotator,
            is_done=text.is_done,
            where=text.id,
        )

    def _foreign(self, span: Span, record: str) -> ForeignSpan:
        return ForeignSpan(*span.ends, self._covered.get((record, *span.ends)))

    def _codebook(self) -> Codebook:
        """Return a codebook with the entries that may stand on spans, to name them the same."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in self._rows("codebook_entries"):
            found[_text(row["section"])].append((_text(row["id"]), _text(row["label"])))
        return Codebook(
            id="",
            version="",
            claim_types=tuple(ClaimType(*each, group="") for each in found["claim_types"]),
            stance_values=tuple(
                StanceValue(*each, key="", value=None, sign="", color="")
                for each in found["stance_values"]
            ),
            entity_kinds=tuple(EntityKind(*each, color="") for each in found["entity_kinds"]),
        )

    def _rows(self, name: str) -> Iterator[Row]:
        table: Table = self._tables[name]
        return self._database.rows(name, {each.name: _KINDS[each.type] for each in table.columns})

    def _by(self, table: str, column: str) -> _By:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows(table):
            found[_text(row[column])].append(row)
        for some in found.values():
            if "place" in some[0]:
                some.sort(key=lambda row: (_number(row.get("stance")), _number(row["place"])))
        return found

    def _layer(self, article: str, annotator: str, rows: Mapping[str, list[Row]]) -> Layer:
        own = {
            table: [row for row in some if row["annotator"] == annotator]
            for table, some in rows.items()
        }
        progress = [
            Progress("", article, annotator, cast("Status", _text(row["status"])))
            for row in own["progress"]
        ]
        return Layer(
            article,
            annotator,
            tuple(self._mention(row) for row in own["mentions"] if row["decision"] != "rejected"),
            tuple(filter(None, map(self._statement, own["statements"]))),
            progress[0] if progress else None,
            tuple(
                ArticleLabel("", article, annotator, _text(row["kind"]), _text(row["value"]))
                for row in own["article_labels"]
            ),
        )

    def _mention(self, row: Row) -> Mention:
        name, article, annotator = (_text(row[each]) for each in ("id", "article", "annotator"))
        span = self._span(row, name)
        return Mention(
            name, article, annotator, span, _text(row["kind"]), _text(row["actor"]) or None
        )

    def _statement(self, row: Row) -> Statement | None:
        """Return a statement with all its parts; None for one without content."""
        name, parts = _text(row["id"]), self._parts
        spans: dict[str, list[Span]] = defaultdict(list)
        for one in parts.spans.get(name, ()):
            spans[_text(one["role"])].append(self._span(one, name))
        if not spans["content"]:
            return None
        via = _text(row["via"])
        actors = parts.actors.get(name, [])
        return Statement(
            id=name,
            article=_text(row["article"]),
            annotator=_text(row["annotator"]),
            content=tuple(sorted(spans["content"])),
            source=Source(
                tuple(spans["source"]),
                _of_role(actors, "holder"),
                _text(row["speaker"]) or None,
                _text(row["source_mention"]) or None,
                bool(row["source_is_inferred"]),
                Via(via, tuple(spans["via"])) if via else None,
            ),
            cue=tuple(spans["cue"]),
            addressee=Addressee(tuple(spans["addressee"]), _of_role(actors, "addressee")),
            claim_types=tuple(_text(one["claim_type"]) for one in parts.types.get(name, ())),
            certainty=_text(row["certainty"]) or None,
            stances=tuple(self._stances(name)),
            parent=_text(row["parent"]) or None,
            figures=tuple(self._figures(name)),
            unsure=bool(row["is_unsure"]),
            note=_text(row["note"]),
            voice=_text(row["voice"]) or None,
            quote=_text(row["quote"]) or None,
            codebook=_text(row["codebook"]),
        )

    def _span(self, row: Row, record: str) -> Span:
        """Return the span of a row, and remember what it is said to cover."""
        start, end = _number(row["start_offset"]), _number(row["end_offset"])
        if not 0 <= start < end:
            raise self._database.wrong(f"a span reaches from {start} to {end}")
        if row["text"] is not None:
            self._covered[record, start, end] = _text(row["text"])
        return Span(start, end)

    def _stances(self, statement: str) -> Iterator[Stance]:
        targets = self._parts.targets.get(statement, ())
        for row in self._parts.stances.get(statement, ()):
            spans = tuple(
                self._span(one, statement) for one in targets if one["stance"] == row["place"]
            )
            kind = _text(row["target_kind"])
            if kind not in ("topic", "actor", "statement"):
                raise self._database.wrong(f"a stance has a target of the kind “{kind}”")
            target = Target(cast("TargetKind", kind), _text(row["target"]), spans)
            yield Stance(target, _text(row["value"]), bool(row["is_explicit"]))

    def _figures(self, statement: str) -> Iterator[Figure]:
        for row in self._parts.figures.get(statement, ()):
            yield Figure(
                self._span(row, statement),
                _as_written(row["value"]),
                _text(row["bound"]),
                _text(row["unit"]),
                _text(row["people"]),
                _text(row["side"]),
            )


def _article(row: Row) -> Article:
    return Article(
        id=_text(row["id"]),
        title=_text(row["title"]),
        text_sha256="",
        length=0,
        date=_text(row["date"]),
        source=_text(row["source"]),
        external_id=_text(row["external_id"]),
    )


def _of_role(actors: Iterable[Row], role: str) -> tuple[str, ...]:
    return tuple(_text(row["actor"]) for row in actors if row["role"] == role)


def _text(value: Value) -> str:
    return "" if value is None else str(value)


def _as_written(value: Value) -> float | int | None:
    """Return a number; a whole one without a fraction, which SQLite adds."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | float) else None


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0
