"""Krippendorff's alpha for units in a text: the u-alpha family of 2016.

Source of all formulas: Krippendorff, Mathet, Bouvry and Widloecher 2016, "On the reliability of
unitizing textual continua", Quality and Quantity 50; the same in Krippendorff 2019, section 12.6.
Lengths are in code points. What stands between units is a gap, labelled so; a gap is no unit, each
of its characters stands for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from annotator.agreement.labels.coefficient import Coefficient, Status
from annotator.agreement.labels.table import divided
from annotator.agreement.labels.tallies import Floats, Ints
from annotator.agreement.spans.table import Booleans, SpanTable, chosen

GAP = -1
Measure = Callable[[Floats], Floats]


@dataclass(frozen=True, eq=False, slots=True)
class UnitTallies:
    """What each article adds to the measures of the family ``sums[article, column]``.

    For ``n`` labels the columns are: length by label and the gaps (n + 1), length on which pairs
    agree in all, the same where labels are left aside, length that pairs with itself; then, over
    intersections of units alone and by label: their length, agreeing length, length that pairs
    with itself; and the length of units by label (4 n). ``units`` and ``by_label`` count units.
    """

    labels: tuple[str, ...]
    sums: Floats
    units: int
    annotators: int
    overlapping: int = 0
    by_label: tuple[int, ...] = ()


def unit_tallies(table: SpanTable) -> UnitTallies:
    """Return the sums of each article that at least two annotators looked at.

    ``overlapping`` counts fragments that begin inside an earlier one of the same annotator: the
    measures are not defined then, see :func:`flattened`.
    """
    shared = table.looked.sum(axis=1) >= 2
    table = chosen(table, shared[table.article] & table.looked[table.article, table.annotator])
    count, kinds = len(table.looked), len(table.labels)
    sums = np.zeros((count, 5 * kinds + 4))
    active = int(table.looked[shared].any(axis=0).sum()) if count else 0
    by_label = tuple(map(int, np.bincount(table.label, minlength=kinds)))
    clashes = int(_overlapping(table).sum())
    found = UnitTallies(table.labels, sums, len(table.start), active, clashes, by_label)
    if found.overlapping or not shared.any():
        return found
    line = _Line(table, shared)
    line.add_continuum(sums[:, : kinds + 4])
    line.add_units(sums[:, kinds + 4 :].reshape(count, 4, kinds))
    return found


def unit_rows(table: SpanTable) -> Floats:
    """Return what each article adds: its sums, then how many units have each label.

    Of a table without overlaps, in articles that at least two annotators looked at.
    """
    held = table.looked.sum(axis=1)[table.article] >= 2
    counts = np.zeros((len(table.looked), len(table.labels)))
    np.add.at(counts, (table.article[held], table.label[held]), 1)
    return np.hstack([unit_tallies(table).sums, counts])


def tallies_of_rows(
    rows: Sequence[Floats], labels: tuple[str, ...], annotators: int
) -> UnitTallies:
    """Return the sums of articles from the rows of :func:`unit_rows`."""
    width = 5 * len(labels) + 4
    whole = np.array(rows).reshape(len(rows), width + len(labels))
    by_label = tuple(map(int, whole[:, width:].sum(axis=0)))
    sums = np.ascontiguousarray(whole[:, :width])
    return UnitTallies(labels, sums, sum(by_label), annotators, 0, by_label)


def _overlapping(table: SpanTable) -> Booleans:
    same = (table.article[1:] == table.article[:-1]) & (table.annotator[1:] == table.annotator[:-1])
    return np.asarray(same & (table.start[1:] < table.end[:-1]))


class _Line:
    """All articles one behind the other, cut wherever a unit of anybody begins or ends."""

    def __init__(self, table: SpanTable, shared: Booleans) -> None:
        self._table = table
        self._kinds = len(table.labels)
        self._count = len(table.looked)
        lengths = np.where(shared, table.lengths, 0)
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        self._starts = bounds[table.article] + table.start
        self._ends = bounds[table.article] + table.end
        cuts = np.unique(np.concatenate((bounds, self._starts, self._ends)))
        self._at = cuts[:-1]
        self._lengths = np.diff(cuts).astype(np.float64)
        self._article = np.searchsorted(bounds, self._at, side="right") - 1
        self._others = np.maximum(table.looked.sum(axis=1) - 1, 1).astype(np.float64)
        self._looked = table.looked
        self._unit = [self._units_of(who) for who in range(table.annotators)]

    def _units_of(self, who: int) -> Ints:
        """Return the row of one annotator's unit at each stretch, or -1 in gaps."""
        rows = np.flatnonzero(self._table.annotator == who)
        if not len(rows):
            return np.full(len(self._at), GAP, dtype=np.int64)
        last = np.searchsorted(self._starts[rows], self._at, side="right") - 1
        inside = (last >= 0) & (self._at < self._ends[rows][np.maximum(last, 0)])
        return np.where(inside, rows[np.maximum(last, 0)], GAP)

    def _label(self, who: int) -> Ints:
        """Return the label at each stretch; gaps have the number behind the last one."""
        return np.append(self._table.label, self._kinds)[self._unit[who]]

    def add_continuum(self, into: Floats) -> None:
        """Add what concerns units and gaps: lengths by label, agreement, pairs with itself."""
        width = self._kinds + 1
        looked = self._looked[self._article]
        labels = [self._label(who) for who in range(self._table.annotators)]
        for who, label in enumerate(labels):
            here = looked[:, who]
            cells = self._article[here] * width + label[here]
            found = np.bincount(cells, self._lengths[here], minlength=self._count * width)
            into[:, :width] += found.reshape(self._count, width)
        share = 2 * self._lengths / self._others[self._article]
        for one, other in self._table.pairs():
            both = looked[:, one] & looked[:, other]
            same = both & (labels[one] == labels[other])
            alike = both & ((labels[one] == self._kinds) == (labels[other] == self._kinds))
            into[:, width] += self._by_article(same, share)
            into[:, width + 1] += self._by_article(alike, share)
        squares = (self._table.end - self._table.start).astype(np.float64) ** 2
        itself = np.bincount(self._table.article, squares, minlength=self._count)
        into[:, width + 2] = itself + into[:, self._kinds]

    def _by_article(self, where: Booleans, values: Floats) -> Floats:
        found = np.bincount(self._article[where], values[where], minlength=self._count)
        return np.asarray(found)

    def add_units(self, into: Floats) -> None:
        """Add what concerns intersections of units: ``[article, quantity, label]``."""
        table, width = self._table, self._kinds
        if not width:
            return
        for one, other in table.pairs():
            met = np.flatnonzero((self._unit[one] >= 0) & (self._unit[other] >= 0))
            if not len(met):
                continue
            ones, others = self._unit[one][met], self._unit[other][met]
            fresh = np.ones(len(met), dtype=np.bool_)
            fresh[1:] = (ones[1:] != ones[:-1]) | (others[1:] != others[:-1])
            length = np.add.reduceat(self._lengths[met], np.flatnonzero(fresh))
            ones, others = ones[fresh], others[fresh]
            article = table.article[ones]
            worth = length / self._others[article]
            for units, facing in ((ones, others), (others, ones)):
                label = table.label[units]
                cells = article * width + label
                agreeing = np.where(label == table.label[facing], worth, 0)
                # all that a unit meets of the other annotator pairs with itself (square of a sum)
                whole = np.bincount(units, length, minlength=len(table.label))
                itself = worth * whole[units]
                for number, values in enumerate((worth, agreeing, itself)):
                    found = np.bincount(cells, values, minlength=self._count * width)
                    into[:, number] += found.reshape(self._count, width)
        cells = table.article * width + table.label
        lengths = (table.end - table.start).astype(np.float64)
        found = np.bincount(cells, lengths, minlength=self._count * width)
        into[:, 3] = found.reshape(self._count, width)


