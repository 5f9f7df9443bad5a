"""Build a dataset from a project: look at it first, then write it into a folder with its card."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.model import GOLD, Annotator
from annotator.annotations.standing import standing_layer
from annotator.dataset.building import Counts, Dataset
from annotator.dataset.files.card import AgreementLine, CardFacts, card
from annotator.dataset.files.definitions import definitions
from annotator.dataset.files.row_files import HowRows
from annotator.dataset.options import DatasetOptions
from annotator.dataset.tasks.rows import WITHOUT_NEGATIVES
from annotator.errors import Cancelled, DatasetError, NothingToMeasureError
from annotator.formats.files.writing import write_folder_aside
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.formats.labelled.features import counted_feature
from annotator.plain_text import counted
from annotator.workflows.agreement.choosing_annotators import chosen_annotators
from annotator.workflows.exporting.dataset_formats import DATASET_FORMATS
from annotator.workflows.exporting.dataset_report import write_articles, write_report
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.dataset.leaks import LeakReport, SharedPassages
    from annotator.dataset.tasks.rows import Row
    from annotator.project import Project
    from annotator.project.article_row import ArticleRow
    from annotator.project.model import WholeArticle

_PAGE = 200
_MOST_UNCOMPARED = 2000
_READINGS = 2
_EXAMPLES = 20
_NOTHING_SHARED = "Agreement cannot be told: no article was labelled by two annotators."


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """Which dataset to write, and how.

    ``out`` is a folder. ``format`` is a key of
    :data:`~annotator.workflows.exporting.dataset_formats.DATASET_FORMATS`. ``licence`` and
    ``command`` go into the card. ``with_agreement`` measures how far annotators agree.
    """

    dataset: DatasetOptions
    out: Path
    format: str = "jsonl"
    licence: str = ""
    command: str = ""
    with_agreement: bool = True
    raw_cells: bool = False
    bom: bool = False


@dataclass(frozen=True, slots=True)
class DatasetPreview:
    """The first rows of a dataset and the counts of all of it; ``notes`` are sentences."""

    rows: tuple[Row, ...]
    counts: Counts
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was written where, what was not, and what the splits share."""

    path: Path
    options: DatasetOptions
    counts: Counts
    leaks: LeakReport
    notes: tuple[str, ...] = ()
    agreement: tuple[AgreementLine, ...] = field(default_factory=tuple)


