"""How long it takes to find what three annotators disagree on, and to go on after one ruling."""

from __future__ import annotations

import hashlib
import random
import time
from pathlib import Path

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Progress, Source, Stance, Statement, Target
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.project import Project
from annotator.workflows.agreement import adjudicating

ARTICLES, STATEMENTS, MENTIONS = 60, 10, 40


def filled(path: Path) -> Project:
    """Return a project that three annotators labelled, differing in most statements."""
    draw = random.Random(1)
    project = Project.create(path, title="Speed", codebook=default_codebook(), annotator="Amina")
    people = project.know_annotators(["Amina", "Bo", "Cem"])
    for number in range(ARTICLES):
        words = ("".join(draw.choices("abcdefghij", k=draw.randint(2, 9))) for _ in range(400))
        text = f"{number} {' '.join(words)}"
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        article = Article(new_id(), f"Article {number}", sha256, len(text))
        zones = (Zone("body", Span(0, len(text))),)
        (name,) = project.add_articles([NewArticle(article, text, zones)])
        places = [
            (draw.randrange(len(text) - 160), draw.randint(40, 150)) for _ in range(STATEMENTS)
        ]
        edits = [edit for each in people for edit in _labels(draw, name, each.id, places)]
        project.apply(Step(tuple(edits), "Label", name))
    return project


def _labels(
    draw: random.Random, article: str, who: str, places: list[tuple[int, int]]
) -> list[Edit]:
    edits = [Edit(None, Progress(f"{article}:{who}", article, who, "done"))]
    for start, length in places:
        stance = Stance(Target("topic", "dialogue"), draw.choice(["favor", "favor", "against"]))
        statement = Statement(
            new_id(),
            article,
            who,
            (Span(start, start + length - draw.randint(0, 10)),),
            Source(actors=(draw.choice(["RUS", "RUS", "CHN"]),)),
            claim_types=(draw.choice(["fact", "fact", "call"]),),
            stances=(stance,),
        )
        edits += [Edit(None, statement)] if draw.random() < 0.85 else []
    for number in range(MENTIONS):
        kind = draw.choice(["GPE"] * 9 + ["ORG"])
        mention = Mention(new_id(), article, who, Span(number * 40, number * 40 + 8), kind)
        edits += [Edit(None, mention)] if draw.random() < 0.95 else []
    return edits


def test_finding_disagreements_and_going_on_after_one_ruling(tmp_path: Path) -> None:
    with filled(tmp_path / "speed.annotator") as project:
        before = time.process_time()
        queue = adjudicating.read_queue(project)
        found = time.process_time()
        first = queue.among()[0]
        case = adjudicating.open_case(project, first.article)
        adjudicating.settle(project, case.take(first.key, "A"))
        settled = time.process_time()
        again = adjudicating.read_article(project, queue.articles[first.article])
        after = queue.with_article(again)
        assert len(after.among()) == len(queue.among()) - 1
        went_on = time.process_time()
        adjudicating.proposer(project, "dawid-skene")
        proposed = time.process_time()
    many = len(queue.matters)
    print(
        f"\n{ARTICLES} articles by three, {many} disagreements: found in {found - before:.2f} s "
        f"({1000 * (found - before) / ARTICLES:.1f} ms an article), one settled in "
        f"{1000 * (settled - found):.0f} ms, the list goes on after "
        f"{1000 * (went_on - settled):.0f} ms, "
        f"Dawid and Skene's model in {proposed - went_on:.2f} s"
    )
