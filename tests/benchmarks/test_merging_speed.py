"""A hundred thousand changes are taken in within a few times what reading them costs."""

from __future__ import annotations

import hashlib
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Stance, Statement, Target
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.project import Project
from annotator.project.history.events import stored_events
from annotator.project.storage.connection import Connection

pytestmark = pytest.mark.slow
TEXT = "word " * 400
STATEMENTS = 50  # in each step; each is made and then changed


def label(path: Path, name: str, articles: list[str], steps: int) -> None:
    """Make two events for each statement, some hundred in one step."""
    with Project.open(path, annotator=name) as project:
        for number in range(steps):
            article = articles[number % len(articles)]
            made = [
                Statement(
                    new_id(),
                    article,
                    project.annotator.id,
                    (Span(at, at + 20),),
                    claim_types=("fact",),
                    stances=(Stance(Target("topic", "t"), "favor"),),
                )
                for at in range(STATEMENTS)
            ]
            changed = [Edit(each, replace(each, note="checked")) for each in made]
            project.apply(Step(tuple(Edit(None, each) for each in made), "Add", article))
            project.apply(Step(tuple(changed), "Change", article))


@pytest.fixture
def copies(tmp_path):
    """Two copies with some 100,000 events each that the other does not have."""
    one, two = tmp_path / "one.annotator", tmp_path / "two.annotator"
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    articles = [new_id() for _ in range(200)]
    with Project.create(one, title="T", codebook=default_codebook(), annotator="A") as project:
        zones = (Zone("body", Span(0, len(TEXT))),)
        project.add_articles(
            [NewArticle(Article(each, each, sha256, len(TEXT)), TEXT, zones) for each in articles]
        )
    shutil.copy(one, two)
    for path, name in ((one, "Amina"), (two, "Bo")):
        label(path, name, articles, 1000)
    return one, two


def cpu(work) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def test_a_hundred_thousand_changes_are_merged_in_a_few_times_their_reading(copies, capsys):
    one, two = copies
    reading = Connection(two, readonly=True)
    read = cpu(lambda: sum(1 for _ in stored_events(reading, "ORDER BY number")))
    reading.close()
    with Project.open(one) as project:
        merged = cpu(lambda: project.merge([two]))
        again = cpu(lambda: project.merge([two]))
        assert [each.events for each in project.merge([two]).joined] == [0]
    with capsys.disabled():
        print(
            f"\n100,000 events: read and decoded in {read:.1f} s, merged in {merged:.1f} s "
            f"({merged / read:.1f} times), once more in {again:.1f} s (process time)"
        )
    assert merged < 10 * read and again < 4 * read
