"""After a merge everybody reads the actor that stands now, and nothing that was said is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Actor, Figure, Source, Stance, Target
from annotator.annotations.session import Session
from annotator.annotations.steps.on_actors import Registry
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.errors import FormatError
from annotator.project import Project
from annotator.workflows.agreement.measuring import measure
from annotator.workflows.evaluating.suggestions import EvaluationOptions, evaluate
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.figures import FiguresOptions, list_figures
from annotator.workflows.importing.articles import ImportOptions, import_paths
from annotator.workflows.importing.exchanging import import_news_statements

TEXT = "The harbour of Veltra will stay open and 29 were killed, the regent said on Monday.\n"
SAID = Span(0, 55)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    path = tmp_path / "p.annotator"
    with Project.create(path, title="P", codebook=default_codebook(), annotator="Ada") as project:
        import_paths(project, [tmp_path / "in"], ImportOptions(preannotate=False))
        edits = tuple(
            Edit(None, Actor(each, each.title(), "country")) for each in ("veltra", "veltria")
        )
        project.apply(Step(edits, "Add", None))
        for name, actor in (("Ada", "veltra"), ("Ben", "veltria")):
            label(project, name, actor)
        yield project


def session_on(project: Project) -> Session:
    article = project.articles()[0].id
    return Session(
        article=project.article(article),
        text=project.text(article),
        zones=project.zones(article),
        layer=project.layer(article),
        codebook=project.codebook,
        actors=project.standing_actors(),
        suggestions=project.suggestions(article),
        annotator=project.annotator,
    )


def label(project: Project, name: str, actor: str) -> None:
    """Let somebody say the same of one of two actors."""
    project.use_annotator(name)
    session = session_on(project)
    step = session.add_statement(SAID)
    session.absorb(project.apply(step))
    (statement,) = session.statements
    after = replace(
        statement,
        source=Source((Span(57, 67),), (actor,)),
        cue=(Span(68, 72),),
        claim_types=("fact",),
        stances=(Stance(Target("actor", actor), "favor"),),
        figures=(Figure(Span(41, 43), 29, "exact", "killed", side=actor),),
    )
    session.absorb(project.apply(Step((Edit(statement, after),), "Label", session.article.id)))
    session.absorb(project.apply(session.mark("done")))


def merge(project: Project) -> None:
    registry = Registry(project.standing_actors(), project.codebook)
    project.apply(registry.merge(["veltria"], "veltra"))


def written(project: Project, form: str) -> str:
    out = project.path.parent / f"out.{form}"
    options = ExportOptions(format=form, out=out, annotators=("Ben",))
    export(project, options)
    return out.read_text(encoding="utf-8")


def test_two_annotators_agree_once_the_actors_are_merged(project: Project) -> None:
    before = measure(project).disagreements
    merge(project)
    assert before and not measure(project).disagreements
    project.undo_registry()
    assert measure(project).disagreements == before


@pytest.mark.parametrize("form", ["jsonl", "csv", "news-statements"])
def test_foreign_shapes_name_the_actor_that_stands(project: Project, form: str) -> None:
    assert "veltria" in written(project, form)
    merge(project)
    assert "veltria" not in written(project, form) and "veltra" in written(project, form)


def test_complete_json_keeps_both_and_reads_back(project: Project, tmp_path: Path) -> None:
    merge(project)
    out = tmp_path / "all.json"
    export(project, ExportOptions(format="json", out=out))
    found = {each["id"]: each for each in json.loads(out.read_text())["actors"]}
    assert found["veltria"]["merged_into"] == "veltra" and "merged_into" not in found["veltra"]
    book = default_codebook()
    with Project.create(tmp_path / "q", title="Q", codebook=book, annotator="C") as other:
        import_news_statements(other, out, preannotate=False)
        assert set(other.actors()) == set(project.actors())
        layers = {each.statements for each in other.layers(other.articles()[0].id)}
        assert len(layers) == 2 and other.check() == ()
        assert other.undo_registry_wording() == "Import all.json"
        assert measure(other).disagreements == ()


def test_a_file_that_names_an_actor_it_lacks_is_refused(project: Project, tmp_path: Path) -> None:
    merge(project)
    out = tmp_path / "all.json"
    export(project, ExportOptions(format="json", out=out))
    data = json.loads(out.read_text())
    data["actors"] = [each for each in data["actors"] if each["id"] != "veltra"]
    out.write_text(json.dumps(data))
    with Project.create(
        tmp_path / "q", title="Q", codebook=default_codebook(), annotator="C"
    ) as other:
        with pytest.raises(FormatError, match="veltra"):
            import_news_statements(other, out)
        assert other.article_count() == 0


def test_figures_are_those_of_the_actor_that_stands(project: Project) -> None:
    merge(project)
    (row,) = list_figures(project, FiguresOptions(with_found=False)).rows
    assert (row.side, row.whose, row.holder) == ("veltra", "Veltra", "Veltra")
    assert row.people == ("Ada", "Ben")


def test_evaluation_reads_suggestions_and_labels_of_merged_actors(project: Project) -> None:
    merge(project)
    assert evaluate(project, EvaluationOptions()).layers == 2


def test_the_session_shows_and_offers_the_actor_that_stands(project: Project) -> None:
    merge(project)
    project.use_annotator("Ben")
    session = session_on(project)
    (statement,) = session.statements
    assert statement.source.actors == ("veltria",)
    assert session.actors["veltria"].name == "Veltra"
    assert "veltria" not in list(session.actors)
    assert not any("act for" in each for each in session.missing(statement.id))


def test_a_stance_on_the_actor_that_stands_changes_the_one_on_the_merged_actor(
    project: Project,
) -> None:
    merge(project)
    project.use_annotator("Ben")
    session = session_on(project)
    (statement,) = session.statements
    step = session.set_stance(statement.id, Target("actor", "veltra"), "against")
    session.absorb(project.apply(step))
    (after,) = session.statements
    assert after.stances == (Stance(Target("actor", "veltria"), "against"),)
    session.absorb(project.apply(session.remove_stance(after.id, Target("actor", "veltra"))))
    assert session.statements[0].stances == ()


def test_a_session_learns_of_a_merge_while_it_is_open(project: Project) -> None:
    session = session_on(project)
    registry = Registry(project.standing_actors(), project.codebook)
    session.absorb(project.apply(registry.merge(["veltria"], "veltra")))
    assert session.actors["veltria"].id == "veltra"
    change = project.undo_registry()
    assert change is not None
    session.absorb(change)
    assert session.actors["veltria"].id == "veltria"


def test_the_check_tells_of_circles(project: Project) -> None:
    actors = {each.id: each for each in project.actors()}
    one, two = actors["veltra"], actors["veltria"]
    circle = (
        Edit(one, replace(one, merged_into="veltria")),
        Edit(two, replace(two, merged_into="veltra")),
    )
    project.apply(Step(circle, "Do what no gesture does", None))
    assert any("merged into others in a circle" in each for each in project.check())
    project.undo_registry()
    china = actors["CHN"]
    project.apply(Step((Edit(china, replace(china, acts_for="p:mao_ning")),), "Likewise", None))
    assert any("acts for others in a circle" in each for each in project.check())
