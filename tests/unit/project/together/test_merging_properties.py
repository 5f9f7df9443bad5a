"""Copies joined in any order and any number of times are the same, and nothing is lost."""

from __future__ import annotations

import hashlib
import random
import tempfile
from itertools import permutations
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotations.ids import new_id
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.project import Project
from tests.copies import Worker, copy, merged, snapshot

TEXT = "Two harbours, one mayor 😀 and no agreement."
PEOPLE = ("Amina", "Bo", "Amina")  # the same person at two machines


def article(title: str) -> NewArticle:
    facts = Article(new_id(), title, hashlib.sha256(TEXT.encode()).hexdigest(), len(TEXT))
    return NewArticle(facts, TEXT, (Zone("body", Span(0, len(TEXT))),))


def begin(folder: Path, drawn: random.Random) -> Path:
    path = folder / "begun"
    codebook = default_codebook()
    with Project.create(path, title="P", codebook=codebook, annotator="Amina") as project:
        project.add_articles([article("one"), article("two")])
        for name in ("Bo", "Amina"):
            project.use_annotator(name)
            Worker(project, drawn).work(10)
    return path


def go_on_apart(begun: Path, drawn: random.Random) -> list[Path]:
    copies = [copy(begun, f"copy-{number}") for number in range(3)]
    for number, (path, name) in enumerate(zip(copies, PEOPLE, strict=True)):
        with Project.open(path, annotator=name) as project:
            worker = Worker(project, drawn)
            worker.work(8)
            if drawn.random() < 0.5:
                project.add_articles([article(f"new {number}")])
            worker.work(8)
    return copies


def events(path: Path) -> set[object]:
    return {row[0] for row in snapshot(path)["events"]}


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(st.integers(0, 10**9))
def test_copies_go_together_in_any_order_any_number_of_times_and_lose_nothing(seed):
    drawn = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        begun = begin(Path(folder), drawn)
        a, b, c = copies = go_on_apart(begun, drawn)
        orders = [
            merged(*order, at="-".join(map(str, map(copies.index, order))))
            for order in permutations(copies)
        ]
        wanted = snapshot(orders[0])
        assert all(snapshot(each) == wanted for each in orders[1:])
        together = merged(a, merged(b, c, at="b+c"), at="a+(b+c)")
        assert snapshot(together) == wanted
        assert snapshot(merged(together, a, b, c, together, at="again")) == wanted
        assert events(together) == set().union(*map(events, copies))
        with Project.open(together) as project:
            assert project.check() == ()
            check_conflicts(project, drawn)


def check_conflicts(project: Project, drawn: random.Random) -> None:
    """Every conflict can be settled by its owner either way, and taken back."""
    names = {each.id: each.name for each in project.annotators()}
    for conflict in project.conflicts():
        if conflict.annotator is not None:
            project.use_annotator(names[conflict.annotator])
        wanted = drawn.choice(conflict.versions)
        others = len(project.conflicts())
        try:
            project.take_version(conflict, wanted)
        except AnnotationError:  # it is referred to
            assert wanted.record is None or conflict.kind != "statement"
            continue
        assert len(project.conflicts()) == others - 1
    Worker(project, drawn).work(20)
    assert project.check() == ()


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(st.integers(0, 10**9))
def test_handed_out_copies_are_sound_and_blind_and_go_back_in_any_order(seed):
    drawn = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        begun = begin(Path(folder), drawn)
        out = hand_out(begun, drawn)
        for path, who in out.items():
            with Project.open(path) as project:
                layers = [each for row in project.articles() for each in project.layers(row.id)]
                assert {each.annotator for each in layers} <= {who}
                Worker(project, drawn).work(15)
                assert project.check() == ()
        with Project.open(begun) as project:
            Worker(project, drawn).work(10)
        whole = merged(begun, *out, at="whole")
        assert snapshot(merged(begun, *reversed(out), at="other order")) == snapshot(whole)
        back = merged(next(iter(out)), whole, at="whole in a copy")
        for path in (whole, back):
            with Project.open(path) as project:
                while project.index_more(seconds=1):
                    pass
                assert project.check() == ()
        assert snapshot(back) == snapshot(whole)


def hand_out(begun: Path, drawn: random.Random) -> dict[Path, str]:
    """Assign articles by chance and write the copies: path -> whose it is."""
    with Project.open(begun) as project:
        people = project.annotators()
        ids = [each.id for each in people]
        wanted = {row.id: drawn.sample(ids, drawn.randint(1, 2)) for row in project.articles()}
        project.assign(wanted, drawn_with={})
        out = {}
        for each in people:
            if project.assigned(each.id):
                path = begun.with_name(f"for {each.name}")
                project.hand_out(each, path)
                out[path] = each.id
        return out