def u_alpha_formula(labels: Sequence[str], *, binary: bool = False) -> Measure:
    """Return the formula of u-alpha: units and gaps, by label or only as units against gaps."""
    kinds = len(labels)

    def measure(sums: Floats) -> Floats:
        by_label = sums[..., : kinds + 1]
        whole = by_label.sum(axis=-1)
        if binary:
            inside = by_label[..., :kinds].sum(axis=-1)
            same = inside**2 + by_label[..., kinds] ** 2
        else:
            same = (by_label**2).sum(axis=-1)
        agreeing = sums[..., kinds + 2] if binary else sums[..., kinds + 1]
        expected = divided(whole * (whole**2 - same), whole**2 - sums[..., kinds + 3])
        return 1 - divided(whole - agreeing, expected)

    return measure


def _units(sums: Floats, kinds: int) -> Floats:
    return sums[..., kinds + 4 :].reshape(*sums.shape[:-1], 4, kinds)


def cu_alpha_formula(labels: Sequence[str]) -> Measure:
    """Return the formula of cu-alpha: labels on the intersections of units."""

    def measure(sums: Floats) -> Floats:
        length, agreeing, itself = np.moveaxis(_units(sums, len(labels))[..., :3, :], -2, 0)
        whole = length.sum(axis=-1)
        expected = divided(
            whole * (whole**2 - (length**2).sum(axis=-1)), whole**2 - itself.sum(axis=-1)
        )
        return 1 - divided(whole - agreeing.sum(axis=-1), expected)

    return measure


