"""What was settled, when copies of a project are handed out and put together again."""

from __future__ import annotations

import shutil

from annotator.annotations.model import GOLD
from annotator.project import Project
from annotator.workflows.agreement import adjudicating


def settle_first(project, article, place, letter_at):
    case = adjudicating.open_case(project, article)
    matter = [each for each in case.matters if each.slot == "claim_type"][place]
    adjudicating.settle(project, case.take(matter.key, matter.letters[letter_at]))


def test_a_copy_that_is_handed_out_tells_nothing_of_what_was_settled(planted, tmp_path):
    planted.project.use_annotator("Cem")  # also where they settled it themselves
    planted.do(planted.case.accept_unanimous())
    cem = next(each for each in planted.project.annotators() if each.name == "Cem")
    planted.project.hand_out(cem, tmp_path / "cem.annotator")
    with Project.open(tmp_path / "cem.annotator") as copy:
        assert copy.rulings(planted.article) == ()
        assert copy.layer(planted.article, GOLD).statements == ()
        assert adjudicating.undo(copy, planted.article) is None
    planted.project.merge([tmp_path / "cem.annotator"])
    assert len(planted.project.rulings(planted.article)) == 2
    assert planted.project.check() == ()


def test_two_who_settle_the_same_apart_meet_in_the_same_records(planted, tmp_path):
    path = tmp_path / "copy.annotator"
    planted.project.close()
    shutil.copy(planted.project.path, path)
    with Project.open(planted.project.path) as here, Project.open(path) as there:
        there.use_annotator("Eve")
        settle_first(here, planted.article, 0, 0)
        settle_first(there, planted.article, 0, 0)
        theirs = {each.id for each in there.rulings(planted.article)}
    with Project.open(planted.project.path) as here:
        here.merge([path])
        assert {each.id for each in here.rulings(planted.article)} == theirs
        assert len(here.layer(planted.article, GOLD).statements) == 1
        assert here.check() == ()
        case = adjudicating.open_case(here, planted.article)
        assert [each.state for each in case.matters if each.slot == "claim_type"] == ["settled"]
