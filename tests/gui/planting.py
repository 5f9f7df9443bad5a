"""Several annotators who label the same article differently, for the tests of settling."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Statement, Target
from annotator.annotations.session import Session
from annotator.corpus.span import Span
from annotator.project import Project

CALLS = "called on Estovia to return to the table"
CALM = "We want calm"
DENIES = "Estovia denied that its ships had entered the bay"
OPENED = "The harbour of Port Alba opened on Monday"


def session_on(project, article):
    return Session(
        article=project.article(article),
        text=project.text(article),
        zones=project.zones(article),
        layer=project.layer(article),
        codebook=project.codebook,
        actors=project.standing_actors(),
        suggestions=(),
        annotator=project.annotator,
    )


def say(project, article, words, *types, actors=(), stance=None):
    """State that some words are said, with claim types, holders and a stance (topic, value)."""
    session = session_on(project, article)
    start = session.text.index(words)

    def do(step):
        session.absorb(project.apply(step))

    step = session.add_statement(Span(start, start + len(words)))
    do(step)
    name = next(each.after.id for each in step.edits if each.after is not None)
    for each in types:
        do(session.toggle_claim_type(name, each))
    if actors:
        do(session.set_actors(name, list(actors)))
    if stance is not None:
        do(session.set_stance(name, Target("topic", stance[0]), stance[1]))
    return name


def done(project, article):
    project.apply(session_on(project, article).mark("done"))


def plant(project):
    """Let Amina, Bo and Cem label two articles; return the ids of these.

    In the first: a boundary that one draws elsewhere, a claim type and a stance that all give
    differently, a statement that one has not. In the second all say the same.
    """
    first, second = (each.id for each in project.articles()[:2])
    topic = project.codebook.topics[0].id
    said = {
        "Amina": (CALLS, "call", "favor", True),
        "Bo": (CALLS, "position", "against", True),
        "Cem": (f"Ida Lund, {CALLS}", "fact", None, False),
    }
    for who, (words, claim_type, value, denies) in said.items():
        project.use_annotator(who)
        say(project, first, words, claim_type, stance=(topic, value) if value else None)
        say(project, first, CALM, "call")
        if denies:
            say(project, first, DENIES, "denial")
        say(project, second, OPENED, "fact")
        for article in (first, second):
            done(project, article)
    project.use_annotator("Amina")
    return first, second


def statement(project, article, note):
    return Statement(new_id(), article, project.annotator.id, (Span(0, 7),), note=note)


def do(project, *edits):
    return project.apply(Step(edits, "Do something", edits[0].article))


def differing_copy(path: Path) -> Path:
    """Copy a project that nobody has open; change a statement of Amina and one of Bo in both."""
    with Project.open(path, annotator="Amina") as project:
        article = project.articles()[0].id
        hers = statement(project, article, "first")
        do(project, Edit(None, hers))
        project.use_annotator("Bo")
        his = statement(project, article, "first")
        do(project, Edit(None, his))
    other = path.with_name("other.annotator")
    shutil.copy(path, other)
    for each, note in ((path, "mine"), (other, "theirs")):
        with Project.open(each) as project:
            for name, before in (("Bo", his), ("Amina", hers)):
                project.use_annotator(name)
                do(project, Edit(before, replace(before, note=f"{note} of {name}")))
    with Project.open(other, annotator="Amina") as project:
        do(project, Edit(None, statement(project, project.articles()[1].id, "only there")))
    return other
