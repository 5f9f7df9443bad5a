"""Mark articles before a person looks, with the built-in rule engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.plain_text import counted
from annotator.preannotation.changes import ChangeCounts, kind_counted
from annotator.preannotation.found import (
    ENGINE_LANGUAGE,
    ENGINE_NAME,
    ENGINE_VERSION,
    plain_tokenizer,
)
from annotator.preannotation.suggestion import Suggestion
from annotator.workflows.learning.learned_layer import layer_in_use, layer_named
from annotator.workflows.marking.own_names import names_taught, taught_in
from annotator.workflows.marking.seeding import Seeds
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.preannotation.learning.layer import LearnedLayer
    from annotator.project import Project
    from annotator.workflows.marking.adding_pipeline import LayerReport

_COUNTED_AT_ONCE = 50  # articles: some hundredths of a second


@dataclass(frozen=True, slots=True)
class PreannotationReport:
    """What was marked: ``articles`` of them, and how many suggestions of each kind.

    ``unchanged`` articles had been marked by this engine and version before. ``is_cancelled`` tells
    that a person stopped it; the articles counted are whole and stored. ``pipeline`` tells what the
    project's own spaCy pipeline added, where one is chosen. ``changes`` counts what is suggested
    differently where articles had been marked before, after the clock ``since``. ``unread`` are the
    articles over which the processes that read them were ended. ``learned``
    names the learned layer that went over the mentions, ``learned_problem`` says why it could not.
    """

    articles: int
    by_kind: dict[str, int] = field(default_factory=dict)
    engine: str = ENGINE_NAME
    version: str = ENGINE_VERSION
    unchanged: int = 0
    is_cancelled: bool = False
    pipeline: LayerReport | None = None
    changes: ChangeCounts = field(default_factory=ChangeCounts)
    since: str = ""
    learned: str = ""
    learned_problem: str = ""
    unread: tuple[str, ...] = ()

    @property
    def problem(self) -> str:
        """Say what was not marked and what to do; empty where everything was."""
        if not self.unread:
            return ""
        return (
            f"{counted(len(self.unread), 'article')} could not be marked: the process that read "
            "them was ended from outside, perhaps because memory ran out. Everything else is "
            "marked and stored. Close other programs, then mark the articles again."
        )


def preannotate(
    project: Project,
    article_ids: Sequence[str] | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
    again: bool = False,
    jobs: int | None = None,
) -> PreannotationReport:
    """Store suggestions for the given articles (None: all of the project).

    Articles that this engine and version has marked are left as they are, unless ``again``. What
    the project's own spaCy pipeline finds beside the rules is added after them. ``jobs`` processes
    mark at once (None: one per core), fewer where there is little to mark; what they find does not
    depend on it. Raises what the project raises while storing; earlier batches are stored then.
    """
    wanted = [row.id for row in project.articles()] if article_ids is None else list(article_ids)
    since = project.newest_change()
    learned, problem = layer_in_use(project)
    known = frozenset() if again else _marked_by_this_version(project, learned)
    missing = [each for each in wanted if each not in known]
    marked, counts = _mark_all(project, missing, jobs, progress, cancelled)
    layer = _add_layer(project, wanted, marked, progress, cancelled)
    if progress is not None:
        progress(len(marked), len(missing), "")
    return PreannotationReport(
        len(marked),
        dict(counts),
        unchanged=len(wanted) - len(missing),
        is_cancelled=cancelled(),
        pipeline=layer,
        changes=_changes_since(project, since, wanted),
        since=since,
        learned="" if learned is None else learned.name,
        learned_problem=problem,
        unread=() if cancelled() else tuple(each for each in missing if each not in marked),
    )


def _mark_all(
    project: Project,
    missing: Sequence[str],
    jobs: int | None,
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> tuple[set[str], Counter[str]]:
    """Mark articles; return which were marked, and how many suggestions of each kind there are."""
    counts: Counter[str] = Counter()
    marked: set[str] = set()
    if not missing or cancelled():
        return marked, counts
    seeds = Seeds(project, missing)
    try:
        for batch in _marked(project, missing, jobs, progress, cancelled):
            marked.update(batch)
            counts.update(kind_counted(each) for found in batch.values() for each in found)
            seeds.look_at(batch)
    finally:
        seeds.store()
    return marked, counts


def _marked(
    project: Project,
    missing: Sequence[str],
    jobs: int | None,
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> Iterator[Mapping[str, Sequence[Suggestion]]]:
    """Mark articles and yield what was suggested, when it is stored."""
    from annotator.workflows.marking.marker import Unmarked, marker_state
    from annotator.workflows.marking.marking_pool import mark

    state, tokenizer = marker_state(project), plain_tokenizer(ENGINE_LANGUAGE)
    unmarked = (Unmarked(each, project.text(each), project.zones(each)) for each in missing)
    done = 0
    with closing(mark(state, unmarked, jobs=jobs, cancelled=cancelled)) as batches:
        while True:
            if progress is not None:
                progress(done, len(missing), "Marking what is named and said")
            if (batch := next(batches, None)) is None:
                return
            suggested = {article: found.suggestions for article, found in batch.items()}
            cuts = {a: found.cuts for a, found in batch.items() if found.cuts is not None}
            project.store_suggestions(state.run, suggested, tokenizer=tokenizer, cuts=cuts)
            done += len(batch)
            yield suggested


def _changes_since(project: Project, since: str, articles: Sequence[str]) -> ChangeCounts:
    """Count what changed, some articles at a time: a window that works meanwhile stays at hand."""
    counts = ChangeCounts()
    for start in range(0, len(articles), _COUNTED_AT_ONCE):
        page = articles[start : start + _COUNTED_AT_ONCE]
        counts += project.change_counts(since=since, articles=page)
    return counts


def _add_layer(
    project: Project,
    wanted: Sequence[str],
    marked: set[str],
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> LayerReport | None:
    from annotator.workflows.marking.adding_pipeline import add_layer

    if cancelled():
        return None
    return add_layer(
        project, wanted, anew=frozenset(marked), progress=progress, cancelled=cancelled
    )


def _marked_by_this_version(project: Project, learned: LearnedLayer | None) -> frozenset[str]:
    """Return the articles that this engine looked at last, as it is and with these names."""
    taught = names_taught(project.actors(), project.codebook)
    layer = "" if learned is None else learned.name
    wanted = (ENGINE_NAME, ENGINE_VERSION, layer, taught)
    runs = [
        run.id
        for run in project.engine_runs()
        if (run.engine, run.version, layer_named(run.detail), taught_in(run.detail)) == wanted
    ]
    return frozenset().union(*(project.marked_articles(each) for each in runs))
