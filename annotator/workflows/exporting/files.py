"""Write what is in a project to a file of another format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotator.annotations.model import GOLD, Annotator
from annotator.errors import Cancelled, ExportError
from annotator.formats.files.writing import write_aside, write_folder_aside
from annotator.formats.labelled.annotated_corpus import (
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.uses import NOT_THERE
from annotator.plain_text import counted
from annotator.workflows.exporting.export_formats import FORMATS
from annotator.workflows.exporting.loss_report import report_place, write_loss_report
from annotator.workflows.exporting.outgoing import Chosen, outgoing
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.codebook.model import Codebook
    from annotator.project import Project
    from annotator.project.model import WholeArticle


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to write, and where.

    ``format`` is a key of :data:`~annotator.workflows.exporting.export_formats.FORMATS`.
    ``annotators`` are names or ids, None means all. ``done_only`` leaves out what an annotator said
    about articles not marked done. ``unopened`` writes the texts of articles too in which nobody
    said anything, where a format would not. ``without_stance`` (jsonl, csv) keeps statements
    without a stance as rows with empty stance fields. ``raw_cells`` (csv) leaves cells live that a
    spreadsheet takes for formulas, and ``bom`` (csv) begins the file with a byte order mark, for
    Excel. ``with_report`` writes a second file beside the first, which names by id what the format
    left out.
    """

    format: str
    out: Path
    annotators: tuple[str, ...] | None = None
    done_only: bool = False
    unopened: bool = False
    without_stance: bool = True
    raw_cells: bool = False
    bom: bool = False
    with_report: bool = True


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written. ``dropped`` maps a reason to a number; ``size`` is in bytes.

    ``report`` is the file beside it that names each thing that was not held, by id; None where
    none was wanted, or where it could not be written, which a note says.
    """

    path: Path
    format: str
    articles: int
    statements: int
    mentions: int
    rows: int
    size: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    report: Path | None = None

    def lines(self) -> tuple[str, ...]:
        """Return the report in words."""
        counts = [counted(self.articles, "article"), counted(self.statements, "statement")]
        if self.rows:
            counts.append(counted(self.rows, "row"))
        if self.mentions:
            counts.append(counted(self.mentions, "mention"))
        return (
            f"Wrote {self.path}: {', '.join(counts)}.",
            *self._left_out(),
            *(f"  {note}" for note in self.notes),
            *([f"By id: {self.report}"] if self.dropped and self.report else []),
        )

    def _left_out(self) -> Iterator[str]:
        """Yield what is not as in the project: what is not there at all first, the most first."""
        wide = max((len(f"{count:,}") for count in self.dropped.values()), default=0)
        for title in ("Not written:", _ABSENT, "In part, or otherwise:"):
            found = [
                (count, why.removesuffix(NOT_THERE))
                for why, count in self.dropped.items()
                if _title_of(why) == title
            ]
            yield from [f"  {title}"] if found else []
            yield from (f"    {count:>{wide},}  {why}" for count, why in sorted(found, key=_most))


_ABSENT = "Not in this format:"


def _title_of(why: str) -> str:
    if why.startswith(_SILENT):
        return "Not written:"
    return _ABSENT if why.endswith(NOT_THERE) else "In part, or otherwise:"


def _most(found: tuple[int, str]) -> tuple[int, str]:
    count, why = found
    return -count, why


def export(
    project: Project,
    options: ExportOptions,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> ExportReport:
    """Write a project to a file; an earlier file of that name stays whole until the new one is.

    Raises :class:`ExportError` where it cannot be written and :class:`Cancelled` where a person
    stopped it; nothing is left behind then.
    """
    chosen = FORMATS.get(options.format)
    if chosen is None:
        known = ", ".join(FORMATS)
        raise ExportError(
            f'There is no format "{options.format}". Nothing was written. Choose among: {known}.'
        )
    corpus = _corpus(project, options)
    work = _Export(project, options, corpus, progress, cancelled)
    written, size = work.written()
    for article in work.silent:
        written.losses.note("text", _why_silent(options), article=article, record=article)
    notes, report = _reported(project, options, corpus, written)
    return ExportReport(
        path=options.out,
        format=chosen.id,
        articles=written.articles,
        statements=written.statements,
        mentions=written.mentions,
        rows=written.rows,
        size=size,
        dropped=_dropped(written),
        notes=notes,
        report=report,
    )


def _reported(
    project: Project, options: ExportOptions, corpus: AnnotatedCorpus, written: WriteReport
) -> tuple[tuple[str, ...], Path | None]:
    """Write the report beside the export; return all notes, and where it is."""
    if not options.with_report:
        return written.notes, None
    place, chosen = report_place(options.out), FORMATS[options.format]
    try:
        write_loss_report(place, chosen, corpus, options.out, written, never=project.path)
    except ExportError as error:  # the export itself is whole and in its place
        return (*written.notes, str(error)), None
    return written.notes, place


class _Export:
    """One export: what goes out, how far it is, and whether a person stopped it.

    ``silent`` are the ids of articles that were left out because nobody says anything about them.
    """

    def __init__(
        self,
        project: Project,
        options: ExportOptions,
        corpus: AnnotatedCorpus,
        progress: TellProgress | None,
        cancelled: IsCancelled,
    ) -> None:
        self.silent: list[str] = []
        self._project = project
        self._options = options
        self._format = FORMATS[options.format]
        self._corpus = corpus
        self._progress = progress
        self._cancelled = cancelled
        self._chosen = Chosen(
            format=options.format,
            annotators=frozenset(each.id for each in corpus.annotators),
            done_only=options.done_only,
            unopened=options.unopened,
            actors=project.standing_actors(),
            codebook=project.codebook,
        )

    def written(self) -> tuple[WriteReport, int]:
        """Write the file or folder; return the writer's report and the number of bytes."""
        out, never = self._options.out, self._project.path
        if self._format.is_folder:
            with write_folder_aside(out, never=never) as folder:
                written = self._format.folder_writer()(self._whole_corpus(), folder, self._how())
                self._go_on()
                files = (each for each in folder.rglob("*") if each.is_file())
                return written, sum(each.stat().st_size for each in files)
        with write_aside(out, never=never) as file:
            written = self._written_by_pieces(file) or self._format.file_writer()(
                self._whole_corpus(), file, self._how()
            )
            self._go_on()
            return written, file.tell()

    def _how(self) -> WriteOptions:
        chosen = self._options
        return WriteOptions(chosen.without_stance, chosen.raw_cells, chosen.bom, self._go_on)

    def _whole_corpus(self) -> AnnotatedCorpus:
        articles = outgoing(self._project, self._chosen, self._articles(), self.silent)
        return replace(self._corpus, articles=articles)

    def _articles(self) -> Iterator[WholeArticle]:
        """Yield all articles; raises :class:`Cancelled` where a person stops it."""
        total, done, after = self._project.article_count(), 0, -1
        with_cuts = self._format.is_of_tokens
        while page := self._project.whole_articles(after=after, with_cuts=with_cuts):
            for row in page:
                self._go_on()
                self._tell(done, total, row.article.title)
                yield row
                done += 1
            after = page[-1].position
        self._tell(total, total, "")

    def _written_by_pieces(self, file: BinaryIO) -> WriteReport | None:
        """Write a large project in several processes; None where that is not worth while."""
        if not self._format.is_of_lines:
            return None
        from annotator.workflows.exporting import export_pool
        from annotator.workflows.exporting.export_pieces import JoinedReport

        task = export_pool.task(
            self._project, self._chosen, self._corpus, without_stance=self._options.without_stance
        )
        if task is None:
            return None
        joined, total, done = JoinedReport(), self._project.article_count(), 0
        with closing(export_pool.pieces(self._project, task, self._go_on)) as pieces:
            for piece in pieces:
                self._tell(done, total, piece.title)
                file.write(piece.part)
                joined.add(piece)
                self.silent += piece.silent
                done += piece.read
        self._tell(total, total, "")
        return joined.report

    def _tell(self, done: int, total: int, title: str) -> None:
        if self._progress is not None:
            self._progress(done, total, title)

    def _go_on(self) -> None:
        """Raise :class:`Cancelled` where a person stopped the export."""
        if self._cancelled():
            raise Cancelled(
                "The export was stopped. Nothing was written, and an earlier file of that name is "
                "as it was."
            )


