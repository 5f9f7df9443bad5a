"""Import: files and folders of articles into a project, with what is proposed about each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotator.annotations.ids import new_id
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.files import FoundFiles, find_files
from annotator.corpus.language import UNKNOWN
from annotator.corpus.reading import DecodedText
from annotator.corpus.zones import RepeatedLines, propose
from annotator.errors import EncodingError, ImportFileError
from annotator.formats.articles.found import FoundArticle
from annotator.formats.articles.kinds import FOLDER_ENDINGS, NAMED_ENDINGS
from annotator.workflows.importing.import_formats import labels_of
from annotator.workflows.importing.making_ready import make_ready
from annotator.workflows.importing.reading_articles import (
    ArticleReading,
    Incoming,
    ReadOptions,
    error_with_labels,
)
from annotator.workflows.importing.writable import require_writable
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.workflows.marking.comparing import ComparisonReport
    from annotator.workflows.marking.preannotating import PreannotationReport


BATCH_ARTICLES = 40
BATCH_CHARACTERS = 60_000  # so that storing and indexing a batch takes no time that one notices


@dataclass(frozen=True, slots=True)
class ImportOptions(ReadOptions):
    """How to import. ``jobs`` processes mark the articles at once; None: one per core."""

    preannotate: bool = True
    recursive: bool = True
    jobs: int | None = None


class Failure(NamedTuple):
    """A file that was not imported, and why, in words."""

    path: Path
    reason: str


class Duplicate(NamedTuple):
    """A file, or a place in it, with the same text as an article that is already in."""

    path: Path
    article: str
    where: str = ""


class Undecided(NamedTuple):
    """A file whose encoding a person has to choose; likely ones first."""

    path: Path
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    ``doubts`` words why each of the ``undecided`` files is not certain. ``others`` are the files in
    folders that are of another kind. ``notes`` say what to know about files that are in.
    ``is_cancelled`` tells that a person stopped it: what is in ``imported`` is in whole.
    """

    imported: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    failures: tuple[Failure, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    doubts: tuple[Failure, ...] = ()
    others: tuple[Path, ...] = ()
    notes: tuple[Failure, ...] = ()
    is_cancelled: bool = False
    preannotation: PreannotationReport | None = None
    comparison: ComparisonReport | None = None


def _storable(name: str) -> str:
    """Return a file name that UTF-8 can hold; undecodable bytes of the disk become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def new_article(
    path: Path,
    read: DecodedText,
    repeated: RepeatedLines | None = None,
    facts: FoundArticle | None = None,
) -> NewArticle:
    """Return an article with its title, date, source and zones: as its file says, else proposed."""
    is_repeated = repeated.__contains__ if repeated is not None else lambda _: False
    name = _storable(path.name)
    proposal = propose(read.text, name, is_repeated=is_repeated)
    said = facts or FoundArticle(text="")
    article = Article(
        id=new_id(),
        title=said.title or proposal.title,
        text_sha256=hashlib.sha256(read.text.encode()).hexdigest(),
        length=len(read.text),
        date=said.date or proposal.date,
        source=said.source or proposal.source,
        file_name=name,
        file_sha256=read.file_sha256,
        file_bytes=read.file_bytes,
        encoding=read.encoding,
        external_id=said.id,
    )
    return NewArticle(article, read.text, tuple(_zone_of_page(z, said) for z in proposal.zones))


def _zone_of_page(zone: Zone, said: FoundArticle) -> Zone:
    """Return a zone with what the file says of it: whose line it is, and in which language."""
    if any(start <= zone.span.start and zone.span.end <= end for start, end in said.furniture):
        zone = replace(zone, kind="boilerplate")
    language = said.language[:2].lower()
    if zone.lang == UNKNOWN and language.isascii() and language.isalpha() and len(language) == 2:
        zone = replace(zone, lang=language)
    return zone


class _Import:
    """One import on its way; collects what the report will tell."""

    def __init__(self, project: Project, options: ImportOptions, found: FoundFiles) -> None:
        self.project = project
        self.options = options
        self.repeated = RepeatedLines()
        self.imported: list[str] = []
        self.duplicates: list[Duplicate] = []
        self.failures = [
            Failure(each.path or Path(), error_with_labels(each)) for each in found.problems
        ]
        self.notes: list[Failure] = []
        self.others = tuple(found.others)
        self.undecided: list[Undecided] = []
        self.doubts: list[Failure] = []

    @property
    def present(self) -> list[str]:
        """The articles of the files, new or not; a stopped import may have left some unmarked."""
        return list(dict.fromkeys([*self.imported, *(each.article for each in self.duplicates)]))

    def report(self) -> ImportReport:
        """Return what happened to the files."""
        return ImportReport(
            imported=tuple(self.imported),
            duplicates=tuple(self.duplicates),
            failures=tuple(self.failures),
            undecided=tuple(self.undecided),
            doubts=tuple(self.doubts),
            others=self.others,
            notes=tuple(self.notes),
        )

    def read(self, path: Path, reading: ArticleReading) -> Iterator[Incoming]:
        """Yield the articles of a file; note why where there are none."""
        if _is_same(path, self.project.path):  # a look into it would drop the locks on it
            self.failures.append(Failure(path, f"{path.name} is the project itself."))
            return
        try:
            for each in reading.read(path):
                if isinstance(each, Incoming):
                    yield each
                elif each.is_note:
                    self.notes.append(Failure(path, each.reason))
                else:
                    self.failures.append(Failure(path, each.reason))
        except EncodingError as error:
            self.undecided.append(Undecided(path, error.candidates))
            self.doubts.append(Failure(path, str(error)))
        except ImportFileError as error:
            self.failures.append(Failure(path, str(error)))

    def store(self, batch: Sequence[Incoming]) -> None:
        """Store what is new of a batch in one transaction."""
        digests = [hashlib.sha256(each.read.text.encode()).hexdigest() for each in batch]
        known = dict(self.project.known_texts(digests))
        fresh: list[Incoming] = []
        again: list[tuple[Incoming, str]] = []
        first_seen = set(known)
        for each, digest in zip(batch, digests, strict=True):
            if digest in first_seen:
                again.append((each, digest))
                continue
            first_seen.add(digest)
            fresh.append(each)
            self.repeated.add(each.read.text)
        articles = [new_article(each.path, each.read, self.repeated, each.facts) for each in fresh]
        if articles:
            ids = self.project.add_articles(articles)
            self.imported += ids
            known |= {new.article.text_sha256: id_ for new, id_ in zip(articles, ids, strict=True)}
        self.duplicates += [
            Duplicate(each.path, known[digest], each.where) for each, digest in again
        ]

    def store_all(
        self, paths: Sequence[Path], progress: TellProgress | None, cancelled: IsCancelled
    ) -> None:
        """Read all files and store what is new, batch by batch."""
        for batch in self._batches(paths, progress, cancelled):
            if batch:
                self.store(batch)
        if progress is not None:
            progress(len(paths), len(paths), "")

    def _batches(
        self, paths: Sequence[Path], progress: TellProgress | None, cancelled: IsCancelled
    ) -> Iterator[list[Incoming]]:
        """Yield what was read, so much at a time as fits well into memory and one transaction."""
        batch: list[Incoming] = []
        characters = 0
        for incoming in self._incoming(paths, progress, cancelled):
            batch.append(incoming)
            characters += len(incoming.read.text)
            if len(batch) >= BATCH_ARTICLES or characters >= BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
        yield batch

    def _incoming(
        self, paths: Sequence[Path], progress: TellProgress | None, cancelled: IsCancelled
    ) -> Iterator[Incoming]:
        """Yield the articles of all files until somebody stops it."""
        with ArticleReading(self.options, cancelled) as reading:
            for number, path in enumerate(paths):
                if cancelled():
                    return
                if progress is not None:
                    progress(number, len(paths), path.name)
                for each in self.read(path, reading):
                    yield each
                    if each.where and progress is not None:
                        progress(number, len(paths), f"{path.name}, {each.where}")
                    if each.where and cancelled():
                        return


def _label_notes(paths: Iterable[Path]) -> list[Failure]:
    """Return for each folder with labels in it that only texts are taken here."""
    notes: list[Failure] = []
    for path in paths:
        labels = labels_of(path) if path.is_dir() else None
        if labels is not None:
            words = f"Only texts were taken; it holds labels too ({labels.label})."
            notes.append(Failure(path, f"{words} {labels.how_to_import}"))
    return notes


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _found(paths: Iterable[Path], options: ImportOptions) -> FoundFiles:
    return find_files(
        paths,
        is_recursive=options.recursive,
        in_folders=FOLDER_ENDINGS,
        named=NAMED_ENDINGS,
    )


def import_paths(
    project: Project,
    paths: Iterable[Path],
    options: ImportOptions | None = None,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> ImportReport:
    """Import files and folders; one bad file never stops the rest.

    Articles are stored in batches, each in one transaction; then new ones are compared with all
    others, and the rule engine marks those that it has not marked before. The same text twice is
    recognised by its SHA-256. Cancelling keeps whole articles. Raises
    :class:`ReadOnlyProjectError` before anything is read, and what the project raises while storing
    (a full disk): earlier batches are in then, and importing again brings in the rest.
    """
    options = options or ImportOptions()
    require_writable(project)
    paths = tuple(paths)
    found = _found(paths, options)
    work = _Import(project, options, found)
    work.notes += [] if options.texts_only else _label_notes(paths)
    work.store_all(found.articles, progress, cancelled)
    ready = make_ready(
        project,
        work.present,
        preannotate=options.preannotate,
        jobs=options.jobs,
        progress=progress,
        cancelled=cancelled,
    )
    return replace(
        work.report(),
        is_cancelled=cancelled(),
        preannotation=ready.preannotation,
        comparison=ready.comparison,
    )
