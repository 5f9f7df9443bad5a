"""Makes a project of very many invented articles, each with suggestions, some opened and done."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Progress, Status
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.project import Project

WORDS = [
    *("harbour", "minister", "talks", "border", "strike", "ceasefire", "council", "island"),
    *("port", "treaty", "envoy", "fleet", "sanctions", "election", "village", "river"),
    *("army", "court", "mayor", "union", "wheat", "gas", "pipeline", "bridge", "storm"),
]
SOURCES = ("NORPRESS", "Estovia Daily", "Alba Courier", "Veltra Times", "Xin Bulletin")
AT_ONCE = 1000
SUGGESTED = 6


def make(path: Path, articles: int, *, words: int = 60, done: int = 500) -> None:
    """Write a project of so many articles, the first of them done; the same each time."""
    chance = random.Random(7)
    book = default_codebook()
    with Project.create(path, title="Many", codebook=book, annotator="Amina") as project:
        run = EngineRun("run", "test", "1")
        for start in range(0, articles, AT_ONCE):
            end = min(articles, start + AT_ONCE)
            new = [_article(number, words, chance) for number in range(start, end)]
            project.add_articles(new)
            project.store_suggestions(run, {each.article.id: _suggested(each) for each in new})
        for number in range(min(done, articles)):
            _mark(project, f"a{number:06}", "opened" if number % 10 == 9 else "done")


def _article(number: int, words: int, chance: random.Random) -> NewArticle:
    title = f"{' '.join(chance.choices(WORDS, k=5)).capitalize()} {number}"
    said = " ".join(chance.choices(WORDS, k=words))
    text = f"{title}\n\n{said} word{number} of {chance.choice(SOURCES)}."
    article = Article(
        id=f"a{number:06}",
        title=title,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        length=len(text),
        date=f"2026-{1 + number % 12:02}-{1 + number % 28:02}",
        source=SOURCES[number % len(SOURCES)],
    )
    return NewArticle(article, text, (Zone("body", Span(0, len(text))),))


def _suggested(new: NewArticle) -> list[Suggestion]:
    said = Span(0, len(new.article.title))
    article, possible = new.article.id, Candidate((said,), claim_type="fact")
    names = [Span(at * 9, at * 9 + 7) for at in range(SUGGESTED)]
    return [
        *(
            Suggestion(f"{article}-{at}", article, "mention", span, "PERSON", 0.9, "rule", "run")
            for at, span in enumerate(names)
        ),
        Suggestion(
            f"{article}-s",
            article,
            "statement",
            said,
            "fact",
            0.9,
            "rule",
            "run",
            candidate=possible,
        ),
    ]


def _mark(project: Project, article: str, status: Status) -> None:
    who = project.annotator.id
    progress = Progress(f"{article}:{who}", article, who, status)
    project.apply(Step((Edit(None, progress),), "Mark", article))
