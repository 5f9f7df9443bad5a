"""The rows of a file or a folder: JSON lines, a JSON list or object, CSV, TSV or Parquet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from annotator.errors import EncodingError, FormatError, ImportFileError
from annotator.formats.articles import csv_rows, parquet_rows
from annotator.formats.articles.found import Wish
from annotator.formats.dataset_rows.card import NAME, ClassNames, classes_in_parquet, read_card
from annotator.formats.files.json_values import JsonMap, objects, wrong_shape

WHAT = "a dataset of texts with labels"
SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet")
_TABLES = (".csv", ".tsv")
_WRAPPED_IN = ("data", "rows", "train", "examples", "items", "records", "instances", "documents")
# What lies beside the rows of a dataset: reports, facts, and who the annotators are.
_BESIDE = ("report.json", "articles.csv", "dataset_infos.json", "dataset_info.json", "state.json")
_MOST_FILES = 2_000


class Row(NamedTuple):
    """The cells of a row by their columns, and where it stands."""

    cells: JsonMap
    where: str


@dataclass(slots=True)
class RowFiles:
    """All rows of a file or folder.

    ``classes`` are the names of labels that are numbers, by column; ``is_text`` tells that cells
    are nothing but text (CSV). ``people`` are names of annotators by what they are called in rows.
    """

    rows: list[Row]
    classes: ClassNames = field(default_factory=dict)
    is_text: bool = False
    people: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All columns, in the order in which they are met."""
        return tuple(dict.fromkeys(name for row in self.rows[:200] for name in row.cells))


def read_rows(path: Path) -> RowFiles:
    """Read all rows; raises a child of ImportFileError, before anything is taken in."""
    try:
        return _of_folder(path) if path.is_dir() else _of_file(path)
    except EncodingError as error:
        raise wrong_shape(path, WHAT, "it is not UTF-8 (save it once more, as UTF-8)") from error
    except ImportFileError as error:  # of tables, of which rows may have come in before
        words = str(error)
        for said in ("Nothing was taken from it.", "What follows in it was not imported."):
            words = words.replace(said, "Nothing was imported.")
        if "Nothing was imported" not in words:
            words = f"{words} Nothing was imported."
        raise type(error)(words, path=error.path) from error


def files_of(folder: Path) -> tuple[tuple[str, Path], ...]:
    """Return the files with rows in a folder, each with its split: as the card says, or all."""
    card = read_card(folder)
    if card is not None and card.files:
        return tuple(
            (split, place)
            for split, pattern in card.files
            for place in sorted(folder.glob(pattern))
            if place.is_file() and place.suffix.lower() in SUFFIXES
        )
    places = (each for pattern in ("*", "*/*") for each in sorted(folder.glob(pattern)))
    found = [each for each in places if each.suffix.lower() in SUFFIXES and each.is_file()]
    return tuple(("", each) for each in found if not _is_beside(each))


def _is_beside(path: Path) -> bool:
    return path.name in _BESIDE or path.name.endswith("_annotators_meta.json")


def _of_folder(folder: Path) -> RowFiles:
    files, card = files_of(folder), read_card(folder)
    if not files or len(files) > _MOST_FILES:
        why = "it has no files with rows" if not files else f"it has {len(files)} files"
        raise FormatError(
            f"{folder.name} is not {WHAT}: {why}. Nothing was imported. Rows stand in files "
            f"that end in {', '.join(SUFFIXES)}.",
            path=folder,
        )
    parts = [_of_file(place) for _, place in files]
    rows = [
        Row({"split": split, **row.cells} if split else row.cells, f"{place.name}, {row.where}")
        for (split, place), part in zip(files, parts, strict=True)
        for row in part.rows
    ]
    if len({part.is_text for part in parts}) > 1:
        raise FormatError(
            f"{folder.name} has tables as text and others. Nothing was imported. Import the files "
            "one by one.",
            path=folder,
        )
    classes = {name: names for part in parts for name, names in part.classes.items()}
    others = () if card is None else card.others
    notes = (f"Not read: the configurations {', '.join(others)}.",) if others else ()
    said = {} if card is None else card.classes
    return RowFiles(rows, {**classes, **said}, parts[0].is_text, _people(folder), notes)


def _people(folder: Path) -> dict[str, str]:
    """Return who the annotators are, where a file of the folder says it."""
    found: dict[str, str] = {}
    for place in sorted(folder.glob("*_annotators_meta.json")):
        for each in objects(place, WHAT):
            for called, facts in each.value.items():
                name = facts.get("name") if isinstance(facts, dict) else None
                found |= {called: name} if isinstance(name, str) and name else {}
    return found


def _of_file(path: Path) -> RowFiles:
    suffix = path.suffix.lower()
    if suffix in _TABLES:
        table = csv_rows.open_table(path, Wish(), is_whole=True)
        return RowFiles([Row(each.cells, each.where) for each in table.rows], is_text=True)
    if suffix == ".parquet":
        table = parquet_rows.open_table(path)
        rows = [Row(each.cells, each.where) for each in table.rows]
        return RowFiles(rows, classes_in_parquet(path))
    return RowFiles(list(_of_json(path)))


def _of_json(path: Path) -> Iterator[Row]:
    found = [Row(each.value, each.where) for each in objects(path, WHAT)]
    if len(found) != 1 or path.suffix.lower() in (".jsonl", ".ndjson"):
        yield from found
        return
    yield from _inside(found[0])


def _inside(row: Row) -> Iterator[Row]:
    """Yield the rows of an object that only holds them: in a list, or each under its number."""
    values = row.cells
    for name in _WRAPPED_IN:
        inner = values.get(name)
        if isinstance(inner, list) and inner and all(isinstance(each, dict) for each in inner):
            places = enumerate(inner, start=1)
            yield from (Row(each, f"“{name}” {number}") for number, each in places)
            return
    if values and all(isinstance(each, dict) for each in values.values()):
        for key, each in values.items():
            assert isinstance(each, dict)
            yield Row({"id": key, **each}, f"item {key}")
        return
    yield row


def has_card(path: Path) -> bool:
    """Tell whether a folder has the card of a dataset; never raises."""
    try:
        return path.is_dir() and (path / NAME).is_file() and bool(files_of(path))
    except (FormatError, OSError, ValueError):
        return False
