"""Copies of a project that people go on with apart, and what makes two of them the same."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import (
    Actor,
    Comment,
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.model import CodebookPart
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.project import Project

SAME_EVERYWHERE = {
    "articles": "id, title, length, text_sha256",
    "events": "id, replica, seq, clock, target, wording, bases, payload, checksum",
    "codebooks": "*",
    "preannotations": "*",
    "suggestions": "*",
    "suggestion_counts": "*",
    "suggestion_changes": "*",
    "tokens": "*",
    "served": "*",
    "offers": "*",
    "assignments": "*",
    "assignment_rounds": "*",
    "heads": "*",
}
STATE = (
    *("annotators", "actors", "zones", "texts", "statements", "mentions", "progress"),
    *("article_labels", "document_stances", "comments", "flags", "rulings", "active_times"),
    *("guideline_notes", "codebook_parts", "engine_runs", "learned_layer"),
)
IN_ORDER = {"articles": "position", "events": "number"}
SHARED_FACTS = "('id', 'title', 'created', 'codebook', 'codebook_base', 'codebook_joined', 'kept')"


def snapshot(path: Path) -> dict[str, Any]:
    """Everything in a project that must be the same in all copies that hold the same events."""
    raw = sqlite3.connect(path)
    try:
        found: dict[str, Any] = {}
        for table, columns in {**SAME_EVERYWHERE, **dict.fromkeys(STATE, "*")}.items():
            rows = raw.execute(
                f"SELECT {columns} FROM {table} ORDER BY {IN_ORDER.get(table, '1, 2')}"
            ).fetchall()
            found[table] = rows if table in IN_ORDER else sorted(rows, key=repr)
        facts = f"SELECT * FROM meta WHERE key IN {SHARED_FACTS} ORDER BY key"
        found["meta"] = raw.execute(facts).fetchall()
        return found
    finally:
        raw.close()


def copy(path: Path, name: str) -> Path:
    """Copy a closed project as people do."""
    made = path.with_name(name)
    shutil.copy(path, made)
    return made


def merged(path: Path, *others: Path, at: str) -> Path:
    """A new file: a copy of one with the others taken in."""
    made = copy(path, at)
    with Project.open(made) as project:
        for other in others:
            project.merge([other])
    return made


@dataclass
class Worker:
    """Somebody who does whatever comes to mind in one copy, from a seed."""

    project: Project
    random: random.Random

    def work(self, gestures: int) -> None:
        for _ in range(gestures):
            kind = self.random.choice(GESTURES)
            with suppress(AnnotationError):  # refused, as in the window; the others go on
                getattr(self, kind)()

    def _article(self) -> str:
        return self.random.choice([row.id for row in self.project.articles()])

    def _statement(self, article: str) -> Statement | None:
        known = self.project.layer(article).statements
        return self.random.choice(known) if known else None

    def _do(self, *edits: Edit, article: str | None) -> None:
        words = f"Step {self.random.random():.8f}"
        self.project.apply(Step(edits, words, article))

    def _actor(self) -> str | None:
        known = [each.id for each in self.project.actors()]
        return self.random.choice(known) if known else None

    def add_statement(self) -> None:
        article, start = self._article(), self.random.randint(0, 20)
        other = self._statement(article)
        statement = Statement(
            new_id(), article, self.project.annotator.id, (Span(start, start + 5),)
        )
        if other is not None and self.random.random() < 0.5:
            statement = replace(statement, parent=other.id)
        self._do(Edit(None, statement), article=article)

    def change_statement(self) -> None:
        article = self._article()
        before = self._statement(article)
        if before is None:
            return
        actor, other = self._actor(), self._statement(article)
        after = replace(before, note=f"{self.random.random():.8f}")
        match self.random.randint(0, 4):
            case 0 if actor is not None:
                after = replace(after, source=Source(actors=(actor,)))
            case 1 if other is not None and other.id != before.id:
                target = Target("statement", other.id)
                after = replace(after, stances=(Stance(target, "against"),), parent=None)
            case 2:
                after = replace(after, parent=None, stances=(), source=Source())
            case 3:
                part = CodebookPart("topics/port", {"id": "port", "label": "Port"}, 99.0)
                stances = (Stance(Target("topic", "port"), "favor"),)
                new = [] if self.project.codebook.topic("port") else [Edit(None, part)]
                self._do(*new, Edit(before, replace(after, stances=stances)), article=article)
                return
        self._do(Edit(before, after), article=article)

    def remove_statement(self) -> None:
        article = self._article()
        before = self._statement(article)
        if before is not None:
            self._do(Edit(before, None), article=article)

    def decide(self) -> None:
        article, who = self._article(), self.project.annotator.id
        mention = Mention(new_id(), article, who, Span(1, 4), "ORG", self._actor())
        self._do(Edit(None, mention), article=article)

    def mark(self) -> None:
        article = self._article()
        before = self.project.layer(article).progress
        who = self.project.annotator.id
        status = self.random.choice(("opened", "done"))
        after = Progress(f"{article}:{who}", article, who, status)
        if before != after:
            self._do(Edit(before, after), article=article)

    def add_actor(self) -> None:
        name = f"Actor {self.random.random():.8f}"
        self._do(Edit(None, Actor(new_id(), name, acts_for=self._actor())), article=None)

    def change_actor(self) -> None:
        known = self.project.actors()
        if known:
            before = self.random.choice(known)
            after = replace(before, name=f"Actor {self.random.random():.8f}")
            self._do(Edit(before, after), article=None)

    def remove_actor(self) -> None:
        known = self.project.actors()
        if known:
            self._do(Edit(self.random.choice(known), None), article=None)

    def comment(self) -> None:
        article, who = self._article(), self.project.annotator.id
        known = [each for each in self.project.told(article) if isinstance(each, Comment)]
        first = [each.id for each in known if each.answers is None]
        if known and self.random.random() < 0.4:
            self._do(Edit(self.random.choice(known), None), article=article)
            return
        answers = self.random.choice(first) if first and self.random.random() < 0.7 else None
        made = Comment(new_id(), article, who, f"{self.random.random():.8f}", answers=answers)
        self._do(Edit(None, made), article=article)

    def undo(self) -> None:
        self.project.undo(self._article())

    def redo(self) -> None:
        self.project.redo(self._article())

    def undo_registry(self) -> None:
        self.project.undo_registry()


GESTURES = (
    *("add_statement",) * 4,
    *("change_statement",) * 6,
    *("remove_statement",) * 3,
    *("undo",) * 3,
    *("remove_actor",) * 2,
    "redo",
    "decide",
    "mark",
    "add_actor",
    "change_actor",
    "comment",
    "comment",
    "undo_registry",
)
