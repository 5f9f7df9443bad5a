"""What a project holds that a format may or may not: the rows of the fidelity table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

Feature = Literal[
    "text",
    "facts",
    "zones",
    "mentions",
    "mention actors",
    "rejected mentions",
    "decisions",
    "statements",
    "fragments",
    "sources",
    "holders",
    "speakers",
    "cues",
    "addressees",
    "claim types",
    "second claim types",
    "certainty",
    "stances",
    "stances on statements",
    "implicit stances",
    "figures",
    "parents",
    "unsure",
    "notes",
    "quotation types",
    "article labels",
    "document stances",
    "comments",
    "flags",
    "annotators",
    "progress",
    "codebook versions",
    "working times",
    "suggestions",
    "rulings",
    "offsets",
    "overlaps",
]
FEATURES: tuple[Feature, ...] = get_args(Feature)

IN_WORDS: Mapping[Feature, str] = MappingProxyType(
    {
        "text": "The article's text, character by character",
        "facts": "Title, date and source of an article",
        "zones": "Headline, body, boilerplate and other zones",
        "mentions": "Entities: a span with a kind",
        "mention actors": "Which actor an entity is",
        "rejected mentions": "Suggested entities that were rejected",
        "decisions": "Which suggestion something was made from",
        "statements": "Statements: which parts belong together",
        "fragments": "A statement's content in several fragments",
        "sources": "The words that name a statement's source",
        "holders": "The actors whose statement it is",
        "speakers": "Speaker, medium and kind of a source",
        "cues": "The words that announce a statement",
        "addressees": "Whom a statement addresses",
        "claim types": "The claim type of a statement",
        "second claim types": "A second claim type of a statement",
        "certainty": "How certain a statement is",
        "stances": "The stances of a statement, with their targets",
        "stances on statements": "A stance on another statement",
        "implicit stances": "Whether a stance is implicit",
        "figures": "Figures that a statement gives",
        "parents": "A statement made inside another one",
        "unsure": "That the annotator was unsure",
        "notes": "The note on a statement",
        "quotation types": "Direct, indirect or mixed; reported or the author's",
        "article labels": "Labels of whole articles",
        "document stances": "Stances over a whole article that were overruled",
        "comments": "Comments",
        "flags": "Flags",
        "annotators": "Who said what, with several annotators",
        "progress": "Done, or done and nothing found",
        "codebook versions": "The codebook version of each annotation",
        "working times": "How long anybody worked on an article",
        "suggestions": "What the program suggested",
        "rulings": "What was settled between annotators: by whom and why",
        "offsets": "Where each span begins and ends, to the character",
        "overlaps": "Spans that overlap",
    }
)
_ONE_AND_MANY: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "text": ("text", "texts"),
        "certainty": ("certainty", "certainties"),
        "stances on statements": ("stance on a statement", "stances on statements"),
        "unsure": ("mark of doubt", "marks of doubt"),
        "progress": ("progress mark", "progress marks"),
    }
)


def counted_feature(number: int, feature: Feature) -> str:
    """Return a number with what it counts: "1 stance", "1,200 texts"."""
    one, many = _ONE_AND_MANY.get(feature, (feature.removesuffix("s"), feature))
    return f"1 {one}" if number == 1 else f"{number:,} {many}"
