"""What windows beside the main one have in common when they have actions of their own."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLayout, QMenuBar, QPushButton, QVBoxLayout, QWidget

from annotator.errors import AnnotatorError, Cancelled
from annotator.gui.actions import ActionRegistry, ActionSpec
from annotator.gui.keys.own import follow_keys
from annotator.gui.labelling.possible import possible_now
from annotator.gui.messages import NoticeBar, StatusLine
from annotator.gui.widgets.plain import set_tip, tip_words
from annotator.gui.widgets.room import least_within_screen
from annotator.gui.workbench import Workbench


class SideWindow(QWidget):
    """A menu above, a problem under it while there is one, the page, and a line at the foot.

    A child calls :meth:`offer` with its actions, then :meth:`lay_out` with its page. Its actions
    are enabled by what is open, its foot tells the keys that make sense, and refusals while it is
    the active window. ``actions_registry`` holds its actions; declare them in
    :mod:`annotator.gui.keys.declared` too, so that people can change their keys.
    """

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._menu = QMenuBar(self)
        self._notice = NoticeBar(self)
        self._status = StatusLine(self)
        self.actions_registry = ActionRegistry(self)
        workbench.refused.connect(self.say_here)
        workbench.problems.appeared.connect(self._notice.show_problem)
        workbench.problems.went_away.connect(self._notice.hide)
        for signal in (workbench.project_opened, workbench.project_closed):
            signal.connect(self.enable_what_is_possible)

    @property
    def status(self) -> str:
        """What the line at the foot says."""
        return self._status.text

    # For children, while they are put together

    def offer(
        self,
        specs: Iterable[ActionSpec],
        *,
        menu: str,
        title: str,
        hint: str,
        reading: Iterable[QWidget] = (),
    ) -> None:
        """Take the actions in.

        ``menu`` is the menu that the actions name and ``title`` its words; ``hint`` names the
        keys that make sense here; actions of scope ``reading`` act in the widgets ``reading``.
        """
        self.actions_registry.set_reading_widgets(*reading)
        self.actions_registry.add(*specs)
        self.actions_registry.fill(self._menu, {menu: title})
        follow_keys(self, hint, self._status.set_hint)
        self.enable_what_is_possible()

    def lay_out(
        self, page: QWidget | QLayout, *, name: str, width: int = 760, height: int = 560
    ) -> None:
        """Put the page in, and name the window for who cannot see it.

        The window is at least ``width`` by ``height`` where the screen has room for that.
        """
        self.setAccessibleName(name)
        least_within_screen(self, QSize(width, height))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setMenuBar(self._menu)
        column.addWidget(self._notice)
        if isinstance(page, QWidget):
            column.addWidget(page, 1)
        else:
            column.addLayout(page, 1)
        column.addWidget(self._status)

    def button(self, action_id: str) -> QPushButton:
        """Return a button that does an action, and can be pressed when the action is possible."""
        return action_button(self.actions_registry.action(action_id), self)

    # For children, at work

    def say(self, words: str) -> None:
        """Tell at the foot what was done, or why not."""
        self._status.show_news(words)

    @Slot(str)
    def say_here(self, words: str) -> None:
        """Tell something at the foot where this is the window somebody works in."""
        if self.isActiveWindow():
            self.say(words)

    def explain(self, error: object) -> None:
        """Tell why something that was read in the background failed."""
        if isinstance(error, AnnotatorError) and not isinstance(error, Cancelled):
            self.say(str(error))

    def open_dialog(self, dialog: QDialog) -> None:
        """Show a dialog over this window; it goes when it is closed."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot()
    def enable_what_is_possible(self) -> None:
        """Enable the actions that make sense with what is open."""
        self.actions_registry.enable(possible_now(self._workbench))


def action_button(action: QAction, parent: QWidget) -> QPushButton:
    """Return a button that does an action, with its words, and is enabled like it."""
    button = QPushButton(action.text(), parent)
    button.setAutoDefault(False)
    set_tip(button, tip_words(action.toolTip()))
    button.setEnabled(action.isEnabled())
    action.enabledChanged.connect(button.setEnabled)
    action.changed.connect(lambda: set_tip(button, tip_words(action.toolTip())))
    button.clicked.connect(action.trigger)
    return button


def in_tab_order(*widgets: QWidget) -> None:
    """Let Tab go through widgets in this order."""
    for one, two in pairwise(widgets):
        QWidget.setTabOrder(one, two)
