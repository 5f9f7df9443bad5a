"""Reports in the passive: "was accused by X of lying", "the plan was rejected by Y"."""

from __future__ import annotations

from annotator.preannotation.names.lexicon import words
from annotator.preannotation.reported import speakers
from annotator.preannotation.reported.cues import BE, NOT_FACTUAL, Cue
from annotator.preannotation.reported.report import Report
from annotator.preannotation.reported.speakers import Scene, Words

_FRAMES = frozenset(("of", "ask", "to", "object", "tell", "clause", "warn", "judge", "as", "deed"))
_FAR = 12  # words between a verb and "by"
_PASSING = BE | words("has have had also since then once now already again")
_DETERMINERS = words("the a an his her its their this that these those both all some such")


def find(scene: Scene, floor: int, limit: int, index: int, cue: Cue) -> Report | None:
    """Return the report of a past participle behind "was", where "by" names who says it."""
    if cue.form != "past" or cue.frame not in _FRAMES:
        return None
    by = _by(scene, index, limit)
    source = _agent(scene, by, limit) if by is not None else None
    if source is None:
        return None
    be = index
    while be > floor and (
        scene.reading.lower[be - 1] in _PASSING or speakers.is_adverb(scene.reading.lower[be - 1])
    ):
        be -= 1
    if be > floor and scene.reading.lower[be - 1] in NOT_FACTUAL:
        return None
    patient = _patient(scene, floor, be)
    if patient is None:
        return None
    return Report(cue, be, index + 1, source, "agent", patient[0], cuts=True, patient=patient)


def _by(scene: Scene, index: int, limit: int) -> int | None:
    for at in range(index + 1, min(limit, index + _FAR)):
        if scene.reading.lower[at] == "by" and scene.quoted[at] < 0 and scene.named[at] is None:
            return at
        if scene.is_edge(at) and scene.quoted[at] < 0:
            return None
    return None


def _agent(scene: Scene, by: int, limit: int) -> Words | None:
    lower, reading = scene.reading.lower, scene.reading
    end = by + 1
    while end < limit and scene.quoted[end] < 0 and not scene.dated[end]:
        if scene.named[end] is None:
            is_place = lower[end] in ("of", "in", "from") and end + 1 < limit
            is_more = is_place and (
                scene.named[end + 1] is not None or reading.words[end + 1][0].isupper()
            )
            if scene.is_edge(end) or reading.words[end] == ".":
                break
            if speakers.is_preposition(lower[end]) and not is_more:
                break
        end += 1
    return speakers.holder(scene, by + 1, end)


def _patient(scene: Scene, floor: int, end: int) -> Words | None:
    """Return the subject before a passive, whatever it is."""
    lower = scene.reading.lower
    if end > floor and lower[end - 1] in ("which", "that", "who"):
        return end - 1, end
    first = speakers.left_edge(scene, floor, end)
    begin = first
    while begin < end and lower[begin] in speakers.LEADS and scene.named[begin] is None:
        begin += 1
    if begin < end and speakers.is_preposition(lower[begin]) and scene.named[begin] is None:
        for at in range(end - 1, begin, -1):
            if lower[at] in _DETERMINERS:
                begin = at
                break
    return (begin, end) if begin < end else None
