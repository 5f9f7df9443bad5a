"""Measure agreement on labels of whole articles alone, quickly for very many of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from annotator.agreement.article_values import value_words
from annotator.agreement.reported.measurement import Measurement, Prevalence
from annotator.agreement.reported.report import AgreementReport, Work
from annotator.agreement.units import NONE
from annotator.annotations.model import ArticleLabel
from annotator.annotations.standing import relabelled_labels
from annotator.codebook.article_labels import ArticleLabelKind
from annotator.errors import NothingToMeasureError
from annotator.workflows.agreement.choosing_annotators import compared_annotators
from annotator.workflows.agreement.measuring import AgreementOptions, settled_in_words

if TYPE_CHECKING:
    from annotator.agreement.explored.leave_one_out import LeftOut
    from annotator.agreement.labels.coefficient import Coefficient
    from annotator.agreement.labels.table import Formula, LabelTable
    from annotator.agreement.labels.tallies import Ints
    from annotator.agreement.resampling import Resampling
    from annotator.codebook.model import Codebook
    from annotator.project import Project
    from annotator.project.asked.ratings import LabelColumns

_OF_SEVERAL = ("gwet_ac1", "fleiss_kappa", "randolph_kappa")
_OF_PAIRS: tuple[Literal["cohen_kappa", "scott_pi"], ...] = ("cohen_kappa", "scott_pi")


def measure_article_labels(
    project: Project, options: AgreementOptions | None = None
) -> AgreementReport:
    """Compare what annotators gave to whole articles, kind by kind of label, and nothing else.

    It gives what :func:`annotator.workflows.agreement.measuring.measure` gives on these labels,
    with every measure, and reads a million of them in seconds. Raises
    :class:`NothingToMeasureError` where no two annotators are done with the same article or the
    codebook has no labels of articles.
    """
    chosen = options or AgreementOptions()
    people = compared_annotators(project, chosen.annotators)
    columns = project.label_columns([each.id for each in people], opened=chosen.status == "opened")
    run = _Run(columns, project.codebook, [each.name for each in people], chosen)
    if not run.shared or not project.codebook.article_labels:
        raise NothingToMeasureError(
            "There is no agreement on labels of articles to measure: it needs a codebook that has "
            "such labels, and two annotators who are done with the same article. Nothing was "
            "changed. Add labels of articles to the codebook, or let a second person label."
        )
    return AgreementReport(
        project.title,
        project.codebook.reference,
        run.shared,
        tuple(
            Work(each.id, each.name, *run.work(number), None, None)
            for number, each in enumerate(people)
        ),
        tuple(run.measurements()),
        tuple(run.prevalences()),
        (),
        {},
        {each.id: each.name for each in people},
        chosen.status,
        is_full=True,
        adjudication=settled_in_words(project.ruling_counts()),
        left_out=tuple(run.left_out([each.id for each in people])),
    )


class _Run:
    """The columns while they are compared."""

    def __init__(
        self,
        columns: LabelColumns,
        codebook: Codebook,
        names: Sequence[str],
        options: AgreementOptions,
    ) -> None:
        import numpy as np

        from annotator.agreement.resampling import MOST, Resampling

        self._codebook = codebook
        self._names = names
        self._asked: Resampling | None = None
        if options.rounds:
            self._asked = Resampling(rounds=options.rounds, seed=options.seed)
        worked = np.zeros((len(columns.articles), len(names)), dtype=np.bool_)
        worked[columns.worked[0], columns.worked[1]] = True
        self._worked = worked
        self._shared = worked.sum(axis=1) >= 2
        self.shared = int(self._shared.sum())
        self._is_large = self.shared > MOST
        self._article = np.array(columns.article, dtype=np.int64)
        self._annotator = np.array(columns.annotator, dtype=np.int64)
        self._kinds, self._values = columns.labels, columns.values
        self._kind = np.array(columns.label, dtype=np.int64)
        self._value = np.array(columns.value, dtype=np.int64)
        ends = np.cumsum(np.bincount(self._kind, minlength=len(self._kinds)))
        self._rows_of = np.split(np.argsort(self._kind, kind="stable"), ends[:-1])
        width = max(1, len(self._values))
        cells = np.bincount(self._kind * width + self._value)
        self._used = [divmod(each, width) for each in np.flatnonzero(cells).tolist()]
        self._tables: dict[str, LabelTable] = {}
        self._common: dict[tuple[int, ...], int] = {}

    def work(self, annotator: int) -> tuple[int, int]:
        """Return how many articles of an annotator count, and how many of them are compared."""
        own = self._worked[:, annotator]
        return int(own.sum()), int((own & self._shared).sum())

    def measurements(self) -> Iterator[Measurement]:
        """Yield every measure of every kind of label."""
        for kind in self._codebook.article_labels:
            if kind.multiple:
                yield from self._of_sets(kind)
            else:
                yield from self._of_values(kind)

    def prevalences(self) -> Iterator[Prevalence]:
        """Yield how often each value was given to the articles compared."""
        for kind in self._codebook.article_labels:
            counts: Counter[str] = Counter()
            for label, count in self._table(kind).prevalence().items():
                given = sorted(label) if isinstance(label, frozenset) else [label]
                counts.update({str(each): count for each in given or [NONE] if count})
            ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
            words = tuple((value_words(kind, value), count) for value, count in ordered)
            yield Prevalence("article_labels", kind.label, words)

    def left_out(self, annotators: Sequence[str]) -> Iterator[LeftOut]:
        """Yield alpha of each kind of label without each annotator (by id) in turn."""
        from annotator.agreement.explored.leave_one_out import FEWEST, LeftOut

        everyone = tuple(range(len(annotators)))
        kinds = self._codebook.article_labels
        if len(annotators) < FEWEST:
            return
        with_all = [self._headline(kind, everyone) for kind in kinds]
        for number, annotator in enumerate(annotators):
            rest = tuple(each for each in everyone if each != number)
            for kind, whole in zip(kinds, with_all, strict=True):
                yield LeftOut(annotator, whole, self._headline(kind, rest))

    def _headline(self, kind: ArticleLabelKind, among: tuple[int, ...]) -> Measurement:
        """Return alpha of a kind among some annotators, as if there were no others."""
        from annotator.agreement.labels.alpha import krippendorff_alpha, set_alpha

        table = self._table(kind)
        if len(among) < len(self._names):
            table = table.among(among)
        found = (set_alpha if kind.multiple else krippendorff_alpha)(table)
        names = tuple(self._names[each] for each in among)
        counted = replace(found, articles=self._articles(among))
        return Measurement("article_labels", kind.label, names, counted)

    def _of_values(self, kind: ArticleLabelKind) -> Iterator[Measurement]:
        from annotator.agreement.labels.alpha import krippendorff_alpha
        from annotator.agreement.labels.kappas import KAPPAS
        from annotator.agreement.labels.table import percent_agreement

        table = self._table(kind)
        yield self._line(kind, table, percent_agreement(table))
        yield self._line(kind, table, krippendorff_alpha(table))
        for name in _OF_SEVERAL:
            yield replace(self._line(kind, table, KAPPAS[name](table)), rank="further")
        yield from self._of_large(kind, table) if self._is_large else self._of_each(kind, table)

    def _of_each(self, kind: ArticleLabelKind, table: LabelTable) -> Iterator[Measurement]:
        """Yield the measures of each pair and of each value."""
        from annotator.agreement.labels.alpha import krippendorff_alpha
        from annotator.agreement.labels.kappas import KAPPAS

        for two in combinations(range(len(self._names)), 2):
            pair = table.pair(*two)
            for name in _OF_PAIRS if pair.unit_count() else ():
                yield self._ranked(self._line(kind, pair, KAPPAS[name](pair), two))
        for value, count in table.prevalence().items():
            if count:
                alone = table.against_rest(value)
                line = self._line(kind, alone, krippendorff_alpha(alone))
                yield replace(line, rank="label", label=value_words(kind, str(value)))

    def _of_large(self, kind: ArticleLabelKind, table: LabelTable) -> Iterator[Measurement]:
        """Yield the same from the sums of the whole table, so that units are counted once."""
        from annotator.agreement.labels.alpha import one_label_alpha, one_label_formula
        from annotator.agreement.labels.kappas import of_pair, pair_formula

        for number, two in enumerate(combinations(range(len(self._names)), 2)):
            for name in _OF_PAIRS:
                found = of_pair(name, table.total, number)
                if found.units:
                    formula = pair_formula(name, number)
                    yield self._ranked(self._line(kind, table, found, two, formula))
        active = table.total.comparable()
        for code, (value, count) in enumerate(table.prevalence().items()):
            if count:
                found = one_label_alpha(table.total, code, active)
                line = self._line(kind, table, found, None, one_label_formula(code))
                yield replace(line, rank="label", label=value_words(kind, str(value)))

    @staticmethod
    def _ranked(line: Measurement) -> Measurement:
        return line if line.coefficient.name == "cohen_kappa" else replace(line, rank="further")

    def _of_sets(self, kind: ArticleLabelKind) -> Iterator[Measurement]:
        from annotator.agreement.labels.alpha import holding, label_alpha, set_alpha

        table = self._table(kind)
        yield self._line(kind, table, set_alpha(table))
        for two in combinations(range(len(self._names)), 2):
            pair = table.pair(*two)
            if len(self._names) > 2 and pair.unit_count():
                yield self._line(kind, pair, set_alpha(pair), two)
        for value in kind.known_value_ids:
            line = self._line(kind, holding(table, value), label_alpha(table, value))
            yield replace(line, rank="label", label=value_words(kind, value))

    def _line(
        self,
        kind: ArticleLabelKind,
        table: LabelTable,
        found: Coefficient,
        pair: tuple[int, int] | None = None,
        formula: Formula | None = None,
    ) -> Measurement:
        """Return a line with its interval, by a ``formula`` of its own where the table is whole."""
        from annotator.agreement.resampling import with_interval

        among = tuple(range(len(self._names))) if pair is None else pair
        names = tuple(self._names[each] for each in among if self._worked[:, each].any())
        counted = replace(found, articles=self._articles(among))
        sure = with_interval(counted, table, self._asked, formula)
        return Measurement("article_labels", kind.label, names, sure)

    def _table(self, kind: ArticleLabelKind) -> LabelTable:
        """Return who gave what: one row for each article that two annotators worked on."""
        if kind.id not in self._tables:
            self._tables[kind.id] = self._made_table(kind)
        return self._tables[kind.id]

    def _articles(self, among: tuple[int, ...]) -> int:
        """Return how many articles two of some annotators worked on."""
        if among not in self._common:
            worked = self._worked[:, list(among)].sum(axis=1) >= 2
            self._common[among] = int(worked.sum())
        return self._common[among]

    def _made_table(self, kind: ArticleLabelKind) -> LabelTable:
        import numpy as np

        from annotator.agreement.labels.table import LabelTable

        values, standing = self._standing(kind)
        article, annotator, value = self._given(standing, values)
        labels: tuple[str | frozenset[str], ...] = (*values, NONE)
        codes = np.where(self._worked, len(values), -1).astype(np.int64)
        if kind.multiple:
            labels, codes = _sets(codes, article, annotator, value, values)
        else:
            codes[article, annotator] = np.where(codes[article, annotator] < 0, -1, value)
        rows = codes[self._shared]
        places = np.arange(len(rows), dtype=np.int64)
        return LabelTable(rows, np.ones(len(rows)), labels, places, max(1, len(rows)))

    def _given(self, standing: Ints, values: Sequence[str]) -> tuple[Ints, Ints, Ints]:
        """Return the numbers of article, annotator and today's value of what was given of a kind.

        Of several values where one is expected, the first by id comes last, and so counts, as
        everywhere.
        """
        import numpy as np

        concerned = np.flatnonzero((standing >= 0).any(axis=1))
        own = np.concatenate([self._rows_of[each] for each in concerned] or [self._kind[:0]])
        value = standing[self._kind[own], self._value[own]]
        own, value = own[value >= 0], value[value >= 0]
        by_id = np.argsort(np.argsort(np.array([*values, ""])[:-1]))
        order = np.argsort(-by_id[value], kind="stable") if len(own) else own
        return self._article[own[order]], self._annotator[own[order]], value[order]

    def _standing(self, kind: ArticleLabelKind) -> tuple[tuple[str, ...], Ints]:
        """Return today's values, and the number of that of each stored label and value (or -1)."""
        import numpy as np

        found = np.full((len(self._kinds), len(self._values)), -1, dtype=np.int64)
        known = {each: number for number, each in enumerate(kind.known_value_ids)}
        for row, column in self._used:
            stored = ArticleLabel("", "", "", self._kinds[row], self._values[column])
            (now,) = relabelled_labels([stored], self._codebook)
            if now.label == kind.id:
                found[row, column] = known.setdefault(now.value, len(known))
        return tuple(known), found


def _sets(
    codes: Ints, article: Ints, annotator: Ints, value: Ints, values: Sequence[str]
) -> tuple[tuple[frozenset[str], ...], Ints]:
    """Return the sets of values that were given, and their numbers ``[article, annotator]``."""
    held: dict[tuple[int, int], set[str]] = {}
    for at, who, number in zip(article.tolist(), annotator.tolist(), value.tolist(), strict=True):
        held.setdefault((at, who), set()).add(values[number])
    labels: dict[frozenset[str], int] = {frozenset(): 0}
    found = codes.clip(max=0)
    for place, given in held.items():
        if found[place] >= 0:
            found[place] = labels.setdefault(frozenset(given), len(labels))
    return tuple(labels), found
