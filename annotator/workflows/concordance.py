"""Keyword in context: every place of words, an actor, a cue or a label, over all articles.

A concordance shows each place with what stands before and behind it, so that all uses can be
compared and labelled alike (Luhn 1960, "Key word-in-context index for technical literature").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from annotator.annotations.wording import actor_names, claim_type_label
from annotator.corpus.article import READABLE_ZONES
from annotator.corpus.searching import TextQuery, parse
from annotator.corpus.span import Span
from annotator.errors import AnnotationError, Cancelled
from annotator.plain_text import counted, printable, table
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from pathlib import Path

    from annotator.annotations.model import Actor, Layer, Statement
    from annotator.corpus.article import Zone
    from annotator.preannotation.suggestion import Suggestion
    from annotator.project import Project
    from annotator.project.article_row import ArticleRow

Looked = Literal["words", "actor", "cue", "claim_type", "topic"]
Order = Literal["article", "before", "keyword", "behind"]
AT_MOST = 10_000  # rows, beyond which a list is cut
_AROUND = 90  # code points before and behind
_SHOWN = 400  # code points of the keyword itself
_LINE = 44  # characters on each side, in a terminal


@dataclass(frozen=True, slots=True)
class ConcordanceOptions:
    """What to look for. ``wanted``: words, or the name or id of an actor, claim type or topic."""

    wanted: str
    looked: Looked = "words"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place: ``start`` and ``end`` are code points of the article's text.

    ``label`` tells in words what the annotator made of it (claim types and holder of the
    statement, or "possible statement"); ``statement`` and ``suggestion`` are the ids of those.
    """

    article: str
    title: str
    date: str
    source: str
    start: int
    end: int
    before: str
    keyword: str
    behind: str
    label: str = ""
    statement: str | None = None
    suggestion: str | None = None

    @property
    def span(self) -> Span:
        """Where it stands in the article."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Concordance:
    """All places in queue order, then text order; ``is_cut``: there are more."""

    rows: tuple[Occurrence, ...]
    is_cut: bool = False

    @property
    def articles(self) -> int:
        """In how many articles something was found."""
        return len({each.article for each in self.rows})

    def ordered(self, order: Order) -> tuple[Occurrence, ...]:
        """Return the rows by the words behind, before (read backwards) or of the place itself."""
        if order == "article":
            return self.rows
        keys = {
            "before": lambda row: row.before.casefold().split()[::-1],
            "keyword": lambda row: row.keyword.casefold().split(),
            "behind": lambda row: row.behind.casefold().split(),
        }
        return tuple(sorted(self.rows, key=keys[order]))


def look_up(
    project: Project,
    options: ConcordanceOptions,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> Concordance:
    """Find every place of what is looked for; only the current annotator's labels are read.

    Several words stand together unless they are quoted one by one; ``word*`` begins a word. Places
    outside headline and body do not count. Raises AnnotationError for an unknown actor, claim type
    or topic, and Cancelled when stopped.
    """
    search = _SEARCHES[options.looked](project, options.wanted.strip(), cancelled)
    articles = search.articles()
    found: list[Occurrence] = []
    for done, row in enumerate(articles):
        if cancelled():
            raise Cancelled
        if progress is not None:
            progress(done, len(articles), row.title)
        found.extend(_occurrences(_Reading(project, row), search))
        if len(found) > AT_MOST:
            return Concordance(tuple(found[:AT_MOST]), is_cut=True)
    return Concordance(tuple(found))


class _Reading:
    """One article with what is needed of it, read when it is asked for."""

    def __init__(self, project: Project, row: ArticleRow) -> None:
        self.project = project
        self.row = row

    @cached_property
    def text(self) -> str:
        return self.project.text(self.row.id)

    @cached_property
    def layer(self) -> Layer:
        return self.project.layer(self.row.id)

    @cached_property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is suggested and not decided on, as far as the annotator may see it."""
        decided = {each.suggestion for each in self.layer.mentions}
        decided |= {each.suggestion for each in self.layer.statements}
        marked = {each.span for each in self.layer.mentions}
        shown = self.project.shown_suggestions(self.row.id)
        return tuple(
            each
            for each in shown
            if each.id not in decided and not (each.kind == "mention" and each.span in marked)
        )

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        return self.project.zones(self.row.id)

    def is_readable(self, span: Span) -> bool:
        return not self.zones or any(
            zone.kind in READABLE_ZONES and zone.span.overlaps(span) for zone in self.zones
        )


