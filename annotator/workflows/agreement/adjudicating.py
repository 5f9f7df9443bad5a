"""Settle what annotators disagree on: the queue, one article on the table, and what is unclear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from annotator.adjudication.aligned import Aligned
from annotator.adjudication.case import Case
from annotator.adjudication.compared import Compared
from annotator.adjudication.matters import Matter
from annotator.adjudication.proposals import (
    Likeliest,
    Proposal,
    ProposingRule,
    by_majority,
    label_units,
)
from annotator.adjudication.queue import ArticleMatters, Queue, article_matters
from annotator.annotations.model import GOLD, Annotator, Ruling
from annotator.annotations.session import Session
from annotator.errors import Cancelled
from annotator.project.history.undoing import gold_history
from annotator.workflows.agreement.choosing_annotators import chosen_annotators
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.annotations.edits import Change, Step
    from annotator.project import Project
    from annotator.project.article_row import ArticleRow

_PAGE = 200
Proposer = Callable[[Matter], Proposal | None]
SETTLED = Annotator(GOLD, "Settled", "gold")
"""The layer that holds what was settled."""


@dataclass(frozen=True, slots=True)
class AdjudicationOptions:
    """Whose work is compared: ``annotators`` are names or ids, None for everybody.

    ``status`` says which work counts: articles marked done (the default), or all that was opened.
    """

    annotators: tuple[str, ...] | None = None
    status: Literal["done", "opened"] = "done"


def open_case(
    project: Project, article_id: str, options: AdjudicationOptions | None = None
) -> Case:
    """Put one article on the table for the project's current annotator."""
    chosen = options or AdjudicationOptions()
    people = {each.id for each in chosen_annotators(project.annotators(), chosen.annotators)}
    layers = {
        each.annotator: each
        for each in project.layers(article_id)
        if each.annotator in people
        and each.progress is not None
        and (each.progress.status == "done" or chosen.status == "opened")
    }
    aligned = Aligned(
        article_id, project.text(article_id), layers, project.codebook, project.standing_actors()
    )
    return _case(project, aligned)


def open_case_again(project: Project, case: Case) -> Case:
    """Put an article on the table again where nothing is different but what was settled."""
    return _case(project, case.compared.aligned)


def _case(project: Project, aligned: Aligned) -> Case:
    gold, rulings = project.layer(aligned.article, GOLD), project.rulings(aligned.article)
    return Case(Compared(aligned, gold, rulings), project.annotator.id)


def gold_session(project: Project, article_id: str) -> Session:
    """Open the gold layer of an article to be edited like anybody's.

    Its steps go through :meth:`~annotator.adjudication.case.Case.on_gold` and :func:`settle`.
    """
    return Session(
        article=project.article(article_id),
        text=project.text(article_id),
        zones=project.zones(article_id),
        layer=project.layer(article_id, GOLD),
        codebook=project.codebook,
        actors=project.standing_actors(),
        suggestions=(),
        annotator=SETTLED,
    )


def settle(project: Project, step: Step, *, initiator: object | None = None) -> Change:
    """Store a step of a case; the layer of what was settled is there from the first one on."""
    project.know_layer(SETTLED)
    return project.apply(step, initiator=initiator)


def undo(project: Project, article_id: str, *, initiator: object | None = None) -> Change | None:
    """Take back what was settled last in an article, whoever did it; None where there is nothing"""
    return project.undo(gold_history(article_id), initiator=initiator)


def redo(project: Project, article_id: str, *, initiator: object | None = None) -> Change | None:
    """Repeat what was taken back last in an article; None where there is nothing."""
    return project.redo(gold_history(article_id), initiator=initiator)


