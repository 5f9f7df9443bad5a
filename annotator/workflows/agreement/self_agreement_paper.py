"""The report on self-agreement to paste into a paper: what it says, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from annotator import __version__
from annotator.agreement.labels.coefficient import in_words
from annotator.agreement.reported.measurement import PARTS, Measurement, Part
from annotator.agreement.reported.time_and_people import what_is_shown
from annotator.plain_text import counted
from annotator.workflows.agreement.agreement_report import (
    definitions,
    given_in_words,
    measures_table,
)
from annotator.workflows.agreement.report_forms import Block, Entries, Heading, Paragraph, Sheet
from annotator.workflows.agreement.self_agreement import SelfAgreement
from annotator.workflows.agreement.self_agreement_report import (
    HANDLING,
    codebooks_in_words,
)

_MOST_MOVED = 20


def self_blocks(found: Sequence[SelfAgreement]) -> Iterator[Block]:
    """Yield what the report says of everybody who labelled articles twice."""
    first = found[0].report
    yield Heading(1, f"Self-agreement in {first.project}")
    people = counted(len(found), "annotator")
    yield Paragraph(
        f"Articles that {people} labelled twice, the second time unannounced; codebook "
        f"{first.codebook}."
    )
    yield _work(found)
    for part, title in PARTS.items():
        yield from _part(found, part, title)
    yield from _over_time(found)
    yield from _by_codebook(found)
    yield from _moved(found)
    yield Heading(2, "How it was measured")
    yield Paragraph(HANDLING)
    for words in dict.fromkeys(words for each in found for words in each.report.intervals):
        yield Paragraph(words)
    yield Paragraph(f"Computed with annotator {__version__}.")
    yield Heading(2, "Measures")
    yield Entries(tuple(definitions(_measurements(found))))


def _measurements(found: Iterable[SelfAgreement]) -> Iterator[Measurement]:
    """Yield the lines that are shown: further ones only where all were asked for."""
    for each in found:
        for line in each.report.measurements:
            if line.rank != "further" or each.report.is_full:
                yield line


def _work(found: Iterable[SelfAgreement]) -> Sheet:
    rows = tuple(
        (
            each.name,
            str(each.report.articles),
            str(each.left_out),
            str(min(each.days)),
            f"{median(each.days):g}",
            str(max(each.days)),
        )
        for each in found
    )
    head = "Annotator", "Articles", "Left out", "Fewest days", "Median", "Most days"
    caption = "Articles labelled twice, and the days between being done and beginning again"
    return Sheet(caption, head, rows, 1)


def _part(found: Sequence[SelfAgreement], part: Part, title: str) -> Iterator[Block]:
    lines = [
        (person.name, line)
        for person in found
        for line in _measurements([person])
        if line.part == part
    ]
    if not lines:
        return
    yield Heading(2, title)
    for of in dict.fromkeys(line.of for _, line in lines):
        some = [each for each in lines if each[1].of == of]
        whole = [each for each in some if each[1].rank != "label"]
        single = [each for each in some if each[1].rank == "label"]
        for caption, chosen in ((of, whole), (f"{of}: each label", single)):
            if chosen:
                ordered = _by_measure(chosen)
                yield from measures_table(f"{title}: {caption}", ordered, who="Annotator")
    for person in found:
        for each in person.report.prevalences:
            if each.part == part and each.counts:
                words = given_in_words(each)
                yield Paragraph(f"Labels given by {person.name}, both times ({each.of}): {words}.")


def _by_measure(lines: Sequence[tuple[str, Measurement]]) -> list[tuple[str, Measurement]]:
    """Return the lines of one measure together, so that people stand below each other."""
    titles = list(dict.fromkeys(line.title for _, line in lines))
    return sorted(lines, key=lambda each: titles.index(each[1].title))


def _over_time(found: Iterable[SelfAgreement]) -> Iterator[Block]:
    rows = [
        (person.name, stretch.when, stretch.measures, len(stretch.articles))
        for person in found
        for stretch in person.stretches
    ]
    yield from _series("Over time", "By when the second time was done", "Second time", rows)


def _by_codebook(found: Iterable[SelfAgreement]) -> Iterator[Block]:
    rows = [
        (person.name, codebooks_in_words(each), each.measures, each.articles)
        for person in found
        if person.is_under_several_codebooks
        for each in person.codebooks
    ]
    caption = "By the codebook of the first and of the second time"
    yield from _series("By version of the codebook", caption, "Codebook", rows)


def _series(
    heading: str,
    caption: str,
    when: str,
    found: Sequence[tuple[str, str, Sequence[Measurement], int]],
) -> Iterator[Block]:
    titles = next((measures for _, _, measures, _ in found if measures), ())
    if not found:
        return
    yield Heading(2, heading)
    rows = tuple(
        (name, words, str(articles), *_values(measures, len(titles)))
        for name, words, measures, articles in found
    )
    head = "Annotator", when, "Articles", *(each.subject for each in titles)
    yield Sheet(caption, head, rows, 2)
    if titles:
        yield Paragraph(what_is_shown(titles))


def _values(measures: Sequence[Measurement], width: int) -> tuple[str, ...]:
    if not measures:
        return ("too few",) * width
    found = (each.coefficient for each in measures)
    return tuple("no value" if each.value is None else in_words(each) for each in found)


def _moved(found: Sequence[SelfAgreement]) -> Iterator[Block]:
    yield Heading(2, "Labels that differ")
    rows = tuple(
        (person.name, each.of, each.first, each.second, str(each.count))
        for person in found
        for each in person.moved[:_MOST_MOVED]
    )
    if not rows:
        yield Paragraph("Every label is the same both times.")
        return
    head = "Annotator", "Of", "The first time", "The second time", "Times"
    yield Sheet("What was given the first and the second time, where it differs", head, rows, 4)
    left = {each.name: len(each.moved) - _MOST_MOVED for each in found}
    more = ", ".join(f"{name} {count}" for name, count in left.items() if count > 0)
    if more:
        yield Paragraph(f"Less frequent ones are left out: {more}.")
