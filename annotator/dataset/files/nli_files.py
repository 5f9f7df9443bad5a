"""Stances as pairs for natural language inference: does the text entail what is said of a holder?

The premise is the text unit, the hypothesis is made of the codebook's wording: "Norland favors
“The fighting should stop”." Each row gives two pairs for each holder: one with the mildest value in
favor, one with the mildest against. A stance on the same side is an entailment, one on the other
side a contradiction; no stance, and one without a side (neutral, unclear), is neutral. A tied row,
and one whose label has no side to tell (of which annotators were unsure), gives no pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from annotator.codebook.model import Codebook, StanceValue
from annotator.dataset.files.hub_card import front_matter
from annotator.dataset.files.row_files import HowRows, JsonLines
from annotator.dataset.files.row_shapes import ListOf, Shape, Struct, json_feature
from annotator.dataset.tasks.rows import NONE, Row, StanceTaskRow
from annotator.errors import DatasetError
from annotator.formats.files.jsonl import write_line

if TYPE_CHECKING:
    from annotator.dataset.files.card import CardFacts

Relation = Literal["entailment", "neutral", "contradiction"]
SOMEBODY, AUTHOR = "Somebody", "The author"
_IMPLICIT = "implicit "
_OR = " / "  # between words for the same in a codebook: "opposes / blames"


@dataclass(frozen=True, slots=True)
class Pair:
    """A premise and a hypothesis with the relation between them.

    ``shares`` are the shares of the votes for each relation. ``row`` is the id of the row it is
    made from, ``stance`` the row's label and ``proposed`` the stance that the hypothesis states.
    """

    id: str
    premise: str
    hypothesis: str
    label: Relation
    shares: Mapping[Relation, float]
    row: str
    split: str
    group: str
    article_id: str
    article_uid: str
    stance: str
    proposed: str
    holder: str
    holder_name: str
    target_kind: str
    target_id: str
    annotators: tuple[str, ...]
    codebook: str


COLUMNS: Mapping[str, str] = {
    "id": "the pair; the same whenever the dataset is built again",
    "premise": "the text unit",
    "hypothesis": "a stance of the holder, in the words of the codebook",
    "label": "entailment, neutral or contradiction",
    "shares": "the shares of the votes for each of these",
    "row": "the row of the stance dataset that the pair is made from",
    "split": "where the pair went",
    "group": "articles with one group tell much the same; no split parts them",
    "article_id": "the article's name in its source, or else article_uid",
    "article_uid": "the article in the project",
    "stance": "the stance that was labelled",
    "proposed": "the stance that the hypothesis states",
    "holder": "id of the actor whose stance it is, empty where there is none",
    "holder_name": "what the holder is called in the hypothesis",
    "target_kind": "what the stance is about: topic, actor or statement",
    "target_id": "the target's id",
    "annotators": "whose label it is",
    "codebook": "the version of the codebook in whose words labels are told",
}


class NliPairs(JsonLines):
    """One object per pair."""

    def __init__(self, folder: Path, splits: Iterable[str], how: HowRows) -> None:
        """Open the files; raises :class:`DatasetError` where the rows are no stances with sides."""
        if how.task != "stance":
            raise DatasetError(
                "Pairs of premise and hypothesis are made of stances. Nothing was written. Choose "
                "the task stance, or another format."
            )
        self._making = Pairs(how.codebook)
        super().__init__(folder, splits, how)

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns of pairs."""
        return COLUMNS

    def front_matter(self, facts: CardFacts) -> str:
        """Return what names the files, and what is in each column."""
        kinds: Mapping[str, Shape] = {
            "shares": Struct(tuple((each, "float64") for each in get_args(Relation))),
            "annotators": ListOf("string"),
        }
        features = [json_feature(name, kinds.get(name, "string"), ()) for name in COLUMNS]
        return front_matter(self._how, facts, self.suffix, dataset_info={"features": features})

    def write(self, row: Row) -> None:
        """Write the pairs of one row."""
        assert isinstance(row, StanceTaskRow)
        for pair in self._making.of(row):
            write_line(pair, self._out[row.split])


