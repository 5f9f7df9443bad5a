"""WebAnno TSV 3.3, the tables that INCEpTION and WebAnno exchange.

A folder with ``annotation/ARTICLE/ANNOTATOR.tsv`` for each article and annotator, as INCEpTION
exports. Layers are those of the UIMA CAS export:
``NamedEntity``, and statements and their parts with slots that link them. Sentences here go from
one beginning to the next, white space included, because a table keeps no text between sentences.
Offsets count UTF-16 units, as Java does (INCEpTION user guide, "WebAnno TSV 3.3 file format"; blank
lines, escapes and empty slots as in its ``Tsv3XSerializer``, ``Tsv3XDeserializer``, ``Escaping``).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span
from annotator.formats.cas import ENTITY, LINK, PART, STATEMENT
from annotator.formats.files.file_names import file_name
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import NOT_LABELLED
from annotator.formats.labelled.attributes import plain_attributes
from annotator.formats.labelled.features import FEATURES, Feature
from annotator.formats.labelled.labelled_text import LabelledText, Link
from annotator.formats.labelled.offset_units import Offsets
from annotator.formats.labelled.pieces import Piece, in_pieces
from annotator.formats.labelled.tally import Tally
from annotator.formats.labelled.tokens import TokenIndex, tokens
from annotator.formats.labelled.uses import Fidelity

HEAD = "#FORMAT=WebAnno TSV 3.3"
_SLOTS = "links"
_NOTHING = "_"
# Each layer with its features; a slot takes two columns, of roles and of targets.
LAYERS: Mapping[str, tuple[str, ...]] = {
    ENTITY: ("value", "identifier"),
    STATEMENT: ("label", "name", "attributes", _SLOTS),
    PART: ("label", "name", "role", "attributes", _SLOTS),
}
_LEFT_OUT: frozenset[Feature] = NOT_LABELLED | {"facts", "article labels", "progress"}
_PARTLY: Mapping[Feature, str] = {
    "annotators": "in the name of the file",
    "text": "not what Unicode has beside LF for line ends",
}
FIDELITY = Fidelity(whole=frozenset(FEATURES) - _LEFT_OUT - set(_PARTLY), partly=_PARTLY)
_OTHER_ENDS = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# INCEpTION user guide: what is escaped in values.
_ESCAPED = re.compile(r"(\\|\[|\]|\||_|->|;|\t|\n|\*)")


def escaped(value: str) -> str:
    """Return a value as it stands in a cell."""
    named = {"\t": r"\t", "\n": r"\n", "->": r"\->"}
    plain = _OTHER_ENDS.sub(" ", value)
    return _ESCAPED.sub(lambda found: named.get(found[0], f"\\{found[0]}"), plain)


_IN_TEXT = re.compile("[\\x00-\\x1f\\\\]")
_NAMED = {"\t": "t", "\n": "n", "\f": "f", "\r": "r", "\b": "b"}


def escaped_text(line: str) -> str:
    """Return a line of text as it stands behind ``#Text=``."""
    return _IN_TEXT.sub(lambda found: "\\" + _NAMED.get(found[0], found[0]), line)


