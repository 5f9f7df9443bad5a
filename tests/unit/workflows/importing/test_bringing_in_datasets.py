"""Datasets into a project: stances on named targets, columns by a mapping file, ours once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.codebook.reading import default_codebook
from annotator.errors import FormatError
from annotator.formats.labelled.label_mapping import Becomes, LabelMapping, as_yaml, read_mapping
from annotator.project import Project
from annotator.workflows.exporting.building import BuildOptions, DatasetOptions, build
from annotator.workflows.exporting.export_formats import FORMATS
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing.articles import ImportOptions, import_paths
from annotator.workflows.importing.bringing_in import BringInOptions, bring_in, look
from tests.unit.workflows.exporting.test_files import finish, label, new_article

TWEETS = (
    "ID\tTweet\tTarget\tStance\n1\tCalm is 🛶 best.\tThe war\tAGAINST\n"
    "2\tLet them talk.\tdialogue\tFAVOR\n3\tRain.\tThe war\tNONE\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "work.annotator"
    with Project.create(path, title="W", codebook=default_codebook(), annotator="Amina") as opened:
        yield opened


def tweets(folder: Path) -> Path:
    path = folder / "tweets.tsv"
    path.write_text(TWEETS, encoding="utf-8")
    return path


def test_a_stance_of_a_row_is_on_the_topic_that_its_target_is(
    project: Project, tmp_path: Path
) -> None:
    seen = look(project, tweets(tmp_path))
    assert seen.format.id == "dataset"
    assert seen.targets == {"The war": 1, "dialogue": 1}
    assert seen.mapping.targets["dialogue"] == Becomes("topic", "dialogue")
    assert any("The war (1, targets): skip" in line for line in seen.lines())
    report = bring_in(project, seen, BringInOptions(preannotate=False))
    statements = [one for row in project.articles() for one in project.layer(row.id).statements]
    assert [[(each.target.id, each.value) for each in one.stances] for one in statements] == [
        [],
        [("dialogue", "favor")],
    ]
    assert report.left_out == ["1: stance The war: what it is on here was not said"]
    assert report.articles_added == 3 and project.check() == ()


def test_a_mapping_file_says_what_targets_and_columns_are(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, mapping = tweets(tmp_path), tmp_path / "mapping.yaml"
    path.write_text(TWEETS.replace("Tweet", "Wording"), encoding="utf-8")
    mapping.write_text(
        "columns: {text: Wording, label: Stance, target: Target}\n"
        "labels: {statement: claim call}\n"
        "links: {AGAINST: stance against}\n"
        "targets: {The war: actor The war}\n",
        encoding="utf-8",
    )
    project.close()
    words = ["import", str(project.path), str(path), "--format", "dataset", "--no-highlight"]
    assert main(words) == 1
    assert "has the name of a text" in capsys.readouterr().err
    assert main([*words, "--mapping", str(mapping)]) == 3  # FAVOR and dialogue are not named
    with Project.open(project.path, readonly=True) as opened:
        layers = [opened.layer(row.id) for row in opened.articles()]
        first = layers[0].statements[0]
        assert first.claim_types == ("call",)
        assert [(each.target.kind, each.target.id) for each in first.stances] == [
            ("actor", "The war")
        ]


def test_mappings_come_back_from_their_files(tmp_path: Path) -> None:
    mapping = LabelMapping(
        {"statement": Becomes("statement")},
        targets={"The war": Becomes("topic", "dialogue"), "Bo": Becomes("actor", "p:bo")},
        columns={"text": ("body",), "label": ("a", "b")},
    )
    path = tmp_path / "m.yaml"
    path.write_text(as_yaml(mapping), encoding="utf-8")
    assert read_mapping(path, default_codebook()) == mapping
    for wrong in ("columns: 3", "columns: {text: []}\nx: {}", "targets: {a: topic nowhere}"):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(FormatError, match="does not fit"):
            read_mapping(path, default_codebook())


@pytest.mark.parametrize("file_format", ["jsonl", "csv"])
def test_rows_of_stances_come_back_with_all_that_stands_in_them(
    project: Project, tmp_path: Path, file_format: str
) -> None:
    ids = project.add_articles([new_article(number) for number in range(2)])
    label(project, ids[0], "“will never” sign 🛶", note="=1+1; \n two")
    label(project, ids[1], "the thaw")
    out = tmp_path / f"out{FORMATS[file_format].suffix}"
    export(project, ExportOptions(file_format, out))
    with Project.create(
        tmp_path / "back.annotator", title="B", codebook=default_codebook(), annotator="Bo"
    ) as back:
        chosen = BringInOptions(preannotate=False)
        report = bring_in(back, look(back, out, chosen), chosen)
        assert report.statements == 2 and report.left_out == []
        (who,) = [each for each in back.annotators() if each.name == "Amina"]
        for mine, row in zip(ids, back.articles(), strict=True):
            (one,) = back.layer(row.id, who.id).statements
            (old,) = project.layer(mine).statements
            assert one.content[0].covered(back.text(row.id)) == old.content[0].covered(
                project.text(mine)
            )
            for name in ("claim_types", "stances", "note", "unsure", "parent", "certainty"):
                assert getattr(one, name) == getattr(old, name), name
            assert one.source.actors == old.source.actors


def test_our_own_dataset_changes_nothing_where_it_came_from(
    project: Project, tmp_path: Path
) -> None:
    ids = project.add_articles([new_article(1)])
    label(project, ids[0], "“will never” sign 🛶")
    finish(project, ids[0])
    before = project.layers(ids[0])
    options = DatasetOptions(task="stance", unit="article")
    build(project, BuildOptions(options, tmp_path / "out"))
    chosen = BringInOptions(preannotate=False)
    report = bring_in(project, look(project, tmp_path / "out", chosen), chosen)
    assert report.already_there == 1 and report.articles_added == 0
    assert project.layers(ids[0]) == before


def test_a_table_with_labels_is_taken_for_articles_only_by_a_person(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("body,label\nCalm is best.,a\n", encoding="utf-8")
    unmarked = ImportOptions(preannotate=False)
    (failure,) = import_paths(project, [path], unmarked).failures
    assert "holds labels too (Dataset (rows with labels))" in failure.reason
    chosen = replace(unmarked, all_columns={"text": ("body",)})
    assert len(import_paths(project, [path], chosen).imported) == 1
