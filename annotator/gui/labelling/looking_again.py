"""Labels to look at again because the codebook changed: keep them, and go to where the next are."""

from __future__ import annotations

from annotator.gui.labelling.gestures import Gestures
from annotator.gui.workbench import Focus


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
        """Go to the next thing to look at again, here or in the next article; then the first."""
        project = self._workbench.project
        if project is None or self._focus_next():
            return
        found = self._workbench.attempt(project.revisit)
        if not found:
            if found is not None:
                self._say(self.tr("Nothing of yours has to be looked at again."))
            return
        here = self._workbench.article_id
        place = found.index(here) + 1 if here in found else self._behind(found)
        self._workbench.open(found[place % len(found)])
        self._workbench.focus = None
        self._focus_next()

    def _behind(self, found: tuple[str, ...]) -> int:
        """Return the place of the first article that comes after the one in hand in the queue."""
        project, here = self._workbench.project, self._workbench.article_id
        if project is None or here is None:
            return 0
        order = {row.id: row.position for row in project.articles()}
        later = [at for at, each in enumerate(found) if order[each] > order.get(here, -1)]
        return later[0] if later else 0

    def _focus_next(self) -> bool:
        """Put in focus what must be looked at again behind what is; tell whether there is any."""
        session, focus = self._workbench.session, self._workbench.focus
        if session is None:
            return False
        items: list[Focus] = [("statement", each.id) for each in session.statements]
        items += [("mention", each.id) for each in session.mentions]
        behind = items[items.index(focus) + 1 :] if focus in items else items
        found = next((each for each in behind if session.reasons(each[1])), None)
        if found is not None:
            self._workbench.focus = found
        return found is not None
