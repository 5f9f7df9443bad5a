"""`annotator hand-out` and `annotator merge`."""

from __future__ import annotations

import json

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Statement
from annotator.annotations.steps.on_actors import Registry
from annotator.cli import main
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.project import Project


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "talks.annotator"
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in ("one", "two", "three"):
        (articles / f"{name}.txt").write_text(f"{name} harbour opens again on Monday.\n")
    Project.create(path, title="T", codebook=default_codebook(), annotator="Lead").close()
    assert main(["import", str(path), str(articles)]) == 0
    assert main(["assign", str(path), "--annotators", "Amina,Bo", "--overlap", "0.3"]) == 0
    return path


def label(path, note, *, of=None):
    with Project.open(path) as project:
        article = project.articles()[0].id
        statement = of or Statement(
            new_id(), article, project.annotator.id, (Span(0, 5),), claim_types=("fact",)
        )
        after = Statement(
            statement.id, statement.article, statement.annotator, statement.content, note=note
        )
        project.apply(Step((Edit(of, after),), "Label", statement.article))
    return after


def said(capsys, *arguments):
    capsys.readouterr()
    code = main([str(each) for each in arguments])
    return code, capsys.readouterr().out


def test_copies_are_handed_out_labelled_and_merged(project, tmp_path, capsys):
    out = tmp_path / "copies"
    code, text = said(capsys, "hand-out", project, "--out", out)
    copies = sorted(out.iterdir())
    assert code == 0 and "Amina: " in text and "2 articles" in text
    assert [each.name for each in copies] == ["talks-Amina.annotator", "talks-Bo.annotator"]
    for each in copies:
        label(each, f"in {each.name}")
    code, text = said(capsys, "merge", project, *copies, "--preview")
    assert code == 0 and "2 changes would be taken in" in text
    with Project.open(project) as opened:
        assert sum(each.statements for each in opened.info().annotators) == 0
    code, text = said(capsys, "merge", project, *copies, "--json")
    report = json.loads(text)
    assert code == 0 and report["events"] == 2 and report["conflicts"] == []
    lines = {(each["annotator"], each["kind"]): each["new"] for each in report["lines"]}
    assert lines["Amina", "statement"] == lines["Bo", "statement"] == 1
    everything = sorted(out.glob("*.annotator"))  # as a shell reads copies/*.annotator
    assert len(everything) > len(copies)
    code, text = said(capsys, "merge", project, *everything)
    assert code == 0 and text.startswith("Nothing in talks-Amina.annotator")
    code, _ = said(capsys, "merge", project, *set(everything).difference(copies))
    assert code == 1
    assert main(["check", str(project)]) == 0


def test_conflicts_are_listed_with_both_versions_until_they_are_settled(project, tmp_path, capsys):
    folder = tmp_path / "c"
    assert said(capsys, "hand-out", project, "--out", folder, "--annotator", "Amina")[0] == 0
    (one,) = folder.iterdir()
    first = label(one, "first")
    other = tmp_path / "other.annotator"
    other.write_bytes(one.read_bytes())
    label(one, "at the office", of=first)
    label(other, "at home", of=first)
    code, text = said(capsys, "merge", project, one, other)
    assert code == 0 and "1 conflict, both versions kept:" in text
    assert "note: at the office" in text and "(holds): note: at home" in text
    code, text = said(capsys, "merge", project)
    assert code == 0 and "1 conflict, both versions kept:" in text
    with Project.open(project, annotator="Amina") as opened:
        (conflict,) = opened.conflicts()
        opened.take_version(conflict, conflict.versions[1])
    assert said(capsys, "merge", project)[1].strip() == "There are no conflicts."


def test_actors_of_one_name_become_one_where_it_is_asked_for(project, tmp_path, capsys):
    other = tmp_path / "other.annotator"
    other.write_bytes(project.read_bytes())
    for path in (project, other):
        with Project.open(path) as opened:
            opened.apply(Registry(opened.actors(), opened.codebook).add("Port Lia"))
    code, text = said(capsys, "merge", project, other)
    assert code == 0 and "Actors of one name were made apart: “Port Lia”" in text
    code, text = said(capsys, "merge", project, "--join-actors")
    assert code == 0 and "Make actors of one name one: Port Lia" in text
    assert "made apart" not in text
    with Project.open(project) as opened:
        standing = opened.standing_actors()
        assert [each.name for each in standing.values()].count("Port Lia") == 1
        assert opened.undo_registry_wording() == "Make actors of one name one: Port Lia"
    assert "made apart" not in said(capsys, "merge", project)[1]


def test_what_was_made_and_taken_back_elsewhere_was_never_removed_here(project, tmp_path, capsys):
    other = tmp_path / "other.annotator"
    other.write_bytes(project.read_bytes())
    with Project.open(other) as opened:
        opened.apply(Registry(opened.actors(), opened.codebook).add("Port Lia"))
        opened.undo_registry()
    for more in (["--preview"], []):
        code, text = said(capsys, "merge", project, other, *more)
        assert code == 0 and "2 changes" in text and "Port Lia" not in text
        assert "removed actor" not in text


def test_the_same_name_in_two_copies_is_the_same_person(project, tmp_path, capsys):
    other = tmp_path / "other.annotator"
    other.write_bytes(project.read_bytes())
    for path in (project, other):
        with Project.open(path, annotator="Dora"):
            pass
        label(path, f"in {path.name}")
    assert said(capsys, "merge", project, other)[0] == 0
    with Project.open(project) as opened:
        assert [each.name for each in opened.annotators()].count("Dora") == 1
        (dora,) = [each for each in opened.info().annotators if each.name == "Dora"]
        assert dora.statements == 2 and opened.check() == () and opened.conflicts() == ()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--annotator", "Nobody"], "Nobody in this project is called Nobody"),
        (["--annotator", "Lead"], "Lead is asked to label nothing"),
    ],
)
def test_a_hand_out_that_makes_no_sense_writes_nothing(project, tmp_path, capsys, arguments, words):
    out = tmp_path / "copies"
    assert main(["hand-out", str(project), "--out", str(out), *arguments]) == 1
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_a_file_that_is_there_is_left_and_nothing_is_written_beside_it(project, tmp_path, capsys):
    out = tmp_path / "copies"
    out.mkdir()
    (out / "talks-Bo.annotator").write_text("mine")
    assert main(["hand-out", str(project), "--out", str(out)]) == 1
    assert [each.name for each in out.iterdir()] == ["talks-Bo.annotator"]
    assert (out / "talks-Bo.annotator").read_text() == "mine"


def test_another_project_is_refused_in_one_sentence(project, tmp_path, capsys):
    other = tmp_path / "other.annotator"
    Project.create(other, title="O", codebook=default_codebook(), annotator="X").close()
    assert main(["merge", str(project), str(other)]) == 1
    assert "other.annotator is no copy of this project" in capsys.readouterr().err
