"""Whom mentions mean, and how actors that articles name come into a project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotations.session import Session
from annotator.annotations.steps.on_actors import Registry
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.project import Project
from annotator.workflows.importing.articles import import_paths
from annotator.workflows.marking.known_actors import is_known_beforehand, known_actors, person_id
from annotator.workflows.marking.offices import Named, in_office
from annotator.workflows.marking.preannotating import preannotate

CODEBOOK = replace(default_codebook(), actors=())
HARBOUR = (
    "Harbour talks go on\n\n"
    "Australian Foreign Minister Penny Wong met Tobias Renner, the German ambassador to Kabul, in "
    "the old harbour on Monday. Wong said the Kremlin had closed the port, and Moscow denied it.\n"
    "The Brazilian Foreign Ministry welcomed the talks, the World Health Organization said.\n"
    "Renner praised the European Union in a short note. “We hope for a truce,” Wong said.\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "p.annotator"
    with Project.create(path, title="P", codebook=CODEBOOK, annotator="A") as project:
        yield project


def take_in(project: Project, *texts: str) -> tuple[str, ...]:
    folder = project.path.parent / f"in-{project.article_count()}"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return import_paths(project, [folder]).imported


def linked(project: Project, article: str) -> dict[str, str | None]:
    text = project.text(article)
    return {
        each.span.covered(text): each.actor
        for each in project.suggestions(article)
        if each.kind == "mention" and each.label in ("GPE", "ORG", "NORP", "PERSON")
    }


def registry(project: Project) -> Registry:
    return Registry(project.standing_actors(), project.codebook)


def session_on(project: Project, article: str) -> Session:
    return Session(
        article=project.article(article),
        text=project.text(article),
        zones=project.zones(article),
        layer=project.layer(article),
        codebook=project.codebook,
        actors=project.standing_actors(),
        suggestions=project.suggestions(article),
        annotator=project.annotator,
    )


def test_articles_bring_in_whom_they_name_and_mentions_are_linked(project: Project) -> None:
    (article,) = take_in(project, HARBOUR)
    links = linked(project, article)
    assert {links["Kremlin"], links["Moscow"]} == {"RUS"}
    assert links["Australian"] == "AUS" and links["German"] == "DEU"
    assert links["Brazilian Foreign Ministry"] == "BRA"
    assert links["World Health Organization"] == "org:world-health-organization"
    assert links["Penny Wong"] == links["Wong"] == "person:penny-wong"
    assert links["Tobias Renner"] == links["Renner"] == "person:tobias-renner"
    actors = project.standing_actors()
    assert actors["person:penny-wong"].acts_for == "AUS"
    assert actors["person:penny-wong"].country == "AU"
    assert actors["person:tobias-renner"].acts_for == "DEU"
    assert {"Moscow", "Kremlin", "Russians"} <= set(actors["RUS"].aliases)
    assert project.undo_registry_wording() == f"Add {len(actors)} actors that the articles name"
    assert project.check() == ()


def test_two_copies_of_a_project_get_the_same_ids(project: Project, tmp_path: Path) -> None:
    take_in(project, HARBOUR)
    other_path = tmp_path / "other" / "p.annotator"
    other_path.parent.mkdir()
    with Project.create(other_path, title="P", codebook=CODEBOOK, annotator="B") as other:
        take_in(other, "A note of the Kremlin.\n", HARBOUR)
        assert {each.id for each in project.actors()} <= {each.id for each in other.actors()}


def test_what_was_taken_back_is_not_added_again(project: Project) -> None:
    (article,) = take_in(project, HARBOUR)
    project.undo_registry()
    assert project.actors() == ()
    assert set(linked(project, article).values()) == {None}
    report = preannotate(project, again=True)
    assert report.articles == 1 and project.actors() == ()
    project.redo_registry()
    assert linked(project, article)["Wong"] == "person:penny-wong"


def test_a_removed_actor_is_not_added_again(project: Project) -> None:
    take_in(project, HARBOUR)
    project.apply(registry(project).remove("BRA"))
    (second,) = take_in(project, "The Brazilian Foreign Ministry welcomed the second round.\n")
    assert "BRA" not in project.standing_actors()
    assert linked(project, second)["Brazilian Foreign Ministry"] is None


def test_actors_of_the_codebook_are_whom_the_program_knows(tmp_path: Path) -> None:
    book = default_codebook()
    with Project.create(tmp_path / "p", title="P", codebook=book, annotator="A") as project:
        (article,) = take_in(project, "The United States and the UNAMA mission met in Ankara.\n")
        names = [each.name for each in project.actors()]
        assert len(names) == len(set(names))
        assert linked(project, article)["Ankara"] == "TUR"


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ("Voters in Georgia chose a governor on Monday.\n", "Georgia", None),
        ("Officials in Tbilisi said Georgia would vote on Monday.\n", "Georgia", "GEO"),
        ("The bill was rejected by Congress on Monday.\n", "Congress", None),
        ("The United States waited as Congress met on Monday.\n", "Congress", "USA"),
        ("The city of Munich was flooded on Monday.\n", "Munich", None),
        ("BBC reporters visited London on Monday.\n", "BBC", None),
    ],
)
def test_a_doubtful_name_is_linked_only_with_other_evidence(
    project: Project, text: str, words: str, actor: str | None
) -> None:
    (article,) = take_in(project, text)
    assert linked(project, article).get(words) == actor


def test_a_surname_of_two_people_of_an_article_means_neither(project: Project) -> None:
    text = (
        "Australian Foreign Minister Penny Wong met Singaporean Prime Minister Lawrence Wong. "
        "Later Wong said that the talks would go on.\n"
    )
    (article,) = take_in(project, text)
    links = linked(project, article)
    assert links["Penny Wong"] == "person:penny-wong"
    assert links["Lawrence Wong"] == "person:lawrence-wong"
    assert links.get("Wong") is None


def test_people_are_linked_by_their_full_name_in_whatever_order_articles_come(
    project: Project,
) -> None:
    plain = "On Monday Penny Wong said that the port would open. Wong then left the hall.\n"
    first, second = take_in(project, plain, HARBOUR)
    assert linked(project, first)["Wong"] == linked(project, second)["Wong"] == "person:penny-wong"


def test_statements_get_holder_and_speaker_of_people_made_known_here(project: Project) -> None:
    (article,) = take_in(project, HARBOUR)
    said = {
        each.candidate.speaker: each.candidate.actors
        for each in project.suggestions(article)
        if each.candidate is not None and each.candidate.speaker is not None
    }
    assert said["person:penny-wong"] == ("AUS",)


def test_an_alias_that_a_person_adds_is_marked_and_linked_from_then_on(project: Project) -> None:
    text = (
        HARBOUR + "In the evening the Tin Admiral left the hall, as a sailor who was there said.\n"
    )
    (article,) = take_in(project, text)
    assert preannotate(project).articles == 0
    before = {each.id: each for each in project.suggestions(article)}
    project.apply(registry(project).add_alias("person:penny-wong", "the Tin Admiral"))
    report = preannotate(project)
    assert (report.articles, report.unchanged) == (1, 0)
    assert linked(project, article)["Tin Admiral"] == "person:penny-wong"
    after = {each.id: each for each in project.suggestions(article)}
    kept = [each for each in before if each in after]
    assert len(kept) > 0.8 * len(before)
    assert preannotate(project).articles == 0
    project.undo_registry()
    assert preannotate(project).articles == 1


def test_an_unknown_acronym_is_marked_as_what_its_actor_is(project: Project) -> None:
    (article,) = take_in(project, "The deal was praised by QXV on Monday, and QXV thanked all.\n")
    step = registry(project).add("Quiet Xenon Veterans", kind="armed_group", aliases=["QXV"])
    project.apply(step)
    preannotate(project)
    text = project.text(article)
    found = {
        (each.span.covered(text), each.label, each.actor) for each in project.suggestions(article)
    }
    assert ("QXV", "ORG", step.edits[0].target) in found


def test_decisions_stay_attached_when_names_change(project: Project) -> None:
    (article,) = take_in(project, HARBOUR)
    session = session_on(project, article)
    suggestion = next(
        each for each in session.suggestions if each.span.covered(session.text) == "Penny Wong"
    )
    project.apply(session.accept(suggestion))
    project.apply(registry(project).add_alias("person:penny-wong", "the minister from Kaldor"))
    preannotate(project)
    assert suggestion.id in {each.id for each in project.suggestions(article)}
    again = session_on(project, article)
    assert suggestion.id not in {each.id for each in again.open_suggestions}


def test_names_of_one_project_are_unknown_to_the_next(project: Project, tmp_path: Path) -> None:
    text = "Everybody praised Zorblatt Qin of the League on Monday.\n"
    project.apply(registry(project).add("Zorblatt Qin", kind="country"))
    (here,) = take_in(project, text)
    assert linked(project, here).get("Zorblatt Qin") is not None
    (tmp_path / "o").mkdir()
    with Project.create(tmp_path / "o/p", title="O", codebook=CODEBOOK, annotator="A") as other:
        (there,) = take_in(other, text)
        found = {each.span.covered(text): each.label for each in other.suggestions(there)}
    assert found.get("Zorblatt Qin") != "GPE"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Norish Foreign Minister Ann Lee spoke", "N"),
        ("Foreign Ministry spokesperson Ann Lee spoke", None),
        ("former Norish President Ann Lee spoke", None),
        ("Norish writer Ann Lee spoke", None),
        ("Norish ambassador to Estia Ann Lee spoke", "N"),
        ("Norish troops told President Ann Lee to go", None),
        ("Estia and Norish President Ann Lee spoke", "N"),
        ("Ann Lee, the Norish ambassador to Estia, spoke", "N"),
        ("Ann Lee, ambassador of Estia, spoke", "E"),
        ("Ann Lee, who met the Norish minister, spoke", None),
        ("Ann Lee, a former Norish minister, spoke", None),
        ("The Norish envoy, Ann Lee, spoke", "N"),
        ("Norish\nMinister Ann Lee spoke", None),
    ],
)
def test_whom_a_title_tells_a_person_to_act_for(text: str, actor: str | None) -> None:
    named = [
        Named(Span(text.index(each), text.index(each) + len(each)), kind, code)
        for each, kind, code in (("Norish", "NORP", "N"), ("Estia", "GPE", "E"))
        if each in text
    ]
    named.sort()
    start = text.index("Ann Lee")
    assert in_office(Span(start, start + 7), text, named) == actor


@settings(max_examples=80)
@given(st.text(max_size=120), st.integers(0, 60), st.integers(1, 40))
def test_any_text_around_a_name_is_read_without_an_error(text: str, at: int, size: int) -> None:
    where = Span(at, at + size)
    named = [Named(Span(0, 3), "GPE", "A"), Named(Span(5, 9), "NORP", "B")]
    assert in_office(where, text, named) in (None, "A", "B")


def test_shipped_actors_have_ids_of_their_own_and_no_name_of_another() -> None:
    shipped = known_actors()
    assert len(shipped) > 200
    assert len({each.actor.id for each in shipped}) == len(shipped)
    sure = [name for each in shipped for name in (each.actor.name, *each.actor.aliases)]
    assert len(sure) == len(set(sure))
    assert all(is_known_beforehand(each.actor) for each in shipped)
    assert not is_known_beforehand(replace(shipped[0].actor, aliases=("Xy",)))


def test_the_id_of_a_person_depends_on_the_name_alone() -> None:
    assert person_id("Recep  Tayyip Erdoğan") == "person:recep-tayyip-erdogan"