class _Search:
    """Which articles may hold what is looked for, and where it stands in one of them."""

    def __init__(self, project: Project, wanted: str, cancelled: IsCancelled) -> None:
        self.project = project
        self.wanted = wanted
        self._cancelled = cancelled

    def articles(self) -> tuple[ArticleRow, ...]:
        raise NotImplementedError

    def places(self, reading: _Reading) -> Iterable[Span]:
        raise NotImplementedError

    def with_words(self, queries: Iterable[TextQuery]) -> set[str]:
        """Return the articles in which one of the queries is found."""
        return {
            each
            for query in queries
            for each in self.project.find_articles(query, cancelled=self._cancelled)
        }

    def rows(self, ids: set[str]) -> tuple[ArticleRow, ...]:
        """Return articles in queue order."""
        return tuple(each for each in self.project.articles() if each.id in ids) if ids else ()


class _Words(_Search):
    def articles(self) -> tuple[ArticleRow, ...]:
        return self.rows(self.with_words([self._query]))

    def places(self, reading: _Reading) -> Iterable[Span]:
        return self._query.places(reading.text)

    @cached_property
    def _query(self) -> TextQuery:
        return _as_phrase(self.wanted)


class _Cue(_Words):
    """Words that announce a statement: of one's own statements and of possible ones."""

    def places(self, reading: _Reading) -> Iterable[Span]:
        cues = {span for each in reading.layer.statements for span in each.cue}
        for each in reading.suggestions:
            cues.update(each.candidate.cue if each.candidate is not None else ())
        found = self._query.places(reading.text)
        return sorted(cue for cue in cues if any(cue.overlaps(each) for each in found))


class _Actor(_Search):
    """Where an actor is named: one's own mentions and roles, suggested mentions, and its names."""

    def articles(self) -> tuple[ArticleRow, ...]:
        uses = self.project.actor_uses(self._actor.id)
        mine = {each: self.project.hand_for(each).id for each in {use.article for use in uses}}
        used = {each.article for each in uses if each.annotator == mine[each.article]}
        return self.rows(used | self.with_words(self._queries))

    def places(self, reading: _Reading) -> Iterable[Span]:
        wanted = self._actor.id
        marked = [each for each in reading.layer.mentions if each.decision != "rejected"]
        spans = {each.span for each in marked if each.actor == wanted}
        spans |= {each.span for each in reading.suggestions if each.actor == wanted}
        for statement in reading.layer.statements:
            source = statement.source
            spans.update(source.spans if wanted in (*source.actors, source.speaker) else ())
        named = {each.span for each in marked}
        named |= {each.span for each in reading.suggestions if each.kind == "mention"}
        elsewhere = named - spans
        for query in self._queries:
            for place in query.places(reading.text):
                if not any(place.overlaps(each) for each in (*spans, *elsewhere)):
                    spans.add(place)
        return _outermost(spans)

    @cached_property
    def _actor(self) -> Actor:
        actors = self.project.standing_actors()
        found = actors.named(self.wanted) or actors.get(self.wanted)
        if found is None:
            raise AnnotationError(
                f"There is no actor “{self.wanted}” in this project. Nothing was looked up. "
                "Type one of the names that the list of actors shows."
            )
        return found

    @cached_property
    def _queries(self) -> tuple[TextQuery, ...]:
        names = (self._actor.name.split(" (")[0], *self._actor.aliases)
        return tuple(query for name in names if (query := _as_phrase(name)))


class _ClaimType(_Search):
    """One's own statements with a claim type, and possible ones for which it is guessed."""

    def articles(self) -> tuple[ArticleRow, ...]:
        known = self._id  # an unknown one is told before anything is read
        return tuple(
            each for each in self.project.articles() if known and (each.statements or each.possible)
        )

    def places(self, reading: _Reading) -> Iterable[Span]:
        statements = reading.layer.statements
        found = {each.content[0] for each in statements if self._id in each.claim_types}
        for each in reading.suggestions:
            if each.candidate is not None and each.candidate.claim_type == self._id:
                found.add(each.candidate.content[0])
        return sorted(found)

    @cached_property
    def _id(self) -> str:
        known = {each.id: each.label for each in self.project.codebook.claim_types}
        return _chosen(known, self.wanted, "claim type")


class _Topic(_Search):
    """One's own statements that take a stance on a topic."""

    def articles(self) -> tuple[ArticleRow, ...]:
        known = self._id  # an unknown one is told before anything is read
        return tuple(each for each in self.project.articles() if known and each.statements)

    def places(self, reading: _Reading) -> Iterable[Span]:
        return sorted(
            each.content[0]
            for each in reading.layer.statements
            if any((to.target.kind, to.target.id) == ("topic", self._id) for to in each.stances)
        )

    @cached_property
    def _id(self) -> str:
        known = {each.id: each.label for each in self.project.codebook.topics}
        return _chosen(known, self.wanted, "topic")


