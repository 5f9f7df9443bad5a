"""What a project answers when it is asked: whole articles, events of the history, counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.annotations.edits import Recorded, RecordKind, Told
from annotator.annotations.model import ActiveTime, Layer
from annotator.corpus.article import Article, Zone

if TYPE_CHECKING:
    from annotator.corpus.token_cuts import TokenCuts
    from annotator.preannotation.changes import SuggestionChange
    from annotator.project.history.undoing import Action


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article by id, with its title and how many code points it has."""

    id: str
    title: str
    length: int


@dataclass(frozen=True, slots=True)
class WholeArticle:
    """One article with its text and all that is said about it.

    ``layers`` are the people's and those beside them, ``told`` everybody's comments and flags,
    ``times`` how long anybody worked on it. ``is_marked`` tells that an engine suggested anything.
    ``cuts`` are the tokens that are kept of its text, where they were asked for.
    """

    position: int
    article: Article
    text: str
    zones: tuple[Zone, ...]
    layers: tuple[Layer, ...]
    told: tuple[Told, ...]
    times: tuple[ActiveTime, ...]
    is_marked: bool
    cuts: TokenCuts | None = None


@dataclass(frozen=True, slots=True)
class RepeatCount:
    """How many articles one annotator labelled a second time, and in how many they are at it."""

    id: str
    name: str
    done: int
    begun: int


@dataclass(frozen=True, slots=True)
class RepeatTimes:
    """When one annotator was done with an article, began it again, and was done the second time.

    ``is_changed`` tells that what was said the first time was changed after they had begun again.
    """

    article: str
    first_done: datetime
    begun: datetime
    done: datetime
    is_changed: bool


@dataclass(frozen=True, slots=True)
class ChangedSuggestion:
    """One suggestion that changed when the article was marked again, by which run."""

    article: str
    title: str
    run: str
    change: SuggestionChange


@dataclass(frozen=True, slots=True)
class Event:
    """One edit as the history keeps it.

    ``replica`` and ``seq`` number the events of one opening of one copy; ``clock`` is a hybrid
    logical clock that sorts as text; ``bases`` are the events that had been seen of the same
    record. ``of_step`` is the step that an undo or redo is about.
    """

    id: str
    replica: str
    seq: int
    clock: str
    annotator: str
    kind: RecordKind
    target: str
    article: str | None
    action: Action
    step: str
    of_step: str | None
    wording: str
    before: Recorded | None
    after: Recorded | None
    codebook: str
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnnotatorCount:
    """How much one annotator has said, in how many ``seconds`` of active work."""

    id: str
    name: str
    opened: int
    done: int
    statements: int
    mentions: int
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class WorkDone:
    """Active seconds of one annotator, on how many articles, and which articles became done."""

    seconds: int
    articles: int
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AssignedCount:
    """How much one annotator is asked to label: of ``articles``, ``shared`` are others' too."""

    id: str
    name: str
    articles: int
    done: int
    opened: int
    characters: int
    shared: int


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """Counts of everything in a project; ``characters`` are code points, ``size`` is in bytes.

    What people said is counted apart from what stands beside it: repeated labels, and what was
    settled, in ``rulings`` and ``settled`` articles.
    """

    path: Path
    id: str
    title: str
    created: str
    schema: int
    codebook: str
    articles: int
    characters: int
    statements: int
    mentions: int
    suggestions: int
    actors: int
    events: int
    size: int
    annotators: tuple[AnnotatorCount, ...]
    article_labels: int = 0
    comments: int = 0
    flags: int = 0
    rulings: int = 0
    settled: int = 0
