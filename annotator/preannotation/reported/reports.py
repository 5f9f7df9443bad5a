"""Where a sentence reports what somebody said: each cue with its subject, in the order of words."""

from __future__ import annotations

from dataclasses import replace

from annotator.preannotation.found import CERTAIN
from annotator.preannotation.names.gazetteer import common_words
from annotator.preannotation.names.lexicon import words
from annotator.preannotation.reported import nominal, passives, speakers
from annotator.preannotation.reported.cues import (
    BE,
    CUES,
    FELT,
    HELD,
    LIGHT,
    NOT_FACTUAL,
    NOUNS,
    PHRASES,
    READY,
    STANDS,
    Cue,
)
from annotator.preannotation.reported.report import Report
from annotator.preannotation.reported.speakers import Scene, Words

# Words that a report may begin with.
TELLING = frozenset(CUES) | frozenset(NOUNS) | READY | frozenset(PHRASES) | frozenset(HELD)
TELLING |= words("according words view opinion eyes per") | frozenset(LIGHT)
TELLING |= frozenset(FELT)
_ACCORDING = words("according words view opinion eyes per")
_TURNS = words("while whereas ;")
_JOINING = words("while but and as whereas although though ; , with")
_PLURAL_HOLDERS = words("taliban police people they we i you authorities both others media kremlin")
_READY = Cue(("offer",), "deed", "third")
TELLING |= {"report"}
_OUTLETS = words("media outlets agencies newspapers broadcasters papers")
_HUMAN = words("say says said tell tells told")
_CONDITIONS = words("if unless whether")
_NOBODY = words("no nobody none neither nothing")


def find(scene: Scene, first: int, last: int) -> list[Report]:
    """Return the reports in the words of one sentence, those without a source left out."""
    found: list[Report] = []
    for index in range(first, last):
        named = scene.named[index]
        is_free = named is None or (named.confidence < CERTAIN and named.last - named.first == 1)
        if scene.quoted[index] >= 0 or not is_free:
            continue
        report = _at(scene, first, last, index, found)
        if report is not None:
            found.append(report)
    return found


def _at(scene: Scene, first: int, last: int, index: int, found: list[Report]) -> Report | None:
    """Return the report whose cue stands at a word."""
    word = scene.reading.lower[index]
    if word not in TELLING:
        return None
    is_compound = index > first and scene.reading.words[index - 1] == "-"
    if is_compound and scene.reading.touches(index - 1):
        return None  # "a UN-backed force"
    report: Report | None = None
    if word == "report" and scene.reading.lower[index - 1] in _OUTLETS:
        cue = Cue(("fact",), "clause", "base")
        return _verb(scene, first, last, index, index + 1, cue, found)
    if word in LIGHT:
        report = nominal.made(scene, first, last, index)
    phrasal = _phrasal(scene, index, last) if report is None else None
    if phrasal is not None:
        cue, end = phrasal
        report = _verb(scene, first, last, index, end, cue, found)
    elif report is None and word in CUES:
        report = _verb(scene, first, last, index, index + 1, CUES[word], found)
    elif word in _ACCORDING:
        report = nominal.according(scene, first, last, index)
    elif word in READY:
        report = _ready(scene, first, last, index, found)
    if report is None and word in FELT:
        report = _felt(scene, first, last, index)
    if report is None and word in NOUNS:
        report = nominal.owned(scene, first, last, index)
    return None if report is None or _is_void(scene, first, report) else report


def _phrasal(scene: Scene, index: int, limit: int) -> tuple[Cue, int] | None:
    """Return the cue of "ruled out", "held X responsible", and where its words end."""
    lower = scene.reading.lower
    word = lower[index]
    following = PHRASES.get(word)
    for at in (index + 1, index + 2):  # "made it clear"
        if following is not None and at < limit and lower[at] in following:
            is_near = at == index + 1 or lower[index + 1] == "it"
            end = at if lower[at] == "that" else at + 1
            return (following[lower[at]], end) if is_near else None
    if word not in HELD:
        return None
    cue, ends, about = HELD[word]
    seen = not about
    for at in range(index + 1, min(limit, index + 9)):
        if scene.quoted[at] >= 0 or lower[at] in (",", "that"):
            return None
        seen = seen or lower[at] in about
        if lower[at] in ends and seen:
            return cue, index + 1
    return None


def _is_void(scene: Scene, floor: int, report: Report) -> bool:
    """Tell whether nobody says it ("no official has said") or it is only supposed ("if X says")."""
    lower, source = scene.reading.lower, report.source
    if source is None or report.tie in ("according", "owner", "inverted"):
        return False
    is_first_time = source[0] > floor + 1 and lower[source[0] - 2 : source[0]] == ["time", "that"]
    if is_first_time:
        return True
    is_supposed = source[0] > floor and lower[source[0] - 1] in _CONDITIONS
    return is_supposed or lower[source[0]] in _NOBODY or lower[source[0]] in _CONDITIONS


