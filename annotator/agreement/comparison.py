"""Who is compared with whom on which articles, and how the labels are called."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

from annotator.agreement.coefficient import Coefficient
from annotator.agreement.measurement import Measurement, Part, Rank
from annotator.agreement.tokens import Tokens
from annotator.agreement.units import NONE, ArticleLayers, Group, statement_groups
from annotator.annotations.model import Statement
from annotator.annotations.wording import claim_type_label, label
from annotator.codebook.model import Codebook

if TYPE_CHECKING:
    from annotator.agreement.labels import LabelTable

Rows = Callable[[Sequence[Group[Statement]], Sequence[str]], Iterable[Sequence[Hashable | None]]]


@dataclass(frozen=True)
class Comparison:
    """Several annotators (by id) and the articles on which at least two of them are compared."""

    annotators: tuple[str, ...]
    articles: tuple[ArticleLayers, ...]

    @cached_property
    def groups(self) -> tuple[tuple[Group[Statement], ...], ...]:
        """The aligned statements of each article."""
        return tuple(statement_groups(article) for article in self.articles)

    @cached_property
    def pairs(self) -> tuple[Comparison, ...]:
        """The comparison of each two annotators that share an article."""
        pairs = (self.only(pair) for pair in combinations(self.annotators, 2))
        return tuple(pair for pair in pairs if pair.articles)

    def only(self, annotators: tuple[str, ...]) -> Comparison:
        """Return the comparison of ``annotators`` alone, over the articles that they share."""
        fewer = (article.only(annotators) for article in self.articles)
        return Comparison(annotators, tuple(each for each in fewer if len(each.layers) > 1))

    def table(self, rows: Rows, categories: Sequence[Hashable] | None = None) -> LabelTable:
        """Return the labels on the aligned statements of all articles, pooled into one table."""
        from annotator.agreement.labels import label_table

        pooled = [row for groups in self.groups for row in rows(groups, self.annotators)]
        return label_table(pooled, annotators=len(self.annotators), categories=categories)


@dataclass(frozen=True)
class Question:
    """What a report is asked about.

    ``names`` gives the name of each annotator by id. ``tokens`` holds the words of the articles;
    they are only read where ``is_full``, which means every measure that the program knows.
    """

    comparison: Comparison
    names: Mapping[str, str]
    codebook: Codebook
    tokens: Tokens
    is_full: bool = False

    @property
    def everyone(self) -> tuple[Comparison, ...]:
        """The comparison of all, and that of each pair where there are more than one."""
        pairs = self.comparison.pairs
        return (self.comparison, *pairs) if len(self.comparison.annotators) > 2 else pairs

    def line(
        self,
        part: Part,
        of: str,
        among: Comparison,
        coefficient: Coefficient,
        *,
        rank: Rank = "main",
        label: str = "",
    ) -> Measurement:
        """Return a line of the report, with the number of articles that it rests on."""
        counted = replace(coefficient, articles=len(among.articles))
        names = tuple(self.names[each] for each in among.annotators)
        return Measurement(part, of, names, counted, rank, label)

    def entity_kind(self, kind_id: str) -> str:
        """Return the name of an entity kind."""
        kind = self.codebook.entity_kind(kind_id)
        return (kind.label if kind else "") or label(kind_id)

    def claim_type(self, claim_type_id: str) -> str:
        """Return the name of a claim type."""
        return claim_type_label(self.codebook, claim_type_id)

    def stance_value(self, value_id: str) -> str:
        """Return the name of a stance value, also of having none."""
        value = self.codebook.stance_value(value_id)
        return "no stance" if value_id == NONE else (value.label if value else "") or value_id
