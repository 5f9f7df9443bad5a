"""What was labelled under several versions of a codebook travels, and is read in the last one."""

from __future__ import annotations

import json

import pytest

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Mention, Progress, Stance, Statement, Target
from annotator.codebook.changing import (
    EditEntry,
    MergeEntries,
    RenameEntry,
    RetireEntry,
    SplitEntry,
)
from annotator.codebook.reading import bundled_codebooks, default_codebook, read_codebook
from annotator.corpus.span import Span
from annotator.project import Project
from annotator.workflows.agreement.measuring import AgreementOptions, measure
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.articles import import_paths
from annotator.workflows.importing.restoring import import_complete

TEXT = "The mayor of Veltra said the harbour would be closed. The port workers were against it.\n"
BOOK = default_codebook()
TOPICS = [each.id for each in BOOK.topics]


@pytest.fixture
def project(tmp_path):
    """Amina and Bo say the same of one article, in words that were merged since."""
    text = tmp_path / "talks.txt"
    text.write_text(TEXT, encoding="utf-8")
    path = tmp_path / "talks.annotator"
    with Project.create(path, title="Talks", codebook=BOOK, annotator="Amina") as project:
        import_paths(project, [text])
        say(project, "amina", "prediction", TOPICS[0], "GPE")
        project.use_annotator("Bo")
        say(project, "bo", "fact", TOPICS[1], "LOC")
        yield project


def say(project: Project, name: str, claim_type: str, topic: str, kind: str) -> None:
    article, who = project.articles()[0].id, project.annotator.id
    book = project.codebook.reference
    statement = Statement(
        name,
        article,
        who,
        (Span(25, 52),),
        claim_types=(claim_type,),
        stances=(Stance(Target("topic", topic), "favor"),),
        codebook=book,
    )
    mention = Mention(f"m{name}", article, who, Span(13, 19), kind, codebook=book)
    edits = [Edit(None, statement), Edit(None, mention)]
    if project.layer(article).progress is None:
        edits.append(Edit(None, Progress(f"{article}:{who}", article, who, "done", book)))
    project.apply(Step(tuple(edits), "Say", article))


MERGES = (
    MergeEntries("claim_types", ("prediction",), "fact"),
    MergeEntries("topics", (TOPICS[0],), TOPICS[1]),
    MergeEntries("entity_kinds", ("LOC",), "GPE"),
)


def disagreements(project: Project) -> int:
    return len(measure(project, AgreementOptions()).disagreements)


def test_agreement_is_measured_in_todays_words(project):
    assert disagreements(project) > 0
    project.change_codebook(MERGES)
    assert disagreements(project) == 0


def exported(project: Project, tmp_path, form: str, **options):
    out = tmp_path / f"out.{form}"
    export(project, ExportOptions(out=out, format=form, **options))
    return out


def test_data_sets_name_the_labels_that_stand_now(project, tmp_path):
    project.change_codebook([*MERGES, RenameEntry("stance_values", "favor", "pro", "Pro")])
    text = exported(project, tmp_path, "jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    assert len(rows) == 2 and '"pro"' in text
    assert '"prediction"' not in text and '"favor"' not in text and f'"{TOPICS[0]}"' not in text
    shapes = exported(project, tmp_path, "news-statements", annotators=("Amina",)).read_text(
        encoding="utf-8"
    )
    assert '"prediction"' not in shapes


def test_a_complete_file_holds_all_versions_and_gives_them_back(project, tmp_path):
    project.change_codebook([*MERGES, SplitEntry("claim_types", "threat", ("fact", "call"))])
    project.change_codebook([EditEntry("claim_types", "fact", {"label": "Fact!"}, look_again=True)])
    project.change_codebook([RetireEntry("topics", TOPICS[2])])
    project.use_annotator("Amina")
    say(project, "later", "fact", TOPICS[1], "GPE")
    file = exported(project, tmp_path, "json")
    with Project.create(
        tmp_path / "other.annotator", title="T", codebook=BOOK, annotator="Amina"
    ) as other:
        import_complete(other, file)
        assert other.codebook == project.codebook
        assert {each.reference for each in other.codebooks()} == {
            each.reference for each in project.codebooks()
        }
        here, there = project.articles()[0].id, other.articles()[0].id
        assert project.layer(here).statements[0].claim_types == ("prediction",)
        said = {each.id: each.claim_types for each in other.layer(there).statements}
        assert said == {each.id: each.claim_types for each in project.layer(here).statements}
        assert (project.revisit(), other.revisit()) == ((here,), (there,))
        bo = next(each.id for each in other.annotators() if each.name == "Bo")
        assert other.revisit(bo) == (there,)
        assert other.check() == ()
        assert import_complete(other, file).statements == 0


def test_a_project_with_another_codebook_still_refuses_the_file(project, tmp_path):
    project.change_codebook(MERGES)
    file = exported(project, tmp_path, "json")
    book = read_codebook(bundled_codebooks()["climate-debate"])
    with (
        Project.create(
            tmp_path / "o.annotator", title="T", codebook=book, annotator="Amina"
        ) as other,
        pytest.raises(Exception, match="labelled with the codebook"),
    ):
        import_complete(other, file)