def cu_coverage_formula(labels: Sequence[str]) -> Measure:
    """Return the formula of the share of the text that intersections of units cover."""
    kinds = len(labels)

    def measure(sums: Floats) -> Floats:
        covered = _units(sums, kinds)[..., 0, :].sum(axis=-1)
        return divided(covered, sums[..., : kinds + 1].sum(axis=-1))

    return measure


def ku_alpha_formula(labels: Sequence[str], label: str) -> Measure:
    """Return the formula of (k)u-alpha: one label on the intersections of units."""
    number = labels.index(label)

    def measure(sums: Floats) -> Floats:
        length, agreeing, itself = np.moveaxis(_units(sums, len(labels))[..., :3, :], -2, 0)
        whole, own = length.sum(axis=-1), length[..., number]
        apart = divided(own - agreeing[..., number], own)
        expected = divided(own * (whole - own), own * whole - itself[..., number])
        return 1 - divided(apart, expected)

    return measure


def ku_coverage_formula(labels: Sequence[str], label: str) -> Measure:
    """Return the formula of the share of a label's units that units of others meet."""
    number = labels.index(label)

    def measure(sums: Floats) -> Floats:
        units = _units(sums, len(labels))
        return divided(units[..., 0, number], units[..., 3, number])

    return measure


def _measured(
    name: str,
    tallies: UnitTallies,
    formula: Measure,
    *,
    raw: Measure | None = None,
    met: bool = False,
) -> Coefficient:
    """Return a measure over all articles; ``met`` where it rests on intersections of units."""
    total = tallies.sums.sum(axis=0)
    kinds = len(tallies.labels)
    usable = not tallies.overlapping
    value = float(formula(total)) if usable else np.nan
    agreeing = float(raw(total)) if usable and raw is not None else np.nan
    status: Status = "defined"
    if np.isnan(value):
        status = _why_undefined(tallies, total, met=met)
    return Coefficient(
        name,
        None if np.isnan(value) else value,
        status,
        raw_agreement=None if np.isnan(agreeing) else agreeing,
        units=tallies.units,
        annotators=tallies.annotators,
        articles=int((tallies.sums[:, : kinds + 1].sum(axis=1) > 0).sum()),
    )


def _why_undefined(tallies: UnitTallies, total: Floats, *, met: bool) -> Status:
    kinds = len(tallies.labels)
    if tallies.overlapping:
        return "undefined_overlapping_marks"
    if tallies.annotators < 2:
        return "undefined_no_pairable_units"
    if not tallies.units:
        return "undefined_no_annotations"
    if met and not float(_units(total, kinds)[0].sum()):
        return "undefined_no_pairable_units"
    return "undefined_no_variation"


def u_alpha(tallies: UnitTallies) -> Coefficient:
    """Return u-alpha: agreement on units, their boundaries and labels, and gaps, by length.

    Krippendorff et al. 2016, equations 4 to 6. Raw agreement is the share of length that agrees.
    """
    kinds = len(tallies.labels)
    formula = u_alpha_formula(tallies.labels)
    return _measured("u_alpha", tallies, formula, raw=_share_of_length(kinds, kinds + 1))


def u_alpha_binary(tallies: UnitTallies) -> Coefficient:
    """Return |u-alpha: agreement on what is a unit and what is a gap, labels left aside."""
    kinds = len(tallies.labels)
    formula = u_alpha_formula(tallies.labels, binary=True)
    return _measured("u_alpha_binary", tallies, formula, raw=_share_of_length(kinds, kinds + 2))


def _share_of_length(kinds: int, column: int) -> Measure:
    return lambda sums: divided(sums[..., column], sums[..., : kinds + 1].sum(axis=-1))