def _verb(
    scene: Scene,
    floor: int,
    limit: int,
    index: int,
    end: int,
    cue: Cue,
    found: list[Report],
) -> Report | None:
    lower = scene.reading.lower
    if lower[index] == "saying" and index - 2 >= floor and lower[index - 1] == "as":
        return nominal.quoted_as(scene, floor, index)
    if cue.form == "ing":
        report = _participle(scene, floor, index, cue, found)
        return None if report is None else replace(report, last=end)
    at = index - 1
    while at >= floor and speakers.is_adverb(lower[at]) and scene.named[at] is None:
        at -= 1
    if at < floor:
        return _opening(scene, floor, limit, index, cue)
    if lower[at] in BE and scene.named[at] is None:
        return passives.find(scene, floor, limit, index, cue)
    if lower[at] in NOT_FACTUAL and scene.named[at] is None:
        return _went_on(scene, floor, index, end, cue)
    shared = _sharing(scene, floor, at, index, end, cue, found)
    return shared or _by_its_source(scene, floor, limit, at, index, end, cue)


def _sharing(
    scene: Scene, floor: int, at: int, index: int, end: int, cue: Cue, found: list[Report]
) -> Report | None:
    """Return the report of a verb that has its speaker from the verb before: "said and warned"."""
    word = scene.reading.lower[at]
    if found and word in ("and", "or", ",", "but") and _continues(scene, at, index, cue, found):
        outer = _outer(found)
        source = outer.source if outer is not None else None
        return Report(cue, index, end, source, "shared", at, cuts=True)
    if not found and word in ("and", "but") and cue.form != "base":
        source = _shared_source(scene, floor, at, found)
        if source is not None:
            return Report(cue, index, end, source, "shared", at, cuts=True)
    return None


def _by_its_source(
    scene: Scene, floor: int, limit: int, at: int, index: int, end: int, cue: Cue
) -> Report | None:
    """Return the report of a verb by who stands before or behind it."""
    lower = scene.reading.lower
    behind = None
    if cue.frame in ("clause", "warn") and (lower[at] == "," or scene.quoted[at] >= 0):
        behind = speakers.after(scene, end - 1, limit)
        if behind is not None and _ends_phrase(scene, behind[1], limit):
            return Report(cue, index, end, behind, "inverted", index, cuts=True)
    source = speakers.before(scene, floor, index)
    if source is not None and source[0] > floor and lower[source[0] - 1] == "what":
        return None
    if source is not None and cue.frame == "object":
        alone = _behind_claim(scene, source)
        if alone != source:
            return Report(cue, index, end, alone, "subject", source[0], cuts=True)
    if source is not None and _agrees(scene, source, index, cue):
        return replace(_subject_report(scene, floor, index, cue, source), last=end)
    is_human = lower[index] in _HUMAN or scene.quoted[index - 1] >= 0
    is_human = is_human or _is_unknown_name(scene, floor, index)
    if behind is None and source is None and is_human:
        return _anybody(scene, floor, limit, index, cue)
    if behind is not None:
        return Report(cue, index, end, behind, "inverted", index, cuts=True)
    return None


def _is_unknown_name(scene: Scene, floor: int, index: int) -> bool:
    """Tell whether one capitalised word that is no ordinary one stands right before a verb."""
    if index <= floor or scene.named[index - 1] is not None:
        return False
    word = scene.reading.words[index - 1]
    return word[0].isupper() and word.isalpha() and word.lower() not in common_words()


def _anybody(scene: Scene, floor: int, limit: int, index: int, cue: Cue) -> Report | None:
    """Return the report of somebody of whom only the verb tells that they are people."""
    lower = scene.reading.lower
    source = speakers.anybody(scene, floor, index)
    if source is not None and _agrees(scene, source, index, cue):
        is_asked = source[0] > floor and lower[source[0] - 1] in ("what", "whatever", "all")
        return None if is_asked else _subject_report(scene, floor, index, cue, source)
    is_told = lower[index - 1] == "," or scene.quoted[index - 1] >= 0
    is_told = is_told and cue.frame in ("clause", "tell")
    behind = speakers.anybody_after(scene, index, limit) if is_told else None
    if behind is None:
        return None
    return Report(cue, index, index + 1, behind, "inverted", index, cuts=True)


