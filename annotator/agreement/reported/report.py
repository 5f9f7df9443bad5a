"""The report on agreement: its values, as a table for the terminal, and as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from annotator.agreement.explored.article_numbers import ArticleNumbers, VersionNumbers
from annotator.agreement.explored.disagreements import KINDS, Disagreement
from annotator.agreement.labels.coefficient import ArticleInterval, in_words, interval_in_words
from annotator.agreement.reported.measurement import PARTS, Measurement, Part, Prevalence
from annotator.agreement.reported.time_and_people import (
    OVER_TIME,
    WITHOUT_EACH,
    over_time_data,
    over_time_rows,
    what_is_shown,
    without_data,
    without_rows,
)
from annotator.plain_text import counted, printable, table, wrapped

if TYPE_CHECKING:
    from annotator.agreement.explored.leave_one_out import LeftOut
    from annotator.agreement.explored.over_time import Stretch

FORMAT = "annotator-agreement"
VERSION = 1
_HANDLING = (
    "Values are pooled over all articles compared, never averaged over articles. An article counts "
    "for an annotator who {counts}, also when nothing was found there; one not opened is missing. "
    "Rejected entities are absent. Units are what a value rests on: marks for F1, coverage and "
    "u-alpha (where each fragment is one), else what two or more labelled. Where a value is a mean "
    "over pairs of annotators, each pair counts alike, however few articles it shares, and sd is "
    "the standard deviation over these pairs."
)
_ALIGNING = (
    "Claim types and stances are compared on aligned statements only. Two statements are aligned "
    "where their contents share at least a third of their union, one to one, so that the total is "
    "greatest; labels play no part. With three annotators or more, kappa and F1 rest on the "
    "alignment of the two concerned, and alpha on groups joined closest first, with at most one "
    "statement of each annotator. Who takes different stances on one target, because two targets "
    "were merged since, counts there as missing until they choose."
)
_OF_STATEMENTS: tuple[Part, ...] = ("statements", "claim_types", "stances")
NO_ADJUDICATION = (
    "No adjudication: every number is computed on what the annotators said themselves."
)
JsonObject = dict[str, object]


@dataclass(frozen=True, slots=True)
class Work:
    """What one annotator has done.

    ``articles`` counts those that count, ``compared`` those of them that somebody else shares;
    ``entities`` and ``statements`` are what is in the latter, None where nobody counted them.
    """

    annotator: str
    name: str
    articles: int
    compared: int
    entities: int | None
    statements: int | None


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """What was measured among whom, and every passage on which they differ.

    ``articles`` counts the articles compared. ``titles`` names these articles, and ``names`` the
    annotators, both by id. ``versions`` counts the pieces of work done under each version of the
    codebook. ``adjudication`` tells in words how disagreements were settled. ``stretches`` are
    agreement over time, ``left_out`` what it would be without each annotator.
    """

    project: str
    codebook: str
    articles: int
    work: tuple[Work, ...]
    measurements: tuple[Measurement, ...]
    prevalences: tuple[Prevalence, ...]
    disagreements: tuple[Disagreement, ...]
    titles: Mapping[str, str]
    names: Mapping[str, str]
    status: Literal["done", "opened"] = "done"
    is_full: bool = False
    by_article: tuple[ArticleNumbers, ...] = ()
    by_version: tuple[VersionNumbers, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)
    adjudication: str = NO_ADJUDICATION
    stretches: tuple[Stretch, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def intervals(self) -> tuple[str, ...]:
        """How intervals were made, and why some measures have none, in words."""
        found = [each.coefficient.interval for each in self.measurements]
        made = {each.words: None for each in found if each is not None and each.low is not None}
        without = {
            each.reason: None
            for each in found
            if each is not None and each.reason not in ("", "there is no value")
        }
        said = [f"95 % intervals by resampling articles: {words}." for words in made]
        said += [f"No interval where {reason}." for reason in without]
        if any(
            each is not None and each.low is not None and each.low == each.high for each in found
        ):
            said.append(
                "Where all articles give the same value, the interval is that value; it says "
                "nothing about other articles."
            )
        return tuple(said)

    @property
    def handling(self) -> str:
        """How articles, missing and rejected labels were treated, in words."""
        counts = "is done with it" if self.status == "done" else "has opened it"
        aligned = any(each.part in _OF_STATEMENTS for each in self.measurements)
        return _HANDLING.format(counts=counts) + (f" {_ALIGNING}" if aligned else "")

    def said(self, disagreement: Disagreement) -> str:
        """Return who says what, in one line."""
        return "; ".join(f"{self.names[name]}: {words}" for name, words in disagreement.said)


def report_as_text(report: AgreementReport, *, most: int = 50) -> str:
    """Return the report as a table for the terminal, with the first ``most`` disagreements."""
    lines = [
        f"Agreement in {report.project} (codebook {report.codebook})",
        f"{counted(report.articles, 'article')} compared.",
        "",
        *_work_table(report.work),
    ]
    for part, title in PARTS.items():
        if any(each.part == part for each in report.measurements):
            lines += ["", title, *_part_table(report, part)]
    lines += ["", *_disagreement_lines(report, most), ""]
    lines += [*_version_lines(report), *_time_lines(report), *_people_lines(report)]
    for words in (report.handling, *report.intervals, report.adjudication):
        lines += wrapped(words, indent="  ")
    lines += ["", *_definition_lines(report)]
    return printable("\n".join(line.rstrip() for line in lines))


def _work_table(work: Sequence[Work]) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [("annotator", "done", "compared", "entities", "statements")]
    rows += [(each.name, *map(number_or_nothing, figures(each))) for each in work]
    yield from table(rows, indent="  ")


def figures(work: Work) -> tuple[int | None, ...]:
    """Return what an annotator has done, in numbers."""
    return work.articles, work.compared, work.entities, work.statements


def number_or_nothing(number: int | None) -> str:
    """Return a number in digits, "" where nobody counted."""
    return "" if number is None else str(number)


def _part_table(report: AgreementReport, part: Part) -> Iterator[str]:
    lines = [each for each in report.measurements if each.part == part]
    rows: list[tuple[str, ...]] = [
        ("", "among", "value", "95 % interval", "raw", "units", "articles")
    ]
    for of in dict.fromkeys(each.of for each in lines):
        rows.append((_sentence(of), "", "", "", "", "", ""))
        rows += [_row(each) for each in lines if each.of == of]
    yield from table(rows, indent="  ")
    for prevalence in report.prevalences:
        if prevalence.part == part and prevalence.counts:
            counts = ", ".join(f"{label} {count}" for label, count in prevalence.counts)
            yield from wrapped(f"Labels given: {counts}", indent="  ")


def _row(measurement: Measurement) -> tuple[str, ...]:
    found = measurement.coefficient
    indent = "    " if measurement.rank == "label" else "  "
    return (
        f"{indent}{measurement.title}",
        among(measurement),
        value_in_words(measurement),
        interval_in_words(found),
        "" if found.raw_agreement is None else f"{found.raw_agreement:.3f}",
        str(found.units),
        str(found.articles),
    )


def value_in_words(measurement: Measurement) -> str:
    """Return the value, or why there is none; over several pairs with its standard deviation."""
    found = measurement.coefficient
    spread = found.sd is not None and len(found.pairs) > 1
    return in_words(found) + (f" (sd {found.sd:.3f} over pairs)" if spread else "")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def among(measurement: Measurement) -> str:
    """Return who was compared: two names, or how many they are."""
    names = measurement.annotators
    return " and ".join(names) if len(names) == 2 else f"all {len(names)}"


def _disagreement_lines(report: AgreementReport, most: int) -> Iterator[str]:
    found = report.disagreements
    if not found:
        yield "No disagreements."
        return
    counts = Counter(each.kind for each in found)
    kinds = ", ".join(f"{words} {counts[kind]}" for kind, words in KINDS.items() if counts[kind])
    yield f"{counted(len(found), 'disagreement')}: {kinds}"
    article = ""
    for each in found[:most]:
        if each.article != article:
            article = each.article
            yield f"  {report.titles.get(article) or article}"
        about = f" on {each.about}" if each.about else ""
        yield f"    {each.span.start}-{each.span.end} {KINDS[each.kind]}{about}: {each.passage}"
        yield f"      {report.said(each)}"
    if len(found) > most:
        yield f"  and {len(found) - most} more; --json lists all."


def _version_lines(report: AgreementReport) -> Iterator[str]:
    if not report.by_version:
        return
    yield "By version of the codebook"
    rows: list[tuple[str, ...]] = [("version", "articles", "", "value", "units")]
    for each in report.by_version:
        version = each.version or "several versions"
        for line in each.measures:
            found = line.coefficient
            name = f"{line.subject}: {line.title}"
            rows.append((version, str(each.articles), name, in_words(found), str(found.units)))
    yield from table(rows, indent="  ")
    yield ""


def _time_lines(report: AgreementReport) -> Iterator[str]:
    rows = over_time_rows(report.stretches)
    if rows:
        yield "Over time"
        yield from table(rows, indent="  ")
        yield from wrapped(OVER_TIME, indent="  ")
        yield from wrapped(what_is_shown(report.stretches[0].measures), indent="  ")
        yield ""


def _people_lines(report: AgreementReport) -> Iterator[str]:
    rows = without_rows(report.left_out, report.names)
    if rows:
        yield "Without each annotator"
        yield from table(rows, indent="  ")
        yield from wrapped(WITHOUT_EACH, indent="  ")
        yield ""


def _definition_lines(report: AgreementReport) -> Iterator[str]:
    yield "What the measures are"
    first = {line.definition.title: line.definition for line in reversed(report.measurements)}
    for each in dict.fromkeys(line.definition.title for line in report.measurements):
        yield from wrapped(f"{each}: {first[each].words}", indent="  ")


def report_as_json(report: AgreementReport) -> JsonObject:
    """Return the report as plain data: undefined values are null, with status and reason."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "project": report.project,
        "codebook": report.codebook,
        "codebook_versions": dict(report.versions),
        "adjudication": report.adjudication,
        "intervals": list(report.intervals),
        "articles": report.articles,
        "handling": report.handling,
        "annotators": [_work_data(each) for each in report.work],
        "measures": [_measurement_data(each) for each in report.measurements],
        "prevalence": [
            {"part": each.part, "of": each.of, "counts": dict(each.counts)}
            for each in report.prevalences
        ],
        "by_article": [_article_data(report, each) for each in report.by_article],
        "by_codebook_version": [
            {
                "version": each.version,
                "articles": each.articles,
                "measures": [_measurement_data(line) for line in each.measures],
            }
            for each in report.by_version
        ],
        "over_time": over_time_data(report.stretches),
        "without_each": without_data(report.left_out, report.names),
        "offset_unit": "unicode_code_point",
        "disagreements": [_disagreement_data(report, each) for each in report.disagreements],
    }


