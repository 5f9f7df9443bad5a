"""What a report says: the words behind or before the cue, by the way its verb goes on."""

from __future__ import annotations

from dataclasses import replace

from annotator.preannotation.names.lexicon import words
from annotator.preannotation.reported.clauses import (
    ADJUNCT,
    NO_CLAUSE,
    STOPS,
    Said,
    behind_cue,
    clause,
    clause_at,
    is_quote,
    parted,
    prior_to,
    skip_adjuncts,
    trimmed,
    verb_of,
)
from annotator.preannotation.reported.cues import FEELINGS, NOUNS, PHRASES
from annotator.preannotation.reported.report import Report
from annotator.preannotation.reported.speakers import FINITE, Scene, Words

# "an end to violence" is nothing to do.
_WITH_TO = words("end halt return threat access answer solution visit stop right approach tribute")
_SUBJECTS = words("the a an it he she they we his her its their there this that these those")
_AGAINST = words("against of about over")
_REASONS = words("over against about of that to for on")
_PARTICLES = frozenset(each for listed in PHRASES.values() for each in listed)
_CLAIMED = frozenset(NOUNS) | words("report reports idea suggestion suggestions role involvement")
_WISHES = words(
    """help support aid relief calm time patience ceasefire truce talks inquiry probe release
    troops weapons arms money funds sanctions peace justice compensation asylum mercy access votes
    vote delay end changes change reforms reform answers apology clarity proof details advice
    guarantees visas exemption loan loans credit debt respect changes parts supplies shelter"""
)
_GRAVE = ("tion", "sion", "ment", "ance", "ence", "ity", "ness", "ship", "awal", "ers")
_QUIET = words("comment say speak respond answer elaborate discuss")


