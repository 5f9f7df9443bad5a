"""Add what a user's spaCy pipeline finds where the rules have nothing; it never overrules.

Entities become suggested mentions. What a pipeline trained here finds (``annotator train``) becomes
possible statements, where no content of one of the rules overlaps.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.annotations.ids import new_id
from annotator.corpus.article import READABLE_ZONES, Zone
from annotator.corpus.span import Span
from annotator.errors import Cancelled, PipelineError
from annotator.preannotation.found import Found
from annotator.preannotation.pipelines.user_pipeline import (
    Limits,
    UserPipeline,
    find_pipeline,
    installed_pipelines,
)
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.preannotation.pipelines.user_pipeline import Entity, FoundStatement
    from annotator.project import Project
    from annotator.workflows.marking.linking import Linker

SETTING = "pipeline"
ENGINES = "spacy:"  # how the names of such engines begin
RULE = "user-pipeline"
CONFIDENCE = 0.6  # asserted, though less than what a rule is sure of: pipelines give no number
_TAKEN_AWAY = "no longer chosen"
_STATEMENT = "possible statement"
BATCH = 25  # articles stored in one transaction
_ANY_LANGUAGE = frozenset({"", "xx", "mul"})
# What other schemes call a kind, in the order in which a codebook's own words are looked for.
_SAME_KIND = {
    "PER": ("PERSON",),
    "PERS": ("PERSON",),
    "ORGANIZATION": ("ORG",),
    "ORGANISATION": ("ORG",),
    "GPE": ("GPE", "PLACE", "LOC"),
    "LOCATION": ("LOC", "PLACE"),
    "LOC": ("LOC", "PLACE", "GPE"),
    "FAC": ("FAC", "FACILITY", "PLACE", "LOC"),
    "FACILITY": ("FAC", "PLACE", "LOC"),
    "NORP": ("NORP", "GROUP"),
    "EVT": ("EVENT",),
    "TIME": ("TIME", "DATE"),
    "NUM": ("CARDINAL",),
}


@dataclass(frozen=True, slots=True)
class LayerReport:
    """What a pipeline added: to how many articles, and how many suggestions of each kind.

    ``left_out`` counts entities of kinds that the codebook does not have. ``problem`` says why the
    pipeline could not be used (``reason`` is that of the :class:`PipelineError`); what was stored
    before it arose is whole.
    """

    pipeline: str
    engine: str = ""
    version: str = ""
    articles: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    problem: str = ""
    reason: str = ""

    def lines(self) -> tuple[str, ...]:
        """Return the report in sentences."""
        if self.problem:
            return (self.problem,)
        counts = ", ".join(f"{kind} {count}" for kind, count in sorted(self.by_kind.items()))
        said = [
            f"{self.engine} {self.version} read {self.articles} articles and added: "
            f"{counts or 'nothing'}."
        ]
        if self.left_out:
            kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(self.left_out.items()))
            said.append(f"Left out, the codebook has no such kind: {kinds}.")
        return tuple(said)


def chosen_pipeline(project: Project) -> str | None:
    """Return the name or folder of the pipeline that the project uses; None: only the rules."""
    return project.setting(SETTING)


def choose_pipeline(project: Project, wanted: str | None) -> None:
    """Let the project use a pipeline from now on, by name or folder; None: only the rules.

    Raises PipelineError for one that is missing or cannot be used; the choice stays then.
    """
    project.set_setting(SETTING, None if wanted is None else find_pipeline(wanted).name)


def available_pipelines(project: Project) -> tuple[tuple[str, str], ...]:
    """Return what can be chosen, as name or folder and version: installed ones, and the chosen."""
    found = {each.name: each.version for each in installed_pipelines()}
    chosen = chosen_pipeline(project)
    if chosen is not None:
        found.setdefault(chosen, "")
    return tuple(found.items())


def add_layer(
    project: Project,
    article_ids: Sequence[str],
    *,
    anew: frozenset[str] = frozenset(),
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
    limits: Limits | None = None,
) -> LayerReport | None:
    """Store what the project's pipeline finds in these articles; None where it uses none.

    Articles that it has read in its present state are left as they are, unless they are in ``anew``
    (the rules marked them just now). Suggestions of pipelines that are no longer chosen go away. A
    pipeline that cannot be used is told in the report, never raised: the rules' marks stand.
    """
    chosen = chosen_pipeline(project)
    if chosen is None:
        _take_away(project, article_ids, keep="")
        return None
    added = _Added()
    try:
        with UserPipeline(find_pipeline(chosen), limits=limits, cancelled=cancelled) as pipeline:
            layer = _Layer(project, pipeline, added)
            _take_away(project, article_ids, keep=pipeline.engine)
            layer.read(article_ids, anew, progress, cancelled)
    except PipelineError as error:
        return added.report(chosen, problem=str(error), reason=error.reason)
    except Cancelled:  # whole batches are stored; the caller knows that it was stopped
        return added.report(chosen)
    return added.report(chosen)


class _Added:
    """What was added so far."""

    def __init__(self) -> None:
        self.engine = self.version = ""
        self.articles = 0
        self.by_kind: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()

    def report(self, chosen: str, *, problem: str = "", reason: str = "") -> LayerReport:
        return LayerReport(
            chosen,
            self.engine,
            self.version,
            self.articles,
            dict(self.by_kind),
            dict(self.left_out),
            problem,
            reason,
        )


class _Layer:
    """One pipeline and what it needs to know about one project."""

    def __init__(self, project: Project, pipeline: UserPipeline, added: _Added) -> None:
        from annotator.workflows.marking.linking import Linker

        self._project = project
        self._pipeline = pipeline
        self._added = added
        self._run = _known_run(project, pipeline.engine, pipeline.version, pipeline.detail)
        self._actors: Linker = Linker(project.actors(), project.codebook)
        self._kinds = tuple(kind.id for kind in project.codebook.entity_kinds)
        self._others = {
            each.id for each in project.engine_runs() if not each.engine.startswith(ENGINES)
        }
        added.engine, added.version = pipeline.engine, pipeline.version

    def read(
        self,
        article_ids: Sequence[str],
        anew: frozenset[str],
        progress: TellProgress | None,
        cancelled: IsCancelled,
    ) -> None:
        """Read the articles that were not read yet, and store them by the batch."""
        known = self._project.marked_articles(self._run.id)
        missing = [each for each in article_ids if each in anew or each not in known]
        batch: dict[str, list[Suggestion]] = {}
        try:
            for done, article_id in enumerate(missing):
                if cancelled():
                    break
                if progress is not None:
                    progress(done, len(missing), f"Reading with {self._run.engine}")
                batch[article_id] = list(self._suggestions(article_id))
                if len(batch) == BATCH:
                    self._store(batch)
        finally:
            self._store(batch)

    def _store(self, batch: dict[str, list[Suggestion]]) -> None:
        if batch:
            self._project.store_suggestions(self._run, batch)
            self._added.articles += len(batch)
            self._added.by_kind.update(
                _STATEMENT if each.kind == "statement" else each.label
                for found in batch.values()
                for each in found
            )
            batch.clear()

    def _suggestions(self, article_id: str) -> Iterator[Suggestion]:
        text = self._project.text(article_id)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        taken = [
            each.span
            for each in self._project.suggestions(article_id)
            if each.kind == "mention" and each.run in self._others
        ]
        readable = _readable(self._project.zones(article_id), self._pipeline.lang, len(text))
        entities, statements = self._pipeline.read(text)
        for span, label in _free(entities, text, taken, readable):
            kind = kind_in_codebook(label, self._kinds)
            if kind is None:
                self._added.left_out[label] += 1
            else:
                yield self._suggestion(article_id, digest, span, kind, span.covered(text))
        for each in statements:
            yield from self._possible(article_id, digest, each, text, readable)

    def _possible(
        self,
        article_id: str,
        digest: str,
        each: FoundStatement,
        text: str,
        readable: Sequence[Span],
    ) -> Iterator[Suggestion]:
        """Yield a found statement as a possible one, where the rules have none."""
        stated = [
            span
            for one in self._project.suggestions(article_id)
            if one.candidate is not None and one.run in self._others
            for span in one.candidate.content
        ]
        book, run = self._project.codebook, self._run
        is_known = book.offers("claim_types", each.claim_type)
        claim_type = each.claim_type if is_known else None
        source, cue = (() if ends is None else (Span(*ends),) for ends in (each.source, each.cue))
        for span, _ in _free([(*each.content, _STATEMENT)], text, stated, readable):
            key = (digest, run.engine, run.version, "statement", span.start, span.end, claim_type)
            yield Suggestion(
                id=hashlib.sha256("\t".join(map(str, key)).encode()).hexdigest()[:32],
                article=article_id,
                kind="statement",
                span=span,
                label=claim_type or "statement",
                confidence=CONFIDENCE,
                rule=RULE,
                run=run.id,
                candidate=Candidate((span,), source, cue, claim_type=claim_type),
            )

    def _suggestion(
        self, article_id: str, digest: str, span: Span, kind: str, words: str
    ) -> Suggestion:
        run = self._run
        key = (digest, run.engine, run.version, "mention", span.start, span.end, kind)
        return Suggestion(
            id=hashlib.sha256("\t".join(map(str, key)).encode()).hexdigest()[:32],
            article=article_id,
            kind="mention",
            span=span,
            label=kind,
            confidence=CONFIDENCE,
            rule=RULE,
            run=run.id,
            actor=self._actors.meant(Found("mention", span, kind, CONFIDENCE, RULE), words),
        )


def kind_in_codebook(label: str, kinds: Sequence[str]) -> str | None:
    """Return the codebook's word for a pipeline's label; None where it has none.

    A codebook without entity kinds takes every label as it is.
    """
    if not kinds:
        return label
    by_folded = {kind.casefold(): kind for kind in kinds}
    wanted = (label, *_SAME_KIND.get(label.upper(), ()))
    return next(
        (by_folded[each.casefold()] for each in wanted if each.casefold() in by_folded), None
    )


def _readable(zones: Sequence[Zone], lang: str, length: int) -> list[Span]:
    """Return the stretches that the pipeline may mark: the article's own text in its language."""
    if not zones:
        return [Span(0, length)] if length else []
    any_language = lang in _ANY_LANGUAGE
    return [
        each.span
        for each in zones
        if each.kind in READABLE_ZONES and (any_language or each.lang in (lang, "und"))
    ]


