"""Reads UIMA CAS files, JSON and XMI, as feature structures with spans and references."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TypeGuard

from annotator.errors import ImportFileError
from annotator.formats.cas import DOCUMENT, ENTITY, META, PART, STATEMENT, TYPES
from annotator.formats.files import archives
from annotator.formats.files.file_names import document_and_user
from annotator.formats.files.file_text import read_bytes
from annotator.formats.files.json_values import Fields, wrong_shape
from annotator.formats.files.safe_xml import parsed
from annotator.formats.labelled.attributes import read_attributes, read_done, read_role
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.labelled_text import Link, Role, Value
from annotator.formats.labelled.offset_units import ForeignSpan
from annotator.formats.labelled.pieces import joined

WHAT = "a UIMA CAS"
_XMI = "{http://www.omg.org/XMI}"
_SUFFIXES = (".json", ".xmi")
_NO_LAYERS = (
    "uima.cas.Sofa",
    "uima.tcas.DocumentAnnotation",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.TagsetDescription",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.TagDescription",
)
_VIEW = "_InitialView"
_PLAIN = tuple(
    f"uima.cas.{kind}"
    for kind in ("String", "Integer", "Float", "Boolean", "Byte", "Short", "Long", "Double")
)
_SEGMENTS = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
_LABELS = ("label", "value", "PosValue", "DependencyType", "mentionType", "stem", "referenceType")
_OURS = (STATEMENT, PART)


@dataclass(slots=True)
class Structure:
    """A feature structure: its type, its values, and the ids of those that it refers to.

    ``sofa`` is the id of the text that it is over.
    """

    id: str
    type: str
    sofa: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    refs: dict[str, list[str]] = field(default_factory=dict)

    @property
    def place(self) -> tuple[int, int] | None:
        """Begin and end, where it is an annotation."""
        begin, end = self.values.get("begin"), self.values.get("end")
        if isinstance(begin, int) and isinstance(end, int):
            return begin, end
        return None

    @property
    def short(self) -> str:
        """The last part of the type's name."""
        return self.type.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Sofa:
    """A text of a CAS ("subject of analysis"); ``view`` is what it is called."""

    id: str
    view: str
    text: str


def is_likely(path: Path) -> bool:
    """Tell whether a path is likely a CAS: JSON, XMI, or a folder or archive with such files."""
    if path.is_dir():
        files = [each for each in islice(path.iterdir(), 100) if each.suffix in _SUFFIXES]
        return any(_begins_like_one(each) for each in sorted(files)[:3])
    if archives.is_archive(path):
        with archives.opened(path) as archive:
            return any(name.endswith((".xmi", TYPES)) for name in archive.names)
    return _begins_like_one(path)


