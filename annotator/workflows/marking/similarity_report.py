"""What a project's articles share, put together for reading: clusters, and passages with places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.corpus.span import Span
from annotator.plain_text import counted, printable

if TYPE_CHECKING:
    from annotator.project import Project

_Place = tuple[str, Span]  # article id, stretch of its text


@dataclass(frozen=True, slots=True)
class Telling:
    """One article, as it is named in a report."""

    article: str
    title: str
    file_name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands, and its words there; ``start`` and ``end`` are code points."""

    article: str
    title: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SimilarityReport:
    """What stands in several articles, everything in queue order.

    ``passages`` are groups of near-duplicate sentences, each with all its places. ``similar``
    counts the articles that share any, ``waiting`` those that have not been compared yet.
    """

    articles: int
    similar: int
    clusters: tuple[tuple[Telling, ...], ...]
    passages: tuple[tuple[Place, ...], ...]
    waiting: int = 0


def report_similar(project: Project) -> SimilarityReport:
    """Put together what was found when the articles were compared."""
    rows = project.articles()
    named = {row.id: Telling(row.id, row.title, project.article(row.id).file_name) for row in rows}
    groups = tuple(_groups(project, [row.id for row in rows]))
    return SimilarityReport(
        articles=len(rows),
        similar=len({article for group in groups for article, _ in group}),
        clusters=tuple(
            tuple(named[article] for article in cluster) for cluster in project.clusters()
        ),
        passages=tuple(
            tuple(_place(project, named[article], span) for article, span in group)
            for group in groups
        ),
        waiting=len(project.uncompared()),
    )


def _groups(project: Project, articles: list[str]) -> Iterator[list[_Place]]:
    """Yield the places of each passage: all that are joined by near-duplicates, in queue order."""
    neighbours: defaultdict[_Place, list[_Place]] = defaultdict(list)
    for article in articles:
        for each in project.similar(article):
            neighbours[article, each.span].append((each.article, each.other_span))
    order = {article: number for number, article in enumerate(articles)}
    seen: set[_Place] = set()
    for place in list(neighbours):
        if place in seen:
            continue
        group, waiting = [place], [place]
        seen.add(place)
        while waiting:
            for other in neighbours[waiting.pop()]:
                if other not in seen:
                    seen.add(other)
                    group.append(other)
                    waiting.append(other)
        yield sorted(group, key=lambda each: (order[each[0]], each[1]))


def _place(project: Project, telling: Telling, span: Span) -> Place:
    text = " ".join(span.covered(project.text(telling.article)).split())
    return Place(telling.article, telling.title, span.start, span.end, text)


def _file(telling: Telling) -> str:
    return f"  ({telling.file_name})" if telling.file_name else ""


def as_text(report: SimilarityReport) -> str:
    """Return the report as lines for a person."""
    many = len(report.clusters) != 1
    lines = [
        f"{report.similar} of {report.articles} articles share passages with others; "
        f"{len(report.clusters)} {'clusters tell' if many else 'cluster tells'} much the same."
    ]
    if report.waiting:
        lines.append(
            f"Not compared: {counted(report.waiting, 'article')}, because the project cannot be "
            "written now. Close it elsewhere, or copy it, and run this again."
        )
    for number, cluster in enumerate(report.clusters, start=1):
        lines += ["", f"Cluster {number}"]
        lines += [f"  {each.title}{_file(each)}" for each in cluster]
    for passage in report.passages:
        articles = len({each.article for each in passage})
        lines += ["", f"In {articles} articles: {passage[0].text}"]
        lines += [f"  {each.title}  [{each.start}, {each.end})" for each in passage]
    return printable("\n".join(lines))
