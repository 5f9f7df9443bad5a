"""What a report says: the words behind or before the cue, by the way its verb goes on."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.preannotation.cues import FEELINGS, needs_that
from annotator.preannotation.lexicon import words
from annotator.preannotation.reports import Report
from annotator.preannotation.speakers import FINITE, Scene, Words

_ADJUNCT = words("on in at during to from through via after before by ahead following amid with")
_VENUES = words(
    """statement interview report briefing conference post speech letter message tweet reporters
    journalists television tv radio parliament lawmakers address remarks meeting call x facebook
    telegram here today yesterday earlier late briefings"""
)
_STOPS = frozenset(".,;:!?—–)]")
_NO_CLAUSE = words("of about against as and or but for with by from into than over")
_BY_DEFAULT = words("to on in at during from through via after before ahead following amid")
_INTRODUCING = words(
    """in on at during after before as speaking asked responding citing meanwhile however earlier
    later despite while when amid for with following under since separately additionally also
    moreover according"""
)
_QUIET = words("comment say speak respond answer elaborate discuss")


@dataclass(frozen=True, slots=True)
class Said:
    """The content's stretches of words, the addressee's, and the rule that found them."""

    content: tuple[Words, ...]
    rule: str
    confidence: float
    addressee: Words | None = None
    acts: tuple[str, ...] = ()
    last_cue_word: int = 0


def find(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    """Return what a report says between the words ``floor`` and ``limit``; None for nothing."""
    if report.tie == "according":
        return _according(scene, report, floor, limit)
    if report.tie == "owner":
        return _noun(scene, report, limit)
    return _FRAMES[report.cue.frame](scene, report, floor, limit)


def trimmed(scene: Scene, first: int, last: int) -> Words | None:
    """Return words without the punctuation around them, as far as it is not quoted."""
    words_ = scene.reading.words
    while first < last and scene.quoted[first] < 0 and words_[first][0] in _STOPS:
        first += 1
    while first < last and scene.quoted[last - 1] < 0 and words_[last - 1][-1] in _STOPS:
        if len(words_[last - 1]) > 1 and words_[last - 1][0].isalnum():
            break
        last -= 1
    return (first, last) if first < last else None


def _behind(scene: Scene, first: int, limit: int, rule: str, confidence: float) -> Said | None:
    found = trimmed(scene, first, limit)
    return Said((found,), rule, confidence) if found is not None else None


def skip_adjuncts(scene: Scene, at: int, limit: int) -> int:
    """Return where a clause may begin behind "on Friday", "in a statement", "to reporters"."""
    lower = scene.reading.lower
    while at < limit:
        if scene.dated[at] or lower[at] in ("here", "late", "earlier", "also", "later", "again"):
            at += 1
        elif lower[at] in _ADJUNCT and scene.quoted[at] < 0:
            after = _adjunct_end(scene, at, limit)
            if after == at:
                return at
            at = after
        else:
            return at
    return at


def _adjunct_end(scene: Scene, at: int, limit: int) -> int:
    """Return the end of an adjunct: a date, a word for an occasion, or before "that" or a mark."""
    lower = scene.reading.lower
    for index in range(at + 1, min(limit, at + 16)):
        if lower[index] == "that" or scene.quoted[index] >= 0 or lower[index] in (",", ":"):
            return index
        if scene.dated[index] and not (index + 1 < limit and scene.dated[index + 1]):
            return index + 1
        if lower[index] in _VENUES and scene.named[index] is None:
            return index + 1
    return limit if limit - at <= 16 else at


def _clause(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    if report.tie == "inverted":
        assert report.source is not None
        behind = skip_adjuncts(scene, report.source[1], limit)
    else:
        behind = skip_adjuncts(scene, report.last, limit)
    prior = _prior(scene, report, floor)
    after = _clause_at(scene, behind, limit, is_inverted=report.tie == "inverted")
    if (
        behind < limit
        and scene.reading.lower[behind] == "of"
        and _verb(scene, report)[:4] == "warn"
    ):
        after = _behind(scene, behind + 1, limit, "object", 0.7)
    if after is not None and after.rule == "clause":
        verb = _verb(scene, report)
        if needs_that(verb) or (after.confidence < 0.6 and verb.startswith("add")):
            after = None
    if prior is not None and after is not None and _is_quote(scene, prior):
        if after.rule == "quote-after":
            return Said((*prior.content, *after.content), "quote-interrupted", 0.9)
        return prior
    if after is not None and not (prior is not None and report.tie == "inverted"):
        return after
    return prior


def _verb(scene: Scene, report: Report) -> str:
    return scene.reading.lower[report.last - 1]


def _is_quote(scene: Scene, said: Said) -> bool:
    return scene.quoted[said.content[-1][1] - 1] >= 0


def _clause_at(scene: Scene, at: int, limit: int, *, is_inverted: bool) -> Said | None:
    if at >= limit:
        return None
    lower = scene.reading.lower
    mark = at
    while mark < limit and lower[mark] in (",", ":", ".") and scene.quoted[mark] < 0:
        mark += 1
    if mark < limit and scene.quoted[mark] >= 0:
        return _behind(scene, mark, limit, "quote-after", 0.9)
    if lower[at] == ":" and limit - at > 2:
        return _behind(scene, at + 1, limit, "clause-colon", 0.75)
    if lower[at] == "that" and limit - at > 2:
        return _behind(scene, at, limit, "clause-that", 0.9)
    is_clause = lower[at] not in _NO_CLAUSE and lower[at] not in _BY_DEFAULT
    if is_inverted or not is_clause or lower[at][0] in _STOPS or lower[at] in ("so", "it."):
        return None
    if limit - at < 3:
        return None
    asserts = any(lower[index] in FINITE for index in range(at, limit))
    return _behind(scene, at, limit, "clause", 0.75 if asserts else 0.55)


def _prior(scene: Scene, report: Report, floor: int) -> Said | None:
    """Return what stands before the reporting clause, where a comma or a mark parts them."""
    end = report.start
    reading = scene.reading
    if end <= floor or report.tie in ("shared", "with"):
        return None
    is_parted = scene.quoted[end - 1] >= 0 or reading.words[end] == ","
    is_parted = is_parted or reading.words[end - 1] == ","
    found = trimmed(scene, floor, end)
    if not is_parted or found is None or found[1] - found[0] < 2:
        return None
    first, last = found
    if scene.quoted[last - 1] >= 0:
        opening = last - 1
        while opening > first and scene.quoted[opening - 1] == scene.quoted[last - 1]:
            opening -= 1
        is_led = reading.words[opening - 1] in (",", ":") or opening == first
        return Said(((opening if is_led else first, last),), "quote-before", 0.9)
    if reading.lower[first] in _INTRODUCING and "," not in reading.words[first:last]:
        return Said(((first, last),), "clause-before", 0.4)
    return Said(((first, last),), "clause-before", 0.8)


def _tell(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    lower = scene.reading.lower
    at = report.last
    asked = _asked_to(scene, at, limit)
    if asked is not None:
        return Said(asked.content, asked.rule, 0.85, asked.addressee, ("call",))
    while at < limit and lower[at] not in ("that", ":", ",") and scene.quoted[at] < 0:
        if at - report.last > 14:
            break
        at += 1
    addressee = trimmed(scene, report.last, _addressee_end(scene, report.last, at))
    prior = _prior(scene, report, floor)
    is_over = at >= limit or lower[at] != "that"
    if prior is not None and is_over and (_is_quote(scene, prior) or prior.confidence > 0.5):
        return _addressed(prior, addressee)
    if at < limit and (lower[at] in ("that", ":") or scene.quoted[at] >= 0):
        found = _clause_at(scene, at, limit, is_inverted=False)
        return _addressed(found, addressee) if found is not None else None
    if at < limit and lower[at] == "," and at + 1 < limit and scene.quoted[at + 1] >= 0:
        found = _behind(scene, at + 1, limit, "quote-after", 0.9)
        return _addressed(found, addressee) if found is not None else None
    return _told_bare(scene, report, limit) or (_addressed(prior, addressee) if prior else None)


def _told_bare(scene: Scene, report: Report, limit: int) -> Said | None:
    """Return the content of "told reporters the deal was off": behind a word for the addressee."""
    at = report.last
    guess = scene.named[at] if at < limit else None
    lower = scene.reading.lower
    if guess is None and at < limit and lower[at] in ("the", "a", "an", "his", "her", "their"):
        guess = scene.named[at + 1] if at + 1 < limit else None
        at += 1
    at = guess.last if guess is not None else at + 1
    at = skip_adjuncts(scene, at, limit)
    if at >= limit - 2 or lower[at] in _NO_CLAUSE or lower[at] in ("to", ","):
        return None
    return _behind(scene, at, limit, "clause", 0.6)


def _addressee_end(scene: Scene, first: int, last: int) -> int:
    for index in range(first, last):
        is_more = index > first and scene.reading.lower[index] in _ADJUNCT
        if scene.dated[index] or (is_more and scene.named[index] is None):
            return index
    return last


def _addressed(said: Said, addressee: Words | None) -> Said:
    return Said(said.content, said.rule, said.confidence, addressee, said.acts)


def _ask(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    lower = scene.reading.lower
    at = report.last
    if at < limit and lower[at] in ("not", "about", "whether", "if", "why", "how", "what", "who"):
        return None
    if at < limit and lower[at] == "to" and lower[report.last - 1].startswith("appeal"):
        at += 1
    elif at < limit and lower[at] in ("for", "that"):
        return _behind(scene, at + (lower[at] == "for"), limit, "asked-for", 0.8)
    asked = _asked_to(scene, at, limit)
    if asked is not None:
        return asked
    prior = _prior(scene, report, floor)
    if prior is not None and _is_quote(scene, prior):
        return prior
    return _object(scene, report, floor, limit)


def _asked_to(scene: Scene, at: int, limit: int) -> Said | None:
    """Return what "both sides to leave" asks, and of whom."""
    to = _word(scene, "to", at, limit)
    if to is None or to + 1 >= limit or to == at:
        return None
    lower = scene.reading.lower
    addressee = trimmed(scene, at, to)
    if addressee is None or any(lower[index] in ("that", ",") for index in range(*addressee)):
        return None
    is_named = _is_somebody(scene, addressee) or lower[at] in ("the", "both", "all", "its", "his")
    if not is_named or scene.reading.words[to + 1][0].isupper() != (
        scene.reading.words[to] == "To"
    ):
        return None
    found = _behind(scene, to, limit, "to-infinitive", 0.9)
    return _addressed(found, addressee) if found is not None else None


def _is_somebody(scene: Scene, found: Words) -> bool:
    lower = scene.reading.lower
    return any(
        scene.named[index] is not None
        or scene.holds(index)
        or lower[index] in ("them", "it", "him", "her", "us", "all", "both")
        for index in range(*found)
    )


def _word(scene: Scene, word: str, first: int, limit: int) -> int | None:
    """Return the first place of a word that stands neither quoted nor in a name."""
    for index in range(first, min(limit, first + 25)):
        is_free = scene.quoted[index] < 0 and scene.named[index] is None
        if is_free and scene.reading.lower[index] == word:
            return index
    return None


def _call(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    del floor
    lower = scene.reading.lower
    at = report.last
    if at + 1 >= limit:
        return None
    if lower[at] == "for":
        found = _behind(scene, at + 1, limit, "called-for", 0.9)
        return None if found is None else _with_cue(found, at + 1)
    if lower[at] in ("on", "upon"):
        to = _word(scene, "to", at + 1, limit)
        addressee = trimmed(scene, at + 1, to) if to is not None else None
        if to is None or addressee is None or not _is_somebody(scene, addressee):
            return None
        found = _behind(scene, to, limit, "to-infinitive", 0.9)
        return _with_cue(_addressed(found, addressee), at + 1) if found is not None else None
    if lower[at] in ("off", "in", "out", "up", "to", "it", "by") and lower[at] != "it":
        return None
    judges = any(
        scene.quoted[index] >= 0 or lower[index] in ("a", "an")
        for index in range(at + 1, min(limit, at + 14))
    )
    found = _behind(scene, at, limit, "called-as", 0.6) if judges else None
    return None if found is None else Said(found.content, found.rule, 0.6, acts=("evaluation",))


def _with_cue(said: Said, last: int) -> Said:
    return Said(said.content, said.rule, said.confidence, said.addressee, said.acts, last)


def _of(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    del floor
    at = report.last
    if at >= limit or scene.reading.lower[at] in ("of", "by", "in"):
        return None
    of = _word(scene, "of", at, limit)
    while of is not None and of + 1 < limit and not _is_deed(scene, of + 1):
        following = _word(scene, "of", of + 1, limit)
        if following is None:
            break
        of = following
    if of is not None and scene.reading.lower[report.last - 1].startswith("accus"):
        return _behind(scene, of + 1, limit, "accused-of", 0.9)
    return _behind(scene, at, limit, "blamed", 0.8)


def _is_deed(scene: Scene, index: int) -> bool:
    return scene.reading.lower[index].endswith("ing") or scene.named[index] is None


def _object(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    reading = scene.reading
    at = report.last
    source = report.source
    if source is not None and source[0] - 1 > floor and reading.lower[source[0] - 1] == "which":
        which = (source[0] - 1, source[0])
        return Said((which,), "which", 0.6)
    if at >= limit or (reading.words[at][0] in _STOPS and scene.quoted[at] < 0):
        return None
    is_bare = reading.lower[at] in _NO_CLAUSE or reading.lower[at] in _ADJUNCT
    if is_bare and scene.quoted[at] < 0:
        return None
    return _behind(scene, at, limit, "object", 0.7)


def _feeling(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    del floor
    lower = scene.reading.lower
    for index in range(report.last, min(limit, report.last + 5)):
        act = FEELINGS.get(lower[index])
        if act is not None and scene.quoted[index] < 0:
            found = _behind(scene, report.last, limit, "expressed", 0.9)
            return None if found is None else Said(found.content, found.rule, 0.9, acts=(act,))
        if lower[index] in _ADJUNCT:
            return None
    return None


def _as(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    del floor
    link = _word(scene, "as", report.last, limit)
    if link is None or link == report.last:
        return None
    return _behind(scene, report.last, limit, "described-as", 0.85)


def _deed(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    lower = scene.reading.lower
    at = report.last
    if at + 1 < limit and scene.dated[at + 1]:
        at += 1
    while at < limit and scene.dated[at]:
        at += 1
    if at < limit and lower[at] == "not":
        at += 1
    if at + 1 < limit and lower[at] == "to":
        return None if lower[at + 1] in _QUIET else _behind(scene, at, limit, "deed", 0.8)
    if at < limit and lower[at] == "that":
        return _behind(scene, at, limit, "clause-that", 0.85)
    prior = _prior(scene, report, floor)
    if prior is not None and _is_quote(scene, prior):
        return prior
    found = _object(scene, report, floor, limit)
    return None if found is None else Said(found.content, "deed-object", 0.55)


def _according(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    assert report.source is not None
    at = report.source[1]
    if report.first <= floor + 1:
        return _behind(scene, at, limit, "according-to", 0.9) if limit - at > 3 else None
    found = trimmed(scene, floor, report.start)
    return Said((found,), "according-to", 0.9) if found is not None else None


def _noun(scene: Scene, report: Report, limit: int) -> Said | None:
    lower = scene.reading.lower
    at = report.last
    if lower[at] in ("against", "about"):
        of = _word(scene, "of", at, limit)
        if of is None:
            return None
        at = of
    first = at if lower[at] in ("that", "to") else at + 1
    if lower[at] != "that":
        verbs = (index for index in range(first, limit) if lower[index] in FINITE)
        limit = next(verbs, limit)
    return _behind(scene, first, limit, "noun", 0.5)


_FRAMES = {
    "clause": _clause,
    "tell": _tell,
    "ask": _ask,
    "call": _call,
    "of": _of,
    "object": _object,
    "feeling": _feeling,
    "as": _as,
    "deed": _deed,
}
