"""What kind of claim somebody makes: a guess from the cue and from signal words of what is said."""

from __future__ import annotations

import re

# The group of each act, for codebooks with claim types of their own in the usual groups.
ACT_GROUPS: dict[str, str] = {
    **dict.fromkeys(("fact", "prediction", "accusation", "denial"), "assertive"),
    **dict.fromkeys(("evaluation", "position", "expressive"), "evaluative"),
    "call": "directive",
    **dict.fromkeys(("offer", "commitment", "rejection", "threat"), "commissive"),
}
_THEIRS = re.compile(
    r"^\W*(?:that )?(?:we|i|it|he|she|they|our \w+|its \w+|his \w+|her \w+|officials)\b"
)
_AHEAD = re.compile(
    r"(?<!that )(?<!which )(?<!who )\b(?:(?:will|would|shall|won['’]t|wouldn['’]t|['’]ll)"
    r"(?! (?:like|be|have|take|need|help|depend))|intends?|plans?|"
    r"(?:is|are|was|were|['’](?:re|m|s)) (?:not )?"
    r"(?:scheduled|due|planning|going|preparing|set|arranging|about|determined|committed)|"
    r"(?:do not|don['’]t|did not) (?:intend|plan))\b"
)
_OPERATIONS = re.compile(
    r"^\W*(?:that )?(?:the |our |its )?(?:\w+ )?(?:operations?|strikes?|campaign|offensive|"
    r"struggle) "
    r"will (?:continue|go on|not stop)\b"
)
_TOLL = re.compile(
    r"\b(?:killed|dead|deaths?|died|wounded|injured|injuries|casualties|missing|displaced)\b"
)
_COUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|"
    r"thousands?|several|many|some|no|number|toll)\b"
)
_MAYBE = re.compile(r"\b(?:will|would|could|may|might|should|must)\b")
_HARM = re.compile(
    r"\b(?:revenge|reveng\w+|aveng\w+|retaliat\w+|punish\w*|crush\w*|destroy|strike back|"
    r"hit back|pay (?:a|the) (?:\w+ )?price|regret it|respond (?:with|to|in|forcefully|decisively|"
    r"harshly|strongly)|consequences|all[- ]out|not hesitate|decisive response|"
    r"hunt(?:ed)? (?:\w+ )?down|befitting|no safe|so will our|teach \w+ a lesson|"
    r"(?:sink|shoot|shot) (?:\w+ )?down|sleep soundly|be dealt with|held accountable)\b"
)
_AHEAD_OF_HARM = re.compile(r"\b(?:will|would|shall|can|cannot|must|if)\b|['’]ll\b")
_HOSTILE = re.compile(
    r"\b(?:crossed|invaded|attacked|shelled|bombed|bombarded|fired|struck|moved|entered|seized|"
    r"abducted|killed|jammed|hacked|armed|supplied|smuggled|blocked|occupied|intruded|arming|"
    r"supplying|attacking|shelling|bombing|blocking|interfer\w+|meddl\w+)\b"
)
# A judgement about what something is: "the wounded are the lucky ones".
_JUDGES = re.compile(
    r"(?<!there )\b(?:is|are|was|were|isn['’]t|aren['’]t)\b"
    r"(?! (?:\w+ly )?(?:\w+ing|\w+ed|being|been|in|at|on)\b)|"
    r"\w['’](?:s|re)\b (?:a|an|the|not|like|so|very|too|no)\b"
)
_DIGIT = re.compile(r"\d")
_UNTRUE = re.compile(
    r"\b(?:fiction|lies?|false|baseless|unfounded|fabricat\w+|nonsense|propaganda|untrue|absurd|"
    r"fake|figment|invent\w+|imaginary|fantas\w+|ridiculous|groundless|hoax)\b"
)
_CLAIM = re.compile(
    r"\b(?:charges?|claims?|allegations?|accusations?|reports?|rumou?rs?|suggestions?|assertions?|"
    r"words|remarks|notions?|narratives?|findings|figures|involvement|baseless|unfounded|"
    r"fabricat\w+|"
    r"propaganda|false|untrue|lies?)\b"
)
_PROPOSAL = re.compile(
    r"\b(?:requests?|offers?|proposals?|demands?|appeals?|bids?|plans?|deals?|terms|invitations?|"
    r"entry|access|visas?|permission|calls?|ceasefires?|truces?|conditions?|ultimatum)\b"
)
_HOPE = re.compile(r"\bhopes?\b|\bhoping\b")
# "hopes that Norway will free the sailors": who is to do it has a name.
_HOPED_OF = re.compile(
    r"\b[Hh]op(?:es?|ed|ing)\b(?: that)?(?: (?:the|both|all|these|those))?(?: [\w'’-]+){0,6} "
    r"(?:will|would|can)\b"
)
_NOBODY_ELSE = re.compile(r"\bhop(?:es?|ed|ing)\b(?: that)? (?:we|i|it|they|he|she|there|things)\b")
# Signal words of a content that tells more than the verb of saying before it, tried in this order.
_DEEPER: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "offer",
        re.compile(
            r"\b(?:ready|willing|prepared|willingness|readiness) to\b|\boffer(?:s|ed|ing)? (?:to|"
            r"(?:\w+ )?(?:mediation|help|assistance|talks))\b|\bhas offered\b|"
            r"\bwould (?:be )?(?:willing|ready|glad|happy)\b"
        ),
    ),
    (
        "call",
        re.compile(
            r"\b(?:we|i|it|they|he|she) (?:call|urge|ask|demand|appeal|request|implore)s?\b|"
            r"\b(?:calls?|calling|called|urge[sd]?|urging) (?:on|upon|for|all|both)\b|"
            r"^\W*(?:let us|stop|please|stay|go|leave|come|give|do not|don['’]t|never|end|"
            r"release|return|bring|keep|lift|open|listen|act|let)\b|"
            r"\bwe (?:ask\b|expect\b(?!.* to\b))|"
            r"\b(?:must|should) (?:\w+ly )?(?:stop|end|withdraw|halt|cease|return|release|lift|"
            r"leave|refrain|resume|reopen|hand)\b"
        ),
    ),
    (
        "expressive",
        re.compile(
            r"\b(?:concerned|worried|saddened|alarmed|grateful|sorry|disappointed|shocked|hopeful|"
            r"hop(?:es?|ed|ing)|regret(?:s|ted)?|thank(?:s|ed|ful)?|proud|glad|appalled|delighted|"
            r"fear(?:s|ed)?(?! (?:dead|drowned|killed|missing|trapped|lost))|relieved|heartbroken|"
            r"afraid|angry|outraged|dismayed|mourn\w*|"
            r"condolences|pleased|happy|horrified|devastated|frustrated)\b"
        ),
    ),
    (
        "rejection",
        re.compile(
            r"\b(?:do(?:es)?|will|shall|can|could|would)(?: not|n['’]t) accept|cannot accept|"
            r"\b(?:refuses?|refused) to\b|\b(?:rejects?|turned down)\b|"
            r"\b(?:will|would|shall|do(?:es)?)(?: not|n['’]t| never)(?: and will never)? "
            r"(?:recogni[sz]e|negotiate|withdraw|surrender|yield|bow|back down|cede|sign|pull out|"
            r"give (?:up|in|way)|take part|be part of)\b|\bwon['’]t (?:negotiate|withdraw|"
            r"surrender|"
            r"yield|bow|back down|cede|sign|pull out|give (?:up|in)|talk)\b"
        ),
    ),
    (
        "denial",
        re.compile(
            r"\b(?:never happened|no such|baseless|untrue|unfounded|fabricated|nothing to do with|"
            r"(?:had|has|have|played|plays) no (?:role|part|involvement|knowledge)|"
            r"(?:was|were|is|are) not (?:involved|responsible|behind|true|there|ours|us)|false|"
            r"(?:did not|didn['’]t) (?:open|fire|attack|target|order|violate|break|shell|bomb|"
            r"strike|cross|send|carry|launch|use|kill|know)|it did not|groundless|"
            r"(?:usual|pure|all|these|their|blatant|only) lies|lies (?:and|of|by)|a lie|fake news|"
            r"hoax|figment of|"
            r"(?:is|are|was|were|have|has) never (?:been )?(?:targeted|attacked|struck|harmed|"
            r"there)|"
            r"not a (?:single|target))\b|"
            r"^\W*(?:that )?no \w+ (?:ran|fled|fired|crossed|took|did|was|were|has|have|had)\b"
        ),
    ),
    (
        "accusation",
        re.compile(
            r"\b(?:(?<!who )(?:was|were|is) behind|to blame|responsible for|blames?|accuses?|"
            r"violat(?:ed|es|ing|ions?)|deliberate(?:ly)?|war crimes?|genocide|aggression|"
            r"sabotag\w+|betray\w*|lied|cheat\w+|sponsor\w* (?:terror\w*)|provocations?|"
            r"breach(?:ed|es|ing)?|broke (?:the|its) (?:truce|ceasefire|promise|word|law)|"
            r"shelter(?:s|ed|ing)|harbou?r(?:s|ed|ing)|dictated by|intimidat\w+|playing with fire|"
            r"into an? (?:\w+ )?(?:ground|battlefield|prison|colony)|bullying|true face|"
            r"destabili[sz]\w+|"
            r"responsibility (?:\w+ )?(?:rests|lies|falls)|orchestrat\w+|conspir\w+|plott(?:ed|"
            r"ing)|"
            r"designed to (?:protect|harm|hide|divide|punish|weaken|silence)|pretext|cover[- ]up|"
            r"(?:forgotten|abandoned) us|has forgotten|have forgotten|brainwash\w+|blackmail\w*)\b"
        ),
    ),
    (
        "position",
        re.compile(
            r"\b(?:supports?|in favou?r|opposes?|opposed to|backs?|should|must|welcomes?|wants?|"
            r"need(?:s|ed)? to|(?:top )?priority|only (?:possible|way|solution)|essential|"
            r"would like|ought to|has to|have to|had to|"
            r"there (?:can be|is) no (?:alternative|other|place|military|room)|"
            r"deserves?|adheres? to|takes? no sides?|reserves? the right|wants? no|conditional on|"
            r"at the core|neutral|no justification|"
            r"ha(?:s|ve) no place|no right to|(?:does|do) not give \w+ (?:\w+ )?the right|"
            r"reaffirms?|"
            r"(?:is|are|was|were|has been|have been) (?:\w+[’']?s? )?(?:territory|sovereign|"
            r"indivisible)|"
            r"you cannot|can(?:not|['’]t| not) be (?:imposed|solved|bought|traded|divided)|"
            r"could not be (?:imposed|solved)|null and void|"
            r"remains firm|committed to|believes? in|stands? (?:by|with))\b"
        ),
    ),
    (
        "prediction",
        re.compile(
            r"\b(?:will|would|could|may|might|likely|unlikely|(?:is|are) (?:expected|set|bound) to|"
            r"going to|won['’]t|['’]ll|expects?|expected|risks? of|about to|doomed to|bound to)\b"
        ),
    ),
    (
        "evaluation",
        re.compile(
            r"\b(?:condemn(?:s|ed)?|denounce[sd]?|deplore[sd]?|laughable|unworthy|mischievous|"
            r"measured|nonsense|outrageous|inhumane?|flagrant|hypocri\w+|legitimate|justified|"
            r"unjustified|"
            r"immoral|(?:dis)?proportionate|abnormal|steady improvement|biased|one-sided|hollow|"
            r"self-defensive|insult\w*|"
            r"good|bad|dangerous|important|historic|great|terrible|serious|tense|"
            r"unacceptable|runs? counter to|contrary to|undermines?|"
            r"disgrac\w+|mistakes?|disaster|disastrous|best|worst|key|useful|fair|unfair|reckless|"
            r"betrayal|better|worse|too (?:little|late|high|low|slow|soon|many|much)|success\w*|"
            r"fail(?:ure|ing)|weak|strong|safe|unsafe|critical|vital|crucial|constructive|"
            r"productive|positive|negative|illegal|unlawful|illegitimate|brave|heroic|cruel|"
            r"brutal|barbaric|cowardly|irresponsible|shameful|tragic|tragedy|catastroph\w+|"
            r"unprecedented|alarming|horrific|horrible|difficult|impossible|fragile|absurd|"
            r"ridiculous|meaningless|excellent|wonderful|milestone|breakthrough|setback|"
            r"victory|dead letter|a (?:gift|joke|farce|trap|insult|threat|step))\b"
        ),
    ),
)
_OPEN_ACTS = frozenset({"fact", "position", "prediction"})
_KEPT: dict[str, frozenset[str]] = {
    "position": frozenset({"prediction", "call", "offer", "commitment", "threat", "denial"}),
    "prediction": frozenset({"call", "threat"}),
}


