"""Where a sentence falls into clauses: by punctuation and by the words that begin a clause."""

from __future__ import annotations

import re

from annotator.corpus.paragraphs import index_at, trimmed
from annotator.corpus.span import Span

# A clause begins after punctuation and a space, or with one of these words.
_BREAK = re.compile(
    r"[,;:](?=[\"'”’»]*\s)[\"'”’»]*|\s[—–-]{1,2}(?=\s)|[—–](?=\w)"
    r"|\s(?=(?:that|which|who|whom|whose|while|because|although|though|whereas|unless|if|when|"
    r"after|before|until|since|but|so that)\s)"
)
_SHORTEST = 2


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return the clauses of a sentence in order; a clause has at least two words.

    A rough cut for selecting with one key, not a parse: what is too short joins its neighbour.
    """
    found: list[Span] = []
    begin = sentence.start
    for match in _BREAK.finditer(text, sentence.start, sentence.end):
        piece = trimmed(text, begin, match.end())
        sides = (begin, match.end()), (match.end(), sentence.end)
        if piece is None or min(_words(text, *side) for side in sides) < _SHORTEST:
            continue
        found.append(piece)
        begin = match.end()
    last = trimmed(text, begin, sentence.end)
    if last is not None:
        found.append(last)
    return tuple(found)


def _words(text: str, start: int, end: int) -> int:
    """Count the words of a stretch, no further than is needed."""
    return len(text[start : min(end, start + 200)].split(None, _SHORTEST))


def clause_at(text: str, sentence: Span, offset: int) -> Span | None:
    """Return the clause of the sentence at an offset, or the nearest one before it."""
    found = clauses(text, sentence)
    index = index_at(found, offset)
    return None if index is None else found[index]
