"""Any sequence of steps, undo and redo gives what a simple model and the history say."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Statement
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article, NewArticle
from annotator.corpus.span import Span
from annotator.project import Project

TEXT = "Two harbours, one mayor 😀 and no agreement."
ARTICLES, ANNOTATORS = ("first", "second"), ("Amina", "Bo")

State = dict[str, Statement]


@dataclass
class Model:
    """What one annotator has in one article, with whole states on the stacks."""

    state: State = field(default_factory=dict)
    done: list[State] = field(default_factory=list)
    undone: list[State] = field(default_factory=list)

    def do(self, state: State) -> None:
        self.done.append(self.state)
        self.undone.clear()
        self.state = state

    def undo(self) -> None:
        self._swap(self.done, self.undone)

    def redo(self) -> None:
        self._swap(self.undone, self.done)

    def _swap(self, source: list[State], goal: list[State]) -> None:
        if source:
            goal.append(self.state)
            self.state = source.pop()


gestures = st.tuples(
    st.sampled_from(["add", "add", "change", "change", "remove", "undo", "undo", "redo", "reopen"]),
    st.sampled_from(ARTICLES),
    st.sampled_from(ANNOTATORS),
    st.integers(0, 5),
)


def step_of(kind: str, article: str, annotator: str, number: int, model: Model) -> list[Edit]:
    known = sorted(model.state.values(), key=lambda each: each.id)
    if kind == "add" or not known:
        spans = (Span(number, number + 4), Span(number + 6, number + 7))
        made = Statement(new_id(), article, annotator, spans[: 1 + number % 2])
        return [Edit(None, made)]
    chosen = known[number % len(known)]
    if kind == "remove":
        return [Edit(chosen, None)]
    changed = replace(chosen, note=f"{chosen.note}{number}", unsure=not chosen.unsure)
    return [Edit(chosen, changed)]


def play(project: Project, gesture: tuple[str, str, str, int], models: dict) -> Project:
    kind, article, annotator, number = gesture
    model = models.setdefault((article, annotator), Model())
    if kind == "reopen":
        project.close()
        return Project.open(project.path, annotator=annotator)
    project.use_annotator(annotator)
    if kind in ("undo", "redo"):
        change = getattr(project, kind)(article)
        assert (change is None) == (not (model.done if kind == "undo" else model.undone))
        getattr(model, kind)()
        return project
    edits = step_of(kind, article, project.annotator.id, number, model)
    project.apply(Step(tuple(edits), kind, article))
    state = dict(model.state)
    for edit in edits:
        state.pop(edit.target, None)
        if isinstance(edit.after, Statement):
            state[edit.target] = edit.after
    model.do(state)
    return project


def compare(project: Project, models: dict) -> None:
    names = {each.name: each.id for each in project.annotators()}
    for (article, annotator), model in models.items():
        layer = project.layer(article, names.get(annotator, "nobody"))
        assert {each.id: each for each in layer.statements} == model.state


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(gestures, min_size=5, max_size=30))
def test_state_history_and_model_agree_after_any_sequence_of_gestures(sequence):
    with tempfile.TemporaryDirectory() as folder:
        project = Project.create(
            Path(folder) / "p", title="P", codebook=Codebook("c", "1"), annotator="Amina"
        )
        sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
        facts = [Article(each, each, sha256, len(TEXT)) for each in ARTICLES]
        project.add_articles([NewArticle(each, TEXT, ()) for each in facts])
        models: dict[tuple[str, str], Model] = {}
        for gesture in sequence:
            project = play(project, gesture, models)
            compare(project, models)
        assert project.check() == ()
        project.close()
