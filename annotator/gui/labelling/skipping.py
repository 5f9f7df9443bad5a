"""Articles that somebody put off: the next open one is another, until the round is through."""

from __future__ import annotations

from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench


class Skipping:
    """Remembers per project and person what was skipped, also over a restart."""

    def __init__(self, workbench: Workbench, settings: Settings) -> None:
        self._workbench = workbench
        self._settings = settings

    @property
    def skipped(self) -> tuple[str, ...]:
        """The articles put off in this round, oldest first."""
        place = self._place()
        return self._settings.skipped(place) if place else ()

    def skip(self, article_id: str) -> None:
        """Put an article off."""
        self._keep([*(each for each in self.skipped if each != article_id), article_id])

    def take_up(self, article_id: str) -> None:
        """Let an article count as open again: somebody went back to it, or it is done."""
        known = self.skipped
        if article_id in known:
            self._keep([each for each in known if each != article_id])

    def open_next(self) -> bool:
        """Open the next open article that is not put off; where only such are left, begin anew."""
        order = self._workbench.order
        here = self._workbench.article_id
        if order is None:
            return False
        skipped, passed = set(self.skipped), []
        found = order.neighbour(here, 1, open_only=True)
        while found is not None and found in skipped and found not in passed:
            passed.append(found)
            found = order.neighbour(found, 1, open_only=True)
        if found is None or found == here or found in passed:
            if not passed:
                return False
            self._keep([here] if here in skipped and here is not None else [])
            found = passed[0]
        return self._workbench.open(found)

    def _keep(self, article_ids: list[str]) -> None:
        place = self._place()
        if place:
            self._settings.keep_skipped(place, article_ids)

    def _place(self) -> str:
        project = self._workbench.project
        return f"{project.id}/{project.annotator.id}" if project is not None else ""
