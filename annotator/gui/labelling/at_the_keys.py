"""What the keys do with the article in hand: parts of the window made at their first use.

They are ready before a person can press a key: the window makes them once it has been painted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from annotator.gui.article_pane import ArticlePane
from annotator.gui.at_first_use import AtFirstUse
from annotator.gui.jobs.after_paint import AfterPaint
from annotator.gui.statements import StatementsPanel
from annotator.gui.workbench import Workbench

if TYPE_CHECKING:
    from annotator.gui.labelling.annotating import Annotating
    from annotator.gui.labelling.similar import Similar
    from annotator.gui.statements.whole.telling import Telling


class AtTheKeys(QObject):
    """Labelling, telling something of the article as a whole, and passages that stand elsewhere."""

    passage_requested = Signal(str, object)

    def __init__(
        self, workbench: Workbench, article: ArticlePane, panel: StatementsPanel, window: QWidget
    ) -> None:
        super().__init__(window)
        self._workbench, self._article, self._panel = workbench, article, panel
        self._window = window
        self.annotating: AtFirstUse[Annotating] = AtFirstUse(self._make_annotating)
        self.telling: AtFirstUse[Telling] = AtFirstUse(self._make_telling)
        self.similar: AtFirstUse[Similar] = AtFirstUse(self._make_similar)
        whole = panel.whole
        whole.comment_wanted.connect(lambda each: self.telling.get().answer(each))
        whole.talk_wanted.connect(lambda each: self.telling.get().talking.go_to(each))
        whole.label_wanted.connect(lambda each: self.telling.get().choose_value(each))
        whole.flag_wanted.connect(lambda: self.telling.get().change_reason())
        self._left: list[Callable[[], object]] = [
            *(self.annotating.get, lambda: panel.card, lambda: panel.mention_card),
            panel.get_ready,
            *(self.telling.get, self.similar.get, self._read_ahead),
        ]
        self._soon = AfterPaint(window, self._make_one)
        self._soon.start()

    @property
    def is_ready(self) -> bool:
        """Whether all parts are made."""
        return not self._left

    def _make_one(self) -> None:
        """Make one part at a time, so that nobody waits for all of them."""
        self._left.pop(0)()
        if self._left:
            self._soon.start()

    def _read_ahead(self) -> None:
        from annotator.gui.jobs.reading_ahead import ReadingAhead

        ReadingAhead(self._workbench, self)

    def _make_annotating(self) -> Annotating:
        from annotator.gui.labelling.annotating import Annotating

        return Annotating(self._workbench, self._article, self._window)

    def _make_telling(self) -> Telling:
        from annotator.gui.statements.whole.telling import Telling

        return Telling(self._workbench, self._article, self._panel.whole, self._window)

    def _make_similar(self) -> Similar:
        from annotator.gui.labelling.similar import Similar

        made = Similar(self._workbench, self._article, self._window)
        made.passage_requested.connect(self.passage_requested)
        return made
