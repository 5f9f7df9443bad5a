"""Words that report what somebody said, by act: the claim types they suggest and how they go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.preannotation.lexicon import words

# How what is said stands beside the cue: a clause ("said that ..."), a clause after whom it is
# told, something to do ("urged both to ..."), "called" in all its uses, "of" ("accused X of ..."),
# a thing ("rejected the offer"), a feeling ("voiced concern"), "as" ("described X as ..."), an own
# deed ("vowed to ...").
Frame = Literal["clause", "tell", "ask", "call", "of", "object", "feeling", "as", "deed"]
Form = Literal["base", "third", "past", "ing"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a reporting verb; ``acts`` are claim types, the likeliest first."""

    acts: tuple[str, ...]
    frame: Frame
    form: Form


_VERBS: tuple[tuple[str, Frame, str], ...] = (
    (
        "fact",
        "clause",
        """say add note state announce report explain confirm claim reply reveal disclose recall
        tweet write remark observe comment declare testify maintain indicate mention admit
        acknowledge concede suggest believe think estimate reckon respond conclude continue
        clarify signal quip joke""",
    ),
    ("fact", "tell", "tell inform assure remind notify brief"),
    ("fact", "object", "document"),
    (
        "position",
        "clause",
        "stress emphasize emphasise underline underscore insist affirm reaffirm",
    ),
    ("position", "clause", "reiterate assert argue contend"),
    ("prediction", "clause", "predict forecast caution warn expect foresee"),
    ("expressive", "clause", "lament complain fear hope regret worry"),
    ("accusation", "clause", "allege charge"),
    ("accusation", "of", "accuse blame suspect"),
    ("denial rejection", "object", "deny refute dispute dismiss rebut"),
    ("rejection denial", "object", "reject rebuff spurn"),
    ("call", "ask", "urge ask demand implore beseech exhort press request appeal"),
    ("call", "call", "call"),
    ("offer", "deed", "offer propose volunteer"),
    ("commitment", "deed", "vow pledge promise swear undertake"),
    ("threat", "deed", "threaten"),
    ("rejection", "deed", "refuse"),
    ("expressive", "feeling", "express voice convey"),
    ("evaluation", "object", "praise criticise criticize condemn denounce hail slam decry deplore"),
    ("evaluation", "object", "laud commend applaud"),
    ("position", "object", "welcome support favour favor back oppose endorse"),
    ("evaluation", "as", "describe portray depict present characterize characterise brand label"),
)
_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote",
    "think": "thought",
    "swear": "swore",
    "undertake": "undertook",
    "foresee": "foresaw",
    "forecast": "forecast",
}
_DOUBLED = {"admit": "admitt", "rebut": "rebutt", "quip": "quipp"}


def _forms(verb: str) -> Iterator[tuple[str, Form]]:
    yield verb, "base"
    stem = _DOUBLED.get(verb, verb)
    if verb.endswith("y") and verb[-2] not in "aeiou":
        yield f"{verb[:-1]}ies", "third"
        yield f"{verb[:-1]}ied", "past"
    else:
        yield f"{verb}es" if verb.endswith(("s", "ch", "sh")) else f"{verb}s", "third"
        past = f"{verb}d" if verb.endswith("e") else f"{stem}ed"
        yield _IRREGULAR.get(verb, past), "past"
    is_silent = verb.endswith("e") and not verb.endswith("ee")
    yield (f"{verb[:-1]}ing" if is_silent else f"{stem}ing"), "ing"


CUES: dict[str, Cue] = {
    form: Cue(tuple(acts.split()), frame, kind)
    for acts, frame, listed in _VERBS
    for verb in listed.split()
    for form, kind in _forms(verb)
}
# Forms that are nouns or linking words far more often.
for _form in words(
    "state states mention report reports back fear hope note comment document label"
):
    CUES.pop(_form, None)
for _form in words(
    "according backing pressing continuing including brief briefs press maintaining"
):
    CUES.pop(_form, None)

# Verbs that report something only with "that", a colon or a quotation behind them.
_NO_BARE_CLAUSE = words(
    """continue maintain recall reveal respond mention observe remark indicate signal conclude
    comment clarify quip joke reply testify assert contend suggest charge write tweet disclose
    explain worry complain lament underline underscore affirm"""
)
_THAT_ONLY = frozenset(form for verb in _NO_BARE_CLAUSE for form, _ in _forms(verb))


def needs_that(lower: str) -> bool:
    """Tell whether a verb reports something only with "that", a colon or a quotation behind it."""
    return lower in _THAT_ONLY


