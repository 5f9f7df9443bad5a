"""Datasets of real project files: looked at, written whole or not at all, and told about."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.agreement.labels.coefficient import ArticleInterval, Coefficient
from annotator.agreement.reported.measurement import Measurement
from annotator.agreement.reported.report import AgreementReport
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Progress, Source, Stance, Statement, Target
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.dataset.building import TIE
from annotator.dataset.files.definitions import definitions
from annotator.dataset.options import DatasetOptions, split_named
from annotator.dataset.tasks.rows import Task
from annotator.errors import Cancelled, DatasetError, ExportError, UnknownAnnotatorError
from annotator.project import Project
from annotator.workflows.agreement.adjudicating import accept_unanimous
from annotator.workflows.exporting.building import BuildOptions, build, preview
from annotator.workflows.exporting.card_agreement import agreement_in_card
from annotator.workflows.importing.exchanging import import_news_statements
from annotator.workflows.marking.comparing import compare

LONG = (
    "The harbour of Lumen stays closed to all ships of the coastal league until the thaw begins. "
    "Fishermen wait on the quays for a word of the mayor who promised them bread and coal. "
)
TEXTS = [
    f"=Report {number}. Norland “will never” sign 🛶. {more}\n"
    for number, more in enumerate([LONG, LONG + "Nobody came.", *["Nobody asked."] * 8])
]


def new_article(number: int, text: str) -> NewArticle:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(
        new_id(), f"Article {number}", sha256, len(text), f"2031-01-{number + 1:02}", "Tern"
    )
    return NewArticle(article, text, (Zone("body", Span(0, len(text) - 1)),))


def label(project: Project, article: str, value: str) -> None:
    start, who = project.text(article).index("“will"), project.annotator.id
    statement = Statement(
        id=new_id(),
        article=article,
        annotator=who,
        content=(Span(start, start + 12),),
        source=Source(actors=("RUS",)),
        claim_types=("rejection",),
        stances=(Stance(Target("topic", "dialogue"), value),),
        codebook=project.codebook.reference,
    )
    done = Progress(f"{article}:{who}", article, who, "done", project.codebook.reference)
    project.apply(Step((Edit(None, statement), Edit(None, done)), "Label", article))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Ten articles, two of which tell the same; Amina and Bo agree on all but one of them."""
    path = tmp_path / "work.annotator"
    with Project.create(path, title="W", codebook=default_codebook(), annotator="Amina") as opened:
        made = [new_article(number, text) for number, text in enumerate(TEXTS)]
        for article in opened.add_articles(made):
            label(opened, article, "against")
        opened.use_annotator("Bo")
        for place, row in enumerate(opened.articles()):
            label(opened, row.id, "favor" if place == 4 else "against")
        compare(opened)
        yield opened


SPLIT = DatasetOptions(whose="majority", negatives=0.0, split=split_named("60/20/20", seed=3))


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(each) for each in path.read_text("utf-8").splitlines()]


