"""The built-in rule engine: from a text to what is marked in it before a person looks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import spacy
from spacy.language import Language

from annotator.corpus.article import Zone
from annotator.preannotation.components import FOUND, ZONES, config
from annotator.preannotation.found import ENGINE_NAME, ENGINE_VERSION, PIPES, Found, engine_detail


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

    def annotate(self, text: str, zones: Sequence[Zone] | None = None) -> list[Found]:
        """Return mentions (none overlapping another) and quotations, in the order of the text.

        With zones, boilerplate and passages in other languages are left alone and metadata gives
        dates only. Without, the language of each line decides.
        """
        doc = self.nlp.make_doc(text)
        if zones is not None:
            doc.user_data[ZONES] = tuple(zones)
        found: list[Found] = self.nlp(doc).user_data[FOUND]
        return sorted(found, key=lambda each: (each.span, each.kind, each.label))


@lru_cache(maxsize=1)
def shared_engine() -> Engine:
    """Return the engine of this process, made at the first call."""
    return Engine()
