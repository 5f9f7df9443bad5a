"""A copy for one annotator: their articles, no labels of others, and back again."""

from __future__ import annotations

import sqlite3

import pytest

from annotator.annotations.edits import Edit
from annotator.annotations.ids import new_id
from annotator.annotations.model import (
    Actor,
    Annotator,
    Comment,
    Flag,
    Ruling,
    Source,
    Stance,
    Target,
)
from annotator.codebook.model import CodebookPart
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.corpus.token_cuts import packed
from annotator.errors import AnnotationError, ProjectError
from annotator.preannotation.learning.stored import StoredLayer
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project import Project
from annotator.project.history.state import BODY_TABLES
from annotator.project.together.handing_out import _BY_ARTICLE
from tests.copies import snapshot

SECRET = "nobody-else-may-read-this"
SEEN_TO = {  # every other table of the file: what a handed-out copy holds of it was thought about
    *("meta", "codebooks", "events", "heads", "articles", "engine_runs", "similar_passages"),
    *("offers", "assignment_rounds", "learned_layer", "words"),
}


@pytest.fixture
def codebook():
    return default_codebook()


@pytest.fixture
def team(desk, path):
    """Bo said something in an article that both label and in one of his own; so did Amina."""
    project = desk.project
    desk.amina, desk.bo = project.know_annotators(["Amina", "Bo"])
    desk.hers, desk.both, desk.his = (
        desk.article(title=each, text=f"A text about {each} that is long enough.")
        for each in ("Hers", "Both", "His")
    )
    run = EngineRun("run", "rules", "1")
    places = Span(2, 6)
    project.store_suggestions(
        run,
        {
            each: [Suggestion("s", each, "mention", places, "ORG", 1.0, "r", "run")]
            for each in (desk.hers, desk.both, desk.his)
        },
        tokenizer="whole",
        cuts={
            each: packed([(len(project.text(each)), False)])
            for each in (desk.hers, desk.both, desk.his)
        },
    )
    project.assign(
        {
            desk.hers: [desk.amina.id],
            desk.both: [desk.amina.id, desk.bo.id],
            desk.his: [desk.bo.id],
        },
        drawn_with={},
    )
    desk.own = desk.add(desk.both, note="hers")
    project.use_annotator("Bo")
    desk.change(desk.add(desk.both, note=f"{SECRET}-1"), note=f"{SECRET}-2")
    desk.remove(desk.add(desk.his, note=f"{SECRET}-3"))
    project.keep_guideline_note(f"{SECRET}-note")
    part = CodebookPart("topics/port", {"id": "port", "label": "The port"}, 99.0)
    stances = (Stance(Target("topic", "port"), "favor"),)
    desk.do(
        Edit(None, part),
        Edit(None, desk.statement(desk.both, stances=stances)),
        wording=f"Add a stance {SECRET}",
        article=desk.both,
    )
    desk.comment = Comment(new_id(), desk.both, desk.bo.id, "Look here")
    desk.do(Edit(None, desk.comment))
    desk.do(Edit(None, Flag(new_id(), desk.both, desk.bo.id, "hard")))
    gold = project.know_layer(Annotator("gold", "Settled", "gold"))
    desk.do(Edit(None, desk.statement(desk.both, annotator=gold.id, note=f"{SECRET}-gold")))
    ruling = Ruling("r", desk.both, desk.bo.id, "d", "extra", "taken", reason=f"{SECRET}-why")
    desk.do(Edit(None, ruling))
    project.store_learned_layer(StoredLayer("l", "2026", f'"{SECRET}"', None, None))
    desk.copy = path.with_name("talks-Amina.annotator")
    return desk


def test_the_copy_holds_the_assigned_articles_and_is_sound(team):
    assert team.project.hand_out(team.amina, team.copy) == 2
    with Project.open(team.copy) as project:
        assert project.annotator == team.amina
        assert [row.title for row in project.articles()] == ["Hers", "Both"]
        assert project.check() == ()
        assert project.layer(team.both).statements == (team.own,)
        assert len(project.suggestions(team.both)) == 1
        assert project.codebook.topic("port").label == "The port"
        assert project.id == team.project.id and project.learned_layer() is None
        assert project.assigned() == {team.hers, team.both}
        assert all(each.cuts is not None for each in project.whole_articles(with_cuts=True))


def test_not_a_byte_of_what_others_said_is_in_it(team):
    assert SECRET.encode() in team.project.path.read_bytes()
    team.project.hand_out(team.amina, team.copy)
    held = team.copy.read_bytes()
    assert SECRET.encode() not in held
    assert b"A text about His" not in held
    with Project.open(team.copy) as project:
        assert [each.annotator for each in project.layers(team.both)] == [team.amina.id]
        assert project.rulings(team.both) == ()