def test_a_dataset_is_written_with_card_report_and_articles(
    project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    seen: list[str] = []
    report = build(
        project,
        BuildOptions(SPLIT, out, licence="CC0-1.0", command="annotator x"),
        progress=lambda _done, _total, what: seen.append(what),
    )
    assert seen[-1] == "Measuring agreement"
    names = {each.name for each in out.iterdir()} - {".annotator-export"}
    assert names == {
        "train.jsonl",
        "validation.jsonl",
        "test.jsonl",
        "README.md",
        "report.json",
        "articles.csv",
    }
    rows = [row for split in SPLIT.split.names for row in lines(out / f"{split}.jsonl")]
    assert len(rows) == report.counts.rows == 9
    assert {row["label"] for row in rows} == {"against"}
    card = (out / "README.md").read_text("utf-8")
    for words in (
        "CC0-1.0",
        "`annotator x`",
        "Krippendorff",
        "| rows |",
        "2 stances: no label has",
    ):
        assert words in card
    told = json.loads((out / "report.json").read_bytes())
    assert [each["what"] for each in told["records"]] == ["stances", "stances"]
    assert told["left_out"][0]["count"] == 2
    with (out / "articles.csv").open(encoding="utf-8", newline="") as file:
        assert [row["has_rows"] for row in csv.DictReader(file)].count("true") == 9


def test_articles_that_tell_the_same_are_never_parted(project: Project) -> None:
    assert project.clusters()
    for seed in range(8):
        options = DatasetOptions(
            negatives=0.0, split=split_named("50/25/25", seed=seed), done_only=False
        )
        splits: defaultdict[str, set[str]] = defaultdict(set)
        for row in preview(project, options).rows:
            splits[row.article_uid].add(row.split)
        for cluster in project.clusters():
            assert len(set().union(*(splits[each] for each in cluster))) == 1


def test_articles_that_were_not_compared_yet_are_compared_for_the_dataset(tmp_path: Path) -> None:
    path = tmp_path / "work.annotator"
    with Project.create(path, title="W", codebook=default_codebook(), annotator="A") as opened:
        made = [new_article(number, text) for number, text in enumerate(TEXTS[:4])]
        for article in opened.add_articles(made):
            label(opened, article, "favor")
        assert len(opened.uncompared()) == 4
        rows = preview(opened, DatasetOptions(negatives=0.0, split=split_named("1/1"))).rows
    groups = {row.title: row.group for row in rows}
    assert groups["Article 0"] == groups["Article 1"] != groups["Article 2"]


def test_split_one_by_one_the_report_names_what_leaks(project: Project, tmp_path: Path) -> None:
    for seed in range(20):
        split = split_named("50/50", by="article", seed=seed)
        options = DatasetOptions(unit="article", negatives=0.0, split=split)
        report = build(project, BuildOptions(options, tmp_path / "out", with_agreement=False))
        if report.leaks.parted:
            assert report.leaks.passages.count >= 2
            assert report.leaks.nearest[0].similarity > 0.8
            return
    pytest.fail("no seed parted the two articles")


def test_a_preview_counts_what_is_written_and_writes_nothing(
    project: Project, tmp_path: Path
) -> None:
    before = set(tmp_path.iterdir())
    found = preview(project, SPLIT, most=2)
    assert set(tmp_path.iterdir()) == before
    assert len(found.rows) == 2
    report = build(project, BuildOptions(SPLIT, tmp_path / "out", with_agreement=False))
    assert found.counts.labels == report.counts.labels
    assert found.counts.splits == report.counts.splits


def test_tables_neutralise_formulas_unless_told_otherwise(project: Project, tmp_path: Path) -> None:
    options = DatasetOptions(task="claim-detection", negatives=None)
    build(project, BuildOptions(options, tmp_path / "safe", "csv", with_agreement=False))
    raw = BuildOptions(options, tmp_path / "raw", "csv", with_agreement=False, raw_cells=True)
    build(project, raw)
    found = []
    for name in ("safe", "raw"):
        with (tmp_path / name / "all.csv").open(encoding="utf-8", newline="") as file:
            found.append([row["text"] for row in csv.DictReader(file)])
    safe, live = found
    assert "'=Report 0." in safe
    assert "=Report 0." in live


def test_an_earlier_dataset_stays_where_the_next_one_cannot_be_made(
    project: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(project, BuildOptions(SPLIT, out, with_agreement=False))
    before = (out / "train.jsonl").read_bytes()
    nothing = DatasetOptions(task="entities", negatives=0.0)
    with pytest.raises(DatasetError, match="no row comes of these options"):
        build(project, BuildOptions(nothing, out))
    with pytest.raises(Cancelled):
        build(project, BuildOptions(SPLIT, out), cancelled=lambda: True)
    assert (out / "train.jsonl").read_bytes() == before
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".annotator-")]


WORKED = Path(__file__).resolve().parents[5] / "shared" / "corpus"
ROWS_OF_THE_WORKED_EXAMPLE = {
    "stance": 94,
    "claim-detection": 73,
    "claim-type": 88,
    "spans": 73,
    "quotations": 77,
}


