"""Reading with a model, against every labelling that there is."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Sequence

import pytest

from annotator.preannotation.learning.decoding import Decoder
from annotator.preannotation.learning.features import TEMPLATES, Columns, Stretch
from annotator.preannotation.learning.model import Model

LABELS = 5  # none, and the first and further words of two kinds
WORDS = ("a", "b", "c")
Labels = tuple[int, ...]


def a_model(seed: int, *, spread: float = 2.0) -> Model:
    chance = random.Random(seed)
    return Model(
        kinds=("ORG", "GPE"),
        seen=frozenset(),
        transitions=tuple(chance.uniform(-spread, spread) for _ in range(LABELS * LABELS)),
        states={
            ("word", word): {label: chance.uniform(-spread, spread) for label in range(LABELS)}
            for word in WORDS
        },
    )


def a_text(words: Sequence[Sequence[str]]) -> Columns:
    """Return columns in which stretches hold the words and only the template ``word`` speaks."""
    column, stretches, at = ["", ""], [], 0
    for each in words:
        stretches.append(Stretch(at, at + len(each), len(column)))
        column += [*each, "", ""]
        at += len(each)
    silent = [""] * len(column)
    values = tuple(column if template == "word" else silent for template in TEMPLATES)
    return Columns(tuple(stretches), values)


def is_possible(labels: Labels) -> bool:
    return all(
        label == 0 or label % 2 == 1 or before in (label - 1, label)
        for before, label in itertools.pairwise((0, *labels))
    )


def labellings(model: Model, words: Sequence[str]) -> Iterator[tuple[Labels, float]]:
    for labels in itertools.product(range(LABELS), repeat=len(words)):
        if is_possible(labels):
            score = sum(
                model.states["word", word][label] for word, label in zip(words, labels, strict=True)
            )
            score += sum(
                model.transitions[one * LABELS + two] for one, two in itertools.pairwise(labels)
            )
            yield labels, score


def entities(labels: Labels) -> set[tuple[int, int, int]]:
    found, at = set(), 0
    while at < len(labels):
        first, label = at, labels[at]
        at += 1
        if label:
            while at < len(labels) and labels[at] == label + 1:
                at += 1
            found.add((first, at, (label - 1) // 2))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_path_and_probabilities_are_those_of_all_labellings(seed: int) -> None:
    chance = random.Random(seed)
    model = a_model(seed)
    texts = [[chance.choice(WORDS) for _ in range(chance.randint(1, 5))] for _ in range(4)]
    for lattice in Decoder(model).read(a_text(texts)):
        offset = lattice.stretch.first
        words = next(each for at, each in enumerate(texts) if sum(map(len, texts[:at])) == offset)
        scored = list(labellings(model, words))
        best, _ = max(scored, key=lambda each: each[1])
        found = {(m.first - offset, m.last - offset, m.kind) for m in lattice.entities()}
        assert found == entities(best)
        total = sum(math.exp(score) for _, score in scored)
        for first, last in itertools.combinations(range(len(words) + 1), 2):
            for kind in (0, 1):
                wanted = (first, last, kind)
                right = sum(math.exp(s) for labels, s in scored if wanted in entities(labels))
                probability = lattice.probability(first + offset, last + offset, kind)
                assert probability == pytest.approx(right / total, abs=1e-9)


def test_the_heaviest_weights_give_probabilities_too() -> None:
    for seed in range(20):
        lattices = Decoder(a_model(seed, spread=60.0)).read(a_text([list("abcabcacb") * 9]))
        for lattice in lattices:
            for marked in lattice.entities():
                assert 0.0 <= marked.probability <= 1.0


def test_stretches_are_read_alone_however_many_are_read_together() -> None:
    model = a_model(3)
    texts = [[WORDS[(at * step) % 3] for at in range(step)] for step in range(1, 60)]
    together = {
        (each.first, each.last, each.kind, round(each.probability, 9))
        for lattice in Decoder(model).read(a_text(texts))
        for each in lattice.entities()
    }
    alone = set()
    for number, text in enumerate(texts):
        offset = sum(map(len, texts[:number]))
        for lattice in Decoder(model).read(a_text([text])):
            for each in lattice.entities():
                place = (each.first + offset, each.last + offset, each.kind)
                alone.add((*place, round(each.probability, 9)))
    assert together == alone
