"""The u-alpha family over the marks of all annotators, with intervals that share their draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from annotator.agreement.kept import Kept
from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.spans.pairwise import ArticleMarks

if TYPE_CHECKING:
    from annotator.agreement.labels.tallies import Floats
    from annotator.agreement.resampling import Resampled, Resampling
    from annotator.agreement.spans.unitizing import Measure, UnitTallies


class UnitMeasures:
    """Measures marks as units; where those of one annotator overlap, the shortest counts.

    ``lengths`` says how many code points the articles have; ``kept`` holds what articles add.
    """

    def __init__(
        self,
        marks: Sequence[ArticleMarks],
        lengths: Mapping[str, int],
        resampling: Resampling | None,
        kept: Kept,
    ) -> None:
        self._marks = marks
        self._lengths = lengths
        self._resampling = resampling
        self._kept = kept
        self.labels = tuple(
            sorted({one.label for each in marks for some in each.values() for one in some})
        )

    def of_all(self) -> Iterator[Coefficient]:
        """Yield the measures of all labels together; where there is only one, u-alpha alone."""
        from annotator.agreement.spans.unitizing import FAMILY

        family = FAMILY if len(self.labels) > 1 else {"u_alpha": FAMILY["u_alpha"]}
        for measure, formula in family.values():
            yield self._sure(measure(self._tallies), formula(self.labels))

    def of_label(self, label: str) -> Iterator[Coefficient]:
        """Yield the u-alpha of one label, and its coverage; nothing where there is only one."""
        from annotator.agreement.spans import unitizing

        if len(self.labels) < 2:
            return
        alpha = unitizing.ku_alpha_formula(self.labels, label)
        yield self._sure(unitizing.ku_alpha(self._tallies, label), alpha)
        covered = unitizing.ku_coverage_formula(self.labels, label)
        yield self._sure(unitizing.ku_coverage(self._tallies, label), covered)

    def _sure(self, found: Coefficient, formula: Measure) -> Coefficient:
        """Return a measure with its interval, where one is asked for."""
        if self._resampling is None:
            return found
        return replace(found, interval=self._resampled.interval(formula))

    @cached_property
    def _resampled(self) -> Resampled:
        from annotator.agreement.resampling import Resampled

        return Resampled(self._tallies.sums, self._resampling)

    @cached_property
    def _tallies(self) -> UnitTallies:
        from annotator.agreement.spans.unitizing import tallies_of_rows

        articles = sorted({article for each in self._marks for article in each})
        rows = self._kept.of_each(articles, ("units", self.labels), self._rows)
        return tallies_of_rows(rows, self.labels, sum(1 for each in self._marks if each))

    def _rows(self, articles: Sequence[str]) -> Sequence[Floats]:
        from annotator.agreement.spans.table import span_table
        from annotator.agreement.spans.unitizing import flattened, unit_rows

        some = [{each: marks[each] for each in articles if each in marks} for marks in self._marks]
        return list(unit_rows(flattened(span_table(some, self._lengths, labels=self.labels))))
