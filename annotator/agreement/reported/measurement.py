"""One line of an agreement report: what was measured, among whom, and what came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.agreement.labels.coefficient import Coefficient
from annotator.agreement.reported.definitions import Definition, definition

Part = Literal["entities", "statements", "claim_types", "stances", "article_labels"]
PARTS: dict[Part, str] = {
    "entities": "Entities",
    "statements": "Statements",
    "claim_types": "Claim types",
    "stances": "Stances",
    "article_labels": "Labels of articles",
}
Rank = Literal["main", "label", "further"]
"""Whether a line belongs to every report, is about one label, or only comes on request."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """One measure of one part of the work.

    ``of`` says what was compared, in words; ``annotators`` are the names of those compared;
    ``label`` is the one label it is about, in words, or empty.
    """

    part: Part
    of: str
    annotators: tuple[str, ...]
    coefficient: Coefficient
    rank: Rank = "main"
    label: str = ""

    @property
    def definition(self) -> Definition:
        """What the measure is and where it comes from."""
        return definition(self.coefficient.name)

    @property
    def subject(self) -> str:
        """What it is about in a word or two: the part of the work, of article labels the kind."""
        return self.of if self.part == "article_labels" else PARTS[self.part]

    @property
    def title(self) -> str:
        """The measure's name, with the label it is about."""
        return f"{self.definition.title}: {self.label}" if self.label else self.definition.title


@dataclass(frozen=True, slots=True)
class Prevalence:
    """How often each label was given in what was compared, most frequent first."""

    part: Part
    of: str
    counts: tuple[tuple[str, int], ...]