def find(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    """Return what a report says between the words ``floor`` and ``limit``; None for nothing."""
    if report.tie == "according":
        return _according(scene, report, floor, limit)
    if report.tie == "owner" or _is_noun(scene, report):
        return _noun(scene, report, limit)
    if report.tie == "agent":
        return _passive(scene, report, limit)
    return _FRAMES[report.cue.frame](scene, report, floor, limit)


def _is_noun(scene: Scene, report: Report) -> bool:
    """Tell whether the cue ends in a noun for what is said: "issued a warning"."""
    return report.last - report.first > 1 and verb_of(scene, report) in NOUNS


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
    if (
        at < limit
        and scene.quoted[at] >= 0
        and any(word in FINITE for word in lower[report.last : at])
    ):
        at = limit  # "told Lind the plan was “a mess”"
    addressee = trimmed(scene, report.last, _addressee_end(scene, report.last, at))
    prior = prior_to(scene, report, floor)
    is_over = at >= limit or lower[at] != "that"
    if prior is not None and is_over and (is_quote(scene, prior) or prior.confidence > 0.5):
        return _addressed(_told_around(scene, prior, at, limit), addressee)
    if at < limit and (lower[at] in ("that", ":") or scene.quoted[at] >= 0):
        found = clause_at(scene, at, limit, is_inverted=False)
        return _addressed(found, addressee) if found is not None else None
    if at < limit and lower[at] == "," and at + 1 < limit and scene.quoted[at + 1] >= 0:
        found = behind_cue(scene, at + 1, limit, "quote-after", 0.9)
        return _addressed(found, addressee) if found is not None else None
    return _told_bare(scene, report, limit) or (_addressed(prior, addressee) if prior else None)


def _told_around(scene: Scene, prior: Said, at: int, limit: int) -> Said:
    """Add what goes on behind "“We paid,” Lind told reporters,"."""
    goes_on = at + 1 < limit and scene.reading.lower[at] == "," and scene.quoted[at + 1] >= 0
    rest = trimmed(scene, at + 1, limit) if goes_on else None
    if rest is None:
        return parted(scene, prior, at, limit)
    is_quoted = is_quote(scene, prior)
    rule = "quote-interrupted" if is_quoted else "clause-around"
    return Said((*prior.content, rest), rule, 0.9 if is_quoted else 0.75)


def _told_bare(scene: Scene, report: Report, limit: int) -> Said | None:
    """Return the content of "told reporters the deal was off": behind a word for the addressee."""
    at = report.last
    guess = scene.named[at] if at < limit else None
    lower = scene.reading.lower
    if guess is None and at < limit and lower[at] in ("the", "a", "an", "his", "her", "their"):
        guess = scene.named[at + 1] if at + 1 < limit else None
        at += 1
    at = guess.last if guess is not None else at + 1
    if at < limit and lower[at] in ("'s", "'"):
        while at < limit and lower[at] not in _SUBJECTS:
            at += 1
    at = skip_adjuncts(scene, at, limit)
    if at >= limit - 2 or lower[at] in NO_CLAUSE or lower[at] in ("to", ","):
        return None
    return behind_cue(scene, at, limit, "clause", 0.6)


def _addressee_end(scene: Scene, first: int, last: int) -> int:
    for index in range(first, last):
        is_more = index > first and scene.reading.lower[index] in ADJUNCT
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
    elif at + 1 < limit and lower[at] in (":", ",") and scene.quoted[at + 1] >= 0:
        found = behind_cue(scene, at + 1, limit, "quote-after", 0.9)
        return None if found is None else replace(found, acts=("fact",))
    elif at < limit and lower[at] == "for" and _is_small_wish(scene, report, at + 1, limit):
        return None
    elif at < limit and lower[at] in ("for", "that"):
        return behind_cue(scene, at + (lower[at] == "for"), limit, "asked-for", 0.8)
    asked = _asked_to(scene, at, limit)
    if asked is not None:
        return asked
    prior = prior_to(scene, report, floor)
    if prior is not None and is_quote(scene, prior):
        is_question = verb_of(scene, report).startswith("ask")
        return replace(prior, acts=("fact",)) if is_question else prior
    is_over = at >= limit or scene.reading.words[at] in (".", ";")
    if prior is not None and is_over and prior.confidence > 0.5:
        return replace(prior, acts=("call",))
    at = skip_adjuncts(scene, report.last, limit)
    if at > report.last and at < limit and lower[at] == "that":
        return behind_cue(scene, at, limit, "clause-that", 0.8)
    return _object(scene, report, floor, limit)


def _is_small_wish(scene: Scene, report: Report, first: int, limit: int) -> bool:
    """Tell whether somebody only asks for a thing: "He asked for a glass of water"."""
    lower, source = scene.reading.lower, report.source
    if not verb_of(scene, report).startswith("ask") or source is None:
        return False
    if any(scene.named[at] is not None for at in range(*source)):
        return False
    wish = range(first, limit)
    is_grave = any(lower[at] in _WISHES or lower[at].endswith(_GRAVE) for at in wish)
    return limit - first <= 8 and not is_grave and all(scene.quoted[at] < 0 for at in wish)


def _asked_to(scene: Scene, at: int, limit: int) -> Said | None:
    """Return what "both sides to leave" asks, and of whom."""
    to = _word(scene, "to", at, limit)
    lower = scene.reading.lower
    if to is None or to + 1 >= limit or to == at or lower[to - 1] in _WITH_TO:
        return None
    addressee = trimmed(scene, at, to)
    if addressee is None or any(lower[index] in ("that", ",") for index in range(*addressee)):
        return None
    is_named = _is_somebody(scene, addressee) or lower[at] in ("the", "both", "all", "its", "his")
    is_named = is_named or (to - at <= 3 and lower[at] not in NO_CLAUSE)
    if not is_named or scene.reading.words[to + 1][0].isupper() != (
        scene.reading.words[to] == "To"
    ):
        return None
    found = behind_cue(scene, to, limit, "to-infinitive", 0.9)
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
        found = behind_cue(scene, at + 1, limit, "called-for", 0.9)
        return None if found is None else _with_cue(found, at + 1)
    if lower[at] in ("on", "upon"):
        to = _word(scene, "to", at + 1, limit)
        addressee = trimmed(scene, at + 1, to) if to is not None else None
        if to is None or addressee is None or not _is_somebody(scene, addressee):
            return None
        found = behind_cue(scene, to, limit, "to-infinitive", 0.9)
        return _with_cue(_addressed(found, addressee), at + 1) if found is not None else None
    if lower[at] in ("off", "in", "out", "up", "to", "it", "by") and lower[at] != "it":
        return None
    judges = any(
        scene.quoted[index] >= 0 or lower[index] in ("a", "an")
        for index in range(at + 1, min(limit, at + 14))
    )
    found = behind_cue(scene, at, limit, "called-as", 0.6) if judges else None
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
        return behind_cue(scene, of + 1, limit, "accused-of", 0.9)
    return behind_cue(scene, at, limit, "blamed", 0.8)


def _is_deed(scene: Scene, index: int) -> bool:
    return scene.reading.lower[index].endswith("ing") or scene.named[index] is None


def _object(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    reading = scene.reading
    at = report.last
    source = report.source
    if source is not None and source[0] - 1 > floor and reading.lower[source[0] - 1] == "which":
        which = (source[0] - 1, source[0])
        return Said((which,), "which", 0.6)
    if verb_of(scene, report).startswith("apologi"):
        for_ = _word(scene, "for", at, limit)
        return behind_cue(scene, for_ + 1, limit, "object", 0.7) if for_ is not None else None
    if _lower_at(scene, at, limit) == "in" and "terms" in reading.lower[at : at + 6]:
        at = min(reading.lower.index("terms", at) + 1, limit)  # "in the strongest terms"
    that = skip_adjuncts(scene, at, limit)
    if at < that < limit - 2 and reading.lower[that] == "that":
        return behind_cue(scene, that, limit, "clause-that", 0.8)  # "denied in a video that"
    claimed = _contact(scene, report, floor, limit)
    if claimed is not None:
        return claimed
    if at >= limit or (reading.words[at][0] in STOPS and scene.quoted[at] < 0):
        return None
    is_phrasal = report.last - report.first > 1 and verb_of(scene, report) in _PARTICLES
    is_bare = reading.lower[at] in NO_CLAUSE or reading.lower[at] in ADJUNCT
    is_bare = (is_bare and not is_phrasal) or reading.lower[at] in ("onto", "up", "out", "down")
    is_bare = is_bare or (reading.words[at][0].isdigit() and "position" in report.cue.acts)
    if is_bare and scene.quoted[at] < 0:
        return None
    return behind_cue(scene, at, limit, "object", 0.8)


def _lower_at(scene: Scene, at: int, limit: int) -> str:
    return scene.reading.lower[at] if at < limit else ""


def _contact(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    """Return what "a charge Kabul denies" denies: the noun right before the subject."""
    lower, at, source = scene.reading.lower, report.last, report.source
    is_last = at >= limit or scene.reading.words[at] in (".", ",", ";")
    if source is None or not is_last or report.tie != "subject":
        return None
    noun = source[0] - 1 - (lower[source[0] - 1] in ("that", "which"))
    if noun <= floor or lower[noun] not in _CLAIMED or scene.quoted[noun] >= 0:
        return None
    first = noun
    while first > floor and lower[first - 1] not in (",", "—", "–", "-") and noun - first < 4:
        first -= 1
        if lower[first] in ("a", "an", "the", "any", "these", "those", "this"):
            break
    return Said(((first, noun + 1),), "contact", 0.7)


def _feeling(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    del floor
    lower = scene.reading.lower
    for index in range(report.last, min(limit, report.last + 5)):
        act = FEELINGS.get(lower[index])
        if act is not None and scene.quoted[index] < 0:
            found = behind_cue(scene, report.last, limit, "expressed", 0.9)
            return None if found is None else Said(found.content, found.rule, 0.9, acts=(act,))
        if lower[index] in ADJUNCT:
            return None
    return None


def _as(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    del floor
    lower = scene.reading.lower
    link = _word(scene, "as", report.last, limit)
    if link is None or link == report.last:
        return None
    is_when = lower[link + 1 : link + 2] in (["the"], ["they"], ["it"], ["he"], ["she"])
    return behind_cue(scene, report.last, limit, "described-as", 0.45 if is_when else 0.75)


def _deed(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    lower = scene.reading.lower
    at = report.last
    if at + 1 < limit and scene.dated[at + 1]:
        at += 1
    while at < limit and scene.dated[at]:
        at += 1
    felt = _feeling(scene, report, floor, limit)
    if felt is not None and report.cue.acts == ("offer",):
        return felt
    if at < limit and lower[at] == "not":
        at += 1
    if at + 1 < limit and lower[at] == "to":
        return None if lower[at + 1] in _QUIET else behind_cue(scene, at, limit, "deed", 0.8)
    if at < limit and lower[at] == "that":
        return behind_cue(scene, at, limit, "clause-that", 0.85)
    prior = prior_to(scene, report, floor)
    if prior is not None and is_quote(scene, prior):
        return prior
    if prior is not None and prior.confidence > 0.5:
        around = parted(scene, prior, skip_adjuncts(scene, report.last, limit), limit)
        if around.rule == "clause-around":
            return around  # "A panel, the mayor promised, will decide"
    found = _object(scene, report, floor, limit)
    return None if found is None else Said(found.content, "deed-object", 0.55)


def _according(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    assert report.source is not None
    at = report.source[1]
    is_quoted = limit - at > 2 and scene.reading.words[at] == "," and scene.quoted[at + 1] >= 0
    if report.first <= floor + 1 or (is_quoted and not _is_quoted_at(scene, report.start - 1)):
        return behind_cue(scene, at, limit, "according-to", 0.9) if limit - at > 3 else None
    found = trimmed(scene, floor, report.start)
    if found is None:
        return None
    return parted(scene, Said((found,), "according-to", 0.9), at, limit)


def _is_quoted_at(scene: Scene, index: int) -> bool:
    return scene.quoted[index] >= 0


def _passive(scene: Scene, report: Report, limit: int) -> Said | None:
    """Return what is said in "X was accused by Y of lying", "the plan was rejected by Y"."""
    assert report.source is not None
    assert report.patient is not None
    lower, patient, frame = scene.reading.lower, report.patient, report.cue.frame
    at = report.source[1]
    at = at if at < limit and lower[at] == "to" else skip_adjuncts(scene, at, limit)
    if frame in ("ask", "to", "tell", "warn"):
        if at < limit and lower[at] in ("to", "that", "not"):
            found = behind_cue(scene, at, limit, "passive", 0.8)
            acts = ("call",) if lower[at] != "that" else ()
            return None if found is None else replace(found, addressee=patient, acts=acts)
        return None
    if frame == "of":
        of = _word(scene, "of", report.last, report.source[0])
        of = at if at < limit and lower[at] == "of" else of
        if of is not None:
            end = limit if of == at else report.source[0] - 1
            found = behind_cue(scene, of + 1, end, "passive", 0.85)
            return None if found is None else replace(found, addressee=patient)
    if lower[patient[0]] == "it" and at < limit and lower[at] == "that":
        return behind_cue(scene, at, limit, "passive", 0.7)
    between = trimmed(scene, report.last, report.source[0] - 1)
    rest = trimmed(scene, at, limit) if at < limit and lower[at] in ("as", "for", "over") else None
    rest = rest or (between if between is not None and lower[between[0]] in ("as", "for") else None)
    content = (patient, rest) if rest is not None else (patient,)
    return Said(content, "passive", 0.75)


def _warn(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    """Return what "warned X against leaving" asks, or what somebody warns of."""
    lower = scene.reading.lower
    end = report.last if report.tie == "inverted" else min(limit, report.last + 8)
    for at in range(report.last, end):
        if scene.quoted[at] >= 0 or lower[at] in (",", ":"):
            break
        is_against = lower[at] in _AGAINST
        is_to = lower[at] == "to" and scene.reading.words[at + 1 - (at + 1 >= limit)][0].islower()
        if not (is_against or is_to or lower[at] == "that"):
            continue
        addressee = trimmed(scene, report.last, at)
        if at > report.last and (addressee is None or not _is_somebody(scene, addressee)):
            break
        if lower[at] == "that" and at == report.last:
            break
        first = at + is_against
        found = behind_cue(scene, first, limit, "warned", 0.85)
        acts = ("call",) if lower[at] in ("against", "to") else ()
        return None if found is None else replace(found, addressee=addressee, acts=acts)
    return clause(scene, report, floor, limit)


def _to(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    del floor
    asked = _asked_to(scene, report.last, limit)
    if asked is None and report.last < limit and scene.reading.lower[report.last] == "that":
        return behind_cue(scene, report.last, limit, "clause-that", 0.8)
    return asked


def _judge(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    del floor
    lower, at = scene.reading.lower, report.last
    judges = any(
        scene.quoted[index] >= 0 or lower[index] in ("a", "an", "as")
        for index in range(at + 1, min(limit, at + 14))
    )
    return behind_cue(scene, at, limit, "called-as", 0.7) if judges else None


def _felt(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    del floor
    first = report.last + (scene.reading.lower[report.last] != "that")
    return behind_cue(scene, first, limit, "felt", 0.6)


def _held(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    del floor
    return behind_cue(scene, report.last, limit, "held", 0.75)


def _noun(scene: Scene, report: Report, limit: int) -> Said | None:
    lower = scene.reading.lower
    at = report.last
    at = next((each for each in range(at, min(limit, at + 7)) if lower[each] in _REASONS), at)
    if lower[at] in ("against", "about"):
        of = _word(scene, "of", at, limit)
        if of is None and not _is_protest(scene, report):
            return None
        at = of if of is not None else at
    first = at if lower[at] in ("that", "to") else at + 1
    if lower[at] != "that":
        verbs = (index for index in range(first, limit) if lower[index] in FINITE)
        limit = next(verbs, limit)
    return behind_cue(scene, first, limit, "noun", 0.5)


def _is_protest(scene: Scene, report: Report) -> bool:
    return NOUNS.get(verb_of(scene, report)) in ("rejection", "accusation")


_FRAMES = {
    "clause": clause,
    "tell": _tell,
    "ask": _ask,
    "call": _call,
    "of": _of,
    "object": _object,
    "feeling": _feeling,
    "as": _as,
    "deed": _deed,
    "warn": _warn,
    "to": _to,
    "judge": _judge,
    "held": _held,
    "felt": _felt,
}
