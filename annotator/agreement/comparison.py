"""Who is compared with whom on which articles, and how the labels are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import combinations
from typing import TYPE_CHECKING

from annotator.agreement.kept import Kept, T
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.reported.measurement import Measurement, Part, Rank
from annotator.agreement.spans.tokens import Tokens
from annotator.agreement.units import NONE, ArticleLayers, Group, statement_groups
from annotator.annotations.model import Statement
from annotator.annotations.wording import claim_type_label, label
from annotator.codebook.model import Codebook

if TYPE_CHECKING:
    from annotator.agreement.labels.table import LabelTable, Patterns
    from annotator.agreement.resampling import Resampling

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

    def table(
        self,
        rows: Rows,
        categories: Sequence[Hashable] | None = None,
        *,
        key: Hashable = None,
    ) -> LabelTable:
        """Return the labels on the aligned statements of all articles, pooled into one table.

        ``key`` names the rows where ``rows`` is not the same function every time.
        """
        from annotator.agreement.labels.table import article_table

        def counted(_: ArticleLayers, groups: Sequence[Group[Statement]]) -> Patterns:
            return Counter(map(tuple, rows(groups, self.annotators)))

        asked = key or rows, None if categories is None else tuple(categories)
        if asked not in self._tables:
            self._tables[asked] = article_table(
                self.each(asked[0], counted),
                annotators=len(self.annotators),
                categories=categories,
            )
        return self._tables[asked]

    @cached_property
    def _tables(self) -> dict[Hashable, LabelTable]:
        return {}

    def each(
        self,
        key: Hashable,
        of: Callable[[ArticleLayers, Sequence[Group[Statement]]], T],
    ) -> list[T]:
        """Return what ``of`` says of each article and its aligned statements.

        It is kept with the article under ``key``.
        """
        asked = self.annotators, key
        return [
            article.once(asked, partial(of, article, groups))
            for article, groups in zip(self.articles, self.groups, strict=True)
        ]

    def kept(self, about: Hashable) -> Kept:
        """Return where findings ``about`` something are kept: with the articles."""
        return _KeptWithArticles(self, about)


class _KeptWithArticles(Kept):
    """Keeps findings about what some annotators did with the articles of their comparison."""

    def __init__(self, among: Comparison, about: Hashable) -> None:
        self._articles = {each.article: each for each in among.articles}
        self._annotators = among.annotators
        self._about = about

    def of_each(
        self,
        articles: Sequence[str],
        key: Hashable,
        work_out: Callable[[Sequence[str]], Iterable[T]],
    ) -> list[T]:
        asked = (self._annotators, self._about), key
        missing = [each for each in articles if asked not in self._articles[each].kept]
        if missing:
            for article, found in zip(missing, work_out(missing), strict=True):
                self._articles[article].kept[asked] = found
        return [self._articles[each].kept[asked] for each in articles]

    def of_two(
        self, article: str, two: tuple[int, int], key: Hashable, work_out: Callable[[], T]
    ) -> T:
        names = tuple(self._annotators[each] for each in two)
        return self._articles[article].once_for_all((names, self._about, key), work_out)


@dataclass(frozen=True)
class Question:
    """What a report is asked about.

    ``names`` gives the name of each annotator by id. ``tokens`` holds the words of the articles;
    they are only read where ``is_full``, which means every measure that the program knows.
    ``lengths`` says how many code points the articles have. With ``resampling`` each measure gets
    its interval; ``with_gamma`` adds gamma, which takes its time and tells ``patience`` how many of
    how many random texts are done.
    """

    comparison: Comparison
    names: Mapping[str, str]
    codebook: Codebook
    tokens: Tokens
    is_full: bool = False
    lengths: Mapping[str, int] = field(default_factory=dict)
    resampling: Resampling | None = None
    with_gamma: bool = False
    patience: Callable[[int, int], None] = lambda _done, _total: None

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
        on: LabelTable | None = None,
    ) -> Measurement:
        """Return a line of the report, with the number of articles that it rests on.

        ``on`` is the table of a measure over labels: from it comes the interval.
        """
        counted = replace(coefficient, articles=len(among.articles))
        if on is not None and self.resampling is not None:
            from annotator.agreement.resampling import with_interval

            counted = with_interval(counted, on, self.resampling)
        names = tuple(self.names[each] for each in among.annotators)
        return Measurement(part, of, names, counted, rank, label)

    def entity_kind(self, kind_id: str) -> str:
        """Return the name of an entity kind."""
        kind = self.codebook.entity_kind(kind_id)
        return (kind.label if kind else "") or label(kind_id)

    def claim_type(self, claim_type_id: str) -> str:
        """Return the name of a claim type."""
        return claim_type_label(self.codebook, claim_type_id)

    def group(self, group_id: str) -> str:
        """Return the name of a group of claim types, also of having no claim type."""
        known = (each.label for each in self.codebook.groups if each.id == group_id)
        return "no claim type" if group_id == NONE else next(known, group_id)

    def stance_value(self, value_id: str) -> str:
        """Return the name of a stance value, also of having none."""
        value = self.codebook.stance_value(value_id)
        return "no stance" if value_id == NONE else (value.label if value else "") or value_id
