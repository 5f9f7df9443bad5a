"""`annotator adjudicate`, what is exported of it, and one's own labels beside what was settled."""

from __future__ import annotations

import json

import msgspec
import pytest

from annotator.annotations.model import GOLD
from annotator.cli import main
from annotator.errors import AnnotationError, Cancelled
from annotator.project import Project
from annotator.workflows.agreement import adjudicating
from annotator.workflows.agreement.beside_gold import SHOW_GOLD, beside_gold
from annotator.workflows.agreement.measuring import measure
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.restoring import import_complete

KEEPS, TALKS = "Veltra will keep", "The talks"


@pytest.fixture
def path(planted):
    planted.project.close()
    return planted.project.path


def run(capsys, *arguments):
    code = main([str(each) for each in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def settle_everything(table):
    table.do(table.case.accept_unanimous())
    while due := table.case.compared.due:
        table.do(table.case.take(due[0].key, due[0].letters[0], reason="so it is"))


def test_the_list_names_letters_and_never_annotators(path, planted, capsys):
    code, out, _ = run(capsys, "adjudicate", path, "--list", "--propose", "majority")
    assert code == 0
    assert "0 of 1 article settled. 8 disagreements: 0 settled, 8 open" in out
    assert "2 more on which all agree" in out
    assert "claim type: Veltra will keep the harbour open" in out
    assert "proposed: " in out
    assert not any(name in out for name in planted.people)
    code, out, _ = run(capsys, "adjudicate", path, "--json")
    found = json.loads(out)
    assert not any(each in out for each in planted.people.values())
    assert found["counts"] == {"open": 8, "agreed": 2}
    assert sum(each["share"] for each in found["disagreements"]) == pytest.approx(1)


def test_what_all_agree_on_is_accepted_and_opened_again(path, planted, capsys):
    code, out, _ = run(capsys, "adjudicate", path, "--accept-unanimous", "--as", "Ada")
    assert (code, "Accepted what all agree on: 2 rulings in 1 article." in out) == (0, True)
    with Project.open(path, readonly=True) as project:
        rulings = project.rulings(planted.article)
        assert {each.rule for each in rulings} == {"unanimous"}
        names = {each.name for each in project.annotators()}
        assert names == {"Amina", "Bo", "Cem", "Ada"}
    code, out, _ = run(capsys, "adjudicate", path, "--withdraw-unanimous")
    assert "Opened again what was accepted by rule: 2 rulings in 1 article." in out
    with Project.open(path, readonly=True) as project:
        assert project.rulings(planted.article) == () and project.check() == ()


def test_what_is_proposed_is_settled_when_asked_for(path, capsys):
    code, _, err = run(capsys, "adjudicate", path, "--accept-proposed")
    assert code == 2 and "--propose" in err
    code, out, _ = run(
        capsys, "adjudicate", path, "--propose", "majority", "--accept-proposed", "--json"
    )
    assert code == 0 and json.loads(out)["accepted_proposed"]["rulings"] > 0


def test_what_was_called_unclear_is_listed_by_entry(planted, capsys):
    key = planted.matter("stance").key
    planted.do(planted.case.call_unclear(key, "stance_values/favor", "Is that support?"))
    planted.project.close()
    _, out, _ = run(capsys, "adjudicate", planted.project.path)
    assert "The guideline is unclear: Favor (stance_values/favor)\n  Is that support?" in out


def test_what_was_settled_is_never_in_the_figures_of_agreement(planted, capsys):
    path = planted.project.path
    before = measure(planted.project)
    settle_everything(planted)
    after = measure(planted.project)
    assert (after.measurements, after.work) == (before.measurements, before.work)
    assert (after.stretches, after.left_out) == (before.stretches, before.left_out)
    planted.project.close()
    for only in ((), ("--article-labels",)):
        code, _, err = run(
            capsys, "agreement", path, "--annotator", "Settled", "--annotator", "Amina", *only
        )
        assert code == 1 and "Nobody called Settled labels in this project" in err


def test_gold_is_exported_like_anybodys_labels(planted, capsys, tmp_path):
    path = planted.project.path
    settle_everything(planted)
    statements = len(planted.gold.statements)
    planted.project.close()
    out = tmp_path / "gold.jsonl"
    code, _, _ = run(capsys, "export", path, out, "--format", "jsonl", "--labels", "gold")
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert code == 0 and {each["annotator"] for each in rows} == {"Settled"}
    assert len(rows) >= statements > 0
    people = tmp_path / "people.jsonl"
    run(capsys, "export", path, people, "--format", "jsonl")
    assert "Settled" not in people.read_text(encoding="utf-8")


def test_gold_that_is_not_there_is_not_exported(path, capsys, tmp_path):
    out = tmp_path / "gold.jsonl"
    code, _, err = run(capsys, "export", path, out, "--format", "jsonl", "--labels", "gold")
    assert code == 1 and "Nothing is settled" in err and not out.exists()


def test_agreement_stays_what_it_was(planted):
    before = msgspec.json.encode(measure(planted.project).measurements)
    settle_everything(planted)
    assert msgspec.json.encode(measure(planted.project).measurements) == before


def test_the_complete_json_takes_rulings_to_another_project(planted, tmp_path):
    settle_everything(planted)
    first, gold = planted.project, planted.gold
    file = tmp_path / "whole.json"
    export(first, ExportOptions(format="json", out=file))
    rulings = first.rulings(planted.article)
    other = Project.create(
        tmp_path / "other.annotator", title="Other", codebook=first.codebook, annotator="Amina"
    )
    with other:
        import_complete(other, file)
        (row,) = other.articles()
        theirs = other.layer(row.id, GOLD)
        assert theirs.statements == gold.statements and theirs.mentions == gold.mentions
        assert theirs.progress is not None and theirs.progress.status == "done"
        names = {each.id: each.name for each in other.every_annotator()}
        came = other.rulings(row.id)
        assert [each.disagreement for each in came] == [each.disagreement for each in rulings]
        assert {names[who] for each in came for who, _ in each.origins} <= set(planted.people)
        case = adjudicating.open_case(other, row.id)
        assert case.is_settled
        import_complete(other, file)
        assert other.rulings(row.id) == came and other.check() == ()


def test_one_sees_ones_labels_beside_gold_only_where_that_leads_nobody(planted):
    planted.project.use_annotator("Cem")
    with pytest.raises(AnnotationError, match="does not show"):
        beside_gold(planted.project, planted.article)
    planted.project.set_setting(SHOW_GOLD, "yes")
    with pytest.raises(AnnotationError, match="not settled yet"):
        beside_gold(planted.project, planted.article)
    settle_everything(planted)
    planted.project.use_annotator("Ada")
    with pytest.raises(AnnotationError, match="as done first"):
        beside_gold(planted.project, planted.article)
    planted.project.use_annotator("Cem")
    rows = beside_gold(planted.project, planted.article)
    same = [each for each in rows if each.is_same]
    assert "Nobody was hurt" in {each.passage for each in same}
    assert all(
        (each.mine == each.settled) == each.is_same for each in rows if each.kind == "stance"
    )
    assert "so it is" in {each.reason for each in rows}


def test_ones_labels_are_told_beside_gold_on_the_command_line(planted, capsys):
    settle_everything(planted)
    planted.project.close()
    path = planted.project.path
    code, _, err = run(capsys, "adjudicate", path, "--beside", "Cem")
    assert code == 1 and "does not show" in err
    run(capsys, "adjudicate", path, "--show-gold")
    code, out, _ = run(capsys, "adjudicate", path, "--beside", "Cem")
    assert code == 0 and out.startswith("Harbour: ") and "you: " in out
    _, out, _ = run(capsys, "adjudicate", path, "--beside", "Cem", "--json")
    (article,) = json.loads(out)["articles"]
    assert article["title"] == "Harbour"
    assert {"mine", "settled", "is_same"} <= article["rows"][0].keys()
    code, _, err = run(capsys, "adjudicate", path, "--beside", "Nobody")
    assert code == 1 and "Nobody called Nobody" in err


def test_the_setting_is_made_on_the_command_line(path, capsys):
    run(capsys, "adjudicate", path, "--show-gold")
    with Project.open(path, readonly=True) as project:
        assert project.setting(SHOW_GOLD) == "yes"
    run(capsys, "adjudicate", path, "--hide-gold")
    with Project.open(path, readonly=True) as project:
        assert project.setting(SHOW_GOLD) is None


def test_reading_the_queue_can_be_stopped_and_only_one_article_is_read_again(planted):
    with pytest.raises(Cancelled):
        adjudicating.read_queue(planted.project, cancelled=lambda: True)
    told = []
    queue = adjudicating.read_queue(
        planted.project, progress=lambda done, total, _: told.append((done, total))
    )
    assert told == [(0, 1), (1, 1)]
    planted.take("extra", "Cem")
    again = adjudicating.read_article(planted.project, queue.articles[planted.article])
    after = queue.with_article(again)
    assert after.counts() == {"open": 7, "settled": 1, "agreed": 2}
    assert queue.counts() == {"open": 8, "agreed": 2}
    assert after.total == pytest.approx(queue.total)
    assert [each.key for each in after.matters] == [each.key for each in queue.matters]
