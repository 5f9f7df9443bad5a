"""Self-agreement as a table for the terminal, and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from annotator.agreement.labels.coefficient import interval_in_words
from annotator.agreement.reported.measurement import PARTS, Measurement
from annotator.agreement.reported.report import report_as_json, value_in_words
from annotator.agreement.reported.time_and_people import headline_data, over_time_data
from annotator.plain_text import counted, printable, table, wrapped
from annotator.workflows.agreement.self_agreement import SelfAgreement, UnderCodebooks

FORMAT, VERSION = "annotator-self-agreement", 1
HANDLING = (
    "What a person said the first time is compared with what they said when the article came back "
    "unannounced, with the same measures as between people. First and second time count alike: "
    "nothing says which is better. Articles whose first labels were changed after the second time "
    "began are left out. Values are pooled over articles, never averaged over them."
)


def selves_as_text(found: Sequence[SelfAgreement], *, most: int = 8) -> str:
    """Return the reports for the terminal, with the ``most`` frequent changes of labels each."""
    first = found[0].report
    lines = [f"Self-agreement in {first.project} (codebook {first.codebook})"]
    for each in found:
        lines += ["", *_person(each, most)]
    lines.append("")
    intervals = dict.fromkeys(words for each in found for words in each.report.intervals)
    for words in (HANDLING, *intervals):
        lines += wrapped(words, indent="  ")
    return printable("\n".join(line.rstrip() for line in lines))


def in_short(found: SelfAgreement) -> str:
    """Return how many articles were labelled twice, how much later, and what is left out."""
    articles = counted(found.report.articles, "article")
    words = f"{articles} labelled twice, {_days(found)}."
    if found.left_out:
        left_out = counted(found.left_out, "article")
        words += f" {left_out} left out: what was said the first time was changed since."
    return words


def _person(found: SelfAgreement, most: int) -> Iterator[str]:
    yield from wrapped(f"{found.name}: {in_short(found)}")
    for part, title in PARTS.items():
        lines = [each for each in found.report.measurements if each.part == part]
        shown = [each for each in lines if each.rank == "main" or found.report.is_full]
        if shown:
            yield f"  {title}"
            yield from table(
                [("", "value", "95 % interval", "raw", "units", "articles"), *_rows(shown)],
                indent="  ",
            )
    yield from _drift(found)
    yield from _moved_lines(found, most)


def _days(found: SelfAgreement) -> str:
    least, most = min(found.days), max(found.days)
    if least == most:
        return f"{counted(least, 'day')} later"
    return f"{least} to {counted(most, 'day')} later (median {median(found.days):g})"


def _rows(measurements: Sequence[Measurement]) -> Iterator[tuple[str, ...]]:
    for of in dict.fromkeys(each.of for each in measurements):
        yield (of[:1].upper() + of[1:], "", "", "", "", "")
        for each in measurements:
            if each.of == of:
                raw = each.coefficient.raw_agreement
                yield (
                    f"  {each.title}",
                    value_in_words(each),
                    interval_in_words(each.coefficient),
                    "" if raw is None else f"{raw:.3f}",
                    str(each.coefficient.units),
                    str(each.coefficient.articles),
                )


def _drift(found: SelfAgreement) -> Iterator[str]:
    """Yield how it changes with time and with the codebook, where there is enough."""
    if found.stretches:
        yield "  By when the second time was done"
        yield from _series(
            (each.when, len(each.articles), each.measures) for each in found.stretches
        )
    if found.is_under_several_codebooks:
        yield "  By the codebook of the first and of the second time"
        yield from _series(
            (codebooks_in_words(each), each.articles, each.measures) for each in found.codebooks
        )


def _series(rows: Iterable[tuple[str, int, Sequence[Measurement]]]) -> Iterator[str]:
    known = list(rows)
    titles = next((each[2] for each in known if each[2]), ())
    head = ("", "articles", *(each.subject for each in titles))
    cells = [
        (name, str(articles), *map(_short, measures))
        if measures
        else (name, str(articles), *("too few",) * len(titles))
        for name, articles, measures in known
    ]
    yield from table([head, *cells], indent="    ")


def _short(measurement: Measurement) -> str:
    is_known = measurement.coefficient.value is not None
    return value_in_words(measurement) if is_known else "no value"


def codebooks_in_words(found: UnderCodebooks) -> str:
    """Return under which codebooks articles were labelled first and second."""
    if found.first == found.second:
        return f"{found.first}, both times"
    return f"{found.first}, then {found.second}"


def _moved_lines(found: SelfAgreement, most: int) -> Iterator[str]:
    if not found.moved:
        yield "  Every label is the same both times."
        return
    yield "  Labels that differ: the first time, then the second"
    for each in found.moved[:most]:
        yield f"    {each.of}: {each.first}, then {each.second}: {each.count}"
    if len(found.moved) > most:
        yield f"    and {len(found.moved) - most} more; --json lists all."


def selves_as_json(found: Sequence[SelfAgreement]) -> dict[str, object]:
    """Return the reports as plain data."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "project": found[0].report.project,
        "codebook": found[0].report.codebook,
        "handling": HANDLING,
        "annotators": [_as_json(each) for each in found],
    }


def _as_json(found: SelfAgreement) -> dict[str, object]:
    return {
        "id": found.id,
        "name": found.name,
        "articles": found.report.articles,
        "articles_left_out": found.left_out,
        "days_between": list(found.days),
        "report": report_as_json(found.report),
        "over_time": over_time_data(found.stretches),
        "codebooks": [
            {
                "first": each.first,
                "second": each.second,
                "articles": each.articles,
                "measures": [headline_data(line) for line in each.measures],
            }
            for each in found.codebooks
        ],
        "labels_that_differ": [
            {
                "of": each.of,
                "first": each.first,
                "second": each.second,
                "count": each.count,
            }
            for each in found.moved
        ],
    }
