"""Mark articles before a person looks, with the built-in rule engine."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor
from annotator.corpus.files import find_files
from annotator.corpus.reading import file_bytes, shown_name
from annotator.errors import EncodingError
from annotator.preannotation.changes import ChangeCounts, kind_counted
from annotator.preannotation.found import ENGINE_NAME, ENGINE_VERSION, Found, engine_detail
from annotator.preannotation.gazetteer import alpha2
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.workflows.proposing import Proposer
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.codebook.model import Codebook
    from annotator.corpus.article import Zone
    from annotator.project import Project
    from annotator.workflows.adding_pipeline import LayerReport

BATCH = 25  # articles stored in one transaction
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
    differently where articles had been marked before, after the clock ``since``.
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


def preannotate(
    project: Project,
    article_ids: Sequence[str] | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
    again: bool = False,
) -> PreannotationReport:
    """Store suggestions for the given articles (None: all of the project).

    Articles that this engine and version has marked are left as they are, unless ``again``. What
    the project's own spaCy pipeline finds beside the rules is added after them. Raises what the
    project raises while storing; earlier batches are stored then.
    """
    wanted = [row.id for row in project.articles()] if article_ids is None else list(article_ids)
    since = project.newest_change()
    current = set() if again else _current_runs(project)
    missing = [each for each in wanted if not _is_marked(project, each, current)]
    counts: Counter[str] = Counter()
    marked: set[str] = set()
    if missing and not cancelled():
        state = marker_state(project)
        marker = Marker(state)
        for start in range(0, len(missing), BATCH):
            ids = missing[start : start + BATCH]
            batch = _annotated(project, marker, ids, start, len(missing), progress, cancelled)
            if batch:
                project.store_suggestions(state.run, batch)
                marked.update(batch)
                counts.update(kind_counted(each) for found in batch.values() for each in found)
            if cancelled():
                break
    layer = _add_layer(project, wanted, marked, progress, cancelled)
    if progress is not None:
        progress(len(marked), len(missing), "")
    return PreannotationReport(
        len(marked),
        dict(counts),
        unchanged=len(wanted) - len(missing),
        is_cancelled=cancelled(),
        pipeline=layer,
        changes=project.change_counts(since=since),
        since=since,
    )


def _add_layer(
    project: Project,
    wanted: Sequence[str],
    marked: set[str],
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> LayerReport | None:
    from annotator.workflows.adding_pipeline import add_layer

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


def marker_state(project: Project) -> MarkerState:
    """Return what marking depends on in this project; the engine itself is not loaded for it."""
    return MarkerState(_run(project), project.codebook, project.actors())


class Marker:
    """The engine at work with what it needs to know about one project; needs no project."""

    def __init__(self, state: MarkerState) -> None:
        from annotator.preannotation.engine import shared_engine

        self._engine = shared_engine()
        self._run = state.run
        self._codebook = state.codebook
        self._actors = ActorNames(state.actors)
        self._proposer = Proposer(state.codebook, state.actors)

    def suggestions(
        self, article_id: str, text: str, zones: Sequence[Zone]
    ) -> tuple[Suggestion, ...]:
        """Return what the engine suggests for an article; the same in every process."""
        found = self._engine.annotate(text, zones or None)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        suggested = (
            _suggestion(each, text, digest, article_id, self._run, self._actors, label)
            for each in found
            if (label := _label(each, self._codebook)) is not None
        )
        return self._with_candidates(found, text, digest, tuple(suggested), article_id)

    def _with_candidates(
        self,
        found: Sequence[Found],
        text: str,
        digest: str,
        suggested: tuple[Suggestion, ...],
        article_id: str,
    ) -> tuple[Suggestion, ...]:
        """Add the possible statements, whose actors follow from the mentions."""
        mentions = [each for each in suggested if each.kind == "mention"]
        candidates = []
        for each in found:
            if each.attribution is not None:
                candidate = self._proposer.candidate(each.attribution, text, mentions)
                label = candidate.claim_type or "statement"
                made = _suggestion(each, text, digest, article_id, self._run, self._actors, label)
                candidates.append(replace(made, candidate=candidate))
        return (*suggested, *candidates)


def _annotated(
    project: Project,
    marker: Marker,
    ids: Sequence[str],
    done: int,
    total: int,
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> dict[str, tuple[Suggestion, ...]]:
    batch: dict[str, tuple[Suggestion, ...]] = {}
    for article_id in ids:
        if cancelled():
            break
        if progress is not None:
            progress(done + len(batch), total, "Marking what is named and said")
        text, zones = project.text(article_id), project.zones(article_id)
        batch[article_id] = marker.suggestions(article_id, text, zones)
    return batch


def _current_runs(project: Project) -> set[str]:
    """Return the runs of this engine and version."""
    return {
        run.id
        for run in project.engine_runs()
        if (run.engine, run.version) == (ENGINE_NAME, ENGINE_VERSION)
    }


def _is_marked(project: Project, article_id: str, current: set[str]) -> bool:
    return bool(current) and any(each.run in current for each in project.suggestions(article_id))


def _run(project: Project) -> EngineRun:
    """Return the run of this engine that the project knows already, or a new one."""
    made_of = engine_detail()
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
    kinds = {kind.id for kind in codebook.entity_kinds}
    candidates = (found.label, *_NEAREST_KIND.get(found.label, ()))
    return next((each for each in candidates if not kinds or each in kinds), None)


def _suggestion(
    found: Found,
    text: str,
    digest: str,
    article_id: str,
    run: EngineRun,
    actors: ActorNames,
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
        actor=actors.meant(found, span.covered(text)),
    )


class ActorNames:
    """The actors of a project by what they are called.

    A country is known by its id or its ``country``, in either form of ISO 3166 (RUS or RU).
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._by_name: dict[str, str] = {}
        self._by_country: dict[str, str] = {}
        self._by_surname: dict[str, set[str]] = {}
        for actor in actors:
            for name in (actor.name, *actor.aliases):
                self._by_name.setdefault(_folded(name), actor.id)
            if actor.kind == "country":
                for code in (actor.id, actor.country):
                    if code:
                        self._by_country.setdefault(code, actor.id)
            if actor.kind == "person":
                surname = _folded(actor.name.split()[-1]) if actor.name.split() else ""
                self._by_surname.setdefault(surname, set()).add(actor.id)

    def meant(self, found: Found, covered: str) -> str | None:
        """Return the id of the actor that a mention most likely means."""
        if found.kind != "mention":
            return None
        name = _folded(covered)
        if name in self._by_name:
            return self._by_name[name]
        if found.label == "PERSON":
            namesakes = self._by_surname.get(name, set())
            return next(iter(namesakes)) if len(namesakes) == 1 else None
        if found.label in ("GPE", "NORP", "ORG") and found.country is not None:
            by_country = self._by_country
            return by_country.get(found.country) or by_country.get(alpha2().get(found.country, ""))
        return None


def _folded(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


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
