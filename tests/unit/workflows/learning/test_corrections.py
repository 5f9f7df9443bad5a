"""Learning from a project's own corrections, tried out on articles that were held back."""

from __future__ import annotations

import random
import runpy
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.errors import Cancelled, LearnedLayerError
from annotator.preannotation.learning.layer import RULE
from annotator.preannotation.learning.stored import StoredLayer
from annotator.project import Project
from annotator.workflows.learning import apart as learning_apart
from annotator.workflows.learning import corrections as learning
from annotator.workflows.learning.apart import learn_apart
from annotator.workflows.learning.corrections import is_better, learn, paired_difference
from annotator.workflows.learning.learned_layer import forget, keep, layer_state, switch, trial_of
from annotator.workflows.learning.report import as_json, lines, verdict
from annotator.workflows.marking.preannotating import preannotate

CORRECTED = runpy.run_path(str(Path(__file__).resolve().parents[3] / "corrected.py"))
UNSEEN = "Delegates of the Quorvik konvent left Oslo on Friday with a Dolmar-17 and two crates."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with CORRECTED["new_project"](tmp_path / "konvents.annotator") as opened:
        yield opened


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed project with 32 corrected articles and what was learned from them."""
    path = tmp_path_factory.mktemp("taught") / "konvents.annotator"
    with CORRECTED["new_project"](path) as opened:
        CORRECTED["fill"](opened, 32)
        keep(opened, learn(opened))
    return path


@pytest.fixture
def learned(taught: Path, tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "learned.annotator"
    path.write_bytes(taught.read_bytes())
    with Project.open(path) as opened:
        yield opened


def add(project: Project, text: str) -> str:
    (article,) = project.add_articles([CORRECTED["new_article"](text, "New")])
    return article


def marked(project: Project, article: str) -> dict[str, tuple[str, str]]:
    text = project.text(article)
    return {
        each.span.covered(text): (each.label, each.rule)
        for each in project.suggestions(article)
        if each.kind == "mention" and each.confidence >= 0.5
    }


def test_consistent_corrections_make_a_layer_that_gets_held_back_articles_right(
    learned: Project,
) -> None:
    state = layer_state(learned)
    assert state.is_used
    assert state.trial is not None
    trial = state.trial
    assert (trial.articles, trial.left_out) == (32, 0)
    assert trial.rules["ORG"].f1 == trial.rules["PRODUCT"].f1 == 0.0
    assert trial.learned["ORG"].f1 is not None and trial.learned["ORG"].f1 > 0.9
    assert trial.learned["PRODUCT"].f1 is not None and trial.learned["PRODUCT"].f1 > 0.9
    assert trial.low > 0.1
    assert trial.rules_in_all.confirmed == trial.learned_in_all.confirmed


def test_an_article_that_nobody_saw_is_marked_with_what_was_learned(learned: Project) -> None:
    article = add(learned, UNSEEN)
    report = preannotate(learned, [article])
    assert marked(learned, article)["Quorvik konvent"] == ("ORG", RULE)
    assert marked(learned, article)["Dolmar-17"] == ("PRODUCT", RULE)
    assert "trained on 32 articles" in report.learned
    runs = {each.run for each in learned.suggestions(article)}
    (run,) = (each for each in learned.engine_runs() if each.id in runs)
    assert run.detail.endswith(f"; learned layer {report.learned}")
    assert learned.check() == ()


def test_where_the_corrections_agree_with_the_rules_the_rules_are_kept(project: Project) -> None:
    CORRECTED["fill"](project, 30, agrees=True)
    keep(project, learn(project))
    state = layer_state(project)
    assert state.trial is not None and not state.trial.is_better
    assert state.trial.rules_in_all.f1 == 1.0
    assert (state.has_layer, state.is_used) == (False, False)
    assert "The rules go on alone" in verdict(state)
    article = add(project, UNSEEN)
    assert preannotate(project, [article]).learned == ""
    assert "Quorvik konvent" not in marked(project, article)
    with pytest.raises(LearnedLayerError, match="no learned layer"):
        switch(project, on=True)


def test_decisions_made_by_chance_teach_nothing_that_is_used(project: Project) -> None:
    chance = random.Random(4)
    for number in range(30):
        text, _ = CORRECTED["unmarked"](CORRECTED["marked_article"](number))
        article = add(project, text)
        preannotate(project, [article])
        asserted = CORRECTED["asserted"](project, article)
        CORRECTED["correct"](project, article, [each for each in asserted if chance.random() > 0.3])
    trial = trial_of(learn(project))
    assert not trial.is_better


def test_too_few_corrected_articles_are_told_with_the_number(project: Project) -> None:
    CORRECTED["fill"](project, 4)
    with pytest.raises(LearnedLayerError, match="4 of the 25 corrected articles needed"):
        learn(project)


def test_finished_articles_in_which_nobody_decided_do_not_count(project: Project) -> None:
    ids = CORRECTED["fill"](project, 26)
    assert trial_of(learn(project)).left_out == 0
    for article in ids[:2]:
        who = project.annotator.id
        mentions = project.layer(article).mentions
        gone = tuple(Edit(each, None) for each in mentions[1:])
        project.apply(Step(gone, "Take decisions back", article))
        assert len(project.layer(article, who).mentions) == 1
    with pytest.raises(LearnedLayerError, match="In 2 finished ones"):
        learn(project)


def test_articles_without_suggestions_are_learned_from_too(project: Project) -> None:
    for number in range(26):
        text, gold = CORRECTED["unmarked"](CORRECTED["marked_article"](number))
        CORRECTED["correct"](project, add(project, text), gold)
    assert trial_of(learn(project)).is_better


def test_copies_of_an_article_are_never_learned_from_and_tested_on(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    CORRECTED["fill"](project, 20)
    for number in range(10):
        text, gold = CORRECTED["unmarked"](CORRECTED["marked_article"](number))
        CORRECTED["correct"](project, add(project, f"{text} Rain fell."), gold)
    seen: list[tuple[list[list[int]], list[set[int]]]] = []
    folds = learning._folds

    def watched(groups: list[list[int]]) -> list[set[int]]:
        seen.append((groups, folds(groups)))
        return seen[-1][1]

    monkeypatch.setattr(learning, "_folds", watched)
    assert trial_of(learn(project)).groups <= 20
    ((groups, made),) = seen
    assert sorted(number for fold in made for number in fold) == list(range(30))
    for number in range(10):
        (fold,) = (fold for fold in made if number in fold)
        assert number + 20 in fold
    assert all(any(set(group) <= fold for fold in made) for group in groups)


def test_thirty_copies_of_one_article_are_too_little_to_learn_from(project: Project) -> None:
    text, gold = CORRECTED["unmarked"](CORRECTED["marked_article"](1))
    for number in range(30):
        CORRECTED["correct"](project, add(project, f"{text} It rained {number} times."), gold)
    with pytest.raises(LearnedLayerError, match="only 1 different"):
        learn(project)


def test_learning_again_from_the_same_articles_gives_the_same(learned: Project) -> None:
    first, second = learned.learned_layer(), learn(learned)
    assert first is not None
    assert (first.trial, first.model) == (second.trial, second.model)


def test_learning_goes_on_counting_articles_that_were_marked_again(learned: Project) -> None:
    preannotate(learned)
    assert trial_of(learn(learned)).articles == 32


def test_marking_again_with_it_never_touches_decisions(learned: Project) -> None:
    ids = [row.id for row in learned.articles()]
    before = [learned.layers(each) for each in ids]
    accepted = {
        each.suggestion
        for one in before
        for layer in one
        for each in layer.mentions
        if each.decision == "accepted"
    }
    report = preannotate(learned)
    assert report.articles == 32
    assert [learned.layers(each) for each in ids] == before
    suggested = {each.id for article in ids for each in learned.suggestions(article)}
    assert accepted <= suggested
    assert preannotate(learned).articles == 0
    assert learned.check() == ()


def test_it_can_be_switched_off_and_on_again(learned: Project) -> None:
    article = add(learned, UNSEEN)
    switch(learned, on=False)
    assert not layer_state(learned).is_used
    assert preannotate(learned).learned == ""
    assert "Quorvik konvent" not in marked(learned, article)
    switch(learned, on=True)
    assert preannotate(learned).articles == 33
    assert marked(learned, article)["Quorvik konvent"] == ("ORG", RULE)
    switch(learned, on=False)
    assert preannotate(learned).articles == 33
    assert "Quorvik konvent" not in marked(learned, article)


def test_what_was_learned_can_be_forgotten(learned: Project) -> None:
    switch(learned, on=False)
    forget(learned)
    assert layer_state(learned).trial is None
    assert learned.setting("learned") is None
    assert list(lines(layer_state(learned))) == ["Nothing has been learned in this project yet."]
    forget(learned)


def test_it_travels_in_the_project_file(learned: Project, tmp_path: Path) -> None:
    learned.backup(tmp_path / "copy.annotator")
    with Project.open(tmp_path / "copy.annotator", readonly=True) as copy:
        assert layer_state(copy) == layer_state(learned)
        assert layer_state(copy).is_used


def damage(project: Project, sql: str) -> Path:
    path = project.path
    project.close()
    with sqlite3.connect(path) as raw:
        raw.execute(sql)
    raw.close()
    return path


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE learned_layer SET model = x'00'",
        "UPDATE learned_layer SET sha256 = '0'",
        "UPDATE learned_layer SET trial = '{}'",
        "UPDATE learned_layer SET trial = '['",
        "UPDATE learned_layer SET model = zeroblob(20000000)",
    ],
)
def test_a_damaged_layer_is_told_and_the_rules_work_alone(learned: Project, sql: str) -> None:
    article = add(learned, UNSEEN)
    with Project.open(damage(learned, sql)) as project:
        state = layer_state(project)
        assert "The rules work on alone" in state.problem
        assert not state.is_used
        assert state.problem in "\n".join(lines(state))
        report = preannotate(project, [article])
        assert report.learned_problem == state.problem
        assert report.articles == 1
        assert marked(project, article)["Oslo"][0] == "GPE"


def test_learning_again_replaces_a_damaged_layer(learned: Project) -> None:
    with Project.open(damage(learned, "UPDATE learned_layer SET trial = '['")) as project:
        keep(project, learn(project))
        assert layer_state(project).is_used


def test_the_check_of_a_project_finds_a_damaged_layer(learned: Project) -> None:
    assert learned.check() == ()
    with Project.open(damage(learned, "UPDATE learned_layer SET model = x'00'")) as project:
        (problem,) = project.check()
    assert "What was learned" in problem


def test_a_stop_leaves_what_was_learned_before(learned: Project) -> None:
    before = learned.learned_layer()
    for stop_at in ("Looking", "Reading", "Testing", "Training"):
        stopping = StopAt(stop_at)
        with pytest.raises(Cancelled):
            learn(learned, progress=stopping.progress, cancelled=stopping.is_cancelled)
    assert learned.learned_layer() == before


class StopAt:
    """Stops the work as soon as it says that it is at a certain point."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._is_there = False

    def progress(self, done: int, total: int, what: str) -> None:
        self._is_there = self._is_there or what.startswith(self._words)

    def is_cancelled(self) -> bool:
        return self._is_there


