"""Agreement over time and without each annotator, as the rows and the data of reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.reported.measurement import Measurement

if TYPE_CHECKING:
    from annotator.agreement.explored.leave_one_out import LeftOut
    from annotator.agreement.explored.over_time import Stretch

OVER_TIME = (
    "Articles in the order in which the last annotator was done with them; each value is pooled "
    "over the articles of its row alone. Values of few articles jump."
)
WITHOUT_EACH = (
    "Everything is aligned and counted anew without one annotator, and by how much the value "
    "rises. A clear rise says that they differ from the others, not who is right."
)
Rows = tuple[tuple[str, ...], ...]


def over_time_rows(stretches: Sequence[Stretch]) -> Rows:
    """Return a head and a row for each stretch; nothing where there are fewer than two."""
    if len(stretches) < 2:
        return ()
    head = "Finished", "Articles", *_subjects(stretches[0].measures)
    return (
        head,
        *((each.when, str(len(each.articles)), *map(_value, each.measures)) for each in stretches),
    )


def without_rows(left_out: Iterable[LeftOut], names: Mapping[str, str]) -> Rows:
    """Return a head, a row for all annotators and one without each; nothing for fewer than three.

    Behind a value stands by how much it is above that of all.
    """
    lines: dict[str, list[LeftOut]] = {}
    for each in left_out:
        lines.setdefault(each.annotator, []).append(each)
    if not lines:
        return ()
    first = next(iter(lines.values()))
    return (
        ("Without", *_subjects([each.everyone for each in first])),
        ("nobody", *(_value(each.everyone) for each in first)),
        *((names[who], *map(shifted_value, some)) for who, some in lines.items()),
    )


def what_is_shown(measures: Iterable[Measurement]) -> str:
    """Return which measure stands for each part of the work."""
    told = []
    for each in measures:
        of = "" if each.of == each.subject else f", {each.of}"
        told.append(f"{each.subject}: {each.title}{of}")
    return f"What is shown: {'; '.join(told)}."


def over_time_data(stretches: Iterable[Stretch]) -> list[dict[str, object]]:
    """Return the stretches as plain data; times are in ISO 8601, null where not known."""
    return [
        {
            "articles": list(each.articles),
            "first": None if each.first is None else each.first.isoformat(),
            "last": None if each.last is None else each.last.isoformat(),
            "measures": [headline_data(line) for line in each.measures],
        }
        for each in stretches
    ]


def without_data(left_out: Iterable[LeftOut], names: Mapping[str, str]) -> list[dict[str, object]]:
    """Return each measure with everybody and without one annotator, as plain data."""
    return [
        {
            "without": each.annotator,
            "name": names[each.annotator],
            "everyone": headline_data(each.everyone),
            "others": headline_data(each.others),
            "shift": each.shift,
        }
        for each in left_out
    ]


def headline_data(measurement: Measurement) -> dict[str, object]:
    """Return a measure of some of the articles or people as plain data."""
    found = measurement.coefficient
    return {
        "part": measurement.part,
        "of": measurement.of,
        "title": measurement.title,
        "value": found.value,
        "reason": found.reason,
        "raw_agreement": found.raw_agreement,
        "units": found.units,
        "articles": found.articles,
    }


def _subjects(measures: Iterable[Measurement]) -> tuple[str, ...]:
    return tuple(each.subject for each in measures)


def _value(measurement: Measurement) -> str:
    return short_value(measurement.coefficient)


def short_value(found: Coefficient) -> str:
    """Return the value with three decimals, or that there is none."""
    return "no value" if found.value is None else f"{found.value:.3f}"


def shifted_value(line: LeftOut) -> str:
    """Return the value without one annotator, and by how much it is above that of all."""
    value = short_value(line.others.coefficient)
    if line.shift is None:
        return value
    shift = round(line.shift, 3)
    return f"{value} ({shift:+.3f})" if shift else f"{value} (0.000)"
