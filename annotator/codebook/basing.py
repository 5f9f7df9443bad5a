"""A codebook that takes over another one: only what is different has to be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from annotator.codebook.problem import Problem
from annotator.codebook.tree import Entry, Listing, Scalar, Table, TreeProblem, read_tree

BASED_ON = "based_on"


def with_base(root: Entry, bases: Mapping[str, Path]) -> Entry:
    """Return the tree with every field of its base that it does not have itself.

    ``based_on: NAME`` names one of ``bases``. A field of the codebook replaces the base's field of
    that name as a whole; it is never mixed with it. What comes from the base bears the line of
    ``based_on``, since that is where a person would mend it. Raises :class:`TreeProblem` for an
    unknown name, and for a base that has a base itself.
    """
    if not isinstance(root, Table):
        return root
    named = next((entry for key, entry in root.fields if key.text == BASED_ON), None)
    if named is None:
        return root
    base = _base(named, bases)
    own = tuple((key, entry) for key, entry in root.fields if key.text != BASED_ON)
    names = {key.text for key, _ in own}
    taken = tuple(
        (_moved_name(key, named), _moved(entry, named))
        for key, entry in base.fields
        if key.text not in names
    )
    return replace(root, fields=own + taken)


def _base(named: Entry, bases: Mapping[str, Path]) -> Table:
    path = bases.get(named.text) if isinstance(named, Scalar) else None
    if path is None:
        known = ", ".join(sorted(bases))
        raise TreeProblem(
            Problem(named.line, named.column, f"{BASED_ON} names one of the codebooks: {known}")
        )
    base = read_tree(path.read_text(encoding="utf-8"))
    if not isinstance(base, Table) or base.get(BASED_ON) is not None:
        raise TreeProblem(
            Problem(named.line, named.column, f"{path.stem} is based on another codebook itself")
        )
    return base


def _moved(entry: Entry, to: Entry) -> Entry:
    """Return the entry as if all of it stood where ``to`` stands."""
    if isinstance(entry, Scalar):
        return replace(entry, line=to.line, column=to.column)
    if isinstance(entry, Listing):
        items = tuple(_moved(item, to) for item in entry.items)
        return Listing(items, to.line, to.column)
    fields = tuple((_moved_name(key, to), _moved(item, to)) for key, item in entry.fields)
    return Table(fields, to.line, to.column)


def _moved_name(key: Scalar, to: Entry) -> Scalar:
    return replace(key, line=to.line, column=to.column)
