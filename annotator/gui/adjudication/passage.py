"""The article of a matter, with the versions drawn over it or the settled record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.annotations.model import Mention, Statement
from annotator.annotations.session import Session
from annotator.corpus.span import Span
from annotator.gui.reader.marks import Mark, mention_mark, role_marks, statement_mark
from annotator.gui.reader.view import ReaderView
from annotator.gui.settings import Settings
from annotator.gui.workbench import Workbench


class PassagePane(QWidget):
    """Reads an article once and keeps it while its matters are gone through."""

    def __init__(self, workbench: Workbench, parent: QWidget) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._article = ""
        self.reader = ReaderView(self)
        self.reader.set_look(Settings().look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reader)
        for signal in (workbench.project_opened, workbench.project_closed):
            signal.connect(self.forget)

    def selected_span(self) -> Span | None:
        """Return what is selected."""
        return self.reader.selection

    @Slot()
    def forget(self) -> None:
        """Show no article."""
        self._article = ""
        self.reader.show_article("", ())

    def show_marks(self, article_id: str, marks: Sequence[Mark], place: Span) -> None:
        """Show an article with these marks, and bring a place into view."""
        if self._show_article(article_id):
            self.reader.set_marks(())  # so that the lanes of these do not depend on the last ones
            self.reader.set_marks(marks)
            self.reader.scroll_to(place)

    def show_settled(self, session: Session, record: Statement | Mention) -> None:
        """Show what is settled about a passage while it is edited."""
        if not self._show_article(record.article):
            return
        names = session.actors
        if isinstance(record, Mention):
            actor = names.get(record.actor or "")
            self.reader.set_marks([mention_mark(session.codebook, record, actor, True)])
            return
        holders = tuple(names[each].name for each in record.source.actors if each in names)
        content = statement_mark(session.codebook, record, holders, True)
        self.reader.set_marks([content, *role_marks(session.codebook, record)])

    def _show_article(self, article_id: str) -> bool:
        """Show an article; tell whether it is there."""
        project = self._workbench.project
        if project is None:
            return False
        if article_id == self._article:
            return True
        found = self._workbench.attempt(
            lambda: (
                project.article(article_id),
                project.text(article_id),
                project.zones(article_id),
            )
        )
        if found is None:
            return False
        article, text, zones = found
        facts = " · ".join(each for each in (article.source, article.date) if each)
        self.reader.show_article(text, zones, article.title, facts)
        self._article = article_id
        return True