def read_queue(
    project: Project,
    options: AdjudicationOptions | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> Queue:
    """Read what is to be settled in all articles that two or more annotators are done with.

    After a ruling only that article has to be read again: see :func:`read_article` and
    :meth:`~annotator.adjudication.queue.Queue.with_article`. Raises :class:`Cancelled`.
    """
    stopped = "Looking for disagreements was stopped. Nothing was changed."
    cases = _cases(project, options, progress, cancelled, stopped)
    return Queue({row.id: kept_of(case, row.title, row.position) for row, case in cases})


def read_article(
    project: Project, before: ArticleMatters, options: AdjudicationOptions | None = None
) -> ArticleMatters:
    """Read one article of a queue again."""
    return kept_of(open_case(project, before.article, options), before.title, before.position)


def kept_of(case: Case, title: str, position: int) -> ArticleMatters:
    """Return what a queue keeps of a case."""
    return article_matters(case.article, title, position, case.matters, is_settled=case.is_settled)


def _cases(
    project: Project,
    options: AdjudicationOptions | None,
    progress: TellProgress | None,
    cancelled: IsCancelled,
    stopped: str,
) -> Iterator[tuple[ArticleRow, Case]]:
    """Yield the articles that two or more annotators are done with, each on the table."""
    total = project.article_count()
    for done, row in enumerate(_rows(project)):
        if cancelled():
            raise Cancelled(stopped)
        if progress is not None:
            progress(done, total, row.title)
        case = open_case(project, row.id, options)
        if len(case.compared.aligned.layers) > 1:
            yield row, case
    if progress is not None:
        progress(total, total, "")


def _rows(project: Project) -> Iterator[ArticleRow]:
    after = -1
    while page := project.articles(after=after, limit=_PAGE):
        yield from page
        after = page[-1].position


@dataclass(frozen=True, slots=True)
class RuleReport:
    """What a rule settled or opened again: how many things, in how many articles."""

    things: int = 0
    articles: int = 0


def accept_unanimous(
    project: Project,
    options: AdjudicationOptions | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> RuleReport:
    """Settle by rule what all annotators agree on, in one step for each article.

    Raises :class:`Cancelled`; what was stored before stays.
    """
    return _in_all(project, Case.accept_unanimous, options, progress, cancelled)


def withdraw_unanimous(
    project: Project,
    options: AdjudicationOptions | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> RuleReport:
    """Open again what was settled by that rule; what people decided stays. Raises Cancelled."""
    return _in_all(project, Case.withdraw_unanimous, options, progress, cancelled)


def _in_all(
    project: Project,
    gesture: Callable[[Case], Step | None],
    options: AdjudicationOptions | None,
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> RuleReport:
    things = articles = 0
    stopped = "Stopped. What was settled until then is stored, article by article."
    for _, case in _cases(project, options, progress, cancelled, stopped):
        step = gesture(case)
        if step is not None:
            settle(project, step)
            things += sum(each.kind == "ruling" for each in step.edits)
            articles += 1
    return RuleReport(things, articles)


def proposer(
    project: Project,
    rule: ProposingRule,
    options: AdjudicationOptions | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> Proposer:
    """Return what a rule proposes for a matter, or None where it has nothing to say.

    The majority is counted at once. Dawid and Skene's model is made of all articles first.
    """
    if rule == "majority":
        return by_majority
    stopped = "Working out the proposals was stopped. Nothing was changed."
    cases = _cases(project, options, progress, cancelled, stopped)
    return Likeliest(unit for _, case in cases for unit in label_units(case.compared)).propose


def accept_proposed(
    project: Project,
    rule: ProposingRule,
    options: AdjudicationOptions | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> RuleReport:
    """Settle what is open as a rule proposes it, one step each; ties stay open.

    Raises :class:`Cancelled`; what was stored before stays.
    """
    propose = proposer(project, rule, options, cancelled=cancelled)
    things = articles = 0
    stopped = "Stopped. What was settled until then is stored."
    for row, case in _cases(project, options, progress, cancelled, stopped):
        found = {
            each.key: proposed.letter
            for each in case.matters
            if each.state == "open" and (proposed := propose(each)) is not None
        }
        before = things
        for key, letter in found.items():
            current = open_case(project, row.id, options)
            matter = current.compared.matter(key)
            if letter is not None and matter is not None and matter.state == "open":
                settle(project, current.take(key, letter, rule=rule))
                things += 1
        articles += things > before
    return RuleReport(things, articles)


def unclear_entries(project: Project) -> Mapping[str, tuple[Ruling, ...]]:
    """Return where the guideline was called unclear: codebook entry -> rulings, oldest first."""
    found: dict[str, list[Ruling]] = defaultdict(list)
    for ruling in project.rulings_with("unclear"):
        found[ruling.entry].append(ruling)
    return {entry: tuple(found[entry]) for entry in sorted(found)}
