"""The report on suggestions: the ledger, and what labels look like with and without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.agreement.intervals import Difference
from annotator.plain_text import counted, table
from annotator.workflows.evaluating.anchoring import (
    DEFINITIONS,
    LABELS,
    Anchoring,
    AnchoringCount,
    MeasureName,
    Side,
)
from annotator.workflows.evaluating.ledger import Ledger, LedgerCount, Tally, served_articles
from annotator.workflows.evaluating.outcomes import OUTCOMES
from annotator.workflows.marking.withholding import chosen_share
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project

WAYS = {
    "kinds": "By kind",
    "rules": "By rule",
    "bands": "By confidence",
    "annotators": "By annotator",
}
_COLUMNS = ("shown", "accepted", "edited", "rejected", "left", "open", "accepted as it was")


@dataclass(frozen=True, slots=True)
class SuggestionsReport:
    """What became of the suggestions of a project, and whether they pull the labels.

    ``share`` is the share of articles that are to come without suggestions.
    """

    project: str
    share: float
    ledger: Ledger
    anchoring: Anchoring


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One measure in words."""

    name: str
    with_suggestions: str
    without_suggestions: str
    difference: str
    definition: str


def report_on_suggestions(
    project: Project, *, progress: TellProgress | None = None, cancelled: IsCancelled = never
) -> SuggestionsReport:
    """Count and compare in one reading; raises Cancelled."""
    count = LedgerCount({each.id: each.name for each in project.annotators()})
    comparison = AnchoringCount()
    for article in served_articles(project, progress=progress, cancelled=cancelled):
        count.read(article)
        comparison.read(article)
    return SuggestionsReport(
        project.title, chosen_share(project), count.ledger(), comparison.anchoring()
    )


def tallies(ledger: Ledger, way: str) -> Mapping[str, Tally]:
    """Return the tallies of one of :data:`WAYS`."""
    found: Mapping[str, Tally] = getattr(ledger, way)
    return found


# -- words


def acceptance_words(tally: Tally) -> str:
    """Return the acceptance with its interval: "62 % (55 to 68)"; "-" where nothing ended."""
    if tally.acceptance is None or tally.interval is None:
        return "-"
    low, high = tally.interval.low, tally.interval.high
    return f"{tally.acceptance:.0%} ({100 * low:.0f} to {100 * high:.0f})".replace("%", " %")


def changed_words(tally: Tally) -> str:
    """Return what was changed in edited ones: "span 3, kind 1"; empty where nothing was."""
    return ", ".join(f"{slot} {count}" for slot, count in tally.changed.items())


def number_words(value: float | None, *, is_share: bool) -> str:
    """Return a ratio: a share in percent, a rate with one decimal; "-" where there is none."""
    if value is None:
        return "-"
    return f"{100 * value:.1f} %" if is_share else f"{value:.1f}"


def difference_words(found: Difference, *, is_share: bool) -> str:
    """Return the difference with its interval, or with the reason why it has none."""
    if found.value is None:
        return f"none: {found.reason or 'nothing to compare'}"
    times = 100 if is_share else 1
    gap = f"{times * found.value:+.1f}"
    if found.interval is None:
        return f"{gap} (no interval: {found.reason})"
    return f"{gap} ({times * found.interval.low:+.1f} to {times * found.interval.high:+.1f})"


def is_share(name: str) -> bool:
    """Tell whether a measure is a share rather than a rate."""
    return name not in ("statements", "mentions")


def compared_rows(anchoring: Anchoring) -> Iterator[ComparedRow]:
    """Yield what is compared, as it is shown: first the measures, then each claim type."""
    for name, found in anchoring.measures.items():
        yield _compared(LABELS[name], DEFINITIONS[name], found, is_share=is_share(name))
    for claim_type, found in anchoring.claim_types.items():
        definition = f"Share of the statements that have the claim type {claim_type}."
        yield _compared(f"claim type {claim_type}", definition, found, is_share=True)


def _compared(name: str, definition: str, found: Difference, *, is_share: bool) -> ComparedRow:
    return ComparedRow(
        name,
        number_words(found.one, is_share=is_share),
        number_words(found.other, is_share=is_share),
        difference_words(found, is_share=is_share),
        definition,
    )


