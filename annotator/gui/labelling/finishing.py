"""Going through the queue: next, previous, done; what is not complete is said once before."""

from __future__ import annotations

from PySide6.QtCore import QObject

from annotator.annotations.steps.on_articles import missing_labels
from annotator.gui.keys.own import with_keys
from annotator.gui.labelling.skipping import Skipping
from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench
from annotator.project import Project


class Finishing(QObject):
    """Marks articles as done and moves on."""

    def __init__(self, workbench: Workbench, settings: Settings) -> None:
        super().__init__(workbench)
        self._workbench = workbench
        self._settings = settings
        self._warned: str | None = None
        self._lacking: str | None = None
        self._skipping = Skipping(workbench, settings)
        workbench.annotations_changed.connect(self._forget_warning)
        workbench.article_opened.connect(self._forget_warning)
        workbench.article_opened.connect(self._remember)

    def resume(self) -> None:
        """Open the article that this annotator had in hand last, else their first open one."""
        project = self._workbench.project
        if project is None:
            return
        last = self._settings.last_article(_whose(project))
        if last is not None and self._workbench.has_article(last):
            self._workbench.open(last)
        else:
            self._workbench.open_neighbour(1, open_only=True)

    def _remember(self, article_id: str) -> None:
        project = self._workbench.project
        if project is not None:
            self._settings.keep_last_article(_whose(project), article_id)

    def move(self, step: int) -> None:
        """Open the next (or with -1 the previous) article of the queue."""
        if not self._workbench.open_neighbour(step):
            at_end = self.tr("This is the last article shown in the queue.")
            at_start = self.tr("This is the first article shown in the queue.")
            self._workbench.message.emit(at_end if step > 0 else at_start)

    def finish(self, *, and_next: bool) -> None:
        """Mark the article as done, at the second try also with something missing.

        The first try puts in focus what is not complete.
        """
        article_id = self._workbench.article_id
        missing = self._what_is_missing()
        if missing and self._warned != article_id:
            self._warned = article_id
            if self._lacking is not None:
                self._workbench.focus = ("statement", self._lacking)
            self._workbench.message.emit(missing)
            return
        if self._workbench.mark("done"):
            self._skipping.take_up(article_id or "")
            if and_next:
                self._open_next()

    def skip(self) -> None:
        """Go on without marking the article as done; it comes back when the others are through."""
        article_id = self._workbench.article_id
        if article_id is None:
            return
        self._skipping.skip(article_id)
        if self._skipping.open_next():
            words = self.tr("Skipped. It comes back when the other open articles are through.")
        else:
            self._skipping.take_up(article_id)
            words = self.tr("This is the only open article shown in the queue.")
        self._workbench.message.emit(words)

    def _open_next(self) -> None:
        if self._skipping.open_next():
            words = with_keys(
                self.tr("Done. To take that back, open the article again and press {article.undo}.")
            )
        else:
            words = with_keys(
                self.tr("Done. Every article shown is done. · {article.undo} takes it back")
            )
        self._workbench.message.emit(words)

    def _what_is_missing(self) -> str:
        self._lacking = None
        session = self._workbench.session
        if session is None:
            return ""
        labels = missing_labels(session)
        open_ones = [each.id for each in session.statements if session.missing(each.id)]
        if not open_ones and labels:
            names = ", ".join(each.label for each in labels)
            words = self.tr("Still needed: %1. Press again to mark it done all the same.")
            return words.replace("%1", names)
        if not open_ones:
            return ""
        in_hand = self._workbench.focused_statement()
        there = in_hand.id if in_hand is not None and in_hand.id in open_ones else open_ones[0]
        self._lacking = there
        number, first = session.numbers[there], session.missing(there)[0]
        if len(open_ones) == 1:
            words = self.tr("Statement %1: %2 Press again to mark it done all the same.")
        else:
            words = self.tr("Statement %1: %2 (%3 more) Press again to mark it done all the same.")
        words = words.replace("%1", str(number)).replace("%2", first)
        return words.replace("%3", str(len(open_ones) - 1))

    def _forget_warning(self, _what: object) -> None:
        self._warned = None


def _whose(project: Project) -> str:
    return f"{project.id}/{project.annotator.id}"
