"""Labels to look at again because the codebook changed: keep them, and go to where the next are."""

from __future__ import annotations

from annotator.gui.labelling.gestures import Gestures


class LookingAgain(Gestures):
    """What a person does with annotations that were made under an earlier codebook."""

    def keep_labels(self) -> None:
        """Say that the labels of what is in focus still fit."""
        session, focus = self._workbench.session, self._workbench.focus
        if session is None or focus is None or focus[0] == "suggestion":
            self._say(self.tr("Nothing in focus to look at again. Move to a statement first."))
            return
        self._do(lambda: session.keep_labels(focus[1]))

    def open_next(self) -> None:
        """Open the next article with something to look at again, at the end the first."""
        project = self._workbench.project
        if project is None:
            return
        found = self._workbench.attempt(project.revisit)
        if not found:
            if found is not None:
                self._say(self.tr("Nothing of yours has to be looked at again."))
            return
        here = self._workbench.article_id
        place = found.index(here) + 1 if here in found else self._behind(found)
        self._workbench.open(found[place % len(found)])
        self._focus_first()

    def _behind(self, found: tuple[str, ...]) -> int:
        """Return the place of the first article that comes after the one in hand in the queue."""
        project, here = self._workbench.project, self._workbench.article_id
        if project is None or here is None:
            return 0
        order = {row.id: row.position for row in project.articles()}
        later = [at for at, each in enumerate(found) if order[each] > order.get(here, -1)]
        return later[0] if later else 0

    def _focus_first(self) -> None:
        session = self._workbench.session
        for each in () if session is None else session.statements:
            if session is not None and session.reasons(each.id):
                self._workbench.focus = ("statement", each.id)
                return
        for mention in () if session is None else session.mentions:
            if session is not None and session.reasons(mention.id):
                self._workbench.focus = ("mention", mention.id)
                return
