"""Whom a possible statement's source means among the actors of a project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Actor, Annotator, Layer
from annotator.annotations.session import Session
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article
from annotator.corpus.span import Span
from annotator.preannotation.engine import shared_engine
from annotator.preannotation.found import Attribution
from annotator.preannotation.suggestion import Candidate
from annotator.project import Project
from annotator.workflows.importing.articles import import_paths
from annotator.workflows.marking.proposing import Proposer


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "p.annotator"
    with Project.create(path, title="P", codebook=default_codebook(), annotator="Amina") as project:
        yield project


def proposed(project: Project, folder: Path, text: str) -> list[Candidate]:
    folder.mkdir()
    headline = "Ships wait outside the harbour as the talks go on"
    (folder / "a.txt").write_text(f"{headline}\n\n{text}\n", encoding="utf-8")
    (article,) = import_paths(project, [folder]).imported
    return [each.candidate for each in project.suggestions(article) if each.candidate]


@pytest.mark.parametrize(
    ("sentence", "actors", "speaker"),
    [
        ("Moscow said that the talks would go on.", ("RUS",), None),
        ("Russia and China urged both sides to talk.", ("RUS", "CHN"), None),
        ("The Russian Foreign Ministry denied the report.", ("RUS",), None),
        ("Maria Zakharova said that the talks would go on.", ("RUS",), "p:zakharova"),
        ("Russia's envoy to Pakistan said that the talks would go on.", ("RUS",), None),
        ("Pakistani officials in Moscow said that the talks would go on.", ("PAK",), None),
        ("The ambassador to Moscow said that the talks would go on.", (), None),
        ("Residents said that the talks would go on.", (), None),
    ],
)
def test_a_source_means_the_actors_that_it_names(
    project: Project, tmp_path: Path, sentence: str, actors: tuple[str, ...], speaker: str | None
) -> None:
    (candidate,) = proposed(project, tmp_path / "in", sentence)
    assert (candidate.actors, candidate.speaker) == (actors, speaker)


def test_a_pronoun_means_whoever_spoke_before(project: Project, tmp_path: Path) -> None:
    text = "Maria Zakharova said that the talks would go on. She called for calm on both sides."
    _, second = proposed(project, tmp_path / "in", text)
    assert (second.actors, second.speaker) == (("RUS",), "p:zakharova")
    assert second.claim_type == "call"


def test_a_person_whom_the_project_knows_by_name_only_is_the_holder(
    project: Project, tmp_path: Path
) -> None:
    actor = Actor("p:venn", "Ilka Venn", "person")
    project.apply(Step((Edit(None, actor),), "Add an actor", None))
    (candidate,) = proposed(project, tmp_path / "in", "Ilka Venn denied the report.")
    assert (candidate.actors, candidate.speaker) == (("p:venn",), None)


def test_only_claim_types_of_the_codebook_are_guessed(tmp_path: Path) -> None:
    book = default_codebook()
    few = tuple(each for each in book.claim_types if each.id == "rejection")
    codebook = replace(book, claim_types=few)
    path = tmp_path / "p.annotator"
    with Project.create(path, title="P", codebook=codebook, annotator="A") as project:
        text = "Moscow denied the report. China urged both sides to talk."
        denial, call = proposed(project, tmp_path / "in", text)
        (article,) = project.articles()
        labels = [each.label for each in project.suggestions(article.id) if each.candidate]
    assert (denial.claim_type, call.claim_type) == ("rejection", None)
    assert labels == ["rejection", "statement"]


def test_a_codebook_with_one_type_of_its_own_in_a_group_gets_that_for_every_act_of_it() -> None:
    book = default_codebook()
    wish, *_ = (each for each in book.claim_types if each.group == "directive")
    fact, *_ = (each for each in book.claim_types if each.id == "fact")
    own = replace(book, claim_types=(replace(wish, id="wish"), fact))
    guessed = {}
    for act in ("call", "accusation", "fact"):
        found = Attribution((Span(0, 4),), (), (), (), None, (act,))
        guessed[act] = Proposer(own, ()).candidate(found, "Sail", ()).claim_type
    assert guessed == {"call": "wish", "accusation": None, "fact": "fact"}


WORDS = st.sampled_from(
    [
        "Moscow", "Maria Zakharova", "Russia", "China", "said", "told", "urged", "denied", "that",
        "to", "the talks", "would go on", "“We are ready", "”", '"', ",", ".", "and", "she", "in a",
        "statement", "according to", "accused", "of", "lying", "the ministry", "'s", "claims",
        "\n", "with", "calling", "a", "success", "both sides", "expressed", "concern", ":", "which",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=40))
def test_whatever_is_proposed_can_be_accepted(words: list[str]) -> None:
    text = " ".join(words)
    book = default_codebook()
    actors = [Actor(each.id, each.name, each.type) for each in book.actors]
    proposer = Proposer(book, actors)
    article = Article("a", "A", "0" * 64, len(text))
    session = Session(
        article=article,
        text=text,
        zones=(),
        layer=Layer("a", "amina"),
        codebook=book,
        actors=actors,
        suggestions=(),
        annotator=Annotator("amina", "Amina"),
    )
    for found in shared_engine().annotate(text):
        if found.attribution is not None:
            candidate = proposer.candidate(found.attribution, text, ())
            statement = session.add_candidate(candidate).edits[-1].after
            assert statement is not None
            assert statement.content == candidate.content


@pytest.mark.parametrize(
    "source", ["Ilka Venn, President Oro Tam's envoy,", "President Oro Tam's envoy Ilka Venn"]
)
def test_a_person_whose_envoy_speaks_is_no_holder(
    project: Project, tmp_path: Path, source: str
) -> None:
    for name in ("Ilka Venn", "Oro Tam"):
        actor = Actor(f"p:{name.split()[-1].lower()}", name, "person", acts_for="RUS")
        project.apply(Step((Edit(None, actor),), "Add an actor", None))
    (candidate,) = proposed(project, tmp_path / "in", f"{source} denied the report on Tuesday.")
    assert (candidate.actors, candidate.speaker) == (("RUS",), "p:venn")
