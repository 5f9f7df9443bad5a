"""Projects in temporary folders, and short ways to label something in them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from annotator.annotations.edits import Change, Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Statement
from annotator.codebook.model import Codebook, CodebookActor
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.project import Project

TEXT = "The harbour 😀 of Veltra stays open, the mayor said. Критики не согласны.\n"


@dataclass
class Desk:
    """Labels in a project the way a session does: every gesture is a step."""

    project: Project

    def article(self, text: str = TEXT, **facts: Any) -> str:
        (article_id,) = self.project.add_articles([self.new_article(text, **facts)])
        return article_id

    def new_article(self, text: str = TEXT, **facts: Any) -> NewArticle:
        fields = {
            "id": new_id(),
            "title": "Harbour",
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "length": len(text),
        }
        zones = (Zone("body", Span(0, len(text))),)
        return NewArticle(Article(**fields | facts), text, zones)

    def statement(self, article: str, **fields: Any) -> Statement:
        known = {
            "id": new_id(),
            "article": article,
            "annotator": self.project.annotator.id,
            "content": (Span(0, 11),),
        }
        return Statement(**known | fields)

    def do(self, *edits: Edit, wording: str = "Do something", article: str | None = None) -> Change:
        where = article or next((each.article for each in edits if each.article), None)
        return self.project.apply(Step(edits, wording, where))

    def add(self, article: str, **fields: Any) -> Statement:
        statement = self.statement(article, **fields)
        self.do(Edit(None, statement), wording="Add a statement")
        return statement

    def change(self, statement: Statement, **fields: Any) -> Statement:
        after = replace(statement, **fields)
        self.do(Edit(statement, after), wording="Change a statement")
        return after

    def remove(self, statement: Statement) -> None:
        self.do(Edit(statement, None), wording="Remove a statement")

    def reopen(self, **options: Any) -> Project:
        self.project.close()
        self.project = Project.open(self.project.path, **options)
        return self.project

    def statements(self, article: str) -> tuple[Statement, ...]:
        return self.project.layer(article).statements


@pytest.fixture
def codebook() -> Codebook:
    actors = (
        CodebookActor("veltra", "Veltra", "country", aliases=("the republic",)),
        CodebookActor("mayor", "The mayor", "person", acts_for="veltra"),
    )
    return Codebook("harbour", "1.0.0", title="Harbour", actors=actors)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "talks.annotator"


@pytest.fixture
def desk(path: Path, codebook: Codebook) -> Iterator[Desk]:
    project = Project.create(path, title="Talks", codebook=codebook, annotator="Amina")
    desk = Desk(project)
    yield desk
    desk.project.close()


@pytest.fixture
def desk_for() -> Callable[[Project], Desk]:
    return Desk
