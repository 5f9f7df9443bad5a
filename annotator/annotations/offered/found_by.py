"""Why the program suggests something, in words for the person who decides."""

from __future__ import annotations

_IN_WORDS = {
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


def found_by(rule: str) -> str:
    """Return what a rule looks at; the name itself where there is no better word for it."""
    return _IN_WORDS.get(rule, rule.replace("-", " "))