def report_as_text(report: SuggestionsReport) -> str:
    """Return the report as a person reads it on a terminal."""
    return "\n".join((*_ledger_lines(report), "", *_anchoring_lines(report)))


def _ledger_lines(report: SuggestionsReport) -> Iterator[str]:
    ledger = report.ledger
    yield f"Suggestions in “{report.project}”: what became of those that were shown."
    if not ledger.total.shown:
        yield "Nothing was shown yet: nobody opened an article with suggestions in the window."
    else:
        yield from _table("", {"all": ledger.total})
        for way, title in WAYS.items():
            yield from _table(title, tallies(ledger, way))
        yield (
            "Accepted as it was: of those that ended (decided, or left in an article that is "
            "done), with the 95 % interval."
        )
        if changed := changed_words(ledger.total):
            yield f"Changed in the edited ones: {changed}."
    if ledger.unseen:
        yield (
            f"Not counted: {counted(ledger.unseen, 'decision')} about suggestions of which it is "
            "not known that they were shown (older than this ledger, or taken in from a file)."
        )


def _table(title: str, found: Mapping[str, Tally]) -> Iterator[str]:
    yield ""
    rows = [(name, *counts_of(tally), acceptance_words(tally)) for name, tally in found.items()]
    yield from table([(title, *_COLUMNS), *rows])


def counts_of(tally: Tally) -> tuple[str, ...]:
    """Return how many were shown, and how many ended how, in words."""
    counts = (tally.shown, *(getattr(tally, each) for each in OUTCOMES))
    return tuple(f"{each:,}" for each in counts)


def _anchoring_lines(report: SuggestionsReport) -> Iterator[str]:
    found = report.anchoring
    yield f"With and without suggestions: {share_words(report.share)}"
    yield f"  with:    {side_words(found.with_suggestions)}"
    yield f"  without: {side_words(found.without_suggestions)}"
    if not found.without_suggestions.articles:
        return
    head = ("", "with", "without", "difference (95 % interval)")
    rows = [
        (each.name, each.with_suggestions, each.without_suggestions, each.difference)
        for each in compared_rows(found)
    ]
    yield from table([head, *rows], indent="  ")


def share_words(share: float) -> str:
    """Say which share of the articles comes without suggestions."""
    if not share:
        return "every new article comes with them."
    return f"{100 * share:g} % of new articles come without."


def side_words(side: Side) -> str:
    """Say what a group of articles consists of."""
    each = f" ({side.layers:,} counting each annotator)" if side.layers != side.articles else ""
    parts = [(side.words, "word"), (side.statements, "statement"), (side.mentions, "mention")]
    said = ", ".join(counted(number, what) for number, what in parts)
    return f"{counted(side.articles, 'article')} done{each}, {said}"


# -- JSON


def report_as_json(report: SuggestionsReport) -> dict[str, object]:
    """Return the report for programs."""
    import msgspec

    ledger = report.ledger
    return {
        "project": report.project,
        "share_without_suggestions": report.share,
        "articles": ledger.articles,
        "not_counted": ledger.unseen,
        "total": _tally_json(ledger.total),
        **{
            way: {name: _tally_json(each) for name, each in tallies(ledger, way).items()}
            for way in WAYS
        },
        "comparison": {
            "definitions": dict(DEFINITIONS),
            "with_suggestions": msgspec.to_builtins(report.anchoring.with_suggestions),
            "without_suggestions": msgspec.to_builtins(report.anchoring.without_suggestions),
            "measures": _differences_json(report.anchoring.measures),
            "claim_types": _differences_json(report.anchoring.claim_types),
        },
    }


def _tally_json(tally: Tally) -> dict[str, object]:
    interval = tally.interval
    return {
        "shown": tally.shown,
        "accepted": tally.accepted,
        "edited": tally.edited,
        "rejected": tally.rejected,
        "left": tally.left,
        "open": tally.open,
        "changed": tally.changed,
        "acceptance": tally.acceptance,
        "interval": None if interval is None else [interval.low, interval.high],
    }


def _differences_json(
    found: Mapping[MeasureName, Difference] | Mapping[str, Difference],
) -> dict[str, object]:
    return {
        name: {
            "with": each.one,
            "without": each.other,
            "difference": each.value,
            "interval": None if each.interval is None else [each.interval.low, each.interval.high],
            "reason": each.reason,
        }
        for name, each in found.items()
    }