def _free(
    entities: Sequence[Entity], text: str, taken: Sequence[Span], readable: Sequence[Span]
) -> Iterator[tuple[Span, str]]:
    """Yield entities without blanks around, in readable stretches, where nothing is taken."""
    occupied = sorted(taken)
    starts = [each.start for each in readable]
    for start, end, label in entities:
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if not label or start >= end:
            continue
        span = Span(start, end)
        at = bisect_right(starts, start) - 1
        if at < 0 or not readable[at].contains(span):
            continue
        if not any(each.overlaps(span) for each in occupied):
            yield span, label


def _known_run(project: Project, engine: str, version: str, detail: str) -> EngineRun:
    for run in project.engine_runs():
        if (run.engine, run.version, run.detail) == (engine, version, detail):
            return run
    return EngineRun(new_id(), engine, version, detail)


def _take_away(project: Project, article_ids: Sequence[str], *, keep: str) -> None:
    """Remove the suggestions of pipelines that are not ``keep``; decisions about them stay."""
    for run in project.engine_runs():
        if not run.engine.startswith(ENGINES) or run.engine == keep or run.detail == _TAKEN_AWAY:
            continue
        gone = project.marked_articles(run.id).intersection(article_ids)
        if gone:
            # under another run, so that the pipeline reads them again if it is chosen again
            empty = _known_run(project, run.engine, "0", _TAKEN_AWAY)
            project.store_suggestions(empty, dict.fromkeys(gone, ()))
