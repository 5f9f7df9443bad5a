"""Marks are what a labelling session looks like: kinds, brackets, numbers, roles, dots."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from msgspec import structs

from annotator.annotations.indexes.open_suggestions import OpenSuggestions
from annotator.annotations.model import (
    Actor,
    Addressee,
    Mention,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.model import ClaimType, Codebook, EntityKind, Group
from annotator.corpus.span import Span
from annotator.gui.reader.marks import Mark, MarkBuilder
from annotator.preannotation.suggestion import Suggestion

CODEBOOK = Codebook(
    id="trial",
    version="1",
    claim_types=(ClaimType("fact", "Fact", "assertive"), ClaimType("call", "Call", "directive")),
    groups=(Group("assertive", "Assertive", "blue"), Group("directive", "Directive", "purple")),
    entity_kinds=(EntityKind("person", "Person", "teal", "dash"),),
)
MARRA = Actor("a1", "Marra Tolen")
MENTION = Mention("m1", "x", "ann", Span(0, 5), "person", actor="a1")
STATEMENT = Statement(
    "s1",
    "x",
    "ann",
    content=(Span(20, 30), Span(40, 50)),
    source=Source(spans=(Span(0, 5),), actors=("a1",)),
    cue=(Span(6, 10),),
    addressee=Addressee(spans=(Span(11, 15),)),
    claim_types=("call",),
    stances=(Stance(Target("topic", "t", spans=(Span(42, 45),)), "favor"),),
)
OTHER = Statement("s2", "x", "ann", content=(Span(60, 70),))
GUESS = Suggestion("g1", "x", "mention", Span(60, 65), "person", 0.9, "rule", "run")
QUOTATION = Suggestion("q1", "x", "quotation", Span(80, 99), "direct", 0.4, "rule", "run")


@dataclass
class Session:
    codebook: Codebook = CODEBOOK
    mentions: tuple[Mention, ...] = (MENTION,)
    statements: tuple[Statement, ...] = (STATEMENT, OTHER)
    open_suggestions: tuple[Suggestion, ...] = (GUESS, QUOTATION)
    actors: dict[str, Actor] = field(default_factory=lambda: {"a1": MARRA})
    known: OpenSuggestions | None = None

    @property
    def offers(self) -> OpenSuggestions:
        if self.known is None or self.known.all != self.open_suggestions:
            self.known = OpenSuggestions(self.open_suggestions, (), ())
        return self.known

    def find(self, record_id: str) -> Mention | Statement | None:
        known = (*self.statements, *self.mentions)
        return next((each for each in known if each.id == record_id), None)


def marks(session: Session | None = None, focus: tuple[str, str] | None = None) -> dict[str, Mark]:
    return {mark.id: mark for mark in MarkBuilder().build(session or Session(), focus)}


def test_a_mention_is_underlined_in_the_colour_and_style_of_its_kind():
    mark = marks()["m1"]
    assert (mark.kind, mark.color, mark.underline) == ("mention", "teal", "dash")
    assert mark.tip == "Person: Marra Tolen"
    assert not mark.dotted


def test_a_rejected_mention_is_not_drawn():
    session = Session(mentions=(replace(MENTION, decision="rejected"),))
    assert "m1" not in marks(session)


def test_suggestions_are_dotted_and_say_how_sure_they_are():
    found = marks()
    assert found["g1"].dotted
    assert found["g1"].kind == "suggestion"
    assert found["g1"].tip == "Person (suggested)"
    assert found["q1"].kind == "quotation"
    assert found["q1"].tip == "quotation (uncertain)"


def test_a_statement_has_fragments_and_the_bracket_of_its_group():
    found = marks()
    assert found["s1"].spans == STATEMENT.content
    assert (found["s1"].color, found["s1"].bracket) == ("purple", "round")
    assert (found["s2"].color, found["s2"].bracket) == ("grey", "plain")
    assert found["s1"].tip == "Marra Tolen\nCall"


def test_an_unsure_statement_is_dotted():
    session = Session(statements=(replace(OTHER, unsure=True),))
    assert marks(session)["s2"].dotted


def test_only_the_statement_in_focus_shows_its_parts():
    assert not any(mark.kind == "role" for mark in MarkBuilder().build(Session()))
    found = marks(focus=("statement", "s1"))
    roles = {mark.role: mark.spans for mark in found.values() if mark.kind == "role"}
    assert roles == {
        "source": (Span(0, 5),),
        "cue": (Span(6, 10),),
        "addressee": (Span(11, 15),),
        "target": (Span(42, 45),),
    }
    assert {mark.owner for mark in found.values() if mark.kind == "role"} == {"s1"}
    assert found["s1"].focused
    assert not found["s2"].focused


@pytest.mark.parametrize(("focus", "word"), [("g1", "Person?"), ("q1", "quotation?")])
def test_a_suggestion_in_focus_says_what_it_suggests(focus, word):
    assert marks(focus=("suggestion", focus))[focus].role == word


def test_kinds_and_claim_types_that_the_codebook_lacks_are_shown_all_the_same():
    session = Session(
        mentions=(replace(MENTION, kind="ship", actor=None),),
        statements=(replace(OTHER, claim_types=("gone",)),),
    )
    found = marks(session)
    assert (found["m1"].color, found["m1"].tip) == ("grey", "ship")
    assert found["s2"].bracket == "plain"


def test_a_builder_makes_anew_only_what_is_different():
    builder, session = MarkBuilder(), Session()
    before = {mark.id: mark for mark in builder.build(session)}
    session.statements = (OTHER, replace(STATEMENT, content=(Span(90, 95),)))
    after = {mark.id: mark for mark in builder.build(session)}
    assert after["m1"] is before["m1"]
    assert after["g1"] is before["g1"]
    assert after["s1"].spans == (Span(90, 95),)
    assert after == {mark.id: mark for mark in MarkBuilder().build(session)}


def test_a_builder_notices_a_renamed_actor():
    builder, session = MarkBuilder(), Session()
    builder.build(session)
    session.actors["a1"] = replace(MARRA, name="M. Tolen")
    found = {mark.id: mark for mark in builder.build(session)}
    assert found["m1"].tip == "Person: M. Tolen"
    assert "M. Tolen" in found["s1"].tip


def updated(builder: MarkBuilder, shown: dict[str, Mark], session: Session, focus, *touched):
    gone, come = builder.update(session, focus, touched)
    assert gone <= shown.keys()
    kept = {name: mark for name, mark in shown.items() if name not in gone}
    return {**kept, **{mark.id: mark for mark in come}}


@pytest.mark.parametrize("focus", [None, ("statement", "s1"), ("mention", "m1")])
def test_an_update_comes_to_the_same_as_everything_made_anew(focus):
    """What is touched is told; the focus and the suggestions are found out."""
    builder, session = MarkBuilder(), Session()
    shown = {mark.id: mark for mark in builder.build(session, ("statement", "s1"))}
    new = replace(OTHER, id="s3", content=(Span(1, 9),))
    session.statements = (new, replace(STATEMENT, cue=(Span(7, 9),)))
    session.mentions = (replace(MENTION, decision="rejected"),)
    session.open_suggestions = (structs.replace(GUESS, id="g2"), QUOTATION)
    shown = updated(builder, shown, session, focus, "s1", "s2", "s3", "m1")
    assert shown == {mark.id: mark for mark in MarkBuilder().build(session, focus)}
    shown = updated(builder, shown, session, ("suggestion", "q1"))
    assert shown == {mark.id: mark for mark in MarkBuilder().build(session, ("suggestion", "q1"))}


def test_an_update_tells_nothing_where_nothing_is_different():
    builder, session = MarkBuilder(), Session()
    builder.build(session, ("statement", "s1"))
    assert builder.update(session, ("statement", "s1"), ("s1", "m1")) == (set(), [])


@pytest.mark.parametrize("looked_up_to", [0, 25, 99])
def test_a_change_before_all_marks_are_made_comes_to_the_same(looked_up_to):
    """What was made of the records before is still handed out, and what is different told."""
    builder, session = MarkBuilder(), Session()
    upcoming = builder.in_order(session)
    shown = {mark.id: mark for mark in upcoming.up_to(looked_up_to)}
    session.statements = (replace(STATEMENT, claim_types=("fact",)),)
    session.mentions = ()
    gone, come = builder.update(session, ("statement", "s1"), ("s1", "s2", "m1"))
    shown |= {mark.id: mark for mark in upcoming.rest()}
    shown = {name: mark for name, mark in shown.items() if name not in gone}
    shown |= {mark.id: mark for mark in come}
    assert shown == {mark.id: mark for mark in MarkBuilder().build(session, ("statement", "s1"))}
    assert builder.update(session, ("statement", "s1"), ("s1",)) == (set(), [])