_SEARCHES: dict[Looked, type[_Search]] = {
    "words": _Words,
    "actor": _Actor,
    "cue": _Cue,
    "claim_type": _ClaimType,
    "topic": _Topic,
}


def _as_phrase(wanted: str) -> TextQuery:
    """Read what was typed; words without quotation marks stand together."""
    has_marks = any(mark in wanted for mark in '"“”')
    one = len(wanted.split()) == 1
    return parse(wanted if has_marks or one else f'"{wanted}"')


def _chosen(known: dict[str, str], wanted: str, what: str) -> str:
    folded = wanted.casefold()
    for identifier, label in known.items():
        if folded in (identifier.casefold(), label.casefold()):
            return identifier
    raise AnnotationError(
        f"The codebook has no {what} “{wanted}”. Nothing was looked up. "
        f"It has: {', '.join(label or identifier for identifier, label in known.items())}."
    )


def _outermost(spans: set[Span]) -> list[Span]:
    """Leave out spans that lie inside another one."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if not (kept and kept[-1].contains(span)):
            kept.append(span)
    return kept


def _occurrences(reading: _Reading, search: _Search) -> Iterator[Occurrence]:
    for span in search.places(reading):
        if reading.is_readable(span):
            yield _occurrence(reading, span)


def _occurrence(reading: _Reading, span: Span) -> Occurrence:
    text, row = reading.text, reading.row
    statement = next((each for each in reading.layer.statements if _covers(each, span)), None)
    suggestion = None if statement else _suggested(reading, span)
    keyword = " ".join(text[span.start : min(span.end, span.start + _SHOWN)].split())
    return Occurrence(
        article=row.id,
        title=row.title,
        date=row.date,
        source=row.source,
        start=span.start,
        end=span.end,
        before=" ".join(text[max(0, span.start - _AROUND) : span.start].split()),
        keyword=keyword if len(span) <= _SHOWN else f"{keyword}…",
        behind=" ".join(text[span.end : span.end + _AROUND].split()),
        label=_label(reading, statement, suggestion),
        statement=statement.id if statement is not None else None,
        suggestion=suggestion.id if suggestion is not None else None,
    )


def _covers(statement: Statement, span: Span) -> bool:
    parts = (*statement.content, *statement.cue, *statement.source.spans)
    return any(each.overlaps(span) for each in parts)


def _suggested(reading: _Reading, span: Span) -> Suggestion | None:
    for each in reading.suggestions:
        candidate = each.candidate
        if candidate is not None:
            parts = (*candidate.content, *candidate.cue, *candidate.source)
            if any(part.overlaps(span) for part in parts):
                return each
    return None


def _label(reading: _Reading, statement: Statement | None, suggestion: Suggestion | None) -> str:
    codebook = reading.project.codebook
    if statement is not None:
        types = " + ".join(claim_type_label(codebook, each) for each in statement.claim_types)
        holder = actor_names(reading.project.standing_actors(), statement.source.actors)
        return " · ".join(filter(None, (types or "statement", holder)))
    if suggestion is None or suggestion.candidate is None:
        return ""
    guess = suggestion.candidate.claim_type
    return f"possible: {claim_type_label(codebook, guess)}" if guess else "possible statement"


def concordance_as_text(found: Concordance, order: Order = "article") -> str:
    """Return the places as lines for a terminal, the keywords below each other."""
    if not found.rows:
        return "Nothing was found in headlines and bodies."
    lines = [f"{counted(len(found.rows), 'place')} in {counted(found.articles, 'article')}."]
    rows: list[tuple[str, ...]] = [("before", "words", "behind", "label", "article")]
    for each in found.ordered(order):
        around = (each.before[-_LINE:].rjust(_LINE), each.keyword[:_LINE], each.behind[:_LINE])
        rows.append((*around, each.label, each.title[:_LINE]))
    lines += table(rows)
    if found.is_cut:
        lines.append(f"There are more; the first {AT_MOST:,} are listed.")
    return printable("\n".join(lines))


def write_csv(found: Concordance, out: Path, order: Order, *, never: Path | None = None) -> None:
    """Write one row per place; offsets are code points. ``never`` is the project's own file."""
    from annotator.formats.files.csv_table import CsvTable
    from annotator.formats.files.writing import write_aside

    columns = ("article", "title", "date", "source", "start", "end")
    with write_aside(out, never=never) as file:
        sheet = CsvTable(file, (*columns, "before", "words", "behind", "label"))
        for each in found.ordered(order):
            where = (each.article, each.title, each.date, each.source, each.start, each.end)
            sheet.row((*where, each.before, each.keyword, each.behind, each.label))
