"""What an annotator labelled beside what was settled, where the project allows that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.adjudication.aligned import Aligned
from annotator.adjudication.compared import Compared
from annotator.adjudication.matters import KINDS, Matter, MatterKind, key_parts
from annotator.annotations.model import GOLD, Layer, Ruling
from annotator.corpus.span import Span
from annotator.errors import AnnotationError, Cancelled
from annotator.plain_text import printable
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project

SHOW_GOLD = "show_gold"
"""The setting ("yes") with which annotators may see their own labels beside the settled ones."""


@dataclass(frozen=True, slots=True)
class BesideGold:
    """One thing that an annotator labelled, beside what was settled.

    ``mine`` is what the annotator says and ``settled`` what holds, in words; ``reason`` is what
    the adjudicator wrote.
    """

    kind: MatterKind
    span: Span
    passage: str
    about: str
    mine: str
    settled: str
    is_same: bool
    reason: str = ""


def shows_gold(project: Project) -> bool:
    """Tell whether annotators may see their labels beside the settled ones."""
    return project.setting(SHOW_GOLD) == "yes"


def beside_gold(project: Project, article_id: str) -> tuple[BesideGold, ...]:
    """Return what the current annotator labelled in an article, beside what was settled.

    Raises :class:`AnnotationError` where the project does not show it, or where it would lead
    somebody: before the article is settled, or before the annotator is done with it.
    """
    mine, gold = project.layer(article_id), project.layer(article_id, GOLD)
    _require_shown(project, mine, gold)
    layers = {mine.annotator: mine, GOLD: gold}
    aligned = Aligned(
        article_id, project.text(article_id), layers, project.codebook, project.standing_actors()
    )
    compared = Compared(aligned, Layer(article_id, GOLD), ())
    reasons = _reasons(project.rulings(article_id))
    return tuple(_beside(each, mine.annotator, reasons) for each in compared.matters)


@dataclass(frozen=True, slots=True)
class ArticleBesideGold:
    """One settled article with what the annotator labelled in it, in text order."""

    article: str
    title: str
    rows: tuple[BesideGold, ...]


def all_beside_gold(
    project: Project,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> tuple[ArticleBesideGold, ...]:
    """Return :func:`beside_gold` of every article in which it may be seen, in their order.

    Raises :class:`AnnotationError` where the project does not show it, and :class:`Cancelled`.
    """
    _require_allowed(project)
    found: list[ArticleBesideGold] = []
    rows = project.articles()
    for done, row in enumerate(rows):
        if cancelled():
            raise Cancelled("Looking at what was settled was stopped. Nothing was changed.")
        if progress is not None:
            progress(done, len(rows), row.title)
        mine, gold = project.layer(row.id), project.layer(row.id, GOLD)
        if all(each.progress and each.progress.status == "done" for each in (mine, gold)):
            beside = beside_gold(project, row.id)
            found.append(ArticleBesideGold(row.id, row.title or row.id, beside))
    return tuple(found)


def beside_gold_as_text(found: Sequence[ArticleBesideGold]) -> str:
    """Return for each article how much is the same, and what is not, for the terminal."""
    lines: list[str] = []
    for one in found:
        same = sum(each.is_same for each in one.rows)
        lines.append(f"{one.title}: {same} of {len(one.rows)} as settled")
        for each in one.rows:
            if not each.is_same:
                about = f" on {each.about}" if each.about else ""
                lines.append(f"  {KINDS[each.kind]}{about}: {each.passage}")
                lines.append(f"    you: {each.mine}; settled: {each.settled}")
                lines += [f"    {each.reason}"] if each.reason else []
    return printable("\n".join(lines or ["None of your articles is settled yet."]))


def _require_allowed(project: Project) -> None:
    if not shows_gold(project):
        raise AnnotationError(
            "This project does not show what was settled to those who label. Whoever settles it "
            "can allow that."
        )


def _require_shown(project: Project, mine: Layer, gold: Layer) -> None:
    _require_allowed(project)
    if gold.progress is None or gold.progress.status != "done":
        raise AnnotationError("This article is not settled yet. Look again later.")
    if mine.progress is None or mine.progress.status != "done":
        raise AnnotationError(
            "Mark the article as done first: what was settled is shown to those who are done."
        )


_About = tuple[str, str, str]
"""The settled record, and the slot and target of it that a ruling is about."""


def _reasons(rulings: Iterable[Ruling]) -> dict[_About, str]:
    found: dict[_About, str] = {}
    for each in rulings:
        if each.gold is not None and each.reason:
            about = key_parts(each.disagreement)
            found[each.gold, about.slot, about.target] = each.reason
    return found


def _beside(matter: Matter, mine: str, reasons: Mapping[_About, str]) -> BesideGold:
    letters = {who: matter.letter_of(who) or "" for who in (mine, GOLD)}
    own, settled = matter.version(letters[mine]), matter.version(letters[GOLD])
    origin = matter.origin(letters[GOLD])
    return BesideGold(
        kind=matter.kind,
        span=matter.span,
        passage=matter.passage,
        about=matter.about,
        mine="" if own is None else own.words,
        settled="" if settled is None else settled.words,
        is_same=not matter.is_disputed,
        reason=reasons.get((origin[1], matter.slot, matter.target), "") if origin else "",
    )
