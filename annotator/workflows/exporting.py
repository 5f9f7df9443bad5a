"""Write what is in a project to a file of another format."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from annotator.annotations.model import GOLD, Annotator, Flag, Layer, Ruling
from annotator.annotations.standing import standing_layer
from annotator.errors import Cancelled, ExportError
from annotator.formats.annotated_corpus import AnnotatedArticle, AnnotatedCorpus, WriteReport
from annotator.formats.writing import write_aside
from annotator.plain_text import counted
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.annotations.edits import Told
    from annotator.codebook.model import Codebook
    from annotator.project import Project
    from annotator.project.model import ArticleRow

_PAGE = 200


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What to write, and where.

    ``format`` is a key of :data:`FORMATS`. ``annotators`` are names or ids, None means all.
    ``done_only`` leaves out what an annotator said about articles not marked done.
    ``without_stance`` (jsonl, csv) keeps statements without a stance as rows with empty stance
    fields. ``raw_cells`` (csv) leaves cells live that a spreadsheet takes for formulas, and ``bom``
    (csv) begins the file with a byte order mark, for Excel.
    """

    format: str
    out: Path
    annotators: tuple[str, ...] | None = None
    done_only: bool = False
    without_stance: bool = True
    raw_cells: bool = False
    bom: bool = False


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written. ``dropped`` maps a reason to a number; ``size`` is in bytes."""

    path: Path
    format: str
    articles: int
    statements: int
    mentions: int
    rows: int
    size: int
    dropped: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """Return the report in words."""
        counts = [counted(self.articles, "article"), counted(self.statements, "statement")]
        if self.rows:
            counts.append(counted(self.rows, "row"))
        if self.mentions:
            counts.append(counted(self.mentions, "mention"))
        left_out = [f"  not as in the project: {n} {why}" for why, n in self.dropped.items()]
        return (
            f"Wrote {self.path}: {', '.join(counts)}.",
            *left_out,
            *(f"  {note}" for note in self.notes),
        )


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format that can be written: how it is called, what it is for, and its writer.

    Only a format that ``keeps_merged_actors`` tells which actors were merged into which; all others
    name the actors that stand now.
    """

    id: str
    label: str
    suffix: str
    description: str
    write: Callable[[AnnotatedCorpus, BinaryIO, ExportOptions], WriteReport]
    keeps_merged_actors: bool = False


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
    corpus = _corpus(project, options, progress, cancelled)
    with write_aside(options.out, never=project.path) as file:
        written = chosen.write(corpus, file, options)
        size = file.tell()
    return ExportReport(
        path=options.out,
        format=chosen.id,
        articles=written.articles,
        statements=written.statements,
        mentions=written.mentions,
        rows=written.rows,
        size=size,
        dropped=written.dropped,
        notes=written.notes,
    )


def _corpus(
    project: Project,
    options: ExportOptions,
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> AnnotatedCorpus:
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
        articles=_articles(project, chosen, options, progress, cancelled),
    )


def _annotators(project: Project, options: ExportOptions) -> tuple[Annotator, ...]:
    known = project.annotators()
    if options.annotators is None:
        if FORMATS[options.format].keeps_merged_actors:
            return project.every_annotator()
        return _speaking(project) if options.format == "news-statements" else known
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


def _rows(project: Project) -> Iterator[ArticleRow]:
    after = -1
    while page := project.articles(after=after, limit=_PAGE):
        yield from page
        after = page[-1].position


