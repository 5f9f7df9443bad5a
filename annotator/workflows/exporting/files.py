"""Write what is in a project to a file of another format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.model import GOLD, Annotator, Flag, Layer, Ruling
from annotator.annotations.standing import standing_layer
from annotator.errors import Cancelled, ExportError
from annotator.formats.files.writing import write_aside, write_folder_aside
from annotator.formats.labelled.annotated_corpus import (
    AnnotatedArticle,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.uses import NOT_THERE
from annotator.plain_text import counted
from annotator.workflows.exporting.export_formats import FORMATS, ExportFormat
from annotator.workflows.exporting.loss_report import report_place, write_loss_report
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.annotations.edits import Told
    from annotator.codebook.model import Codebook
    from annotator.preannotation.suggestion import Suggestion
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
    silent: list[str] = []
    corpus = _corpus(project, options, silent, progress, cancelled)
    written, size = _written(chosen, corpus, options, cancelled, never=project.path)
    for article in silent:
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


def _written(
    chosen: ExportFormat,
    corpus: AnnotatedCorpus,
    options: ExportOptions,
    cancelled: IsCancelled,
    *,
    never: Path,
) -> tuple[WriteReport, int]:
    """Write the file or folder; return the writer's report and the number of bytes."""

    def go_on() -> None:
        _require_wanted(cancelled)

    how = WriteOptions(options.without_stance, options.raw_cells, options.bom, go_on)
    if chosen.is_folder:
        with write_folder_aside(options.out, never=never) as folder:
            written = chosen.folder_writer()(corpus, folder, how)
            go_on()
            files = (each for each in folder.rglob("*") if each.is_file())
            return written, sum(each.stat().st_size for each in files)
    with write_aside(options.out, never=never) as file:
        written = chosen.file_writer()(corpus, file, how)
        go_on()
        return written, file.tell()


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


def _corpus(
    project: Project,
    options: ExportOptions,
    silent: list[str],
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> AnnotatedCorpus:
    """Return what is to be written; articles that are left out are added to ``silent``."""
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
        articles=_articles(project, chosen, options, silent, progress, cancelled),
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


def _whole(
    project: Project, chosen: ExportFormat, progress: TellProgress | None, cancelled: IsCancelled
) -> Iterator[WholeArticle]:
    """Yield all articles; raises :class:`Cancelled` where a person stops it."""
    total, done, after = project.article_count(), 0, -1
    while page := project.whole_articles(after=after, with_cuts=chosen.is_of_tokens):
        for row in page:
            _require_wanted(cancelled)
            if progress is not None:
                progress(done, total, row.article.title)
            yield row
            done += 1
        after = page[-1].position
    if progress is not None:
        progress(total, total, "")


def _require_wanted(cancelled: IsCancelled) -> None:
    """Raise :class:`Cancelled` where a person stopped the export."""
    if cancelled():
        raise Cancelled(
            "The export was stopped. Nothing was written, and an earlier file of that name is as "
            "it was."
        )


def _articles(
    project: Project,
    annotators: set[str],
    options: ExportOptions,
    silent: list[str],
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> Iterator[AnnotatedArticle]:
    chosen, actors = FORMATS[options.format], project.standing_actors()
    suggested = _Suggested(project, options)
    for row in _whole(project, chosen, progress, cancelled):
        layers = tuple(
            layer if chosen.keeps_merged_actors else standing_layer(layer, actors, project.codebook)
            for layer in row.layers
            if layer.annotator in annotators and (not options.done_only or _is_done(layer))
        )
        if not layers and options.unopened and chosen.unopened == "on request":
            layers = (Layer(row.article.id, annotator=""),)
        if not layers and (options.done_only or chosen.unopened != "always"):
            silent.append(row.article.id)
        else:
            yield AnnotatedArticle(
                article=row.article,
                text=row.text,
                zones=row.zones,
                layers=layers,
                suggestions=suggested.of(row),
                is_marked=suggested.shows(row),
                told=_told_by(row.told, annotators),
                times=tuple(each for each in row.times if each.annotator in annotators),
                rulings=_rulings(project, row.article.id, annotators),
                cuts=row.cuts,
            )


class _Suggested:
    """The suggestions that whoever exports may see, read only for a format that holds them."""

    def __init__(self, project: Project, options: ExportOptions) -> None:
        self._project = project
        self._withholds = project.withholds
        self._held = "suggestions" not in FORMATS[options.format].holds().left_out

    def shows(self, row: WholeArticle) -> bool:
        """Tell whether there are any."""
        if not row.is_marked:
            return False
        return not (self._withholds and self._project.is_withheld(row.article.id))

    def of(self, row: WholeArticle) -> tuple[Suggestion, ...]:
        """Return them."""
        held = self._held and self.shows(row)
        return self._project.suggestions(row.article.id) if held else ()


def _rulings(project: Project, article_id: str, annotators: set[str]) -> tuple[Ruling, ...]:
    """Return what some annotators decided, where what was settled is written too."""
    if GOLD not in annotators:
        return ()
    return tuple(
        each
        for each in project.rulings(article_id)
        if {each.annotator, *(who for who, _ in (*each.origins, *each.seen))} <= annotators
    )


def _told_by(told: Sequence[Told], annotators: set[str]) -> tuple[Told, ...]:
    """Return the comments and flags of some annotators; no answer without what it answers."""
    found = [each for each in told if each.annotator in annotators]
    ids = {each.id for each in found}
    return tuple(
        each
        for each in found
        if isinstance(each, Flag) or each.answers is None or each.answers in ids
    )


def _is_done(layer: Layer) -> bool:
    return layer.progress is not None and layer.progress.status == "done"
