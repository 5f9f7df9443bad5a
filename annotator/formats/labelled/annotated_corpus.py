"""What a writer of any format is given: articles with everything that is said about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from annotator.annotations.edits import Told
from annotator.annotations.model import (
    ActiveTime,
    Actor,
    Annotator,
    GuidelineNote,
    Layer,
    Ruling,
)
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article, Zone
from annotator.corpus.token_cuts import TokenCuts
from annotator.formats.labelled.losses import Losses
from annotator.preannotation.suggestion import EngineRun, Suggestion


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """One article with its text, zones, each annotator's layer and the machine's suggestions.

    ``is_marked`` tells that there are suggestions, also where a format that does not hold them is
    not given any. ``told`` are everybody's comments and flags, ``times`` how long anybody worked on
    it, and ``rulings`` what was decided where annotators were compared. ``cuts`` are the tokens
    that are kept of the text, for a format that is made of them.
    """

    article: Article
    text: str
    zones: tuple[Zone, ...] = ()
    layers: tuple[Layer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    told: tuple[Told, ...] = ()
    times: tuple[ActiveTime, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    is_marked: bool = False
    cuts: TokenCuts | None = None


@dataclass(frozen=True, slots=True)
class AnnotatedCorpus:
    """A project on its way out; ``articles`` is read once and may be longer than the memory.

    ``codebooks`` holds every version that was ever used, the current one last; ``settings`` say how
    the project is worked on, by name.
    """

    project_id: str
    title: str
    codebooks: tuple[Codebook, ...]
    articles: Iterable[AnnotatedArticle]
    annotators: tuple[Annotator, ...] = ()
    actors: tuple[Actor, ...] = ()
    engine_runs: tuple[EngineRun, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    guideline_notes: tuple[GuidelineNote, ...] = ()

    @property
    def codebook(self) -> Codebook:
        """The current codebook."""
        return self.codebooks[-1]


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write; each format heeds what concerns it.

    ``without_stance`` keeps statements without a stance as rows with empty stance fields.
    ``raw_cells`` leaves cells live that a spreadsheet takes for formulas, and ``bom`` begins a
    table with a byte order mark, for Excel. ``go_on`` is called now and then by what takes long
    after the last article was read; it raises :class:`~annotator.errors.Cancelled` where a person
    stopped the writing.
    """

    without_stance: bool = True
    raw_cells: bool = False
    bom: bool = False
    go_on: Callable[[], None] = lambda: None


PLAIN = WriteOptions()


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a writer wrote, and how much of what it was given the format could not hold.

    ``losses`` names each of those with its id; ``notes`` are sentences for a person.
    """

    articles: int = 0
    statements: int = 0
    mentions: int = 0
    rows: int = 0
    notes: tuple[str, ...] = ()
    losses: Losses = field(default_factory=Losses)
