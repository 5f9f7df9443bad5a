"""brat standoff: texts, ``.ann`` files and the configuration of a collection (brat 1.3).

A folder with a folder for each annotator, in it a ``.txt`` and ``.ann`` for each article, and
``annotation.conf`` and ``visual.conf`` above them. Spans are text-bound annotations with their
fragments, a line end in a span parts it, links are relations, and what else is said of a statement
stands as JSON in its annotator note, which brat keeps and shows. ``documents.jsonl`` has labels and
facts of the articles, for which brat has no place. Offsets are code points.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.formats.files.file_names import file_name
from annotator.formats.files.file_text import read_bytes
from annotator.formats.files.json_values import Fields, objects, wrong_shape
from annotator.formats.files.jsonl import write_line
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import NOT_LABELLED, LabelNames
from annotator.formats.labelled.attributes import (
    plain_attributes,
    read_attributes,
    read_done,
    read_role,
)
from annotator.formats.labelled.features import FEATURES, Feature
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.label_colors import pale
from annotator.formats.labelled.labelled_text import LabelledText, Link, Value
from annotator.formats.labelled.losses import Losses
from annotator.formats.labelled.offset_units import ForeignSpan
from annotator.formats.labelled.tally import Tally
from annotator.formats.labelled.uses import Fidelity

WHAT = "brat standoff"
DOCUMENTS = "documents.jsonl"
_PARTLY: Mapping[Feature, str] = {"offsets": "a span over several lines is parted where they end"}
FIDELITY = Fidelity(whole=frozenset(FEATURES) - NOT_LABELLED - set(_PARTLY), partly=_PARTLY)


def safe(label: str) -> str:
    """Return a label as brat allows it: letters, digits, ``-`` and ``_`` of ASCII."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", label.replace("/", "__"))


# Writing


@dataclass(slots=True)
class _Collection:
    """A folder on its way out."""

    out: Path
    losses: Losses
    people: dict[str, str] = field(default_factory=dict)
    files: dict[str, set[str]] = field(default_factory=dict)
    labels: dict[str, None] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)

    def add(self, text: LabelledText, article: str) -> None:
        """Write one text with its annotations."""
        folder = self.people.setdefault(
            text.annotator, file_name(text.annotator, self.people.values())
        )
        (self.out / folder).mkdir(exist_ok=True)
        taken = self.files.setdefault(folder, set())
        name = file_name(text.id, taken)
        taken.add(name)
        place = self.out / folder / name
        _write_exactly(place.with_name(f"{name}.txt"), text.text)
        _write_exactly(place.with_name(f"{name}.ann"), "".join(self._lines(text, article)))
        with (self.out / DOCUMENTS).open("ab") as file:
            labels = {kind: list(values) for kind, values in text.labels.items()}
            facts = {"is_done": text.is_done, "facts": dict(text.facts), "labels": labels}
            where = {"file": f"{folder}/{name}", "id": text.id, "annotator": text.annotator}
            write_line({**where, **facts}, file)

    def _lines(self, text: LabelledText, article: str) -> Iterator[str]:
        ids: dict[str, str] = {}
        for number, each in enumerate(text.spans, start=1):
            ids[each.id] = f"T{number}"
            self.labels[each.label] = None
            parts = [part for span in each.spans for part in _by_lines(span, text.text)]
            if len(parts) > len(each.spans):
                why = "parted where a line ends"
                record = each.record or each.id
                self.losses.note("offsets", why, article=article, record=record)
            places = ";".join(f"{part.start} {part.end}" for part in parts)
            words = " ".join(part.covered(text.text) for part in parts)
            yield f"T{number}\t{safe(each.label)} {places}\t{words}\n"
        for number, link in enumerate(text.links, start=1):
            self.links[link.label] = None
            ends = f"Arg1:{ids[link.start]} Arg2:{ids[link.end]}"
            yield f"R{number}\t{safe(link.label)} {ends}\n"
        for number, each in enumerate(text.spans, start=1):
            said = {"id": each.id, "role": each.role, **plain_attributes(each.attributes)}
            yield f"#{number}\tAnnotatorNotes {ids[each.id]}\t{_on_one_line(said)}\n"

    def configure(self, codebook: Codebook) -> None:
        """Write what brat must know of the labels."""
        labels = [safe(each) for each in self.labels]
        links = [safe(each) for each in self.links]
        any_of = "|".join(labels) or "<ENTITY>"
        lines = ["[entities]", *labels, "", "[relations]"]
        lines += [f"{each}\tArg1:{any_of}, Arg2:{any_of}" for each in links]
        lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", ""]
        lines += ["[events]", "", "[attributes]", ""]
        _write_exactly(self.out / "annotation.conf", "\n".join(lines))
        names = LabelNames(codebook)
        shown = [f"{safe(each)} | {names.wording(each)}" for each in (*self.labels, *self.links)]
        drawn = [f"{each}\tbgColor:{pale(number)}" for number, each in enumerate(labels)]
        visual = ["[labels]", *shown, "", "[drawing]", *drawn, ""]
        _write_exactly(self.out / "visual.conf", "\n".join(visual))


