"""Mark articles before a person looks, with the built-in rule engine."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor
from annotator.corpus.files import find_files
from annotator.corpus.reading import file_bytes, shown_name
from annotator.errors import EncodingError
from annotator.plain_text import counted
from annotator.preannotation.changes import ChangeCounts, kind_counted
from annotator.preannotation.found import (
    ENGINE_LANGUAGE,
    ENGINE_NAME,
    ENGINE_VERSION,
    Found,
    engine_detail,
    plain_tokenizer,
)
from annotator.preannotation.suggestion import EngineRun, MarkedArticle, Suggestion
from annotator.workflows.learning.learned_layer import layer_in_use, layer_named, made_with
from annotator.workflows.marking.linking import Linker, Links
from annotator.workflows.marking.own_names import names_taught, own_names, taught_in, with_taught
from annotator.workflows.marking.proposing import Proposer
from annotator.workflows.marking.seeding import Seeds
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.codebook.model import Codebook
    from annotator.corpus.article import Zone
    from annotator.preannotation.learning.layer import LearnedLayer
    from annotator.project import Project
    from annotator.workflows.marking.adding_pipeline import LayerReport

_COUNTED_AT_ONCE = 50  # articles: some hundredths of a second
# What stands for a kind that a codebook does not have, the first that it has.
_NEAREST_KIND = {
    "GPE": ("PLACE", "LOC"),
    "LOC": ("PLACE", "GPE"),
    "FAC": ("PLACE", "LOC"),
    "NORP": ("GROUP",),
    "TIME": ("DATE",),
}


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
    counts: Counter[str] = Counter()
    marked: set[str] = set()
    if missing and not cancelled():
        seeds = Seeds(project, missing)
        try:
            for batch in _marked(project, missing, jobs, progress, cancelled):
                marked.update(batch)
                counts.update(kind_counted(each) for found in batch.values() for each in found)
                seeds.look_at(batch)
        finally:
            seeds.store()
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


def _marked(
    project: Project,
    missing: Sequence[str],
    jobs: int | None,
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> Iterator[Mapping[str, Sequence[Suggestion]]]:
    """Mark articles and yield what was suggested, when it is stored."""
    from annotator.workflows.marking.marking_pool import Unmarked, mark

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
                candidates.append(replace(made, candidate=candidate))
        return (*suggested, *candidates)


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


def _run(project: Project, learned: LearnedLayer | None) -> EngineRun:
    """Return the run of this engine that the project knows already, or a new one."""
    taught = names_taught(project.actors(), project.codebook)
    made_of = made_with(with_taught(engine_detail(), taught), learned)
    for run in project.engine_runs():
        if (run.engine, run.version, run.detail) == (ENGINE_NAME, ENGINE_VERSION, made_of):
            return run
    return EngineRun(new_id(), ENGINE_NAME, ENGINE_VERSION, made_of)


def _label(found: Found, codebook: Codebook) -> str | None:
    """Return the codebook's word for a mention or quotation; None where it has none."""
    if found.kind == "statement":
        return None
    if found.kind == "quotation":
        return found.label
    return mention_kind(found.label, codebook)


def mention_kind(kind: str, codebook: Codebook) -> str | None:
    """Return the codebook's word for a kind of the rules; None where it has none."""
    renamed = codebook.entity_kind(kind)
    if renamed is not None and codebook.offers("entity_kinds", renamed.id):
        return renamed.id
    kinds = {each.id for each in codebook.entity_kinds}
    candidates = (kind, *_NEAREST_KIND.get(kind, ()))
    return next((each for each in candidates if not kinds or each in kinds), None)


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


def predictions(
    paths: Iterable[Path], *, encoding: str | None = None
) -> dict[str, list[tuple[int, int, str]]]:
    """Return what the engine asserts in text files, by file name: start, end and kind.

    Offsets count code points of the file as it stands, line ends untouched. Folders give their
    text files. Raises :class:`~annotator.errors.ImportFileError` for a file that cannot be read or
    is larger than an article may be.
    """
    from annotator.preannotation.engine import shared_engine

    predicted: dict[str, list[tuple[int, int, str]]] = {}
    files = find_files(paths)
    for problem in files.problems:
        raise problem
    for path in files.articles:
        text = _text(path, encoding or "utf-8")
        name = path.name if path.name not in predicted else str(path)
        predicted[name] = [
            (found.span.start, found.span.end, found.label)
            for found in shared_engine().annotate(text)
            if found.kind == "mention" and found.is_certain
        ]
    return predicted


def _text(path: Path, encoding: str) -> str:
    try:
        return file_bytes(path).decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise EncodingError(
            f"{shown_name(path)} could not be read as {encoding}, so nothing was predicted for it. "
            "Convert it to UTF-8, or leave it out.",
            path=path,
        ) from error
