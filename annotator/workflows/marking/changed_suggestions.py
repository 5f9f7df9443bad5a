"""What is suggested differently since articles were marked again, in words and as plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.annotations.wording import (
    candidate_holder,
    claim_type_label,
    excerpt,
    label,
)
from annotator.corpus.span import Span
from annotator.errors import Cancelled
from annotator.plain_text import counted, printable
from annotator.preannotation.changes import Outcome, Slot
from annotator.preannotation.suggestion import Suggestion
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.model import ChangedSuggestion

AT_MOST = 5000  # rows, beyond which a list is cut
_KINDS = {"mention": "name", "quotation": "quotation", "statement": "possible statement"}
_OF_NAMES: dict[Slot, str] = {"span": "extent"}
_OF_STATEMENTS: dict[Slot, str] = {"span": "content", "kind": "claim type", "actor": "holder"}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One suggestion that is new, gone or changed.

    ``start`` and ``end`` are code points of ``passage``, where it is suggested now, or was.
    ``before`` and ``after`` tell in words what was suggested and is now; ``differs`` names what of
    it is different. ``engine`` is the one that marked the article again, with its version.
    """

    article: str
    title: str
    outcome: Outcome
    kind: str
    passage: str
    start: int
    end: int
    before: str
    after: str
    differs: tuple[str, ...]
    engine: str

    @property
    def span(self) -> Span:
        """Where it stands in the article."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class ChangesReport:
    """Changes in queue order, the newest of each article first; ``is_cut``: there are more."""

    rows: tuple[ChangeRow, ...]
    is_cut: bool = False

    @property
    def articles(self) -> int:
        """In how many articles something changed."""
        return len({each.article for each in self.rows})


def list_changes(
    project: Project,
    *,
    since: str = "",
    unseen: bool = False,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> ChangesReport:
    """Put together which suggestions changed after a clock (see ``Project.newest_change``).

    ``unseen`` leaves what the current annotator has to look at in articles that they marked as done
    before. Raises Cancelled when stopped.
    """
    found = project.changed_suggestions(since=since, unseen=unseen, limit=AT_MOST + 1)
    wording = _Wording(project)
    rows = []
    for done, each in enumerate(found[:AT_MOST]):
        if cancelled():
            raise Cancelled
        if progress is not None:
            progress(done, len(found), each.title)
        rows.append(wording.row(each))
    return ChangesReport(tuple(rows), is_cut=len(found) > AT_MOST)


class _Wording:
    """What is the same for all rows, and the text of the article that was read last."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._codebook = project.codebook
        self._actors = project.standing_actors()
        self._engines = {each.id: f"{each.engine} {each.version}" for each in project.engine_runs()}
        self._article = ""
        self._text = ""

    def row(self, found: ChangedSuggestion) -> ChangeRow:
        """Return one change in words."""
        if found.article != self._article:
            self._article, self._text = found.article, self._project.text(found.article)
        change, shown = found.change, found.change.shown
        is_statement = shown.kind == "statement"
        names = _OF_STATEMENTS if is_statement else _OF_NAMES
        return ChangeRow(
            article=found.article,
            title=found.title,
            outcome=change.outcome,
            kind=_KINDS[shown.kind],
            passage=" ".join(shown.span.covered(self._text).split()),
            start=shown.span.start,
            end=shown.span.end,
            before=self._words(change.before),
            after=self._words(change.after),
            differs=tuple(names.get(each, each) for each in change.differs),
            engine=self._engines.get(found.run, found.run),
        )

    def _words(self, suggestion: Suggestion | None) -> str:
        if suggestion is None:
            return ""
        if suggestion.candidate is not None:
            holder = candidate_holder(suggestion.candidate, self._actors, self._text)
            said = excerpt(self._text, suggestion.candidate.content)
            parts = (holder, claim_type_label(self._codebook, suggestion.label), f"“{said}”")
        else:
            meant = self._actors.get(suggestion.actor or "")
            actor = meant.name if meant is not None else ""
            kind = self._codebook.entity_kind(suggestion.label)
            name = (kind.label if kind is not None else "") or label(suggestion.label)
            parts = (excerpt(self._text, (suggestion.span,)), name, actor)
        return " · ".join(filter(None, parts))


def report_as_text(report: ChangesReport) -> str:
    """Return the changes as lines for a person, under their articles."""
    if not report.rows:
        return "No suggestion is different from before."
    where = counted(report.articles, "article")
    lines = [f"{counted(len(report.rows), 'changed suggestion')} in {where}."]
    title = None
    for each in report.rows:
        if each.article != title:
            title = each.article
            lines += ["", each.title]
        told = each.after or each.before
        if each.outcome == "changed":
            told = f"{each.before} -> {each.after} ({', '.join(each.differs)})"
        lines.append(f"  {each.start}-{each.end} {each.outcome} {each.kind}: {told}")
    if report.is_cut:
        lines += ["", f"There are more; the first {AT_MOST:,} are listed."]
    return printable("\n".join(lines))