# What is expressed or voiced, and what kind of claim that makes.
FEELINGS: dict[str, str] = {
    **dict.fromkeys(words("readiness willingness"), "offer"),
    **dict.fromkeys(
        words(
            """concern concerns hope hopes regret sorrow alarm condolences sympathy gratitude thanks
            satisfaction disappointment dismay outrage anger shock confidence fear fears optimism
            frustration grief solidarity sadness worry appreciation relief"""
        ),
        "expressive",
    ),
    **dict.fromkeys(words("support opposition interest desire preference solidarity"), "position"),
    **dict.fromkeys(words("doubt doubts criticism scepticism skepticism"), "evaluation"),
    **dict.fromkeys(words("determination commitment"), "commitment"),
}
# Nouns for what somebody said: "Kabul's accusation that ...", with their claim types.
NOUNS: dict[str, str] = {
    **dict.fromkeys(words("claim claims assertion assertions insistence contention"), "fact"),
    **dict.fromkeys(
        words("allegation allegations accusation accusations charge charges"), "accusation"
    ),
    **dict.fromkeys(words("warning warnings prediction"), "prediction"),
    **dict.fromkeys(words("call calls demand demands appeal appeals plea"), "call"),
    **dict.fromkeys(words("pledge pledges promise promises vow"), "commitment"),
    **dict.fromkeys(words("threat threats"), "threat"),
    **dict.fromkeys(words("denial denials"), "denial"),
    **dict.fromkeys(words("offer proposal"), "offer"),
}
READY = words("ready willing prepared")
BE = words("is are was were be been being am")
STANDS = BE | words("stands stand stood remains remain says")
BETWEEN = words(
    """also has have had did does do again repeatedly later earlier then further once now still
    even already just previously reportedly always often never-ending who herself himself itself
    themselves both today yesterday separately"""
) - {"who"}  # fmt: skip
NOT_FACTUAL = words(
    """to will would may might could should can cannot must not n't never let if shall
    without"""
)
# Signal words of a content that tells more than the verb of saying before it, tried in this order.
_ALL = re.IGNORECASE
_DEEPER: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "offer",
        re.compile(
            r"\b(?:ready|willing|prepared|willingness|readiness) to\b|\boffer(?:s|ed)? to\b|"
            r"\bwould (?:be )?(?:willing|ready)\b|\bhas offered\b",
            _ALL,
        ),
    ),
    (
        "call",
        re.compile(
            r"\b(?:we|i|it|they|he|she) (?:call|urge|ask|demand|appeal)s?\b|"
            r"\b(?:call|urge)s? (?:on|upon|for|all|both)\b|"
            r"^\W*(?:let us|stop|please)\b|\bmust (?:stop|end|withdraw|halt)\b",
            _ALL,
        ),
    ),
    (
        "expressive",
        re.compile(
            r"\b(?:concerned|worried|saddened|alarmed|grateful|sorry|disappointed|shocked|hopeful|"
            r"hopes?|regrets?|thanks?|proud|glad|appalled|delighted|fears?)\b",
            _ALL,
        ),
    ),
    (
        "denial",
        re.compile(r"\b(?:never happened|did not|didn['’]t|no such|baseless|untrue|false)\b", _ALL),
    ),
    (
        "position",
        re.compile(
            r"\b(?:supports?|in favou?r|opposes?|backs?|should|must|welcomes?|wants?|"
            r"need(?:s|ed)? to|top priority|only (?:possible|way)|essential|would like)\b",
            _ALL,
        ),
    ),
    (
        "commitment",
        re.compile(
            r"^\W*(?:(?:that )?(?:we|i|he|she|it|they|officials|the \w+)) (?:will|would|shall|"
            r"don['’]t intend|intends?|plans?|won['’]t)\b|"
            r"\b(?:is|are) (?:scheduled|due|planning) to\b",
            _ALL,
        ),
    ),
    (
        "prediction",
        re.compile(r"\b(?:will|could|would|may|might|likely|unlikely|expected to)\b", _ALL),
    ),
    (
        "evaluation",
        re.compile(
            r"\b(?:good|bad|dangerous|important|unacceptable|historic|great|terrible|serious|tense|"
            r"disgrace|mistake|disaster|best|worst|key|useful|fair|unfair|reckless)\b",
            _ALL,
        ),
    ),
)
_OPEN_ACTS = frozenset({"fact", "position"})


def claim_types(acts: tuple[str, ...], content: str) -> tuple[str, ...]:
    """Return the claim types that a cue and what it announces suggest, the likeliest first.

    Verbs that go with any claim ("said", "stressed") are decided by signal words of the content.
    """
    if acts[0] not in _OPEN_ACTS or len(acts) > 1:
        return acts
    deeper = tuple(act for act, pattern in _DEEPER if pattern.search(content) is not None)
    if acts[0] == "position":
        return tuple(dict.fromkeys([*(each for each in deeper if each == "prediction"), *acts]))
    return tuple(dict.fromkeys([*deeper, *acts]))
