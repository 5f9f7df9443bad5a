"""A project with everything in it leaves as complete JSON, arrives, and leaves again the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import (
    ActiveTime,
    Annotator,
    ArticleLabel,
    Comment,
    DocumentStance,
    Flag,
    Progress,
    Target,
)
from annotator.annotations.steps.on_actors import Registry
from annotator.codebook.changing import EditEntry, MergeEntries
from annotator.corpus.span import Span
from annotator.project import Project
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.restoring import import_complete
from annotator.workflows.marking.withholding import choose_share

SHARE = 1e-6
"""Drawn by the project's id, a larger one would now and then withhold what is to be exported."""
GOLDEN = Path(__file__).resolve().parents[2] / "golden/complete.json"


def exported(project: Project, out: Path) -> str:
    """Return a project's export, its own id and those of annotators as names."""
    text = export(project, ExportOptions("json", out)).path.read_text(encoding="utf-8")
    for each in project.every_annotator():
        if each.kind == "person":
            text = text.replace(each.id, f"id of {each.name}")
    return text.replace(project.id, "id of the project")


def test_what_leaves_a_second_time_is_the_same_to_the_byte(planted, tmp_path) -> None:
    project, article = planted.project, planted.article
    import_complete(project, GOLDEN)  # suggestions, engine runs, an article that nobody opened
    say_beside(project, article)
    planted.do(planted.case.accept_unanimous())
    while due := planted.case.compared.due:
        planted.do(planted.case.take(due[0].key, due[0].letters[0], reason="so it is"))
    first = exported(project, tmp_path / "first.json")
    for name in ("rulings", "merged_into", "active_times", "guideline_notes", "flags", '"repeat"'):
        assert name in first
    with Project.create(
        tmp_path / "other", title=project.title, codebook=project.codebook, annotator="Amina"
    ) as other:
        import_complete(other, tmp_path / "first.json")
        assert other.check() == ()
        assert exported(other, tmp_path / "second.json") == first


def say_beside(project: Project, article: str) -> None:
    """Let annotators say what there is to say beside statements and entities."""
    project.use_annotator("Bo")
    who, book = project.annotator.id, project.codebook.reference
    statement = project.layer(article).statements[0]
    again = Annotator(f"{who}#2", "Bo (again)", "repeat", who)
    project.know_layer(again)
    own = replace(statement, id="again-1", annotator=again.id)
    done = Progress(f"{article}:{again.id}", article, again.id, "done", book)
    written, place = "2031-05-01T10:00:00Z", Span(0, 4)
    for each in (
        ArticleLabel("l-1", article, who, "genre", "news", book),
        DocumentStance("d-1", article, who, "TERN", Target("actor", "CHN"), "favor", "mixed", book),
        Comment("c-1", article, who, "Why?", statement.id, place, None, True, written),
        Comment("c-2", article, who, "So.", answers="c-1", written=written),
        Flag(f"{article}:{who}:flag", article, who, "odd", written),
    ):
        project.apply(Step((Edit(None, each),), "Say it", article))
    project.apply(Step((Edit(None, own), Edit(None, done)), "Say it again", article))
    project.keep_active_time(ActiveTime("t-1", article, who, written, 90, 120))
    project.keep_guideline_note("Warnings are predictions.")
    project.apply(Registry(project.actors(), project.codebook).merge(["p:ilves"], "p:peskov"))
    first, second, *_ = (each.id for each in project.codebook.topics)
    project.change_codebook([MergeEntries("topics", (first,), second)])
    project.change_codebook([EditEntry("claim_types", "fact", {"label": "Fact!"}, look_again=True)])
    choose_share(project, SHARE)
    project.use_annotator("Ada")
