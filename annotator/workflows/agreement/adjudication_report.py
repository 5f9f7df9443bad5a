"""What there is to settle, in words for the terminal and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.adjudication.entries import entry_words
from annotator.adjudication.matters import KINDS, Matter
from annotator.adjudication.proposals import Proposal, ProposingRule
from annotator.adjudication.queue import Queue
from annotator.annotations.model import Ruling
from annotator.plain_text import counted, printable
from annotator.workflows.agreement.adjudicating import (
    AdjudicationOptions,
    Proposer,
    RuleReport,
    accept_proposed,
    accept_unanimous,
    proposer,
    read_queue,
    unclear_entries,
    withdraw_unanimous,
)
from annotator.workflows.agreement.beside_gold import SHOW_GOLD
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project

FORMAT, VERSION = "annotator-adjudication", 1
JsonObject = dict[str, object]


@dataclass(frozen=True, slots=True)
class AdjudicationReport:
    """The queue of a project, what is unclear, and what a rule would settle or did."""

    project: str
    queue: Queue
    unclear: Mapping[str, Sequence[Ruling]]
    accepted: RuleReport | None = None
    opened: RuleReport | None = None
    proposed: RuleReport | None = None
    propose: Proposer | None = None
    entry_words: Mapping[str, str] = field(default_factory=dict)

    @property
    def waiting(self) -> tuple[Matter, ...]:
        """What still needs somebody, heaviest first."""
        return self.queue.among(("open", "changed", "deferred", "unclear"))

    def proposal(self, matter: Matter) -> Proposal | None:
        """Return what the rule proposes for a matter, where one was asked for."""
        return None if self.propose is None else self.propose(matter)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to do before the report is made; nothing is written where ``writes`` is not set.

    ``show_gold`` allows annotators to see their labels beside what was settled, or forbids it.
    """

    options: AdjudicationOptions
    accept_unanimous: bool = False
    withdraw_unanimous: bool = False
    propose: ProposingRule | None = None
    accept_proposed: bool = False
    show_gold: bool | None = None

    @property
    def writes(self) -> bool:
        """Whether the project is changed."""
        by_rule = self.accept_unanimous or self.withdraw_unanimous or self.accept_proposed
        return by_rule or self.show_gold is not None


