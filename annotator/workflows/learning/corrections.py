"""Learn from what people corrected: train, try out on held-back articles, keep what is better."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from annotator.annotations.ids import new_id
from annotator.annotations.standing import relabelled_layer
from annotator.corpus.duplicates import Comparison, clusters, comparable
from annotator.corpus.span import Span
from annotator.errors import Cancelled, LearnedLayerError
from annotator.preannotation.found import CERTAIN, Found
from annotator.preannotation.learning.stored import StoredLayer
from annotator.workflows.evaluating.scoring import Entity, Score, compared, trimmed
from annotator.workflows.learning.learned_layer import Trial, kinds_of
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.annotations.model import Layer
    from annotator.preannotation.learning.model import Model
    from annotator.preannotation.learning.training import Example, Vocabulary
    from annotator.preannotation.reading import Reading
    from annotator.project import Project

LEAST_ARTICLES = 25
LEAST_GROUPS = 10  # articles that tell different things
MOST_ARTICLES = 300  # learned from; more take many minutes and add little
MOST_OPEN = 0.5  # share of sure mentions that may be undecided in a corrected article
FOLDS = 5
ROUNDS = 2000
ALLOWED_LOSS = 0.01  # of F1, at the lower end of the interval
SEED = 1
STOPPED = "Learning was stopped. Nothing was changed: what was learned before is still there."

Scores = Mapping[str, Score]
Counts = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Corrected:
    """One article with what people confirmed in it, one sequence of mentions per person."""

    id: str
    text: str
    reading: Reading
    found: tuple[Found, ...]
    confirmed: tuple[tuple[tuple[Span, str], ...], ...]
    examples: tuple[Example, ...]


def learn(
    project: Project,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> StoredLayer:
    """Train on the project's corrected articles and compare with the rules; stores nothing.

    An article counts where somebody marked it as done, decided on or marked at least one mention,
    and left no more than half of the sure mentions undecided. Raises LearnedLayerError where there
    are too few, and Cancelled.
    """
    watch = _Watch(progress, cancelled)
    ids, left_out = _corrected_articles(project, watch)
    vocabulary, articles = _read(project, ids, watch)
    groups = _groups(project, articles)
    trial = _tried(articles, groups, kinds_of(project.codebook), vocabulary, left_out, watch)
    model = None
    if trial.is_better:
        watch.tell(FOLDS, FOLDS + 1, "Training on all corrected articles")
        model = _train(vocabulary, articles, watch)
    watch.tell(FOLDS + 1, FOLDS + 1, "")
    return _stored(trial, model)


class _Watch:
    """Tells how far the work is and stops it when a person wants that."""

    def __init__(self, progress: TellProgress | None, cancelled: IsCancelled) -> None:
        self._progress = progress
        self.cancelled = cancelled

    def tell(self, done: int, total: int, what: str) -> None:
        if self.cancelled():
            raise Cancelled(STOPPED)
        if self._progress is not None:
            self._progress(done, total, what)


def _corrected_articles(project: Project, watch: _Watch) -> tuple[list[str], int]:
    """Return the articles to learn from, and how many finished ones are left out."""
    rows = project.articles()
    corrected, left_out = [], 0
    for done, row in enumerate(rows):
        watch.tell(done, len(rows), "Looking for corrected articles")
        layers = [each for each in project.people_layers(row.id) if _is_finished(each)]
        if any(_is_decided(project, each) for each in layers):
            corrected.append(row.id)
        elif layers:
            left_out += 1
    if len(corrected) < LEAST_ARTICLES:
        raise LearnedLayerError(_too_few(len(corrected), left_out))
    if len(corrected) > MOST_ARTICLES:
        kept = set(random.Random(SEED).sample(corrected, MOST_ARTICLES))
        corrected = [each for each in corrected if each in kept]
    return corrected, left_out


def _is_finished(layer: Layer) -> bool:
    is_done = layer.progress is not None and layer.progress.status == "done"
    return is_done and bool(layer.mentions)


def _is_decided(project: Project, layer: Layer) -> bool:
    """Tell whether at least half of the sure mentions are decided, so that the rest says much.

    What somebody marked or rejected at a place decides about every suggestion that touches it.
    """
    places = [each.span for each in layer.mentions]
    sure = [
        any(span.overlaps(each.span) for span in places)
        for each in project.suggestions(layer.article)
        if each.kind == "mention" and each.confidence >= CERTAIN
    ]
    return not sure or sure.count(False) <= MOST_OPEN * len(sure)


def _too_few(count: int, left_out: int) -> str:
    said = (
        f"There is not enough to learn from yet: {count} of the {LEAST_ARTICLES} corrected "
        "articles needed. An article counts when it is marked as done and at least half of the "
        "entities suggested in it are accepted, corrected or rejected."
    )
    if left_out:
        said += f" In {left_out} finished ones most suggestions are still undecided."
    return f"{said} Nothing was changed. Finish more articles and try again."


def _read(
    project: Project, ids: Sequence[str], watch: _Watch
) -> tuple[Vocabulary, list[_Corrected]]:
    """Read the articles with the rules."""
    from annotator.preannotation.engine import shared_engine
    from annotator.preannotation.learning.training import Vocabulary, examples

    vocabulary, articles = Vocabulary(), []
    for done, article_id in enumerate(ids):
        watch.tell(done, len(ids), "Reading the corrected articles")
        text = project.text(article_id)
        reading, found = shared_engine().read(text, project.zones(article_id) or None)
        confirmed = tuple(
            tuple((each.span, each.kind) for each in layer.mentions if each.decision != "rejected")
            for layer in (
                relabelled_layer(each, project.codebook)
                for each in project.people_layers(article_id)
            )
            if _is_finished(layer) and _is_decided(project, layer)
        )
        learned_from = tuple(examples(vocabulary, reading, found, confirmed))
        articles.append(
            _Corrected(article_id, text, reading, tuple(found), confirmed, learned_from)
        )
    return vocabulary, articles


def _groups(project: Project, articles: Sequence[_Corrected]) -> list[list[int]]:
    """Return the articles (by number) that tell much the same, or each by itself."""
    comparison, lengths = Comparison(), {}
    for each in articles:
        text = comparable(each.id, each.text, project.zones(each.id))
        comparison.add(text)
        lengths[each.id] = text.length
    numbers = {each.id: number for number, each in enumerate(articles)}
    groups = [
        [numbers[article] for article in cluster]
        for cluster in clusters(comparison.similar(), lengths)
    ]
    grouped = {number for group in groups for number in group}
    groups += [[number] for number in numbers.values() if number not in grouped]
    if len(groups) < LEAST_GROUPS:
        raise LearnedLayerError(
            f"The {len(articles)} corrected articles tell only {len(groups)} different things, "
            "because many are copies of each other; what is learned could not be tested. Nothing "
            f"was changed. Finish articles on at least {LEAST_GROUPS} different things."
        )
    return sorted(groups)


def _folds(groups: Sequence[Sequence[int]]) -> list[set[int]]:
    """Spread whole groups over the folds: chance decides, the largest first, evenly."""
    order = list(groups)
    random.Random(SEED).shuffle(order)
    folds: list[set[int]] = [set() for _ in range(FOLDS)]
    for group in sorted(order, key=len, reverse=True):
        min(folds, key=len).update(group)
    return folds


def _tried(
    articles: Sequence[_Corrected],
    groups: Sequence[Sequence[int]],
    kinds: Mapping[str, str | None],
    vocabulary: Vocabulary,
    left_out: int,
    watch: _Watch,
) -> Trial:
    """Train on all folds but one, mark the articles of that one, and so on."""
    scores: dict[int, tuple[Scores, Scores]] = {}
    for number, fold in enumerate(_folds(groups)):
        words = f"Testing on articles that were held back ({number + 1} of {FOLDS})"
        watch.tell(number, FOLDS + 1, words)
        taught = [each for at, each in enumerate(articles) if at not in fold]
        model = _train(vocabulary, taught, watch)
        for at in sorted(fold):
            scores[at] = _scored(articles[at], model, kinds)
            watch.tell(number, FOLDS + 1, words)
    rules, learned = (_pooled([scores[at][side] for at in scores]) for side in (0, 1))
    difference, low, high = paired_difference(
        [tuple(_counts(scores[at][side] for at in group) for side in (0, 1)) for group in groups]
    )
    return Trial(
        articles=len(articles),
        groups=len(groups),
        left_out=left_out,
        rules=rules,
        learned=learned,
        difference=difference,
        low=low,
        high=high,
        is_better=is_better(difference, low),
    )


def is_better(difference: float, low: float) -> bool:
    """Tell whether a layer is used: its pooled F1 is higher, and the interval hardly below zero."""
    return difference > 0 and low >= -ALLOWED_LOSS


def _train(vocabulary: Vocabulary, articles: Sequence[_Corrected], watch: _Watch) -> Model:
    from annotator.preannotation.learning.training import train

    examples = [example for each in articles for example in each.examples]
    return train(vocabulary, examples, cancelled=watch.cancelled)


def _scored(
    article: _Corrected, model: Model, kinds: Mapping[str, str | None]
) -> tuple[Scores, Scores]:
    """Score what the rules assert in an article and what the layer asserts, for each person."""
    from annotator.preannotation.learning.layer import LearnedLayer

    revised = LearnedLayer(model, kinds).revise(article.reading, article.found)
    sides = [_asserted(each, article.text, kinds) for each in (article.found, revised)]
    totals: tuple[list[Scores], list[Scores]] = ([], [])
    for mentions in article.confirmed:
        truth = {_entity(span, kind, article.text) for span, kind in mentions}
        for guessed, total in zip(sides, totals, strict=True):
            total.append(compared(guessed, truth))
    return _pooled(totals[0]), _pooled(totals[1])


def _asserted(found: Sequence[Found], text: str, kinds: Mapping[str, str | None]) -> set[Entity]:
    return {
        _entity(each.span, kind, text)
        for each in found
        if each.kind == "mention" and each.is_certain
        if (kind := kinds.get(each.label, each.label)) is not None
    }


def _entity(span: Span, kind: str, text: str) -> Entity:
    inner = trimmed(span, text)
    return inner.start, inner.end, kind


def _pooled(scores: Sequence[Scores]) -> dict[str, Score]:
    total: dict[str, Score] = {}
    for each in scores:
        for kind, score in each.items():
            total[kind] = total.get(kind, Score()) + score
    return dict(sorted(total.items()))


def _counts(scores: Iterable[Scores]) -> Counts:
    total = sum((score for each in scores for score in each.values()), Score())
    return total.right, total.suggested + total.confirmed


def paired_difference(
    groups: Sequence[tuple[Counts, ...]], *, rounds: int = ROUNDS
) -> tuple[float, float, float]:
    """Return how much higher the second F1 is than the first, and its 95 % interval.

    ``groups`` holds both sides' counts for each group of articles: right ones, and suggested plus
    confirmed ones, of which F1 is ``2 right / both``. The interval draws whole groups with
    replacement, the same for both sides (percentile bootstrap, Efron 1979), always with the same
    chance, so that the same articles give the same interval.
    """
    import numpy as np

    counts = np.array(groups, dtype=np.float64)  # group, side, count
    chance = np.random.default_rng(SEED)
    drawn = chance.multinomial(len(groups), np.full(len(groups), 1 / len(groups)), size=rounds)
    sums = np.einsum("rg,gsc->rsc", drawn, counts)
    f1 = 2 * sums[:, :, 0] / np.maximum(sums[:, :, 1], 1.0)
    low, high = np.quantile(f1[:, 1] - f1[:, 0], (0.025, 0.975))
    total = counts.sum(axis=0)
    whole = 2 * total[:, 0] / np.maximum(total[:, 1], 1.0)
    return float(whole[1] - whole[0]), float(low), float(high)


def _stored(trial: Trial, model: Model | None) -> StoredLayer:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    body = msgspec.json.encode(trial).decode()
    if model is None:
        return StoredLayer(new_id(), made, body, None, None)
    from annotator.preannotation.learning.model import encode, fingerprint

    packed = encode(model)
    return StoredLayer(new_id(), made, body, packed, fingerprint(packed))
