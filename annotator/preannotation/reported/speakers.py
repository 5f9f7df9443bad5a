"""Who speaks: the subject of a reporting verb, and whom a pronoun or an office stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.preannotation.names.lexicon import HEADS, ORG_NOUNS, words
from annotator.preannotation.names.runs import names_role
from annotator.preannotation.reading import Guess, Reading
from annotator.preannotation.reported.cues import BE, BETWEEN, CUES, NOT_FACTUAL

Words = tuple[int, int]  # the words [first, last)

PEOPLE_PRONOUNS = words("he she")
THING_PRONOUNS = words("it they")
PRONOUNS = PEOPLE_PRONOUNS | THING_PRONOUNS | words("we i others some many both another")
DOCUMENTS = words(
    """statement report communique communiqué letter declaration resolution document post message
    memo note release study survey paper article filing complaint announcement text figures data"""
)
_BODIES = words(
    """government authorities ministry sources source police army military side sides group groups
    forces residents witnesses experts media press parties countries nations states leaders
    delegation opposition regime administration rebels activists critics supporters people
    families relatives lawmakers prosecutors troops militants allies members others protesters
    doctors rescuers survivors investigators regulators investors economists analysts observers
    workers union lawyers diplomats villagers locals agencies company firm court spokespeople
    spokesmen spokeswomen executives generals insurgents separatists mediators negotiators
    neighbours neighbors team crew charity club board panel commission committee council monarch
    palace monitor watchdog community taliban kremlin islander regulator coastguard guild operator
    insurer lender trader merchant elder tribe clan junta ngo passenger patient parent mother father
    child children boy girl woman man women men pensioner refugee migrant voter shopkeeper worker
    sailor soldier pilot nurse doctor engineer climber hiker villager witness survivor relative
    citizen resident activist protester demonstrator campaigner lawyer prosecutor investigator
    consultancy think-tank thinktank institute startup brokerage publisher trade association
    neighbour neighbor employee employer owner buyer seller customer viewer reader fan bidder
    intelligence command hospital airline airport railway utility museum clergy bloc chieftain
    rescuer fighter commander negotiator opponent proponent detractor tourist guest hostage
    prisoner inmate defendant plaintiff juror attacker gunman ministers presidents premiers"""
)
_ORGANISATIONS = frozenset(head for head, kind in HEADS.items() if kind == "ORG")
HOLDERS = (
    _BODIES | DOCUMENTS | ORG_NOUNS | (_ORGANISATIONS - words("air oil gas energy steel capital"))
)
_PEOPLE_ENDINGS = ("swoman", "swomen", "erman", "ermen", "sman", "smen", "kers", "workers", "ists")
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_SEATS = words("kremlin west vatican")
_EDGES = frozenset(",;:—–()[]\"“”„«»‘'`…!?")
_CLAUSE = words(
    """that while as but because after when which who whom whose if though although since where
    whether than before until what how so yet or nor amid despite"""
)
FINITE = BE | words(
    "has have had will would can could may might shall should must did does do 'd 'll 've 're"
)
_PREPOSITIONS = words(
    """in on at during after before for with by from to of about against between among over under
    through near within without into following amid despite since until across behind around close
    like via per alongside based known named living accused responsible"""
)
LEADS = words(
    """but and meanwhile however earlier later also still yet so then now separately additionally
    moreover nonetheless instead similarly himself herself itself"""
)
_ASIDE = words(
    """who which whose whom speaking in at on citing referring during after while when responding
    asked addressing quoting for as meanwhile however too with"""
)
_DETERMINERS = words(
    "the a an one two three four several some many most his her its their our my another other each"
)
_NO_SUBJECT = words(
    "this that these those it there which what who whom such same much more less not nothing as"
)
_NUMERAL = re.compile(r"\d+[.)]")
_WHEN = words("on in at since late early last this earlier by for")


@dataclass(slots=True)
class Scene:
    """An article with what the rules for statements look at, by word.

    ``named[i]`` is the name that covers the word, ``quoted[i]`` the number of the quotation it
    lies in (-1: none), ``dated[i]`` tells that a date or time covers it.
    """

    reading: Reading
    named: list[Guess | None]
    quoted: list[int]
    dated: list[bool]

    def is_edge(self, index: int) -> bool:
        """Tell whether a word parts phrases: punctuation, a conjunction, a finite verb."""
        lower = self.reading.lower[index]
        if self.named[index] is not None:
            return False
        if lower in ("-", "--", "'"):
            return not (index > 0 and self.reading.touches(index - 1))
        if lower in _EDGES or lower in _CLAUSE or lower in FINITE:
            return True
        cue = CUES.get(lower)
        return cue is not None and cue.form in ("past", "third") and not names_role(lower)

    def holds(self, index: int) -> bool:
        """Tell whether a word names somebody who can say something."""
        guess = self.named[index]
        if guess is not None:
            return guess.kind in _NAMED or self.reading.lower[index] in _SEATS
        lower = self.reading.lower[index]
        is_body = lower in HOLDERS or (lower[-1] == "s" and lower[:-1] in HOLDERS)
        return is_body or names_role(lower) or lower.endswith(_PEOPLE_ENDINGS)


def is_preposition(lower: str) -> bool:
    """Tell whether a word leads to what is no subject."""
    return lower in _PREPOSITIONS


def is_adverb(lower: str) -> bool:
    """Tell whether a word may stand between a subject and its verb."""
    return lower in BETWEEN or (len(lower) > 4 and lower.endswith("ly") and lower != "family")


def before(scene: Scene, floor: int, verb: int) -> Words | None:
    """Return the subject before a finite verb; None where there is none, or none that can speak.

    ``floor`` is the first word of the sentence. What is not asserted ("did not say", "to say")
    and the passive have none.
    """
    at = _before_adverbs(scene, floor, verb)
    lower = scene.reading.lower
    if at < floor:
        return None
    if scene.quoted[at] >= 0:
        return _with_nickname(scene, floor, at)
    if scene.named[at] is None and (lower[at] in NOT_FACTUAL or lower[at] in BE):
        return None
    if lower[at] == ",":
        return _around_aside(scene, floor, at)
    if lower[at] == ")":
        return _with_brackets(scene, floor, at)
    return _phrase(scene, floor, at + 1)


_NICKNAMING = words("known as called nicknamed alias dubbed also better simply the")


def _with_nickname(scene: Scene, floor: int, closing: int) -> Words | None:
    """Return the subject of "a trader known as “Old Ram” said"."""
    opening = closing
    floor = max(floor, closing - 20)
    while opening > floor and scene.quoted[opening - 1] == scene.quoted[closing]:
        opening -= 1
    end = opening
    while end > floor and scene.reading.lower[end - 1] in _NICKNAMING:
        end -= 1
    if end == opening or closing - opening > 6 or scene.reading.words[closing - 1] in (",", "."):
        return None
    found = _phrase(scene, floor, end)
    return (found[0], closing + 1) if found is not None else None


def _with_brackets(scene: Scene, floor: int, closing: int) -> Words | None:
    """Return the subject of "the African Union (AU) said"."""
    lower = scene.reading.lower
    for opening in range(closing - 1, max(floor, closing - 8), -1):
        if lower[opening] == "(":
            found = _phrase(scene, floor, opening)
            return (found[0], closing + 1) if found is not None else None
    return None


def _before_adverbs(scene: Scene, floor: int, verb: int) -> int:
    """Return the last word before a verb that is neither an adverb nor a date."""
    at = verb - 1
    lower = scene.reading.lower
    while at >= floor:
        if is_adverb(lower[at]) and scene.named[at] is None:
            at -= 1
        elif scene.dated[at]:
            while at >= floor and scene.dated[at]:
                at -= 1
            if at > floor and lower[at] in _WHEN:
                at -= 1
        else:
            break
    return at


def _around_aside(scene: Scene, floor: int, comma: int) -> Words | None:
    """Return the subject whose apposition or aside ends at a comma: "X, the envoy, said"."""
    lower = scene.reading.lower
    opening = comma - 1
    while opening >= floor and lower[opening] != "," and comma - opening < 30:
        is_reported = lower[opening] == "that" and lower[opening - 1] in CUES
        if scene.quoted[opening] >= 0 or is_reported or lower[opening] in (";", ":"):
            return None
        opening -= 1
    opening = _aside_opening(scene, floor, opening)
    if opening <= floor or lower[opening] != ",":
        return None
    outer = _phrase(scene, floor, opening)
    inner = (opening + 1, comma)
    if outer is None and any(names_role(lower[index]) for index in range(*inner)):
        first = _last_run(scene, max(floor, opening - 4), opening)
        return (first if first < opening else inner[0]), comma
    if outer is None:
        return _phrase(scene, *inner)
    if lower[inner[0]] in _ASIDE or not any(scene.holds(index) for index in range(*inner)):
        return outer
    return outer[0], comma


def _aside_opening(scene: Scene, floor: int, comma: int) -> int:
    """Return the comma before "speaking also for A, B and C", where it has commas of its own."""
    lower = scene.reading.lower
    for at in range(comma - 1, max(floor, comma - 16), -1):
        if scene.quoted[at] >= 0 or lower[at] in (";", ":"):
            return comma
        if lower[at] == "," and (lower[at + 1] in _ASIDE or lower[at + 1].endswith("ing")):
            return at
    return comma


def _phrase(scene: Scene, floor: int, end: int) -> Words | None:
    """Return the phrase that ends before ``end`` where it names somebody who can speak."""
    first = left_edge(scene, floor, end)
    found = holder(scene, first, end)
    lower = scene.reading.lower
    if found is None and first > floor + 1 and lower[first - 1] in ("who", "which", "whose"):
        stop = first - 2 if lower[first - 2] == "," else first - 1
        begin = left_edge(scene, floor, stop)
        found = holder(scene, begin, stop) or holder(scene, _behind_link(scene, begin, stop), stop)
    return (_list_start(scene, floor, found), found[1]) if found is not None else None


def _list_start(scene: Scene, floor: int, found: Words) -> int:
    """Return where a list of names begins: "Qatar, Egypt and Jordan denounced it"."""
    lower, first = scene.reading.lower, found[0]
    if "and" not in lower[slice(*found)]:
        return first
    while first - 1 > floor and lower[first - 1] == ",":
        guess = scene.named[first - 2]
        follower = scene.named[first + (lower[first] == "the")]
        if guess is None or guess.kind not in _NAMED or follower is None:
            break
        if follower.kind != guess.kind:
            break
        first = guess.first - (guess.first > floor and lower[guess.first - 1] == "the")
    return first


def _behind_link(scene: Scene, first: int, end: int) -> int:
    """Return where the words behind the last preposition begin: "by unions, which say"."""
    for at in range(end - 1, first - 1, -1):
        if scene.reading.lower[at] in _PREPOSITIONS and scene.named[at] is None:
            return at + 1
    return first


def anybody(scene: Scene, floor: int, verb: int) -> Words | None:
    """Return the subject of a verb that only people use, though nothing tells that it is one."""
    at = _before_adverbs(scene, floor, verb)
    lower, words_ = scene.reading.lower, scene.reading.words
    if at < floor or lower[at] in NOT_FACTUAL or scene.is_edge(at) or scene.quoted[at] >= 0:
        return None
    first = left_edge(scene, floor, at + 1)
    while first <= at and lower[first] in LEADS:
        first += 1
    if not 0 < at + 1 - first <= 9 or lower[first] in _PREPOSITIONS or lower[at] in _NO_SUBJECT:
        return None
    is_phrase = lower[first] in _DETERMINERS or words_[first][0].isupper() or lower[at][-1] == "s"
    is_whole = not any(scene.dated[each] for each in range(first, at + 1)) and lower[at].isalpha()
    return (first, at + 1) if is_phrase and is_whole else None


def anybody_after(scene: Scene, verb: int, limit: int) -> Words | None:
    """Return the subject behind such a verb: "said a weaver from the valley"."""
    lower = scene.reading.lower
    first = end = verb + 1
    if first >= limit or not (lower[first] in _DETERMINERS or scene.reading.words[first].istitle()):
        return None
    while end < limit and not scene.is_edge(end) and scene.quoted[end] < 0 and end - first < 8:
        is_age = scene.dated[end] and "old" in lower[end : end + 6]
        is_date = scene.dated[end] and not is_age
        if lower[end] in _PREPOSITIONS or is_date or lower[end] == ".":
            break
        end += 1
    return (first, with_apposition(scene, end, limit)) if end > first + 1 else None


def left_edge(scene: Scene, floor: int, end: int) -> int:
    """Return where the phrase begins that ends before ``end``."""
    at = end
    lower = scene.reading.lower
    while at > floor and not scene.is_edge(at - 1) and end - at < 30:
        if lower[at - 1] == "and" and not _is_joined(scene, floor, at - 1):
            break
        if lower[at - 1] == "." or _NUMERAL.fullmatch(lower[at - 1]) is not None:
            break  # "3. They noted"
        at -= 1
    return at


def _is_joined(scene: Scene, floor: int, at: int) -> bool:
    """Tell whether "and" joins two holders ("Russia and China"), and not two clauses."""
    if at <= floor or at + 1 >= len(scene.named):
        return False
    is_pair = at - 2 > floor and scene.reading.lower[at - 2] == "," and at + 2 < len(scene.named)
    if is_pair and scene.reading.lower[at - 1].isalpha() and scene.holds(at + 2):
        return True  # ", local and security sources"
    if names_role(scene.reading.lower[at + 1]) and scene.reading.words[at - 1][0].isupper():
        return True
    if not scene.holds(at - 1):
        return False
    guess = scene.named[at - 1]
    first = guess.first if guess is not None else at - 1
    while first > floor and (scene.holds(first - 1) or scene.reading.lower[first - 1] == "the"):
        first -= 1
    is_alone = first <= floor or scene.is_edge(first - 1)
    return is_alone or scene.reading.lower[first - 1] in (
        "of",
        "between",
        "from",
        "for",
        "and",
        "both",
    )


def holder(scene: Scene, first: int, end: int) -> Words | None:
    """Return the phrase without what leads to it; None where its head cannot say anything."""
    lower = scene.reading.lower
    while first < end and lower[first] in LEADS and scene.named[first] is None:
        first += 1
    if first < end and lower[first] in _PREPOSITIONS and scene.named[first] is None:
        first = _last_run(scene, first, end)
    if first >= end:
        return None
    if end - first == 1 and lower[first] in PRONOUNS:
        return first, end
    head = first
    while head < end and (lower[head] not in _PREPOSITIONS or scene.named[head] is not None):
        head += 1
    if head == first or scene.reading.words[end - 1] in ("'s", "'"):
        return None
    is_named = scene.named[head - 1] is not None and scene.holds(head - 1)
    is_office = any(
        scene.named[index] is None and scene.holds(index) for index in range(first, head)
    )
    return (first, end) if is_named or is_office else None


def _last_run(scene: Scene, first: int, end: int) -> int:
    """Return where the names and offices begin that end a phrase ("At noon Minister X")."""
    at = end
    while at > first and (
        scene.reading.words[at - 1][0].isupper()
        or names_role(scene.reading.lower[at - 1])
        or scene.reading.lower[at - 1] in ("'s", "-", "the")
    ):
        at -= 1
    return at


def after(scene: Scene, verb: int, limit: int) -> Words | None:
    """Return the subject behind a verb ("said Mao Ning, the ministry's spokesperson")."""
    first = verb + 1
    end = first
    lower = scene.reading.lower
    while end < limit and scene.quoted[end] < 0 and not scene.is_edge(end):
        is_link = lower[end] in _PREPOSITIONS and scene.named[end] is None
        if (is_link and lower[end] not in ("of", "for", "to", "from")) or scene.dated[end]:
            break
        if scene.reading.words[end] == ".":
            break
        end += 1
    found = holder(scene, first, end) if end > first else None
    if found is None or found[0] != first:
        return None
    return found[0], with_apposition(scene, end, limit)


def with_apposition(scene: Scene, end: int, limit: int) -> int:
    """Return the end of a name with ", the head of the mission" behind it."""
    lower = scene.reading.lower
    if end + 1 >= limit or lower[end] != ",":
        return end
    stop = end + 1
    while stop < limit and lower[stop] not in (",", ".", ";", ":") and scene.quoted[stop] < 0:
        if lower[stop] in CUES or lower[stop] in _CLAUSE or stop - end > 15:
            return end
        stop += 1
    return stop if any(names_role(lower[index]) for index in range(end + 1, stop)) else end
