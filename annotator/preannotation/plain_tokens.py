"""The tokens of spaCy's own tokenizer for English, kept so that no export has to find them again.

The engine cuts a little finer than spaCy's own tokenizer does, in few texts: where there is nothing
that only the engine cuts, its tokens are spaCy's.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from annotator.corpus.token_cuts import packed
from annotator.preannotation.components import IS_GLUED, TOO_LONG

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# What the engine's tokenizer cuts beside what spaCy's own does (see ChunkingTokenizer).
_FINER = re.compile(rf"/[A-Z]|[A-Z]/|/\.|[A-Za-z]\.-[A-Za-z]|{IS_GLUED.pattern}")


def plain_cuts(doc: Doc) -> bytes | None:
    """Return how spaCy's own tokenizer cuts the text of a doc that the engine has cut.

    None for a text with overlong words, over which that tokenizer takes very long.
    """
    if TOO_LONG.search(doc.text) is not None:
        return None
    if _FINER.search(doc.text) is not None:
        doc = _plain().tokenizer(doc.text)
    lengths = doc.to_array(["LENGTH", "SPACY"])
    return packed((int(length), bool(is_spaced)) for length, is_spaced in lengths.tolist())


@cache
def _plain() -> Language:
    import spacy

    return spacy.blank("en")
