"""Two copies of a project that were labelled apart become one."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor, Comment, Source, Stance, Target
from annotator.annotations.session import Session
from annotator.annotations.steps.on_actors import Registry
from annotator.codebook.changing import AddEntry, RetireEntry
from annotator.codebook.model import Topic
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.corpus.token_cuts import packed
from annotator.errors import (
    AnnotationError,
    DamagedProjectError,
    MergeError,
    NotAProjectError,
    ProjectMovedError,
)
from annotator.preannotation.learning.stored import StoredLayer
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project import Project
from annotator.project.storage.files import backup_folder
from tests.copies import copy, merged, snapshot


@pytest.fixture
def codebook():
    return default_codebook()


@pytest.fixture
def apart(desk, desk_for, path):
    """A statement in an article, and two desks at two copies of the project."""
    desk.here = desk.article()
    desk.one = desk.add(desk.here)
    desk.project.close()
    other = copy(path, "other.annotator")
    desk.project = Project.open(path)
    there = desk_for(Project.open(other))
    yield desk, there
    there.project.close()


def join(desk, there):
    there.project.close()
    outcome = desk.project.merge([there.project.path])
    assert desk.project.check() == ()
    return outcome


def test_what_was_labelled_apart_is_there_together(apart):
    desk, there = apart
    mine, theirs = desk.add(desk.here, note="mine"), there.add(desk.here, note="theirs")
    outcome = join(desk, there)
    assert {each.id for each in desk.statements(desk.here)} == {desk.one.id, mine.id, theirs.id}
    (joined,) = outcome.joined
    assert [(each.kind, each.what) for each in joined.records] == [("statement", "new")]
    assert joined.same[desk.project.annotator.id, "statement"] == 1
    assert outcome.conflicts == ()


def test_a_second_time_brings_nothing(apart):
    desk, there = apart
    there.add(desk.here)
    join(desk, there)
    outcome = desk.project.merge([there.project.path])
    assert [each.events for each in outcome.joined] == [0]
    assert desk.project.check() == ()


def test_two_versions_are_a_conflict_until_one_is_taken(apart):
    desk, there = apart
    desk.change(desk.one, note="mine")
    there.change(desk.one, note="theirs")
    outcome = join(desk, there)
    (conflict,) = outcome.conflicts
    assert [each.record.note for each in conflict.versions] == ["theirs", "mine"]
    assert desk.statements(desk.here)[0].note == "theirs"
    change = desk.project.take_version(conflict, conflict.versions[1])
    assert desk.statements(desk.here)[0].note == "mine" and change.article == desk.here
    assert desk.project.conflicts() == () and desk.project.check() == ()
    heads = {each.event for each in conflict.versions}
    assert set(desk.project.history(desk.one.id)[-1].bases) == heads
    desk.project.undo(desk.here)
    assert desk.statements(desk.here)[0].note == "theirs" and desk.project.check() == ()


def test_the_version_that_holds_can_be_taken_too(apart):
    desk, there = apart
    desk.change(desk.one, note="mine")
    there.change(desk.one, note="theirs")
    (conflict,) = join(desk, there).conflicts
    desk.project.take_version(conflict, conflict.current)
    assert desk.project.conflicts() == () and desk.statements(desk.here)[0].note == "theirs"
    with pytest.raises(AnnotationError, match="meanwhile"):
        desk.project.take_version(conflict, conflict.current)


def test_a_settled_conflict_stays_settled_where_it_comes_from(apart):
    desk, there = apart
    desk.change(desk.one, note="mine")
    there.change(desk.one, note="theirs")
    (conflict,) = join(desk, there).conflicts
    desk.project.take_version(conflict, conflict.versions[1])
    desk.project.close()
    with Project.open(there.project.path) as project:
        assert project.merge([desk.project.path]).conflicts == ()
        assert project.layer(desk.here).statements[0].note == "mine"


def test_the_same_change_in_both_copies_is_no_conflict(apart):
    desk, there = apart
    desk.change(desk.one, note="alike")
    there.change(desk.one, note="alike")
    assert join(desk, there).conflicts == ()


def test_others_labels_are_theirs_to_settle(apart):
    desk, there = apart
    desk.change(desk.one, note="mine")
    there.change(desk.one, note="theirs")
    (conflict,) = join(desk, there).conflicts
    desk.project.use_annotator("Bo")
    with pytest.raises(AnnotationError, match="labels of Amina"):
        desk.project.take_version(conflict, conflict.versions[1])
    assert len(desk.project.conflicts()) == 1


@pytest.mark.parametrize("ours_is_later", [False, True])
def test_an_edit_beats_a_removal_whichever_came_first(apart, ours_is_later):
    desk, there = apart
    first, second = (there, desk) if ours_is_later else (desk, there)
    first.change(desk.one, note="kept")
    second.remove(desk.one)
    outcome = join(desk, there)
    assert [each.note for each in desk.statements(desk.here)] == ["kept"]
    (conflict,) = outcome.conflicts
    assert [each.record is None for each in conflict.versions] == [False, True]


def test_undo_leaves_alone_what_another_copy_changed(apart):
    desk, there = apart
    desk.change(desk.one, note="mine")
    there.change(desk.one, note="theirs")
    join(desk, there)
    with pytest.raises(AnnotationError, match="Copies of the project say different things"):
        desk.project.undo(desk.here)
    assert len(desk.project.conflicts()) == 1


def test_undo_goes_back_in_the_order_of_time_over_both_copies(apart):
    desk, there = apart
    desk.add(desk.here, note="first")
    there.add(desk.here, note="second")
    desk.add(desk.here, note="third")
    join(desk, there)
    gone = []
    for _ in range(3):
        before = {each.note for each in desk.statements(desk.here)}
        desk.project.undo(desk.here)
        gone += before - {each.note for each in desk.statements(desk.here)}
    assert gone == ["third", "second", "first"] and desk.project.check() == ()


def test_what_the_other_copy_refers_to_is_not_lost(apart):
    desk, there = apart
    desk.remove(desk.one)
    child = there.add(desk.here, parent=desk.one.id)
    outcome = join(desk, there)
    assert {each.id for each in desk.statements(desk.here)} == {desk.one.id, child.id}
    assert outcome.conflicts == ()
    desk.change(child, parent=None)
    assert len(desk.statements(desk.here)) == 2 and desk.project.check() == ()
    desk.remove(desk.one)
    assert len(desk.statements(desk.here)) == 1 and desk.project.check() == ()
    desk.project.undo(desk.here)
    desk.project.undo(desk.here)
    assert desk.project.check() == ()


def test_an_actor_who_was_removed_stays_where_the_other_copy_names_them(apart):
    desk, there = apart
    actor = Actor("port", "The port")
    desk.do(Edit(None, actor))
    desk.project.close()
    there.project.close()
    shutil.copy(desk.project.path, there.project.path)
    desk.project, there.project = Project.open(desk.project.path), Project.open(there.project.path)
    desk.do(Edit(actor, None))
    there.change(desk.one, source=Source(actors=("port",)))
    join(desk, there)
    assert actor in desk.project.actors()


def test_a_topic_that_was_taken_back_stays_where_the_other_copy_gave_it(apart):
    desk, there = apart
    desk.project.change_codebook([AddEntry("topics", Topic("port", "The port"))])
    desk.project.close()
    there.project.close()
    shutil.copy(desk.project.path, there.project.path)
    desk.project, there.project = Project.open(desk.project.path), Project.open(there.project.path)
    desk.project.undo_registry()
    assert desk.project.codebook.topic("port") is None
    there.change(desk.one, stances=(Stance(Target("topic", "port"), "favor"),))
    join(desk, there)
    assert desk.project.codebook.topic("port").label == "The port"


def test_codebooks_that_were_changed_apart_become_one_with_the_same_name(apart, path):
    desk, there = apart
    desk.project.change_codebook([AddEntry("topics", Topic("port", "The port"))])
    topic = desk.project.codebook.topics[0].id
    there.project.change_codebook([RetireEntry("topics", topic)])
    desk.project.close()
    there.project.close()
    names = set()
    for one, two in ((path, there.project.path), (there.project.path, path)):
        with Project.open(merged(one, two, at=f"of {one.name}")) as project:
            assert project.codebook.topic("port") and not project.codebook.offers("topics", topic)
            assert project.check() == ()
            names.add(project.codebook.reference)
    assert len(names) == 1


def test_articles_of_both_stand_in_the_order_in_which_they_came(apart, path):
    desk, there = apart
    mine = desk.article("Mine.", title="Mine")
    theirs = there.article("Theirs is longer.", title="Theirs")
    later = desk.article("Later.", title="Later")
    there.add(theirs)
    there.project.close()
    desk.project.merge([there.project.path])
    assert [row.id for row in desk.project.articles()] == [desk.here, mine, theirs, later]
    assert desk.project.text(theirs) == "Theirs is longer."
    while desk.project.index_more(seconds=1):
        pass
    assert desk.project.check() == ()


def test_actors_made_apart_under_one_name_stay_and_are_told(apart):
    desk, there = apart
    for each in (desk, there):
        each.project.apply(Registry(each.project.actors(), each.project.codebook).add("Port Lia"))
    outcome = join(desk, there)
    assert [[each.name for each in group] for group in outcome.twice.actors] == [["Port Lia"] * 2]
    assert [each.name for each in desk.project.actors()].count("Port Lia") == 2


def test_settings_stay_and_the_difference_is_told(apart):
    desk, there = apart
    desk.project.set_setting("withheld-share", "0.1")
    there.project.set_setting("withheld-share", "0.3")
    (joined,) = join(desk, there).joined
    assert desk.project.setting("withheld-share") == "0.1"
    assert "withheld-share (0.1 here, 0.3 there)" in joined.notes[0]


def test_the_newest_of_what_was_learned_counts(apart):
    desk, there = apart
    older = StoredLayer("a", "2026-01-01T00:00:00+00:00", "{}", None, None)
    desk.project.store_learned_layer(older)
    there.project.store_learned_layer(replace(older, id="b", made="2026-01-02T00:00:00+00:00"))
    join(desk, there)
    assert desk.project.learned_layer().id == "b"


@pytest.mark.parametrize("here", ["spaCy 1", "spaCy 2", "spaCy 3", ""])
def test_kept_tokens_are_never_a_conflict_and_do_not_depend_on_the_order(apart, here, path):
    desk, there = apart
    run = EngineRun("run", "rules", "1")
    length = len(desk.project.text(desk.here))
    for each, tokenizer in ((desk, here), (there, "spaCy 2")):
        cuts = {desk.here: packed([(length, False)])} if tokenizer else {}
        each.project.store_suggestions(run, {desk.here: ()}, tokenizer=tokenizer, cuts=cuts)
        each.project.close()
    other = there.project.path
    orders = merged(path, other, at="ours"), merged(other, path, at="theirs")
    assert snapshot(orders[0]) == snapshot(orders[1])
    for each in orders:
        with Project.open(each) as project:
            (whole,) = project.whole_articles(with_cuts=True)
            assert whole.cuts.tokenizer == max(here, "spaCy 2")
            assert project.check() == () and project.conflicts() == ()


def test_the_newest_assignment_of_each_article_counts(apart):
    desk, there = apart
    amina, bo = desk.project.know_annotators(["Amina", "Bo"])
    desk.project.assign({desk.here: [bo.id]}, drawn_with={})
    there.project.assign({desk.here: [amina.id]}, drawn_with={})
    join(desk, there)
    assert desk.project.assignments() == {desk.here: (amina.id,)}


def test_comments_and_their_answers_come_along(apart):
    desk, there = apart
    who = there.project.annotator.id
    first = Comment(new_id(), desk.here, who, "Is this one?")
    answer = Comment(new_id(), desk.here, who, "It is.", answers=first.id)
    there.do(Edit(None, first))
    there.do(Edit(None, answer))
    join(desk, there)
    assert [each.text for each in desk.project.told(desk.here)] == ["Is this one?", "It is."]


def test_a_preview_tells_what_would_be_and_changes_nothing(apart, path):
    desk, there = apart
    desk.change(desk.one, note="mine")
    there.change(desk.one, note="theirs")
    there.project.close()
    before = snapshot(path)
    foreseen = desk.project.preview_merge([there.project.path])
    assert snapshot(path) == before and desk.project.conflicts() == ()
    assert desk.project.merge([there.project.path]) == foreseen


def test_a_backup_is_kept_before(apart, path):
    desk, there = apart
    there.add(desk.here)
    desk.add(desk.here)
    join(desk, there)
    kept = sorted(each.name for each in backup_folder(path).iterdir())
    (before,) = [each for each in kept if each.endswith("-before-merge.annotator")]
    with Project.open(backup_folder(path) / before) as project:
        assert len(project.layer(desk.here).statements) == 2


def test_another_project_is_refused(apart, tmp_path):
    desk, _ = apart
    stranger = tmp_path / "stranger.annotator"
    Project.create(stranger, title="S", codebook=desk.project.codebook, annotator="Cem").close()
    with pytest.raises(MergeError, match="no copy of this project"):
        desk.project.merge([stranger])


def test_the_project_itself_and_what_is_no_project_are_refused(apart, tmp_path, path):
    desk, _ = apart
    with pytest.raises(MergeError, match="the project itself"):
        desk.project.merge([path])
    with pytest.raises(ProjectMovedError):
        desk.project.merge([tmp_path / "missing.annotator"])
    (tmp_path / "junk").write_bytes(b"junk" * 500)
    with pytest.raises(NotAProjectError):
        desk.project.merge([tmp_path / "junk"])


def alter(path, sql, *values):
    raw = sqlite3.connect(path)
    with raw:
        raw.execute(sql, values)
    raw.close()


def test_a_copy_that_tells_the_common_history_otherwise_is_refused(apart, path):
    desk, there = apart
    there.project.close()
    before = snapshot(path)
    alter(there.project.path, "UPDATE events SET wording = 'x', checksum = 5 WHERE number = 3")
    with pytest.raises(MergeError, match="tells a part of the common history otherwise"):
        desk.project.merge([there.project.path])
    assert snapshot(path) == before


def test_a_damaged_event_is_refused_and_nothing_of_the_copy_is_taken(apart, path):
    desk, there = apart
    there.add(desk.here)
    there.add(desk.here)
    there.project.close()
    last = "(SELECT max(number) FROM events)"
    alter(there.project.path, f"UPDATE events SET wording = 'x' WHERE number = {last}")
    before = snapshot(path)
    with pytest.raises(DamagedProjectError, match=r"other\.annotator could not be taken in"):
        desk.project.merge([there.project.path])
    assert snapshot(path) == before
    desk.add(desk.here)
    assert desk.project.check() == ()


def test_copies_that_number_on_as_one_replica_are_refused(apart):
    """As after the copy of a whole machine, with the program running."""
    desk, there = apart
    desk.add(desk.here)
    there.add(desk.here)
    replica, seq = desk.project.history(desk.statements(desk.here)[-1].id)[0].replica, 1
    there.project.close()
    last = "(SELECT max(number) FROM events)"
    alter(
        there.project.path,
        f"UPDATE events SET replica = ?, seq = ? WHERE number = {last}",
        *(replica, seq),
    )
    with pytest.raises(MergeError, match="under the same number"):
        desk.project.merge([there.project.path])


def test_all_copies_are_taken_in_or_none(apart, tmp_path, path):
    desk, there = apart
    there.add(desk.here)
    there.project.close()
    broken = copy(there.project.path, "broken.annotator")
    alter(broken, "UPDATE events SET wording = 'x', checksum = 5 WHERE number = 3")
    before = snapshot(path)
    with pytest.raises(MergeError):
        desk.project.merge([there.project.path, broken])
    assert snapshot(path) == before


def test_the_clock_goes_on_behind_what_came_in(apart):
    desk, there = apart
    there.add(desk.here)
    far = f"{2**60:016x}"
    there.project.close()
    row = "(SELECT max(number) FROM events)"
    raw = sqlite3.connect(there.project.path)
    with raw:
        raw.execute(f"UPDATE events SET clock = ? WHERE number = {row}", [far])
        columns = raw.execute(f"SELECT * FROM events WHERE number = {row}").fetchone()[1:-1]
        from annotator.project.history.events import checksum

        raw.execute(f"UPDATE events SET checksum = ? WHERE number = {row}", [checksum(columns)])
    raw.close()
    desk.project.merge([there.project.path])
    added = desk.add(desk.here)
    assert desk.project.history(added.id)[0].clock > far
    assert desk.project.undo(desk.here).edits[0].target == added.id
    assert desk.project.check() == ()


def test_an_older_copy_goes_in_as_well(path, codebook):
    """A copy that an earlier version of the program wrote is brought up to date in memory."""
    from pathlib import Path

    old = Path(__file__).parents[3] / "projects" / "schema-8.annotator"
    work = path.with_name("work.annotator")
    shutil.copy(old, work)
    with Project.open(work) as project:
        outcome = project.merge([old])
        assert [each.events for each in outcome.joined] == [0] and project.check() == ()


def test_a_step_of_the_window_works_after_a_merge(apart):
    desk, there = apart
    there.add(desk.here)
    join(desk, there)
    step = Step((Edit(None, desk.statement(desk.here)),), "Add", desk.here)
    assert desk.project.apply(step).edits and desk.project.check() == ()


def test_a_suggestion_accepted_in_both_copies_is_said_once(apart):
    desk, there = apart
    for each in (desk, there):
        project = each.project
        suggestion = Suggestion("s", desk.here, "mention", Span(4, 11), "ORG", 1.0, "r", "run")
        session = Session(
            article=project.article(desk.here),
            text=project.text(desk.here),
            zones=project.zones(desk.here),
            layer=project.layer(desk.here),
            codebook=project.codebook,
            actors=project.standing_actors(),
            suggestions=[suggestion],
            annotator=project.annotator,
        )
        project.apply(session.accept(suggestion))
        other = replace(project.annotator, id="somebody else")
        (edit,) = session.accept(suggestion).edits
        session.annotator = other
        (others,) = session.accept(suggestion).edits
        assert edit.target != others.target
    outcome = join(desk, there)
    assert len(desk.project.layer(desk.here).mentions) == 1 and outcome.conflicts == ()
