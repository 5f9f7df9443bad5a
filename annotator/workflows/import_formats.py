"""The formats of other tools that can be read: how each is called, and where its reader is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from annotator.errors import FormatError

if TYPE_CHECKING:
    from annotator.formats.foreign import ReadFile

Reader = Callable[[Path], "ReadFile"]


@dataclass(frozen=True, slots=True)
class ImportFormat:
    """One format of annotated texts that can be read.

    ``reader`` is the module whose ``read`` takes a path, and whose ``is_likely`` tells from a path
    whether the file or folder is likely of this format; it is imported when it is used.
    """

    id: str
    label: str
    suffixes: tuple[str, ...]
    reader: str

    def read(self, path: Path) -> ReadFile:
        """Read a file or folder; raises a child of ImportFileError in words."""
        return cast("Reader", import_module(self.reader).read)(path)

    def is_likely(self, path: Path) -> bool:
        """Tell whether a file or folder is likely of this format; never raises."""
        return cast("Callable[[Path], bool]", import_module(self.reader).is_likely)(path)


_ALL = (
    ImportFormat(
        id="doccano",
        label="doccano",
        suffixes=(".jsonl", ".json"),
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
        suffixes=(".conll", ".iob", ".iob2", ".bio", ".tsv", ".txt", ""),
        reader="annotator.formats.conll",
    ),
    ImportFormat(
        id="label-studio",
        label="Label Studio",
        suffixes=(".json", ".jsonl", ""),
        reader="annotator.formats.label_studio",
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
        id="refi-qda",
        label="REFI-QDA",
        suffixes=(".qdpx",),
        reader="annotator.formats.refi_qda",
    ),
)
FORMATS: Mapping[str, ImportFormat] = {each.id: each for each in _ALL}


def found_format(path: Path, wanted: str | None = None) -> ImportFormat:
    """Return the format with that id, or the one that a file or folder is likely of.

    Raises :class:`FormatError` where none fits.
    """
    if wanted is not None:
        if wanted in FORMATS:
            return FORMATS[wanted]
        known = ", ".join(FORMATS)
        raise FormatError(f'There is no format "{wanted}". Nothing was imported. Known: {known}.')
    suffix = "" if path.is_dir() else path.suffix.lower()
    for each in FORMATS.values():
        if suffix in each.suffixes and each.is_likely(path):
            return each
    names = ", ".join(each.label for each in FORMATS.values())
    raise FormatError(
        f"{path.name} is of no format that is known here. Nothing was imported. "
        f"Choose the format yourself; known are {names}.",
        path=path,
    )
