"""The ledger of suggestions: what was shown to annotators, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotator.agreement.intervals import Interval, wilson
from annotator.annotations.actors import (
    StandingActors,
    standing_suggestion,
)
from annotator.annotations.model import Layer
from annotator.annotations.offered.counterparts import is_counterpart
from annotator.annotations.standing import relabelled_suggestion, standing_layer
from annotator.codebook.model import Codebook
from annotator.errors import Cancelled
from annotator.preannotation.suggestion import Serving, Suggestion
from annotator.workflows.evaluating.outcomes import OUTCOMES, Ending, Outcome, Reader
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project

BANDS = ((0.5, "below .5"), (0.7, ".5 to .7"), (0.9, ".7 to .9"))
HIGHEST_BAND = ".9 and above"
SIMILAR_PASSAGE = "similar passage"
BAND_NAMES = (*(name for _, name in BANDS), HIGHEST_BAND)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many shown suggestions ended how.

    ``changed`` counts, among the edited ones, the slots that a person changed.
    """

    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    left: int = 0
    open: int = 0
    changed: dict[str, int] = field(default_factory=dict)

    @property
    def ended(self) -> int:
        """Return how many are decided or were left in an article that is done."""
        return self.accepted + self.edited + self.rejected + self.left

    @property
    def shown(self) -> int:
        """Return how many were shown."""
        return self.ended + self.open

    @property
    def acceptance(self) -> float | None:
        """Return the share of the ended ones that were accepted as they were; None without any."""
        return self.accepted / self.ended if self.ended else None

    @property
    def interval(self) -> Interval | None:
        """Return the 95 % interval of the acceptance (Wilson 1927); None without any."""
        return wilson(self.accepted, self.ended)


@dataclass(frozen=True, slots=True)
class Ledger:
    """What became of what was shown, counted in five ways.

    The same suggestion shown to two annotators counts twice. ``kinds`` are the entity kinds of
    mentions, ``quotation`` and ``statement``. ``unseen`` counts decisions about suggestions of
    which the project does not know that they were shown: made in the days before it kept that, or
    taken in from a file.
    """

    total: Tally
    kinds: dict[str, Tally]
    rules: dict[str, Tally]
    bands: dict[str, Tally]
    annotators: dict[str, Tally]
    articles: int = 0
    unseen: int = 0


def band(confidence: float) -> str:
    """Return the name of the band in which a confidence lies."""
    return next((name for above, name in BANDS if confidence < above), HIGHEST_BAND)


def kind_of(suggestion: Suggestion) -> str:
    """Return as what a suggestion is counted: the entity kind, quotation, or statement.

    What the annotator said elsewhere of the same words is no guess of the engine, and is counted by
    itself.
    """
    if is_counterpart(suggestion.id):
        return SIMILAR_PASSAGE
    return suggestion.label if suggestion.kind == "mention" else suggestion.kind


def _rule_of(suggestion: Suggestion) -> str:
    return SIMILAR_PASSAGE if is_counterpart(suggestion.id) else suggestion.rule


@dataclass(frozen=True, slots=True)
class ServedArticle:
    """One article with how it was served to whom, and what they left in it."""

    id: str
    reader: Reader
    servings: tuple[Serving, ...]
    layers: dict[str, Layer]

    def is_done_by(self, annotator: str) -> bool:
        """Tell whether an annotator marked it as done."""
        layer = self.layers.get(annotator)
        return layer is not None and layer.progress is not None and layer.progress.status == "done"


def served_articles(
    project: Project, *, progress: TellProgress | None = None, cancelled: IsCancelled = never
) -> Iterator[ServedArticle]:
    """Read the articles that anybody opened, one after the other; raises Cancelled."""
    wanted = project.served_articles()
    actors = project.standing_actors()
    people = {each.id for each in project.annotators()}
    for done, article in enumerate(wanted):
        if cancelled():
            raise Cancelled("The count was stopped. Nothing was changed.")
        if progress is not None:
            progress(done, len(wanted), "")
        yield ServedArticle(
            article,
            Reader(project.text(article), project.codebook, actors),
            tuple(
                _standing(each, actors, project.codebook)
                for each in project.servings(article)
                if each.annotator in people
            ),
            {
                each.annotator: standing_layer(each, actors, project.codebook)
                for each in project.people_layers(article)
            },
        )