def test_comments_and_flags_on_its_articles_are_in_it(team):
    team.project.hand_out(team.amina, team.copy)
    with Project.open(team.copy) as project:
        assert [type(each) for each in project.told(team.both)] == [Comment, Flag]


def test_it_goes_back_and_brings_what_was_labelled_there(team, desk_for):
    team.project.hand_out(team.amina, team.copy)
    with Project.open(team.copy) as project:
        added = desk_for(project).add(team.hers, note="added apart")
    before = snapshot(team.project.path)
    outcome = team.project.merge([team.copy])
    assert [each.events for each in outcome.joined] == [1] and outcome.conflicts == ()
    team.project.use_annotator("Amina")
    assert team.statements(team.hers) == (added,)
    assert team.project.check() == ()
    assert [each.events for each in team.project.merge([team.copy]).joined] == [0]
    after = snapshot(team.project.path)
    assert [row for row in after["events"] if row in before["events"]] == before["events"]


def test_the_whole_project_can_be_taken_into_the_copy(team, path):
    team.project.hand_out(team.amina, team.copy)
    team.project.close()
    with Project.open(team.copy) as project:
        project.merge([path])
        while project.index_more(seconds=1):
            pass
        assert project.check() == ()
    whole, copy = snapshot(path), snapshot(team.copy)
    whole.pop("learned_layer"), copy.pop("learned_layer")
    assert copy == whole


def test_two_copies_go_together_without_the_project(team, desk_for, path):
    other = path.with_name("talks-Bo.annotator")
    team.project.hand_out(team.amina, team.copy)
    team.project.hand_out(team.bo, other)
    with Project.open(team.copy) as project:
        desk_for(project).add(team.hers)
    with Project.open(team.copy) as project:
        project.merge([other])
        while project.index_more(seconds=1):
            pass
        assert project.check() == ()
        assert [row.title for row in project.articles()] == ["Hers", "Both", "His"]


def test_missing_events_are_still_noticed_in_a_copy(team, desk_for):
    team.project.hand_out(team.amina, team.copy)
    with Project.open(team.copy) as project:
        for _ in range(3):
            desk_for(project).add(team.hers)
    raw = sqlite3.connect(team.copy)
    with raw:
        raw.execute("DELETE FROM events WHERE number = (SELECT max(number) - 1 FROM events)")
    raw.close()
    with Project.open(team.copy) as project:
        assert any("Events of the history are missing" in each for each in project.check())


def test_a_step_that_the_copy_holds_in_part_is_not_undone_there(team, path, desk_for):
    project = team.project
    team.do(
        Edit(None, CodebookPart("topics/quay", {"id": "quay", "label": "Quay"}, 98.0)),
        Edit(None, team.statement(team.both, note="his")),
        wording="A step on the whole project",
        article=None,
    )
    project.hand_out(team.amina, team.copy)
    with Project.open(team.copy) as copy:
        assert copy.codebook.topic("quay") is not None
        assert copy.undo_registry_wording() != "A step on the whole project"


def test_a_copy_is_never_written_over_a_file(team):
    team.copy.write_text("mine")
    with pytest.raises(ProjectError, match="exists already"):
        team.project.hand_out(team.amina, team.copy)
    assert team.copy.read_text() == "mine"


def test_nothing_is_left_of_a_copy_that_failed(team, monkeypatch):
    from annotator.project.storage import backup
    from annotator.project.together import handing_out

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "sync_folder", fail)
    monkeypatch.setattr(handing_out, "_part_off", fail)
    with pytest.raises(ProjectError, match="No space left"):
        team.project.hand_out(team.amina, team.copy)
    assert [each.name for each in team.copy.parent.glob("talks-Amina*")] == []


def test_whoever_is_asked_nothing_gets_nothing(team):
    (cem,) = team.project.know_annotators(["Cem"])
    with pytest.raises(AnnotationError, match="Cem is asked to label nothing"):
        team.project.hand_out(cem, team.copy)


def test_where_nothing_is_assigned_everything_is_handed_out(team):
    team.project.clear_assignments()
    assert team.project.hand_out(team.amina, team.copy) == 3


def test_actors_that_only_others_name_are_kept_for_the_registry(team):
    team.project.use_annotator("Bo")
    team.do(Edit(None, Actor("port", "The port")))
    team.add(team.his, source=Source(actors=("port",)))
    team.project.hand_out(team.amina, team.copy)
    with Project.open(team.copy) as project:
        assert len(project.actors()) == len(team.project.actors()) and project.check() == ()


def test_every_table_was_thought_about(team):
    raw = sqlite3.connect(team.project.path)
    tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    raw.close()
    known = {*SEEN_TO, *_BY_ARTICLE, *(table for table, _ in BODY_TABLES.values())}
    assert {each for each in tables if not each.startswith("words")} <= known
