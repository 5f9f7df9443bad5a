"""Shares articles out among annotators: drawn from a seed, balanced, with an overlap.

The draw depends on the seed, the articles' ids and the order of the names alone, so the same
project and options give the same shares on any machine. What somebody has begun stays theirs.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Literal

from annotator.annotations.validation import annotator_name
from annotator.errors import AnnotationError, Cancelled
from annotator.plain_text import counted, table
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.article_row import ArticleRow
    from annotator.project.model import AssignedCount

Balance = Literal["count", "length"]
_ARTICLES = 2_000  # rows of one read


@dataclass(frozen=True, slots=True)
class AssignOptions:
    """How to share articles out.

    ``overlap`` (0 to 1) of the articles go to ``each`` annotators, the others to one. ``balance``
    says what everybody gets about as much of: articles, or text. With ``by_cluster``, articles
    that tell much the same go to the same people.
    """

    annotators: tuple[str, ...]
    overlap: float = 0.0
    each: int = 2
    seed: int = 1
    balance: Balance = "count"
    by_cluster: bool = False

    def require_sense(self) -> None:
        """Raise AnnotationError where the options do not fit each other."""
        names = [annotator_name(each) for each in self.annotators]
        if not names:
            raise AnnotationError("Nobody is named. Nothing was assigned. Name the annotators.")
        twice = [name for name, times in Counter(names).items() if times > 1]
        if twice:
            raise AnnotationError(f"{twice[0]} is named twice. Nothing was assigned.")
        if not 0 <= self.overlap <= 1:
            raise AnnotationError("The overlap is a share from 0 to 1. Nothing was assigned.")
        if self.overlap > 0 and not 2 <= self.each <= len(names):
            raise AnnotationError(
                f"An overlap needs 2 to {len(names)} people for each article, of "
                f"{counted(len(names), 'annotator')}. Nothing was assigned."
                if len(names) > 1
                else "An overlap needs at least two annotators. Nothing was assigned. Name more, "
                "with commas between them, or set the overlap to 0."
            )


@dataclass(slots=True)
class _Shares:
    """What everybody has so far: the load in articles or code points, and shared pairs."""

    people: Sequence[str]
    seed: int
    load: Counter[str] = field(default_factory=Counter)

    def least(self, number: int, unit: str, taken: Iterable[str]) -> tuple[str, ...]:
        """Return ``taken`` and whoever has least, until there are ``number`` people."""
        chosen = list(taken)
        others = [each for each in self.people if each not in chosen]
        others.sort(
            key=lambda each: (self.load[each], _drawn(self.seed, unit, self.people.index(each)))
        )
        return (*chosen, *others[: max(0, number - len(chosen))])


def _drawn(*parts: object) -> bytes:
    """Return what decides between equals: the same on every machine, and in every Python."""
    return hashlib.sha256(" ".join(map(str, parts)).encode()).digest()


@dataclass(frozen=True, slots=True)
class Share:
    """How much one person would be asked to label; of ``articles``, ``shared`` are others' too.

    ``characters`` are code points of text.
    """

    name: str
    articles: int
    shared: int
    characters: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Who would be asked to label what: article id -> names; nothing is stored of it."""

    options: AssignOptions
    by_article: Mapping[str, tuple[str, ...]]
    shares: tuple[Share, ...]

    @property
    def shared(self) -> int:
        """How many articles go to several people."""
        return sum(len(who) > 1 for who in self.by_article.values())


