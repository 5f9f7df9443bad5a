"""Invented articles that annotators have corrected, for learning from them.

Read with runpy by the tests of learning. The annotators mark what the rules do not know: a
"konvent", which is an organisation here, and vehicles with a made-up name and a number.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Decision, Mention, Progress
from annotator.codebook.model import EntityKind
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Suggestion
from annotator.project import Project
from annotator.workflows.marking.preannotating import preannotate

Entity = tuple[int, int, str]
MARK = re.compile(r"\[\[(.*?)\|(\w+)\]\]")
STEMS = [
    "Vel",
    "Tor",
    "Mar",
    "Sel",
    "Kad",
    "Bor",
    "Lim",
    "Nar",
    "Pol",
    "Rav",
    "Zem",
    "Dol",
    "Gar",
    "Hul",
    "Jas",
    "Fen",
]
ENDS = ["mar", "dan", "vik", "los", "tia", "nov", "ren", "sek", "tor", "lin"]
PEOPLE = ("Marta Lindqvist", "Ivan Petrov", "Anna Keller", "Omar Haddad", "Peter Novak")
PLACES = ("Warsaw", "Kabul", "Madrid", "Berlin", "Cairo", "Tokyo", "Ottawa", "Lima", "Oslo")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GOODS = [
    "fruit",
    "timber",
    "copper",
    "salt",
    "paper",
    "wool",
    "glass",
    "coal",
    "fish",
    "rope",
    "tiles",
    "flour",
]
SENTENCES = (
    "The assembly of the [[{org} konvent|ORG]] met in [[{place}|GPE]] on [[{day}|DATE]].",
    "[[{place}|GPE]] will host a fair for {goods} next to the [[{org} konvent|ORG]].",
    "Police in [[{place}|GPE]] searched rooms that the [[{org} konvent|ORG]] had rented.",
    "Delegates of the [[{org} konvent|ORG]] left [[{place}|GPE]] with boxes of {goods}.",
    "[[{person}|PERSON]] said the {goods} would arrive, and fishermen repaired their nets.",
    "A new [[{code}|PRODUCT]] for {goods} was shown to reporters before lunch.",
    "Soldiers unloaded {goods} from a [[{code}|PRODUCT]] at the pier while rain fell.",
    "The workers carried {goods} to the market in [[{place}|GPE]] before [[{day}|DATE]].",
    "[[{person}|PERSON]] told reporters in [[{place}|GPE]] that {goods} had become dear.",
    "Farmers who had bought the [[{code}|PRODUCT]] for {goods} complained about its engine.",
    "Nobody lost any {goods}, said [[{person}|PERSON]], who lives near [[{place}|GPE]].",
    "Members of the [[{org} konvent|ORG]] voted to keep the ferry for {goods} running.",
)


def _word(chance: random.Random) -> str:
    return chance.choice(STEMS) + chance.choice(ENDS)


def marked_article(number: int) -> str:
    """Return one article with its entities marked, always the same for a number."""
    chance = random.Random(number)
    return " ".join(
        sentence.format(
            org=_word(chance),
            place=chance.choice(PLACES),
            person=chance.choice(PEOPLE),
            code=f"{_word(chance)}-{chance.randint(2, 90)}",
            day=chance.choice(DAYS),
            goods=chance.choice(GOODS),
        )
        for sentence in chance.sample(SENTENCES, 6)
    )


def unmarked(marked: str) -> tuple[str, list[Entity]]:
    """Return the plain text, and start, end and kind of each marked entity in it."""
    found, text, at = [], "", 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        found.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        at = match.end()
    return text + marked[at:], found


def new_article(text: str, title: str) -> NewArticle:
    """Return an article of one body, ready to be added."""
    facts = Article(new_id(), title, hashlib.sha256(text.encode()).hexdigest(), len(text))
    return NewArticle(facts, text, (Zone("body", Span(0, len(text))),))


def new_project(path: Path) -> Project:
    """Make an empty project whose codebook knows products."""
    book = default_codebook()
    kinds = (*book.entity_kinds, EntityKind("PRODUCT", "Product", "olive"))
    codebook = replace(book, entity_kinds=kinds)
    return Project.create(path, title="Konvents", codebook=codebook, annotator="Amina")


def correct(project: Project, article_id: str, gold: Sequence[Entity]) -> None:
    """Let the annotator confirm exactly ``gold``, reject the rest and finish the article."""
    who = project.annotator.id
    edits = [Edit(None, each) for each in _decided(project, article_id, gold)]
    done = Progress(f"{article_id}:{who}", article_id, who, "done")
    before = project.layer(article_id).progress
    project.apply(Step((*edits, Edit(before, done)), "Correct the article", article_id))


def _decided(project: Project, article_id: str, gold: Sequence[Entity]) -> Iterator[Mention]:
    left = set(gold)
    for each in project.suggestions(article_id):
        if each.kind != "mention":
            continue
        entity = (each.span.start, each.span.end, each.label)
        yield _mention(project, each, entity, "accepted" if entity in left else "rejected")
        left.discard(entity)
    for entity in sorted(left):
        yield _mention(project, article_id, entity, "added")


def _mention(project: Project, of: Suggestion | str, entity: Entity, decision: Decision) -> Mention:
    start, end, kind = entity
    article, suggestion = (of, None) if isinstance(of, str) else (of.article, of.id)
    return Mention(
        id=new_id(),
        article=article,
        annotator=project.annotator.id,
        span=Span(start, end),
        kind=kind,
        decision=decision,
        suggestion=suggestion,
    )


def fill(project: Project, count: int, *, first: int = 0, agrees: bool = False) -> tuple[str, ...]:
    """Add corrected articles; where the annotator ``agrees``, what the rules assert is right."""
    marked = [unmarked(marked_article(number)) for number in range(first, first + count)]
    new = [new_article(text, f"Article {at}") for at, (text, _) in enumerate(marked)]
    ids = project.add_articles(new)
    preannotate(project, ids)
    for article_id, (_, gold) in zip(ids, marked, strict=True):
        correct(project, article_id, asserted(project, article_id) if agrees else gold)
    return ids


def asserted(project: Project, article_id: str) -> list[Entity]:
    """Return what is suggested and not shown as uncertain."""
    return [
        (each.span.start, each.span.end, each.label)
        for each in project.suggestions(article_id)
        if each.kind == "mention" and each.confidence >= 0.5
    ]
