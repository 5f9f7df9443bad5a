"""Whatever somebody does, statements stay valid, and every step can be taken back exactly."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotations.model import Layer, Target
from annotator.annotations.validation import check_statement, spans_of
from annotator.corpus.span import Span
from annotator.errors import AnnotationError

LENGTH = 275
points = st.integers(0, LENGTH)
spans = st.tuples(points, st.integers(1, 60)).map(lambda pair: Span(pair[0], sum(pair)))
which = st.integers(0, 30)
gestures = st.one_of(
    st.tuples(st.just("add"), spans),
    st.tuples(st.just("remove"), which),
    st.tuples(
        st.just("part"),
        which,
        st.sampled_from(["source", "cue", "content", "addressee"]),
        spans,
    ),
    st.tuples(st.just("repeat"), which, which),
    st.tuples(st.just("type"), which, st.sampled_from(["fact", "accusation", "call", "nonsense"])),
    st.tuples(
        st.just("stance"),
        which,
        st.sampled_from(["topic:closure", "topic:none", "actor:EST", "statement"]),
        st.sampled_from(["favor", "against", "unclear"]),
        st.sampled_from([None, True, False]),
        which,
    ),
    st.tuples(st.just("parent"), which, which),
    st.tuples(st.just("figure"), which, spans),
    st.tuples(st.just("voice"), which, st.sampled_from(["author", "reported", None])),
    st.tuples(st.just("actors"), which, st.lists(st.sampled_from(["NOR", "EST", "p:holm", "x"]))),
    st.tuples(st.just("mention"), spans, st.sampled_from(["GPE", "PERSON"])),
    st.tuples(st.just("decide"), which, st.sampled_from(["accept", "reject", "correct"])),
    st.tuples(st.just("unmark"), which),
    st.tuples(st.just("mark"), st.sampled_from(["opened", "done", None])),
)


def step_for(session, gesture):
    name, *rest = gesture

    def pick(index, things):
        if not things:
            raise AnnotationError("there is nothing to choose from")
        return things[index % len(things)]

    def statement(index):
        return pick(index, session.statements).id

    def stance(index, target, value, explicit, other):
        kind, _, name = target.partition(":")
        aim = Target(kind, name or statement(other))
        return session.set_stance(statement(index), aim, value, explicit=explicit)

    def change(index, words, **fields):
        return session.change_statement(statement(index), wording=words, **fields)

    def repeat(index, nth):
        return session.set_part(
            statement(index), "content", pick(nth, session.statement(statement(index)).content)
        )

    return {
        "add": session.add_statement,
        "remove": lambda at: session.remove_statement(statement(at)),
        "part": lambda at, role, span: session.set_part(statement(at), role, span),
        "repeat": repeat,
        "type": lambda at, claim: session.toggle_claim_type(statement(at), claim),
        "stance": stance,
        "parent": lambda at, other: change(at, "Set the parent", parent=statement(other)),
        "figure": lambda at, span: session.add_figure(statement(at), span),
        "voice": lambda at, voice: change(at, "Set the voice", voice=voice),
        "actors": lambda at, actors: session.set_actors(statement(at), actors),
        "mention": session.add_mention,
        "decide": lambda at, how: (
            session.correct(pick(at, session.suggestions), kind="PERSON")
            if how == "correct"
            else getattr(session, how)(pick(at, session.suggestions))
        ),
        "unmark": lambda at: session.remove_mention(pick(at, session.mentions).id),
        "mark": session.mark,
    }[name](*rest)


def everything(session):
    return (
        session.statements,
        session.mentions,
        session.progress,
        dict(session.actors),
        session.open_suggestions,
        dict(session.numbers),
    )


def layer_of(session):
    return Layer(
        session.article.id,
        session.annotator.id,
        session.mentions[::-1],
        session.statements[::-1],
        session.progress,
    )


def assert_valid(session):
    for statement in session.statements:
        check_statement(statement, session.ground())
        assert all(each.covered(session.text).strip() for each in spans_of(statement))
        assert statement.codebook == session.codebook.reference
    ids = {each.id for each in session.statements}
    for statement in session.statements:
        for stance in statement.stances:
            assert stance.target.kind != "statement" or stance.target.id in ids - {statement.id}


@settings(max_examples=150, deadline=None)
@given(st.lists(gestures, max_size=25))
def test_every_step_keeps_the_rules_and_its_inverse_brings_the_state_back(strait, wanted):
    session = strait.session_over()
    trail = []
    for gesture in wanted:
        try:
            step = step_for(session, gesture)
        except AnnotationError as refusal:
            assert str(refusal)[-1] in ".m" and len(str(refusal)) > 10
            continue
        assert step.wording and step.article == session.article.id
        assert all(edit.before != edit.after for edit in step.edits)
        before = everything(session)
        session.absorb(strait.stored(step))
        assert_valid(session)
        trail.append((step, before))
    for step, before in reversed(trail):
        session.absorb(strait.taken_back(step))
        assert everything(session) == before


@settings(max_examples=60, deadline=None)
@given(st.lists(gestures, max_size=20))
def test_absorbing_the_steps_equals_reading_the_layer_again(strait, wanted):
    session = strait.session_over()
    for gesture in wanted:
        try:
            step = step_for(session, gesture)
        except AnnotationError:
            continue
        session.absorb(strait.stored(step))
    assert everything(strait.session_over(layer_of(session))) == everything(session)


def test_changes_of_other_articles_and_people_leave_the_state_alone(strait):
    session = strait.session_over()
    step = session.add_statement(strait.span("the strait"))
    new = step.edits[0].after
    for other in (replace(new, article="article-2"), replace(new, annotator="annotator-2")):
        session.absorb(strait.stored(replace(step, edits=(replace(step.edits[0], after=other),))))
    assert session.statements == ()
