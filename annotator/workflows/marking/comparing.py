"""Find what stands in several articles of a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.corpus.duplicates import Comparison, SimilarPassage, comparable
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project

Similar = Mapping[str, Sequence[SimilarPassage]]
AT_ONCE = 2_000  # articles compared at once: the others are read again for each such portion
STORED_AT_ONCE = 50  # articles in one transaction


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """How many articles were ``compared``, and how many of them have something ``similar``.

    ``is_cancelled`` tells that a person stopped it; the rest is compared the next time.
    """

    compared: int = 0
    similar: int = 0
    is_cancelled: bool = False


def compare(
    project: Project,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> ComparisonReport:
    """Compare the articles that were not compared before with all of the project, and store it.

    Raises what the project raises while storing; what was stored before is whole.
    """
    fresh = project.uncompared()
    if not fresh:
        return ComparisonReport()
    waiting = set(fresh)
    known = [row.id for row in project.articles() if row.id not in waiting]
    counted, similar = 0, set[str]()
    for start in range(0, len(fresh), AT_ONCE):
        work = _Work(project, fresh[start : start + AT_ONCE], known, progress, cancelled)
        if not work.read():
            break
        for stored, found in work.portions():
            project.store_similar(stored, found)
            counted += len(stored)
            similar |= found.keys() & waiting
        known += work.fresh
    if progress is not None:
        progress(counted, len(fresh), "")
    return ComparisonReport(counted, len(similar), is_cancelled=cancelled())


class _Work:
    """Some new articles on their way: read, compared with each other and with the known ones."""

    def __init__(
        self,
        project: Project,
        fresh: Sequence[str],
        known: Sequence[str],
        progress: TellProgress | None,
        cancelled: IsCancelled,
    ) -> None:
        self.project = project
        self.fresh = fresh
        self.known = tuple(known)
        self._progress = progress
        self._cancelled = cancelled
        self._comparison = Comparison()
        self._lengths: dict[str, int] = {}

    def read(self) -> bool:
        """Read all texts; tell whether nobody stopped it."""
        for place, article in enumerate(self.fresh):
            if not self._goes_on(place):
                return False
            new = comparable(article, self.project.text(article), self.project.zones(article))
            self._lengths[article] = new.length
            self._comparison.add(new)
        for place, article in enumerate(self.known, start=len(self.fresh)):
            if not self._goes_on(place):
                return False
            text, zones = self.project.text(article), self.project.zones(article)
            self._comparison.add_known(article, text, zones)
        return True

    def _goes_on(self, place: int) -> bool:
        if self._progress is not None:
            self._progress(place, len(self.fresh) + len(self.known), "Comparing articles")
        return not self._cancelled()

    def portions(self) -> Iterator[tuple[dict[str, int], dict[str, tuple[SimilarPassage, ...]]]]:
        """Yield portions to store in this order: what is new, and what it shares up to then."""
        similar = self._comparison.similar(self._cancelled)
        portion = {each: place // STORED_AT_ONCE for place, each in enumerate(self.fresh)}
        for number in range(-(-len(self.fresh) // STORED_AT_ONCE)):
            if self._cancelled():
                return
            stored = {each: self._lengths[each] for each in self.fresh if portion[each] == number}
            yield stored, _of_portion(similar, portion, number)


def _of_portion(
    similar: Similar, portion: Mapping[str, int], number: int
) -> dict[str, tuple[SimilarPassage, ...]]:
    """Return both sides of the pairs of which the later article is in a portion."""
    chosen = {
        article: tuple(
            each
            for each in found
            if max(portion.get(article, -1), portion.get(each.article, -1)) == number
        )
        for article, found in similar.items()
    }
    return {article: found for article, found in chosen.items() if found}
