"""The list follows change by change, and shows what it would show if it were made anew."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester

from annotator.annotations.edits import Change, Edit
from annotator.annotations.model import Annotator, Layer, Mention, Stance, Statement, Target
from annotator.annotations.session import Session
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article
from annotator.corpus.span import Span
from annotator.gui.reader.mark_index import MarkIndex
from annotator.gui.reader.marks import MarkBuilder
from annotator.gui.statements.statement_list import StatementModel
from annotator.preannotation.suggestion import Candidate, Suggestion

SPANS = [Span(start, start + length) for start in (0, 20, 100, 300) for length in (10, 30, 90)]
spans = st.sampled_from(SPANS)
said = st.builds(
    lambda name, span, target: Statement(
        f"s{name}",
        "x",
        "ann",
        (span,),
        stances=(Stance(Target("statement", target), "favor"),) if target != f"s{name}" else (),
    ),
    st.integers(0, 30),
    spans,
    st.sampled_from(["s0", "s1", "s2"]),
)
decided = st.builds(
    lambda number, span: Mention(f"m{number}", "x", "ann", span, "GPE", suggestion=f"g{number}"),
    st.integers(0, 9),
    spans,
)
guesses = st.lists(st.tuples(st.sampled_from(["mention", "quotation", "statement"]), spans))
changes = st.lists(
    st.lists(st.tuples(said | decided, st.booleans()), min_size=1, max_size=30), max_size=6
)
WHOLE = 500
looks = st.lists(st.sampled_from([0, 0, 60, 200, WHOLE]), min_size=6, max_size=6)
focuses = st.sampled_from([None, ("statement", "s1"), ("suggestion", "g1")])


def session_on(rows: list[tuple[str, Span]]) -> Session:
    guessed = (
        Suggestion(
            *(f"g{number}", "x", kind, span, "GPE", 0.9, "r", "run"),
            candidate=Candidate((span,)) if kind == "statement" else None,
        )
        for number, (kind, span) in enumerate(rows)
    )
    return Session(
        article=Article(id="x", title="X", text_sha256="0" * 64, length=500),
        text="word " * 100,
        zones=(),
        layer=Layer("x", "ann"),
        codebook=Codebook(id="c", version="1"),
        actors=(),
        suggestions=tuple(guessed),
        annotator=Annotator("ann", "Ann"),
    )


def shown(model: StatementModel) -> list[object]:
    return [model.row(place) for place in range(model.rowCount())]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(guesses, changes, focuses, looks)
def test_after_any_changes_rows_and_marks_are_as_if_made_anew(qapp, guesses, changes, focus, looks):
    session, model, builder = session_on(guesses), StatementModel(qapp), MarkBuilder()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show_session(session)
    index = MarkIndex()
    index.show(builder.in_order(session))
    for gestures, look in zip(changes, looks, strict=False):
        index.between(look, look + 1)  # marks are made as far as somebody looks
        edits = []
        for record, stays in gestures:
            before = session.find(record.id)
            if before is not None or stays:
                edits.append(Edit(before, record if stays else None))
                session.absorb(Change("c", "do", tuple(edits[-1:]), "w", "x", "ann"))
        model.absorb(Change("c", "do", tuple(edits), "w", "x", "ann"))
        gone, come = builder.update(session, focus, [each.target for each in edits])
        index.change(gone, come)
        anew = StatementModel(qapp)
        anew.show_session(session)
        assert shown(model) == shown(anew)
        for place in range(model.rowCount()):
            row = model.row(place)
            assert model.place_of(row.kind, row.id) == place
        anew.deleteLater()
        if look == WHOLE:
            expected = {each.id: each for each in MarkBuilder().build(session, focus)}
            assert {each.id: each for each in index} == expected
    expected = {each.id: each for each in MarkBuilder().build(session, builder._focus)}
    assert {each.id: each for each in index} == expected
    model.deleteLater()