def cu_alpha(tallies: UnitTallies) -> Coefficient:
    """Return cu-alpha: agreement on labels where units of different annotators intersect.

    Show it beside :func:`cu_coverage`: it says nothing about the rest of the text. Raw agreement is
    the share of the length of intersections that agrees.
    """

    def raw(sums: Floats) -> Floats:
        units = _units(sums, len(tallies.labels))
        return divided(units[..., 1, :].sum(axis=-1), units[..., 0, :].sum(axis=-1))

    formula = cu_alpha_formula(tallies.labels)
    return _measured("cu_alpha", tallies, formula, raw=raw, met=True)


def cu_coverage(tallies: UnitTallies) -> Coefficient:
    """Return the share of the text's length on which cu-alpha rests."""
    return _measured("cu_coverage", tallies, cu_coverage_formula(tallies.labels))


def ku_alpha(tallies: UnitTallies, label: str) -> Coefficient:
    """Return (k)u-alpha: agreement on one label where its units meet units of others.

    Raw agreement is the share of that length on which the others have the label too.
    """
    if label not in tallies.labels:
        return Coefficient(f"ku_alpha[{label}]", None, "undefined_no_annotations")
    number = tallies.labels.index(label)

    def raw(sums: Floats) -> Floats:
        units = _units(sums, len(tallies.labels))
        return divided(units[..., 1, number], units[..., 0, number])

    formula = ku_alpha_formula(tallies.labels, label)
    found = _measured(f"ku_alpha[{label}]", tallies, formula, raw=raw)
    return replace(found, units=tallies.by_label[number])


def ku_coverage(tallies: UnitTallies, label: str) -> Coefficient:
    """Return the share of a label's length on which (k)u-alpha rests."""
    if label not in tallies.labels:
        return Coefficient(f"ku_coverage[{label}]", None, "undefined_no_annotations")
    formula = ku_coverage_formula(tallies.labels, label)
    found = _measured(f"ku_coverage[{label}]", tallies, formula)
    return replace(found, units=tallies.by_label[tallies.labels.index(label)])


FAMILY: dict[
    str, tuple[Callable[[UnitTallies], Coefficient], Callable[[Sequence[str]], Measure]]
] = {
    "u_alpha": (u_alpha, u_alpha_formula),
    "u_alpha_binary": (u_alpha_binary, lambda labels: u_alpha_formula(labels, binary=True)),
    "cu_alpha": (cu_alpha, cu_alpha_formula),
    "cu_coverage": (cu_coverage, cu_coverage_formula),
}
"""The measures of all labels together, each with its formula."""


def flattened(table: SpanTable) -> SpanTable:
    """Return a table in which no two fragments of one annotator overlap.

    Where they do, the characters belong to the shortest of them, so that what stands inside a
    longer unit stays a unit of its own.
    """
    clash = _overlapping(table)
    if not clash.any():
        return table
    rows = np.flatnonzero(clash) + 1
    places = {(int(table.article[row]), int(table.annotator[row])) for row in rows}
    group = table.article * table.annotators + table.annotator
    keep = ~np.isin(group, [article * table.annotators + who for article, who in places])
    parts = [np.flatnonzero(keep)]
    starts, ends = [table.start[keep]], [table.end[keep]]
    for article, who in sorted(places):
        own = np.flatnonzero(group == article * table.annotators + who)
        owners, begin, end = _painted(table, own)
        parts.append(owners)
        starts.append(begin)
        ends.append(end)
    order = np.concatenate(parts)
    cut = chosen(table, order)
    again = np.lexsort((np.concatenate(starts), cut.annotator, cut.article))
    return SpanTable(
        cut.article[again],
        cut.annotator[again],
        np.concatenate(starts)[again],
        np.concatenate(ends)[again],
        cut.label[again],
        cut.mark[again],
        cut.labels,
        cut.looked,
        cut.lengths,
        cut.articles,
    )


def _painted(table: SpanTable, rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Return which row owns each stretch, and where the stretches begin and end."""
    owner = np.full(int(table.end[rows].max()) + 1, GAP, dtype=np.int64)
    length = table.end[rows] - table.start[rows]
    for row in rows[np.lexsort((-table.label[rows], -table.start[rows], -length))]:
        owner[table.start[row] : table.end[row]] = row
    turns = np.flatnonzero(owner[1:] != owner[:-1]) + 1
    begin = np.concatenate(([0], turns))
    end = np.concatenate((turns, [len(owner)]))
    held = owner[begin] >= 0
    return owner[begin][held], begin[held], end[held]
