"""What the engine finds in an article becomes suggestions, in a project's own words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor
from annotator.preannotation.found import (
    ENGINE_NAME,
    ENGINE_VERSION,
    Found,
    engine_detail,
)
from annotator.preannotation.suggestion import EngineRun, MarkedArticle, Suggestion
from annotator.workflows.learning.learned_layer import layer_in_use, made_with
from annotator.workflows.marking.entity_kinds import mention_kind
from annotator.workflows.marking.linking import Linker, Links
from annotator.workflows.marking.own_names import names_taught, own_names, with_taught
from annotator.workflows.marking.proposing import Proposer

if TYPE_CHECKING:
    from annotator.codebook.model import Codebook
    from annotator.corpus.article import Zone
    from annotator.preannotation.learning.layer import LearnedLayer
    from annotator.project import Project


class Unmarked(NamedTuple):
    """An article to be marked."""

    id: str
    text: str
    zones: Sequence[Zone]


@dataclass(frozen=True, slots=True)
class MarkerState:
    """All that marking depends on beside the text itself: it travels to other processes as it is.

    What else a project knows and the engine is to use belongs here.
    """

    run: EngineRun
    codebook: Codebook
    actors: tuple[Actor, ...]
    learned: LearnedLayer | None = None


def marker_state(project: Project) -> MarkerState:
    """Return what marking depends on in this project; the engine itself is not loaded for it."""
    learned, _ = layer_in_use(project)
    return MarkerState(_run(project, learned), project.codebook, project.actors(), learned)


class Marker:
    """The engine at work with what it needs to know about one project; needs no project."""

    def __init__(self, state: MarkerState) -> None:
        from annotator.preannotation.engine import shared_engine
        from annotator.preannotation.plain_tokens import plain_cuts

        self._engine, self._plain_cuts = shared_engine(), plain_cuts
        self._run = state.run
        self._codebook = state.codebook
        self._learned = state.learned
        self._linker = Linker(state.actors, state.codebook)
        self._names = self._engine.own_names(own_names(state.actors, state.codebook))
        self._proposer = Proposer(state.codebook, state.actors)

    def marked(self, article_id: str, text: str, zones: Sequence[Zone]) -> MarkedArticle:
        """Return what the engine suggests for an article; the same in every process."""
        doc = self._engine.made(text, zones or None, self._names)
        cuts = self._plain_cuts(text, doc)
        found = self._engine.annotate_doc(doc, learned=self._learned)
        return MarkedArticle(self._suggested(found, article_id, text), cuts)

    def _suggested(
        self, found: Sequence[Found], article_id: str, text: str
    ) -> tuple[Suggestion, ...]:
        links = self._linker.links(found, text)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        suggested = (
            _suggestion(each, text, digest, article_id, self._run, links, label)
            for each in found
            if (label := _label(each, self._codebook)) is not None
        )
        return self._with_candidates(found, text, digest, tuple(suggested), article_id, links)

    def _with_candidates(
        self,
        found: Sequence[Found],
        text: str,
        digest: str,
        suggested: tuple[Suggestion, ...],
        article_id: str,
        links: Links,
    ) -> tuple[Suggestion, ...]:
        """Add the possible statements, whose actors follow from the mentions."""
        mentions = [each for each in suggested if each.kind == "mention"]
        candidates = []
        for each in found:
            if each.attribution is not None:
                said = each.attribution
                candidate = self._proposer.candidate(said, text, mentions, links.actor)
                label = candidate.claim_type or "statement"
                made = _suggestion(each, text, digest, article_id, self._run, links, label)
                candidates.append(structs.replace(made, candidate=candidate))
        return (*suggested, *candidates)


def _label(found: Found, codebook: Codebook) -> str | None:
    """Return the codebook's word for a mention or quotation; None where it has none."""
    if found.kind == "statement":
        return None
    if found.kind == "quotation":
        return found.label
    return mention_kind(found.label, codebook)


def _suggestion(
    found: Found,
    text: str,
    digest: str,
    article_id: str,
    run: EngineRun,
    links: Links,
    label: str,
) -> Suggestion:
    span = found.span
    key = (digest, run.engine, run.version, found.kind, span.start, span.end, label)
    return Suggestion(
        id=hashlib.sha256("\t".join(map(str, key)).encode()).hexdigest()[:32],
        article=article_id,
        kind=found.kind,
        span=span,
        label=label,
        confidence=found.confidence,
        rule=found.rule,
        run=run.id,
        actor=links.meant(found, span.covered(text)),
    )


def _run(project: Project, learned: LearnedLayer | None) -> EngineRun:
    """Return the run of this engine that the project knows already, or a new one."""
    taught = names_taught(project.actors(), project.codebook)
    made_of = made_with(with_taught(engine_detail(), taught), learned)
    for run in project.engine_runs():
        if (run.engine, run.version, run.detail) == (ENGINE_NAME, ENGINE_VERSION, made_of):
            return run
    return EngineRun(new_id(), ENGINE_NAME, ENGINE_VERSION, made_of)
