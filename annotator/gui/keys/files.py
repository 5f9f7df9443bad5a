"""Sets of keys as small files, to carry them to another machine or give them to a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annotator.gui.keys.keymap import Keys, KeysError, read, written

_MOST_BYTES = 1_000_000


def write_keys(place: Path, chosen: Mapping[str, Keys]) -> None:
    """Write a person's keys; raises :class:`KeysError` where that fails."""
    try:
        place.write_text(written(chosen), encoding="utf-8")
    except OSError as error:
        raise KeysError(
            f"{place} could not be written: {error.strerror}. Your keys are in force all the "
            "same. Choose another folder."
        ) from error


def read_keys(place: Path) -> dict[str, Keys]:
    """Read a set of keys; raises :class:`KeysError` where there is none."""
    try:
        if place.stat().st_size > _MOST_BYTES:
            raise KeysError(f"{place} is too large for a set of keys. Nothing was changed.")
        text = place.read_text(encoding="utf-8")
    except OSError as error:
        raise KeysError(
            f"{place} could not be read: {error.strerror}. Nothing was changed."
        ) from error
    except UnicodeDecodeError as error:
        raise KeysError(
            f"{place} is no text. Nothing was changed. Choose a file that this program exported."
        ) from error
    return read(text)
