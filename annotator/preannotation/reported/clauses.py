"""Clauses that are said: behind the cue, before it, or parted by it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.preannotation.names.lexicon import words
from annotator.preannotation.reported.cues import needs_that
from annotator.preannotation.reported.report import Report
from annotator.preannotation.reported.speakers import FINITE, Scene, Words

ADJUNCT = words("on in at during to from through via after before by ahead following amid with")
NO_CLAUSE = words("of about against as and or but for with by from into than over")
STOPS = frozenset(".,;:!?—–)]")
_VENUES = words(
    """statement interview report briefing conference post speech letter message tweet reporters
    journalists television tv radio parliament lawmakers address remarks meeting call x facebook
    telegram here today yesterday earlier late briefings"""
)
_BY_DEFAULT = words("to on in at during from through via after before ahead following amid")
_INTRODUCING = words(
    """in on at during after before as speaking asked responding citing meanwhile however earlier
    later despite while when amid for with following under since separately additionally also
    moreover according"""
)
_GOING_ON = words(
    """and but while as who which where when after before because although though citing with amid
    including despite or so yet nor whereas following since until if by in on at for"""
)
_NOTHING = words("so nothing little it. something more goodbye hello")
_PAST = words(
    """rose fell left met won lost hit broke began held made took came went saw sank shot fled ran
    gave got kept led sent set shut stood struck swept flew grew drew cut burst bore fought found"""
)
_BARE = ("add", "note", "noting", "stat", "report")  # verbs with a mere thing behind them
_OBJECT_VERBS = ("confirm", "announc", "acknowledg", "admit", "reaffirm", "reiterat", "claim")


@dataclass(frozen=True, slots=True)
class Said:
    """The content's stretches of words, the addressee's, and the rule that found them."""

    content: tuple[Words, ...]
    rule: str
    confidence: float
    addressee: Words | None = None
    acts: tuple[str, ...] = ()
    last_cue_word: int = 0


def trimmed(scene: Scene, first: int, last: int) -> Words | None:
    """Return words without the punctuation around them, as far as it is not quoted."""
    words_ = scene.reading.words
    while first < last and scene.quoted[first] < 0 and words_[first][0] in STOPS:
        first += 1
    while first < last and scene.quoted[last - 1] < 0 and words_[last - 1][-1] in STOPS:
        if len(words_[last - 1]) > 1 and words_[last - 1][0].isalnum():
            break
        last -= 1
    return (first, last) if first < last else None


def behind_cue(scene: Scene, first: int, limit: int, rule: str, confidence: float) -> Said | None:
    """Return what stands behind a cue as what is said; None for nothing."""
    found = trimmed(scene, first, limit)
    return Said((found,), rule, confidence) if found is not None else None


def skip_adjuncts(scene: Scene, at: int, limit: int) -> int:
    """Return where a clause may begin behind "on Friday", "in a statement", "to reporters"."""
    lower = scene.reading.lower
    while at < limit:
        if (
            scene.dated[at]
            or lower[at] in ("here", "late", "earlier", "also", "later", "again")
            or _is_passing(scene, at, limit)
        ):
            at += 1
        elif lower[at] in ADJUNCT and scene.quoted[at] < 0:
            after = _adjunct_end(scene, at, limit)
            if after == at:
                return at
            at = after
        else:
            return at
    return at


def _is_passing(scene: Scene, at: int, limit: int) -> bool:
    """Tell whether an adverb stands between a verb and "that": "suggested instead that"."""
    lower = scene.reading.lower
    is_adverb = lower[at] in ("instead", "further", "too", "separately") or lower[at].endswith("ly")
    return is_adverb and at + 1 < limit and lower[at + 1] == "that" and scene.quoted[at] < 0


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


def clause(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    """Return the clause that a verb of saying reports, wherever it stands."""
    if report.tie == "inverted":
        assert report.source is not None
        behind = skip_adjuncts(scene, report.source[1], limit)
    else:
        behind = skip_adjuncts(scene, report.last, limit)
    prior = prior_to(scene, report, floor)
    after = clause_at(
        scene,
        behind,
        limit,
        is_inverted=report.tie == "inverted",
        is_object=verb_of(scene, report).startswith(_OBJECT_VERBS),
    )
    if after is None:
        after = _behind_aside(scene, behind, limit)
    if after is not None and after.rule == "clause":
        verb = verb_of(scene, report)
        if needs_that(verb) or (after.confidence < 0.6 and verb.startswith(_BARE)):
            after = None
    if after is not None and after.rule == "clause-that" and not _is_whole_quote(scene, prior):
        return after
    if prior is not None and after is not None and is_quote(scene, prior):
        if after.rule == "quote-after":
            return Said((*prior.content, *after.content), "quote-interrupted", 0.9)
        return prior
    if after is not None and not (prior is not None and report.tie == "inverted"):
        return _as_said(scene, report, floor, limit) or after
    if prior is None:
        return _as_said(scene, report, floor, limit)
    return parted(scene, prior, behind, limit)


def _behind_aside(scene: Scene, at: int, limit: int) -> Said | None:
    """Return the clause of "said on Monday, hours after the vote, that ..."."""
    lower = scene.reading.lower
    if at >= limit or lower[at] != ",":
        return None
    for index in range(at + 2, min(limit, at + 20)):
        if scene.quoted[index] >= 0:
            return None
        if lower[index] == "that" and lower[index - 1] == ",":
            return behind_cue(scene, index, limit, "clause-that", 0.8)
    return None


def _is_whole_quote(scene: Scene, prior: Said | None) -> bool:
    """Tell whether what stands before the cue begins and ends with quotation marks."""
    return prior is not None and is_quote(scene, prior) and scene.quoted[prior.content[0][0]] >= 0


def _as_said(scene: Scene, report: Report, floor: int, limit: int) -> Said | None:
    """Return what follows "As the minister noted,"."""
    lower = scene.reading.lower
    if lower[report.start] != "as" or report.start > floor:
        return None
    at = skip_adjuncts(scene, report.last, limit)
    is_led = at < limit - 2 and lower[at] == ","
    return behind_cue(scene, at + 1, limit, "as-said", 0.75) if is_led else None


def parted(scene: Scene, prior: Said, at: int, limit: int) -> Said:
    """Add what goes on behind "The ferry, the owners said,": a subject alone says nothing."""
    lower = scene.reading.lower
    (first, last) = prior.content[-1]
    if at >= limit - 1 or lower[at] != "," or is_quote(scene, prior) or last - first > 12:
        return prior
    following = lower[at + 1]
    is_own = any(lower[index] in FINITE for index in range(first, last))
    is_aside = following in _GOING_ON or following.endswith("ing") or scene.quoted[at + 1] >= 0
    rest = trimmed(scene, at + 1, limit)
    if is_own or rest is None or (is_aside and following not in FINITE):
        return prior
    return Said((*prior.content[:-1], (first, last), rest), "clause-around", 0.75)


def verb_of(scene: Scene, report: Report) -> str:
    """Return the last word of a cue in small letters."""
    return scene.reading.lower[report.last - 1]


def is_quote(scene: Scene, said: Said) -> bool:
    """Tell whether what is said ends inside quotation marks."""
    """Return the last word of a cue in small letters."""
    return scene.quoted[said.content[-1][1] - 1] >= 0


def clause_at(
    scene: Scene, at: int, limit: int, *, is_inverted: bool, is_object: bool = False
) -> Said | None:
    """Return the clause or quotation that begins at a place."""
    if at >= limit:
        return None
    lower = scene.reading.lower
    mark = at
    while mark < limit and lower[mark] in (",", ":", ".") and scene.quoted[mark] < 0:
        mark += 1
    if mark < limit and scene.quoted[mark] >= 0:
        return behind_cue(scene, mark, limit, "quote-after", 0.9)
    if lower[at] == ":" and limit - at > 2:
        return behind_cue(scene, at + 1, limit, "clause-colon", 0.75)
    if lower[at] == "that" and limit - at > 2:
        return behind_cue(scene, at, limit, "clause-that", 0.9)
    is_clause = lower[at] not in NO_CLAUSE and lower[at] not in _BY_DEFAULT
    if is_inverted or not is_clause or lower[at][0] in STOPS or lower[at] in _NOTHING:
        return None
    if limit - at < 2 + (not is_object):
        return None
    asserts = any(lower[index] in FINITE for index in range(at, limit))
    return behind_cue(scene, at, limit, "clause", 0.8 if asserts else 0.55)


def _may_tell(lower: str) -> bool:
    """Tell whether a word may be the verb of a sentence."""
    return lower in FINITE or lower in _PAST or (lower.endswith("ed") and len(lower) > 4)


def _goes_on(scene: Scene, report: Report) -> bool:
    """Tell whether the verb of what is said follows: "Prices, she said, had fallen"."""
    lower = scene.reading.lower
    at = report.source[1] if report.tie == "inverted" and report.source else report.last
    ahead = lower[at : at + 12]
    return (
        "," in ahead
        and ahead[ahead.index(",") + 1 :][:1] != []
        and (ahead[ahead.index(",") + 1 :][0] in FINITE)
    )


def prior_to(scene: Scene, report: Report, floor: int) -> Said | None:
    """Return what stands before the reporting clause, where a comma or a mark parts them."""
    end = report.start
    reading = scene.reading
    if end <= floor or report.tie in ("shared", "with"):
        return None
    is_parted = scene.quoted[end - 1] >= 0 or reading.words[end] == ","
    is_parted = is_parted or reading.words[end - 1] == ","
    found = trimmed(scene, floor, end)
    if not is_parted or found is None:
        return None
    if found[1] - found[0] < 2 and not _goes_on(scene, report):
        return None
    first, last = found
    if scene.quoted[last - 1] >= 0:
        opening = last - 1
        while opening > first and scene.quoted[opening - 1] == scene.quoted[last - 1]:
            opening -= 1
        is_led = reading.words[opening - 1] in (",", ":") or opening == first
        return Said(((opening if is_led else first, last),), "quote-before", 0.9)
    is_led = reading.lower[first] in _INTRODUCING or reading.lower[first].endswith("ing")
    tells = any(scene.dated[at] or _may_tell(reading.lower[at]) for at in range(first, last))
    if is_led and not tells and "," not in reading.words[first:last]:
        return None
    if reading.lower[first] in _INTRODUCING and "," not in reading.words[first:last]:
        return Said(((first, last),), "clause-before", 0.4)
    return Said(((first, last),), "clause-before", 0.8)
