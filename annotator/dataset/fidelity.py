"""What the rows of each kind of dataset keep of a project, for one annotator's labels each.

With votes or a majority, rows say what several people make of it together; whose words a row shows
is told in its columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from annotator.dataset.tasks.rows import Task
from annotator.formats.labelled.features import Feature
from annotator.formats.labelled.uses import Fidelity

_OF_ROWS = "of articles that have rows"
_IN_PARTS: Mapping[Feature, str] = MappingProxyType(
    {
        "facts": _OF_ROWS,
        "annotators": _OF_ROWS,
        "text": "the text units of the rows, all of it where these are whole articles",
        "offsets": "in the article, and in the text unit",
        "progress": "done articles alone give rows, unless others are asked for",
        "codebook versions": "one for all: labels are told in the words of today",
    }
)


def _fidelity(*whole: Feature, **partly: str) -> Fidelity:
    named = {name.replace("_", " "): words for name, words in partly.items()}
    return Fidelity(frozenset(whole), {**_IN_PARTS, **named})  # type: ignore[dict-item]


_WITH_HOLDER: tuple[Feature, ...] = ("fragments", "holders", "overlaps")
FIDELITY: Mapping[Task, Fidelity] = MappingProxyType(
    {
        "stance": _fidelity(
            *_WITH_HOLDER,
            "implicit stances",
            statements="those that take a stance",
            stances="without the words for a target",
            stances_on_statements="where the other statement takes a stance, too",
        ),
        "claim-detection": _fidelity(
            statements="where there are some, not which fragments belong together"
        ),
        "claim-type": _fidelity(
            *_WITH_HOLDER,
            "claim types",
            "second claim types",
            statements="those with a claim type",
        ),
        "spans": _fidelity(
            "statements",
            "fragments",
            "sources",
            "cues",
            "overlaps",
            addressees="the words",
            stances="the words for a target, not which stance is on it",
        ),
        "quotations": _fidelity(
            *_WITH_HOLDER,
            "sources",
            "cues",
            statements="those that somebody made but the author",
            speakers="the speaker, without medium and kind",
            quotation_types="direct, indirect or mixed",
        ),
        "entities": _fidelity("mentions", "mention actors", "overlaps"),
        "article-labels": _fidelity("article labels"),
    }
)
PAIRS = Fidelity(
    frozenset({"implicit stances"}),
    {
        "facts": _OF_ROWS,
        "annotators": _OF_ROWS,
        "text": "the text units of the pairs, each by itself",
        "statements": "that a text unit takes a stance, not which words do",
        "holders": "one for each pair",
        "stances": "on topics and actors, without the words for a target",
        "progress": _IN_PARTS["progress"],
        "codebook versions": _IN_PARTS["codebook versions"],
    },
)
