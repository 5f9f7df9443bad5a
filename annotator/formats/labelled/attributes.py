"""What is said of a labelled span beside its place, in formats that keep fields of our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from annotator.formats.labelled.labelled_text import Role, Value


def plain_attributes(attributes: Mapping[str, Value]) -> dict[str, object]:
    """Return attributes as JSON holds them."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in attributes.items()
    }


def read_attributes(found: object) -> dict[str, Value]:
    """Return the attributes that a JSON object holds; what has another shape is no attribute."""
    if not isinstance(found, dict):
        return {}
    read: dict[str, Value] = {}
    for name, value in found.items():
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            read[name] = tuple(value)
        elif isinstance(value, str | bool | int | float):
            read[name] = value
    return read


def read_role(found: object) -> Role:
    """Return a role that a file names; "" where it names none that we know."""
    return cast("Role", found) if found in get_args(Role) else ""


def read_done(found: object) -> bool | None:
    """Return whether a file says that a text is labelled to the end; None where it does not say."""
    return found if isinstance(found, bool) else None
