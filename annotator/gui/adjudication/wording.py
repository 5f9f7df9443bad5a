"""How matters, rulings and proposals are put into words in the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from annotator.adjudication.matters import KINDS, Matter, MatterKind, State
from annotator.adjudication.proposals import TIE, Proposal
from annotator.adjudication.queue import is_by_agreement
from annotator.annotations.model import Ruling
from annotator.gui.adjudication.rows import Row

SIGNS: Mapping[State, str] = {
    "open": "○",
    "changed": "↻",
    "agreed": "=",
    "deferred": "…",
    "unclear": "?",
    "settled": "✓",
}
"""The sign of each state in the list."""


def kind_words(kind: MatterKind) -> str:
    """Return what kind of disagreement it is, beginning with a capital."""
    words = KINDS[kind]
    return words[:1].upper() + words[1:]


def matter_title(matter: Matter) -> str:
    """Return what a matter is about."""
    kind = kind_words(matter.kind)
    return f"{kind}: {matter.about}" if matter.about else kind


def title_of(row: Row) -> str:
    """Return the first line of a row."""
    return row.title if row.matter is None else matter_title(row.matter)


def share_words(share: float) -> str:
    """Return a share of the overall disagreement, as short as it may be; "" for none."""
    if not share:
        return ""
    if share < 0.001:
        return "<0.1 %"
    return f"{share * 100:.1f} %"


def state_words(state: State) -> str:
    """Return how far a matter is."""
    return {
        "open": _tr("to settle"),
        "changed": _tr("somebody changed their label since: to settle again"),
        "agreed": _tr("all say the same, not accepted yet"),
        "deferred": _tr("put off"),
        "unclear": _tr("the guideline is unclear"),
        "settled": _tr("settled"),
    }[state]


def row_words(row: Row) -> str:
    """Return everything about a row in full words, for a tool tip or a screen reader."""
    if row.matter is None:
        words = _tr("Article: %1. %2 of %3 settled")
        for place, value in enumerate((row.title, row.settled, row.total), 1):
            words = words.replace(f"%{place}", str(value))
        return words
    parts = [matter_title(row.matter), row.matter.passage, state_words(row.matter.state)]
    if row.share:
        parts.append(_tr("%1 of the disagreement").replace("%1", share_words(row.share)))
    return ". ".join((*parts, row.title))


def ruling_words(matter: Matter, *, by: str, entry: str) -> str:
    """Return how a matter was settled: by whom, when, how, and why; "" where it was not.

    ``by`` is the adjudicator's name and ``entry`` what the unclear entry is called.
    """
    ruling = matter.ruling
    if ruling is None:
        return ""
    words = f"{_outcome(matter, ruling, entry)} · {by} · {_when(ruling.ruled)}"
    return f"{words} · {ruling.reason}" if ruling.reason else words


def _outcome(matter: Matter, ruling: Ruling, entry: str) -> str:
    if ruling.rule in ("majority", "dawid-skene"):
        return f"{_taken(matter, ruling)}, {rule_words(ruling.rule)}"
    if is_by_agreement(matter):
        return _tr("Accepted: all say the same") if ruling.rule else _tr("Settled with its parts")
    return {
        "taken": _taken(matter, ruling),
        "edited": _tr("Edited"),
        "rejected": _tr("None was right"),
        "deferred": _tr("Put off"),
        "unclear": _tr("The guideline is unclear: %1").replace("%1", entry),
    }.get(ruling.outcome, _tr("Settled"))


def _taken(matter: Matter, ruling: Ruling) -> str:
    letter = matter.letter_of(ruling.origins[0][0]) if ruling.origins else None
    return _tr("Took %1").replace("%1", letter or "?")


def _when(ruled: str) -> str:
    try:
        return datetime.fromisoformat(ruled).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return ruled


def rule_words(rule: str) -> str:
    """Return what a rule is called."""
    return _tr("as the majority says") if rule == "majority" else _tr("as is likeliest")


def proposal_words(proposals: Sequence[Proposal]) -> str:
    """Return what the rules propose, with how much speaks for it; ties are named."""
    return "\n".join(_proposal(each) for each in proposals)


def _proposal(proposal: Proposal) -> str:
    is_majority = proposal.rule == "majority"
    name = _tr("Majority") if is_majority else _tr("Likeliest (Dawid and Skene)")
    best = proposal.candidates[0]
    if proposal.letter is not None:
        return f"{name}: {best.letter} ({best.share:.0%})"
    level = [each.letter for each in proposal.candidates if each.share >= best.share - TIE]
    if len(level) > 1:
        return f"{name}: {_tr('a tie of %1').replace('%1', ', '.join(level))}"
    return f"{name}: {_tr('none has more than half')}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settling", text)
