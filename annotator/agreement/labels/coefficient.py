"""What a measure of agreement gives: a number and what it rests on, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal[
    "defined",
    "undefined_no_variation",
    "undefined_no_pairable_units",
    "undefined_no_annotations",
    "undefined_unequal_ratings",
    "undefined_scale",
    "undefined_overlapping_marks",
    "undefined_too_many",
]

REASONS: dict[Status, str] = {
    "defined": "",
    "undefined_no_variation": "only one label occurs, so chance cannot be told from agreement",
    "undefined_no_pairable_units": "nothing was labelled by two annotators",
    "undefined_no_annotations": "none of them marked anything",
    "undefined_unequal_ratings": "it needs the same number of labels for every unit",
    "undefined_scale": "the labels have no place on a scale of numbers",
    "undefined_overlapping_marks": "marks of one annotator overlap, which it cannot hold",
    "undefined_too_many": "too many marks lie close together to try all alignments",
}


Method = Literal["bootstrap", "jackknife"]
METHODS: dict[Method, str] = {
    "bootstrap": "percentile bootstrap over articles",
    "jackknife": "delete-one-article jackknife with t",
}


@dataclass(frozen=True, slots=True)
class ArticleInterval:
    """A 95 % interval by resampling ``articles``, or the ``reason`` why there is none.

    ``undefined`` of ``rounds`` resamples had no value and were left out. ``seed`` is where a
    bootstrap's draws come from. Very many articles are drawn in ``groups`` (0: one by one).
    """

    method: Method
    articles: int
    low: float | None = None
    high: float | None = None
    rounds: int = 0
    undefined: int = 0
    reason: str = ""
    seed: int | None = None
    groups: int = 0

    @property
    def words(self) -> str:
        """How it was made, in words."""
        how = METHODS[self.method]
        if self.method == "bootstrap":
            how += f", {self.rounds:,} resamples, seed {self.seed}"
        if self.groups:
            how += f", {self.groups:,} random groups of articles"
        if self.undefined:
            how += f", {self.undefined} of them without a value and left out"
        return how


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One measure with its value, or with the status that says why it has none.

    ``name`` is a key of :mod:`annotator.agreement.reported.definitions`, perhaps with a label in
    brackets. ``units`` counts what was compared: units with at least two labels for a measure over
    labels, the marks of all annotators together for one over spans. ``raw_agreement`` is the share
    of agreeing pairs of labels, None where there is nothing to compare. ``pairs`` holds the value
    of each pair of annotators where the measure is one of pairs, in the order of the annotators
    (None for a pair that has none); ``value`` is then their mean, ``sd`` their population standard
    deviation. ``interval`` is None where nobody asked for one.
    """

    name: str
    value: float | None
    status: Status = "defined"
    raw_agreement: float | None = None
    units: int = 0
    annotators: int = 0
    articles: int = 0
    pairs: tuple[float | None, ...] = ()
    sd: float | None = None
    interval: ArticleInterval | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.status == "defined"):
            raise ValueError(f"{self.name}: a value, or the reason why there is none")

    @property
    def reason(self) -> str:
        """Why there is no value, in words; empty where there is one."""
        return REASONS[self.status]


def interval_in_words(coefficient: Coefficient) -> str:
    """Return the interval as "[0.512, 0.834]", or "" where there is none."""
    found = coefficient.interval
    if found is None or found.low is None or found.high is None:
        return ""
    return f"[{found.low:.3f}, {found.high:.3f}]"


def in_words(coefficient: Coefficient) -> str:
    """Return the value with three decimals, or "undefined: ..." with the reason."""
    if coefficient.value is None:
        return f"undefined: {coefficient.reason}"
    return f"{coefficient.value:.3f}"