def claim_types(
    acts: tuple[str, ...], content: str, *, about: str = "", is_quote: bool = False
) -> tuple[str, ...]:
    """Return the claim types that a cue and what it announces suggest, the likeliest first.

    Verbs that go with any claim ("said", "stressed") are decided by signal words of the content.
    ``about`` tells whose doings the content begins with: "own", those of an "other" country, or "".
    ``announcement`` among the acts is a fact that is about the holder's own doings.
    """
    lower = content.lower()
    if acts == ("announcement",):
        acts, about = ("fact",), "own"
    if acts[0] == "evaluation" and _CLAIM.search(lower) and _UNTRUE.search(lower):
        return ("denial", *acts)
    if "rejection" in acts and "denial" in acts:
        return _refusal(acts, lower)
    if acts[0] == "expressive" and _is_hoped_of_somebody(content):
        return ("call", *acts)
    if acts[0] == "accusation" and _CLAIM.match(lower.removeprefix("the ")) is not None:
        return ("denial", *acts)  # "faulted claims that they fled"
    if acts[0] == "commitment" and _HARM.search(lower) is not None:
        return ("threat", *acts)
    if acts[0] not in _OPEN_ACTS or len(acts) > 1:
        return acts
    deeper = _deeper(content, lower, about, is_quote)
    if acts[0] in _KEPT:
        kept = _KEPT[acts[0]]
        ahead = [each for each in deeper if each in kept]
        is_first = acts[0] == "prediction" or deeper[:1] == tuple(ahead[:1])
        return tuple(dict.fromkeys([*ahead, *acts] if is_first else [*acts, *ahead]))
    return tuple(dict.fromkeys([*deeper, *acts]))


