"""Measure how good the suggestions of a project are, by what people confirmed in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from annotator.annotations.actors import standing_suggestion
from annotator.annotations.edits import Zones
from annotator.annotations.standing import standing_layer
from annotator.corpus.span import Span
from annotator.errors import Cancelled, NothingToMeasureError
from annotator.workflows.agreement.choosing_annotators import chosen_annotators
from annotator.workflows.evaluating.figure_scoring import FigureScores, figure_scores, figures_in
from annotator.workflows.evaluating.scoring import (
    Candidate,
    CandidateScores,
    Entity,
    Miss,
    Score,
    boundaries,
    candidate_scores,
    compared,
    differences,
    quotation_score,
    trimmed,
    zones_as_entities,
)
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.annotations.model import Actor, Annotator, Layer
    from annotator.preannotation.suggestion import Suggestion
    from annotator.project import ArticleRow, Project

_PAGE = 200
_CERTAIN = 0.5  # below, a suggestion is shown as uncertain
_AROUND = 30  # code points shown on either side of a passage


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """Whose work counts (names or ids; None: everybody's), and whether to list the misses.

    ``only_withheld`` leaves only work on articles that were served without suggestions: what the
    engine finds there led nobody, so what it says of the engine is not biased by itself.
    """

    annotators: tuple[str, ...] | None = None
    with_errors: bool = False
    only_withheld: bool = False


@dataclass(frozen=True, slots=True)
class ErrorLine:
    """One miss with its place: the article, who confirmed, the passage and the words around it."""

    article: str
    title: str
    annotator: str
    miss: Miss
    passage: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was suggested against what was confirmed, pooled over articles and annotators.

    ``layers`` counts the pairs of an article and an annotator who marked it done; each is compared
    by itself. ``without_suggestions`` of the ``articles`` have none. ``kinds`` holds a score per
    entity kind, ``engines`` one per engine and version. ``uncertain`` counts guesses that were
    shown as uncertain, which are not among the entities. ``zones`` is None where nobody corrected
    any, ``candidates`` None where no statement was suggested, ``figures`` None where there is none.
    """

    project: str
    annotators: tuple[str, ...]
    articles: int
    layers: int
    without_suggestions: int
    kinds: dict[str, Score]
    boundary: Score
    uncertain: Score
    engines: dict[str, Score]
    quotations: Score
    zones: dict[str, Score] | None
    articles_with_corrected_zones: int
    candidates: CandidateScores | None
    figures: FigureScores | None = None
    errors: tuple[ErrorLine, ...] = ()

    @property
    def entities(self) -> Score:
        """Return the score over all entity kinds."""
        return sum(self.kinds.values(), Score())


def evaluate(
    project: Project,
    options: EvaluationOptions | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> Evaluation:
    """Compare the stored suggestions with the articles that annotators marked done.

    Confirmed are mentions that a person accepted, corrected or added, and every statement; a
    suggestion that was left undecided in a done article was not confirmed. Raises
    NothingToMeasureError where no article is done, and Cancelled.
    """
    run = _Run(project, options or EvaluationOptions())
    total = project.article_count()
    for done, row in enumerate(_rows(project)):
        if cancelled():
            raise Cancelled("The evaluation was stopped. Nothing was changed.")
        if progress is not None:
            progress(done, total, row.title)
        run.read(row)
    if progress is not None:
        progress(total, total, "")
    return run.report()


class _Run:
    """One evaluation on its way through a project."""

    def __init__(self, project: Project, options: EvaluationOptions) -> None:
        self._project = project
        self._with_errors = options.with_errors
        self._only_withheld = options.only_withheld
        self._people = chosen_annotators(project.annotators(), options.annotators)
        self._names = {each.id: each.name for each in self._people}
        self._engines = {each.id: f"{each.engine} {each.version}" for each in project.engine_runs()}
        self._articles = self._without = self._with_zones = 0
        self._layers: Counter[str] = Counter()
        self._sums: dict[tuple[str, str], Score] = {}
        self._candidates = CandidateScores()
        self._has_candidates = False
        self._figures = FigureScores()
        self._errors: list[ErrorLine] = []

    def read(self, row: ArticleRow) -> None:
        """Take one article in, if somebody is done with it."""
        actors, codebook = self._project.standing_actors(), self._project.codebook
        found = (standing_layer(each, actors, codebook) for each in self._project.layers(row.id))
        layers = [each for each in found if self._is_done(each)]
        if layers and self._only_withheld:
            unled = {each.annotator for each in self._project.servings(row.id) if each.is_withheld}
            layers = [each for each in layers if each.annotator in unled]
        if not layers:
            return
        text = self._project.text(row.id)
        suggested = self._project.suggestions(row.id)
        suggestions = [standing_suggestion(each, actors) for each in suggested]
        self._articles += 1
        self._without += not suggestions
        for layer in layers:
            self._layers[layer.annotator] += 1
            place = _Place(row, self._names[layer.annotator], text)
            self._read_entities(place, suggestions, layer)
            self._read_statements(place, suggestions, layer)
            self._read_figures(place, layer, actors.countries)
        self._read_zones(_Place(row, "", text))

    def _is_done(self, layer: Layer) -> bool:
        is_done = layer.progress is not None and layer.progress.status == "done"
        return is_done and layer.annotator in self._names

    def _read_entities(
        self, place: _Place, suggestions: Sequence[Suggestion], layer: Layer
    ) -> None:
        shown = [each for each in suggestions if each.kind == "mention"]
        sure = [each for each in shown if each.confidence >= _CERTAIN]
        confirmed = {
            _entity(each.span, each.kind, place.text)
            for each in layer.mentions
            if each.decision != "rejected"
        }
        guessed = _entities(sure, place.text)
        for kind, score in compared(guessed, confirmed).items():
            self._add("entity", kind, score)
        self._add("boundary", "", boundaries(guessed, confirmed))
        unsure = _entities([each for each in shown if each not in sure], place.text) - guessed
        right = len(unsure & confirmed)
        self._add("uncertain", "", Score(len(unsure), right, len(confirmed), right))
        for engine in dict.fromkeys(self._engines.values()):
            theirs = [each for each in sure if self._engines.get(each.run) == engine]
            found = sum(compared(_entities(theirs, place.text), confirmed).values(), Score())
            self._add("engine", engine, found)
        self._list(place, differences("entity", guessed, confirmed))

    def _read_statements(
        self, place: _Place, suggestions: Sequence[Suggestion], layer: Layer
    ) -> None:
        quoted = [each.span for each in suggestions if each.kind == "quotation"]
        score, misses = quotation_score(quoted, layer.statements, place.text)
        self._add("quotation", "", score)
        self._list(place, misses)
        candidates = _candidates(suggestions)
        scores, misses = candidate_scores(candidates, layer.statements, place.text)
        self._candidates += scores
        if candidates:
            self._has_candidates = True
        self._list(place, misses)

    def _read_figures(self, place: _Place, layer: Layer, countries: Iterable[Actor]) -> None:
        units = self._project.codebook.figure_units
        found = figures_in(place.text, self._project.zones(place.row.id), units)
        scores, misses = figure_scores(found, layer.statements, countries)
        self._figures += scores
        self._list(place, misses)

    def _read_zones(self, place: _Place) -> None:
        proposed, now = _zones(self._project, place.row.id)
        if proposed == now:
            return
        self._with_zones += 1
        for kind, score in compared(proposed, now).items():
            self._add("zone", kind, score)
        self._list(place, differences("zone", proposed, now))

    def _add(self, part: str, kind: str, score: Score) -> None:
        self._sums[part, kind] = self._sums.get((part, kind), Score()) + score

    def _list(self, place: _Place, misses: Sequence[Miss]) -> None:
        if self._with_errors:
            self._errors.extend(place.error(each) for each in misses)

    def _of(self, part: str) -> dict[str, Score]:
        return {kind: score for (each, kind), score in sorted(self._sums.items()) if each == part}

    def report(self) -> Evaluation:
        """Put the counts together."""
        if not self._articles:
            raise NothingToMeasureError(_nothing(self._people, unled=self._only_withheld))
        has_candidates = self._has_candidates
        return Evaluation(
            project=self._project.title,
            annotators=tuple(each.name for each in self._people if self._layers[each.id]),
            articles=self._articles,
            layers=self._layers.total(),
            without_suggestions=self._without,
            kinds=self._of("entity"),
            boundary=self._sums["boundary", ""],
            uncertain=self._sums["uncertain", ""],
            engines={name: score for name, score in self._of("engine").items() if score.suggested},
            quotations=self._sums["quotation", ""],
            zones=self._of("zone") if self._with_zones else None,
            articles_with_corrected_zones=self._with_zones,
            candidates=self._candidates if has_candidates else None,
            figures=None if self._figures.is_empty else self._figures,
            errors=tuple(
                each for each in self._errors if has_candidates or each.miss.part != "statement"
            ),
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """One article as one annotator left it."""

    row: ArticleRow
    annotator: str
    text: str

    def error(self, miss: Miss) -> ErrorLine:
        start, end = miss.span.start, miss.span.end
        return ErrorLine(
            article=self.row.id,
            title=self.row.title,
            annotator=self.annotator,
            miss=miss,
            passage=self.text[start:end],
            before=self.text[max(0, start - _AROUND) : start],
            after=self.text[end : end + _AROUND],
        )


def _entity(span: Span, kind: str, text: str) -> Entity:
    inner = trimmed(span, text)
    return inner.start, inner.end, kind


def _entities(suggestions: Sequence[Suggestion], text: str) -> set[Entity]:
    return {_entity(each.span, each.label, text) for each in suggestions}


def _candidates(suggestions: Sequence[Suggestion]) -> list[Candidate]:
    found = (getattr(each, "candidate", None) for each in suggestions)
    return [cast("Candidate", each) for each in found if each is not None and each.content]


def _zones(project: Project, article_id: str) -> tuple[set[Entity], set[Entity]]:
    """Return the zones as the program proposed them, and as they are now."""
    now = zones_as_entities(project.zones(article_id))
    for event in project.history(article_id):
        if event.kind == "zones" and isinstance(event.after, Zones):
            return zones_as_entities(event.after.zones), now
    return now, now


def _rows(project: Project) -> Iterator[ArticleRow]:
    after = -1
    while page := project.articles(after=after, limit=_PAGE):
        yield from page
        after = page[-1].position


def _nothing(people: Sequence[Annotator], *, unled: bool) -> str:
    names = ", ".join(each.name for each in people)
    if unled:
        return (
            "There is nothing to evaluate yet: no article that was served without suggestions is "
            f"marked as done by {names}. Nothing was changed. Set a share with annotator "
            "preannotate --withhold, label, and try again."
        )
    return (
        f"There is nothing to evaluate yet: no article is marked as done by {names}. Nothing was "
        "changed. Check the suggestions of some articles, mark these as done and try again."
    )
