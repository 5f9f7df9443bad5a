"""Measure how far people agree with themselves on the articles that came back to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.explored.over_time import FEWEST_ARTICLES, Stretch
from annotator.agreement.explored.passages import Subject, label_words, subjects
from annotator.agreement.reported.headlines import headlines
from annotator.agreement.reported.measurement import Measurement
from annotator.agreement.reported.report import AgreementReport
from annotator.agreement.units import ArticleLayers
from annotator.annotations.model import Annotator, Layer
from annotator.annotations.repeats import repeat_id, repeat_of
from annotator.errors import NothingToMeasureError
from annotator.workflows.agreement.choosing_annotators import chosen_annotators
from annotator.workflows.agreement.exploring import Exploration, explore
from annotator.workflows.agreement.measuring import AgreementOptions
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.model import RepeatTimes

_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Moved:
    """How often a label was given the first time and another one the second time.

    ``of`` names the ``subject`` in words.
    """

    subject: Subject
    of: str
    first: str
    second: str
    count: int


@dataclass(frozen=True, slots=True)
class UnderCodebooks:
    """Self-agreement on the articles labelled under one codebook first and under one again.

    ``measures`` is empty where there are too few articles to say anything.
    """

    first: str
    second: str
    articles: int
    measures: tuple[Measurement, ...]


@dataclass(frozen=True, slots=True)
class SelfAgreement:
    """How far one person agrees with themselves.

    ``report`` compares the two times like two annotators. ``days`` lay between being done with an
    article and beginning it again, one number for each article. ``stretches`` are parts of the
    articles in the order of the second time. ``left_out`` counts articles whose first labels were
    changed since. ``moved`` is ordered by count.
    """

    id: str
    name: str
    report: AgreementReport
    days: tuple[int, ...]
    left_out: int
    stretches: tuple[Stretch, ...]
    codebooks: tuple[UnderCodebooks, ...]
    moved: tuple[Moved, ...]

    @property
    def layers(self) -> tuple[str, str]:
        """The ids under which the first and the second time stand in the report."""
        return self.id, repeat_id(self.id)

    @property
    def is_under_several_codebooks(self) -> bool:
        """Whether the codebook was not the same in all articles, both times."""
        several = len(self.codebooks) > 1
        return several or any(each.first != each.second for each in self.codebooks)


class Twice:
    """A project in which one person's two times look like two annotators, and nobody else labels.

    It has what is measured of a project; everything else is the project's own.
    """

    def __init__(self, project: Project, person: Annotator, articles: Iterable[str]) -> None:
        """Keep to the ``articles`` (ids) that are to be compared."""
        self._project = project
        self._both = (person, repeat_of(person))
        self._articles = frozenset(articles)

    def annotators(self) -> tuple[Annotator, ...]:
        """Return the person, and the person again."""
        return self._both

    def layers(self, article_id: str) -> tuple[Layer, ...]:
        """Return what the person said the first and the second time."""
        if article_id not in self._articles:
            return ()
        return tuple(self._project.layer(article_id, each.id) for each in self._both)

    def __getattr__(self, name: str) -> Any:  # whatever the project has under that name
        return getattr(self._project, name)


def measure_selves(
    project: Project,
    options: AgreementOptions | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> tuple[SelfAgreement, ...]:
    """Compare everybody with themselves on the articles that they labelled twice.

    People who labelled nothing twice are left out. Raises :class:`NothingToMeasureError` where
    nobody did, and :class:`~annotator.errors.Cancelled`.
    """
    chosen = options or AgreementOptions()
    people = chosen_annotators(project.annotators(), chosen.annotators)
    found = []
    for person in people:
        times = project.repeat_times(person.id)
        sound = [each for each in times if not each.is_changed]
        if not sound:
            continue
        twice = Twice(project, person, (each.article for each in sound))
        alone = replace(chosen, annotators=None, status="done")
        explored = explore(twice, alone, progress=progress, cancelled=cancelled)
        found.append(_put_together(person, explored, sound, len(times) - len(sound)))
    if not found:
        raise NothingToMeasureError(
            "Nobody has labelled an article a second time yet without changing the first labels "
            "since. Nothing was changed. Let a share of the done articles come back (File, "
            "Articles that come back; or annotator repeat PROJECT --share 0.1), and label them "
            "when they do."
        )
    return tuple(found)


def _put_together(
    person: Annotator, explored: Exploration, times: Sequence[RepeatTimes], left_out: int
) -> SelfAgreement:
    between = ((each.begun - each.first_done).total_seconds() for each in times)
    return SelfAgreement(
        person.id,
        person.name,
        explored.report,
        tuple(max(0, round(each / _DAY)) for each in between),
        left_out,
        explored.stretches if len(explored.stretches) > 1 else (),
        tuple(_under_codebooks(explored.question)),
        _moved(explored),
    )


def _under_codebooks(question: Question) -> Iterator[UnderCodebooks]:
    """Yield how it is for each pair of codebooks, most articles first."""
    among = question.comparison
    by_codebooks: defaultdict[tuple[str, str], list[ArticleLayers]] = defaultdict(list)
    for article in among.articles:
        marks = [article.layers[each].progress for each in among.annotators]
        first, second = ("" if each is None else each.codebook for each in marks)
        by_codebooks[first, second].append(article)
    for (first, second), some in sorted(by_codebooks.items(), key=lambda each: -len(each[1])):
        part = Comparison(among.annotators, tuple(some))
        enough = len(some) >= FEWEST_ARTICLES
        measures = tuple(headlines(question, part)) if enough else ()
        yield UnderCodebooks(first, second, len(some), measures)


def _moved(explored: Exploration) -> tuple[Moved, ...]:
    """Return which labels became which, the most frequent first."""
    (pair,) = explored.pairs
    found = []
    for subject, of in subjects(explored.question.codebook).items():
        if subject == "claim_groups":
            continue
        met = explored.confusion(subject, pair)
        words = [label_words(subject, each, explored.question.codebook) for each in met.labels]
        for row, counts in enumerate(met.counts):
            for column, count in enumerate(counts):
                if count and row != column:
                    found.append(Moved(subject, of, words[row], words[column], count))
    return tuple(sorted(found, key=lambda each: -each.count))
