"""Reads the files of an import one by one: plain text here, everything else in a process apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from annotator.corpus.files import SUFFIX
from annotator.corpus.reading import LIMIT_BYTES, DecodedText, file_problem, read_text, shown_name
from annotator.errors import EncodingError, FormatError, ImportFileError
from annotator.formats.articles.columns import Columns
from annotator.formats.articles.found import Found, FoundArticle, LeftOut, Wish
from annotator.formats.articles.kinds import kind_of
from annotator.workflows.importing.import_formats import labels_of
from annotator.workflows.watching import IsCancelled, never

if TYPE_CHECKING:
    from annotator.workflows.importing.article_files import ArticleFiles

_NAMED = 100  # parts of a file that are named one by one where they are no articles
_AT_ONCE = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read files.

    ``encodings`` maps paths (as :func:`str` gives them) to the encoding that a person chose for the
    file. ``default_encoding`` is for all files that are not UTF-8 and carry no mark of another
    Unicode encoding. ``columns`` maps paths of tables to what their columns are, and
    ``all_columns`` says it for all others; without either the names of the columns propose it.
    ``texts_only`` takes the texts also of files that hold labels too.
    """

    encodings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    default_encoding: str | None = None
    columns: Mapping[str, Columns] = field(default_factory=lambda: MappingProxyType({}))
    all_columns: Columns | None = None
    texts_only: bool = False

    def names_columns_of(self, path: Path) -> bool:
        """Tell whether a person said what the columns of a table are."""
        return self.all_columns is not None or str(path) in self.columns


class Incoming(NamedTuple):
    """An article on its way in; ``facts`` are what its file says of it, None for plain text."""

    path: Path
    read: DecodedText
    facts: FoundArticle | None = None

    @property
    def where(self) -> str:
        """The place in the file, empty for a whole one."""
        return "" if self.facts is None else self.facts.where


class Missed(NamedTuple):
    """A file, or a part of one, that is no article, and why; or a note where it is one."""

    path: Path
    reason: str
    is_note: bool = False


def read_article(path: Path, options: ReadOptions) -> DecodedText:
    """Read a text file in the encoding that is chosen for it, or else as it presents itself."""
    chosen = options.encodings.get(str(path))
    if chosen is not None:
        return read_text(path, encoding=chosen)
    try:
        return read_text(path)
    except EncodingError:
        if options.default_encoding is None:
            raise
        return read_text(path, encoding=options.default_encoding)


class ArticleReading(AbstractContextManager["ArticleReading"]):
    """Reads one file after the other; leaves no process behind."""

    def __init__(self, options: ReadOptions, cancelled: IsCancelled = never) -> None:
        self._options = options
        self._cancelled = cancelled
        self._files: ArticleFiles | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._files is not None:
            self._files.close()

    def read(self, path: Path) -> Iterator[Incoming | Missed]:
        """Yield the articles of a file and what is none; raises a child of ImportFileError."""
        if path.suffix.lower() != SUFFIX and not self._options.texts_only:
            _refuse_labels(path, are_articles=self._options.names_columns_of(path))
        if kind_of(path) is None:
            yield Incoming(path, read_article(path, self._options))
            return
        hashed: tuple[str, int] | None = None
        missed = 0
        for found in self._found(path):
            if isinstance(found, FoundArticle):
                hashed = hashed or _hashed(path)  # a file that is too large is refused before
                one = _incoming(path, found, *hashed)
                if isinstance(one, Incoming):
                    yield one
                    continue
                found = one
            is_left = isinstance(found, LeftOut)
            missed += is_left
            if missed <= _NAMED or not is_left:
                words = f"{found.where}: {found.why}" if isinstance(found, LeftOut) else found.words
                yield Missed(path, words, is_note=not is_left)
        if missed > _NAMED:
            yield Missed(path, f"and {missed - _NAMED:,} more parts that are no articles")

    def _found(self, path: Path) -> Iterator[Found]:
        if self._files is None:
            from annotator.workflows.importing.article_files import ArticleFiles

            self._files = ArticleFiles(cancelled=self._cancelled)
        columns = self._options.columns.get(str(path), self._options.all_columns)
        chosen = self._options.encodings.get(str(path))
        wish = Wish(chosen, None if columns is None else dict(columns))
        is_begun = False
        try:
            for each in self._files.read(path, wish):
                is_begun = True
                yield each
        except EncodingError:
            if chosen or is_begun or self._options.default_encoding is None:
                raise
            yield from self._files.read(path, Wish(self._options.default_encoding, wish.columns))


def _incoming(path: Path, found: FoundArticle, sha256: str, size: int) -> Incoming | LeftOut:
    raw = found.text.encode("utf-8", "surrogatepass")
    if len(raw) > LIMIT_BYTES:
        megabytes = f"{len(raw) / 1e6:.0f} MB, and one article may have {LIMIT_BYTES / 1e6:.0f}"
        return LeftOut(found.where or "its text", f"it holds {megabytes}")
    return Incoming(path, DecodedText(found.text, found.encoding, sha256, size, False), found)


def _hashed(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_AT_ONCE):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        raise file_problem(path, error) from error
    return digest.hexdigest(), size


def _refuse_labels(path: Path, *, are_articles: bool = False) -> None:
    """Take no file for texts alone that holds labels too: they would be lost without a word.

    Rows with a label in a column are taken where a person said that they are articles.
    """
    labels = labels_of(path)
    is_table = labels is not None and labels.format is not None and labels.format.has_columns
    if labels is not None and not (are_articles and is_table):
        raise FormatError(
            f"{shown_name(path)} holds labels too ({labels.label}). Nothing was taken from it. "
            f"{labels.how_to_import} To take only the texts, use --format articles.",
            path=path,
        )


def error_with_labels(error: ImportFileError) -> str:
    """Return why a file is refused; where it holds labels of another tool, how they come in."""
    if error.path is None or not error.path.is_file():
        return str(error)
    try:
        _refuse_labels(error.path)
    except FormatError as better:
        return str(better)
    return str(error)
