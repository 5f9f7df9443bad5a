"""The formats of other tools that can be read: how each is called, and where its reader is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, cast

from annotator import paths
from annotator.errors import FormatError, ImportFileError

if TYPE_CHECKING:
    from annotator.formats.labelled.foreign import ReadFile

Reader = Callable[[Path], "ReadFile"]
TableReader = Callable[[Path, Mapping[str, tuple[str, ...]]], "ReadFile"]


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """One format of annotated texts that can be read.

    ``reader`` is the module whose ``read`` takes a path, and whose ``is_likely`` tells from a path
    whether the file or folder is likely of this format; it is imported when it is used. The reader
    of a format that ``has_columns`` takes also what their columns hold.
    """

    id: str
    label: str
    suffixes: tuple[str, ...]
    reader: str
    has_columns: bool = False

    def read(self, path: Path, columns: Mapping[str, tuple[str, ...]] | None = None) -> ReadFile:
        """Read a file or folder; raises a child of ImportFileError in words.

        ``columns`` are what a person said that columns hold, by the roles of the format.
        """
        read = import_module(self.reader).read
        if self.has_columns:
            return cast("TableReader", read)(path, columns or {})
        return cast("Reader", read)(path)

    def is_likely(self, path: Path) -> bool:
        """Tell whether a file or folder is likely of this format; never raises."""
        if paths.is_special(path):  # opening a pipe waits for ever
            return False
        try:
            return cast("Callable[[Path], bool]", import_module(self.reader).is_likely)(path)
        except (ImportFileError, OSError):
            return False


_ALL = (
    ImportFormat(
        id="doccano",
        label="doccano",
        suffixes=(".jsonl", ".json", ".zip", ""),
        reader="annotator.formats.doccano",
    ),
    ImportFormat(
        id="prodigy",
        label="Prodigy",
        suffixes=(".jsonl", ".json"),
        reader="annotator.formats.prodigy",
    ),
    ImportFormat(
        id="webanno-tsv",
        label="WebAnno TSV 3",
        suffixes=(".tsv", ".zip", ""),
        reader="annotator.formats.webanno_tsv_reading",
    ),
    ImportFormat(
        id="conll",
        label="CoNLL",
        suffixes=(
            *(".conll", ".iob", ".iob2", ".bio", ".bilou", ".tsv", ".txt", ".conllu"),
            *(".conll03", ".conll2012", ".gold_conll", ".v4_gold_conll", ""),
        ),
        reader="annotator.formats.conll",
    ),
    ImportFormat(
        id="label-studio",
        label="Label Studio",
        suffixes=(".json", ".jsonl", ""),
        reader="annotator.formats.label_studio_reading",
    ),
    ImportFormat(
        id="brat",
        label="brat",
        suffixes=(".ann", ""),
        reader="annotator.formats.brat",
    ),
    ImportFormat(
        id="cas",
        label="UIMA CAS (JSON, XMI)",
        suffixes=(".json", ".xmi", ".zip", ""),
        reader="annotator.formats.cas_reading",
    ),
    ImportFormat(
        id="citron",
        label="Quotations (Citron)",
        suffixes=(".json", ".jsonl"),
        reader="annotator.formats.citron",
    ),
    ImportFormat(
        id="docbin",
        label="spaCy DocBin",
        suffixes=(".spacy", ""),
        reader="annotator.formats.docbin_reading",
    ),
    ImportFormat(
        id="refi-qda",
        label="REFI-QDA",
        suffixes=(".qdpx",),
        reader="annotator.formats.refi_qda",
    ),
    ImportFormat(
        id="sqlite",
        label="SQLite tables of this program",
        suffixes=(".db", ".sqlite", ""),
        reader="annotator.formats.flat_sqlite_reading",
    ),
    ImportFormat(
        id="dna",
        label="Discourse Network Analyzer",
        suffixes=(".dna", ".db", ".sqlite"),
        reader="annotator.formats.dna_reading",
    ),
    ImportFormat(  # the last: many files of other formats are rows with labels, too
        id="dataset",
        label="Dataset (rows with labels)",
        suffixes=(".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ""),
        reader="annotator.formats.dataset_rows.reading",
        has_columns=True,
    ),
)
FORMATS: Mapping[str, ImportFormat] = {each.id: each for each in _ALL}


_OWN_FORMATS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "annotator-complete": ("this program's complete JSON", "json"),
        "news-statements": ("one annotator's statements", "news-statements"),
    }
)
_SAYS_FORMAT = re.compile(rb'"format"\s*:\s*"([\w-]{1,40})"')
_LOOKED_AT = 2_000  # bytes in which a file says which format it has; files of a folder
_LABELS_ONLY = frozenset({".ann", ".xmi"})


class HasLabels(NamedTuple):
    """What a file with labels is, and how it is imported with them."""

    label: str
    how_to_import: str
    format: ImportFormat | None


def likely_format(path: Path) -> ImportFormat | None:
    """Return the format that a file or folder is likely of; None: of none. Never raises."""
    suffix = "" if path.is_dir() else path.suffix.lower()
    fitting = (each for each in FORMATS.values() if suffix in each.suffixes)
    return next((each for each in fitting if each.is_likely(path)), None)


def labels_of(path: Path) -> HasLabels | None:
    """Return what a file or folder with labels is; None where none are known to be in it."""
    if not (path.is_file() and path.suffix) and not _has_label_files(path):
        return None
    if path.suffix.lower() == ".json":
        said = _SAYS_FORMAT.search(_beginning(path))
        own = None if said is None else _OWN_FORMATS.get(said[1].decode())
        if own is not None:
            return HasLabels(
                own[0], f"On the command line, --format {own[1]} imports it with them.", None
            )
    found = likely_format(path)
    if found is None:
        return None
    return HasLabels(
        found.label, "On the command line, --format labelled imports it with them.", found
    )


def _has_label_files(path: Path) -> bool:
    """Tell whether a folder holds files that are made for nothing but labels."""
    from annotator.formats.dataset_rows.tables import has_card

    try:
        if not path.is_dir():
            return False
        inside = islice(path.iterdir(), _LOOKED_AT)
        return has_card(path) or any(each.suffix.lower() in _LABELS_ONLY for each in inside)
    except OSError:
        return False


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LOOKED_AT)
    except OSError:
        return b""


def found_format(path: Path, wanted: str | None = None) -> ImportFormat:
    """Return the format with that id, or the one that a file or folder is likely of.

    Raises :class:`FormatError` where none fits.
    """
    if wanted is not None:
        if wanted in FORMATS:
            return FORMATS[wanted]
        known = ", ".join(FORMATS)
        raise FormatError(f'There is no format "{wanted}". Nothing was imported. Known: {known}.')
    likely = likely_format(path)
    if likely is not None:
        return likely
    if path.is_file() and not path.stat().st_size:
        raise FormatError(f"{path.name} is empty. Nothing was imported.", path=path)
    names = ", ".join(each.label for each in FORMATS.values())
    raise FormatError(
        f"{path.name} is of no format that is known here. Nothing was imported. "
        f"Choose the format yourself; known are {names}.",
        path=path,
    )
