"""Bring in texts with labels from files of other tools: look first, then take in."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor, Layer, Statement
from annotator.annotations.validation import LONGEST_NAME, annotator_name
from annotator.corpus.article import Article, NewArticle
from annotator.corpus.zones import propose as propose_zones
from annotator.errors import FormatError
from annotator.formats.labelled import label_mapping
from annotator.formats.labelled.foreign import (
    Placed,
    labels_in,
    links_in,
    place_each,
    text_labels_in,
)
from annotator.formats.labelled.from_labelled import (
    Ground,
    actors_named,
    from_labelled,
    targets_named,
)
from annotator.formats.labelled.label_mapping import SKIP, Becomes, LabelMapping
from annotator.plain_text import counted, on_one_line
from annotator.workflows.importing.import_formats import ImportFormat, found_format
from annotator.workflows.importing.making_ready import make_ready
from annotator.workflows.importing.undisturbed import undisturbed
from annotator.workflows.importing.writable import require_writable
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.formats.labelled.foreign import SeenColumns
    from annotator.formats.labelled.labelled_text import LabelledText
    from annotator.formats.labelled.offset_units import OffsetUnit
    from annotator.project import Project

_BATCH = 100  # texts that become one step
_AT_ONCE = 5  # batches that are stored in one transaction, unless their texts are long:
_MOST = 1_000_000  # characters, after which a batch is full, and what is stored at once
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_SHOWN = 20  # sentences on what was left out; the report has them all


@dataclass(frozen=True, slots=True)
class BringInOptions:
    """How to bring in a file.

    ``format`` is a key of :data:`annotator.workflows.importing.import_formats.FORMATS` and ``unit``
    what the file counts its offsets in; None finds either out. ``mapping`` says what labels become;
    None takes what their names propose. ``annotator`` is whose labels they are where the file names
    nobody, and ``is_everybody`` gives them to that annotator even where it does. ``preannotate``
    marks the articles like others that come in, in ``jobs`` processes at once.
    """

    format: str | None = None
    unit: OffsetUnit | None = None
    mapping: LabelMapping | None = None
    annotator: str | None = None
    is_everybody: bool = False
    preannotate: bool = True
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a file holds, before anything of it is taken in.

    ``labels``, ``links`` and ``text_labels`` count what stands in the file by its own names;
    ``mapping`` is what each becomes. ``known`` counts texts that are articles here already.
    ``targets`` are what stances are on in words; ``columns`` those of a table.
    """

    path: Path
    format: ImportFormat
    placed: Placed
    mapping: LabelMapping
    labels: Mapping[str, int]
    links: Mapping[str, int]
    text_labels: Mapping[tuple[str, str], int]
    annotators: tuple[str, ...]
    known: int
    targets: Mapping[str, int] = field(default_factory=dict)
    columns: SeenColumns | None = None

    def lines(self) -> tuple[str, ...]:
        """Return in sentences what the file holds and what will become of it."""
        texts = self.placed.texts
        kinds = Counter[str]()
        for (kind, _), count in self.text_labels.items():
            kinds[kind] += count
        spans = sum(self.labels.values())
        return (
            f"{self.path.name}: {self.format.label}, {counted(len(texts), 'text')} "
            f"({self.known} already here), {counted(spans, 'span')}.",
            self.placed.evidence.in_words(),
            *_become(self.labels, self.mapping.labels),
            *_become(self.links, self.mapping.links, ", links"),
            *_become(kinds, self.mapping.text_labels, ", of texts"),
            *_become(self.targets, self.mapping.targets, ", targets"),
            *(each.in_words() for each in self.placed.misfits[:_SHOWN]),
            *self.placed.notes,
        )


def _become(
    counts: Mapping[str, int], mapping: Mapping[str, Becomes], what: str = ""
) -> Iterator[str]:
    for name, count in counts.items():
        yield f"  {name} ({count}{what}): {mapping.get(name, SKIP).in_words()}"


