"""Do suggestions pull the labels? Articles that were served with them against those without.

Pre-annotation makes annotators faster and can lead them to keep what they are shown (Fort and Sagot
2010, Influence of pre-annotation on POS-tagged corpus development). Which articles come without is
drawn, so a difference between both groups is due to the suggestions or to chance; the intervals
tell how much chance could do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from annotator.agreement.intervals import Difference, Part, difference
from annotator.agreement.units import ArticleLayers, mentions_of, statement_groups
from annotator.annotations.model import Statement
from annotator.annotations.offered.counterparts import is_counterpart
from annotator.corpus.words import words
from annotator.preannotation.suggestion import Serving, Suggestion
from annotator.workflows.evaluating.ledger import ServedArticle
from annotator.workflows.evaluating.outcomes import Reader

MeasureName = Literal[
    "statements",
    "mentions",
    "same_as_candidate",
    "same_content",
    "agreement",
    "claim_type_agreement",
]
LABELS: dict[MeasureName, str] = {
    "statements": "statements per 1,000 words",
    "mentions": "mentions per 1,000 words",
    "same_as_candidate": "statements as the engine suggests them",
    "same_content": "statements with a content that the engine suggests",
    "agreement": "statements that another annotator made too",
    "claim_type_agreement": "same claim types on these",
}
DEFINITIONS: dict[MeasureName, str] = {
    "statements": "Statements divided by the words of the articles, times 1,000.",
    "mentions": "Mentions, without rejected ones, divided by the words of the articles, times "
    "1,000.",
    "same_as_candidate": "Share of the statements that equal a suggestion for the article in "
    "every part that it has: content, source, cue, holder and claim type. What the engine suggests "
    "is known for articles that came without, too; nobody saw it there.",
    "same_content": "Share of the statements whose content is exactly that of a suggestion, shown "
    "or not.",
    "agreement": "Share of the statements that another annotator of the same article made too: "
    "their contents share at least a third of their union.",
    "claim_type_agreement": "Of the statements that two annotators both made, the share to which "
    "they give the same claim types.",
}
PER_WORDS = 1000
NAMES = ("with suggestions", "without suggestions")


@dataclass(frozen=True, slots=True)
class Side:
    """What one group of articles consists of; a layer is an article that an annotator has done."""

    articles: int = 0
    layers: int = 0
    words: int = 0
    statements: int = 0
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Both groups, and how far they differ.

    In each difference ``one`` is with suggestions and ``other`` without. ``measures`` go by the
    keys of :data:`DEFINITIONS`, ``claim_types`` by claim type: the share of statements that have
    it.
    """

    with_suggestions: Side
    without_suggestions: Side
    measures: dict[MeasureName, Difference]
    claim_types: dict[str, Difference]


class AnchoringCount:
    """Reads article by article; :meth:`anchoring` compares."""

    def __init__(self) -> None:
        self._sides = (_Group(), _Group())

    def read(self, article: ServedArticle) -> None:
        """Take in who has done an article, by how it was served to them."""
        done = [each for each in article.servings if article.is_done_by(each.annotator)]
        for is_withheld, group in zip((False, True), self._sides, strict=True):
            served = [each for each in done if each.is_withheld == is_withheld]
            if served:
                group.read(article, served)

    def anchoring(self, *, seed: int = 0) -> Anchoring:
        """Compare both groups; the same seed gives the same intervals."""
        ones, others = self._sides

        def compared(key: str) -> Difference:
            return difference(ones.parts(key), others.parts(key), names=NAMES, seed=seed)

        types = sorted(ones.claim_types() | others.claim_types())
        return Anchoring(
            ones.side(),
            others.side(),
            measures={name: compared(name) for name in DEFINITIONS},
            claim_types={each: compared(f"{_TYPE}{each}") for each in types},
        )


_TYPE = "type "


class _Group:
    """The articles that were served in one way, as the parts of the ratios that are compared."""

    def __init__(self) -> None:
        self._articles: list[Counter[str]] = []

    def read(self, article: ServedArticle, servings: Sequence[Serving]) -> None:
        counts: Counter[str] = Counter()
        layers = {each.annotator: article.layers[each.annotator] for each in servings}
        length = len(words(article.reader.text))
        for serving in servings:
            layer = layers[serving.annotator]
            counts["layers"] += 1
            counts["words"] += length
            counts["mentions"] += len(mentions_of(layer))
            counts.update(_of_statements(layer.statements, serving.suggestions, article.reader))
        for one, other in combinations(layers, 2):
            pair = ArticleLayers(article.id, {one: layers[one], other: layers[other]})
            counts.update(_of_pair(pair))
        self._articles.append(counts)

    def side(self) -> Side:
        total: Counter[str] = sum(self._articles, Counter())
        return Side(
            len(self._articles),
            total["layers"],
            total["words"],
            total["statements"],
            total["mentions"],
        )

    def claim_types(self) -> set[str]:
        keys = {key for each in self._articles for key in each}
        return {key.removeprefix(_TYPE) for key in keys if key.startswith(_TYPE)}

    def parts(self, key: str) -> list[Part]:
        base = _BASES.get(key, "statements")
        times = PER_WORDS if base == "words" else 1
        return [Part(times * each[key], each[base]) for each in self._articles]


_BASES = {
    "statements": "words",
    "mentions": "words",
    "agreement": "statements of pairs",
    "claim_type_agreement": "pairs",
}


def _of_statements(
    statements: Sequence[Statement], offered: Sequence[Suggestion], reader: Reader
) -> Iterator[str]:
    """Yield what each statement counts for."""
    said = [each for each in offered if each.kind != "mention" and not is_counterpart(each.id)]
    for statement in statements:
        yield "statements"
        yield from (f"{_TYPE}{each}" for each in statement.claim_types)
        near = [each for each in said if _is_near(each, statement)]
        changed = [reader.changed(each, statement) for each in near]
        if any(not each for each in changed):
            yield "same_as_candidate"
        if any("content" not in each for each in changed):
            yield "same_content"


def _is_near(suggestion: Suggestion, statement: Statement) -> bool:
    return any(suggestion.span.overlaps(each) for each in statement.content)


def _of_pair(pair: ArticleLayers) -> Counter[str]:
    """Count the statements that two annotators of an article both made."""
    both = [each.members for each in statement_groups(pair) if len(each.members) > 1]
    same = sum(1 for each in both if len({frozenset(x.claim_types) for x in each.values()}) == 1)
    made = sum(len(layer.statements) for layer in pair.layers.values())
    return Counter(
        {
            "agreement": 2 * len(both),
            "statements of pairs": made,
            "claim_type_agreement": same,
            "pairs": len(both),
        }
    )
