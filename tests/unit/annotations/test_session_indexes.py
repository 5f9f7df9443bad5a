"""What a session keeps up to date change by change is what it would find by looking at all."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotations.edits import Change, Edit
from annotator.annotations.indexes.open_suggestions import Turns, decided_kind, same_words
from annotator.annotations.model import (
    Actor,
    Annotator,
    Layer,
    Mention,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.annotations.offered.counterparts import SIMILAR, is_counterpart
from annotator.annotations.session import Session
from annotator.annotations.stances_over import stances_of, stances_over
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Candidate, Suggestion

LENGTH = 2_000
ACTORS = (Actor("p", "Pia"), Actor("q", "Quinn", merged_into="p"), Actor("r", "Ria"))
SPANS = [(0, 40), (0, 5), (20, 60), (100, 140), (100, 400), (120, 125), (500, 900), (880, 920)]
spans = st.sampled_from([Span(*each) for each in SPANS])
contents = st.lists(spans, min_size=1, max_size=2).map(
    lambda found: tuple(sorted(found)) if not found[0].overlaps(found[-1]) else (found[0],)
)
stances = st.lists(
    st.tuples(
        st.sampled_from(["topic:t", "topic:u", "actor:p", "actor:q", "statement:s1"]),
        st.sampled_from(["favor", "against"]),
    ),
    max_size=2,
    unique_by=lambda pair: pair[0],
)


def stance(target: str, value: str) -> Stance:
    kind, _, name = target.partition(":")
    return Stance(Target(kind, name), value)


statements = st.builds(
    lambda name, content, said, holders, parent: Statement(
        f"s{name}",
        "x",
        "ann",
        content,
        source=Source(actors=tuple(holders)),
        stances=tuple(stance(*each) for each in said if each[0] != f"statement:s{name}"),
        parent=parent if parent != f"s{name}" else None,
    ),
    st.integers(0, 4),
    contents,
    stances,
    st.lists(st.sampled_from(["p", "q", "r"]), max_size=2, unique=True),
    st.sampled_from([None, None, "s0", "s2"]),
)
mentions = st.builds(
    lambda name, span, kind, decided: Mention(
        f"m{name}", "x", "ann", span, kind, suggestion=decided
    ),
    st.integers(0, 3),
    spans,
    st.sampled_from(["PERSON", "statement", "direct"]),
    st.sampled_from([None, "g0", "g1", *(f"{SIMILAR}{number}" for number in range(4))]),
)


def guess(number: int, kind: str, content: tuple[Span, ...]) -> Suggestion:
    whole = Span(content[0].start, content[-1].end)
    is_said = kind in ("statement", "similar")
    name = f"{SIMILAR}{number}" if kind == "similar" else f"g{number}"
    return Suggestion(
        id=name,
        article="x",
        kind="statement" if is_said else kind,
        span=whole,
        label={"mention": "PERSON", "quotation": "direct"}.get(kind, "statement"),
        confidence=0.9,
        rule="r",
        run="run",
        candidate=Candidate(content) if is_said else None,
    )


KINDS = ["mention", "quotation", "statement", "similar", "similar"]
guesses = st.lists(
    st.tuples(
        st.sampled_from(["mention", "quotation", "statement", "similar", "similar"]), contents
    ),
    min_size=2,
    max_size=10,
).map(lambda rows: tuple(guess(at, *row) for at, row in enumerate(rows)))
edits = st.lists(
    st.tuples(statements | mentions, st.sampled_from(["put", "put", "remove", "undo", "redo"])),
    min_size=1,
    max_size=14,
)


def session_on(
    guesses: tuple[Suggestion, ...],
    records: dict[str, Statement | Mention],
    actors: tuple[Actor, ...] = ACTORS,
) -> Session:
    return Session(
        article=Article(id="x", title="X", text_sha256="0" * 64, length=LENGTH),
        text="a" * LENGTH,
        zones=(),
        layer=Layer(
            "x",
            "ann",
            statements=tuple(each for each in records.values() if isinstance(each, Statement)),
            mentions=tuple(each for each in records.values() if isinstance(each, Mention)),
        ),
        codebook=Codebook(id="c", version="1"),
        actors=actors,
        suggestions=guesses,
        annotator=Annotator("ann", "Ann"),
    )


def plainly_open(session: Session) -> tuple[Suggestion, ...]:
    """Return the open suggestions by looking at everything, as the rules are written down."""
    decided = {each.suggestion for each in session.mentions}
    marked = {
        (each.span, each.kind) for each in session.mentions if not is_counterpart(each.suggestion)
    }
    contents = [each.content for each in session.statements]
    proposed = [each.candidate.content for each in session.suggestions if each.candidate]

    def is_used(each: Suggestion) -> bool:
        if each.candidate is not None:
            return any(same_words(each.candidate.content, content) for content in contents)
        over = [span for content in (*contents, *proposed) for span in content]
        return each.kind == "quotation" and any(map(each.span.overlaps, over))

    free = [
        each
        for each in session.suggestions
        if each.id not in decided
        and (is_counterpart(each.id) or (each.span, decided_kind(each)) not in marked)
        and not is_used(each)
    ]
    copies = [each.candidate.content for each in free if is_counterpart(each.id)]
    return tuple(
        each
        for each in free
        if each.candidate is None
        or is_counterpart(each.id)
        or not any(same_words(each.candidate.content, one) for one in copies)
    )


def assert_same(session: Session, records: dict[str, Statement | Mention]) -> None:
    fresh = session_on(session.suggestions, records)
    asked_in_part = {*fresh.offers.possible, *fresh.offers.mentions()}
    assert asked_in_part == set(plainly_open(session))
    assert session.open_suggestions == fresh.open_suggestions == plainly_open(session)
    assert session.statements == fresh.statements
    assert session.mentions == fresh.mentions
    assert dict(session.numbers) == dict(fresh.numbers)
    assert stances_of(session) == stances_over(fresh.statements, (), fresh.actors)
    for each in session.suggestions:
        is_open = each in session.open_suggestions
        assert (session.offers.find(each.id) == each) is is_open
        assert session.decision_on(each) == fresh.decision_on(each)
        parts = each.candidate.content if each.candidate is not None else ()
        is_said = any(same_words(parts, statement.content) for statement in session.statements)
        assert session.offers.is_said(parts) is bool(parts and is_said)
    for each in session.statements:
        naming = [other for other in session.statements if _refers(other, each.id)]
        assert list(session.referring_to(each.id)) == naming


def _refers(statement: Statement, name: str) -> bool:
    targets = {each.target.id for each in statement.stances if each.target.kind == "statement"}
    return name in targets or statement.parent == name


@settings(max_examples=300)
@given(guesses, edits)
def test_after_any_changes_with_undo_and_redo_everything_is_as_in_a_fresh_session(guesses, edits):
    records: dict[str, Statement | Mention] = {}
    session = session_on(guesses, records)
    assert_same(session, records)
    turns, shown = Turns(), {each.id for each in session.open_suggestions}
    turns.since(session.offers)
    unasked, unasked_turns, unasked_shown = session_on(guesses, {}), Turns(), set(shown)
    unasked_turns.since(unasked.offers)
    done: list[Edit] = []
    undone: list[Edit] = []
    for record, action in edits:
        if action == "undo" and done:
            undone.append(done.pop())
            edit = undone[-1].inverse()
        elif action == "redo" and undone:
            done.append(undone.pop())
            edit = done[-1]
        elif action == "remove" and record.id in records:
            edit = Edit(records[record.id], None)
            done.append(edit)
            undone.clear()
        elif records.get(record.id) != record:
            edit = Edit(records.get(record.id), record)
            done.append(edit)
            undone.clear()
        else:
            continue
        if edit.after is None:
            del records[edit.target]
        else:
            records.pop(edit.target, None)
            records[edit.target] = edit.after
        for each in (session, unasked):
            each.absorb(Change("c", "do", (edit,), "w", "x", "ann"))
        assert_same(session, records)
        for turned in unasked_turns.since(unasked.offers):
            unasked_shown ^= {turned}
        assert unasked_shown == {each.id for each in session.open_suggestions}
        for turned in turns.since(session.offers):
            shown ^= {turned}
        assert shown == {each.id for each in session.open_suggestions}
    assert unasked.open_suggestions == session.open_suggestions


def test_a_guess_opens_when_what_was_said_elsewhere_of_its_words_is_rejected():
    words = (Span(0, 40),)
    copy, guessed = guess(0, "similar", (Span(0, 60),)), guess(1, "statement", words)
    session = session_on((copy, guessed), {})
    assert session.open_suggestions == (copy,)
    rejected = Mention("m0", "x", "ann", copy.span, "statement", suggestion=copy.id)
    session.absorb(Change("c", "do", (Edit(None, rejected),), "w", "x", "ann"))
    assert session.open_suggestions == (guessed,)
    session.absorb(Change("c", "undo", (Edit(rejected, None),), "w", "x", "ann"))
    assert session.open_suggestions == (copy,)


def changed(records: dict[str, Statement | Mention], rows: list, session: Session) -> None:
    """Put and remove records in a session and in what is stored."""
    for record, action in rows:
        after = None if action in ("remove", "undo") else record
        if records.get(record.id) != after:
            edit = Edit(records.pop(record.id, None), after)
            records |= {record.id: after} if after is not None else {}
            session.absorb(Change("c", "do", (edit,), "w", "x", "ann"))


@settings(max_examples=150)
@given(guesses, guesses, edits, edits, edits, st.booleans(), st.booleans())
def test_a_session_that_goes_on_from_the_last_one_is_as_if_it_had_worked_all_out_itself(
    guessed, marked_anew, edits, elsewhere, later, is_changed, is_marked_anew
):
    records: dict[str, Statement | Mention] = {}
    before = session_on(guessed, records)
    assert_same(before, records)
    changed(records, edits, before)
    if is_changed:  # by somebody else, so that the session before never heard of it
        changed(records, elsewhere, session_on((), {}))
    again = session_on(marked_anew if is_marked_anew else guessed, records)
    again.go_on_from(before)
    assert_same(again, records)
    changed(records, later, again)
    assert_same(again, records)


def test_stances_are_worked_out_anew_where_actors_were_merged_since():
    said = Statement(
        "s0",
        "x",
        "ann",
        (Span(0, 40),),
        source=Source(actors=("r",)),
        stances=(stance("topic:t", "favor"),),
    )
    before = session_on((), {"s0": said})
    assert [each.holder for each in stances_of(before)] == ["r"]
    merged = (*ACTORS[:2], Actor("r", "Ria", merged_into="p"))
    again = session_on((), {"s0": said}, merged)
    again.go_on_from(before)
    assert [each.holder for each in stances_of(again)] == ["p"]
