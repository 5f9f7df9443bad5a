"""The tokens of spaCy's own tokenizer for English, kept so that no export has to find them again.

The engine cuts a little finer than spaCy's own tokenizer does, in few texts: where there is nothing
that only the engine cuts, its tokens are spaCy's.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from annotator.corpus.token_cuts import packed_numbers
from annotator.preannotation.pipelines.components import IS_GLUED, TOO_LONG

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# What the engine's tokenizer cuts beside what spaCy's own does (see ChunkingTokenizer).
_FINER = (re.compile(r"/[A-Z.]|/(?<=[A-Z]/)"), re.compile(r"\.-(?<=[A-Za-z]..)[A-Za-z]"), IS_GLUED)


def plain_cuts(text: str, doc: Doc) -> bytes | None:
    """Return how spaCy's own tokenizer cuts a text of which the engine made a doc.

    None for a text with overlong words, over which that tokenizer takes very long.
    """
    if TOO_LONG.search(text) is not None:
        return None
    if any(each.search(text) is not None for each in _FINER):
        doc = _plain().tokenizer(text)
    lengths, spaces = doc.to_array(["LENGTH", "SPACY"]).T
    return packed_numbers((lengths * 2 + spaces).tolist())


@cache
def _plain() -> Language:
    import spacy

    return spacy.blank("en")
