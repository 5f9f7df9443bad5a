"""The dialog that says in plain words what a change of the codebook does, before it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.codebook.changing import CodebookChange
from annotator.errors import AnnotatorError
from annotator.gui.jobs.awaited import Awaited
from annotator.gui.jobs.running import Job
from annotator.gui.keys.own import with_keys
from annotator.gui.widgets.plain import menu_text, plain_label, without_icons
from annotator.gui.workbench import Workbench
from annotator.project import Project

_ID = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose in the dialog: ids, and whether the box is checked."""

    ids: tuple[str, ...] = ()
    is_checked: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """Changes, what they do in sentences, and how much must be looked at again."""

    changes: tuple[CodebookChange, ...]
    lines: tuple[str, ...]
    look_again: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before a change.

    ``options`` are ids with their words to choose from, one of them or, with ``several``, any
    number; ``box`` are the words of a check box. ``read`` finds what a choice would do.
    """

    title: str
    words: str
    verb: str
    read: Callable[[Choice], Callable[[Project, Job], Preview]]
    options: tuple[tuple[str, str], ...] = ()
    several: bool = False
    box: str = ""


def reading_changes(
    changes: Sequence[CodebookChange],
) -> Callable[[Project, Job], Preview]:
    """Return the work that finds what changes would do to annotations."""

    def read(project: Project, _job: Job) -> Preview:
        found = project.consequences(changes)
        return Preview(tuple(changes), found.lines, found.look_again)

    return read


class PreviewDialog(QDialog):
    """Asks what is left to choose, and shows what it does; nothing is done before it is shown."""

    def __init__(
        self,
        question: Question,
        workbench: Workbench,
        parent: QWidget,
        *,
        then: Callable[[Preview], object],
    ) -> None:
        super().__init__(parent)
        self._question = question
        self._preview: Preview | None = None
        self._then = then
        self._awaited = Awaited(workbench, self)
        self.list = QListWidget(self)
        self.box = QCheckBox(menu_text(question.box), self)
        self._words = QPlainTextEdit(self)
        kinds = QDialogButtonBox.StandardButton
        self._buttons = without_icons(QDialogButtonBox(kinds.Ok | kinds.Cancel, self))
        self._do = self._buttons.button(kinds.Ok)
        self._lay_out()
        self._fill()
        self._listen()
        self._look()

    def _lay_out(self) -> None:
        question = self._question
        self.setWindowTitle(question.title)
        self.list.setAccessibleName(question.words)
        self.list.setVisible(bool(question.options))
        self.box.setVisible(bool(question.box))
        self._words.setReadOnly(True)
        self._words.setTabChangesFocus(True)
        self._words.setAccessibleName(self.tr("What happens"))
        self._do.setText(question.verb)
        self._do.setDefault(True)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(question.words, self, wrap=True))
        column.addWidget(self.list, 2)
        column.addWidget(self.box)
        column.addWidget(plain_label(self.tr("What happens"), self))
        column.addWidget(self._words, 3)
        column.addWidget(self._buttons)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing()
        self.resize(84 * letter, (26 if question.options else 18) * line)

    def _fill(self) -> None:
        for entry_id, words in self._question.options:
            item = QListWidgetItem(words, self.list)
            item.setData(_ID, entry_id)
            if self._question.several:
                item.setCheckState(Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)

    def _listen(self) -> None:
        if self._question.several:
            self.list.itemChanged.connect(lambda _item: self._look())
        else:
            self.list.currentItemChanged.connect(lambda _now, _before: self._look())
        self.box.toggled.connect(lambda _on: self._look())
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._awaited.arrived.connect(self._show_preview)
        self._awaited.failed.connect(self._explain)

    @property
    def preview(self) -> str:
        """What the change does, in words."""
        return self._words.toPlainText()

    @property
    def is_reading(self) -> bool:
        """Tell whether what happens is still being found out."""
        return self._awaited.is_waiting

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        items = [self.list.item(row) for row in range(self.list.count())]
        if self._question.several:
            chosen = [each for each in items if each.checkState() == Qt.CheckState.Checked]
        else:
            chosen = [each for each in items if each is self.list.currentItem()]
        return Choice(tuple(str(each.data(_ID)) for each in chosen), self.box.isChecked())

    def done(self, result: int) -> None:
        """Wait for no answer any more."""
        self._awaited.forget()
        super().done(result)

    def _look(self) -> None:
        """Find out anew what the present choice does."""
        self._awaited.forget()
        self._preview = None
        self._do.setEnabled(False)
        self._words.setPlainText(self.tr("Looking through the annotations…"))
        self._awaited.begin(self._question.read(self.choice))

    @Slot(object)
    def _show_preview(self, answer: object) -> None:
        if not isinstance(answer, Preview):
            return
        lines = list(answer.lines)
        if answer.look_again:
            words = self.tr(
                "{article.look_again} in the main window opens the next of them that is yours."
            )
            lines.append(with_keys(words))
        if answer.changes:
            words = self.tr(
                "No label is rewritten; {codebook_editor.undo} takes it back, also later."
            )
            lines.append(with_keys(words))
        self._preview = answer
        self._words.setPlainText("\n".join(lines))
        self._do.setEnabled(bool(answer.changes))

    @Slot(object)
    def _explain(self, error: Exception) -> None:
        if isinstance(error, AnnotatorError):
            self._words.setPlainText(str(error))

    def _accept(self) -> None:
        found = self._preview
        if found is not None:
            self.accept()
            self._then(found)
