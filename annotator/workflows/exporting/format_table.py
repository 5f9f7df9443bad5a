"""What can be written and read, and what each format keeps, in words and as a table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Protocol

from annotator.errors import FormatError
from annotator.formats.labelled.features import FEATURES, IN_WORDS, Feature
from annotator.workflows.exporting import dataset_formats, export_formats
from annotator.workflows.importing import import_formats

if TYPE_CHECKING:
    from annotator.formats.labelled.uses import Fidelity

Held = Literal["whole", "partly", "no"]


class Written(Protocol):
    """What is written: a format, or a kind of dataset in whichever format."""

    @property
    def id(self) -> str:
        """Its name on the command line."""

    @property
    def label(self) -> str:
        """Its name."""

    @property
    def description(self) -> str:
        """What it is for."""

    def holds(self) -> Fidelity:
        """Return what it holds of a project."""


def all_written() -> Mapping[str, Written]:
    """Return everything that can be written, by id."""
    return {**export_formats.FORMATS, **dataset_formats.KINDS}


SIGNS: Mapping[Held, str] = MappingProxyType({"whole": "●", "partly": "◐", "no": "–"})
_MOST_COLUMNS = 18  # formats in one table of the guide: more do not fit into its window


@dataclass(frozen=True, slots=True)
class Kept:
    """How a format holds one feature; ``words`` say what is different where it does so partly."""

    feature: Feature
    held: Held
    words: str = ""

    def in_words(self) -> str:
        """Return the feature in words, with what is different."""
        return f"{IN_WORDS[self.feature]}: {self.words}" if self.words else IN_WORDS[self.feature]


@dataclass(frozen=True, slots=True)
class KnownFormat:
    """A format by its id, with whether files of it can be written and read."""

    id: str
    label: str
    description: str
    is_written: bool
    is_read: bool


_READ_ELSEWHERE = frozenset({"json", "news-statements"})  # by workflows of their own
_ROWS = "dataset"  # what reads rows of any task, and those of stances
_READ_AS_ROWS = frozenset({"jsonl", "csv"})


def known_formats() -> tuple[KnownFormat, ...]:
    """Return all formats, those that are written first."""
    readers = import_formats.FORMATS
    found = [
        KnownFormat(each.id, each.label, each.description, True, _has_reader(each.id))
        for each in export_formats.FORMATS.values()
    ]
    found += [
        KnownFormat(each.id, each.label, each.description, True, True)
        for each in dataset_formats.KINDS.values()
    ]
    named = {each.id for each in found} | {each.id.rpartition("-")[0] for each in found}
    named.add(_ROWS)
    found += [
        KnownFormat(each.id, each.label, "", False, True)
        for each in readers.values()
        if each.id not in named
    ]
    return tuple(found)


def _has_reader(format_id: str) -> bool:
    readers = {*import_formats.FORMATS, *_READ_ELSEWHERE, *_READ_AS_ROWS}
    return format_id in readers or format_id.rpartition("-")[0] in readers


def fidelity_of(format_id: str) -> tuple[Kept, ...]:
    """Return how a format holds each feature; raises FormatError where none has that id."""
    chosen = all_written().get(format_id)
    if chosen is None:
        known = ", ".join(all_written())
        raise FormatError(f'No format "{format_id}" can be written. Choose among: {known}.')
    return _kept(chosen)


def _kept(chosen: Written) -> tuple[Kept, ...]:
    fidelity = chosen.holds()

    def held(feature: Feature) -> Held:
        if feature in fidelity.whole:
            return "whole"
        return "partly" if feature in fidelity.partly else "no"

    return tuple(Kept(each, held(each), fidelity.partly.get(each, "")) for each in FEATURES)


def fidelity_lines(format_id: str) -> Iterator[str]:
    """Yield in sentences what a format keeps."""
    kept = fidelity_of(format_id)
    for held, title in (("whole", "Kept whole"), ("partly", "Kept in part"), ("no", "Not kept")):
        found = [each for each in kept if each.held == held]
        yield f"{title}:" if found else f"{title}: nothing."
        yield from (f"  {each.in_words()}" for each in found)


# The guide


def guide_page() -> str:
    """Return the page of the guide on what each format keeps, as Markdown."""
    formats = tuple(all_written().values())
    count = math.ceil(len(formats) / math.ceil(len(formats) / _MOST_COLUMNS))
    tables = [
        _table(formats[at : at + count], first=at + 1) for at in range(0, len(formats), count)
    ]
    sections = [_section(number, each) for number, each in enumerate(formats, start=1)]
    return "\n\n".join([_TITLE, _BEGINNING, *tables, *sections]) + "\n"


_TITLE = "## What each format keeps"
_BEGINNING = (
    f"{SIGNS['whole']} whole, {SIGNS['partly']} in part (below: what is different), "
    f"{SIGNS['no']} not. The numbers are those of the formats below. Beside each export a report "
    "names all that is not as in the project, by id. What is read comes in under ids of its own, "
    "keeps its name in the file, and counts under the current codebook. In CSV, a cell that a "
    "spreadsheet would run as a formula begins with an apostrophe, unless raw cells are asked for."
)


def _table(formats: tuple[Written, ...], *, first: int) -> str:
    numbers = range(first, first + len(formats))
    columns = [{each.feature: SIGNS[each.held] for each in _kept(one)} for one in formats]
    return "\n".join(
        (
            f"| {' | '.join(('', *map(str, numbers)))} |",
            f"|:---|{':-:|' * len(formats)}",
            *(
                f"| {' | '.join((feature, *(column[feature] for column in columns)))} |"
                for feature in FEATURES
            ),
        )
    )


def _section(number: int, chosen: Written) -> str:
    kept = _kept(chosen)
    partly = [f"- {each.in_words()}" for each in kept if each.held == "partly"]
    whole = [IN_WORDS[each.feature] for each in kept if each.held == "whole"]
    left = [IN_WORDS[each.feature] for each in kept if each.held == "no"]
    parts = [f"### {number}. {chosen.label}", chosen.description]
    if not left:
        parts.append("All of it." if not partly else "All of it, and in part:")
    elif len(left) > len(whole):
        parts.append(f"Whole: {_listed(whole) or 'nothing'}. All else is left out.")
    else:
        parts.append(f"All but: {_listed(left)}.")
    if partly:
        parts += ["In part:", "\n".join(partly)] if left else ["\n".join(partly)]
    return "\n\n".join(parts)


def _listed(features: list[str]) -> str:
    return "; ".join(f"{each[0].lower()}{each[1:]}" for each in features)
