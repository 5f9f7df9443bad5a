"""REFI-QDA projects (.qdpx, REFI-QDA standard 1.5): for QualCoder, NVivo, ATLAS.ti, MAXQDA.

An archive with ``project.qde`` and a text for each article. Codes are the labels, in folders of
their kinds; a statement is a selection for each of its spans, coded with its labels, and links lead
from the content to the parts. What else is said stands in the description of the selection, what a
person says of a whole text in a note that the text refers to. Offsets count code points from 0;
"first and last character" of section 10.2 is read as an exclusive end, which the name of the
selection, its text, confirms or refutes.
"""

from __future__ import annotations

import json
import uuid
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from annotator.formats.files import archives
from annotator.formats.files.json_values import wrong_shape
from annotator.formats.files.safe_xml import legal, parsed
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import NOT_LABELLED, LabelNames, labelled_texts
from annotator.formats.labelled.attributes import (
    plain_attributes,
    read_attributes,
    read_done,
    read_role,
)
from annotator.formats.labelled.features import FEATURES, Feature
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.label_colors import strong
from annotator.formats.labelled.labelled_text import LabelledText, Link
from annotator.formats.labelled.losses import Losses
from annotator.formats.labelled.offset_units import ForeignSpan
from annotator.formats.labelled.pieces import in_pieces, joined
from annotator.formats.labelled.uses import Fidelity, note_left_out

if TYPE_CHECKING:
    from lxml.etree import _Element

WHAT = "a REFI-QDA project"
SPACE = "urn:QDA-XML:project:1.0"
_OURS = uuid.UUID("7a4b7e2c-0d0e-5c0a-9f4a-5a54414e4345")  # names of ours become GUIDs under it
_PARTLY: Mapping[Feature, str] = {"text": "control characters become spaces"}
FIDELITY = Fidelity(whole=frozenset(FEATURES) - NOT_LABELLED - set(_PARTLY), partly=_PARTLY)


def guid(*words: str) -> str:
    """Return the GUID of something, the same each time it is written."""
    return str(uuid.uuid5(_OURS, "\x1f".join(words)))


# Writing


