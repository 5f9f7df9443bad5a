"""One row per article and annotator, as JSON lines and as a table."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from annotator.annotations.model import (
    ActiveTime,
    Actor,
    Annotator,
    ArticleLabel,
    DocumentStance,
    Flag,
    Layer,
    Progress,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.reading import bundled_codebooks, read_codebook
from annotator.corpus.article import Article
from annotator.corpus.span import Span
from annotator.dataset.tasks.article_rows import write_articles_csv, write_articles_jsonl
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus

TEXT = "The harbour mayor wants wind."
WIND = Target("topic", "wind_farms")


@pytest.fixture
def corpus() -> AnnotatedCorpus:
    """One article, read by two; one of them labelled it and overruled a stance."""
    said = Statement(
        "s-1",
        "a-1",
        "p-1",
        (Span(0, 11),),
        Source(actors=("MAYOR",)),
        stances=(Stance(WIND, "yes"),),
    )
    mine = Layer(
        "a-1",
        "p-1",
        (),
        (said, replace(said, id="s-2")),
        Progress("a-1:p-1", "a-1", "p-1", "done"),
        (
            ArticleLabel("l-1", "a-1", "p-1", "kind", "news"),
            ArticleLabel("l-2", "a-1", "p-1", "about", "energy"),
            ArticleLabel("l-3", "a-1", "p-1", "about", "homes"),
        ),
        (DocumentStance("d-1", "a-1", "p-1", "MAYOR", WIND, "strong_yes", "yes"),),
    )
    article = AnnotatedArticle(
        Article("a-1", "=Wind", "0" * 64, len(TEXT)),
        TEXT,
        layers=(mine, Layer("a-1", "p-2", progress=Progress("a-1:p-2", "a-1", "p-2", "opened"))),
        told=(Flag("f-1", "a-1", "p-1", "odd"),),
        times=tuple(ActiveTime(f"t-{at}", "a-1", "p-1", "2031", 30, 120) for at in (1, 2)),
    )
    return AnnotatedCorpus(
        "project",
        "Talks",
        (read_codebook(bundled_codebooks()["climate-debate"]),),
        (article,),
        (Annotator("p-1", "Amina"), Annotator("p-2", "Bo")),
        (Actor("MAYOR", "The mayor"),),
    )


def test_an_object_tells_everything_of_one_reader(corpus: AnnotatedCorpus) -> None:
    out = io.BytesIO()
    report = write_articles_jsonl(corpus, out)
    assert (report.articles, report.statements, report.rows) == (1, 2, 2)
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert first["labels"] == {"kind": ["news"], "about": ["energy", "homes"]}
    assert (first["active_seconds"], first["flag"], first["status"]) == (60, "odd", "done")
    assert first["stances"] == [
        {
            "holder": "MAYOR",
            "holder_name": "The mayor",
            "target_kind": "topic",
            "target_id": "wind_farms",
            "target_label": "More wind farms",
            "stance": "strong_yes",
            "stance_number": 1,
            "wording": "demands",
            "derived": "yes",
            "is_overruled": True,
            "statements": 2,
        }
    ]
    assert (second["annotator"], second["labels"], second["stances"]) == ("Bo", {}, [])
    assert (second["active_seconds"], second["flag"]) == (0, "")


def test_the_table_has_a_column_for_each_label_also_where_nobody_gave_it(
    corpus: AnnotatedCorpus,
) -> None:
    out = io.BytesIO()
    write_articles_csv(corpus, out)
    first, second = csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))
    assert (first["label_kind"], first["label_about"], first["label_local"]) == (
        "news",
        "energy; homes",
        "",
    )
    assert first["title"] == "'=Wind"
    assert json.loads(first["stances"])[0]["stance"] == "strong_yes"
    assert (second["label_kind"], second["stances"]) == ("", "")
