"""The rules as spaCy components, so that the engine is an ordinary spaCy pipeline.

Each component keeps its share in ``doc.user_data``: the shared :class:`Reading`, and the list of
what was found. ``doc.ents`` gets the asserted names and numbers, ``doc.spans["uncertain"]`` the
doubtful ones, ``doc.spans["quotations"]`` the quotations and ``doc.spans["statements"]`` the
possible statements, as far as they fit spaCy's tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without types
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    filter_spans,
    registry,
)

from annotator.corpus.quotations import quotations
from annotator.corpus.span import Span
from annotator.preannotation.found import Found
from annotator.preannotation.names import finding as names
from annotator.preannotation.names import propagation
from annotator.preannotation.names.gazetteer import Gazetteer
from annotator.preannotation.names.gazetteer import load as load_gazetteer
from annotator.preannotation.numbers import counted as numbers
from annotator.preannotation.reading import Guess, Reading, read
from annotator.preannotation.reported import candidates

ZONES = "annotator.zones"
READING = "annotator.reading"
FOUND = "annotator.found"
NAMES = "annotator.names"
# A lost blank between two sentences: "of greed.”He said", "had run.The mayor".
_GLUED = (r"(?<=[.!?][”\"’»])(?=[A-Z][a-z])", r"(?<=[a-z][.!?])[”\"’»](?=[A-Z])")
IS_GLUED = re.compile(r"[.!?][”\"’»](?<=[a-z]..)[A-Z][a-z]")  # the rare ones first: it is faster
TOO_LONG = re.compile(r"\S{120,}")  # spaCy's tokenizer takes quadratic time over such


class ChunkingTokenizer:
    """spaCy's tokenizer, spared the overlong chunks without white space that hold no names."""

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._inner = self._made(nlp, ())
        self._glued = cache(lambda: self._made(nlp, _GLUED))  # seldom needed, and slower

    def _made(self, nlp: Language, more: tuple[str, ...]) -> Tokenizer:
        infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Za-z]\.)-(?=[A-Za-z])", *more]
        prefixes = [*(nlp.Defaults.prefixes or ()), r"/(?=[A-Z])"]
        suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[A-Z])/", r"(?<=/)\."]
        return Tokenizer(  # whole at once: each later change reads all exceptions again
            nlp.vocab,
            rules=nlp.Defaults.tokenizer_exceptions,
            prefix_search=compile_prefix_regex(prefixes).search,
            suffix_search=compile_suffix_regex(suffixes).search,
            infix_finditer=compile_infix_regex(infixes).finditer,
            token_match=nlp.Defaults.token_match,
            url_match=nlp.Defaults.url_match,
        )

    def __call__(self, text: str) -> Doc:
        """Cut a text into tokens."""
        inner = self._glued() if IS_GLUED.search(text) is not None else self._inner
        if TOO_LONG.search(text) is None:
            tokens: Doc = inner(text)
            return tokens
        words: list[str] = []
        spaces: list[bool] = []
        for piece, is_whole in _chunks(text):
            if is_whole:
                words.append(piece)
                spaces.append(False)
                continue
            for token in inner(piece):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self._vocab, words=words, spaces=spaces)

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Write nothing: the tokenizer is made from its name."""
        del path

    def from_disk(self, path: str | Path, **_: object) -> ChunkingTokenizer:
        """Read nothing: the tokenizer is made from its name."""
        del path
        return self

    def to_bytes(self, **_: object) -> bytes:
        """Return nothing: the tokenizer is made from its name."""
        return b""

    def from_bytes(self, data: bytes, **_: object) -> ChunkingTokenizer:
        """Take nothing: the tokenizer is made from its name."""
        del data
        return self


def _chunks(text: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for match in TOO_LONG.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], False
        yield match.group(), True
        at = match.end()
    if at < len(text):
        yield text[at:], False


def make_tokenizer() -> Callable[[Language], ChunkingTokenizer]:
    """Return the factory that spaCy's config names."""
    return ChunkingTokenizer


registry.tokenizers.register("annotator.Tokenizer.v1", func=make_tokenizer)


