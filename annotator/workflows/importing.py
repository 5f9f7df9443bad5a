"""Import: files and folders of articles into a project, with what is proposed about each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from annotator.annotations.ids import new_id
from annotator.corpus.article import Article, NewArticle
from annotator.corpus.files import FoundFiles, find_files
from annotator.corpus.reading import DecodedText, read_text
from annotator.corpus.zones import RepeatedLines, propose
from annotator.errors import EncodingError, ImportFileError, ReadOnlyProjectError
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.workflows.comparing import ComparisonReport
    from annotator.workflows.preannotating import PreannotationReport


BATCH_ARTICLES = 40
BATCH_CHARACTERS = 60_000  # so that storing and indexing a batch takes no time that one notices


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import.

    ``encodings`` maps paths (as :func:`str` gives them) to the encoding that a person chose for the
    file. ``default_encoding`` is for all files that are not UTF-8 and carry no mark of another
    Unicode encoding. ``jobs`` processes mark the articles at once; None: one per core.
    """

    encodings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    default_encoding: str | None = None
    preannotate: bool = True
    recursive: bool = True
    jobs: int | None = None


class Failure(NamedTuple):
    """A file that was not imported, and why, in words."""

    path: Path
    reason: str


class Duplicate(NamedTuple):
    """A file with the same text as an article that is already in."""

    path: Path
    article: str


class Undecided(NamedTuple):
    """A file whose encoding a person has to choose; likely ones first."""

    path: Path
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    ``doubts`` words why each of the ``undecided`` files is not certain. ``others`` are the files in
    folders that are no text files. ``is_cancelled`` tells that a person stopped it: what is in
    ``imported`` is in whole.
    """

    imported: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    failures: tuple[Failure, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    doubts: tuple[Failure, ...] = ()
    others: tuple[Path, ...] = ()
    is_cancelled: bool = False
    preannotation: PreannotationReport | None = None
    comparison: ComparisonReport | None = None


def _storable(name: str) -> str:
    """Return a file name that UTF-8 can hold; undecodable bytes of the disk become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_article(path: Path, options: ImportOptions) -> DecodedText:
    """Read a file in the encoding that is chosen for it, or else as it presents itself."""
    chosen = options.encodings.get(str(path))
    if chosen is not None:
        return read_text(path, encoding=chosen)
    try:
        return read_text(path)
    except EncodingError:
        if options.default_encoding is None:
            raise
        return read_text(path, encoding=options.default_encoding)


def new_article(path: Path, read: DecodedText, repeated: RepeatedLines | None = None) -> NewArticle:
    """Return an article with its title, date, source and zones as they are proposed."""
    is_repeated = repeated.__contains__ if repeated is not None else lambda _: False
    name = _storable(path.name)
    proposal = propose(read.text, name, is_repeated=is_repeated)
    article = Article(
        id=new_id(),
        title=proposal.title,
        text_sha256=hashlib.sha256(read.text.encode()).hexdigest(),
        length=len(read.text),
        date=proposal.date,
        source=proposal.source,
        file_name=name,
        file_sha256=read.file_sha256,
        file_bytes=read.file_bytes,
        encoding=read.encoding,
    )
    return NewArticle(article=article, text=read.text, zones=proposal.zones)


class _Import:
    """One import on its way; collects what the report will tell."""

    def __init__(self, project: Project, options: ImportOptions, found: FoundFiles) -> None:
        self.project = project
        self.options = options
        self.repeated = RepeatedLines()
        self.imported: list[str] = []
        self.duplicates: list[Duplicate] = []
        self.failures = [Failure(each.path or Path(), str(each)) for each in found.problems]
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
        )

    def read(self, path: Path) -> DecodedText | None:
        """Read a file; note why where that is not possible."""
        if _is_same(path, self.project.path):  # a look into it would drop the locks on it
            self.failures.append(Failure(path, f"{path.name} is the project itself."))
            return None
        try:
            return read_article(path, self.options)
        except EncodingError as error:
            self.undecided.append(Undecided(path, error.candidates))
            self.doubts.append(Failure(path, str(error)))
        except ImportFileError as error:
            self.failures.append(Failure(path, str(error)))
        return None

    def store(self, batch: Sequence[tuple[Path, DecodedText]]) -> None:
        """Store what is new of a batch in one transaction."""
        digests = [hashlib.sha256(read.text.encode()).hexdigest() for _, read in batch]
        known = dict(self.project.known_texts(digests))
        fresh: list[tuple[Path, DecodedText]] = []
        again: list[tuple[Path, str]] = []
        first_seen = set(known)
        for (path, read), digest in zip(batch, digests, strict=True):
            if digest in first_seen:
                again.append((path, digest))
                continue
            first_seen.add(digest)
            fresh.append((path, read))
            self.repeated.add(read.text)
        articles = [new_article(path, read, self.repeated) for path, read in fresh]
        if articles:
            ids = self.project.add_articles(articles)
            self.imported += ids
            known |= {new.article.text_sha256: id_ for new, id_ in zip(articles, ids, strict=True)}
        self.duplicates += [Duplicate(path, known[digest]) for path, digest in again]

    def batches(
        self, paths: Sequence[Path], progress: TellProgress | None, cancelled: IsCancelled
    ) -> Iterator[list[tuple[Path, DecodedText]]]:
        """Yield what was read, so much at a time as fits well into memory and one transaction."""
        batch: list[tuple[Path, DecodedText]] = []
        characters = 0
        for number, path in enumerate(paths):
            if cancelled():
                break
            if progress is not None:
                progress(number, len(paths), path.name)
            read = self.read(path)
            if read is None:
                continue
            batch.append((path, read))
            characters += len(read.text)
            if len(batch) >= BATCH_ARTICLES or characters >= BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
        yield batch


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _preannotate(
    project: Project,
    ids: Sequence[str],
    jobs: int | None,
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> PreannotationReport:
    from annotator.workflows.preannotating import preannotate

    return preannotate(project, ids, jobs=jobs, progress=progress, cancelled=cancelled)


def _compare(
    project: Project, progress: TellProgress | None, cancelled: IsCancelled
) -> ComparisonReport:
    from annotator.workflows.comparing import compare

    return compare(project, progress=progress, cancelled=cancelled)


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
    if project.readonly:
        raise ReadOnlyProjectError(
            "The project is open for reading only, so nothing was imported. "
            "Open a copy of it that can be written, and import there."
        )
    found = find_files(paths, is_recursive=options.recursive)
    work = _Import(project, options, found)
    for batch in work.batches(found.articles, progress, cancelled):
        if batch:
            work.store(batch)
    if progress is not None:
        progress(len(found.articles), len(found.articles), "")
    compared = marked = None
    if work.present and not cancelled():
        compared = _compare(project, progress, cancelled)
    if options.preannotate and work.present and not cancelled():
        marked = _preannotate(project, work.present, options.jobs, progress, cancelled)
    return replace(
        work.report(), is_cancelled=cancelled(), preannotation=marked, comparison=compared
    )
