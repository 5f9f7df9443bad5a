"""Parts what somebody says in several sentences by the kind of claim that each of them makes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span
from annotator.preannotation.names.lexicon import words
from annotator.preannotation.reported.claims import claim_types
from annotator.preannotation.reported.speakers import Scene, Words

Content = tuple[Words, ...]
_BEFORE_SUBJECT = words("that the its his her in on") | frozenset(("“", '"', "‘", "'"))
_NO_COMMENT = re.compile(
    r"\b(?:no comment|nothing (?:more |further |new )?to (?:say|add|share|offer|announce|tell)|"
    r"no (?:information|details?) (?:to|on|about)|"
    r"not aware of)\b",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"\W*(?:good (?:morning|afternoon|evening)|thank you|thanks|hello|hi|welcome|let me finish"
    r"|okay|ok|sure|go ahead|next(?: question)?|please|with that|so,? with that|all right|right"
    r"|yeah|yes|no|i have (?:one|a few|two|some) (?:things?|points?|announcements?)|excuse me"
    r"|sorry|got it|over to you|your turn|any reaction|follow up)\b.{0,40}\Z",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?[”\"’' ]*\Z")
_OFFICIAL = words("minister government ministry president premier cabinet secretary")
_FORMAL = 9  # words
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_LEAST = 3  # words that make a statement of their own
_SHORT = 20  # words; a longer refusal to comment says something besides


def parted(
    scene: Scene, content: Content, acts: tuple[str, ...], holder: Words, *, is_each: bool
) -> list[tuple[Content, tuple[str, ...]]]:
    """Return what is said with its claim types, in parts of one first claim type each.

    With ``is_each``, each sentence is a part. What only says that nothing is said is left out.
    """
    found: list[Content] = []
    known: list[str] = []
    for piece in _pieces(scene, content):
        told = " ".join(scene.reading.covered(*each) for each in piece)
        size = len(_WORD.findall(told))
        if _NO_COMMENT.search(told) is not None and size <= _SHORT:
            continue
        if is_each and size <= _FORMAL and _FORMULA.match(told) is not None:
            continue
        # By signal words alone: what is only likely in a quotation parts nothing.
        act = claim_types(acts, told, about=_relation(scene, piece[0], holder))[0]
        act = "question" if _QUESTION.search(told) is not None else act
        if found and (size < _LEAST or (known[-1] == act and not is_each)):
            found.append(_joined(found.pop(), piece))
        else:
            found.append(piece)
            known.append(act)
    return [(each, typed(scene, each, acts, holder)) for each in found]


def typed(scene: Scene, content: Content, acts: tuple[str, ...], holder: Words) -> tuple[str, ...]:
    """Return the claim types of what a holder says, the likeliest first."""
    told = " ".join(scene.reading.covered(*each) for each in content)
    is_quote = scene.quoted[content[0][0]] >= 0
    relation = _relation(scene, content[0], holder)
    types = claim_types(acts, told, about=relation, is_quote=is_quote)
    is_question = is_quote and _QUESTION.search(told) is not None
    if is_question and types[0] in ("fact", "evaluation", "prediction"):
        return tuple(dict.fromkeys(("expressive", *types)))  # "Where is the army?"
    return types


def _joined(before: Content, piece: Content) -> Content:
    """Join two parts; words that follow each other are one stretch."""
    if before[-1][1] == piece[0][0]:
        return (*before[:-1], (before[-1][0], piece[0][1]), *piece[1:])
    return (*before, *piece)


def _pieces(scene: Scene, content: Content) -> list[Content]:
    """Return the sentences of a content; one may go on behind the reporting clause."""
    found: list[Content] = []
    end = content[0][0]
    for fragment in content:
        goes_on = bool(found) and "." not in scene.reading.words[end : fragment[0]]
        for number, piece in enumerate(_sentences(scene, fragment)):
            if goes_on and number == 0:
                found[-1] = (*found[-1], piece)
            else:
                found.append((piece,))
        end = fragment[1]
    return found


def _sentences(scene: Scene, fragment: Words) -> Iterator[Words]:
    reading = scene.reading
    at, last = fragment
    whole = Span(reading.starts[at], reading.ends[last - 1])
    for sentence in sentences(reading.text, whole):
        first = at
        while at < last and reading.starts[at] < sentence.end:
            at += 1
        if at < last and reading.words[at] in ("”", '"', "’", "''"):
            at += 1
        if first < at:
            yield first, at
    if at < last:
        yield at, last


def _is_official(scene: Scene, holder: Words) -> bool:
    """Tell whether somebody of whom no country is known speaks for one: "the army spokesman"."""
    return any(
        lower.startswith("spokes") or lower in _OFFICIAL
        for lower in scene.reading.lower[slice(*holder)]
    )


def _relation(scene: Scene, content: Words, holder: Words) -> str:
    """Tell whom a content begins with: "own" (the holder), "other" (another country) or ""."""
    reading = scene.reading
    first = content[0]
    while first < content[1] - 1 and reading.lower[first] in _BEFORE_SUBJECT:
        first += 1
    guess = scene.named[first]
    countries = {each.country for each in scene.named[slice(*holder)] if each is not None}
    names = {reading.lower[at] for at in range(*holder) if len(reading.lower[at]) > 3}
    stop = min(first + 2, content[1]) if guess is None else guess.last
    is_own = any(reading.lower[at] in names for at in range(first, stop))
    if guess is None or is_own or guess.country is None:
        return "own" if is_own else ""
    if guess.country in countries or (not countries - {None} and _is_official(scene, holder)):
        return "own"
    return "other" if countries - {None} and guess.kind in ("GPE", "NORP") else ""