@Language.factory("annotator_reading", assigns=["doc.user_data"])
def make_reading(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that reads lines, their language and their style, and looks names up."""
    del name
    gazetteer = load_gazetteer(lambda text: [token.text for token in nlp.tokenizer(text)])

    def component(doc: Doc) -> Doc:
        return _read(doc, gazetteer)

    return component


def _read(doc: Doc, gazetteer: Gazetteer) -> Doc:
    words: list[str] = []
    starts: list[int] = []
    at = 0
    for token in doc:
        word = token.text
        if not word.isspace():
            words.append(word)
            starts.append(at)
        at += len(word) + (1 if token.whitespace_ else 0)
    own: Gazetteer | None = doc.user_data.get(NAMES)
    known = gazetteer if own is None else gazetteer.beside(own)
    doc.user_data[READING] = read(doc.text, words, starts, known, doc.user_data.get(ZONES))
    doc.user_data[FOUND] = []
    return doc


@Language.component("annotator_numbers", assigns=["doc.ents"])
def find_numbers(doc: Doc) -> Doc:
    """Find dates, times and numbers."""
    reading: Reading = doc.user_data[READING]
    found = list(numbers.find(reading))
    doc.user_data[FOUND] += found
    _show(doc, found)
    return doc


@Language.component("annotator_names", assigns=["doc.ents"])
def find_names(doc: Doc) -> Doc:
    """Find people, organisations, places and the rest that has a name."""
    reading: Reading = doc.user_data[READING]
    names.find(reading)
    propagation.settle(reading)
    found = list(_mentions(reading))
    doc.user_data[FOUND] += found
    _show(doc, found)
    return doc


def _mentions(reading: Reading) -> Iterator[Found]:
    end = 0
    for guess in reading.guesses:
        if guess.first >= end and not any(reading.taken[guess.first : guess.last]):
            end = guess.last
            yield _found(reading, guess)


def _found(reading: Reading, guess: Guess) -> Found:
    span = Span(reading.starts[guess.first], reading.ends[guess.last - 1])
    return Found("mention", span, guess.kind, guess.confidence, guess.rule, guess.country)


@Language.component("annotator_quotations", assigns=["doc.spans"])
def find_quotations(doc: Doc) -> Doc:
    """Find direct quotations in the lines worth reading."""
    reading: Reading = doc.user_data[READING]
    lines = [(line.start, line.end) for line in reading.lines if not line.is_facts]
    found = [
        Found("quotation", span, "direct", 0.9, "quotation-marks")
        for span in _inside(quotations(doc.text), lines)
    ]
    doc.user_data[FOUND] += found
    doc.spans["quotations"] = _spans(doc, found)
    return doc


@Language.component("annotator_statements", assigns=["doc.spans"])
def find_statements(doc: Doc) -> Doc:
    """Find possible statements: who says what, with which words."""
    before: list[Found] = doc.user_data[FOUND]
    marks = [each.span for each in before if each.kind == "quotation"]
    dates = sorted(each.span for each in before if each.label in ("DATE", "TIME"))
    found = candidates.find(doc.user_data[READING], marks, dates)
    doc.user_data[FOUND] = [*before, *found]
    doc.spans["statements"] = _spans(doc, found)
    return doc


def _inside(spans: Sequence[Span], lines: Sequence[tuple[int, int]]) -> Iterator[Span]:
    at = 0
    for span in spans:
        while at < len(lines) and lines[at][1] <= span.start:
            at += 1
        if at < len(lines) and lines[at][0] < span.end:
            yield span


def _show(doc: Doc, found: Sequence[Found]) -> None:
    sure = _spans(doc, [each for each in found if each.is_certain])
    doc.ents = filter_spans([*doc.ents, *sure])
    unsure = _spans(doc, [each for each in found if not each.is_certain])
    doc.spans["uncertain"] = [*doc.spans.get("uncertain", []), *unsure]


def _spans(doc: Doc, found: Sequence[Found]) -> list[SpacySpan]:
    spans = (
        doc.char_span(each.span.start, each.span.end, label=each.label, alignment_mode="expand")
        for each in found
    )
    return [span for span in spans if span is not None]


def config() -> dict[str, Any]:
    """Return the part of a spaCy config that makes the tokenizer ours."""
    return {"nlp": {"tokenizer": {"@tokenizers": "annotator.Tokenizer.v1"}}}
