"""How long opening an article takes among many, where ten similar ones are labelled."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable
from pathlib import Path

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Statement
from annotator.annotations.offered.counterparts import Elsewhere, counterparts
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.duplicates import SimilarPassage
from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span
from annotator.project import Project

ARTICLES, GROUP, SENTENCES = 200, 25, 30


def texts() -> list[str]:
    """Return articles in groups that share all sentences but for a word in each."""
    draw = random.Random(5)
    words = ["".join(draw.choices("abdefgiklmnoprstuv", k=6)) for _ in range(3_000)]
    made = []
    for _ in range(ARTICLES // GROUP):
        base = [draw.choices(words, k=22) for _ in range(SENTENCES)]
        for _ in range(GROUP):
            for sentence in base:
                sentence[draw.randrange(22)] = draw.choice(words)
            made.append(" ".join(" ".join(each).capitalize() + "." for each in base))
    return made


def article(text: str, number: int) -> NewArticle:
    digest = hashlib.sha256(text.encode()).hexdigest()
    zones = (Zone("body", Span(0, len(text))),)
    return NewArticle(Article(f"{number:05}", f"Article {number}", digest, len(text)), text, zones)


def fill(project: Project) -> None:
    made = texts()
    for start in range(0, ARTICLES, 500):
        project.add_articles(
            [article(made[at], at) for at in range(start, min(start + 500, ARTICLES))]
        )
    places = [tuple(sentences(text, Span(0, len(text)))) for text in made]
    for start in range(0, ARTICLES, GROUP):
        found = {
            f"{one:05}": [
                SimilarPassage(here, f"{other:05}", there, 0.8)
                for other in range(start, start + GROUP)
                if other != one
                for here, there in zip(places[one], places[other], strict=True)
            ]
            for one in range(start, start + GROUP)
        }
        project.store_similar(dict.fromkeys(found, 4_000), found)
    for at in range(1, GROUP):
        edits = [
            Edit(None, Statement(new_id(), f"{at:05}", project.annotator.id, (span,)))
            for span in places[at][::2]
        ]
        project.apply(Step(tuple(edits), "Add statements", f"{at:05}"))


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_how_long_what_was_said_elsewhere_takes_to_find(tmp_path: Path) -> None:
    path = tmp_path / "many.annotator"
    with Project.create(path, title="M", codebook=default_codebook(), annotator="A") as project:
        fill(project)
        text, found = project.text("00000"), list[Elsewhere]()
        reading = seconds(lambda: found.extend(project.labelled_elsewhere("00000")))
        leading = seconds(lambda: counterparts("00000", text, found))
        cluster = seconds(lambda: project.cluster_of("00000"))
        page = seconds(lambda: project.articles())
        nothing = seconds(lambda: project.labelled_elsewhere("00150"))
        print(
            f"\n{ARTICLES} articles: labels of {len(found)} similar ones read in "
            f"{1000 * reading:.1f} ms and led here in {1000 * leading:.1f} ms; where none is "
            f"labelled {1000 * nothing:.1f} ms; cluster of one article {1000 * cluster:.1f} ms; "
            f"all rows of the queue {1000 * page:.0f} ms"
        )
        assert len(found) == 10 and len(project.cluster_of("00000")) == GROUP
        assert counterparts("00000", text, found)