def _standing(serving: Serving, actors: StandingActors, codebook: Codebook) -> Serving:
    """Return a serving in which everybody named, and every label, is one that stands now."""
    told = (relabelled_suggestion(each, codebook) or each for each in serving.suggestions)
    stand = tuple(standing_suggestion(each, actors) for each in told)
    return replace(serving, suggestions=stand)


class LedgerCount:
    """Counts article by article; :meth:`ledger` gives the result."""

    def __init__(self, names: dict[str, str]) -> None:
        """Take the names of annotators by id."""
        self._names = names
        self._endings: dict[tuple[str, str], Counter[str]] = {}
        self._articles = self._unseen = 0

    def read(self, article: ServedArticle) -> None:
        """Take one article in."""
        shown_here = False
        for serving in article.servings:
            nothing = Layer(article.id, serving.annotator)
            layer = article.layers.get(serving.annotator, nothing)
            shown = () if serving.is_withheld else newest(serving)
            shown_here = shown_here or bool(shown)
            for suggestion in shown:
                ending = _ending(article.reader, serving, suggestion, layer)
                self._add(suggestion, ending, self._names.get(serving.annotator, ""))
            self._unseen += _unseen(layer, {each.id for each in serving.suggestions})
        self._articles += shown_here

    def _add(self, suggestion: Suggestion, ending: Ending, annotator: str) -> None:
        keys = (
            ("total", ""),
            ("kind", kind_of(suggestion)),
            ("rule", _rule_of(suggestion)),
            ("band", band(suggestion.confidence)),
            ("annotator", annotator),
        )
        for key in keys:
            counts = self._endings.setdefault(key, Counter())
            counts[ending.outcome] += 1
            counts.update(f"changed {slot}" for slot in ending.changed)

    def ledger(self) -> Ledger:
        """Put the counts together."""
        total = self._of("total").get("", Tally())
        bands = self._of("band")
        return Ledger(
            total,
            kinds=self._of("kind"),
            rules=self._of("rule"),
            bands={name: bands[name] for name in BAND_NAMES if name in bands},
            annotators=self._of("annotator"),
            articles=self._articles,
            unseen=self._unseen,
        )

    def _of(self, way: str) -> dict[str, Tally]:
        return {
            name: _tally(counts)
            for (each, name), counts in sorted(self._endings.items())
            if each == way
        }


def newest(serving: Serving) -> tuple[Suggestion, ...]:
    """Return each suggestion that was shown once, whatever it said at different times."""
    return tuple({each.id: each for each in serving.suggestions}.values())


def _ending(reader: Reader, serving: Serving, suggestion: Suggestion, layer: Layer) -> Ending:
    """Tell how a suggestion ended, by what it said at the time that fits best."""
    told = [each for each in serving.suggestions if each.id == suggestion.id]
    endings = [reader.ending(each, layer) for each in told]
    return min(endings, key=lambda each: (OUTCOMES.index(each.outcome), len(each.changed)))


def _unseen(layer: Layer, shown: set[str]) -> int:
    decided = {each.suggestion for each in layer.mentions}
    decided |= {each.suggestion for each in layer.statements}
    return sum(1 for each in decided if each is not None and each not in shown)


def _tally(counts: Counter[str]) -> Tally:
    outcomes: dict[Outcome, int] = {each: counts[each] for each in OUTCOMES}
    changed = {
        key.removeprefix("changed "): count
        for key, count in sorted(counts.items())
        if key.startswith("changed ")
    }
    return Tally(**outcomes, changed=changed)


def count_suggestions(
    project: Project, *, progress: TellProgress | None = None, cancelled: IsCancelled = never
) -> Ledger:
    """Count what became of every suggestion that was shown; raises Cancelled."""
    count = LedgerCount({each.id: each.name for each in project.annotators()})
    for article in served_articles(project, progress=progress, cancelled=cancelled):
        count.read(article)
    return count.ledger()