def write(corpus: AnnotatedCorpus, out: Path, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write one table per article and annotator into an empty folder."""
    tally = Tally(FIDELITY)
    articles: dict[str, str] = {}
    people: dict[str, str] = {}
    for each, text in tally.texts(corpus):
        folder = articles.setdefault(each.article.id, file_name(text.id, articles.values()))
        person = people.setdefault(text.annotator, file_name(text.annotator, people.values()))
        if _OTHER_ENDS.search(text.text):
            tally.note_text(each, "line ends that the table cannot hold became spaces")
        lines = "\n".join(_Table(text).lines())
        place = out / "annotation" / folder / f"{person}.tsv"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(lines, encoding="utf-8", newline="")
    return tally.report()


@dataclass(slots=True)
class _Placed:
    """A piece with its tokens, and the number that tells it apart where that is needed."""

    piece: Piece
    first: int
    last: int
    number: int = 0
    links: list[Link] = field(default_factory=list)

    @property
    def layer(self) -> str:
        role = self.piece.of.role
        return ENTITY if role == "mention" else STATEMENT if role == "content" else PART


class _Table:
    """One labelled text as a table."""

    def __init__(self, text: LabelledText) -> None:
        self._text = _OTHER_ENDS.sub(" ", text.text)
        pieces, links = in_pieces(text)
        found = _from_the_start(
            tokens(self._text, (edge for each in pieces for edge in each.span.ends))
        )
        self._tokens = found
        self._offsets = Offsets(self._text, "UTF-16 units")
        self._sentences = _whole_sentences(self._text, found)
        self._addresses = dict(self._numbered())
        self._placed = self._place(pieces, links, TokenIndex.of(found))

    def _place(
        self, pieces: Sequence[Piece], links: Sequence[Link], index: TokenIndex
    ) -> Mapping[str, _Placed]:
        placed: dict[str, _Placed] = {}
        for each in pieces:
            place = index.of_span(each.span)
            if place is not None:
                placed[each.id] = _Placed(each, *place)
        for link in links:
            if link.start in placed and link.end in placed:
                placed[link.start].links.append(link)
        uses = Counter(
            (each.layer, token)
            for each in placed.values()
            for token in range(each.first, each.last + 1)
        )
        number = 0
        linked = {link.end for each in placed.values() for link in each.links}
        for one in placed.values():
            is_stacked = any(uses[one.layer, t] > 1 for t in range(one.first, one.last + 1))
            # A slot that leads to any layer finds its target by the number only.
            if is_stacked or one.first < one.last or one.piece.id in linked:
                number += 1
                one.number = number
        return placed

    def _numbered(self) -> Iterator[tuple[int, str]]:
        for number, (_, members) in enumerate(self._sentences, start=1):
            for place, token in enumerate(members, start=1):
                yield token, f"{number}-{place}"

    def lines(self) -> Iterator[str]:
        """Yield the lines of the table."""
        yield HEAD
        for layer, features in LAYERS.items():
            names = (
                f"ROLE_{layer}:{each}_{LINK}|uima.tcas.Annotation" if each == _SLOTS else each
                for each in features
            )
            yield "#T_SP=" + "|".join((layer, *names))
        yield ""  # a second line without anything follows, that of the first sentence
        by_token: dict[int, list[_Placed]] = {}
        for each in self._placed.values():
            for token in range(each.first, each.last + 1):
                by_token.setdefault(token, []).append(each)
        for span, members in self._sentences:
            yield ""
            lines = span.covered(self._text).split("\n")
            yield from (f"#Text={escaped_text(line)}" for line in lines)
            for token in members:
                yield self._row(token, by_token.get(token, ()))
        yield ""

    def _row(self, token: int, here: Sequence[_Placed]) -> str:
        span = self._tokens[token]
        begin, end = self._offsets.in_unit(span.start), self._offsets.in_unit(span.end)
        cells = [self._addresses[token], f"{begin}-{end}", escaped_word(span.covered(self._text))]
        for layer, features in LAYERS.items():
            stacked = [each for each in here if each.layer == layer]
            for feature in features:
                if feature == _SLOTS:
                    cells.append(_stack(stacked, self._roles, empty=_NOTHING))
                    cells.append("|".join(map(self._targets, stacked)) or _NOTHING)
                else:
                    cells.append(_stack(stacked, partial(_value, feature)))
        return "\t".join(cells) + "\t"

    def _roles(self, each: _Placed) -> str:
        return ";".join(escaped(link.label) for link in each.links)

    def _targets(self, each: _Placed) -> str:
        """Return where the slots lead; the numbers are those of the targets, not of the host."""
        return ";".join(self._address(self._placed[link.end]) for link in each.links) or "*"

    def _address(self, each: _Placed) -> str:
        place = self._addresses[each.first]
        return f"{place}[{each.number}]" if each.number else place


def _from_the_start(found: Sequence[Span]) -> tuple[Span, ...]:
    """Return the tokens, the blanks before the first one as a token too.

    INCEpTION lets a sentence begin where its first token does.
    """
    is_blank = bool(found) and found[0].start > 0
    return (Span(0, found[0].start), *found) if is_blank else tuple(found)


def escaped_word(word: str) -> str:
    """Return a token as its column holds it: nothing in it means anything there."""
    return re.sub(r"[\t\n]", " ", word)


def _stack(stacked: Sequence[_Placed], cell: Callable[[_Placed], str], *, empty: str = "*") -> str:
    numbers = (f"[{each.number}]" if each.number else "" for each in stacked)
    cells = (
        f"{cell(each) or empty}{number}" for each, number in zip(stacked, numbers, strict=True)
    )
    return "|".join(cells) or _NOTHING


def _value(feature: str, each: _Placed) -> str:
    piece, of = each.piece, each.piece.of
    if feature in ("label", "value"):
        return escaped(of.label)
    if feature == "name":
        return escaped(piece.id)
    if feature == "role":
        return escaped(of.role)
    if feature == "identifier":
        return escaped(str(of.attributes.get("actor", "")))
    if not piece.is_first or not of.attributes:
        return ""
    return escaped(json.dumps(plain_attributes(of.attributes)))


def _whole_sentences(text: str, found: Sequence[Span]) -> list[tuple[Span, list[int]]]:
    """Return the sentences with their tokens, each up to where the next begins."""
    starts = [0, *[span.start for span in sentences(text)][1:]] if found else []
    ends = [*starts[1:], len(text)]
    whole = [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    members: list[tuple[Span, list[int]]] = [(span, []) for span in whole]
    at = 0
    for number, token in enumerate(found):
        while token.start >= members[at][0].end:
            at += 1
        members[at][1].append(number)
    return members