def carry_out(
    project: Project,
    wanted: Wanted,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> AdjudicationReport:
    """Do what is wanted by rule, and tell what there is to settle after it. Raises Cancelled."""
    options, rule = wanted.options, wanted.propose
    opened = accepted = proposed = propose = None
    if wanted.show_gold is not None:
        project.set_setting(SHOW_GOLD, "yes" if wanted.show_gold else None)
    if wanted.withdraw_unanimous:
        opened = withdraw_unanimous(project, options, progress=progress, cancelled=cancelled)
    if wanted.accept_unanimous:
        accepted = accept_unanimous(project, options, progress=progress, cancelled=cancelled)
    if rule is not None and wanted.accept_proposed:
        proposed = accept_proposed(project, rule, options, progress=progress, cancelled=cancelled)
    if rule is not None:
        propose = proposer(project, rule, options, progress=progress, cancelled=cancelled)
    queue = read_queue(project, options, progress=progress, cancelled=cancelled)
    unclear = unclear_entries(project)
    called = {each: entry_words(each, project.codebook) for each in unclear}
    return AdjudicationReport(
        project.title, queue, unclear, accepted, opened, proposed, propose, called
    )


def report_as_text(report: AdjudicationReport, *, most: int | None = 20) -> str:
    """Return the report for the terminal, with the first ``most`` disagreements (None: all)."""
    lines = [*_done_lines(report), *_summary(report)]
    found = report.waiting
    shown = found if most is None else found[:most]
    if shown:
        lines.append("")
    for each in shown:
        lines += _matter_lines(report, each)
    if len(found) > len(shown) > 0:
        lines.append(f"and {len(found) - len(shown)} more; --list lists all.")
    for entry, rulings in report.unclear.items():
        words = report.entry_words.get(entry, entry)
        lines += ["", f"The guideline is unclear: {words} ({entry})"]
        lines += [f"  {each.reason or '(no words)'}" for each in rulings]
    return printable("\n".join(lines))


def _done_lines(report: AdjudicationReport) -> Iterator[str]:
    done = (
        (report.opened, "Opened again what was accepted by rule"),
        (report.accepted, "Accepted what all agree on"),
        (report.proposed, "Settled what the rule proposes"),
    )
    for found, words in done:
        if found is not None:
            articles = counted(found.articles, "article")
            yield f"{words}: {counted(found.things, 'ruling')} in {articles}."


def _summary(report: AdjudicationReport) -> Iterator[str]:
    queue, counts = report.queue, report.queue.counts()
    articles = len(queue.articles)
    if not articles:
        yield (
            "There is nothing to settle yet: it needs at least two annotators who are done with "
            "the same article."
        )
        return
    yield (
        f"{queue.settled_articles} of {counted(articles, 'article')} settled. "
        f"{counted(len(queue.matters), 'disagreement')}: {counts.get('settled', 0)} settled, "
        f"{counts.get('open', 0)} open, {counts.get('changed', 0)} changed since, "
        f"{counts.get('deferred', 0)} put off, {counts.get('unclear', 0)} unclear."
    )
    if counts.get("agreed"):
        yield f"{counts['agreed']} more on which all agree; --accept-unanimous settles them."
    kinds = ", ".join(f"{KINDS[kind]} {n}" for kind, n in queue.kind_counts().items())
    if kinds:
        yield f"Open: {kinds}."


def _matter_lines(report: AdjudicationReport, matter: Matter) -> Iterator[str]:
    title = report.queue.articles[matter.article].title
    about = f" on {matter.about}" if matter.about else ""
    state = "" if matter.state == "open" else f" ({_STATES[matter.state]})"
    share = f"{report.queue.share(matter):.2%}"
    place = f"{title}, {matter.span.start}-{matter.span.end}"
    yield f"{share:>7} {KINDS[matter.kind]}{about}{state}: {matter.passage}  [{place}]"
    for version in matter.versions:
        yield f"          {', '.join(version.letters)}: {version.words}"
    proposal = report.proposal(matter)
    if proposal is not None:
        yield f"        {_proposal_words(proposal)}"


_STATES = {"changed": "changed since it was settled", "deferred": "put off", "unclear": "unclear"}


def _proposal_words(proposal: Proposal) -> str:
    if proposal.letter is not None:
        return f"proposed: {proposal.letter} ({proposal.candidates[0].share:.2f})"
    shares = ", ".join(f"{each.letter} {each.share:.2f}" for each in proposal.candidates)
    return f"proposed: a tie ({shares})"


def report_as_json(report: AdjudicationReport) -> JsonObject:
    """Return the report as plain data, with every disagreement, settled ones too."""
    queue = report.queue
    return {
        "format": FORMAT,
        "version": VERSION,
        "project": report.project,
        "articles": len(queue.articles),
        "articles_settled": queue.settled_articles,
        "counts": queue.counts(),
        "offset_unit": "unicode_code_point",
        "disagreements": [_matter_data(report, each) for each in queue.matters],
        "unclear": [_unclear_data(entry, found) for entry, found in report.unclear.items()],
        **{
            name: {"rulings": done.things, "articles": done.articles}
            for name, done in (
                ("accepted_unanimous", report.accepted),
                ("opened_again", report.opened),
                ("accepted_proposed", report.proposed),
            )
            if done is not None
        },
    }


def _matter_data(report: AdjudicationReport, matter: Matter) -> JsonObject:
    proposal = report.proposal(matter)
    return {
        "key": matter.key,
        "kind": matter.kind,
        "state": matter.state,
        "article": matter.article,
        "title": report.queue.articles[matter.article].title,
        "start": matter.span.start,
        "end": matter.span.end,
        "passage": matter.passage,
        "about": matter.about,
        "share": report.queue.share(matter),
        "versions": [
            {"letters": list(each.letters), "words": each.words} for each in matter.versions
        ],
        "ruling": None if matter.ruling is None else _ruling_data(matter.ruling),
        "proposal": None if proposal is None else _proposal_data(proposal),
    }


def _ruling_data(ruling: Ruling) -> JsonObject:
    return {
        "outcome": ruling.outcome,
        "rule": ruling.rule,
        "reason": ruling.reason,
        "entry": ruling.entry,
        "ruled": ruling.ruled,
    }


def _proposal_data(proposal: Proposal) -> JsonObject:
    return {
        "rule": proposal.rule,
        "letter": proposal.letter,
        "tie": proposal.is_tie,
        "candidates": [
            {"letter": each.letter, "share": each.share} for each in proposal.candidates
        ],
    }


def _unclear_data(entry: str, rulings: Sequence[Ruling]) -> JsonObject:
    return {
        "entry": entry,
        "cases": [
            {"article": each.article, "kind": each.kind, "reason": each.reason} for each in rulings
        ],
    }
