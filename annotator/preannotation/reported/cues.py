"""Words that report what somebody said, by act: the claim types they suggest and how they go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.preannotation.names.lexicon import words

# How what is said stands beside the cue: a clause ("said that ..."), a clause after whom it is
# told, something to do ("urged both to ..."), "called" in all its uses, "of" ("accused X of ..."),
# a thing ("rejected the offer"), a feeling ("voiced concern"), "as" ("described X as ..."), an own
# deed ("vowed to ..."), a clause or whom it warns ("warned X against ..."), a name ("dubbed X a
# ..."), "held X responsible", only what somebody is to do
# ("ordered X to ..."), a feeling's cause ("worried that ...").
Frame = Literal[
    "clause",
    "tell",
    "ask",
    "call",
    "of",
    "object",
    "feeling",
    "as",
    "deed",
    "warn",
    "judge",
    "held",
    "to",
    "felt",
]
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
        clarify signal quip joke find rule stipulate post repeat specify recount read""",
    ),
    ("fact", "tell", "tell inform assure remind notify brief"),
    ("fact", "object", "document"),
    (
        "position",
        "clause",
        "stress emphasize emphasise underline underscore insist affirm reaffirm",
    ),
    ("position", "clause", "reiterate assert argue contend"),
    ("prediction", "clause", "predict forecast expect foresee"),
    ("prediction", "warn", "warn caution"),
    ("expressive", "clause", "lament complain fear hope regret worry"),
    ("accusation", "clause", "allege charge"),
    ("accusation", "of", "accuse blame suspect fault"),
    ("denial rejection", "object", "deny refute dispute dismiss rebut"),
    ("rejection denial", "object", "reject rebuff spurn"),
    ("call", "ask", "urge ask demand implore beseech exhort press request appeal recommend"),
    ("call", "to", "order invite advise encourage instruct beg lobby"),
    ("call", "call", "call"),
    ("offer", "deed", "offer propose volunteer"),
    ("commitment", "deed", "vow pledge promise swear undertake"),
    ("threat", "deed", "threaten"),
    ("rejection", "deed", "refuse"),
    ("expressive", "feeling", "express voice convey raise extend"),
    ("expressive", "object", "thank congratulate mourn"),
    ("expressive", "object", "apologise apologize"),
    ("evaluation", "object", "praise criticise criticize condemn denounce hail slam decry deplore"),
    ("evaluation", "object", "laud commend applaud lambast lambaste blast assail castigate"),
    ("position", "object", "welcome support favour favor back oppose endorse"),
    ("evaluation", "as", "describe portray depict present characterize characterise"),
    ("evaluation", "judge", "brand label dub deem term consider"),
)
_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote",
    "think": "thought",
    "swear": "swore",
    "undertake": "undertook",
    "find": "found",
    "read": "read",
    "speak": "spoke",
    "hold": "held",
    "put": "put",
    "make": "made",
    "give": "gave",
    "hurl": "hurled",
    "send": "sent",
    "foresee": "foresaw",
    "forecast": "forecast",
}
_DOUBLED = {
    "admit": "admitt",
    "rebut": "rebutt",
    "quip": "quipp",
    "dub": "dubb",
    "beg": "begg",
    "slam": "slamm",
}


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
    "state states mention report reports back fear hope note comment document label rule rules "
    "find finds post posts fault blast blasts term terms brand brands order lobby"
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
    explain worry complain lament find rule stipulate post repeat specify recount read"""
)
_THAT_ONLY = frozenset(form for verb in _NO_BARE_CLAUSE for form, _ in _forms(verb))


def needs_that(lower: str) -> bool:
    """Tell whether a verb reports something only with "that", a colon or a quotation behind it."""
    return lower in _THAT_ONLY


# Verbs that report something with a small word behind them: "ruled out", "pleaded for".
_PHRASAL: tuple[tuple[str, Frame, str], ...] = (
    ("rejection", "object", "rule-out turn-down brush-aside brush-off wave-off shrug-off"),
    ("call", "object", "plead-for push-for lobby-for press-for argue-for campaign-for"),
    ("fact", "object", "speak-of talk-of allude-to hint-at talk-about"),
    ("fact", "clause", "point-out put-it set-out lay-out"),
    ("evaluation", "object", "lash-out hit-out hit-back cast-doubt"),
    ("accusation", "object", "trade-blame trade-accusations exchange-accusations trade-barbs"),
    ("position", "object", "object-to insist-on argue-against take-issue"),
    ("expressive", "object", "apologise-for apologize-for"),
    ("call", "to", "plead-with"),
    ("commitment", "deed", "agree-to commit-to"),
    ("position", "clause", "agree-that hold-that"),
    ("position", "clause", "make-clear"),
)
PHRASES: dict[str, dict[str, Cue]] = {}
for _acts, _frame, _listed in _PHRASAL:
    for _verb, _word in (pair.split("-") for pair in _listed.split()):
        for _each, _kind in _forms(_verb):
            PHRASES.setdefault(_each, {})[_word] = Cue((_acts,), _frame, _kind)
# Verbs that go with a noun for what is said: "issued a warning that", "repeated its call for".
LIGHT: dict[str, Form] = {
    form: kind
    for verb in words(
        "issue make repeat renew reiterate level deliver give send voice raise lodge file trade "
        "exchange hurl register submit swap"
    )
    for form, kind in _forms(verb)
}
# "held X responsible", "put the toll at nine".
HELD: dict[str, tuple[Cue, frozenset[str], frozenset[str]]] = {
    **{
        form: (
            Cue(("accusation",), "held", kind),
            words("responsible accountable liable"),
            words(""),
        )
        for form, kind in _forms("hold")
    },
    **{
        form: (
            Cue(("fact",), "held", kind),
            words("at"),
            words("toll number figure losses loss damage cost total price"),
        )
        for form, kind in _forms("put")
    },
}

# What is expressed or voiced, and what kind of claim that makes.
FEELINGS: dict[str, str] = {
    **dict.fromkeys(words("readiness willingness"), "offer"),
    **dict.fromkeys(
        words(
            """concern concerns hope hopes regret sorrow alarm condolences sympathy gratitude thanks
            satisfaction disappointment dismay outrage anger shock confidence fear fears optimism
            frustration grief solidarity sadness worry appreciation relief
            congratulations apologies sympathies indignation displeasure wishes"""
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
    **dict.fromkeys(words("protest protests objection objections"), "rejection"),
    **dict.fromkeys(words("complaint complaints blame recriminations"), "accusation"),
    **dict.fromkeys(words("offer proposal"), "offer"),
}
READY = words("ready willing prepared")
# "Officials are worried that ...", and what kind of claim that makes.
FELT: dict[str, str] = {
    **dict.fromkeys(
        words("worried concerned hopeful alarmed disappointed afraid dismayed saddened grateful"),
        "expressive",
    ),
    **dict.fromkeys(words("adamant convinced confident opposed sceptical skeptical"), "position"),
}
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