class Pairs:
    """Makes pairs in the words of a codebook."""

    def __init__(self, codebook: Codebook) -> None:
        """Raises :class:`DatasetError` for a codebook whose stances have no sides."""
        self._codebook = codebook
        sided = [each for each in codebook.stance_values if each.value]
        self._poles = tuple(
            min(some, key=lambda each: abs(each.value or 0))
            for some in ([e for e in sided if _side(e) > 0], [e for e in sided if _side(e) < 0])
            if some
        )
        if not self._poles:
            raise DatasetError(
                "No stance value of this codebook is for or against anything, so there is nothing "
                "to infer. Nothing was written. Give stance values a place on the scale."
            )

    def of(self, row: StanceTaskRow) -> Iterator[Pair]:
        """Yield the pairs of a row."""
        sides = {label: self._side_of(label) for label in (row.label, *row.shares)}
        if row.is_tie or sides[row.label] is None:
            return
        for holder, name in self._holders(row):
            for pole in self._poles:
                yield self._pair(row, sides, holder, name, pole)

    def _pair(
        self,
        row: StanceTaskRow,
        sides: Mapping[str, int | None],
        holder: str,
        name: str,
        pole: StanceValue,
    ) -> Pair:
        shares: dict[Relation, float] = {"entailment": 0, "neutral": 0, "contradiction": 0}
        known = {label: share for label, share in row.shares.items() if sides[label] is not None}
        for label, share in known.items():
            shares[_relation(sides[label] or 0, pole)] += share / sum(known.values())
        return Pair(
            id="|".join((row.id, holder or name, pole.id)),
            premise=row.text,
            hypothesis=self._hypothesis(row, name, pole),
            label=_relation(sides[row.label] or 0, pole),
            shares=shares,
            row=row.id,
            split=row.split,
            group=row.group,
            article_id=row.article_id,
            article_uid=row.article_uid,
            stance=row.label,
            proposed=pole.id,
            holder=holder,
            holder_name=name,
            target_kind=row.target_kind,
            target_id=row.target_id,
            annotators=row.annotators,
            codebook=row.codebook,
        )

    def _holders(self, row: StanceTaskRow) -> Iterator[tuple[str, str]]:
        if not row.holder:
            yield "", SOMEBODY if row.label == NONE else AUTHOR
        yield from zip(row.holder, row.holder_names, strict=True)

    def _hypothesis(self, row: StanceTaskRow, name: str, pole: StanceValue) -> str:
        """Return a stance as a sentence, with the first of the words that the codebook has.

        A codebook without words for such a target has the value's name alone.
        """
        topic = self._codebook.topic(row.target_id) if row.target_kind == "topic" else None
        kind = topic.kind if topic is not None else "policy"
        verb = self._codebook.wording(row.target_kind, pole.id, topic_kind=kind)
        if verb in (pole.id, pole.label):
            return f"The stance of {name} on {_object(row)} is: {pole.label}."
        return f"{name} {verb.split(_OR)[0]} {_object(row)}."

    def _side_of(self, label: str) -> int | None:
        """Return 1, 0 or -1 for what a label says of the target; None where it tells nothing."""
        if label in (NONE, "unclear"):
            return 0
        value = self._codebook.stance_value(label.removeprefix(_IMPLICIT))
        return None if value is None else _side(value)


def _side(value: StanceValue) -> int:
    return (value.value or 0) > 0 or -((value.value or 0) < 0)


def _relation(side: int, pole: StanceValue) -> Relation:
    if side == 0:
        return "neutral"
    return "entailment" if side == _side(pole) else "contradiction"


def _object(row: StanceTaskRow) -> str:
    """Return the target in words: an actor's name as it is, a topic and a statement quoted."""
    words = row.target_label.rstrip(".")
    return words if row.target_kind == "actor" else f"“{words}”"