class TestInAnotherProcess:
    def test_gives_the_same_and_tells_how_far_it_is(self, learned: Project) -> None:
        told: list[str] = []
        before = learned.learned_layer()
        found = learn_apart(learned.path, progress=lambda *each: told.append(each[2]))
        assert before is not None
        assert (found.trial, found.model) == (before.trial, before.model)
        assert any(each.startswith("Testing") for each in told)

    def test_says_why_nothing_can_be_learned(self, project: Project) -> None:
        with pytest.raises(LearnedLayerError, match="0 of the 25"):
            learn_apart(project.path)

    @pytest.mark.parametrize("words", ["Looking", "Reading", "Testing"])
    def test_stops_and_leaves_no_process(self, learned: Project, words: str) -> None:
        stopping = StopAt(words)
        with pytest.raises(Cancelled):
            learn_apart(learned.path, progress=stopping.progress, cancelled=stopping.is_cancelled)

    def test_a_mistake_in_it_is_told_with_its_traceback(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(learning_apart, "MODULE", "annotator.no_such_module")
        with pytest.raises(RuntimeError, match="no_such_module"):
            learn_apart(tmp_path / "any.annotator")


def test_progress_never_goes_beyond_what_there_is(learned: Project) -> None:
    told: list[tuple[int, int, str]] = []
    learn(learned, progress=lambda *each: told.append(each))
    assert all(0 <= done <= total for done, total, _ in told)
    assert told[-1][0] == told[-1][1]


class TestPairedDifference:
    def test_is_that_of_the_pooled_scores(self) -> None:
        groups = [((3, 10), (4, 10)), ((2, 8), (4, 8))]
        value, low, high = paired_difference(groups)
        assert value == pytest.approx(2 * 8 / 18 - 2 * 5 / 18)
        assert low <= value <= high

    def test_of_the_same_scores_is_nothing(self) -> None:
        assert paired_difference([((3, 10), (3, 10))] * 12) == (0.0, 0.0, 0.0)

    def test_spreads_where_articles_differ(self) -> None:
        _, low, high = paired_difference([((5, 10), (5 - sign, 10)) for sign in (-4, 4) * 15])
        assert low < -0.05 and high > 0.05


@pytest.mark.parametrize(
    ("difference", "low", "is_used"),
    [(0.02, 0.01, True), (0.02, -0.009, True), (0.02, -0.02, False), (0.0, 0.0, False)],
)
def test_a_layer_is_used_where_it_is_better_and_hardly_worse_elsewhere(
    difference: float, low: float, is_used: bool
) -> None:
    assert is_better(difference, low) is is_used


def test_a_better_score_that_may_be_chance_leaves_the_rules_alone(
    learned: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "paired_difference", lambda _: (0.02, -0.02, 0.1))
    keep(learned, learn(learned))
    state = layer_state(learned)
    assert not state.has_layer
    assert "it may be worse on other articles" in verdict(state)


def test_the_report_names_every_kind_with_both_scores(learned: Project) -> None:
    state = layer_state(learned)
    table = list(lines(state))
    row = next(each for each in table if each.startswith("ORG"))
    assert row.split()[1:] == ["–", "0.0", "0.0", *row.split()[4:]]
    facts = as_json(state)
    kinds = facts["trial"]["kinds"]
    assert set(kinds) == {"DATE", "GPE", "ORG", "PERSON", "PRODUCT", "all"}
    assert kinds["all"]["learned"]["f1"] > kinds["all"]["rules"]["f1"]
    off = replace(state, is_on=False)
    assert "switched off" in verdict(off)
    assert isinstance(learned.learned_layer(), StoredLayer)
