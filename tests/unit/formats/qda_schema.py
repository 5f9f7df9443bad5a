"""The rules of the schema of REFI-QDA projects for what we write, as an own strict checker.

Read off ``Project.xsd`` of QDA-XML 1.0 (REFI, 18 March 2019): which elements stand in which, in
which order and how often, and what their attributes are.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_GUID = re.compile(r"\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?")
_KINDS = {
    "guid": _GUID,
    "text": re.compile(r".*", re.DOTALL),
    "integer": re.compile(r"[+-]?[0-9]+"),
    "boolean": re.compile(r"true|false|1|0"),
    "colour": re.compile(r"#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"),
    "direction": re.compile(r"Associative|OneWay|Bidirectional"),
}
_ONE, _SOME, _MAYBE, _ANY = "1", "+", "?", "*"
# element -> its children in order, each with how often it may stand there
_CHILDREN: dict[str, tuple[tuple[str, str], ...]] = {
    "Project": (
        *((each, _MAYBE) for each in ("Users", "CodeBook", "Variables", "Cases", "Sources")),
        *((each, _MAYBE) for each in ("Notes", "Links", "Sets", "Graphs", "Description")),
        ("NoteRef", _ANY),
    ),
    "Users": (("User", _SOME),),
    "CodeBook": (("Codes", _ONE),),
    "Codes": (("Code", _SOME),),
    "Code": (("Description", _MAYBE), ("NoteRef", _ANY), ("Code", _ANY)),
    "Sources": (("TextSource", _SOME),),
    "TextSource": (
        *(("Description", _MAYBE), ("PlainTextContent", _MAYBE), ("PlainTextSelection", _ANY)),
        *(("Coding", _ANY), ("NoteRef", _ANY), ("VariableValue", _ANY)),
    ),
    "Notes": (("Note", _SOME),),
    "Note": (  # the schema has it of the same type as a text
        *(("Description", _MAYBE), ("PlainTextContent", _MAYBE), ("PlainTextSelection", _ANY)),
        *(("Coding", _ANY), ("NoteRef", _ANY), ("VariableValue", _ANY)),
    ),
    "PlainTextSelection": (("Description", _MAYBE), ("Coding", _ANY), ("NoteRef", _ANY)),
    "Coding": (("CodeRef", _ONE), ("NoteRef", _ANY)),
    "Links": (("Link", _SOME),),
}
# element -> its attributes with their kinds; those with "!" must be there
_ATTRIBUTES: dict[str, dict[str, str]] = {
    "Project": {"name": "text!", "origin": "text"},
    "User": {"guid": "guid!", "name": "text", "id": "text"},
    "Code": {"guid": "guid!", "name": "text!", "isCodable": "boolean!", "color": "colour"},
    "TextSource": {"guid": "guid!", "name": "text", "plainTextPath": "text"},
    "PlainTextSelection": {
        "guid": "guid!",
        "name": "text",
        "startPosition": "integer!",
        "endPosition": "integer!",
        "creatingUser": "guid",
    },
    "Coding": {"guid": "guid!", "creatingUser": "guid"},
    "CodeRef": {"targetGUID": "guid!"},
    "NoteRef": {"targetGUID": "guid!"},
    "Note": {"guid": "guid!", "name": "text", "creatingUser": "guid"},
    "Link": {
        "guid": "guid!",
        "name": "text",
        "direction": "direction",
        "color": "colour",
        "originGUID": "guid",
        "targetGUID": "guid",
    },
}


def problems(root: Element, space: str) -> list[str]:
    """Return in words what the schema would not take."""
    return [words for each in root.iter() for words in _problems(each, space)]


def _problems(element: Element, space: str) -> list[str]:
    if not element.tag.startswith(f"{{{space}}}"):
        return [f"{element.tag} is of another namespace"]
    tag = element.tag.rpartition("}")[2]
    known = _ATTRIBUTES.get(tag, {})
    found = [f"{tag} has no {name}" for name in element.attrib if name not in known]
    for name, kind in known.items():
        value = element.get(name)
        if value is None:
            found += [f"{tag} lacks {name}"] if kind.endswith("!") else []
        elif not _KINDS[kind.rstrip("!")].fullmatch(value):
            found.append(f"{tag} has {name}={value!r}")
    pattern = "".join(
        f"(?:{name},)" + ("" if often == _ONE else often) for name, often in _CHILDREN.get(tag, ())
    )
    children = "".join(f"{each.tag.rpartition('}')[2]}," for each in element)
    if not re.fullmatch(pattern, children):
        found.append(f"{tag} has the children {children}")
    return found
