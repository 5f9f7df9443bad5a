"""The card of a dataset folder (README.md of the Hugging Face Hub): its files and class names.

The front matter is YAML ("Dataset cards", "Manual configuration", 2024). Labels may be numbers in
the files; their names stand in the card (``dataset_info``), and in the metadata of Parquet files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeGuard

import yaml

from annotator.errors import FormatError
from annotator.formats.files.file_text import read_bytes

NAME = "README.md"
_LARGEST = 2_000_000  # bytes of a card
_FRONT = re.compile(r"\A﻿?---\r?\n(.*?)\r?\n---\s*(\r?\n|\Z)", re.DOTALL)
_DEEPEST = 8  # features within features

ClassNames = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Card:
    """What the front matter says; ``others`` are names of further configurations.

    ``files`` are patterns of paths with the split that each belongs to. ``classes`` are names of
    labels by column.
    """

    files: tuple[tuple[str, str], ...] = ()
    classes: ClassNames = field(default_factory=dict)
    others: tuple[str, ...] = ()


def read_card(folder: Path) -> Card | None:
    """Return the card of a folder; None where it has none, or one without front matter.

    Raises FormatError where the front matter is no YAML or names files outside of the folder.
    """
    place = folder / NAME
    if not place.is_file():
        return None
    front = _FRONT.match(read_bytes(place, limit=_LARGEST).decode("utf-8", "replace"))
    if front is None:
        return None
    try:
        found = yaml.safe_load(front[1])
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise FormatError(
            f"The front matter of {place} is no YAML: {error}. Nothing was imported. Mend it, or "
            "remove it.",
            path=place,
        ) from error
    return _card(found, place) if isinstance(found, dict) else None


def _card(found: Mapping[object, object], place: Path) -> Card:
    configs = [each for each in _list(found.get("configs")) if isinstance(each, dict)]
    chosen = next(
        (each for each in configs if each.get("config_name") == "default" or each.get("default")),
        configs[0] if configs else {},
    )
    name = chosen.get("config_name")
    infos = [each for each in _list(found.get("dataset_info")) if isinstance(each, dict)]
    info = next((each for each in infos if each.get("config_name") == name), None)
    info = info or next(iter(infos), {})
    files = tuple(_files(chosen.get("data_files")))
    for _, path in files:
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            raise FormatError(
                f"{place} names a file outside of its folder: {path}. Nothing was imported.",
                path=place,
            )
    others = (str(each.get("config_name", "")) for each in configs if each is not chosen)
    return Card(files, dict(_classes(info.get("features"))), tuple(others))


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _files(found: object) -> Iterator[tuple[str, str]]:
    """Yield split and path: of a path, a list of paths, or objects with both."""
    if isinstance(found, dict) and "path" not in found:
        found = [{"split": split, "path": path} for split, path in found.items()]
    for each in _list(found):
        if isinstance(each, str):
            yield "", each
        elif isinstance(each, dict):
            split = str(each.get("split") or "")
            yield from ((split, one) for one in _list(each.get("path")) if isinstance(one, str))


def _classes(features: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the class names of columns, as the card has them or as the library keeps them."""
    if isinstance(features, dict):
        features = [{"name": name, **each} for name, each in features.items() if _is_map(each)]
    for each in _list(features):
        if isinstance(each, dict) and (names := _names_in(each, 0)):
            yield str(each.get("name", "")), names


def _is_map(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _names_in(found: object, depth: int) -> tuple[str, ...]:
    """Return the class names that a feature has, itself or the items of its list."""
    if isinstance(found, list) and depth < _DEEPEST:
        return next((names for each in found if (names := _names_in(each, depth + 1))), ())
    if not isinstance(found, dict) or depth > _DEEPEST:
        return ()
    if found.get("_type") == "ClassLabel" or "class_label" in found:
        inside = found.get("class_label")
        return _in_order(found.get("names") or (inside.get("names") if _is_map(inside) else None))
    inner = (found.get(name) for name in ("dtype", "list", "sequence", "feature", "struct"))
    return next((known for each in inner if (known := _names_in(each, depth + 1))), ())


def _in_order(names: object) -> tuple[str, ...]:
    if isinstance(names, dict):
        try:
            names = [names[key] for key in sorted(names, key=lambda each: int(str(each)))]
        except ValueError:
            return ()
    return tuple(str(each) for each in names) if isinstance(names, list) else ()


def classes_in_parquet(path: Path) -> ClassNames:
    """Return the class names that the library ``datasets`` keeps in a Parquet file's metadata."""
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        metadata = ParquetFile(path, memory_map=False).schema_arrow.metadata or {}
        found = json.loads(metadata.get(b"huggingface", b"{}"))
        return dict(_classes(found["info"]["features"]))
    except (ArrowException, OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
