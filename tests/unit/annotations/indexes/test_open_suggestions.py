"""Which suggestions are open is kept up to date, and is what a fresh session would say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.annotations.edits import Change, Edit
from annotator.annotations.model import Annotator, Layer, Mention, Statement
from annotator.annotations.session import Session
from annotator.codebook.model import Codebook
from annotator.corpus.article import Article
from annotator.corpus.span import Span
from annotator.preannotation.suggestion import Candidate, Suggestion

LENGTH = 4_000
SPANS = st.tuples(st.integers(0, 3_000), st.integers(1, 800)).map(
    lambda pair: Span(pair[0], pair[0] + pair[1])
)
PEOPLE = Annotator("ann", "Ann")


def guess(number: int, kind: str, span: Span) -> Suggestion:
    candidate = Candidate((span,)) if kind == "statement" else None
    label = "PERSON" if kind == "mention" else kind
    return Suggestion(f"g{number}", "x", kind, span, label, 0.9, "r", "run", candidate=candidate)


GUESSES = st.lists(
    st.tuples(st.sampled_from(["mention", "quotation", "statement"]), SPANS), max_size=12
).map(lambda rows: tuple(guess(at, kind, span) for at, (kind, span) in enumerate(rows)))
GESTURES = st.lists(
    st.tuples(st.sampled_from(["s0", "s1", "s2", "m0", "m1"]), st.none() | SPANS), max_size=10
)


def session_on(layer: Layer, guesses: tuple[Suggestion, ...]) -> Session:
    return Session(
        article=Article(id="x", title="X", text_sha256="0" * 64, length=LENGTH),
        text="a" * LENGTH,
        zones=(),
        layer=layer,
        codebook=Codebook(id="c", version="1"),
        actors=(),
        suggestions=guesses,
        annotator=PEOPLE,
    )


def record(name: str, span: Span | None) -> Statement | Mention | None:
    if span is None:
        return None
    if name.startswith("s"):
        return Statement(name, "x", "ann", (span,))
    return Mention(name, "x", "ann", span, "PERSON", suggestion=f"g{name[1:]}")


@given(GUESSES, GESTURES)
def test_after_each_change_the_same_suggestions_are_open_as_in_a_fresh_session(guesses, gestures):
    session = session_on(Layer("x", "ann"), guesses)
    _ = session.open_suggestions
    stored: dict[str, Statement | Mention] = {}
    for name, span in gestures:
        before, after = stored.pop(name, None), record(name, span)
        if before is None and after is None:
            continue
        if after is not None:
            stored[name] = after
        session.absorb(Change("c", "do", (Edit(before, after),), "w", "x", "ann"))
        layer = Layer(
            "x",
            "ann",
            statements=tuple(each for each in stored.values() if isinstance(each, Statement)),
            mentions=tuple(each for each in stored.values() if isinstance(each, Mention)),
        )
        fresh = session_on(layer, guesses)
        assert session.open_suggestions == fresh.open_suggestions
        assert session.statements == fresh.statements
        assert session.mentions == fresh.mentions