def preview(
    project: Project,
    options: DatasetOptions,
    *,
    most: int = 200,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> DatasetPreview:
    """Return the first rows and all counts of a dataset, without writing anything.

    Raises :class:`DatasetError` where it cannot be made like that, and :class:`Cancelled`.
    """
    reading = _Reading(project, options, progress, cancelled)
    dataset = reading.dataset()
    first: list[Row] = []
    for row in dataset.rows():
        if len(first) < most:
            first.append(row)
    return DatasetPreview(tuple(first), dataset.counts, tuple(reading.notes(dataset)))


def rows(
    project: Project,
    options: DatasetOptions,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> Iterator[Row]:
    """Yield the rows of a dataset, each with its split; nothing is written.

    Raises :class:`DatasetError` where it cannot be made, and :class:`Cancelled`.
    """
    yield from _Reading(project, options, progress, cancelled).dataset().rows()


def build(
    project: Project,
    options: BuildOptions,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> BuildReport:
    """Write a dataset into a folder: a file for each split, a card and a report by ids.

    An earlier folder that was written here stays whole until the new one is. Raises
    :class:`ExportError` where it cannot be written or made, and :class:`Cancelled`.
    """
    from annotator.dataset.leaks import LeakSearch

    known = DATASET_FORMATS.get(options.format)
    if known is None:
        names = ", ".join(DATASET_FORMATS)
        raise DatasetError(
            f'There is no format "{options.format}" for datasets. Nothing was written. Choose '
            f"among: {names}."
        )
    chosen = options.dataset
    reading = _Reading(project, chosen, progress, cancelled)
    dataset, search = reading.dataset(), LeakSearch(chosen.split.names)
    how = HowRows(chosen.task, project.codebook, options.raw_cells, options.bom)
    with write_folder_aside(options.out, never=project.path) as folder:
        with known.row_files()(folder, chosen.split.names, how) as files:
            for row in dataset.rows():
                files.write(row)
                search.add(row)
        if not dataset.counts.rows:
            raise DatasetError(_no_rows(dataset.counts))
        leaks = search.report(
            parted=reading.parted(dataset), passages=reading.shared(dataset), go_on=reading.go_on
        )
        agreement, notes = reading.agreement() if options.with_agreement else ((), ())
        facts = CardFacts(
            project.title,
            project.codebook.reference,
            chosen,
            dataset.counts,
            leaks,
            reading.people(dataset),
            agreement,
            notes or ("Agreement was not measured.",) if not agreement else notes,
            options.licence,
            options.command,
            tuple(reading.notes(dataset)),
            definitions(chosen.task, project.codebook, dataset.counts.all_labels),
            files.columns,
        )
        told = files.front_matter(facts) + card(facts)
        (folder / "README.md").write_text(told, encoding="utf-8")
        write_report(folder / "report.json", facts)
        write_articles(folder / "articles.csv", project, dataset)
        reading.go_on()
    return BuildReport(options.out, chosen, dataset.counts, leaks, facts.notes, agreement)


def _no_rows(counts: Counts) -> str:
    reasons = "; ".join(
        f"{counted_feature(each.count, each.feature)}: {each.why}" for each in counts.losses.counts
    )
    return "There is nothing to write: no row comes of these options. Nothing was written. " + (
        f"What was left out: {reasons}." if reasons else "Nothing is labelled yet."
    )


class _Reading:
    """A project on its way into a dataset, which reads it more than once."""

    def __init__(
        self,
        project: Project,
        options: DatasetOptions,
        progress: TellProgress | None,
        cancelled: IsCancelled,
    ) -> None:
        self._project = project
        self._options = options
        self._progress = progress or (lambda _done, _total, _what: None)
        self._cancelled = cancelled
        self._reading = 0
        self._annotators = self._chosen()
        self._clusters: tuple[tuple[str, ...], ...] = ()
        self._is_shared = False
        self._labelling: set[str] = set()
        self._require_versions()

    def dataset(self) -> Dataset:
        """Return the dataset, of which nothing is read yet."""
        self._clusters = self._all_clusters()
        clusters = () if self._options.split.by == "article" else self._clusters
        return Dataset(self._corpus, self._options, clusters)

    def _chosen(self) -> tuple[Annotator, ...]:
        if self._options.whose != "gold":
            return chosen_annotators(self._project.annotators(), self._options.annotators)
        gold = tuple(each for each in self._project.every_annotator() if each.id == GOLD)
        if not gold:
            raise DatasetError(
                "Nothing is settled in this project yet, so nothing was written. First settle what "
                "annotators disagree on (Review, Settle differences; or annotator adjudicate)."
            )
        return gold

    def _require_versions(self) -> None:
        known = [each.reference for each in self._project.codebooks()]
        for each in self._options.versions or ():
            if each not in known:
                raise DatasetError(
                    f"This project never used the codebook {each}. Nothing was written. Choose "
                    f"among: {', '.join(known)}."
                )

    def _corpus(self) -> AnnotatedCorpus:
        self._reading += 1
        project = self._project
        current = project.codebook
        earlier = (one for one in project.codebooks() if one.reference != current.reference)
        return AnnotatedCorpus(
            project_id=project.id,
            title=project.title,
            codebooks=(*earlier, current),
            annotators=self._annotators,
            actors=tuple(project.standing_actors().values()),
            articles=self._articles(self._reading),
        )

    def _articles(self, reading: int) -> Iterator[AnnotatedArticle]:
        project, actors = self._project, self._project.standing_actors()
        total, wanted = project.article_count(), {each.id for each in self._annotators}
        for done, row in enumerate(self._whole()):
            self._tell((reading - 1) * total + done, _READINGS * total, row.article.title)
            begun = [each.annotator for each in row.layers if each.progress is not None]
            self._is_shared |= len(begun) > 1
            self._labelling.update(begun)
            layers = tuple(
                standing_layer(layer, actors, project.codebook)
                for layer in row.layers
                if layer.annotator in wanted
            )
            yield AnnotatedArticle(row.article, row.text, row.zones, layers)

    def _whole(self) -> Iterator[WholeArticle]:
        after = -1
        while page := self._project.whole_articles(after=after):
            yield from page
            after = page[-1].position

    def _rows(self) -> Iterator[ArticleRow]:
        after = -1
        while page := self._project.articles(after=after, limit=_PAGE):
            yield from page
            after = page[-1].position

    def go_on(self) -> None:
        """Raise :class:`Cancelled` where a person stopped it."""
        if self._cancelled():
            raise Cancelled("Building the dataset was stopped. Nothing was written.")

    def _tell(self, done: int, total: int, what: str) -> None:
        self.go_on()
        self._progress(done, total, what)

    # -- what articles share

    def _all_clusters(self) -> tuple[tuple[str, ...], ...]:
        if self._options.split.is_whole:
            return ()
        known, fresh = self._tied(), self._project.uncompared()
        if not fresh:
            return known
        if len(fresh) > _MOST_UNCOMPARED:
            raise DatasetError(
                f"{counted(len(fresh), 'article')} were not compared with the others yet, so "
                "articles that tell the same could come into two splits. Nothing was written. "
                f"First run: annotator similar {self._project.path.name}"
            )
        return (*known, *self._fresh_clusters(fresh))

    def _tied(self) -> tuple[tuple[str, ...], ...]:
        """Return the articles that were found to tell the same, or to share any passage."""
        if self._options.split.by != "passage":
            return self._project.clusters()
        return tuple(
            (row.id, other)
            for row in self._rows()
            for other in sorted({each.article for each in self._project.similar(row.id)})
        )

    def _fresh_clusters(self, fresh: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        """Compare articles with all others for this dataset only; nothing is stored."""
        from annotator.corpus.duplicates import Comparison, clusters, comparable

        project, comparison, lengths = self._project, Comparison(), dict[str, int]()
        new = set(fresh)
        for article in sorted(new):
            self._tell(0, 0, "Comparing articles")
            text = comparable(article, project.text(article), project.zones(article))
            lengths[article] = text.length
            comparison.add(text)
        for row in self._rows():
            if row.id not in new:
                whole, zones = project.text(row.id), project.zones(row.id)
                comparison.add_known(row.id, whole, zones)
                lengths[row.id] = comparable(row.id, whole, zones).length
        found = comparison.similar()
        if self._options.split.by == "passage":
            return tuple((one, each.article) for one, some in found.items() for each in some)
        return clusters(found, lengths)

    def parted(self, dataset: Dataset) -> int:
        """Count the clusters of which two splits have rows."""
        return sum(
            len({dataset.split_of[each] for each in some if each in dataset.with_rows}) > 1
            for some in self._clusters
        )

    def shared(self, dataset: Dataset) -> SharedPassages:
        """Find the passages that stand in articles of two splits."""
        from annotator.dataset.leaks import SharedPassages

        order = {name: place for place, name in enumerate(self._options.split.names)}
        count, examples = 0, list[tuple[str, str, str, str, str]]()
        for article in sorted(dataset.with_rows) if len(order) > 1 else ():
            split = dataset.split_of[article]
            others: defaultdict[object, list[str]] = defaultdict(list)
            for each in self._project.similar(article):
                other = dataset.split_of.get(each.article, split)
                if each.article in dataset.with_rows and order[other] < order[split]:
                    others[each.span].append(each.article)
            for each in self._project.similar(article) if len(examples) < _EXAMPLES else ():
                if each.article in others.get(each.span, ()):
                    words = each.span.covered(self._project.text(article))
                    other = dataset.split_of[each.article]
                    examples.append((split, article, other, each.article, words))
            count += len(others)
        return SharedPassages(count, tuple(examples[:_EXAMPLES]))

    # -- how far they agree

    def agreement(self) -> tuple[tuple[AgreementLine, ...], tuple[str, ...]]:
        """Measure how far annotators agree on what the dataset is about, and say why not.

        Nothing is read again where all articles were read, and no two annotators share one.
        """
        if not self._is_shared:
            return (), (_NOTHING_SHARED,)
        from annotator.workflows.agreement.measuring import AgreementOptions, measure
        from annotator.workflows.exporting.card_agreement import PARTS_OF, agreement_in_card

        self._tell(0, 0, "Measuring agreement")
        people = self._options.annotators if self._options.whose != "gold" else None
        status = "done" if self._options.done_only else "opened"
        options = AgreementOptions(
            annotators=people if people and len(people) > 1 else None,
            status="done" if status == "done" else "opened",
        )
        try:
            parts = frozenset(PARTS_OF[self._options.task])
            report = measure(self._project, options, parts=parts, cancelled=self._cancelled)
        except NothingToMeasureError:
            return (), (_NOTHING_SHARED,)
        makers = tuple(each.id for each in self._annotators)
        return agreement_in_card(report, self._options, makers)

    # -- in sentences

    def people(self, dataset: Dataset) -> tuple[str, ...]:
        """Return the names of those whose labels these are, or were before they were settled."""
        if self._options.whose != "gold":
            return tuple(dataset.counts.annotators)
        people = self._project.annotators()
        return tuple(each.name for each in people if each.id in self._labelling)

    def notes(self, dataset: Dataset) -> Iterator[str]:
        """Yield what a person should know about the dataset, in sentences."""
        options, counts = self._options, dataset.counts
        drawn = 0 if options.task in WITHOUT_NEGATIVES else options.negatives
        if drawn and counts.rows and not counts.candidates:
            why = "" if options.done_only else ": only who is done with an article found nothing"
            yield f"There is no row without anything there{why}."
        elif drawn and counts.negatives == counts.candidates < round(
            (counts.rows - counts.negatives) * drawn
        ):
            yield (
                f"There are only {counted(counts.candidates, 'row')} without anything there; all "
                "were taken."
            )
        empty = [name for name in options.split.names if counts.rows and not counts.splits[name]]
        if empty:
            yield (
                f"Nothing is in {' and '.join(empty)}: there are too few articles that may be "
                "parted."
            )
        if options.split.by == "date" and dataset.undated:
            yield (
                f"{counted(dataset.undated, 'article')} without a date count as older than all "
                "others."
            )
        if counts.ties:
            yield f"The votes of {counted(counts.ties, 'row')} are tied; they have no label."
        if options.whose in ("majority", "soft"):
            yield from self._lonely(counts)

    def _lonely(self, counts: Counts) -> Iterator[str]:
        if counts.voters[1]:
            yield (
                f"{counts.voters[1]:,} of {counted(counts.rows, 'row')} rest on the vote of one "
                "annotator alone."
            )
