"""From layers to what is compared: alignment of statements, labels on them, disagreements."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.agreement.comparison import Comparison
from annotator.agreement.explored.disagreements import Disagreement, Vocabulary, find_disagreements
from annotator.agreement.spans.pairwise import (
    exact_f1,
    overlap_f1,
    overlap_f1_any_label,
    soft_iou_f1,
)
from annotator.agreement.units import (
    NONE,
    ArticleLayers,
    claim_type_rows,
    entity_marks,
    mention_groups,
    primary_claim_type_rows,
    shared_stance_rows,
    stance_rows,
    statement_groups,
    statement_marks,
    statement_slots,
)
from annotator.annotations.model import (
    Actor,
    Layer,
    Mention,
    Source,
    Stance,
    Statement,
    Target,
)
from annotator.codebook.model import ClaimType, Codebook, EntityKind, StanceValue, Topic
from annotator.corpus.span import Span

TEXT = "0123456789" * 12
CODEBOOK = Codebook(
    "small",
    "1",
    claim_types=(ClaimType("fact", "Fact", "g"), ClaimType("call", "Call", "g")),
    stance_values=(
        StanceValue("favor", "Favor", "f", 1, "+", "green"),
        StanceValue("against", "Against", "a", -1, "-", "red"),
    ),
    topics=(Topic("peace", "Peace now"),),
    entity_kinds=(EntityKind("place", "Place", "blue"), EntityKind("person", "Person", "red")),
)
VOCABULARY = Vocabulary(CODEBOOK, {"N": Actor("N", "Norland"), "E": Actor("E", "Estovia")})


def statement(
    name: str,
    *spans: tuple[int, int],
    types: Sequence[str] = ("fact",),
    stances: Sequence[tuple[str, str, str]] = (),
    actors: Sequence[str] = (),
    source: Sequence[tuple[int, int]] = (),
) -> Statement:
    return Statement(
        name,
        "d",
        "",
        tuple(Span(*each) for each in spans),
        source=Source(tuple(Span(*each) for each in source), tuple(actors)),
        claim_types=tuple(types),
        stances=tuple(
            Stance(Target(kind, target), value)  # type: ignore[arg-type]
            for kind, target, value in stances
        ),
    )


def article(**said: Sequence[Statement | Mention]) -> ArticleLayers:
    return ArticleLayers(
        "d",
        {
            name: Layer(
                "d",
                name,
                tuple(each for each in what if isinstance(each, Mention)),
                tuple(each for each in what if isinstance(each, Statement)),
            )
            for name, what in said.items()
        },
    )


def mention(name: str, start: int, end: int, kind: str, decision: str = "added") -> Mention:
    return Mention(name, "d", "", Span(start, end), kind, decision=decision)  # type: ignore[arg-type]


def ids(groups: Sequence[object]) -> list[list[str]]:
    return [sorted(each.id for each in group.members.values()) for group in groups]  # type: ignore[attr-defined]


def find(layers: ArticleLayers) -> list[Disagreement]:
    return list(find_disagreements(layers, TEXT, VOCABULARY))


def test_statements_are_aligned_by_the_greatest_total_overlap() -> None:
    layers = article(
        A=[statement("a1", (0, 20)), statement("a2", (20, 40))],
        B=[statement("b1", (2, 22)), statement("b2", (24, 40)), statement("b3", (60, 70))],
    )
    assert ids(statement_groups(layers)) == [["a1", "b1"], ["a2", "b2"], ["b3"]]


def test_contents_that_share_less_than_a_third_are_two_statements() -> None:
    apart = article(A=[statement("a", (0, 10))], B=[statement("b", (0, 31))])
    together = article(A=[statement("a", (0, 10))], B=[statement("b", (0, 30))])
    assert ids(statement_groups(apart)) == [["a"], ["b"]]
    assert ids(statement_groups(together)) == [["a", "b"]]


def test_fragments_count_by_their_characters() -> None:
    layers = article(
        A=[statement("a", (0, 10), (20, 30))],
        B=[statement("b1", (0, 30)), statement("b2", (20, 30))],
    )
    assert ids(statement_groups(layers)) == [["a", "b1"], ["b2"]]


def test_between_equal_contents_the_source_decides_and_never_the_claim_type() -> None:
    layers = article(
        A=[statement("a", (0, 20), source=[(30, 36)], types=["fact"])],
        B=[
            statement("b1", (0, 20), source=[(40, 46)], types=["fact"]),
            statement("b2", (0, 20), source=[(30, 36)], types=["call"]),
        ],
    )
    assert ["a", "b2"] in ids(statement_groups(layers))


def test_three_annotators_make_groups_with_at_most_one_statement_of_each() -> None:
    layers = article(
        A=[statement("a", (0, 20))],
        B=[statement("b", (1, 20))],
        C=[statement("c1", (0, 19)), statement("c2", (2, 20))],
    )
    groups = statement_groups(layers)
    assert all(len(group.members) == len(set(group.members)) for group in groups)
    assert [len(group.members) for group in groups] == [3, 1]


def test_a_rejected_mention_is_absent() -> None:
    layers = article(A=[mention("a", 0, 4, "place", "rejected"), mention("a2", 5, 9, "place")])
    (marks,) = entity_marks([layers], "A").values()
    assert [mark.start for mark in marks] == [5]


def test_claim_types_are_sets_and_the_first_one_named_and_missing_ones_are_told_apart() -> None:
    layers = article(
        A=[statement("a1", (0, 20), types=["call", "fact"]), statement("a2", (40, 60), types=[])],
        B=[statement("b1", (0, 20), types=["fact", "call"]), statement("b2", (40, 60))],
        C=[],
    )
    groups = statement_groups(layers)
    both = frozenset({"fact", "call"})
    assert claim_type_rows(groups, "ABC") == [
        (both, both, None),
        (frozenset(), frozenset({"fact"}), None),
    ]
    assert primary_claim_type_rows(groups, "ABC") == [
        ("call", "fact", None),
        (NONE, "fact", None),
    ]


def test_stances_are_compared_on_each_target_and_none_is_an_answer() -> None:
    layers = article(
        A=[
            statement(
                "a", (0, 20), stances=[("topic", "peace", "favor"), ("actor", "E", "against")]
            )
        ],
        B=[statement("b", (0, 20), stances=[("topic", "peace", "against")])],
    )
    groups = statement_groups(layers)
    assert stance_rows(groups, "AB") == [("against", NONE), ("favor", "against")]
    assert shared_stance_rows(groups, "AB") == [("against", None), ("favor", "against")]


def test_a_stance_on_a_statement_means_the_aligned_statement() -> None:
    layers = article(
        A=[
            statement("a1", (0, 20)),
            statement("a2", (40, 60), stances=[("statement", "a1", "against")]),
        ],
        B=[
            statement("b1", (0, 20)),
            statement("b2", (40, 60), stances=[("statement", "b1", "against")]),
        ],
    )
    assert stance_rows(statement_groups(layers), "AB") == [("against", "against")]


def test_every_kind_of_disagreement_is_told_in_words() -> None:
    layers = article(
        A=[
            statement("a1", (0, 20), actors=["N"], stances=[("topic", "peace", "favor")]),
            mention("m1", 30, 34, "place"),
            mention("m2", 50, 55, "place"),
        ],
        B=[
            statement("b1", (2, 20), actors=["E"], types=["call"]),
            statement("b2", (70, 90)),
            mention("m3", 30, 34, "person"),
            mention("m4", 50, 53, "place"),
            mention("m5", 60, 63, "person"),
        ],
    )
    found = find(layers)
    assert [(each.kind, each.span, [words for _, words in each.said]) for each in found] == [
        ("boundary", Span(0, 20), [f"“{TEXT[0:20]}”", f"“{TEXT[2:20]}”"]),
        ("source", Span(0, 20), ["Norland", "Estovia"]),
        ("claim_type", Span(0, 20), ["Fact", "Call"]),
        ("stance", Span(0, 20), ["Favor", "no stance"]),
        ("entity_kind", Span(30, 34), ["Place", "Person"]),
        ("entity_boundary", Span(50, 55), ["“01234”", "“012”"]),
        ("missing_entity", Span(60, 63), ["nothing here", "Person"]),
        ("missing_statement", Span(70, 90), ["no statement here", f"“{TEXT[70:90]}”"]),
    ]
    assert found[3].about == "Peace now"


def test_the_same_labels_give_no_disagreement() -> None:
    said = [
        statement("s", (0, 20), (30, 40), actors=["N"], types=["fact", "call"]),
        mention("m", 0, 4, "place"),
    ]
    swapped = [
        statement("t", (30, 40), (0, 20), actors=["N"], types=["call", "fact"]),
        mention("n", 0, 4, "place"),
    ]
    assert find(article(A=said, B=swapped)) == []


def test_without_actors_sources_differ_where_their_words_lie_apart() -> None:
    def sources(one: tuple[int, int] | None, other: tuple[int, int] | None) -> list[str]:
        layers = article(
            A=[statement("a", (0, 20), source=[one] if one else [])],
            B=[statement("b", (0, 20), source=[other] if other else [])],
        )
        return [each.kind for each in find(layers)]

    assert sources((30, 40), (32, 40)) == []
    assert sources((30, 40), (50, 60)) == ["source"]
    assert sources((30, 40), None) == ["source"]
    assert sources(None, None) == []


def test_mentions_are_aligned_with_the_same_kind_first() -> None:
    layers = article(
        A=[mention("a", 0, 10, "place")],
        B=[mention("b1", 0, 10, "person"), mention("b2", 0, 10, "place")],
    )
    assert ["a", "b2"] in ids(mention_groups(layers))


PLACES = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 25)), max_size=5)
SAID = st.fixed_dictionaries({who: st.tuples(PLACES, PLACES) for who in "ABC"})


def said_by(drawn: dict[str, tuple[list[tuple[int, int]], list[tuple[int, int]]]]) -> ArticleLayers:
    def records(who: str) -> list[Statement | Mention]:
        statements, mentions = drawn[who]
        return [
            *(statement(f"{who}{n}", (at, at + long)) for n, (at, long) in enumerate(statements)),
            *(
                mention(f"{who}m{n}", at, at + long, ("place", "person")[long % 2])
                for n, (at, long) in enumerate(mentions)
            ),
        ]

    return article(**{who: records(who) for who in drawn})


@given(SAID, st.permutations([("A", "B", "C"), ("A", "B"), ("A", "C"), ("B", "C")]))
@settings(max_examples=40, deadline=None)
def test_what_is_known_of_others_never_changes_what_some_said(drawn, asked) -> None:
    """Alignments and marks are kept for all comparisons of an article; fresh ones are the same."""
    known = said_by(drawn)
    for names in asked:
        among = Comparison(names, (known,)).only(names)
        fresh = Comparison(names, (said_by(drawn).only(names),))
        assert among.groups == fresh.groups
        assert mention_groups(among.articles[0]) == mention_groups(fresh.articles[0])
        for marks_of in (entity_marks, statement_marks):
            marks = [marks_of(among.articles, each) for each in names]
            assert marks == [marks_of(fresh.articles, each) for each in names]
            for measure in (exact_f1, overlap_f1, soft_iou_f1, overlap_f1_any_label):
                assert measure(marks, kept=among.kept(marks_of)) == measure(marks)


def test_who_contradicts_themselves_on_merged_targets_has_no_label_there() -> None:
    both = (("topic", "peace", "favor"), ("topic", "peace", "against"))
    layers = article(
        A=[statement("a", (0, 20), stances=both)],
        B=[statement("b", (0, 20), stances=both[:1])],
        C=[statement("c", (0, 20), stances=(both[1], ("topic", "war", "against")))],
    )
    groups = statement_groups(layers)
    peace, war = stance_rows(groups, ("A", "B", "C"))
    assert peace == (None, "favor", "against")
    assert war == (NONE, NONE, "against")
    (told,) = (each for each in find(layers) if each.kind == "stance" and each.about == "Peace now")
    assert [name for name, _ in told.said] == ["B", "C"]
    one, other = (statement_slots(groups, name) for name in "AB")
    assert one[0][3] != other[0][3] and one[0][2] == other[0][2]