def _work_data(work: Work) -> JsonObject:
    return {
        "id": work.annotator,
        "name": work.name,
        "articles": work.articles,
        "compared": work.compared,
        "entities": work.entities,
        "statements": work.statements,
    }


def _measurement_data(measurement: Measurement) -> JsonObject:
    found = measurement.coefficient
    return {
        "part": measurement.part,
        "of": measurement.of,
        "measure": found.name,
        "title": measurement.title,
        "rank": measurement.rank,
        "label": measurement.label,
        "annotators": list(measurement.annotators),
        "value": found.value,
        "status": found.status,
        "reason": found.reason,
        "raw_agreement": found.raw_agreement,
        "interval": _interval_data(found.interval),
        "units": found.units,
        "articles": found.articles,
        "pairs": list(found.pairs),
        "sd": found.sd,
        "definition": measurement.definition.meaning,
        "source": measurement.definition.source,
    }


def _interval_data(found: ArticleInterval | None) -> JsonObject | None:
    if found is None:
        return None
    return {
        "level": 0.95,
        "low": found.low,
        "high": found.high,
        "method": found.method,
        "articles": found.articles,
        "resamples": found.rounds,
        "undefined_resamples": found.undefined,
        "seed": found.seed,
        "groups": found.groups,
        "reason": found.reason,
    }


def _article_data(report: AgreementReport, numbers: ArticleNumbers) -> JsonObject:
    return {
        "article": numbers.article,
        "title": report.titles.get(numbers.article, ""),
        "annotators": numbers.annotators,
        "entities": numbers.entities,
        "exact_f1": numbers.exact_f1,
        "statements": numbers.statements,
        "coverage": numbers.coverage,
        "claim_types": numbers.claim_types,
        "claim_type_agreement": numbers.claim_type_agreement,
        "stances": numbers.stances,
        "stance_agreement": numbers.stance_agreement,
        "article_label_agreement": numbers.label_agreement,
    }


def _disagreement_data(report: AgreementReport, disagreement: Disagreement) -> JsonObject:
    return {
        "kind": disagreement.kind,
        "article": disagreement.article,
        "title": report.titles.get(disagreement.article, ""),
        "start": disagreement.span.start,
        "end": disagreement.span.end,
        "passage": disagreement.passage,
        "about": disagreement.about,
        "said": [
            {"annotator": report.names[name], "words": words} for name, words in disagreement.said
        ],
    }