@dataclass(slots=True)
class BroughtIn:
    """What came in. ``left_out`` are sentences on what did not, each with its place.

    ``article_ids`` are all articles of the file, also those that were here before.
    """

    file: str
    format: str
    articles: int = 0
    articles_added: int = 0
    statements: int = 0
    mentions: int = 0
    labels: int = 0
    already_there: int = 0
    actors_added: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    left_out: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    is_cancelled: bool = False
    article_ids: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """Return the report in words."""
        parts = (
            counted(self.statements, "statement"),
            counted(self.mentions, "mention"),
            counted(self.labels, "article label"),
        )
        again = f"; {self.already_there} were there already" if self.already_there else ""
        more = len(self.left_out) - _SHOWN
        return (
            f"{self.file}: {', '.join(parts)} in {counted(self.articles, 'article')} "
            f"({self.articles_added} new) by {', '.join(self.annotators) or 'nobody'}{again}.",
            *self.notes,
            *(f"  left out: {each}" for each in self.left_out[:_SHOWN]),
            *([f"  and {more} more"] if more > 0 else []),
            *(["Stopped: what was taken in until then is whole."] if self.is_cancelled else []),
        )


@undisturbed()
def look(project: Project, path: Path, options: BringInOptions | None = None) -> Look:
    """Read a file and say what it holds and what would become of it; nothing is written.

    Raises a child of :class:`~annotator.errors.ImportFileError` where it cannot be read.
    """
    options = options or BringInOptions()
    chosen = found_format(path, options.format)
    wanted = options.mapping.columns if options.mapping is not None else {}
    read = chosen.read(path, wanted)
    raw, read = list(read.texts), replace(read, texts=())
    placed = place_each(raw, read, options.unit)
    _require_texts(path, placed)
    labels, links = labels_in(placed.texts), links_in(placed.texts)
    text_labels = text_labels_in(placed.texts)
    targets = Counter(each for text in placed.texts for each in targets_named(text))
    proposed = label_mapping.propose(
        project.codebook,
        labels=labels,
        links=links,
        text_labels=dict.fromkeys(kind for kind, _ in text_labels),
        targets=targets,
    )
    if read.columns is not None:
        proposed = replace(proposed, columns=read.columns.taken)
    mapping = options.mapping
    if mapping is None or mapping.says_nothing_of_labels:
        mapping = proposed
    return Look(
        path=path,
        format=chosen,
        placed=placed,
        mapping=mapping,
        labels=labels,
        links=links,
        text_labels=text_labels,
        targets=targets,
        columns=read.columns,
        annotators=_annotators(project, placed.texts, options),
        known=len(project.known_texts({_digest(each.text) for each in placed.texts})),
    )


def _require_texts(path: Path, placed: Placed) -> None:
    if not placed.texts:
        why = " ".join(("", *placed.notes))
        raise FormatError(f"{path.name} holds no texts. Nothing was imported.{why}", path=path)


def _annotators(
    project: Project, texts: Sequence[LabelledText], options: BringInOptions
) -> tuple[str, ...]:
    """Return whose labels the texts have, by name; a text without labels is nobody's."""
    labelled = (each for each in texts if not each.is_unlabelled)
    return tuple(dict.fromkeys(_whose(project, each, options) for each in labelled))