@dataclass(slots=True)
class _Project:
    """A project on its way out; the sources' selections are collected as XML."""

    corpus: AnnotatedCorpus
    losses: Losses = field(default_factory=Losses)
    articles: dict[str, tuple[LabelledText, list[LabelledText]]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    statements: int = 0
    mentions: int = 0

    def collect(self) -> None:
        for each, text in labelled_texts(self.corpus):
            key = each.article.id
            if key not in self.articles:
                note_left_out(self.losses, FIDELITY, each)
                self.articles[key] = (text, [])
                if legal(text.text) != text.text:
                    why = "control characters became spaces"
                    self.losses.note("text", why, article=key, record=key)
            self.articles[key][1].append(text)
            self.labels.update({span.label: span.role for span in text.spans})
            self.statements += sum(span.role == "content" for span in text.spans)
            self.mentions += sum(span.role == "mention" for span in text.spans)

    def xml(self) -> Iterator[str]:
        """Yield the lines of ``project.qde``."""
        name = quoteattr(legal(self.corpus.title))
        yield '<?xml version="1.0" encoding="utf-8"?>'
        yield f'<Project name={name} origin="annotator" xmlns="{SPACE}">'
        yield from _around("Users", self._users())
        if self.labels:
            yield from _around("CodeBook", _around("Codes", self._codes()))
        found = self.articles.items()
        yield from _around("Sources", (e for key, each in found for e in self._source(key, *each)))
        notes = (_note(key, text) for key, (_, texts) in found for text in texts)
        yield from _around("Notes", notes)
        links = (_links(key, text) for key, (_, texts) in found for text in texts)
        yield from _around("Links", chain.from_iterable(links))
        yield "</Project>"

    def _users(self) -> Iterator[str]:
        people = dict.fromkeys(t.annotator for _, texts in self.articles.values() for t in texts)
        for each in people:
            yield f'<User guid="{guid("user", each)}" name={quoteattr(legal(each))}/>'

    def _codes(self) -> Iterator[str]:
        names = LabelNames(self.corpus.codebook)
        for role in dict.fromkeys(self.labels.values()):
            folder = guid("kind", role)
            yield f'<Code guid="{folder}" name={quoteattr(role or "label")} isCodable="false">'
            for number, (label, of) in enumerate(self.labels.items()):
                if of == role:
                    shown = f'isCodable="true" color="{strong(number)}"'
                    name = f"name={quoteattr(legal(label))}"
                    yield f'<Code guid="{guid("code", label)}" {name} {shown}>'
                    words = escape(legal(names.wording(label)))
                    yield f"<Description>{words}</Description></Code>"
            yield "</Code>"

    def _source(
        self, key: str, first: LabelledText, texts: Sequence[LabelledText]
    ) -> Iterator[str]:
        own = guid("source", key)
        name = quoteattr(legal(first.facts.get("title") or first.id))
        yield f'<TextSource guid="{own}" name={name} plainTextPath="internal://{own}.txt">'
        yield f"<Description>{_said({'id': first.id, 'facts': dict(first.facts)})}</Description>"
        for text in texts:
            yield from _selections(key, text)
        yield from (f'<NoteRef targetGUID="{_note_guid(key, text)}"/>' for text in texts)
        yield "</TextSource>"


def _around(tag: str, inner: Iterable[str]) -> Iterator[str]:
    """Yield an element around others; none where there are none, as the schema has it."""
    lines = iter(inner)
    first = next(lines, None)
    if first is not None:
        yield f"<{tag}>"
        yield first
        yield from lines
        yield f"</{tag}>"


def _selections(key: str, text: LabelledText) -> Iterator[str]:
    user = guid("user", text.annotator)
    for each in in_pieces(text)[0]:
        own = guid("selection", key, text.annotator, each.id)
        words = quoteattr(legal(each.span.covered(text.text)))
        place = f'startPosition="{each.span.start}" endPosition="{each.span.end}"'
        yield f'<PlainTextSelection guid="{own}" name={words} {place} creatingUser="{user}">'
        if each.is_first:
            said = {"id": each.id, "role": each.of.role, **plain_attributes(each.of.attributes)}
            yield f"<Description>{_said(said)}</Description>"
        yield f'<Coding guid="{guid("coding", own)}" creatingUser="{user}">'
        yield f'<CodeRef targetGUID="{guid("code", each.of.label)}"/></Coding>'
        yield "</PlainTextSelection>"


def _note(key: str, text: LabelledText) -> str:
    """Return what a person says of a whole text, as a note that the text refers to."""
    facts = {
        "annotator": text.annotator,
        "is_done": text.is_done,
        "labels": {kind: list(values) for kind, values in text.labels.items()},
    }
    user = guid("user", text.annotator)
    head = f'<Note guid="{_note_guid(key, text)}" name="annotator" creatingUser="{user}">'
    return f"{head}<PlainTextContent>{_said(facts)}</PlainTextContent></Note>"


def _note_guid(key: str, text: LabelledText) -> str:
    return guid("facts", key, text.annotator)


def _links(key: str, text: LabelledText) -> Iterator[str]:
    for number, each in enumerate(in_pieces(text)[1]):
        start = guid("selection", key, text.annotator, each.start)
        end = guid("selection", key, text.annotator, each.end)
        own = guid("link", start, end, str(number))
        ends = f'originGUID="{start}" targetGUID="{end}"'
        name = quoteattr(legal(each.label))
        yield f'<Link guid="{own}" name={name} direction="OneWay" {ends}/>'


def _said(value: object) -> str:
    return escape(legal(json.dumps(value)))


def write(corpus: AnnotatedCorpus, out: BinaryIO, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write one archive; the annotations are held in memory, the texts are not copied."""
    project = _Project(corpus)
    project.collect()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", "\n".join(project.xml()))
        for key, (first, _) in project.articles.items():
            archive.writestr(f"sources/{guid('source', key)}.txt", legal(first.text))
    return WriteReport(
        len(project.articles), project.statements, project.mentions, losses=project.losses
    )


# Reading

_Coded = tuple["_Element", list[str]]
"""A selection with codes of one person."""
_WITHIN = " / "
_FEW = 3
"""So many selections that end within words tell something."""
_NO_TEXTS = {
    ("PictureSource", "AudioSource", "VideoSource", "PDFSource"): "pictures, films or pages",
    ("Case",): "cases",
    ("Variable",): "variables",
    ("Set",): "sets",
}


def is_likely(path: Path) -> bool:
    """Tell whether a path is an archive with a project of the standard in it."""
    if not archives.is_archive(path):
        return False
    with archives.opened(path) as archive:
        return any(name.rpartition("/")[2].endswith(".qde") for name in archive.names)


def read(path: Path) -> ReadFile:
    """Read the coded texts of a project, one for each text and each person who coded it.

    Pictures, sound, and codings without a text are left out.
    """
    with archives.opened(path) as archive:
        names = {name.casefold(): name for name in archive.names}
        project = next((name for name in archive.names if name.endswith(".qde")), None)
        if project is None:
            raise wrong_shape(path, WHAT, "it holds no .qde file")
        root = parsed(archive.read(project), path, WHAT)
        if root.tag != f"{{{SPACE}}}Project":
            raise wrong_shape(path, WHAT, f"{project} is another kind of XML")
        return _Reading(path, root).file(archive, names)


class _Reading:
    """One project on its way in."""

    def __init__(self, path: Path, root: _Element) -> None:
        self._path, self._root = path, root
        self._codes = _named_codes(root)
        self._users = {e.get("guid"): e.get("name", "") for e in root.iter(f"{{{SPACE}}}User")}
        self._memo_of = {
            str(e.get("guid")): e for e in root.iterfind(f"{{{SPACE}}}Notes/{{{SPACE}}}Note")
        }
        self._memos = {name: _memo(each) for name, each in self._memo_of.items()}
        self._notes: list[str] = []
        self._beyond = 0  # how far the end of a selection lies beyond what the file says

    def file(self, archive: archives.Archive, names: Mapping[str, str]) -> ReadFile:
        """Return all texts."""
        found: list[tuple[_Element, str]] = []
        for source in self._root.iter(f"{{{SPACE}}}TextSource"):
            text = self._text_of(source, archive, names)
            if text is None:
                self._notes.append(f"{source.get('name')}: its text is not in the archive.")
                continue
            found.append((source, text))
        if _ends_are_last_characters(found):
            self._beyond = 1
            self._notes.append("The ends of its selections name the last character, not the next.")
        texts = [each for source, text in found for each in self._texts(source, text)]
        self._notes += _left_out(self._root)
        return ReadFile(tuple(texts), None, tuple(self._notes))

    def _text_of(
        self, source: _Element, archive: archives.Archive, names: Mapping[str, str]
    ) -> str | None:
        inside = source.find(f"{{{SPACE}}}PlainTextContent")
        if inside is not None:
            return inside.text or ""
        place = str(source.get("plainTextPath") or "").rpartition("//")[2].rpartition("/")[2]
        for folder in ("sources/", ""):
            name = names.get(f"{folder}{place}".casefold())
            if place and name is not None:
                try:
                    return archive.read(name).decode("utf-8-sig")
                except UnicodeDecodeError as error:
                    raise wrong_shape(self._path, WHAT, f"{name} is not UTF-8") from error
        return None

    def _texts(self, source: _Element, text: str) -> Iterator[RawText]:
        said = _described(source)
        facts = said.get("facts")
        by_user: dict[str, list[_Coded]] = {}
        for each in source.iter(f"{{{SPACE}}}PlainTextSelection"):
            for user, codes in _by_coder(each).items():
                by_user.setdefault(user, []).append((each, codes))
        whole = _by_coder(source)  # codes of the whole text
        noted = self._noted(source)
        people = dict.fromkeys((*by_user, *noted, *(who for who, codes in whole.items() if codes)))
        for user in people or {"": None}:
            selections = by_user.get(user, [])
            # Projects that were written before have it in an empty selection.
            earlier = (_described(each) for each, codes in selections if not codes)
            about = noted.get(user) or next(earlier, {})
            spans, links = self._selections(selections)
            labels = about.get("labels")
            known = labels if isinstance(labels, dict) else {}
            yield RawText(
                id=str(said.get("id") or source.get("name") or source.get("guid")),
                text=text,
                spans=spans,
                links=links,
                labels={
                    **{
                        self._codes[code]: ("yes",)
                        for code in whole.get(user, ())
                        if code in self._codes
                    },
                    **{k: tuple(map(str, v)) for k, v in known.items()},
                },
                facts={k: str(v) for k, v in facts.items()}
                if isinstance(facts, dict)
                else {"title": str(source.get("name") or "")},
                annotator=str(about.get("annotator") or self._users.get(user, "")),
                is_done=read_done(about.get("is_done")),
                where=str(source.get("name") or ""),
            )

    def _noted(self, source: _Element) -> dict[str, dict[str, object]]:
        """Return what each person, by GUID, says of a whole text in a note of ours."""
        found: dict[str, dict[str, object]] = {}
        for reference in source.iterfind(f"{{{SPACE}}}NoteRef"):
            each = self._memo_of.get(str(reference.get("targetGUID")))
            said = _json_object(_memo(each)) if each is not None else None
            if each is not None and said is not None and "annotator" in said:
                found[str(each.get("creatingUser") or "")] = said
        return found

    def _selections(
        self, selections: Sequence[_Coded]
    ) -> tuple[tuple[RawSpan, ...], tuple[Link, ...]]:
        spans: list[RawSpan] = []
        names: dict[str, str] = {}
        for each, codes in selections:
            said = {**self._remarks(each), **_described(each)}
            own = str(each.get("guid"))
            names[own] = str(said.pop("id", own))
            role = read_role(said.pop("role", ""))
            for number, code in enumerate(codes):
                name = f"{names[own]}:{number}" if number else names[own]
                span = self._span(each)
                label = self._codes.get(code, "")
                if span is not None and label:
                    spans.append(RawSpan(name, label, (span,), role, read_attributes(said)))
        known = {each.id for each in spans}
        links = []
        for link in self._root.iter(f"{{{SPACE}}}Link"):
            ends = [names.get(str(link.get(side)), "") for side in ("originGUID", "targetGUID")]
            if known.issuperset(ends):
                links.append(Link(link.get("name") or "link", ends[0], ends[1]))
        return joined(spans, links)

    def _remarks(self, each: _Element) -> dict[str, object]:
        """Return what is noted about a selection or its codings elsewhere in the project."""
        named = (str(ref.get("targetGUID")) for ref in each.iter(f"{{{SPACE}}}NoteRef"))
        words = "\n".join(filter(None, (self._memos.get(name, "") for name in named)))
        return {"note": words} if words else {}

    def _span(self, each: _Element) -> ForeignSpan | None:
        ends = _positions(each)
        if ends is None:
            return None
        start, end = ends[0], ends[1] + self._beyond
        name = each.get("name") or ""
        # A name is the text that is covered, or what the program calls the selection.
        return ForeignSpan(start, end, name if len(name) == end - start else None)


def _positions(each: _Element) -> tuple[int, int] | None:
    try:
        return int(each.get("startPosition") or ""), int(each.get("endPosition") or "")
    except ValueError:
        return None


def _ends_are_last_characters(sources: Iterable[tuple[_Element, str]]) -> bool:
    """Tell whether the selections of a file end with the character that their end names.

    Programs read section 10.2 both ways. Names that stand in the text decide, by their length in
    code points or UTF-16; else whether most selections would end within a word.
    """
    lengths, cuts, count = Counter[int](), Counter[int](), 0
    for source, text in sources:
        for each in source.iter(f"{{{SPACE}}}PlainTextSelection"):
            ends = _positions(each)
            if ends is None or not 0 <= ends[0] <= ends[1]:
                continue
            name = each.get("name") or ""
            if name and name in text:
                units = {len(name), len(name.encode("utf-16-le", "replace")) // 2}
                lengths.update(more for more in (0, 1) if ends[1] + more - ends[0] in units)
            count += 1
            cuts.update(more for more in (0, 1) if _is_in_word(text, ends[1] + more))
    if lengths[0] != lengths[1]:
        return lengths[1] > lengths[0]
    return cuts[0] >= _FEW and 2 * cuts[0] > count and 4 * cuts[1] < cuts[0]


def _is_in_word(text: str, place: int) -> bool:
    return text[max(0, place - 1) : place].isalnum() and text[place : place + 1].isalnum()


def _by_coder(each: _Element) -> dict[str, list[str]]:
    """Return the codes of a selection or a source by the GUID of who gave them; "" where not told.

    A selection without a code is of who made it.
    """
    made_by = str(each.get("creatingUser") or "")
    found: dict[str, list[str]] = {}
    for coding in each.iterfind(f"{{{SPACE}}}Coding"):
        codes = [str(ref.get("targetGUID")) for ref in coding.iter(f"{{{SPACE}}}CodeRef")]
        found.setdefault(str(coding.get("creatingUser") or made_by), []).extend(codes)
    return found or {made_by: []}


def _named_codes(root: _Element) -> dict[str, str]:
    """Return the names of codes; of several with one name each with those that it lies in."""
    paths: dict[str, tuple[str, ...]] = {}

    def walk(inside: _Element, above: tuple[str, ...]) -> None:
        for each in inside.iterfind(f"{{{SPACE}}}Code"):
            path = (*above, each.get("name") or "")
            paths[str(each.get("guid"))] = path
            walk(each, path)

    for codes in root.iter(f"{{{SPACE}}}Codes"):
        walk(codes, ())
    used = {str(each.get("targetGUID")) for each in root.iter(f"{{{SPACE}}}CodeRef")}
    names = Counter(path[-1] for guid, path in paths.items() if guid in used)
    return {
        guid: path[-1] if names[path[-1]] < 2 else _WITHIN.join(path)
        for guid, path in paths.items()
    }


def _memo(each: _Element) -> str:
    content = each.find(f"{{{SPACE}}}PlainTextContent")
    return (None if content is None else content.text) or each.get("name") or ""


def _left_out(root: _Element) -> Iterator[str]:
    """Say how much of a project is no text with codes."""
    for kinds, what in _NO_TEXTS.items():
        count = sum(1 for kind in kinds for _ in root.iter(f"{{{SPACE}}}{kind}"))
        if count:
            yield f"{count} {what} left out."


def _described(each: _Element) -> dict[str, object]:
    found = each.find(f"{{{SPACE}}}Description")
    words = "" if found is None else found.text or ""
    said = _json_object(words)
    if said is None:
        return {"note": words} if words else {}
    return said


def _json_object(words: str) -> dict[str, object] | None:
    """Return the object that a text spells; {} for other JSON, None where it is none."""
    try:
        value = json.loads(words)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else {}
