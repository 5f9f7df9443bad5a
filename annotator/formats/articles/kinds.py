"""Which files hold articles, by how their names end, and which module reads each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from annotator.corpus.files import ending

if TYPE_CHECKING:
    from annotator.formats.articles.found import Finds, Wish
    from annotator.formats.articles.rows import TableLook


@dataclass(frozen=True, slots=True)
class ArticleKind:
    """One kind of file with articles. ``reader`` is a module, imported when it is used.

    Tables have columns that a person may have to name, and are no articles by themselves: of
    folders they are not taken (``is_in_folders``).
    """

    label: str
    endings: tuple[str, ...]
    reader: str
    is_table: bool = False
    is_in_folders: bool = True

    def articles(self, path: Path, wish: Wish) -> Finds:
        """Yield what is in a file; raises a child of ImportFileError."""
        read = cast("Callable[[Path, Wish], Finds]", import_module(self.reader).articles)
        return read(path, wish)

    def look(self, path: Path, wish: Wish) -> TableLook:
        """Return how a table begins; raises a child of ImportFileError."""
        look = cast("Callable[[Path, Wish], TableLook]", import_module(self.reader).look)
        return look(path, wish)


_HERE = "annotator.formats.articles"
KINDS = (
    ArticleKind("Web page", (".html", ".htm", ".xhtml"), f"{_HERE}.web_page"),
    ArticleKind("Saved page", (".mhtml", ".mht", ".webarchive"), f"{_HERE}.saved_page"),
    ArticleKind("PDF", (".pdf",), f"{_HERE}.pdf"),
    ArticleKind("Word document", (".docx",), f"{_HERE}.word"),
    ArticleKind("EPUB", (".epub",), f"{_HERE}.epub"),
    ArticleKind("Feed (RSS, Atom)", (".rss", ".atom"), f"{_HERE}.feed"),
    ArticleKind("Feed (RSS, Atom)", (".xml", ".rdf"), f"{_HERE}.feed", is_in_folders=False),
    ArticleKind("Web archive (WARC)", (".warc", ".warc.gz"), f"{_HERE}.warc"),
    *(
        ArticleKind(label, endings, f"{_HERE}.{reader}", is_table=True, is_in_folders=False)
        for label, endings, reader in (
            ("Table (CSV, TSV)", (".csv", ".tsv", ".tab"), "csv_rows"),
            ("Table (JSON)", (".json", ".jsonl", ".ndjson"), "json_rows"),
            ("Table (Parquet)", (".parquet", ".pq"), "parquet_rows"),
        )
    ),
)
_BY_ENDING: Mapping[str, ArticleKind] = MappingProxyType(
    {each: kind for kind in KINDS for each in kind.endings}
)
NAMED_ENDINGS = frozenset(_BY_ENDING)
FOLDER_ENDINGS = frozenset({".txt", *(e for k in KINDS if k.is_in_folders for e in k.endings)})


def kind_of(path: Path) -> ArticleKind | None:
    """Return the kind of a file by its name; None: it is plain text, or of no kind known here."""
    return _BY_ENDING.get(ending(path))


def tables(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return those of the files that are tables by their names."""
    kinds = ((path, kind_of(path)) for path in paths)
    return tuple(path for path, kind in kinds if kind is not None and kind.is_table)