def _went_on(scene: Scene, floor: int, index: int, end: int, cue: Cue) -> Report | None:
    """Return the report in "he went on to say", "she used to say"."""
    lower = scene.reading.lower
    told = lower[max(index - 3, 0) : index]
    begin = index - 2 if told[1:] == ["used", "to"] else index - 3
    taken = _took_to(scene, floor, index)
    if taken is not None:
        begin = taken
    elif begin == index - 3 and told not in (["went", "on", "to"], ["goes", "on", "to"]):
        return None
    source = speakers.before(scene, floor, begin) if begin > floor else None
    if source is None:
        return None
    report = _subject_report(scene, floor, begin, cue, source)
    return replace(report, last=end)


def _took_to(scene: Scene, floor: int, index: int) -> int | None:
    """Return the verb of "took to Facebook to condemn"."""
    lower = scene.reading.lower
    if lower[index - 1] != "to":
        return None
    for at in range(index - 3, max(floor, index - 7), -1):
        is_verb = lower[at] in ("took", "takes", "taken", "turned")
        if is_verb and lower[at + 1] == "to":
            return at
    return None


def _opening(scene: Scene, floor: int, limit: int, index: int, cue: Cue) -> Report | None:
    """Return the report of a sentence that begins with its verb: "Said the mayor: ..."."""
    if cue.frame not in ("clause", "warn") or index > floor:
        return None
    source = speakers.after(scene, index, limit)
    if source is None or source[1] >= limit or scene.reading.words[source[1]] not in (":", ","):
        return None
    return Report(cue, index, index + 1, source, "inverted", index, cuts=True)


def _ends_phrase(scene: Scene, at: int, limit: int) -> bool:
    """Tell whether nothing but punctuation or the end stands at a place."""
    return at >= limit or scene.reading.words[at] in (".", ",", ";")


def _continues(scene: Scene, at: int, index: int, cue: Cue, found: list[Report]) -> bool:
    """Tell whether a verb after "and" or a comma goes on with the subject of the report before."""
    last = _outer(found)
    if last is None or last.tie in ("according", "inverted") or last.last > at:
        return False
    if any(word in _TURNS for word in scene.reading.lower[last.last : at]):
        return False
    if scene.reading.lower[at] == ",":
        return at + 1 == index and cue.form == last.cue.form
    is_perfect = bool({"has", "have"} & set(scene.reading.lower[at:index]))
    return cue.form == last.cue.form or last.cue.form == "ing" or is_perfect


def _outer(found: list[Report]) -> Report | None:
    """Return the last report that is not inside what another one says."""
    return next((each for each in reversed(found) if each.cuts), None)


def _agrees(scene: Scene, source: Words, index: int, cue: Cue) -> bool:
    """Tell whether a form that may be a noun is the verb of its subject."""
    lower = scene.reading.lower
    word = lower[_head(scene, source)]
    is_joined = "and" in lower[source[0] : source[1]]
    is_plural = word in _PLURAL_HOLDERS or (word.endswith("s") and word not in ("us", "'s"))
    if cue.form == "base":
        return is_plural or is_joined
    if cue.form == "third" and index + 1 < len(lower):
        return lower[index + 1] not in ("of", "by", "have", "were", "are")
    return True


def _behind_claim(scene: Scene, source: Words) -> Words:
    """Return the subject alone in "a charge Kabul denies"."""
    lower = scene.reading.lower
    for at in range(source[0] + 1, source[1] - 1):
        is_claim = lower[at] in NOUNS and lower[source[0]] in ("a", "an", "the", "any")
        if is_claim and scene.named[at + 1] is not None and lower[at + 1] not in ("'s", "'"):
            return at + 1, source[1]
    return source


def _head(scene: Scene, source: Words) -> int:
    """Return the word that a verb agrees with: "officials" in "officials in Merania"."""
    for at in range(source[0] + 1, source[1]):
        word = scene.reading.lower[at]
        is_end = word in (",", "(") or speakers.is_preposition(word)
        if is_end and scene.named[at] is None:
            return at - 1
    return source[1] - 1


def _subject_report(scene: Scene, floor: int, index: int, cue: Cue, source: Words) -> Report:
    start, cuts = _start(scene, floor, source[0])
    first = index
    while first > source[1] and not scene.dated[first - 1]:
        first -= 1
        if scene.reading.lower[first] in (",", "who", "which"):
            first += 1
            break
    first = index if any(scene.dated[at] for at in range(source[1], index)) else first
    return Report(cue, first, index + 1, source, "subject", start, cuts)


def _start(scene: Scene, floor: int, first: int) -> tuple[int, bool]:
    """Return where the report with that subject begins, and whether it ends the one before."""
    if first <= floor:
        return first, True
    lower = scene.reading.lower
    if scene.quoted[first - 1] >= 0:
        return first, True
    start = first
    joining = _JOINING | {"which"} if lower[start - 1] == "which" else _JOINING
    while start > floor and lower[start - 1] in joining and scene.quoted[start - 1] < 0:
        start -= 1
    return start, start < first


