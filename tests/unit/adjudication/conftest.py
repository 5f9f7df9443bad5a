"""A project in which several annotators label the same invented article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from annotator.adjudication.case import Case
from annotator.adjudication.matters import Matter
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import (
    GOLD,
    Layer,
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.project import Project
from annotator.workflows.agreement import adjudicating

TEXT = (
    "Veltra will keep the harbour open, the mayor said on Monday. Ostmark denied that it had "
    "closed the strait. The talks should go on, a spokesman told reporters. Nobody was hurt."
)
PEOPLE = ("Amina", "Bo", "Cem")


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@dataclass
class Table:
    """Annotators who label, and an adjudicator who settles."""

    project: Project
    article: str
    people: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, list[Edit]] = field(default_factory=dict)
    is_begun: bool = False

    def say(self, who: str, words: str, *types: str, **fields: Any) -> Statement:
        """Let somebody state that some words are said; ``by`` names actors."""
        source = fields.pop("source", Source(actors=fields.pop("by", ())))
        known = {
            "id": new_id(),
            "article": self.article,
            "annotator": self.people[who],
            "content": (span(words),),
            "claim_types": types,
            "source": source,
            "codebook": self.project.codebook.reference,
        }
        statement = Statement(**known | fields)
        self.edit(who, Edit(None, statement))
        return statement

    def name(self, who: str, words: str, kind: str, actor: str | None = None) -> Mention:
        mention = Mention(
            new_id(), self.article, self.people[who], span(words), kind, actor,
            codebook=self.project.codebook.reference,
        )  # fmt: skip
        self.edit(who, Edit(None, mention))
        return mention

    def edit(self, who: str, *edits: Edit) -> None:
        """Store edits of somebody; until all are done, with all of theirs in one step."""
        self.waiting.setdefault(who, []).extend(edits)
        if self.is_begun:
            self.store()

    def store(self) -> None:
        self.is_begun = True
        for who, edits in self.waiting.items():
            self._apply(who, edits)
        self.waiting.clear()

    def _apply(self, who: str, edits: list[Edit]) -> None:
        before = self.project.annotator.name
        self.project.use_annotator(who)
        self.project.apply(Step(tuple(edits), "Label", self.article))
        self.project.use_annotator(before)

    def done(self, *people: str) -> None:
        for who in people or self.people:
            name = self.people[who]
            reference = self.project.codebook.reference
            place = f"{self.article}:{name}"
            progress = Progress(place, self.article, name, "done", reference)
            self.edit(who, Edit(None, progress))
        self.store()

    @property
    def case(self) -> Case:
        return adjudicating.open_case(self.project, self.article)

    @property
    def gold(self) -> Layer:
        return self.project.layer(self.article, GOLD)

    def matter(self, kind: str, *, at: str = "", about: str = "") -> Matter:
        found = [
            each
            for each in self.case.matters
            if each.kind == kind and at in each.passage and about in each.about
        ]
        assert len(found) == 1, [(each.kind, each.passage, each.about) for each in found]
        return found[0]

    def letter(self, matter: Matter, who: str) -> str:
        letter = matter.letter_of(self.people[who])
        assert letter is not None
        return letter

    def take(self, kind: str, who: str, *, at: str = "", about: str = "", **options: Any) -> None:
        matter = self.matter(kind, at=at, about=about)
        step = self.case.take(matter.key, self.letter(matter, who), **options)
        adjudicating.settle(self.project, step)

    def do(self, step: Step | None) -> None:
        assert step is not None
        adjudicating.settle(self.project, step)

    def originals(self) -> bytes:
        layers = [self.project.layer(self.article, each) for each in self.people.values()]
        return msgspec.json.encode(layers)

    def undo_all(self) -> None:
        while adjudicating.undo(self.project, self.article) is not None:
            pass


def new_article(text: str = TEXT) -> NewArticle:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id=new_id(), title="Harbour", text_sha256=sha256, length=len(text))
    return NewArticle(article, text, (Zone("body", Span(0, len(text))),))


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    path = tmp_path / "harbour.annotator"
    codebook = default_codebook()
    project = Project.create(path, title="Harbour", codebook=codebook, annotator="Amina")
    (article,) = project.add_articles([new_article()])
    people = {each.name: each.id for each in project.know_annotators(PEOPLE)}
    project.use_annotator("Ada")
    yield Table(project, article, people)
    project.close()


def topic(name: str, value: str, *, explicit: bool = True) -> Stance:
    return Stance(Target("topic", name), value, explicit)


KEEPS = "Veltra will keep the harbour open"
DENIES = "it had closed the strait"
TALKS = "The talks should go on"


@pytest.fixture
def planted(table: Table) -> Table:
    """One article with a disagreement of each type, and one thing on which all agree."""
    for who in PEOPLE:
        table.say(who, "Nobody was hurt", "fact")
    calls = {"Amina": "call", "Bo": "call", "Cem": "fact"}
    for who, kind in calls.items():
        table.say(who, KEEPS, kind, by=("RUS",) if who == "Bo" else ("CHN",))
    table.say("Amina", DENIES, "fact")
    table.say("Bo", "Ostmark denied that it had closed the strait", "fact")
    stances = (topic("end_hostilities", "favor"),)
    for who in ("Amina", "Cem"):
        value = stances if who == "Amina" else (topic("end_hostilities", "against"),)
        table.say(who, TALKS, "call", stances=value)
    table.say("Cem", "a spokesman told reporters", "fact")
    table.name("Amina", "Veltra", "GPE")
    table.name("Bo", "Veltra", "ORG")
    table.name("Cem", "Veltra", "GPE")
    for who in PEOPLE:
        table.name(who, "Ostmark", "GPE")
    table.done()
    return table