def _articles(
    project: Project,
    annotators: set[str],
    options: ExportOptions,
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> Iterator[AnnotatedArticle]:
    total = project.article_count()
    whole, actors = FORMATS[options.format].keeps_merged_actors, project.standing_actors()
    for done, row in enumerate(_rows(project)):
        if cancelled():
            raise Cancelled(
                "The export was stopped. Nothing was written, and an earlier file of that name is "
                "as it was."
            )
        if progress is not None:
            progress(done, total, row.title)
        layers = tuple(
            layer if whole else standing_layer(layer, actors, project.codebook)
            for layer in project.layers(row.id)
            if layer.annotator in annotators and (not options.done_only or _is_done(layer))
        )
        if layers or not options.done_only:
            yield AnnotatedArticle(
                article=project.article(row.id),
                text=project.text(row.id),
                zones=project.zones(row.id),
                layers=layers,
                suggestions=project.shown_suggestions(row.id),
                told=_told_by(project, row.id, annotators),
                times=tuple(
                    each for each in project.active_times(row.id) if each.annotator in annotators
                ),
                rulings=_rulings(project, row.id, annotators),
            )
    if progress is not None:
        progress(total, total, "")


def _rulings(project: Project, article_id: str, annotators: set[str]) -> tuple[Ruling, ...]:
    """Return what some annotators decided, where what was settled is written too."""
    if GOLD not in annotators:
        return ()
    return tuple(
        each
        for each in project.rulings(article_id)
        if {each.annotator, *(who for who, _ in (*each.origins, *each.seen))} <= annotators
    )


def _told_by(project: Project, article_id: str, annotators: set[str]) -> tuple[Told, ...]:
    """Return the comments and flags of some annotators; no answer without what it answers."""
    found = [each for each in project.told(article_id) if each.annotator in annotators]
    ids = {each.id for each in found}
    return tuple(
        each
        for each in found
        if isinstance(each, Flag) or each.answers is None or each.answers in ids
    )


def _is_done(layer: Layer) -> bool:
    return layer.progress is not None and layer.progress.status == "done"


# The writers are imported when they are used: each brings its own library along.


def _write_json(corpus: AnnotatedCorpus, out: BinaryIO, _options: ExportOptions) -> WriteReport:
    from annotator.formats import complete_json

    return complete_json.write(corpus, out)


def _write_news_statements(
    corpus: AnnotatedCorpus, out: BinaryIO, _options: ExportOptions
) -> WriteReport:
    from annotator.formats import news_statements

    return news_statements.write(corpus, out)


def _write_jsonl(corpus: AnnotatedCorpus, out: BinaryIO, options: ExportOptions) -> WriteReport:
    from annotator.dataset.stance_table import write_jsonl

    return write_jsonl(corpus, out, without_stance=options.without_stance)


def _write_csv(corpus: AnnotatedCorpus, out: BinaryIO, options: ExportOptions) -> WriteReport:
    from annotator.dataset.stance_table import write_csv

    return write_csv(
        corpus,
        out,
        without_stance=options.without_stance,
        raw_cells=options.raw_cells,
        bom=options.bom,
    )


def _write_articles_jsonl(
    corpus: AnnotatedCorpus, out: BinaryIO, _options: ExportOptions
) -> WriteReport:
    from annotator.dataset.article_rows import write_articles_jsonl

    return write_articles_jsonl(corpus, out)


def _write_articles_csv(
    corpus: AnnotatedCorpus, out: BinaryIO, options: ExportOptions
) -> WriteReport:
    from annotator.dataset.article_rows import write_articles_csv

    return write_articles_csv(corpus, out, raw_cells=options.raw_cells, bom=options.bom)


def _write_docbin(corpus: AnnotatedCorpus, out: BinaryIO, _options: ExportOptions) -> WriteReport:
    from annotator.formats import docbin

    return docbin.write(corpus, out)


FORMATS: Mapping[str, ExportFormat] = {
    each.id: each
    for each in (
        ExportFormat(
            id="json",
            label="Complete JSON",
            suffix=".json",
            description="Everything in the project, without loss, with the articles' texts.",
            write=_write_json,
            keeps_merged_actors=True,
        ),
        ExportFormat(
            id="jsonl",
            label="JSON lines, one stance each",
            suffix=".jsonl",
            description="One object per stance: sentence, content, holder, target, label.",
            write=_write_jsonl,
        ),
        ExportFormat(
            id="csv",
            label="CSV table, one stance per row",
            suffix=".csv",
            description="The same rows for a spreadsheet or a statistics program.",
            write=_write_csv,
        ),
        ExportFormat(
            id="articles-jsonl",
            label="JSON lines, one article each",
            suffix=".jsonl",
            description="Labels of whole articles, stances over them, time spent; by annotator.",
            write=_write_articles_jsonl,
        ),
        ExportFormat(
            id="articles-csv",
            label="CSV table, one article per row",
            suffix=".csv",
            description="The same rows for a spreadsheet or a statistics program.",
            write=_write_articles_csv,
        ),
        ExportFormat(
            id="docbin",
            label="spaCy DocBin",
            suffix=".spacy",
            description="Training data for spaCy: entities in doc.ents, statements in doc.spans.",
            write=_write_docbin,
        ),
        ExportFormat(
            id="news-statements",
            label="News statements",
            suffix=".json",
            description="One annotator's statements, without the texts, to exchange them.",
            write=_write_news_statements,
        ),
    )
}
