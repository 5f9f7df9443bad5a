"""Writes a part of a project by itself, for a format whose file is such parts behind each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from annotator.formats.labelled.annotated_corpus import AnnotatedCorpus, WriteOptions, WriteReport
from annotator.formats.labelled.losses import Losses, PackedLosses
from annotator.project.asked.whole_articles import Stretch
from annotator.workflows.exporting.export_formats import FORMATS
from annotator.workflows.exporting.outgoing import Chosen, outgoing

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.model import WholeArticle


@dataclass(frozen=True, slots=True)
class ExportTask:
    """What is to be written, for another process of this program.

    ``path`` is where the project lies, ``project`` its id, ``annotator`` the name of whoever
    exports. ``corpus`` has no articles: they are read from the project, stretch by stretch.
    """

    path: Path
    project: str
    annotator: str
    chosen: Chosen
    corpus: AnnotatedCorpus
    without_stance: bool
    stretches: tuple[Stretch, ...]


class Piece(msgspec.Struct, frozen=True):
    """What was written of a stretch: its part of the file, and what there is to say of it.

    ``silent`` are the articles that were left out because nobody says anything about them,
    ``read`` the number of all, and ``title`` that of the last one.
    """

    part: bytes
    articles: int
    statements: int
    mentions: int
    rows: int
    notes: tuple[str, ...]
    losses: PackedLosses
    silent: tuple[str, ...]
    read: int
    title: str


def written_piece(project: Project, task: ExportTask, stretch: Stretch) -> Piece:
    """Write one stretch of a project."""
    read: list[str] = []
    silent: list[str] = []

    def noted(articles: Iterable[WholeArticle]) -> Iterator[WholeArticle]:
        for each in articles:
            read.append(each.article.title)
            yield each

    out, rows = BytesIO(), noted(_rows(project, task.chosen, stretch))
    written = FORMATS[task.chosen.format].file_writer()(
        replace(task.corpus, articles=outgoing(project, task.chosen, rows, silent)),
        out,
        WriteOptions(without_stance=task.without_stance),
    )
    return Piece(
        part=out.getvalue(),
        articles=written.articles,
        statements=written.statements,
        mentions=written.mentions,
        rows=written.rows,
        notes=written.notes,
        losses=written.losses.packed(),
        silent=tuple(silent),
        read=len(read),
        title=read[-1] if read else "",
    )


def _rows(project: Project, chosen: Chosen, stretch: Stretch) -> Iterator[WholeArticle]:
    after, with_cuts = stretch.after, FORMATS[chosen.format].is_of_tokens
    while page := project.whole_articles(after=after, until=stretch.until, with_cuts=with_cuts):
        yield from page
        after = page[-1].position


class JoinedReport:
    """Joins what was written piece by piece, in order."""

    def __init__(self) -> None:
        self._report, self._losses = WriteReport(), Losses()

    def add(self, piece: Piece) -> None:
        """Take in the next piece."""
        so_far = self._report
        self._losses.add(piece.losses)
        self._report = WriteReport(
            articles=so_far.articles + piece.articles,
            statements=so_far.statements + piece.statements,
            mentions=so_far.mentions + piece.mentions,
            rows=so_far.rows + piece.rows,
            notes=tuple(dict.fromkeys((*so_far.notes, *piece.notes))),
            losses=self._losses,
        )

    @property
    def report(self) -> WriteReport:
        """What was written up to now."""
        return self._report
