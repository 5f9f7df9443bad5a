"""The field in which a person says where a file goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from annotator.gui.widgets.asking import ask_where_to_write


class PlaceField(QLineEdit):
    """A path to write to: proposed until a person types or chooses one of their own.

    ``title`` heads the dialog behind the button, ``tip`` is the button's, and ``ending`` is added
    to a chosen name that lacks it. With ``is_folder`` a folder is made there, not a file.
    """

    is_folder = False

    def __init__(self, parent: QWidget, *, title: str, tip: str, ending: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._title = title
        self._ending = ending
        self._is_own = False
        self._browse = QPushButton(self.tr("Choose…"), parent)
        self._browse.setToolTip(tip)
        self._browse.clicked.connect(self._choose)
        self.textEdited.connect(self._keep)

    def row(self) -> QHBoxLayout:
        """Return the field with its button beside it, to be put into a form."""
        row = QHBoxLayout()
        row.addWidget(self, 1)
        row.addWidget(self._browse)
        return row

    @property
    def is_own(self) -> bool:
        """Whether a person typed or chose the path."""
        return self._is_own

    @property
    def path(self) -> Path:
        """What the field says, with ``~`` written out where there is such a home."""
        typed = Path(self.text().strip())
        try:
            return typed.expanduser()
        except RuntimeError:  # nobody of that name is known here
            return typed

    def propose(self, path: Path) -> None:
        """Show a path, unless a person has said otherwise."""
        if not self._is_own:
            self.setText(str(path))

    def problem(self) -> str:
        """Return in words why no file can go there, or nothing."""
        path = self.path
        if not self.text().strip() or not path.is_absolute():
            return self.tr("Choose where the file goes.")
        try:
            if not path.parent.is_dir():
                return self.tr("There is no folder %1.").replace("%1", str(path.parent))
            if self.is_folder and path.is_file():
                return self.tr("%1 is a file, and a folder is written.").replace("%1", str(path))
            if path.is_dir() and not self.is_folder:
                return self.tr("%1 is a folder. Add the name of a file.").replace("%1", str(path))
        except OSError as error:  # a name that is too long, a folder that may not be looked into
            reason = (error.strerror or "").lower()
            return self.tr("No file can go there: %1.").replace("%1", reason)
        return ""

    def is_taken(self) -> bool:
        """Tell whether there is something of that name; ask :meth:`problem` first."""
        return not self.problem() and self.path.exists()

    def _keep(self, _typed: str) -> None:
        self._is_own = True

    def _choose(self) -> None:
        chosen = ask_where_to_write(self.window(), self._title, self.path)
        if chosen is not None:
            self._is_own = True
            has_ending = chosen.name.endswith(self._ending)
            self.setText(str(chosen) if has_ending else f"{chosen}{self._ending}")
