"""What articles get when they come in: they are compared with all others, and marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.plain_text import counted
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.project import Project
    from annotator.workflows.marking.comparing import ComparisonReport
    from annotator.workflows.marking.preannotating import PreannotationReport


@dataclass(frozen=True, slots=True)
class MadeReady:
    """What was compared and marked; None where that was not wanted or somebody stopped it."""

    comparison: ComparisonReport | None = None
    preannotation: PreannotationReport | None = None

    def lines(self) -> Iterator[str]:
        """Yield in sentences what is known now, and what could not be done."""
        if self.preannotation is not None and self.preannotation.articles:
            yield f"Suggestions were made for {counted(self.preannotation.articles, 'article')}."
        if self.comparison is not None and self.comparison.similar:
            shared = counted(self.comparison.similar, "article")
            yield f"Sharing passages with others: {shared} (annotator similar)."
        layer = None if self.preannotation is None else self.preannotation.pipeline
        yield from () if layer is None else layer.lines()
        if self.preannotation is not None and self.preannotation.problem:
            yield self.preannotation.problem


def make_ready(
    project: Project,
    articles: Sequence[str],
    *,
    preannotate: bool = True,
    jobs: int | None = None,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> MadeReady:
    """Compare what is new in the project with all others, and mark the articles.

    Articles that were compared, or marked by this engine before, stay as they are. Cancelling keeps
    what is done. Raises what the project raises while storing.
    """
    from annotator.workflows.marking import comparing, preannotating

    compared = marked = None
    if articles and not cancelled():
        compared = comparing.compare(project, progress=progress, cancelled=cancelled)
    if preannotate and articles and not cancelled():
        marked = preannotating.preannotate(
            project, articles, jobs=jobs, progress=progress, cancelled=cancelled
        )
    return MadeReady(compared, marked)
