"""What was said about a passage elsewhere, led to where the passage stands again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.edits import Change
from annotator.annotations.model import (
    Actor,
    Addressee,
    Annotator,
    Figure,
    Layer,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.annotations.offered.counterparts import (
    Alignment,
    Elsewhere,
    counterparts,
    is_counterpart,
)
from annotator.annotations.session import Session
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article
from annotator.corpus.duplicates import SimilarPassage
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Candidate, Suggestion

THERE = "On Monday Ida Lund of Norland said that Estovia had killed at least 12 men in the bay."
HERE = "News. Ida Lund of Norland said that Estovia had killed at least 15 men in the bay. More."


CERTAIN = default_codebook().certainty[0]


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def whole(there: str = THERE, here: str = HERE, containment: float = 0.8) -> SimilarPassage:
    return SimilarPassage(Span(0, len(here)), "other", Span(0, len(there)), containment)


def statement(**fields: object) -> Statement:
    known: dict[str, object] = {
        "id": "s1",
        "article": "other",
        "annotator": "amina",
        "content": (span(THERE, "Estovia had killed at least 12 men in the bay"),),
        "source": Source((span(THERE, "Ida Lund of Norland"),), ("NOR",), "lund", "name"),
        "cue": (span(THERE, "said"),),
        "addressee": Addressee((span(THERE, "Estovia"),), ("EST",)),
        "claim_types": ("accusation",),
        "certainty": CERTAIN,
        "stances": (
            Stance(Target("actor", "EST"), "against"),
            Stance(Target("statement", "s9"), "against"),
        ),
        "note": "ask Bo",
    }
    return Statement(**known | fields)  # type: ignore[arg-type]


def elsewhere(*statements: Statement, here: str = HERE, title: str = "Bay") -> Elsewhere:
    return Elsewhere("other", title, THERE, statements or (statement(),), (whole(here=here),))


def test_all_slots_come_along_over_the_words_that_are_the_same():
    (found,) = counterparts("here", HERE, [elsewhere()])
    made = found.statement
    assert made.content[0].covered(HERE) == "Estovia had killed at least 15 men in the bay"
    assert made.source.spans[0].covered(HERE) == "Ida Lund of Norland"
    assert (made.source.actors, made.source.speaker) == (("NOR",), "lund")
    parts = (*made.cue, *made.addressee.spans)
    assert [each.covered(HERE) for each in parts] == ["said", "Estovia"]
    assert (made.claim_types, made.certainty) == (("accusation",), CERTAIN)
    assert [each.target.kind for each in made.stances] == ["actor"]  # others are of that article
    assert (made.note, made.parent) == ("", None)
    assert found.suggestion.rule == "from article Bay"
    assert found.suggestion.candidate is not None
    assert found.suggestion.candidate.cue == made.cue
    assert is_counterpart(found.suggestion.id)


def test_the_more_words_are_the_same_the_surer_it_is():
    (same,) = counterparts("here", THERE, [elsewhere(here=THERE)])
    (other,) = counterparts("here", HERE, [elsewhere()])
    assert same.suggestion.confidence == 0.9
    assert 0.5 < other.suggestion.confidence < 0.9
    assert same.statement.content == statement().content


def test_a_figure_comes_along_only_where_its_words_are_the_same():
    figure = Figure(span(THERE, "at least 12 men"), 12, "at_least", "killed")
    said = statement(figures=(figure,))
    (same,) = counterparts("here", THERE, [elsewhere(said, here=THERE)])
    (other,) = counterparts("here", HERE, [elsewhere(said)])
    assert same.statement.figures == (figure,)
    assert other.statement.figures == ()


def test_what_stands_here_by_less_than_half_is_not_offered():
    here = "Ida Lund of Norland said that the weather was fine and the boats were out in the bay."
    assert counterparts("here", here, [elsewhere(here=here)]) == ()


def test_nothing_is_led_out_of_the_shared_passage():
    shared = SimilarPassage(span(HERE, "Estovia had killed"), "other", Span(0, len(THERE)), 0.6)
    alignment = Alignment(THERE, HERE, [shared])
    assert alignment.led([Span(0, len(THERE))])[0] == (span(HERE, "Estovia had killed"),)


def test_marks_of_a_quotation_come_along_where_they_stand_here_too():
    there, here = "Lund said: “We want calm in the bay now.”", "“We want calm in the bay now.”"
    shared = SimilarPassage(Span(0, len(here)), "other", Span(0, len(there)), 0.9)
    quoted = span(there, "“We want calm in the bay now.”")
    assert Alignment(there, here, [shared]).led([quoted])[0] == (Span(0, len(here)),)
    bare = here.strip("“”.")
    shared = replace(shared, span=Span(0, len(bare)))
    assert Alignment(there, bare, [shared]).led([quoted])[0] == (Span(0, len(bare)),)


def test_the_same_words_of_the_same_holder_are_offered_once_and_keep_their_id():
    again = replace(statement(), id="s2", claim_types=("fact",), note="")
    farther = Elsewhere("third", "Later", THERE, (again,), (whole(),))
    (first,) = counterparts("here", HERE, [elsewhere()])
    (both,) = counterparts("here", HERE, [elsewhere(), farther])
    assert both.suggestion.id == first.suggestion.id
    other = replace(statement(), id="s3", source=Source(actors=("EST",)))
    assert len(counterparts("here", HERE, [elsewhere(statement(), other)])) == 2
    assert counterparts("elsewhere", HERE, [elsewhere()])[0].suggestion.id != first.suggestion.id


words = st.lists(
    st.sampled_from(["Norland", "said", "“we", "want", "calm”", "12", "–", "ä😀", "."])
)


@given(words, words, st.data())
def test_any_two_texts_give_spans_inside_the_passage_over_common_words(one, two, data):
    there, here = " ".join(one) + ".", " ".join(two) + "."
    low = data.draw(st.integers(0, len(here) - 1))
    high = data.draw(st.integers(low + 1, len(here)))
    shared = SimilarPassage(Span(low, high), "other", Span(0, len(there)), 0.5)
    start = data.draw(st.integers(0, len(there) - 1))
    end = data.draw(st.integers(start + 1, len(there)))
    led, share = Alignment(there, here, [shared]).led([Span(start, end)])
    assert 0 <= share <= 1 and bool(led) == (share > 0)
    assert all(low <= each.start < each.end <= high for each in led)
    assert list(led) == sorted(led)
    known = {each.casefold() for each in re.findall(r"\w+", there)}
    for each in led:
        ends = re.findall(r"\w+", each.covered(here).casefold())
        assert ends[0] in known and ends[-1] in known


# -- the gestures

ENGINE = Suggestion(
    "e1",
    "here",
    "statement",
    span(HERE, "Estovia had killed at least 15 men in the bay"),
    "fact",
    0.7,
    "reporting verb",
    "r1",
    None,
    Candidate((span(HERE, "Estovia had killed at least 15 men in the bay"),)),
)


@pytest.fixture
def session() -> Session:
    codebook = default_codebook()
    actors = [
        Actor("NOR", "Norland", "country"),
        Actor("EST", "Estovia", "country"),
        Actor("lund", "Ida Lund", "person", acts_for="NOR"),
    ]
    opened = Session(
        article=Article("here", "Here", "", len(HERE)),
        text=HERE,
        zones=(),
        layer=Layer("here", "amina"),
        codebook=codebook,
        actors=actors,
        suggestions=[ENGINE],
        annotator=Annotator("amina", "Amina"),
    )
    opened.offer(counterparts("here", HERE, [elsewhere()]))
    return opened


def store(session: Session, step) -> None:
    session.absorb(Change("1", "do", step.edits, step.wording, "here", "amina"))


def test_what_was_said_elsewhere_stands_for_the_guess_about_the_same_words(session):
    (shown,) = session.open_suggestions
    assert is_counterpart(shown.id)
    assert session.open_counterparts == (shown,)


def test_accepting_makes_the_whole_statement_in_one_step(session):
    (shown,) = session.open_suggestions
    step = session.accept(shown)
    (edit,) = step.edits
    assert step.wording == "Take over a statement"
    made = edit.after
    assert (made.claim_types, made.certainty) == (("accusation",), CERTAIN)
    assert made.stances == (Stance(Target("actor", "EST"), "against"),)
    assert (made.id != "s1", made.article, made.suggestion) == (True, "here", shown.id)
    store(session, step)
    assert session.open_suggestions == ()  # neither it nor the guess of the engine


def test_rejecting_it_brings_the_guess_of_the_engine_back(session):
    (shown,) = session.open_suggestions
    store(session, session.reject(shown))
    assert session.open_suggestions == (ENGINE,)
    session.offer(counterparts("here", HERE, [elsewhere(title="Another title")]))
    assert session.open_suggestions == (ENGINE,)  # a rejection holds
    store(session, session.reject(ENGINE))
    assert session.open_suggestions == ()


def test_rejecting_the_guess_first_leaves_what_was_said_elsewhere(session):
    store(session, session.reject(ENGINE))
    (shown,) = session.open_suggestions
    assert is_counterpart(shown.id)


def test_all_are_taken_over_in_one_step_that_is_one_to_undo(session):
    other = replace(statement(), id="s3", source=Source(actors=("EST",)))
    session.offer(counterparts("here", HERE, [elsewhere(statement(), other)]))
    step = session.take_over()
    assert (len(step.edits), step.wording) == (2, "Take over 2 statements")
    store(session, step)
    assert len(session.statements) == 2 and session.open_counterparts == ()


def test_what_the_project_does_not_know_any_more_is_left_out(session):
    odd = statement(
        claim_types=("forgotten", "fact"),
        source=Source((), ("nobody", "NOR"), "nobody"),
        stances=(Stance(Target("topic", "forgotten"), "favor"),),
        certainty="maybe",
    )
    session.offer(counterparts("here", HERE, [elsewhere(odd)]))
    (edit,) = session.accept(session.open_counterparts[0]).edits
    assert (edit.after.claim_types, edit.after.stances) == (("fact",), ())
    assert (edit.after.source.actors, edit.after.source.speaker) == (("NOR",), None)
    assert edit.after.certainty is None