def write(corpus: AnnotatedCorpus, out: Path, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write a collection into an empty folder."""
    tally = Tally(FIDELITY)
    collection = _Collection(out, tally.losses)
    for each, text in tally.texts(corpus):
        collection.add(text, each.article.id)
    collection.configure(corpus.codebook)
    return tally.report()


def _write_exactly(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _by_lines(span: Span, text: str) -> Iterator[Span]:
    """Yield the parts of a span that lie on one line each, without white space around them."""
    at = span.start
    for line in span.covered(text).split("\n"):
        words = line.strip()
        if words:
            start = at + line.index(words)
            yield Span(start, start + len(words))
        at += len(line) + 1


def _on_one_line(value: object) -> str:
    # The other line ends of Unicode, at which some readers part lines, are escaped too.
    line = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[\x85\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", line)


# Reading


def is_likely(path: Path) -> bool:
    """Tell whether a path is an ``.ann`` file, or a folder that has some."""
    if path.is_dir():
        return next(path.rglob("*.ann"), None) is not None
    return path.suffix.lower() == ".ann" and path.with_suffix(".txt").is_file()


def read(path: Path) -> ReadFile:
    """Read one ``.ann`` file with its text, or all in a folder and the folders in it.

    Text-bound annotations, relations, events (the trigger with a link to each argument),
    equivalences, attributes, normalisations and notes are read.
    """
    files = sorted(path.rglob("*.ann")) if path.is_dir() else [path]
    known = _documents(path / DOCUMENTS) if path.is_dir() else {}
    texts, missing = [], 0
    for each in files:
        text = each.with_suffix(".txt")
        if not text.is_file():
            missing += 1
            continue
        name = each.relative_to(path).with_suffix("").as_posix() if path.is_dir() else each.stem
        texts.append(_Reading(each, _decoded(text), name, known.get(name)).text())
    notes = (f"{missing} .ann files without a .txt beside them were left out.",) if missing else ()
    return ReadFile(tuple(texts), "code points", notes)


def _documents(path: Path) -> dict[str, Fields]:
    if not path.is_file():
        return {}
    found = (Fields(each.value, path, WHAT, each.where) for each in objects(path, WHAT))
    return {each.text("file"): each for each in found}


def _decoded(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise wrong_shape(path, WHAT, f"it is not UTF-8 (byte {error.start})") from error


_BOUND = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")


class _Reading:
    """One ``.ann`` file on its way in."""

    def __init__(self, path: Path, text: str, name: str, facts: Fields | None) -> None:
        self._path, self._text, self._name, self._facts = path, text, name, facts
        self._spans: dict[str, RawSpan] = {}
        self._triggers: dict[str, str] = {}
        self._links: list[Link] = []
        self._said: dict[str, dict[str, Value]] = {}
        self._names: dict[str, str] = {}
        self._roles: dict[str, object] = {}

    def text(self) -> RawText:
        """Return the text with all that the file says of it."""
        lines = _decoded(self._path).split("\n") if self._path.stat().st_size else []
        self._take(lines, {"T": self._bound})
        self._take(lines, {"E": self._trigger})
        self._take(
            lines,
            {
                "E": self._event,
                "R": self._relation,
                "*": self._equivalence,
                "A": self._attribute,
                "M": self._attribute,
                "N": self._normalisation,
                "#": self._note,
            },
        )
        spans = tuple(
            RawSpan(
                self._names.get(name, name),
                each.label,
                each.fragments,
                read_role(self._roles.get(name)),
                self._said.get(name, {}),
            )
            for name, each in self._spans.items()
        )
        links = tuple(
            Link(each.label, self._named(each.start), self._named(each.end)) for each in self._links
        )
        return self._with_facts(spans, links)

    def _with_facts(self, spans: tuple[RawSpan, ...], links: tuple[Link, ...]) -> RawText:
        where = self._path.name
        if self._facts is None:
            return RawText(self._name, self._text, spans, links, where=where)
        labels = self._facts.child("labels")
        facts = self._facts.child("facts")
        return RawText(
            id=self._facts.name("id"),
            text=self._text,
            spans=spans,
            links=links,
            labels={kind: tuple(map(str, labels.list(kind))) for kind in labels.value},
            facts={name: facts.text(name, "") for name in facts.value},
            annotator=self._facts.text("annotator", ""),
            is_done=read_done(self._facts.value.get("is_done")),
            where=where,
        )

    def _named(self, name: str) -> str:
        name = self._triggers.get(name, name)
        return self._names.get(name, name)

    def _take(
        self, lines: Sequence[str], by_kind: Mapping[str, Callable[[str, Sequence[str]], str]]
    ) -> None:
        for number, line in enumerate(lines, start=1):
            line = line.rstrip("\r")
            take = by_kind.get(line[:1])
            if take is None:
                if line.strip() and line[0] not in "TERAMN*#":
                    raise self._wrong(number, "it begins with no kind that brat has")
                continue
            name, *rest = line.split("\t", 2)
            why = take(name, rest) if rest else _NO_BRAT
            if why:
                raise self._wrong(number, f"“{line[:60]}” {why}")

    def _wrong(self, number: int, why: str) -> Exception:
        return wrong_shape(self._path, WHAT, f"line {number}: {why}")

    def _bound(self, name: str, rest: Sequence[str]) -> str:
        found = _BOUND.fullmatch(rest[0])
        if found is None:
            return _NO_BRAT
        if name in self._spans:
            return "has an id that stands twice"
        places = [tuple(map(int, each.split())) for each in found[2].split(";")]
        covered = _covered(places, rest[1] if len(rest) > 1 else None)
        fragments = tuple(
            ForeignSpan(start, end, words)
            for (start, end), words in zip(places, covered, strict=True)
        )
        self._spans[name] = RawSpan(name, found[1], fragments)
        return ""

    def _trigger(self, name: str, rest: Sequence[str]) -> str:
        kind, _, trigger = rest[0].partition(" ")[0].partition(":")
        self._triggers[name] = trigger
        if not kind:
            return _NO_BRAT
        return "" if trigger in self._spans else _not_there(trigger)

    def _event(self, name: str, rest: Sequence[str]) -> str:
        for each in rest[0].split()[1:]:
            role, _, end = each.partition(":")
            if not role or not self._is_known(end):
                return self._unknown(end) if role else _NO_BRAT
            self._links.append(Link(role, name, end))
        return ""

    def _relation(self, _name: str, rest: Sequence[str]) -> str:
        words = rest[0].split()
        if len(words) != 3:
            return _NO_BRAT
        ends = [each.partition(":")[2] for each in words[1:]]
        if not all(map(self._is_known, ends)):
            return self._unknown(*ends)
        self._links.append(Link(words[0], ends[0], ends[1]))
        return ""

    def _equivalence(self, _name: str, rest: Sequence[str]) -> str:
        kind, *ends = rest[0].split()
        if not all(map(self._is_known, ends)):
            return self._unknown(*ends)
        self._links += [Link(kind, ends[0], each) for each in ends[1:]]
        return ""

    def _attribute(self, _name: str, rest: Sequence[str]) -> str:
        words = rest[0].split()
        if len(words) < 2:
            return _NO_BRAT
        value: Value = True if len(words) == 2 else " ".join(words[2:])
        self._say(words[1], {words[0]: value})
        return ""

    def _normalisation(self, _name: str, rest: Sequence[str]) -> str:
        words = rest[0].split()
        if len(words) != 3:
            return _NO_BRAT
        self._say(words[1], {words[0]: words[2]})
        return ""

    def _note(self, _name: str, rest: Sequence[str]) -> str:
        words = rest[0].split()
        if len(words) < 2 or len(rest) < 2:
            return ""  # a comment in the file
        try:
            found = json.loads(rest[1])
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            self._say(words[1], {"note": rest[1]})
            return ""
        if isinstance(found.get("id"), str):
            self._names[words[1]] = found["id"]
        self._roles[words[1]] = found.get("role")
        said = {name: value for name, value in found.items() if name not in ("id", "role")}
        self._say(words[1], read_attributes(said))
        return ""

    def _say(self, name: str, said: Mapping[str, Value]) -> None:
        self._said.setdefault(self._triggers.get(name, name), {}).update(said)

    def _unknown(self, *names: str) -> str:
        """Return why a line cannot be taken that names records; "" where all are in the file."""
        missing = next((each for each in names if not self._is_known(each)), None)
        return "" if missing is None else _not_there(missing)

    def _is_known(self, name: str) -> bool:
        return name in self._spans or name in self._triggers


_NO_BRAT = "is not as brat writes it"


def _not_there(name: str) -> str:
    return f"names “{name}”, which is not in the file"


def _covered(places: Sequence[tuple[int, ...]], surface: str | None) -> list[str | None]:
    """Return the words of each fragment, which brat joins by one space."""
    lengths = [end - start for start, end in places]
    if surface is None:
        return [None for _ in places]
    if sum(lengths) + len(places) - 1 != len(surface):
        return [surface for _ in places]  # fits nowhere: the span is told as one that does not
    found: list[str | None] = []
    at = 0
    for length in lengths:
        found.append(surface[at : at + length])
        at += length + 1
    return found
