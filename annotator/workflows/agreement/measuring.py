"""Measure how far annotators agree, and list where they do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal, Protocol

from annotator.agreement.comparison import Comparison, Question
from annotator.agreement.explored.disagreements import Disagreement, Vocabulary, find_disagreements
from annotator.agreement.reported.report import (
    NO_ADJUDICATION,
    AgreementReport,
    Work,
    report_as_json,
    report_as_text,
)
from annotator.agreement.spans.tokens import tokenize
from annotator.agreement.units import ArticleLayers, mentions_of
from annotator.annotations.actors import StandingActors
from annotator.annotations.model import Layer
from annotator.annotations.standing import standing_layer
from annotator.corpus.span import Span
from annotator.errors import Cancelled, NothingToMeasureError
from annotator.plain_text import counted
from annotator.workflows.agreement.choosing_annotators import compared_annotators
from annotator.workflows.agreement.measured_before import MeasuredBefore, what_still_holds
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from datetime import datetime

    from annotator.agreement.reported.measurement import Part
    from annotator.agreement.resampling import Resampling
    from annotator.annotations.model import Actor, Annotator, RulingOutcome
    from annotator.codebook.model import Codebook
    from annotator.project.model import ListedArticle

__all__ = [
    "SEED",
    "AgreementOptions",
    "AgreementReport",
    "Measured",
    "measure",
    "measure_to_explore",
    "report_as_json",
    "report_as_text",
]
SEED = 20150518
_OF_STATEMENTS: frozenset[Part] = frozenset({"statements", "claim_types", "stances"})


class Measurable(Protocol):
    """What is read of a project; :class:`annotator.project.Project` has it."""

    @property
    def codebook(self) -> Codebook: ...

    @property
    def title(self) -> str: ...

    def annotators(self) -> tuple[Annotator, ...]: ...

    def actors(self) -> tuple[Actor, ...]: ...

    def every_annotator(self) -> tuple[Annotator, ...]: ...

    def ruling_counts(self) -> Mapping[RulingOutcome, int]: ...

    def listed_articles(self) -> tuple[ListedArticle, ...]: ...

    def last_changed(self, target: str) -> datetime | None: ...

    def changed_articles(self, since: int = 0) -> tuple[int, frozenset[str]]: ...

    def layers(self, article_id: str) -> tuple[Layer, ...]: ...

    def text(self, article_id: str) -> str: ...


@dataclass(frozen=True, slots=True)
class AgreementOptions:
    """What to compare.

    ``annotators`` are names or ids, None for everybody; they may name what a person says of
    articles that come a second time, too, but never what was settled. ``status`` says which
    work counts: articles marked done (the default), or everything that was opened. ``is_full`` adds
    every measure that the program knows, ``with_gamma`` the one that takes its time. ``rounds`` is
    how often articles are drawn for an interval (0: no intervals), from ``seed``.
    """

    annotators: tuple[str, ...] | None = None
    status: Literal["done", "opened"] = "done"
    is_full: bool = False
    with_gamma: bool = False
    rounds: int = 1000
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Measured:
    """A report with what it was made of; ``titles`` names every article of the project by id.

    ``known`` makes the next measurement quicker.
    """

    report: AgreementReport
    question: Question
    titles: Mapping[str, str]
    known: MeasuredBefore


def measure(
    project: Measurable,
    options: AgreementOptions | None = None,
    *,
    parts: frozenset[Part] | None = None,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> AgreementReport:
    """Compare the annotators of a project on the articles that at least two of them are done with.

    Coefficients are pooled over articles, never averaged over them. With ``parts`` there is nothing
    in the report but who is compared and the measures of these parts of the work, which takes less
    time and memory. Raises :class:`NothingToMeasureError` where no two annotators share an article,
    and :class:`Cancelled`.
    """
    tell = progress or (lambda _done, _total, _what: None)
    chosen = options or AgreementOptions()
    run = _Run(project, chosen, None, tell, cancelled, keeps_all=False, parts=parts)
    return run.measured().report


def measure_to_explore(
    project: Measurable,
    options: AgreementOptions | None = None,
    *,
    before: MeasuredBefore | None = None,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> Measured:
    """Do what :func:`measure` does, and return what was compared as well.

    With what is known from ``before`` only the articles are read and aligned again in which
    something was done since; the numbers are the same.
    """
    chosen = options or AgreementOptions()
    run = _Run(project, chosen, before, progress or (lambda _done, _total, _what: None), cancelled)
    return run.measured()


class _Run:
    """One measurement on its way through a project."""

    def __init__(
        self,
        project: Measurable,
        options: AgreementOptions,
        before: MeasuredBefore | None,
        progress: TellProgress,
        cancelled: IsCancelled,
        *,
        keeps_all: bool = True,
        parts: frozenset[Part] | None = None,
    ) -> None:
        self._project = project
        self._parts = parts
        self._keeps_all = keeps_all
        self._options = options
        self._progress = progress
        self._cancelled = cancelled
        self._actors = StandingActors(project.actors())
        self._titles: dict[str, str] = {}
        self._people = compared_annotators(project, options.annotators)
        self._lengths: dict[str, int] = {}
        self._names = {each.id: each.name for each in self._people}
        self._known = what_still_holds(before, project, tuple(self._names), options.status)

    def measured(self) -> Measured:
        """Read, measure and compare."""
        articles = self._read()
        shared = tuple(each for each in articles if len(each.layers) > 1)
        work = tuple(self._work(each, articles, shared) for each in self._people)
        if not shared:
            raise NothingToMeasureError(_nothing(work, self._options))
        compared = tuple(each.annotator for each in work if each.compared)
        question = Question(
            Comparison(compared, shared),
            self._names,
            self._project.codebook,
            _Words(self._project, shared),
            self._options.is_full,
            self._lengths,
            self._resampling(),
            self._options.with_gamma,
            lambda done, total: self._tell(done, total, "Comparing with random texts"),
        )
        disagreements = self._disagreements(shared) if self._parts is None else ()
        self._tell(len(shared), len(shared), "Measuring")
        if self._parts is not None:
            report = self._of_parts(question, work, self._parts)
        else:
            report = self._put_together(question, work, disagreements)
        return Measured(report, question, self._titles, self._known)

    def _resampling(self) -> Resampling | None:
        from annotator.agreement.resampling import Resampling

        if not self._options.rounds:
            return None
        return Resampling(rounds=self._options.rounds, seed=self._options.seed)

    def _put_together(
        self, question: Question, work: tuple[Work, ...], found: tuple[Disagreement, ...]
    ) -> AgreementReport:
        from annotator.agreement.explored.article_numbers import (
            article_numbers,
            version_numbers,
            versions,
        )
        from annotator.agreement.explored.leave_one_out import leave_one_out
        from annotator.agreement.explored.over_time import over_time
        from annotator.agreement.reported.overview import measure_all, prevalences

        finished = self._finished(question.comparison.articles)
        concerned = {each.article for each in question.comparison.articles}
        return AgreementReport(
            self._project.title,
            self._project.codebook.reference,
            len(question.comparison.articles),
            work,
            measure_all(question),
            prevalences(question),
            found,
            {id_: title for id_, title in self._titles.items() if id_ in concerned},
            self._names,
            self._options.status,
            self._options.is_full,
            article_numbers(question),
            version_numbers(question),
            versions(question),
            settled_in_words(self._project.ruling_counts()),
            over_time(question, finished),
            leave_one_out(question),
        )

    def _of_parts(
        self, question: Question, work: tuple[Work, ...], parts: frozenset[Part]
    ) -> AgreementReport:
        from annotator.agreement.reported.overview import measure_all

        return AgreementReport(
            self._project.title,
            self._project.codebook.reference,
            len(question.comparison.articles),
            work,
            measure_all(question, parts),
            prevalences=(),
            disagreements=(),
            titles={},
            names=self._names,
            status=self._options.status,
            is_full=self._options.is_full,
        )

    def _finished(self, articles: Iterable[ArticleLayers]) -> dict[str, datetime]:
        """Return when the last of those compared got as far with an article as counts."""
        times = {
            each.article: each.once("finished", partial(self._last_time, each)) for each in articles
        }
        return {article: time for article, time in times.items() if time is not None}

    def _last_time(self, article: ArticleLayers) -> datetime | None:
        marks = [each.progress for each in article.layers.values() if each.progress is not None]
        times = [self._project.last_changed(each.id) for each in marks]
        known = [each for each in times if each is not None]
        return max(known) if known and len(known) == len(times) else None

    def _read(self) -> list[ArticleLayers]:
        listed = self._project.listed_articles()
        articles = []
        for done, row in enumerate(listed):
            self._tell(done, len(listed), row.title)
            self._titles[row.id] = row.title
            self._lengths[row.id] = row.length
            if self._keeps_all:
                articles.append(self._known.layers(row.id, partial(self._layers, row.id)))
            else:
                articles.append(_with_what_counts(self._layers(row.id), self._parts))
        return articles

    def _layers(self, article: str) -> ArticleLayers:
        stored = self._project.layers(article)
        found = (standing_layer(each, self._actors, self._project.codebook) for each in stored)
        layers = {each.annotator: each for each in found}
        counting = {
            name: layers[name]
            for name in self._names
            if name in layers and self._counts(layers[name])
        }
        return ArticleLayers(article, counting)

    def _counts(self, layer: Layer) -> bool:
        if layer.progress is None:
            return False
        return layer.progress.status == "done" or self._options.status == "opened"

    def _disagreements(self, shared: Sequence[ArticleLayers]) -> tuple[Disagreement, ...]:
        vocabulary = Vocabulary(self._project.codebook, self._actors)
        found: list[Disagreement] = []
        for done, article in enumerate(shared):
            self._tell(done, len(shared), self._titles[article.article])
            found.extend(article.once("disagreements", partial(self._within, article, vocabulary)))
        return tuple(found)

    def _within(self, article: ArticleLayers, vocabulary: Vocabulary) -> tuple[Disagreement, ...]:
        return find_disagreements(article, self._project.text(article.article), vocabulary)

    def _work(
        self,
        person: Annotator,
        articles: Sequence[ArticleLayers],
        shared: Sequence[ArticleLayers],
    ) -> Work:
        layers = [each.layers[person.id] for each in shared if person.id in each.layers]
        is_whole = self._parts is None
        return Work(
            person.id,
            person.name,
            sum(person.id in each.layers for each in articles),
            len(layers),
            sum(len(mentions_of(layer)) for layer in layers) if is_whole else None,
            sum(len(layer.statements) for layer in layers) if is_whole else None,
        )

    def _tell(self, done: int, total: int, what: str) -> None:
        if self._cancelled():
            raise Cancelled("Measuring was stopped. Nothing was changed.")
        self._progress(done, total, what)


def _with_what_counts(article: ArticleLayers, parts: frozenset[Part] | None) -> ArticleLayers:
    """Return an article without what is not compared with anything, or not in these ``parts``."""
    layers = article.layers
    if len(layers) < 2:
        return ArticleLayers(article.article, {who: Layer(article.article, who) for who in layers})
    if parts is None:
        return article
    some = {
        who: replace(
            layer,
            mentions=layer.mentions if "entities" in parts else (),
            statements=layer.statements if parts & _OF_STATEMENTS else (),
        )
        for who, layer in layers.items()
    }
    return ArticleLayers(article.article, some)


_OUTCOMES: dict[RulingOutcome, str] = {
    "taken": "settled by taking one annotator's version",
    "edited": "settled by a version of the adjudicator's own",
    "rejected": "settled by rejecting all versions",
    "agreed": "accepted because all agree",
    "deferred": "deferred",
    "unclear": "left open because the guideline is unclear",
}


def settled_in_words(rulings: Mapping[RulingOutcome, int]) -> str:
    """Return how disagreements were settled, in words; the numbers never rest on it."""
    if not any(rulings.values()):
        return NO_ADJUDICATION
    told = ", ".join(
        f"{rulings[outcome]:,} {words}"
        for outcome, words in _OUTCOMES.items()
        if rulings.get(outcome)
    )
    return (
        f"Adjudication: one adjudicated layer is kept beside the annotators' own: {told}. Every "
        "number is computed on what the annotators said themselves, never on what was settled."
    )


class _Words(Mapping[str, Sequence[Span]]):
    """The words of each article, read when they are asked for."""

    def __init__(self, project: Measurable, articles: Iterable[ArticleLayers]) -> None:
        self._project = project
        self._articles = {each.article: each for each in articles}

    def __getitem__(self, article_id: str) -> Sequence[Span]:
        article = self._articles[article_id]
        return article.once("words", lambda: tokenize(self._project.text(article_id)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._articles)

    def __len__(self) -> int:
        return len(self._articles)


def _nothing(work: Sequence[Work], options: AgreementOptions) -> str:
    verb = "is done with" if options.status == "done" else "has opened"
    people = "; ".join(f"{each.name} {verb} {counted(each.articles, 'article')}" for each in work)
    so_far = f"So far: {people}." if people else "Nobody labels in this project yet."
    shared = "no article is shared" if sum(each.articles > 0 for each in work) > 1 else ""
    return (
        "There is no agreement to measure yet: it needs at least two annotators who are done with "
        f"the same article{' (' + shared + ')' if shared else ''}. {so_far} Nothing was changed. "
        "Let a second person label the same articles under their own name and mark them as done."
    )
