"""The articles in which people differ most, as far as somebody may know."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Statement
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import Cancelled
from annotator.project import Project
from annotator.workflows.agreement.disputed import most_disputed

FIRST, SECOND = Span(0, 10), Span(11, 21)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    book = default_codebook()
    path = tmp_path / "talks.annotator"
    with Project.create(path, title="Talks", codebook=book, annotator="Amina") as made:
        for number in range(4):
            text = f"One thing. Another one. {number}"
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            facts = Article(str(number), str(number), sha256, len(text))
            made.add_articles([NewArticle(facts, text, (Zone("body", Span(0, len(text))),))])
        yield made


def label(project: Project, name: str, article: str, *types: str) -> None:
    who = project.use_annotator(name).id
    said = [
        Statement(new_id(), article, who, (span,), claim_types=(each,))
        for span, each in zip((FIRST, SECOND), types, strict=False)
    ]
    done = Progress(f"{article}:{who}", article, who, "done")
    project.apply(Step(tuple(Edit(None, each) for each in (*said, done)), "Label", article))


def test_the_most_disputed_come_first_and_undisputed_ones_are_left_out(project):
    for name, types in (("Bo", ("call", "call")), ("Amina", ("fact", "fact"))):
        label(project, name, "0", "fact", "fact")
        label(project, name, "1", types[0], "fact")
        label(project, name, "2", *types)
    assert most_disputed(project) == ("2", "1")


def test_nothing_is_told_of_what_one_has_still_to_label(project):
    for name in ("Bo", "Cem"):
        label(project, name, "0", "fact" if name == "Bo" else "call")
        label(project, name, "1", "fact" if name == "Bo" else "call")
    label(project, "Amina", "1", "fact")
    assert most_disputed(project) == ("1",)
    project.use_annotator("Dana")
    assert most_disputed(project) == ()


def test_it_can_be_stopped(project):
    with pytest.raises(Cancelled):
        most_disputed(project, cancelled=lambda: True)