def draw(
    project: Project,
    options: AssignOptions,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> Draw:
    """Return how all articles would be shared out; nothing is written.

    Raises AnnotationError where the options make no sense or there is no article.
    """
    options.require_sense()
    rows: list[ArticleRow] = []
    total = project.article_count()
    while page := project.articles(after=rows[-1].position if rows else -1, limit=_ARTICLES):
        _go_on(cancelled)
        rows += page
        if progress is not None:
            progress(len(rows), total, "")
    if not rows:
        raise AnnotationError("There are no articles to assign. Bring some in first.")
    names = {each.id: each.name for each in project.annotators()}
    begun = {
        article: tuple(names[each] for each in who if each in names)
        for article, who in project.begun().items()
    }
    people = [annotator_name(each) for each in options.annotators]
    clusters = project.clusters() if options.by_cluster else ()
    _go_on(cancelled)
    weights = {row.id: row.length if options.balance == "length" else 1 for row in rows}
    units = _units([row.id for row in rows], clusters)
    found = share_out(units, weights, people, begun, options)
    _go_on(cancelled)
    return Draw(options, found, _shares(rows, found, people))


def store(
    project: Project,
    drawn: Draw,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> None:
    """Store a draw in small parts.

    It counts when all of it is there: whoever stops it before leaves everything as it was, but for
    names that are known now. Raises ProjectError where it cannot be stored.
    """
    from annotator.project.sharing_out import parts

    everybody = dict.fromkeys(name for who in drawn.by_article.values() for name in who)
    names = tuple(dict.fromkeys((*drawn.options.annotators, *everybody)))
    ids = {each.name: each.id for each in project.know_annotators(names)}
    by_id = {article: tuple(ids[name] for name in who) for article, who in drawn.by_article.items()}
    total, written = len(by_id), 0
    round_id = project.begin_assignment(asdict(drawn.options))
    for done, part in enumerate(parts(by_id)):
        if cancelled():
            for stored in islice(parts(by_id), done):
                project.drop_assignments(round_id, tuple(stored))
            _go_on(cancelled)
        project.add_assignments(round_id, part)
        written += len(part)
        if progress is not None:
            progress(written, total, "")
    project.finish_assignment(round_id)
    for part in parts(by_id):
        project.forget_earlier_assignments(round_id, tuple(part))
    project.forget_earlier_rounds(round_id)


def assign(project: Project, options: AssignOptions) -> tuple[AssignedCount, ...]:
    """Share all articles out and store it; return how much everybody has.

    Raises AnnotationError where the options make no sense or there is no article, and ProjectError
    where it cannot be stored; nothing is changed then. People who are not known yet are added.
    """
    store(project, draw(project, options))
    return project.assigned_counts()


def _shares(
    rows: Sequence[ArticleRow], found: Mapping[str, Sequence[str]], people: Sequence[str]
) -> tuple[Share, ...]:
    """Return what everybody would have, who is named first."""
    lengths = {row.id: row.length for row in rows}
    articles: Counter[str] = Counter()
    shared: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for article, who in found.items():
        for name in who:
            articles[name] += 1
            shared[name] += len(who) > 1
            characters[name] += lengths[article]
    named = dict.fromkeys((*people, *articles))
    return tuple(Share(each, articles[each], shared[each], characters[each]) for each in named)


def _go_on(cancelled: IsCancelled) -> None:
    if cancelled():
        raise Cancelled("Stopped. Nothing was assigned; everything is as it was.")


def _units(
    articles: Sequence[str], clusters: Sequence[Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return what stays together: each cluster, and each article that is in none."""
    inside = {article for cluster in clusters for article in cluster}
    alone = ((article,) for article in articles if article not in inside)
    return (*(tuple(cluster) for cluster in clusters), *alone)


def share_out(
    units: Sequence[tuple[str, ...]],
    weights: Mapping[str, int],
    people: Sequence[str],
    begun: Mapping[str, Sequence[str]],
    options: AssignOptions,
) -> dict[str, tuple[str, ...]]:
    """Return who is to label each article: article id -> annotator ids.

    Which units are shared is drawn before anything else, so it does not depend on the people. What
    is begun and what is long is given out first, so that the rest can make up for it.
    """
    shares = _Shares(people, options.seed)
    found: dict[str, tuple[str, ...]] = {}
    numbers = _numbers(units, len(weights), options)
    for unit in sorted(
        numbers, key=lambda each: (not begun.keys() & set(each), -_weight(each, weights))
    ):
        theirs = [who for who in people if any(who in begun.get(each, ()) for each in unit)]
        chosen = shares.least(numbers[unit], unit[0], theirs)
        shares.load.update(dict.fromkeys(chosen, _weight(unit, weights)))
        for article in unit:
            before = [who for who in begun.get(article, ()) if who not in chosen]
            found[article] = (*chosen, *before)
    return found


def _numbers(
    units: Sequence[tuple[str, ...]], articles: int, options: AssignOptions
) -> dict[tuple[str, ...], int]:
    """Return, in drawn order, how many people are to label each unit."""
    wanted, shared = round(options.overlap * articles), 0
    numbers: dict[tuple[str, ...], int] = {}
    for unit in sorted(units, key=lambda each: _drawn(options.seed, each[0])):
        numbers[unit] = options.each if shared < wanted else 1
        shared += len(unit)
    return numbers


def _weight(unit: Sequence[str], weights: Mapping[str, int]) -> int:
    return sum(weights[each] for each in unit)


def as_text(counts: Sequence[AssignedCount]) -> str:
    """Return how much everybody has, as lines for a person."""
    if not counts:
        return "Nothing is assigned: everybody is asked to label all articles."
    head = ("annotator", "articles", "shared", "begun", "done", "characters")
    lines = [
        (
            each.name,
            *map(str, (each.articles, each.shared, each.opened, each.done, each.characters)),
        )
        for each in counts
    ]
    return "\n".join(table([head, *lines]))
