"""The built-in rule engine: from a text to what is marked in it before a person looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from annotator.corpus.article import Zone
from annotator.preannotation.found import ENGINE_NAME, ENGINE_VERSION, PIPES, Found, engine_detail
from annotator.preannotation.learning.layer import LearnedLayer
from annotator.preannotation.names.gazetteer import Entry, Gazetteer
from annotator.preannotation.pipelines.components import FOUND, NAMES, READING, ZONES, config
from annotator.preannotation.reading import Reading


def build_pipeline() -> Language:
    """Return a new spaCy pipeline: a blank English one with the rules as its components."""
    nlp = spacy.blank("en", config=config())
    for pipe in PIPES:
        nlp.add_pipe(pipe)
    nlp.meta["name"] = ENGINE_NAME.replace("-", "_")
    nlp.meta["version"] = ENGINE_VERSION
    nlp.max_length = 1 << 40  # our rules need no memory per character, unlike a parser
    return nlp


class Engine:
    """The rules, ready for use; making one takes about a second."""

    name = ENGINE_NAME
    version = ENGINE_VERSION

    def __init__(self) -> None:
        self.nlp = build_pipeline()

    @property
    def detail(self) -> str:
        """Say what the engine is made of, for the record of its run."""
        return engine_detail()

    def annotate(
        self,
        text: str,
        zones: Sequence[Zone] | None = None,
        *,
        learned: LearnedLayer | None = None,
        names: Gazetteer | None = None,
    ) -> list[Found]:
        """Return mentions (none overlapping another) and quotations, in the order of the text.

        With zones, boilerplate and passages in other languages are left alone and metadata gives
        dates only. Without, the language of each line decides. A learned layer goes over the
        mentions of the rules. ``names`` from :meth:`own_names` are known beside the shipped ones.
        """
        return self.annotate_doc(self.made(text, zones, names), learned=learned)

    def annotate_doc(self, doc: Doc, *, learned: LearnedLayer | None = None) -> list[Found]:
        """Return the same for a doc from :meth:`made`."""
        reading, found = _of(self.nlp(doc))
        if learned is not None:
            found = learned.revise(reading, found)
        return sorted(found, key=lambda each: (each.span, each.kind, each.label))

    def made(
        self, text: str, zones: Sequence[Zone] | None = None, names: Gazetteer | None = None
    ) -> Doc:
        """Return a text cut into tokens, with what else the rules go by."""
        doc = self.nlp.make_doc(text)
        if zones is not None:
            doc.user_data[ZONES] = tuple(zones)
        if names is not None:
            doc.user_data[NAMES] = names
        return doc

    def own_names(self, named: Iterable[tuple[str, str]]) -> Gazetteer | None:
        """Return names with their kinds for :meth:`annotate`; None where there are none.

        The shared engine stays as it is for others.
        """
        own = Gazetteer()
        is_empty = True
        for name, kind in named:
            words = [each.text for each in self.nlp.tokenizer(name.replace("’", "'"))]
            own.add(words, Entry(kind, "strong", None))
            is_empty = False
        own.seal()
        return None if is_empty else own

    def read(
        self, text: str, zones: Sequence[Zone] | None = None, names: Gazetteer | None = None
    ) -> tuple[Reading, list[Found]]:
        """Return the text as the rules see it, and what they find by themselves."""
        return _of(self.nlp(self.made(text, zones, names)))


def _of(doc: Doc) -> tuple[Reading, list[Found]]:
    return doc.user_data[READING], doc.user_data[FOUND]


@lru_cache(maxsize=1)
def shared_engine() -> Engine:
    """Return the engine of this process, made at the first call."""
    return Engine()
