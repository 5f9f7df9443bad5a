"""Names of files made from names of people and articles, safe on every system."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

_LONGEST = 80
_NUMBERED = (f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))
_DEVICES = {"con", "prn", "aux", "nul", *_NUMBERED}  # reserved by Windows


def file_name(name: str, taken: Iterable[str] = ()) -> str:
    """Return a name of a file without suffix that says ``name`` and is none of the taken ones.

    Characters that some system does not allow become ``_``; names that differ in nothing but case
    count as the same, as they do on Windows and macOS.
    """
    safe = re.sub(r"[^\w.\- ]+", "_", name, flags=re.UNICODE).strip(" ._")[:_LONGEST]
    safe = safe or ("unnamed" if name else "nobody")
    if safe.casefold().partition(".")[0] in _DEVICES:
        safe = f"_{safe}"
    used = {each.casefold() for each in taken}
    found, number = safe, 1
    while found.casefold() in used:
        number += 1
        found = f"{safe}-{number}"
    return found


def document_and_user(name: str) -> tuple[str, str]:
    """Return which document a file in an export of INCEpTION is of, and whose; "" for nobody.

    Such an export has ``annotation/DOCUMENT/USER.xmi`` for each annotator.
    """
    path = PurePosixPath(name)
    if len(path.parts) >= 3 and path.parts[-3] == "annotation":
        return PurePosixPath(path.parts[-2]).stem or path.parts[-2], path.stem
    return path.stem, ""
