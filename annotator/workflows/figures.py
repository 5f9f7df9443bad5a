"""The figures of all articles side by side, so that contradictions show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.derived import covering_sentence
from annotator.annotations.figures import figure_of, side_of
from annotator.annotations.model import Figure, Layer, Statement
from annotator.annotations.standing import standing_layer
from annotator.annotations.wording import actor_name, actor_names, label
from annotator.corpus.span import Span
from annotator.errors import Cancelled
from annotator.plain_text import counted, printable
from annotator.workflows.agreement.choosing_annotators import chosen_annotators
from annotator.workflows.evaluating.figure_scoring import figures_in
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.article_row import ArticleRow

FOUND_BY_PROGRAM = "found by the program"
_UNNAMED = ("both", "unspecified")


@dataclass(frozen=True, slots=True)
class FiguresOptions:
    """Whose statements to read (names or ids; None: everybody's), and whether to search the texts.

    ``with_found`` adds what the program finds where none of these people has put a figure.
    ``is_blind`` keeps that from who labels in a project that withholds suggestions, until they have
    done the article: in all articles alike, so that the list does not tell which ones come without.
    """

    annotators: tuple[str, ...] | None = None
    with_found: bool = True
    is_blind: bool = False


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of one article.

    ``people`` put it into statements; nobody where the program found it. ``start`` and ``end``
    are code points of ``words``; ``passage`` is the sentence. ``side`` is an actor's id, a
    country's code, ``"both"`` or ``"unspecified"``; ``whose`` names it. ``differs`` says in words
    which other figures of the same day, unit, group and side have another value.
    """

    article: str
    title: str
    date: str
    source: str
    people: tuple[str, ...]
    statements: tuple[str, ...]
    holder: str
    value: float | int | None
    bound: str
    unit: str
    group: str
    side: str
    whose: str
    start: int
    end: int
    words: str
    passage: str
    differs: tuple[str, ...] = ()

    @property
    def is_found(self) -> bool:
        """Tell whether the program found it, and no person has put it into a statement."""
        return not self.people

    @property
    def amount(self) -> str:
        """The value with its bound: "at least 29", "13", "not told"."""
        if self.value is None:
            return "not told"
        number = f"{self.value:,}"
        return number if self.bound in ("exact", "unspecified") else f"{label(self.bound)} {number}"

    @property
    def span(self) -> Span:
        """Where the figure stands in the article."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class FiguresReport:
    """All figures, by unit and side, in each in the order of dates; how many articles were read."""

    articles: int
    rows: tuple[FigureRow, ...]

    @property
    def contradictions(self) -> int:
        """How many figures differ from another of the same day, unit, group and side."""
        return sum(1 for each in self.rows if each.differs)


def list_figures(
    project: Project,
    options: FiguresOptions | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> FiguresReport:
    """Put together the figures of a project's articles.

    Raises Cancelled when stopped, and AnnotatorError for an annotator who is not in the project.
    """
    options = options or FiguresOptions()
    reading = _Reading(project, options)
    articles = project.articles()
    rows: list[FigureRow] = []
    for done, article in enumerate(articles):
        if cancelled():
            raise Cancelled
        if progress is not None:
            progress(done, len(articles), article.title)
        rows += reading.rows_of(article)
    if progress is not None:
        progress(len(articles), len(articles), "")
    units = {unit: at for at, unit in enumerate(project.codebook.figure_units)}
    rows = _with_contradictions(rows)
    rows.sort(key=lambda each: _order(each, units))
    return FiguresReport(len(articles), tuple(rows))


def _order(row: FigureRow, units: dict[str, int]) -> tuple[object, ...]:
    unit = (units.get(row.unit, len(units)), row.unit)
    side = (row.side == "unspecified", row.side == "both", row.whose.casefold(), row.side)
    return (*unit, *side, not row.date, row.date)


class _Reading:
    """What is the same for all articles of one report."""

    def __init__(self, project: Project, options: FiguresOptions) -> None:
        self.project = project
        self.options = options
        self.is_veiled = options.is_blind and project.withholds
        self.actors = project.standing_actors()
        self.people = {each.id: each.name for each in project.annotators()}
        chosen_annotators(project.annotators(), options.annotators)

    def rows_of(self, article: ArticleRow) -> list[FigureRow]:
        """Return an article's figures in the order of its text."""
        text = self.project.text(article.id)
        rows = _merged(self._labelled(article, text))
        if self.options.with_found and not (self.is_veiled and article.status != "done"):
            taken = [each.span for each in rows]
            for found in self._found(article, text):
                if not any(found.span.overlaps(span) for span in taken):
                    rows.append(found)
        return sorted(rows, key=lambda each: each.span)

    def _labelled(self, article: ArticleRow, text: str) -> Iterator[FigureRow]:
        for layer in self._layers(article.id):
            for statement in layer.statements:
                for figure in statement.figures:
                    row = self._row(article, text, figure)
                    holder = self._holder(statement)
                    name = self.people.get(layer.annotator, layer.annotator)
                    yield replace(row, people=(name,), statements=(statement.id,), holder=holder)

    def _layers(self, article_id: str) -> Iterator[Layer]:
        wanted = self.options.annotators
        for layer in self._read(article_id):
            who = (layer.annotator, self.people.get(layer.annotator))
            if wanted is None or any(each in wanted for each in who):
                yield standing_layer(layer, self.actors, self.project.codebook)

    def _read(self, article_id: str) -> tuple[Layer, ...]:
        if not self.options.is_blind:
            return self.project.people_layers(article_id)
        me = self.project.annotator.id
        return (replace(self.project.layer(article_id), annotator=me),)

    def _holder(self, statement: Statement) -> str:
        return actor_names(self.actors, statement.source.actors)

    def _found(self, article: ArticleRow, text: str) -> Iterator[FigureRow]:
        units = self.project.codebook.figure_units
        for found in figures_in(text, self.project.zones(article.id), units):
            actor = side_of(found.side, self.actors.countries)
            figure = figure_of(found, self.actors.countries)
            yield self._row(article, text, replace(figure, side=actor or found.side))

    def _row(self, article: ArticleRow, text: str, figure: Figure) -> FigureRow:
        is_named = figure.side not in _UNNAMED
        return FigureRow(
            article=article.id,
            title=article.title,
            date=article.date,
            source=article.source,
            people=(),
            statements=(),
            holder="",
            value=figure.value,
            bound=figure.bound,
            unit=figure.unit,
            group=figure.group,
            side=figure.side,
            whose=actor_name(self.actors, figure.side) if is_named else label(figure.side),
            start=figure.span.start,
            end=figure.span.end,
            words=_flat(figure.span, text),
            passage=_flat(covering_sentence(text, figure.span), text),
        )


def _flat(span: Span, text: str) -> str:
    return " ".join(span.covered(text).split())


def _merged(rows: Iterable[FigureRow]) -> list[FigureRow]:
    """Join what several people, or several statements, say alike about the same number."""
    merged: list[FigureRow] = []
    for row in rows:
        at = next((at for at, each in enumerate(merged) if _is_same(each, row)), None)
        if at is None:
            merged.append(row)
            continue
        other = merged[at]
        merged[at] = replace(
            other,
            people=tuple(dict.fromkeys((*other.people, *row.people))),
            statements=tuple(dict.fromkeys((*other.statements, *row.statements))),
        )
    return merged


def _is_same(one: FigureRow, two: FigureRow) -> bool:
    return one.span.overlaps(two.span) and _said(one) == _said(two)


def _said(row: FigureRow) -> tuple[object, ...]:
    return (row.value, row.bound, row.unit, row.group, row.side, row.holder)


def _with_contradictions(rows: Sequence[FigureRow]) -> list[FigureRow]:
    """Say of each figure which others of its day, unit, group and side have another value.

    Another source is another article, or another holder in the same one. Where it also gives this
    value, as for two incidents of one day, nothing differs.
    """
    alike: defaultdict[tuple[str, ...], list[FigureRow]] = defaultdict(list)
    for row in rows:
        if row.date and row.value is not None:
            alike[row.date, row.unit, row.group, row.side].append(row)
    told: list[FigureRow] = []
    for row in rows:
        same = alike.get((row.date, row.unit, row.group, row.side), [])
        told.append(replace(row, differs=_differences(row, same)) if len(same) > 1 else row)
    return told


def _differences(row: FigureRow, same: Sequence[FigureRow]) -> tuple[str, ...]:
    if row.value is None:
        return ()
    others: defaultdict[tuple[str, str], list[FigureRow]] = defaultdict(list)
    for other in same:
        if other.article != row.article:
            others[other.article, ""].append(other)
        elif other.holder and row.holder and other.holder != row.holder:
            others[other.article, other.holder].append(other)
    found = []
    for source in others.values():
        if not any(each.value == row.value for each in source):
            found += [_difference(each) for each in source]
    return tuple(dict.fromkeys(found))


def _difference(other: FigureRow) -> str:
    said = f", {other.holder}" if other.holder else ""
    return f"differs from {other.amount} in “{other.title}”{said}"


def report_as_text(report: FiguresReport) -> str:
    """Return the figures as lines for a person, under their units and sides."""
    where = counted(report.articles, "article")
    if not report.rows:
        return f"No figures in {where}."
    count = report.contradictions
    differing = "none differs" if not count else "1 differs" if count == 1 else f"{count} differ"
    lines = [
        f"{counted(len(report.rows), 'figure')} in {where}; "
        f"{differing} from another of the same day."
    ]
    heading = ""
    for row in report.rows:
        whose = f" · {row.whose}" if row.side != "unspecified" else ""
        if f"{label(row.unit)}{whose}" != heading:
            heading = f"{label(row.unit)}{whose}"
            lines += ["", heading]
        by = FOUND_BY_PROGRAM if row.is_found else ", ".join(row.people)
        group = "" if row.group == "all" else f" {label(row.group)}"
        holder = f", {row.holder}" if row.holder else ""
        date = row.date or "no date   "
        lines.append(f"  {date}  {row.amount}{group}  “{row.title}”{holder}  ({by})")
        lines.append(f"      {row.passage}")
        lines += [f"      ! {each}" for each in row.differs]
    return printable("\n".join(lines))


_COLUMNS = (
    *("unit", "side", "whose", "date", "value", "bound", "group", "words", "passage", "article"),
    *("title", "source", "holder", "statements", "annotators", "found_by_program", "start", "end"),
    "differs",
)


def write_csv(report: FiguresReport, out: Path, *, never: Path | None = None) -> None:
    """Write one row per figure; offsets are code points. ``never`` is the project's own file."""
    from annotator.formats.files.csv_table import CsvTable
    from annotator.formats.files.writing import write_aside

    with write_aside(out, never=never) as file:
        table = CsvTable(file, _COLUMNS)
        for row in report.rows:
            told = (row.unit, row.side, row.whose, row.date, row.value, row.bound, row.group)
            where = (row.words, row.passage, row.article, row.title, row.source, row.holder)
            who = (row.statements, row.people, row.is_found, row.start, row.end, row.differs)
            table.row((*told, *where, *who))
