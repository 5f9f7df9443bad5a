"""Questions that the window asks a person: which file, which folder, which name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.widgets.matching import Choice
from annotator.gui.widgets.plain import plain_label, without_icons
from annotator.gui.widgets.slips import alike
from annotator.paths import PROJECT_ENDING


def _tr(text: str) -> str:
    return QCoreApplication.translate("Asking", text)


def ask_for_project(parent: QWidget, folder: Path) -> Path | None:
    """Ask which project file to open."""
    pattern = _tr("Projects (*%1);;All files (*)").replace("%1", PROJECT_ENDING)
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Open a project"), str(folder), pattern)
    return Path(name) if name else None


def ask_for_copies(parent: QWidget, folder: Path) -> tuple[Path, ...]:
    """Ask which copies of the project to take in."""
    pattern = _tr("Projects (*%1);;All files (*)").replace("%1", PROJECT_ENDING)
    names, _ = QFileDialog.getOpenFileNames(parent, _tr("Merge copies"), str(folder), pattern)
    return tuple(Path(name) for name in names)


def ask_for_files(parent: QWidget, folder: Path) -> tuple[Path, ...]:
    """Ask which files to bring in."""
    names, _ = QFileDialog.getOpenFileNames(
        parent, _tr("Import files"), str(folder), _tr("All files (*);;Text files (*.txt)")
    )
    return tuple(Path(name) for name in names)


def ask_for_choices(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a file with choices that were made at an earlier import."""
    pattern = _tr("Choices (*.yaml *.yml);;All files (*)")
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Load choices"), str(folder), pattern)
    return Path(name) if name else None


def ask_for_keys(parent: QWidget, folder: Path) -> Path | None:
    """Ask which set of keys to take."""
    pattern = _tr("Keys (*.json);;All files (*)")
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Import keys"), str(folder), pattern)
    return Path(name) if name else None


def ask_for_codebook(parent: QWidget, folder: Path) -> Path | None:
    """Ask which codebook to take."""
    pattern = _tr("Codebooks (*.yaml *.yml);;All files (*)")
    name, _ = QFileDialog.getOpenFileName(parent, _tr("Import a codebook"), str(folder), pattern)
    return Path(name) if name else None


def ask_for_folder(parent: QWidget, title: str, folder: Path) -> Path | None:
    """Ask for a folder."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder))
    return Path(name) if name else None


def ask_where_to_write(
    parent: QWidget, title: str, proposed: Path, pattern: str = ""
) -> Path | None:
    """Ask for the name of a file to write; the system's dialog asks before one is replaced."""
    name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), pattern)
    return Path(name) if name else None


def ask_for_name(
    parent: QWidget,
    title: str,
    words: str,
    offered: tuple[str, ...],
    then: Callable[[str], None],
    *,
    known: tuple[str, ...] = (),
) -> QDialog:
    """Ask for a name, one of those ``offered`` or a new one; nothing waits for the answer.

    Where some are ``known``, the dialog says that a name is new, and what known one it is like.
    """
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    names = _names_box(dialog, title, offered)
    told = plain_label(parent=dialog, wrap=True)
    buttons = _ok_and_cancel(dialog)
    form = QFormLayout()
    form.addRow(_tr("Name"), names)
    column = QVBoxLayout(dialog)
    column.addWidget(plain_label(words, dialog, wrap=True))
    column.addLayout(form)
    column.addWidget(told)
    column.addWidget(buttons)

    def tell_new(typed: str) -> None:
        name = typed.strip()
        told.setText(_about_name(name, known) if known else "")
        agree = buttons.button(QDialogButtonBox.StandardButton.Ok)
        agree.setText(_tr("Add") if known and name not in known else _tr("OK"))
        agree.setEnabled(bool(name))

    names.editTextChanged.connect(tell_new)
    tell_new(names.currentText())
    dialog.setMinimumWidth(380)
    dialog.accepted.connect(lambda: then(names.currentText().strip()))
    dialog.open()
    names.setFocus()
    line = names.lineEdit()
    if line is not None:
        line.selectAll()  # so that typing does not lengthen the name that is there
    return dialog


def _names_box(parent: QWidget, title: str, offered: tuple[str, ...]) -> QComboBox:
    names = QComboBox(parent)
    names.setEditable(True)
    names.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    names.setCompleter(None)  # type: ignore[arg-type]  # else "Bo" and Enter give "Bob"
    names.addItems(offered)
    names.setAccessibleName(title)
    return names


def _about_name(name: str, known: tuple[str, ...]) -> str:
    """Return what is to be known about a name that is new; "" for a known one."""
    if not name or name in known:
        return ""
    new = _tr("“%1” is new here.").replace("%1", name)
    like = alike([Choice(each, each) for each in known], name)
    if not like:
        return new
    return f"{new} {_tr('Or is it %1, who is here already?').replace('%1', like[0].label)}"


def tell(parent: QWidget, title: str, text: str) -> QMessageBox:
    """Tell something that a person asked for; nothing waits for the answer."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.button(QMessageBox.StandardButton.Ok).setIcon(QIcon())
    box.open()
    return box


def tell_at_length(parent: QWidget, title: str, head: str, lines: str) -> QDialog:
    """Tell something long, to read and copy; nothing waits for the answer."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    text = QPlainTextEdit(lines, dialog)
    text.setReadOnly(True)
    text.setAccessibleName(title)
    buttons = without_icons(QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog))
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(plain_label(head, dialog, wrap=True))
    column.addWidget(text)
    column.addWidget(buttons)
    dialog.resize(620, 380)
    dialog.open()
    return dialog


def _ok_and_cancel(dialog: QDialog) -> QDialogButtonBox:
    kinds = QDialogButtonBox.StandardButton
    buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, dialog)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return without_icons(buttons)