_SILENT = "articles that "


def _why_silent(options: ExportOptions) -> str:
    """Return in words which articles are left out because nobody says anything about them."""
    if options.annotators is not None and GOLD in options.annotators:
        return f"{_SILENT}nobody settled anything in"
    who = "nobody" if options.annotators is None else "none of these annotators"
    return f"{_SILENT}{who} {'is done with' if options.done_only else 'opened'}"


def _dropped(written: WriteReport) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for loss in written.losses.counts:
        found[loss.why] += loss.count
    return dict(found)


def _corpus(project: Project, options: ExportOptions) -> AnnotatedCorpus:
    """Return what is to be written, without the articles."""
    annotators = _annotators(project, options)
    chosen = {each.id for each in annotators}
    whole = FORMATS[options.format].keeps_merged_actors
    return AnnotatedCorpus(
        project_id=project.id,
        title=project.title,
        codebooks=_codebooks(project),
        annotators=annotators,
        actors=project.actors() if whole else tuple(project.standing_actors().values()),
        engine_runs=project.engine_runs(),
        settings=project.settings(),
        guideline_notes=tuple(
            note for note in project.guideline_notes() if note.annotator in chosen
        ),
        articles=(),
    )


def _annotators(project: Project, options: ExportOptions) -> tuple[Annotator, ...]:
    if options.annotators is None:
        if FORMATS[options.format].keeps_merged_actors:
            return project.every_annotator()
        return _speaking(project) if FORMATS[options.format].is_of_one else project.annotators()
    known = project.every_annotator()
    if GOLD in options.annotators and not any(each.id == GOLD for each in known):
        raise ExportError(
            "Nothing is settled in this project yet, so nothing was written. First settle what "
            "annotators disagree on (Review, Settle differences; or annotator adjudicate)."
        )
    for wanted in options.annotators:
        if not any(wanted in (each.id, each.name) for each in known):
            names = ", ".join(each.name for each in known)
            raise ExportError(
                f'Nobody called "{wanted}" labels in this project. Nothing was written. '
                f"Choose among: {names}."
            )
    chosen = set(options.annotators)
    return tuple(each for each in known if each.id in chosen or each.name in chosen)


def _speaking(project: Project) -> tuple[Annotator, ...]:
    """Return everybody who made statements, or who labels now where nobody did."""
    speaking = {each.id for each in project.info().annotators if each.statements}
    found = tuple(each for each in project.annotators() if each.id in speaking)
    return found or (project.annotator,)


def _codebooks(project: Project) -> tuple[Codebook, ...]:
    current = project.codebook
    earlier = [each for each in project.codebooks() if each.reference != current.reference]
    return (*earlier, current)
