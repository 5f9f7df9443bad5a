"""A codebook taken apart, so that changes of different parts never stand in each other's way.

A project keeps the codebook with which it began, and beside it one record for each part that was
changed since. The codebook that holds now follows from both, in whatever order the records came in:
two copies of a project in which different parts were changed can be put together.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from annotator.codebook.model import (
    SECTIONS,
    Codebook,
    CodebookPart,
)
from annotator.codebook.stored import codebook_from_plain, codebook_to_plain

FIELDS = "codebook"
_KEPT = ("id", "actors", "offset_unit", "former", *SECTIONS)
_ALL_ARTICLE_LABELS = "codebook/article_labels"  # one part of all kinds, in older projects
_DIGEST = re.compile(r"\+[0-9a-f]{8}$")


Parts = Mapping[str, CodebookPart]


def part_id(section: str, name: str) -> str:
    """Return the id under which a part is kept."""
    return f"{section}/{name}"


def parts_of(codebook: Codebook) -> dict[str, CodebookPart]:
    """Return all parts of a codebook that can change: its entries and its own fields."""
    plain = codebook_to_plain(codebook)
    former = cast("Mapping[str, list[Mapping[str, object]]]", plain.get("former", {}))
    found = [CodebookPart(part_id(FIELDS, "version"), {"value": declared(codebook.version)})]
    for name, value in {"allow_new_topics": "yes", **plain}.items():
        if name not in (*_KEPT, "version"):
            found.append(CodebookPart(part_id(FIELDS, name), {"value": value}))
    for section in SECTIONS:
        current = cast("list[Mapping[str, object]]", plain.get(section, []))
        for place, entry in enumerate((*current, *former.get(section, ()))):
            name = part_id(section, str(entry["id"]))
            found.append(CodebookPart(name, entry, float(place), place >= len(current)))
    return {each.id: each for each in found}


def parts_with(base: Codebook, changed: Iterable[CodebookPart]) -> dict[str, CodebookPart]:
    """Return the parts of ``base`` with those that were changed since."""
    found, since = parts_of(base), {each.id: each for each in changed}
    labels = since.pop(_ALL_ARTICLE_LABELS, None)
    if labels is not None:
        found = {name: part for name, part in found.items() if part.section != "article_labels"}
        kinds = cast("list[Mapping[str, object]]", labels.plain["value"])
        for place, kind in enumerate(kinds):
            name = part_id("article_labels", str(kind["id"]))
            found[name] = CodebookPart(name, kind, float(place))
    return {**found, **since}


def assembled(base: Codebook, changed: Iterable[CodebookPart]) -> Codebook:
    """Return the codebook that holds where these parts of ``base`` were changed.

    Its version names what is in it: the same changes give the same reference everywhere, and
    different ones never do. Without a difference it is ``base``.
    """
    found = put_together(base, parts_with(base, changed))
    return base if _without_version(found) == _without_version(base) else found


def put_together(base: Codebook, parts: Parts) -> Codebook:
    """Return the codebook of these parts; id and actors are those of ``base``."""
    built = codebook_from_plain(plain_of(base, parts))
    return replace(built, version=f"{built.version}+{_digest(built)}")


def plain_of(base: Codebook, parts: Parts) -> dict[str, object]:
    """Return the codebook of these parts as plain values, unchecked."""
    plain: dict[str, object] = {"id": base.id, "actors": codebook_to_plain(base)["actors"]}
    former: dict[str, object] = {}
    for section in SECTIONS:
        own = [each for each in parts.values() if each.section == section]
        own.sort(key=lambda each: (each.place, each.id))
        plain[section] = [each.plain for each in own if not each.is_former]
        if gone := [each.plain for each in own if each.is_former]:
            former[section] = gone
    fields = {each.name: each.plain["value"] for each in parts.values() if each.section == FIELDS}
    return {**plain, **fields, "former": former}


def declared(version: str) -> str:
    """Return a version without what names its content: what a person wrote."""
    return _DIGEST.sub("", version)


def _digest(codebook: Codebook) -> str:
    body = json.dumps(codebook_to_plain(codebook), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()[:8]


def _without_version(codebook: Codebook) -> Mapping[str, object]:
    plain = codebook_to_plain(codebook)
    return {**plain, "version": declared(codebook.version)}
