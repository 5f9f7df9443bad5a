"""The report on agreement to paste into a paper: what it says, in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator import __version__
from annotator.agreement.labels.coefficient import in_words, interval_in_words
from annotator.agreement.reported.measurement import PARTS, Measurement, Part, Prevalence
from annotator.agreement.reported.report import (
    AgreementReport,
    among,
    figures,
    number_or_nothing,
    value_in_words,
)
from annotator.agreement.reported.time_and_people import (
    OVER_TIME,
    WITHOUT_EACH,
    over_time_rows,
    what_is_shown,
    without_rows,
)
from annotator.plain_text import counted
from annotator.workflows.agreement.report_forms import Block, Entries, Heading, Paragraph, Sheet


def blocks(report: AgreementReport) -> Iterator[Block]:
    """Yield what the report says, in the order in which it says it."""
    yield Heading(1, f"Agreement in {report.project}")
    yield Paragraph(_basis(report))
    yield _work(report)
    for part, title in PARTS.items():
        yield from _part(report, part, title)
    yield from _by_version(report)
    yield from _by_article(report)
    yield from _over_time(report)
    yield from _without_each(report)
    yield Heading(2, "How it was measured")
    made = f"Computed with annotator {__version__}."
    for words in (report.handling, *report.intervals, report.adjudication, made):
        yield Paragraph(words)
    yield Heading(2, "Measures")
    yield Entries(tuple(definitions(report.measurements)))


def _basis(report: AgreementReport) -> str:
    compared = sum(1 for each in report.work if each.compared)
    words = (
        f"{counted(report.articles, 'article')} labelled by at least two of "
        f"{counted(compared, 'annotator')}{_by_how_many(report)}; codebook {report.codebook}."
    )
    known = {version: times for version, times in report.versions.items() if version}
    if len(known) > 1 or any(version != report.codebook for version in known):
        told = ", ".join(f"{version} ({times})" for version, times in known.items())
        words += f" Version of the codebook under which articles were done: {told}."
    return words


def _by_how_many(report: AgreementReport) -> str:
    """Return how many articles so many annotators labelled, where there are more than two."""
    numbers = Counter(each.annotators for each in report.by_article)
    told = ", ".join(f"{times} by {number}" for number, times in sorted(numbers.items()))
    return f" ({told})" if max(numbers, default=2) > 2 else ""


def _work(report: AgreementReport) -> Sheet:
    rows = tuple((each.name, *map(number_or_nothing, figures(each))) for each in report.work)
    head = "Annotator", "Done", "Compared", "Entities", "Statements"
    return Sheet(
        "What the annotators did, in articles, and what is in those compared", head, rows, 1
    )


def _part(report: AgreementReport, part: Part, title: str) -> Iterator[Block]:
    lines = [each for each in report.measurements if each.part == part]
    if not lines:
        return
    yield Heading(2, title)
    for of in dict.fromkeys(each.of for each in lines):
        some = [each for each in lines if each.of == of]
        whole = [each for each in some if each.rank != "label"]
        single = [each for each in some if each.rank == "label"]
        for caption, chosen in ((of, whole), (f"{of}: each label", single)):
            if chosen:
                told = [(among(each), each) for each in chosen]
                yield from measures_table(f"{title}: {caption}", told, who="Among")
    for prevalence in report.prevalences:
        if prevalence.part == part and prevalence.counts:
            yield Paragraph(f"Labels given ({prevalence.of}): {given_in_words(prevalence)}.")


def given_in_words(prevalence: Prevalence) -> str:
    """Return how often each label was given, and its share of all."""
    total = sum(count for _, count in prevalence.counts)
    return ", ".join(
        f"{label} {count} ({100 * count / total:.1f} %)" for label, count in prevalence.counts
    )


def measures_table(
    caption: str, lines: Sequence[tuple[str, Measurement]], *, who: str
) -> Iterator[Block]:
    """Yield the table of some measures, with the reasons of undefined ones below it.

    Each line comes with whom it is about; ``who`` is the head of that column. Where there is
    nothing to measure at all, a sentence says so instead.
    """
    if all(each.coefficient.units == 0 and each.coefficient.value is None for _, each in lines):
        why = dict.fromkeys(each.coefficient.reason for _, each in lines)
        yield Paragraph(f"{caption}: undefined, because {'; '.join(why)}.")
        return
    reasons = list(dict.fromkeys(each.coefficient.reason for _, each in lines))
    notes = {reason: chr(ord("a") + place) for place, reason in enumerate(filter(None, reasons))}
    head = "Measure", who, "Value", "95 % interval", "Raw agreement", "Units", "Articles"
    yield _narrowed(Sheet(caption, head, tuple(_row(*each, notes) for each in lines), 2))
    if notes:
        told = "; ".join(f"({note}) {reason}" for reason, note in notes.items())
        yield Paragraph(f"Undefined: {told}.")


def _narrowed(sheet: Sheet) -> Sheet:
    """Return a table of measures that says in its caption what is the same in all rows."""
    whose, articles = ({row[column] for row in sheet.rows} for column in (1, -1))
    caption, kept, words = sheet.caption, list(range(len(sheet.head))), sheet.words
    if len(whose) == 1:
        caption += f", {sheet.head[1].lower()}: {sheet.rows[0][1]}"
        kept.remove(1)
        words -= 1
    if len(articles) == 1:
        caption += f" ({counted(int(sheet.rows[0][-1]), 'article')})"
        kept.pop()
    head, *rows = (tuple(row[each] for each in kept) for row in (sheet.head, *sheet.rows))
    return Sheet(caption, head, tuple(rows), words)


def _row(whose: str, line: Measurement, notes: Mapping[str, str]) -> tuple[str, ...]:
    found = line.coefficient
    undefined = f"undefined ({notes.get(found.reason, '')})"
    return (
        line.title,
        whose,
        undefined if found.value is None else _value(line),
        interval_in_words(found),
        _share(found.raw_agreement),
        str(found.units),
        str(found.articles),
    )


def _value(line: Measurement) -> str:
    """Return the value; over several pairs with its standard deviation."""
    return value_in_words(line).replace(" over pairs)", ")")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _by_version(report: AgreementReport) -> Iterator[Block]:
    if not report.by_version:
        return
    yield Heading(2, "By version of the codebook")
    rows = tuple(
        (
            each.version or "several versions",
            f"{line.subject}: {line.title}",
            in_words(line.coefficient),
            str(line.coefficient.units),
            str(each.articles),
        )
        for each in report.by_version
        for line in each.measures
    )
    head = "Version", "Measure", "Value", "Units", "Articles"
    yield Sheet("Agreement by the version under which articles were done", head, rows, 2)


def _by_article(report: AgreementReport) -> Iterator[Block]:
    if not report.by_article:
        return
    yield Heading(2, "By article")
    with_labels = any(each.label_agreement is not None for each in report.by_article)
    rows = tuple(
        (
            report.titles.get(each.article) or each.article,
            str(each.annotators),
            _share(each.exact_f1),
            _share(each.coverage),
            str(each.statements),
            _share(each.claim_type_agreement),
            _share(each.stance_agreement),
            *((_share(each.label_agreement),) if with_labels else ()),
        )
        for each in report.by_article
    )
    head = (
        "Article",
        "Annotators",
        "Entities, exact F1",
        "Aligned",
        "Statements",
        "Claim types, raw",
        "Stances, raw",
        *(("Labels of the article, raw",) if with_labels else ()),
    )
    yield Sheet("Raw agreement in each article; the numbers above are pooled", head, rows, 1)


def _over_time(report: AgreementReport) -> Iterator[Block]:
    rows = over_time_rows(report.stretches)
    if rows:
        yield Heading(2, "Over time")
        yield from _narrow_sheets("Agreement by when articles were finished", rows, 2, most=6)
        yield Paragraph(f"{OVER_TIME} {what_is_shown(report.stretches[0].measures)}")


def _without_each(report: AgreementReport) -> Iterator[Block]:
    rows = without_rows(report.left_out, report.names)
    if rows:
        everyone = dict.fromkeys(each.everyone for each in report.left_out)
        yield Heading(2, "Without each annotator")
        yield from _narrow_sheets("Agreement without one annotator at a time", rows, 1, most=4)
        yield Paragraph(f"{WITHOUT_EACH} {what_is_shown(everyone)}")


def _narrow_sheets(
    caption: str, rows: Sequence[tuple[str, ...]], names: int, *, most: int
) -> Iterator[Sheet]:
    """Yield tables of no more than ``most`` measures each, so that they fit a page.

    ``names`` columns stand before them in every table.
    """
    measures = len(rows[0]) - names
    for start in range(names, names + measures, most):
        head, *others = ((*row[:names], *row[start : start + most]) for row in rows)
        more = ", continued" if start > names else ""
        yield Sheet(caption + more, head, tuple(others), 1)


def definitions(measurements: Iterable[Measurement]) -> Iterator[tuple[str, str]]:
    """Yield each measure with what it is and where it comes from, once."""
    seen = dict.fromkeys(each.definition for each in measurements)
    titles: set[str] = set()
    for each in seen:
        if each.title not in titles:
            titles.add(each.title)
            yield each.title, each.words
