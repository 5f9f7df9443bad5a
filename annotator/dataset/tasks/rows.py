"""One row of a dataset for each kind of task: a text unit with its label and where it comes from.

Everything is plain values, ready for JSON lines, tables and Parquet: :data:`ROW_OF` gives the class
of a task, whose fields are its columns. Offsets count Unicode code points: ``start`` and ``end``
into the article's text, those of parts (contents, sources, tokens, spans) into the row's ``text``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Task = Literal[
    "stance",
    "claim-detection",
    "claim-type",
    "spans",
    "quotations",
    "entities",
    "article-labels",
]
TASKS: tuple[Task, ...] = get_args(Task)
WITHOUT_NEGATIVES: frozenset[Task] = frozenset({"claim-type", "quotations"})
"""The tasks that begin with a statement: there are no rows without anything there."""
NONE = "NONE"
"""The label of a text unit where nobody, or this annotator, found anything."""
CLAIM, NO_CLAIM = "claim", "no claim"
Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Vote:
    """What one annotator says: their labels, or ``NONE`` where they found nothing."""

    annotator: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowSpan:
    """A labelled stretch of a row's text.

    ``first_token`` and ``last_token`` are the numbers of the tokens it begins and ends with.
    ``records`` are the ids of the statements or mentions it belongs to, ``annotators`` who marked
    it, ``share`` which part of those who could. ``actor`` is whom an entity names ("" for nobody).
    ``is_cut`` tells that it goes on outside of the text unit.
    """

    label: str
    start: int
    end: int
    first_token: int
    last_token: int
    records: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    share: float = 1.0
    actor: str = ""
    is_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the rows of every task have.

    ``id`` is the same whenever the dataset is built again. ``article_id`` is the article's own name
    (else our id, which is ``article_uid``). ``group`` names what is never parted by a split.
    ``label`` is the one label (the first of several); "" where a row has none: a tie that was kept.
    ``labels`` are all of them, ``shares`` maps each label that anybody gave to the share of the
    votes for it. ``annotators`` and ``annotator_ids`` are those whose label it is. ``statements``
    are ids of statements in it; ``codebook`` the version in whose words labels are told.
    """

    id: str
    split: str = ""
    article_id: str
    article_uid: str
    title: str
    date: str
    source: str
    group: str = ""
    text: str
    start: int
    end: int
    label: str
    labels: tuple[str, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)
    votes: tuple[Vote, ...] = ()
    is_tie: bool = False
    annotators: tuple[str, ...] = ()
    annotator_ids: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    codebook: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceTaskRow(Row):
    """A text unit with the stance on one target; ``NONE`` where the target is not taken up.

    ``explicit`` is None where annotators differ about it; a row without a stance is not explicit.
    ``content`` are the fragments of the statement, ``holder`` the ids of whose stance it is.
    """

    target_kind: str
    target_id: str
    target_label: str
    explicit: bool | None = None
    holder: tuple[str, ...] = ()
    holder_names: tuple[str, ...] = ()
    content: tuple[Ends, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTaskRow(Row):
    """A text unit that makes a claim or does not; ``content`` are the claims' fragments in it."""

    content: tuple[Ends, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTypeTaskRow(Row):
    """A statement in its text unit, with its claim types; the label is the one named first."""

    holder: tuple[str, ...] = ()
    holder_names: tuple[str, ...] = ()
    content: tuple[Ends, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanTaskRow(Row):
    """A text unit with labelled spans, which may overlap; also the rows of the entities.

    ``tokens`` are cut at the edges of all spans, so that each begins and ends with one. ``labels``
    are those of the spans, each once.
    """

    tokens: tuple[Ends, ...] = ()
    spans: tuple[RowSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationTaskRow(Row):
    """A reported statement in its text unit: whose words these are (the label is the holders).

    ``quote`` is direct, indirect or mixed; ``speaker`` the person who spoke for the holder.
    """

    content: tuple[Ends, ...] = ()
    sources: tuple[Ends, ...] = ()
    cues: tuple[Ends, ...] = ()
    holder: tuple[str, ...] = ()
    holder_names: tuple[str, ...] = ()
    speaker: str = ""
    speaker_name: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLabelTaskRow(Row):
    """An article with its values of one kind of label; ``NONE`` where it has none."""

    kind: str
    kind_label: str


ROW_OF: Mapping[Task, type[Row]] = {
    "stance": StanceTaskRow,
    "claim-detection": ClaimTaskRow,
    "claim-type": ClaimTypeTaskRow,
    "spans": SpanTaskRow,
    "quotations": QuotationTaskRow,
    "entities": SpanTaskRow,
    "article-labels": ArticleLabelTaskRow,
}


def columns(task: Task) -> tuple[str, ...]:
    """Return the names of the columns of a task."""
    return tuple(each.name for each in dataclasses.fields(ROW_OF[task]))