def bring_in(
    project: Project,
    seen: Look,
    options: BringInOptions | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> BroughtIn:
    """Take in what :func:`look` found: new articles, and everybody's labels in steps of their own.

    Articles are recognised by their text, statements by their name in the file, entities by span
    and kind, so that the same file twice changes nothing. Then the articles are compared and marked
    like others that come in. Cancelling keeps whole articles.
    """
    require_writable(project)
    return _BringingIn(project, seen, options or BringInOptions()).run(progress, cancelled)


def _portions(lengths: Sequence[int]) -> Iterator[list[range]]:
    """Part texts into batches, and these into what is stored at once, by how long they are."""
    portion: list[range] = []
    start = characters = stored = 0
    for stop, length in enumerate(lengths, start=1):
        characters += length
        if stop - start < _BATCH and characters < _MOST and stop < len(lengths):
            continue
        portion.append(range(start, stop))
        stored += characters
        start, characters = stop, 0
        if len(portion) == _AT_ONCE or stored >= _MOST or stop == len(lengths):
            yield portion
            portion, stored = [], 0


def _each_text_once(texts: Sequence[LabelledText]) -> Iterator[list[LabelledText]]:
    """Part texts so that none is twice in a part: what is there already is known after each."""
    part: dict[str, LabelledText] = {}
    for each in texts:
        if each.text in part:
            yield list(part.values())
            part = {}
        part[each.text] = each
    if part:
        yield list(part.values())


def _whose(project: Project, text: LabelledText, options: BringInOptions) -> str:
    named = "" if options.is_everybody else on_one_line(text.annotator)[:LONGEST_NAME].strip()
    return annotator_name(named or options.annotator or project.annotator.name)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _BringingIn:
    """One file on its way in."""

    def __init__(self, project: Project, seen: Look, options: BringInOptions) -> None:
        self._project, self._seen, self._options = project, seen, options
        self._report = BroughtIn(seen.path.name, seen.format.id)
        self._report.left_out += [each.in_words() for each in seen.placed.misfits]
        self._report.notes = (seen.placed.evidence.in_words(), *seen.placed.notes)
        self._articles: dict[str, None] = {}
        self._added: set[str] = set()  # articles of the portion that comes in now
        self._seen_here: set[tuple[str, str]] = set()  # whose labels in those were taken in

    def run(self, progress: TellProgress | None, cancelled: IsCancelled) -> BroughtIn:
        texts = self._seen.placed.texts
        before = self._project.annotator.name
        self._add_actors(texts)
        try:
            with undisturbed():
                self._store_all(progress, cancelled)
        finally:
            self._project.use_annotator(before)
        self._report.articles = len(self._articles)
        self._report.article_ids = tuple(self._articles)
        if progress is not None:
            progress(len(texts), len(texts), "")
        self._make_ready(progress, cancelled)
        return self._report

    def _store_all(self, progress: TellProgress | None, cancelled: IsCancelled) -> None:
        for portion in _portions([len(each.text) for each in self._seen.placed.texts]):
            with self._project.as_one(f"import {self._seen.path.name}"):
                self._store_portion(portion, progress, cancelled)
            if self._report.is_cancelled:
                return

    def _store_portion(
        self, portion: Sequence[range], progress: TellProgress | None, cancelled: IsCancelled
    ) -> None:
        """Store batches until somebody stops it: whole ones."""
        texts = self._seen.placed.texts
        for batch in portion:
            if cancelled():
                self._report.is_cancelled = True
                return
            if progress is not None:
                progress(batch.start, len(texts), self._seen.path.name)
            self._store(texts[batch.start : batch.stop])

    def _make_ready(self, progress: TellProgress | None, cancelled: IsCancelled) -> None:
        if not self._options.preannotate or self._report.is_cancelled:
            return
        ready = make_ready(
            self._project,
            self._report.article_ids,
            jobs=self._options.jobs,
            progress=progress,
            cancelled=cancelled,
        )
        self._report.notes = (*self._report.notes, *ready.lines())
        self._report.is_cancelled = cancelled()

    def _add_actors(self, texts: Sequence[LabelledText]) -> None:
        known = {each.id for each in self._project.actors()}
        named = dict.fromkeys(name for each in texts for name in actors_named(each))
        targets = self._seen.mapping.targets
        named |= dict.fromkeys(
            targets[words].id
            for each in texts
            for words in targets_named(each)
            if words in targets and targets[words].kind == "actor"
        )
        new = tuple(name for name in named if name not in known)
        if new:
            edits = tuple(Edit(None, Actor(id=name, name=name)) for name in new)
            self._project.apply(Step(edits, f"Import {self._seen.path.name}", None))
        self._report.actors_added = new

    def _store(self, texts: Sequence[LabelledText]) -> None:
        usable = [each for each in texts if self._is_usable(each)]
        ids = self._with_articles(usable)
        by_annotator: dict[str, list[LabelledText]] = {}
        for each in (one for one in usable if not one.is_unlabelled):
            whose = _whose(self._project, each, self._options)
            by_annotator.setdefault(whose, []).append(each)
        for name, theirs in by_annotator.items():
            annotator = self._project.use_annotator(name)
            if name not in self._report.annotators:
                self._report.annotators = (*self._report.annotators, name)
            ground = Ground(
                self._project.codebook,
                frozenset(each.id for each in self._project.actors()),
                annotator.id,
            )
            for wave in _each_text_once(theirs):
                edits = tuple(
                    edit for each in wave for edit in self._edits(each, ids[each.text], ground)
                )
                if edits:
                    step = Step(edits, f"Import {self._seen.path.name}", None)
                    self._project.apply(step)

    def _is_usable(self, text: LabelledText) -> bool:
        why = ""
        if not text.text.strip():
            why = "its text is empty"
        elif _UNSTORABLE.search(text.text) is not None:
            why = "its text holds characters that no text has (NUL or half a surrogate)"
        if why:
            self._report.left_out.append(f"{text.id}: {why}")
        return not why

    def _with_articles(self, texts: Sequence[LabelledText]) -> Mapping[str, str]:
        """Return the article of each text; new ones are added."""
        digests = {each.text: _digest(each.text) for each in texts}
        known = dict(self._project.known_texts(digests.values()))
        new = {
            digests[each.text]: _new_article(each, self._seen.path)
            for each in reversed(texts)
            if digests[each.text] not in known
        }
        added = list(reversed(new.values()))
        ids = self._project.add_articles(added)
        self._added, self._seen_here = set(ids), set()
        self._report.articles_added += len(ids)
        known |= {one.article.text_sha256: id_ for one, id_ in zip(added, ids, strict=True)}
        found = {text: known[digest] for text, digest in digests.items()}
        self._articles |= dict.fromkeys(found.values())
        return found

    def _edits(self, text: LabelledText, article: str, ground: Ground) -> Iterator[Edit]:
        taken = from_labelled(text, article, self._seen.mapping, ground)
        where = text.id
        self._report.left_out += [
            f"{where}: {each.what} {each.id}: {each.why}" for each in taken.unread
        ]
        yield from self._fresh(taken.layer, self._there(article, ground.annotator))

    def _there(self, article: str, annotator: str) -> Layer:
        """Return what an annotator says of an article already: nothing where it is just in."""
        if (article, annotator) in self._seen_here or article not in self._added:
            return self._project.layer(article, annotator)
        self._seen_here.add((article, annotator))
        return Layer(article, annotator)

    def _fresh(self, new: Layer, there: Layer) -> Iterator[Edit]:
        """Yield what is not there yet, and count it."""
        statements, mentions, labels = new.statements, new.mentions, new.labels
        if there.statements:
            statements = tuple(_not_stated(new, there))
        if there.mentions:
            named = {(each.span, each.kind) for each in there.mentions}
            mentions = tuple(each for each in mentions if (each.span, each.kind) not in named)
        if there.labels:
            labelled = {each.id for each in there.labels}
            labels = tuple(each for each in labels if each.id not in labelled)
        self._report.statements += len(statements)
        self._report.mentions += len(mentions)
        self._report.labels += len(labels)
        self._report.already_there += (
            len(new.statements) + len(new.mentions) + len(new.labels)
        ) - (len(statements) + len(mentions) + len(labels))
        yield from (Edit(None, each) for each in statements)
        yield from (Edit(None, each) for each in mentions)
        yield from (Edit(None, each) for each in labels)
        if there.progress is None and new.progress is not None:
            yield Edit(None, new.progress)


def _not_stated(new: Layer, there: Layer) -> Iterator[Statement]:
    """Yield the statements that are not there yet, linked to those that are."""
    stated = {(each.external_id, each.content): each.id for each in there.statements}
    # What we exported bears our own ids.
    stated |= {(each.id, each.content): each.id for each in there.statements}
    ids = {each.id: stated.get((each.external_id, each.content)) for each in new.statements}
    for each in new.statements:
        if ids[each.id] is None:
            yield _relinked(each, ids)


def _relinked(statement: Statement, ids: Mapping[str, str | None]) -> Statement:
    """Let a statement name those that are there already by the ids that they have there."""

    def there(name: str) -> str:
        return ids.get(name) or name

    stances = tuple(
        replace(each, target=replace(each.target, id=there(each.target.id)))
        if each.target.kind == "statement"
        else each
        for each in statement.stances
    )
    parent = None if statement.parent is None else there(statement.parent)
    return replace(statement, stances=stances, parent=parent)


def _new_article(text: LabelledText, path: Path) -> NewArticle:
    """Return an article with what the file says of it, else as its text proposes."""
    proposal = propose_zones(text.text, path.name)
    raw = text.text.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    facts = text.facts
    article = Article(
        id=new_id(),
        title=facts.get("title") or proposal.title,
        text_sha256=sha256,
        length=len(text.text),
        date=facts.get("date") or proposal.date,
        source=facts.get("source") or proposal.source,
        file_name=path.name,
        file_sha256=sha256,
        file_bytes=len(raw),
        external_id=text.id,
    )
    return NewArticle(article, text.text, proposal.zones)
