"""An invented article, and what is said in it: with everything that is awkward to label."""

from __future__ import annotations

from annotator.annotations.model import (
    Addressee,
    Figure,
    Source,
    Stance,
    Statement,
    Target,
    Via,
)
from annotator.corpus.span import Span

ARTICLE = """China urges calm in the strait

Two ferries collided off Port Alba on Monday.

China on Tuesday called on Pakistan to return to the talks. “We want a ceasefire,” foreign \
ministry spokesperson Mao Ning said, “and we want it now.”

Kabul accused Islamabad of hiding at least 12 dead sailors. Islamabad denied that.

The dispute may last all winter. Officials in Tehran told the daily Izvestia that China’s offer \
was “late but welcome”.
"""


def _span(words: str, *, after: str = "") -> Span:
    start = ARTICLE.index(words, ARTICLE.index(after) if after else 0)
    return Span(start, start + len(words))


def wanted_statements() -> tuple[Statement, ...]:
    """Return what is to be labelled: fragments, a denial, a nested claim, a number, a medium."""
    accused = "Kabul accused"
    officials = "Officials in Tehran"
    return (
        Statement(
            "call",
            "",
            "",
            content=(_span("to return to the talks"),),
            source=Source((_span("China", after="China on"),), ("CHN",), mention="name"),
            cue=(_span("called on"),),
            addressee=Addressee((_span("Pakistan", after="called on"),), ("PAK",)),
            claim_types=("call",),
            certainty="asserted",
            stances=(Stance(Target("topic", "dialogue"), "favor"),),
        ),
        Statement(
            "wish",
            "",
            "",
            content=(_span("We want a ceasefire"), _span("and we want it now")),
            source=Source(
                (_span("foreign ministry spokesperson Mao Ning"),),
                ("CHN",),
                speaker="p:mao_ning",
                mention="name",
            ),
            cue=(_span("said", after="Mao Ning"),),
            claim_types=("position",),
            certainty="asserted",
            stances=(Stance(Target("topic", "end_hostilities"), "favor"),),
            note="one statement, two parts",
        ),
        Statement(
            "accusation",
            "",
            "",
            content=(_span("hiding at least 12 dead sailors"),),
            source=Source((_span("Kabul", after=accused),), ("AFG",), mention="metonym"),
            cue=(_span("accused", after=accused),),
            claim_types=("accusation",),
            certainty="asserted",
            stances=(
                Stance(Target("actor", "PAK", (_span("Islamabad", after=accused),)), "against"),
            ),
            figures=(
                Figure(_span("at least 12 dead"), 12, "at_least", "killed", "all", "unspecified"),
            ),
        ),
        Statement(
            "denial",
            "",
            "",
            content=(_span("that", after="Islamabad denied"),),
            source=Source((_span("Islamabad", after="sailors."),), ("PAK",), mention="metonym"),
            cue=(_span("denied"),),
            claim_types=("denial",),
            certainty="asserted",
            stances=(Stance(Target("statement", "accusation"), "against"),),
        ),
        Statement(
            "forecast",
            "",
            "",
            content=(_span("The dispute may last all winter"),),
            claim_types=("prediction", "evaluation"),
            certainty="hedged",
        ),
        Statement(
            "reported",
            "",
            "",
            content=(_span("that China’s offer was “late but welcome”"),),
            source=Source(
                (_span(officials),),
                ("IRN",),
                mention="group",
                via=Via("IZVESTIA", (_span("the daily Izvestia"),)),
            ),
            cue=(_span("told", after=officials),),
            claim_types=("evaluation",),
            certainty="asserted",
            stances=(Stance(Target("actor", "CHN"), "favor", explicit=False),),
            unsure=True,
        ),
        Statement(
            "inner",
            "",
            "",
            content=(_span("China’s offer"),),
            source=Source((_span("China", after="that China’s"),), ("CHN",), mention="name"),
            claim_types=("offer",),
            certainty="asserted",
            stances=(Stance(Target("topic", "mediation"), "favor", explicit=False),),
            parent="reported",
        ),
    )
