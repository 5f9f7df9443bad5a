"""Reports without a verb of saying: "according to X", "X's claim that", "a call by X for"."""

from __future__ import annotations

from dataclasses import replace

from annotator.preannotation.names.lexicon import words
from annotator.preannotation.reported import speakers
from annotator.preannotation.reported.cues import BE, CUES, LIGHT, NOUNS, Cue
from annotator.preannotation.reported.report import Report
from annotator.preannotation.reported.speakers import Scene, Words

_LINKS = words("that of against for to about on over")
_SENDERS = words("by from")
_PRONOUNS = words("him her them it us me")
_QUOTING = words("quoted quotes quoting cited cites citing reported")
_OPINIONS = words("opinion view eyes")
_OWN = words("his her their its my our")
_ENDS = frozenset((",", ";", ":", ".", "(", "—", "–"))


def according(scene: Scene, floor: int, limit: int, index: int) -> Report | None:
    """Return the report in "according to X", "in the words of X", "in X's view"."""
    held = _held_by(scene, floor, limit, index)
    if held is not None:
        return held
    opening = _opening(scene, floor, limit, index)
    if opening is None:
        return None
    first, begin = opening
    last = _end_of_source(scene, begin, limit)
    is_pronoun = last - begin == 1 and scene.reading.lower[begin] in _PRONOUNS
    holds = is_pronoun or any(scene.holds(each) for each in range(begin, last))
    if last == begin or not (holds or scene.reading.lower[index] in _OPINIONS):
        return None
    start = first - 1 if first > floor and scene.reading.lower[first - 1] == "," else first
    return Report(CUES["said"], first, begin, (begin, last), "according", start, cuts=True)


def _held_by(scene: Scene, floor: int, limit: int, index: int) -> Report | None:
    """Return the report in "in his opinion", "in Kabul's view"."""
    lower = scene.reading.lower
    if lower[index] not in _OPINIONS or index + 2 >= limit or lower[index + 1] == "of":
        return None
    if index > floor and lower[index - 1] in _OWN and lower[index - 2] == "in":
        return Report(
            CUES["said"],
            index - 2,
            index + 1,
            (index - 1, index),
            "according",
            index - 2,
            cuts=True,
        )
    owner = index - 1
    if owner <= floor or lower[owner] not in ("'s", "'"):
        return None
    first = owner
    while first > floor and owner - first < 7 and lower[first - 1] != "in":
        first -= 1
    if first <= floor or lower[first - 1] != "in" or scene.quoted[index] >= 0:
        return None
    start = first - 2 if first - 1 > floor and lower[first - 2] == "," else first - 1
    return Report(CUES["said"], first - 1, index + 1, (first, owner), "according", start, cuts=True)


def _opening(scene: Scene, floor: int, limit: int, index: int) -> Words | None:
    """Return where the words begin that lead to a source, and where the source does."""
    lower = scene.reading.lower
    if index + 2 >= limit:
        return None
    if lower[index] == "according":
        return (index, index + 2) if lower[index + 1] == "to" else None
    if lower[index] == "per":
        is_led = index > floor and lower[index - 1] == ","
        return (index, index + 1) if is_led else None
    is_opinion = lower[index + 1] == "of" and index - 2 >= floor and lower[index - 1] == "the"
    is_led = is_opinion and (index - 2 == floor or lower[index - 3] in (",", "but", "and"))
    return (index - 2, index + 2) if is_led and lower[index - 2] == "in" else None


def _end_of_source(scene: Scene, begin: int, limit: int) -> int:
    reading, last = scene.reading, begin
    while last < limit and scene.quoted[last] < 0:
        is_end = reading.words[last] in _ENDS
        if is_end or (reading.lower[last] in ("who", "which", "that", "and") and last > begin):
            break
        last += 1
    return last