def _participle(
    scene: Scene, floor: int, index: int, cue: Cue, found: list[Report]
) -> Report | None:
    lower = scene.reading.lower
    at = index - 1
    while at >= floor and speakers.is_adverb(lower[at]):
        at -= 1
    if at < floor:
        return _ahead(scene, floor, index, cue)
    if lower[at] in BE:
        source = speakers.before(scene, floor, at)
        return _subject_report(scene, floor, index, cue, source) if source else None
    is_aside = lower[at] in (",", "while", "and", "by") or scene.quoted[at] >= 0
    if is_aside:
        source = _shared_source(scene, floor, at, found)
        if source is None:
            return None
        return Report(cue, index, index + 1, source, "shared", at, cuts=True)
    source = speakers.before(scene, floor, index)
    if source is None or source[0] <= floor or lower[source[0] - 1] != "with":
        with_ = _with(scene, floor, index)
        source = with_ if with_ is not None else None
    if source is None:
        return None
    return Report(cue, index, index + 1, source, "with", source[0] - 1, cuts=True)


def _ahead(scene: Scene, floor: int, index: int, cue: Cue) -> Report | None:
    """Return the report in "Calling the raid an outrage, the premier demanded ..."."""
    lower = scene.reading.lower
    for at in range(index + 1, min(len(lower), index + 30)):
        if scene.reading.words[at] == ".":
            return None
        if lower[at] not in CUES or CUES[lower[at]].form not in ("past", "third"):
            continue
        source = speakers.before(scene, floor, at) if scene.quoted[at] < 0 else None
        if source is not None and source[0] > index and lower[source[0] - 1] == ",":
            return Report(cue, index, index + 1, source, "with", index, cuts=True)
    return None


def _with(scene: Scene, floor: int, index: int) -> Words | None:
    """Return X in "with X calling"."""
    at = index - 1
    lower = scene.reading.lower
    while at > floor and index - at < 8 and lower[at] not in (",", "with"):
        at -= 1
    if lower[at] != "with" or at + 1 >= index:
        return None
    if not any(scene.holds(each) for each in range(at + 1, index)):
        return None
    return at + 1, index


def _shared_source(scene: Scene, floor: int, at: int, found: list[Report]) -> Words | None:
    """Return whose saying a participle tells: that of the report before, or the first holder."""
    for report in reversed(found):
        if report.cuts and report.tie in ("subject", "inverted", "shared"):
            return report.source
    first = floor
    while first < at and not scene.holds(first):
        lower = scene.reading.lower[first]
        if lower in speakers.PRONOUNS and first == floor:
            return first, first + 1
        is_led = scene.reading.lower[floor] in ("the", "a", "an") and first - floor < 3
        is_led = is_led and scene.named[first] is None and not scene.is_edge(first)
        if not is_led and not scene.reading.words[first][0].isupper():
            return None
        first += 1
    last = first
    if last < at and scene.reading.lower[floor] in ("the", "a", "an"):
        first = floor
    while last < at and (
        scene.holds(last)
        or scene.reading.words[last][0].isupper()
        or scene.reading.lower[last] in ("'s", "-")
    ):
        last += 1
    return (first, last) if first < last else None


def _felt(scene: Scene, floor: int, limit: int, index: int) -> Report | None:
    """Return the report in "officials are worried that ..."."""
    lower = scene.reading.lower
    first = index - 1
    while first > floor and speakers.is_adverb(lower[first]):
        first -= 1
    if index + 1 >= limit or first <= floor or lower[first] not in BE:
        return None
    if lower[index + 1] not in ("that", "about", "over", "by", "to", "of"):
        return None
    subject = speakers.before(scene, floor, first)
    if subject is None:
        return None
    start, cuts = _start(scene, floor, subject[0])
    cue = Cue((FELT[lower[index]],), "felt", "third")
    return Report(cue, first, index + 1, subject, "subject", start, cuts)


def _ready(scene: Scene, floor: int, limit: int, index: int, found: list[Report]) -> Report | None:
    """Return the report in "stands ready to ..."."""
    lower = scene.reading.lower
    if index + 1 >= limit or lower[index + 1] != "to" or index <= floor:
        return None
    first = index - 1
    while first > floor and speakers.is_adverb(lower[first]):
        first -= 1
    if lower[first] not in STANDS:
        return None
    outer = _outer(found)
    if outer is not None and lower[first - 1] == "and" and outer.last <= first - 1:
        source = outer.source
        return Report(_READY, first, index + 1, source, "shared", first - 1, cuts=True)
    subject = speakers.before(scene, floor, first)
    if subject is None:
        return None
    start, cuts = _start(scene, floor, subject[0])
    return Report(_READY, first, index + 1, subject, "subject", start, cuts)