@pytest.mark.skipif(not WORKED.is_dir(), reason="the worked example is not beside the checkout")
def test_the_worked_example_gives_as_many_rows_as_were_counted(tmp_path: Path) -> None:
    path = tmp_path / "worked.annotator"
    with Project.create(path, title="W", codebook=default_codebook(), annotator="A") as opened:
        import_news_statements(opened, WORKED / "seeds_statements.json", preannotate=False)
        options = DatasetOptions(negatives=0.0, done_only=False)
        found = {
            task: preview(opened, replace(options, task=task)).counts  # type: ignore[arg-type]
            for task in ROWS_OF_THE_WORKED_EXAMPLE
        }
    assert {task: each.rows for task, each in found.items()} == ROWS_OF_THE_WORKED_EXAMPLE
    assert found["stance"].labels["all"]["favor"] == 77
    lost = {each.why: each.count for each in found["stance"].losses.counts}
    assert lost == {"takes no stance": 25}
    lost = {each.why: each.count for each in found["quotations"].losses.counts}
    assert lost == {"in the author's own voice": 11}


def test_what_cannot_be_is_refused_in_words(project: Project, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="Nothing is settled"):
        preview(project, DatasetOptions(whose="gold"))
    with pytest.raises(DatasetError, match="never used the codebook x@1"):
        preview(project, DatasetOptions(versions=("x@1",)))
    with pytest.raises(UnknownAnnotatorError):
        preview(project, DatasetOptions(annotators=("Cy",)))
    with pytest.raises(DatasetError, match="no format"):
        build(project, BuildOptions(SPLIT, tmp_path / "out", "xlsx"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x")
    with pytest.raises(ExportError, match="other kinds"):
        build(project, BuildOptions(SPLIT, tmp_path / "full", with_agreement=False))


def test_by_date_the_test_is_newer_than_what_is_trained_on(project: Project) -> None:
    options = DatasetOptions(negatives=0.0, split=split_named("60/40", by="date"))
    rows = preview(project, options).rows
    train = max(row.date for row in rows if row.split == "train")
    assert train < min(row.date for row in rows if row.split == "test")


def test_agreement_is_not_measured_where_nobody_shares_an_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(*_: object, **__: object) -> None:
        raise AssertionError("everything is read once more")

    monkeypatch.setattr("annotator.workflows.agreement.measuring.measure", measured)
    path, out = tmp_path / "work.annotator", tmp_path / "out"
    with Project.create(path, title="W", codebook=default_codebook(), annotator="A") as opened:
        for article in opened.add_articles([new_article(0, TEXTS[0])]):
            label(opened, article, "favor")
        report = build(opened, BuildOptions(DatasetOptions(), out))
    assert report.agreement == ()
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "no article was labelled by two annotators" in card


@pytest.mark.parametrize("task", ["stance", "claim-detection", "claim-type", "spans"])
def test_the_card_tells_what_every_label_means(
    project: Project, tmp_path: Path, task: Task
) -> None:
    options = DatasetOptions(task, "soft", implicit="own", unsure="own")
    report = build(project, BuildOptions(options, tmp_path / "out", with_agreement=False))
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    told = card.split("## Labels\n")[1].split("\n## ")[0]
    in_rows = [each for each in report.counts.all_labels if each != TIE]
    assert in_rows and [each for each in in_rows if f"| `{each}` |" not in told] == []
    assert ("## Targets\n" in card) == (task == "stance")


def test_the_card_of_what_was_settled_counts_those_who_labelled(
    project: Project, tmp_path: Path
) -> None:
    accept_unanimous(project)
    options = DatasetOptions(whose="gold", done_only=False)
    build(project, BuildOptions(options, tmp_path / "out", with_agreement=False))
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "Labelled by 2 annotators." in card


def test_in_articles_that_nobody_finished_nothing_found_means_nothing(project: Project) -> None:
    for row in project.articles():
        done = project.layer(row.id, project.annotator.id).progress
        assert done is not None
        project.apply(Step((Edit(done, replace(done, status="opened")),), "Open again", row.id))
    options = DatasetOptions(annotators=(project.annotator.name,), done_only=False)
    assert preview(project, options).notes == (
        "There is no row without anything there: only who is done with an article found nothing.",
    )


def test_labels_of_what_was_unsure_or_implicit_are_explained_too() -> None:
    labels = ("NONE", "implicit favor", "unsure")
    found = definitions("stance", default_codebook(), labels)
    assert [each.id for each in found if not each.is_target][-3:] == list(labels)
    (part,) = (one for one in definitions("spans", default_codebook(), ("unsure cue", "RUS")))
    assert part.id == "unsure cue" and "not sure" in part.definition


def card_of(project: Project, out: Path, options: DatasetOptions) -> str:
    build(project, BuildOptions(options, out))
    return (out / "README.md").read_text("utf-8").split("## Agreement\n")[1].split("\n## ")[0]


def test_the_card_tells_between_whom_agreement_was_measured(
    project: Project, tmp_path: Path
) -> None:
    every = card_of(project, tmp_path / "every", DatasetOptions())
    measured = "between 2 annotators, on 10 articles labelled by several of them."
    assert f"{measured} The rows are theirs." in every
    one = card_of(project, tmp_path / "one", DatasetOptions(annotators=("Bo",)))
    assert "between 2 annotators" in one and "The rows are those of one of them." in one
    soft = card_of(project, tmp_path / "soft", DatasetOptions(whose="soft"))
    assert "The rows are the shares of their votes." in soft
    accept_unanimous(project)
    gold = card_of(project, tmp_path / "gold", DatasetOptions(whose="gold", done_only=False))
    assert "The rows are what was settled between them." in gold


def test_the_card_says_where_nobody_else_labelled_what_one_annotator_did(
    project: Project, tmp_path: Path
) -> None:
    project.use_annotator("Cy")
    (alone,) = project.add_articles([new_article(77, TEXTS[0].replace(" ", "  "))])
    label(project, alone, "favor")
    told = card_of(project, tmp_path / "one", DatasetOptions(annotators=("Cy",)))
    assert "those of somebody else, whose labels it says nothing of" in told
    every = card_of(project, tmp_path / "every", DatasetOptions())
    assert "The rows are theirs. The labels of 1 more could not be compared." in every


def test_where_intervals_were_made_in_several_ways_the_card_tells_which() -> None:
    def measured(name: str, interval: ArticleInterval) -> Measurement:
        coefficient = Coefficient(name, 0.5, interval=interval, units=4)
        return Measurement("stances", "on targets", ("A", "B"), coefficient)

    drawn = ArticleInterval("bootstrap", 10, 0.4, 0.6, rounds=1000, seed=1)
    left = ArticleInterval("jackknife", 10, 0.3, 0.7)
    none = ArticleInterval("jackknife", 1, reason="there is one article")
    report = AgreementReport(
        project="P",
        codebook="c@1",
        articles=10,
        work=(),
        measurements=(
            measured("percent_agreement", drawn),
            measured("cohen_kappa", left),
            measured("scott_pi", left),
            measured("fleiss_kappa", none),
            measured("bennett_s", replace(none, reason="one is too few")),
        ),
        prevalences=(),
        disagreements=(),
        titles={},
        names={},
    )
    _, (_, _, *notes) = agreement_in_card(report, DatasetOptions(), ("a", "b"))
    assert notes == [
        "on targets: Raw agreement: interval by percentile bootstrap over articles, 1,000 "
        "resamples, seed 1.",
        "on targets: Cohen's kappa; on targets: Scott's pi: interval by delete-one-article "
        "jackknife with t.",
        "on targets: Fleiss' kappa: no interval, there is one article.",
        "on targets: Bennett's S: no interval, one is too few.",
    ]
    alone = replace(report, measurements=report.measurements[1:4])
    _, (_, _, *notes) = agreement_in_card(alone, DatasetOptions(), ("a", "b"))
    assert notes == list(alone.intervals) and len(notes) == 2