def _begins_like_one(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(4000)
    except OSError:
        return False
    return b"%FEATURE_STRUCTURES" in head or b"%TYPES" in head or b"http://www.omg.org/XMI" in head


def read(path: Path) -> ReadFile:
    """Read one file, or all of a folder or of an archive as INCEpTION exports it.

    In an archive the folder that a file lies in may be the document, and the file the annotator:
    ``annotation/NAME/USER.xmi``.
    """
    texts: list[RawText] = []
    notes: list[str] = []
    references = _references(path)
    for name, data in _files(path):
        text = _text(data, path, name, references, notes)
        if text is None:
            notes.append(f"{name} holds no text and was left out.")
        else:
            texts.append(text)
    return ReadFile(tuple(texts), "UTF-16 units", tuple(notes))


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            if each.suffix in _SUFFIXES and each.is_file():
                yield each.relative_to(path).as_posix(), read_bytes(each)
    elif archives.is_archive(path):
        with archives.opened(path) as archive:
            for name in sorted(archive.names):
                if name.endswith(_SUFFIXES):
                    yield name, archive.read(name)
    else:
        yield path.name, read_bytes(path)


def _references(path: Path) -> frozenset[str]:
    """Return the features that lead to other structures, as a type system beside the files says."""
    found: dict[str, bool] = {}
    for data in _type_systems(path):
        with suppress(ImportFileError):
            for feature in parsed(data, path, WHAT).iter("{*}featureDescription"):
                name = str(feature.findtext("{*}name") or "").strip()
                kind = str(feature.findtext("{*}rangeTypeName") or "").strip()
                found[name] = found.get(name, True) and not kind.startswith(_PLAIN)
    return frozenset(name for name, is_reference in found.items() if is_reference)


def _type_systems(path: Path) -> Iterator[bytes]:
    if path.is_dir() or not archives.is_archive(path):
        folder = path if path.is_dir() else path.parent
        yield from (read_bytes(each) for each in sorted(folder.glob("*[tT]ype[sS]ystem.xml"))[:10])
        yield from (read_bytes(each) for each in sorted(folder.glob("*typesystem.xml"))[:10])
    else:
        with archives.opened(path) as archive:
            for name in archive.names:
                if name.casefold().endswith(TYPES.casefold()):
                    yield archive.read(name)


def _text(
    data: bytes, path: Path, name: str, references: Set[str], notes: list[str]
) -> RawText | None:
    if data.lstrip()[:1] in (b"{", b"["):
        sofas, structures = _from_json(data, path, name)
    else:
        sofas, structures = _from_xmi(data, path, references)
    chosen = min(sofas, key=lambda each: (not each.text, each.view != _VIEW), default=None)
    if chosen is None:
        return None
    over = [each for each in structures if each.sofa in ("", chosen.id)]
    elsewhere = (each for each in structures if each.sofa not in ("", chosen.id))
    if others := sum(each.place is not None for each in elsewhere):
        notes.append(f"{others} annotations of other texts in {name} left out.")
    return _over(chosen.text, over, name)


def _over(sofa: str, structures: Sequence[Structure], name: str) -> RawText:
    """Return a text with the structures that are over it."""
    by_id = {each.id: each for each in structures}
    facts = _facts(structures)
    names = {each.id: _name(each) for each in structures}
    spans = [span for each in structures for span in _spans(each, names)]
    known = {each.id for each in spans}
    links = [
        link
        for each in structures
        for link in _links(each, by_id, names)
        if {link.start, link.end} <= known
    ]
    whole, linked = joined(spans, links)
    meta = next((each.values for each in structures if each.type == META), {})
    labels = facts.get("labels")
    said = facts.get("facts")
    document, user = document_and_user(name)
    return RawText(
        id=str(meta.get("documentId") or document),
        text=sofa,
        spans=whole,
        links=linked,
        labels={k: tuple(map(str, v)) for k, v in labels.items()} if _is_map(labels) else {},
        facts={k: str(v) for k, v in said.items()} if _is_map(said) else {},
        annotator=str(facts.get("annotator", user)),
        is_done=read_done(facts.get("is_done")),
        where=name,
    )


def _is_map(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _facts(structures: Sequence[Structure]) -> dict[str, Any]:
    for each in structures:
        if each.type == DOCUMENT:
            try:
                found = json.loads(str(each.values.get("facts", "")))
            except (ValueError, RecursionError):
                return {}
            return found if isinstance(found, dict) else {}
    return {}


def _name(each: Structure) -> str:
    named = each.values.get("name") if each.type in _OURS else None
    return named if isinstance(named, str) and named else each.id


def _is_link(each: Structure) -> bool:
    return "target" in each.refs and each.place is None


def _is_relation(each: Structure) -> bool:
    return "Governor" in each.refs and "Dependent" in each.refs


def _spans(each: Structure, names: Mapping[str, str]) -> Iterator[RawSpan]:
    place = each.place
    is_segment = each.type.startswith(_SEGMENTS) or each.type in (*_NO_LAYERS, META, DOCUMENT)
    if place is None or is_segment or _is_relation(each):
        return
    label = next((str(each.values[name]) for name in _LABELS if each.values.get(name)), each.short)
    said = {
        name: value
        for name, value in each.values.items()
        if name not in ("begin", "end", "role", "attributes", *_LABELS)
        and (name != "name" or each.type not in _OURS)
    }
    role: Role = read_role(each.values.get("role"))
    if each.type == STATEMENT:
        role = "content"
    elif each.type == ENTITY:
        role = "mention"
        said = {"actor" if name == "identifier" else name: value for name, value in said.items()}
    try:
        said |= read_attributes(json.loads(str(each.values.get("attributes", "{}"))))
    except (ValueError, RecursionError):
        said["attributes"] = each.values["attributes"]
    yield RawSpan(names[each.id], label, (ForeignSpan(*place),), role, said)


def _links(
    each: Structure, by_id: Mapping[str, Structure], names: Mapping[str, str]
) -> Iterator[Link]:
    if _is_relation(each):
        label = next((str(each.values[name]) for name in _LABELS if each.values.get(name)), "")
        start, end = each.refs["Governor"][0], each.refs["Dependent"][0]
        yield Link(label or each.short, names.get(start, start), names.get(end, end))
        return
    for feature, ids in each.refs.items():
        for slot in (by_id[name] for name in ids if name in by_id):
            if _is_link(slot):
                end = slot.refs["target"][0]
                label = str(slot.values.get("role") or feature)
                yield Link(label, names[each.id], names.get(end, end))
            elif slot.place is not None and each.place is not None:
                yield Link(feature, names[each.id], names[slot.id])


# JSON


def _from_json(data: bytes, path: Path, name: str) -> tuple[list[Sofa], list[Structure]]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise wrong_shape(path, WHAT, f"{name}: {error}") from error
    if not isinstance(value, dict) or "%FEATURE_STRUCTURES" not in value:
        raise wrong_shape(path, WHAT, f"{name}: it has no %FEATURE_STRUCTURES")
    fields = Fields(value, path, WHAT, name)
    found = fields.value["%FEATURE_STRUCTURES"]
    if isinstance(found, dict):  # the specification allows a map from id to structure, too
        found = [{"%ID": number, **each} for number, each in found.items()]
    structures, arrays, sofas = [], dict[str, list[str]](), list[Sofa]()
    for number, raw in enumerate(found if isinstance(found, list) else [], start=1):
        each = fields.inner(raw, f"structure {number}")
        kind, own = each.text("%TYPE", ""), each.name("%ID", f"#{number}")
        if kind == "uima.cas.Sofa":
            sofas.append(Sofa(own, each.text("sofaID", ""), each.text("sofaString", "")))
        elif "%ELEMENTS" in each.value:
            arrays[own] = [str(one) for one in each.list("%ELEMENTS")]
        else:
            structures.append(_structure(own, kind, each.value))
    for one in structures:
        for feature, ids in one.refs.items():
            one.refs[feature] = [end for name in ids for end in arrays.get(name, [name])]
    return sofas, structures


def _structure(own: str, kind: str, value: Mapping[str, object]) -> Structure:
    made = Structure(own, kind, str(value.get("@sofa", "")))
    for name, found in value.items():
        if name.startswith("%") or name == "@sofa":
            continue
        if name.startswith("@"):
            made.refs[name[1:]] = [str(found)]
        elif isinstance(found, str | bool | int | float):
            made.values[name] = found
    return made


# XMI


def _from_xmi(data: bytes, path: Path, references: Set[str]) -> tuple[list[Sofa], list[Structure]]:
    root = parsed(data, path, WHAT)
    if root.tag != f"{_XMI}XMI":
        raise wrong_shape(path, WHAT, "it is another kind of XML")
    sofas: list[Sofa] = []
    raw: list[tuple[str, str, dict[str, str]]] = []
    for element in root:
        if not isinstance(element.tag, str):
            continue
        kind = _type_of(element.tag)
        attributes = {str(name): str(value) for name, value in element.attrib.items()}
        for child in element:  # multi-valued features are elements of their own
            if isinstance(child.tag, str):
                name = child.tag.rpartition("}")[2]
                attributes[name] = f"{attributes.get(name, '')} {child.text or ''}".strip()
        if kind == "uima.cas.Sofa":
            own, words = attributes.get(f"{_XMI}id", ""), attributes.get("sofaString")
            sofas += [] if words is None else [Sofa(own, attributes.get("sofaID", ""), words)]
        elif kind not in ("uima.cas.NULL", "uima.cas.View"):
            raw.append((attributes.pop(f"{_XMI}id", ""), kind, attributes))
    ids = {own: kind for own, kind, _ in raw}
    arrays = {
        own: each.get("elements", "").split() for own, kind, each in raw if kind.endswith("FSArray")
    }
    structures = [_structure_of_xmi(own, kind, each, ids, references) for own, kind, each in raw]
    for one in structures:
        for feature, found in one.refs.items():
            one.refs[feature] = [end for name in found for end in arrays.get(name, [name])]
    return sofas, structures


def _structure_of_xmi(
    own: str,
    kind: str,
    attributes: Mapping[str, str],
    ids: Mapping[str, str],
    references: Set[str],
) -> Structure:
    """Tell references from values: the former are ids, of links or under a name for references."""
    made = Structure(own, kind, attributes.get("sofa", ""))
    for name, value in attributes.items():
        words = value.split()
        if name in ("begin", "end") and value.isdigit():
            made.values[name] = int(value)
        elif name == "sofa":
            continue
        elif (
            words
            and all(each in ids for each in words)
            and (name in references or _refers(name, words, ids))
        ):
            made.refs[name] = words
        else:
            made.values[name] = value
    return made


def _refers(name: str, words: Sequence[str], ids: Mapping[str, str]) -> bool:
    if name in ("target", "Governor", "Dependent"):
        return True
    return all(ids[each].endswith(("Link", "LinkType", "FSArray")) for each in words)


def _type_of(tag: str) -> str:
    """Return the type that a namespace such as ``http:///uima/tcas.ecore`` and a name mean."""
    space, _, name = tag.removeprefix("{").rpartition("}")
    package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
    return f"{package}.{name}"
