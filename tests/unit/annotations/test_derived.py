"""What follows from the parts of statements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotations.derived import (
    DerivedStance,
    covering_sentence,
    covering_sentences,
    document_stances,
    quote,
    voice,
)
from annotator.annotations.model import Source, Stance, Statement, Target
from annotator.corpus.quotations import quotations
from annotator.corpus.span import Span

CORPUS = Path(__file__).resolve().parents[3] / "../shared/corpus"
TEXT = (
    "“We leave tonight. The ice is closing in,” Ilves said. Norland called the plan “a gift” to "
    'nobody. "The engines are cold," she added, "and so are we." The port stays shut.'
)


def of(*words: str, source: Source | None = None, cue: tuple[Span, ...] = ()) -> Statement:
    content = tuple(Span(TEXT.index(each), TEXT.index(each) + len(each)) for each in words)
    return Statement("s", "a", "x", content, source or Source(), cue)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("“We leave tonight. The ice is closing in,”",), "direct"),
        (("We leave tonight.",), "direct"),
        (("The ice is closing in,”",), "direct"),
        (("the plan “a gift” to nobody",), "mixed"),
        (("“a gift”",), "direct"),
        (("The port stays shut",), "indirect"),
        (('"The engines are cold,"', '"and so are we."'), "direct"),
        (('"The engines are cold,"', "The port stays shut"), "mixed"),
        (("called the plan",), "indirect"),
    ],
)
def test_the_kind_of_quotation_follows_from_the_marks(words: tuple[str, ...], wanted: str) -> None:
    assert quote(of(*words), TEXT) == wanted


def test_the_voice_is_the_authors_only_where_there_is_no_source_at_all() -> None:
    assert voice(of("The port")) == "author"
    assert voice(of("The port", cue=(Span(0, 2),))) == "reported"
    for source in (Source(actors=("A",)), Source(spans=(Span(0, 2),)), Source(inferred=True)):
        assert voice(of("The port", source=source)) == "reported"


def stance(holder: str, kind: str, target: str, value: str) -> Statement:
    found = Stance(Target(kind, target), value)  # type: ignore[arg-type]
    return Statement(
        "s", "a", "x", (Span(0, 1),), Source(actors=tuple(holder.split())), stances=(found,)
    )


def test_the_stances_of_a_document_are_those_of_its_statements() -> None:
    statements = [
        stance("NOR EST", "topic", "truce", "favor"),
        stance("NOR", "topic", "truce", "favor"),
        stance("EST", "actor", "NOR", "against"),
        stance("EST", "topic", "truce", "neutral"),
        stance("EST", "statement", "s-9", "against"),
        stance("", "topic", "truce", "against"),
    ]
    assert document_stances(statements) == (
        DerivedStance("EST", "actor", "NOR", "against"),
        DerivedStance("EST", "topic", "truce", "mixed"),
        DerivedStance("NOR", "topic", "truce", "favor"),
    )


def test_the_covering_sentence_reaches_over_all_sentences_that_are_touched() -> None:
    inside = covering_sentence(TEXT, Span(TEXT.index("plan"), TEXT.index("plan") + 4))
    assert inside.covered(TEXT) == "Norland called the plan “a gift” to nobody."
    whole = covering_sentences(TEXT, of('"The engines are cold,"', "The port"))
    assert TEXT.startswith('"The engines', whole.start)
    assert whole.end == len(TEXT)


@settings(deadline=None)
@given(st.text("aB. !?\n\u2028“”\"'👩‍🚀é", min_size=1, max_size=60), st.data())
def test_the_covering_sentence_always_covers_and_stays_in_the_text(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = covering_sentence(text, span)
    assert found.contains(span)
    assert found.end <= len(text)
    assert quote(Statement("s", "a", "x", (span,)), text) in ("direct", "indirect", "mixed")


@settings(max_examples=200)
@given(
    st.text(st.sampled_from("ab 1_“”\"'.,\n٣"), min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), min_size=1, max_size=3),
)
def test_the_kind_of_quotation_counts_letter_by_letter(
    text: str, places: list[tuple[int, int]]
) -> None:
    spans = tuple(Span(start, start + length) for start, length in places)
    said = {
        any(each.start <= at < each.end for each in quotations(text))
        for span in spans
        for at in range(span.start, min(span.end, len(text)))
        if text[at].isalnum()
    }
    wanted = "indirect" if True not in said else "mixed" if False in said else "direct"
    assert quote(Statement("s", "a", "x", spans), text) == wanted


def test_voice_and_quote_of_the_worked_example_are_what_people_wrote_down() -> None:
    if not CORPUS.exists():
        pytest.skip("no shared folder beside the checkout")
    data = json.loads((CORPUS / "seeds_statements.json").read_text(encoding="utf-8"))
    wrong = []
    for document in data["documents"]:
        text = (CORPUS / "seeds" / document["file"]).read_text(encoding="utf-8")
        for each in document["statements"]:
            statement = Statement(
                id=each["id"],
                article="a",
                annotator="x",
                content=tuple(Span(part["start"], part["end"]) for part in each["content"]),
                source=Source(
                    actors=tuple(each["source"]["actors"]), inferred=each["source"]["inferred"]
                ),
            )
            found = (voice(statement), quote(statement, text))
            if found != (each["voice"], each["quote"]):
                wrong.append((each["id"], found))
    assert wrong == []
