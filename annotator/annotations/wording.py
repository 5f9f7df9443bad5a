"""How annotations are called in words, for status line, undo menu, cards and choosers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.annotations.actors import standing_id
from annotator.annotations.model import Actor, Stance, Statement, Target
from annotator.codebook.model import Codebook
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Candidate

_FOUND_BY = {
    "accused-of": "who is accused of what",
    "blamed": "who is blamed for what",
    "called-as": "what something is called",
    "clause": "the words behind the cue",
    "clause-around": "the words before and behind the cue",
    "clause-before": "the words before the cue",
    "clause-colon": "the words behind a colon",
    "clause-that": "the words behind the cue and “that”",
    "continued-quote": "a quotation that goes on",
    "deed": "a promise, an offer, a threat or a refusal",
    "deed-object": "a promise, an offer, a threat or a refusal",
    "described-as": "how something is described",
    "expressed": "a feeling that is expressed",
    "heading-colon": "a colon in a headline",
    "heading-quote": "a quotation in a headline",
    "nested": "what is said inside another statement",
    "noun": "a noun that tells of saying",
    "object": "what the cue is about",
    "quote-after": "a quotation behind the cue",
    "quote-before": "a quotation before the cue",
    "quote-interrupted": "a quotation on both sides of the cue",
    "sentence-before": "the sentence before the cue",
    "speaker-colon": "a name and a colon",
    "to-infinitive": "the cue and “to”",
}


def excerpt(text: str, spans: Iterable[Span], *, length: int = 60) -> str:
    """Return what the spans cover on one line, with dots between fragments and where it is cut."""
    words = " … ".join(" ".join(span.covered(text).split()) for span in spans)
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"


def label(identifier: str) -> str:
    """Return a codebook id as words: "at_least" reads "at least"."""
    return identifier.replace("_", " ")


def claim_type_label(codebook: Codebook, claim_type_id: str) -> str:
    """Return the name of a claim type, or its id where this codebook does not know it."""
    claim_type = codebook.claim_type(claim_type_id)
    return (claim_type.label if claim_type else "") or label(claim_type_id)


def stance_label(codebook: Codebook, value: str) -> str:
    """Return the name of a stance value, or its id where this codebook does not know it."""
    known = codebook.stance_value(value)
    return (known.label if known else "") or label(value)


def actor_name(actors: Mapping[str, Actor], actor_id: str) -> str:
    """Return the name of an actor, or its id where it is unknown."""
    actor = actors.get(actor_id)
    return actor.name if actor is not None else actor_id


def actor_names(actors: Mapping[str, Actor], ids: Iterable[str]) -> str:
    """Return the names of several actors in one line, each actor once."""
    standing = dict.fromkeys(standing_id(each, actors) for each in ids)
    return ", ".join(actor_name(actors, each) for each in standing)


def target_label(
    target: Target,
    codebook: Codebook,
    actors: Mapping[str, Actor],
    numbers: Mapping[str, int],
) -> str:
    """Return what a stance is about: a topic's label, an actor's name, or a statement's number."""
    if target.kind == "topic":
        topic = codebook.topic(target.id)
        return (topic.label if topic else "") or label(target.id)
    if target.kind == "actor":
        return actor_name(actors, target.id)
    number = numbers.get(target.id)
    return f"statement {number}" if number is not None else "a statement"


def stance_verb(target: Target, value: str, codebook: Codebook) -> str:
    """Return how a stance value reads for its target: "favors", "denies", "blames"..."""
    topic = codebook.topic(target.id) if target.kind == "topic" else None
    kind = topic.kind if topic is not None else "policy"
    return codebook.wording(target.kind, value, topic_kind=kind)


def stance_words(
    stance: Stance,
    codebook: Codebook,
    actors: Mapping[str, Actor],
    numbers: Mapping[str, int],
) -> str:
    """Return a stance as one phrase: "favors: Talks should be held (implicit)"."""
    verb = stance_verb(stance.target, stance.value, codebook)
    words = f"{verb}: {target_label(stance.target, codebook, actors, numbers)}"
    return words if stance.explicit else f"{words} (implicit)"


def holder_words(statement: Statement, actors: Mapping[str, Actor]) -> str:
    """Return who says it: "Mao Ning (China)", "China", "Author's voice", or nothing where open."""
    source = statement.source
    named = _holder_words(source.actors, source.speaker, actors)
    return named or ("Author's voice" if statement.voice == "author" else "")


def _holder_words(holders: Iterable[str], speaker: str | None, actors: Mapping[str, Actor]) -> str:
    names = actor_names(actors, holders)
    if speaker is None:
        return names
    name = actor_name(actors, speaker)
    return f"{name} ({names})" if names else name


def candidate_holder(candidate: Candidate, actors: Mapping[str, Actor], text: str) -> str:
    """Return who may hold a possible statement: actors, or the words of the source."""
    known = tuple(each for each in candidate.actors if each in actors)
    speaker = candidate.speaker if candidate.speaker in actors else None
    return _holder_words(known, speaker, actors) or excerpt(text, candidate.source, length=50)


def found_by(rule: str) -> str:
    """Return what a rule looks at; the name itself where there is no better word for it."""
    return _FOUND_BY.get(rule, rule.replace("-", " "))
