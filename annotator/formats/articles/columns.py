"""Which column of a table is what of an article: proposed from the names, kept in a file.

The file is YAML; several columns of a text are joined by an empty line::

    columns:
      text: [headline, body]
      title: headline
      date: published
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import yaml

from annotator.errors import FormatError
from annotator.formats.files.file_text import read_bytes

Columns = Mapping[str, tuple[str, ...]]

ROLES = ("text", "title", "date", "source", "id", "url", "language")
_LARGEST = 1_000_000  # bytes of a mapping file
# What other programs and corpora call them, folded: no case, only letters and digits.
_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            *("text", "fulltext", "articletext", "body", "bodytext", "articlebody", "maintext"),
            *("plaintext", "content", "articlecontent", "article", "story", "rawtext", "document"),
        ),
        "title": ("title", "headline", "articletitle", "heading", "head", "hl"),
        "date": (
            *(
                "date",
                "published",
                "publishedat",
                "publicationdate",
                "publishdate",
                "datepublished",
            ),
            *("pubdate", "pubdatetime", "publisheddate", "datepublish", "datetime", "timestamp"),
        ),
        "source": (
            *(
                "source",
                "sourcename",
                "outlet",
                "publisher",
                "publication",
                "newspaper",
                "sitename",
            ),
            *("medium", "media", "medianame", "domain", "sourcedomain"),
        ),
        "id": ("id", "articleid", "docid", "documentid", "uid", "uuid", "guid", "storyid"),
        "url": ("url", "link", "href", "permalink", "uri", "articleurl", "address"),
        "language": ("language", "lang", "languagecode", "articlelanguage"),
    }
)


def propose(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return which columns are likely what, from their names; a column has one role at most."""
    folded = {_folded(name): name for name in reversed(names)}
    found: dict[str, tuple[str, ...]] = {}
    for role in ROLES:
        name = next((folded[each] for each in _NAMES[role] if each in folded), None)
        if name is not None:
            found[role] = (name,)
    return found


def checked(path: Path, names: Sequence[str], chosen: Columns | None) -> Columns:
    """Return the columns to take; raises FormatError where a named one or the text is missing."""
    columns = propose(names) if chosen is None else chosen
    shown = ", ".join(names)
    missing = [name for each in columns.values() for name in each if name not in names]
    if missing:
        raise FormatError(
            f"{path.name} has no column {', '.join(missing)}. Nothing was imported. "
            f"Its columns are: {shown}.",
            path=path,
        )
    if not columns.get("text"):
        raise FormatError(
            f"No column of {path.name} has the name of a text. Nothing was imported. Say which one "
            f"it is, for example --columns text={names[0] if names else 'body'}. "
            f"Its columns are: {shown}.",
            path=path,
        )
    return columns


def from_words(words: str) -> Columns:
    """Return columns from ``text=headline+body,title=headline``; raises ValueError in words."""
    found: dict[str, tuple[str, ...]] = {}
    for part in words.split(","):
        role, equals, name = (each.strip() for each in part.partition("="))
        if role not in ROLES or not equals or not name:
            raise ValueError(
                f"“{part.strip()}” says no column. Write for example text=body,title=headline; "
                f"known are {', '.join(ROLES)}."
            )
        found[role] = tuple(each.strip() for each in name.split("+"))
    return found


def as_yaml(columns: Columns) -> str:
    """Return the columns as a file that can be edited."""
    shown = {
        role: columns[role][0] if len(columns[role]) == 1 else list(columns[role])
        for role in ROLES
        if columns.get(role)
    }
    return yaml.safe_dump({"columns": shown}, allow_unicode=True, sort_keys=False)


def read_columns(path: Path) -> Columns:
    """Return the columns that a file names; raises FormatError where it names none."""
    try:
        found = yaml.safe_load(read_bytes(path, limit=_LARGEST))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise _wrong(path, f"it is no YAML ({error})") from error
    part = found.get("columns") if isinstance(found, dict) else None
    if not isinstance(part, dict) or set(found) != {"columns"}:
        raise _wrong(path, "it has no part “columns”, or others beside it")
    return {role: _names(path, role, value) for role, value in part.items()}


def _names(path: Path, role: object, value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    if role not in ROLES:
        raise _wrong(path, f"“{role}” is none of {', '.join(ROLES)}")
    if not names or not all(isinstance(each, str) and each for each in names):
        raise _wrong(path, f"“{role}” names no column")
    return tuple(names)


def _wrong(path: Path, why: str) -> FormatError:
    return FormatError(
        f"{path.name} does not say which column is what: {why}. Nothing was imported. "
        "Write one with --write-mapping, and edit that.",
        path=path,
    )


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
