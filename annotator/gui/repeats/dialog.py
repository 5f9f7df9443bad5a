"""The dialog that asks which share of the done articles is to come back, and when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.widgets.plain import plain_label, plain_tooltip, without_icons
from annotator.project.model import RepeatCount
from annotator.workflows.sharing.repeating import RepeatOptions

_MOST_DAYS = 3650


class RepeatDialog(QDialog):
    """Asks as the command line does, and tells how many articles were labelled twice."""

    chosen = Signal(object)

    def __init__(
        self, options: RepeatOptions, counts: Sequence[RepeatCount], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Articles that come back"))
        self.share = QDoubleSpinBox(self)
        self.days = QSpinBox(self)
        self.seed = QLineEdit(options.seed, self)
        self.told = plain_label(self._so_far(counts), self, wrap=True)
        self.buttons = QDialogButtonBox(self)
        self._dress(options)
        self._lay_out()

    def _dress(self, options: RepeatOptions) -> None:
        self.share.setRange(0, 100)
        self.share.setDecimals(1)
        self.share.setSingleStep(5)
        self.share.setSuffix(self.tr(" % of what somebody is done with"))
        self.share.setSpecialValueText(self.tr("None"))
        self.share.setValue(100 * options.share)
        self.share.setAccessibleName(self.tr("Share that comes back"))
        self.days.setRange(0, _MOST_DAYS)
        self.days.setSuffix(self.tr(" days after it was done"))
        self.days.setValue(options.after_days)
        self.days.setAccessibleName(self.tr("Days after which an article comes back"))
        self.seed.setAccessibleName(self.tr("Seed of the draw"))
        self.seed.setToolTip(
            plain_tooltip(self.tr("The same seed draws the same articles, on every copy"))
        )

    def _lay_out(self) -> None:
        words = self.tr(
            "Some articles come back to whoever is done with them, as if they were new, and nobody "
            "is told which. What is said the second time is kept beside the first labels, which "
            "stay as they are and count. Both together tell how far people agree with themselves."
        )
        form = QFormLayout()
        form.addRow(self.tr("Comes back"), self.share)
        form.addRow(self.tr("When"), self.days)
        form.addRow(self.tr("Seed of the draw"), self.seed)
        kinds = QDialogButtonBox.StandardButton
        self.buttons.setStandardButtons(kinds.Ok | kinds.Cancel)
        without_icons(self.buttons)
        self.buttons.accepted.connect(self._finish)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(plain_label(words, self, wrap=True))
        column.addLayout(form)
        column.addWidget(self.told)
        column.addWidget(self.buttons)
        self.setMinimumWidth(460)

    def _so_far(self, counts: Sequence[RepeatCount]) -> str:
        """Return how many articles were labelled twice; what is still to come stays unsaid."""
        done = [each for each in counts if each.done]
        if not done:
            return self.tr("Nobody has labelled an article a second time yet.")
        people = ", ".join(f"{each.name} {each.done:,}" for each in done)
        return self.tr("Labelled twice so far: %1").replace("%1", people)

    @property
    def options(self) -> RepeatOptions:
        """What is asked for."""
        return RepeatOptions(self.share.value() / 100, self.days.value(), self.seed.text())

    def _finish(self) -> None:
        options = self.options
        self.accept()
        self.chosen.emit(options)