def _refusal(acts: tuple[str, ...], lower: str) -> tuple[str, ...]:
    """Tell a claim that is denied from a proposal that is refused, by what it is."""
    claim, proposal = _CLAIM.search(lower), _PROPOSAL.search(lower)
    if claim is not None and (proposal is None or claim.start() < proposal.start()):
        return ("denial", "rejection")
    if proposal is not None:
        return ("rejection", "denial")
    return acts


def _is_hoped_of_somebody(content: str) -> bool:
    """Tell whether a named actor is hoped to do what it could: "we hope Norway will sign"."""
    match = _HOPED_OF.search(content)
    if match is None or _NOBODY_ELSE.match(content, match.start()) is not None:
        return False
    words = match[0].split()[1:]
    return any(word[0].isupper() for word in words) or "both" in words


def _deeper(content: str, lower: str, about: str, is_quote: bool) -> tuple[str, ...]:
    found = [act for act, pattern in _DEEPER if pattern.search(lower) is not None]
    toll = _TOLL.search(lower)
    is_toll = toll is not None and (toll[0] == "casualties" or _COUNT.search(lower) is not None)
    if is_toll and _MAYBE.search(lower) is None:
        found = [each for each in found if each in ("expressive", "accusation", "denial", "call")]
        return tuple(found if found[:1] == ["expressive"] else ["fact", *found])
    if _HOPE.search(lower) is not None:
        found = [each for each in found if each != "prediction"]
        found = ["call", *found] if _is_hoped_of_somebody(content) else found
    about = "own" if _OPERATIONS.match(lower) is not None else about
    is_announced = (about == "own" or _THEIRS.match(lower) is not None) and _AHEAD.search(lower)
    if is_announced and not {"offer", "call"} & set(found):
        own = "threat" if _HARM.search(lower) is not None else "commitment"
        at = found.index("prediction") if "prediction" in found else len(found)
        found.insert(0 if at == 0 or found[:1] == ["position"] else at, own)
    elif _HARM.search(lower) is not None and _AHEAD_OF_HARM.search(lower) is not None:
        found.insert(0, "threat")
    if about == "other" and not found and _HOSTILE.search(lower) is not None:
        found = ["accusation"]
    if not found and is_quote and _JUDGES.search(lower) is not None and not _DIGIT.search(lower):
        found = ["evaluation"]
    return tuple(found)