def owned(scene: Scene, floor: int, limit: int, index: int) -> Report | None:
    """Return the report in "Kabul's repeated claims that ...", "Russian warnings of ..."."""
    reading = scene.reading
    if index + 1 >= limit:
        return None
    if reading.lower[index + 1] in _SENDERS:
        return _sent(scene, limit, index)
    at = index - 1
    while at > floor and index - at < 4 and reading.words[at].isalpha() and not scene.holds(at):
        at -= 1
    if at < floor or reading.lower[index + 1] not in _LINKS:
        return None
    cue = Cue((NOUNS[reading.lower[index]],), "object", "base")
    if reading.lower[at] in ("'s", "'") and at > floor and scene.holds(at - 1):
        guess = scene.named[at - 1]
        first = guess.first if guess is not None else at - 1
        first -= first > floor and reading.lower[first - 1] == "the"
        return Report(cue, at + 1, index + 1, (first, at + 1), "owner", first, cuts=False)
    guess = scene.named[at]
    if at == index - 1 and guess is not None and guess.kind in ("NORP", "ORG"):
        source = (guess.first, guess.last)
        return Report(cue, index, index + 1, source, "owner", guess.first, cuts=False)
    return None


def _sent(scene: Scene, limit: int, index: int) -> Report | None:
    """Return the report in "a call by X for ...", "claims by X that ..."."""
    lower = scene.reading.lower
    begin = end = index + 2
    while end < limit and not (lower[end] in _LINKS and scene.named[end] is None):
        if scene.is_edge(end) or scene.quoted[end] >= 0:
            return None
        end += 1
    source = speakers.holder(scene, begin, end)
    if source is None or source[0] != begin or end >= limit:
        return None
    cue = Cue((NOUNS[lower[index]],), "object", "base")
    return Report(cue, index, end, source, "owner", index, cuts=False)


def made(scene: Scene, floor: int, limit: int, index: int) -> Report | None:
    """Return the report in "X issued a warning that ...", "X has renewed its call for ..."."""
    lower = scene.reading.lower
    noun = _noun_of(scene, index, limit)
    at = index - 1
    while at >= floor and speakers.is_adverb(lower[at]) and scene.named[at] is None:
        at -= 1
    if noun is None or at < floor:
        return None
    source = speakers.before(scene, floor, index)
    if source is None:
        return None
    cue = Cue((NOUNS[lower[noun]],), "object", LIGHT[lower[index]])
    return Report(cue, index, noun + 1, source, "subject", source[0], cuts=source[0] <= floor)


def _noun_of(scene: Scene, index: int, limit: int) -> int | None:
    """Return the noun for what is said behind a verb as light as "issued"."""
    lower = scene.reading.lower
    for at in range(index + 1, min(limit - 1, index + 5)):
        if scene.quoted[at] >= 0 or scene.named[at] is not None or lower[at] in _LINKS:
            return None
        if lower[at] in NOUNS and (lower[at + 1] in _LINKS or _is_addressed(scene, at + 1, limit)):
            return at
    return None


def _is_addressed(scene: Scene, at: int, limit: int) -> bool:
    """Tell whether "with France" or "at the council" stands between a protest and its reason."""
    lower = scene.reading.lower
    if lower[at] not in ("with", "at", "to"):
        return False
    return any(
        lower[each] in ("over", "against", "about") for each in range(at, min(limit, at + 7))
    )


def quoted_as(scene: Scene, floor: int, index: int) -> Report | None:
    """Return the report in "X was quoted by Y as saying", "the agency quoted X as saying"."""
    lower = scene.reading.lower
    for at in range(index - 2, max(floor, index - 30) - 1, -1):
        if scene.quoted[at] >= 0:
            return None
        if lower[at] not in _QUOTING or scene.named[at] is not None:
            continue
        first = at
        while first > floor and lower[first - 1] in BE:
            first -= 1
        source = (
            speakers.before(scene, floor, first) if first < at else _whole(scene, at, index - 1)
        )
        if source is None:
            return None
        cue = replace(CUES["saying"], form="past")
        start = source[0] if first < at else source[0] - 1
        return Report(cue, index - 1, index + 1, source, "subject", start, cuts=True)
    return None


def _whole(scene: Scene, verb: int, end: int) -> Words | None:
    """Return the person quoted, with what follows the name between commas."""
    last = end - 1 if scene.reading.lower[end - 1] == "," else end
    holds = any(scene.holds(at) for at in range(verb + 1, last))
    return (verb + 1, last) if holds else None
