"""The gestures on the registry of actors, and who stands for whom after them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotations.actors import (
    StandingActors,
    standing_for,
    standing_id,
    uses_in,
)
from annotator.annotations.edits import Edit
from annotator.annotations.model import (
    Actor,
    Addressee,
    Figure,
    Layer,
    Mention,
    Source,
    Stance,
    Statement,
    Target,
    Via,
)
from annotator.annotations.standing import standing_layer
from annotator.annotations.steps.on_actors import Registry
from annotator.codebook.model import Codebook, CodebookActor
from annotator.corpus.span import Span
from annotator.errors import AnnotationError

CODEBOOK = Codebook("book", "1.0.0", actors=(CodebookActor("X", "Union", "trade_union"),))
NORLAND = Actor("NOR", "Norland", "country", ("the kingdom",), "NO")
ESTOVIA = Actor("EST", "Estovia", "country", country="EE")
HOLM = Actor("p:holm", "Ida Holm", "person", ("Holm",), acts_for="NOR")
IDA = Actor("p:ida", "Ida Marie Holm", "unspecified", ("Mrs Holm",))
ACTORS = (NORLAND, ESTOVIA, HOLM, IDA)


def registry(actors=ACTORS):
    return Registry(actors, CODEBOOK)


def after(step, actors=ACTORS):
    return StandingActors(actors).with_edits(step.edits)


def test_an_added_actor_has_what_was_said_of_it():
    step = registry().add(
        "  League of  Ports ",
        kind="group",
        aliases=["the League", "The league"],
        country="nor",
        acts_for="EST",
    )
    (edit,) = step.edits
    assert edit.after == Actor(
        edit.target, "League of Ports", "group", ("the League",), "NO", "EST"
    )
    assert (step.article, step.wording) == (None, "Add League of Ports")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"name": " "}, "needs a name"),
        ({"name": "a\nb" * 200}, "one line"),
        ({"name": "The Kingdom"}, "“The Kingdom” is a name of Norland already"),
        ({"name": "Fleet", "aliases": ["holm"]}, "“holm” is a name of Ida Holm already"),
        ({"name": "Fleet", "kind": "ship"}, "no kind of actor 'ship'"),
        ({"name": "Fleet", "country": "XY"}, "'XY' is no country"),
        ({"name": "Fleet", "acts_for": "nobody"}, "no actor 'nobody'"),
    ],
)
def test_what_cannot_be_an_actor_is_refused_in_words(arguments, words):
    with pytest.raises(AnnotationError, match=words):
        registry().add(**arguments)


def test_kinds_are_the_usual_ones_those_of_the_codebook_and_those_in_use():
    kinds = registry((*ACTORS, Actor("s", "Ship", "vessel"))).kinds
    assert {"country", "person", "trade_union", "vessel", "unspecified"} <= set(kinds)


def test_the_old_name_stays_as_an_alias():
    step = registry().rename("p:holm", "Ida Holm-Berg")
    assert step.edits[0].after == replace(HOLM, name="Ida Holm-Berg", aliases=("Holm", "Ida Holm"))
    step = registry().rename("p:holm", "Holm")
    assert step.edits[0].after == replace(HOLM, name="Holm", aliases=("Ida Holm",))


def test_facts_change_and_go_away():
    step = registry().change("p:holm", kind="group", country="QAT", acts_for="")
    assert step.edits[0].after == replace(HOLM, kind="group", country="QA", acts_for=None)
    with pytest.raises(AnnotationError, match="already"):
        registry().change("p:holm", kind="person")


def test_nobody_acts_for_themselves_not_even_by_way_of_others():
    with pytest.raises(AnnotationError, match="Norland acts for Ida Holm acts for Norland"):
        registry().change("NOR", acts_for="p:holm")
    with pytest.raises(AnnotationError, match="Nobody acts for themselves"):
        registry().change("NOR", acts_for="NOR")


def test_an_alias_comes_and_goes():
    assert registry().add_alias("NOR", "Halvik").edits[0].after.aliases == ("the kingdom", "Halvik")
    assert registry().remove_alias("NOR", "The Kingdom").edits[0].after.aliases == ()
    with pytest.raises(AnnotationError, match="is a name of Norland already"):
        registry().add_alias("NOR", "norland")
    with pytest.raises(AnnotationError, match="is no alias"):
        registry().remove_alias("NOR", "Norland")


def test_a_merged_actor_keeps_its_record_and_its_names_count_for_who_stands_for_it():
    step = registry().merge(["p:ida", "p:holm"], "p:holm")
    assert [each.after for each in step.edits] == [replace(IDA, merged_into="p:holm")]
    actors = after(step)
    assert list(actors) == ["NOR", "EST", "p:holm"] and len(actors) == 3
    assert actors["p:ida"].id == "p:holm" and "p:ida" in actors
    assert actors["p:ida"].aliases == ("Holm", "Ida Marie Holm", "Mrs Holm")
    assert actors.named("mrs  holm").id == "p:holm"
    assert actors.names_in("as Mrs Holm said of Norland") == [
        (7, 11, "p:holm"),
        (20, 27, "NOR"),
    ]


def test_what_the_goal_lacks_is_taken_over_and_it_never_acts_for_itself():
    step = registry().merge(["p:holm"], "p:ida")
    assert after(step)["p:ida"].kind == "person" and after(step)["p:ida"].acts_for == "NOR"
    step = registry().merge(["NOR"], "p:holm")
    assert step.edits[-1].after.acts_for is None


def test_whoever_acts_for_a_merged_actor_acts_for_who_stands_for_it():
    actors = after(registry().merge(["NOR"], "EST"))
    assert actors["p:holm"].acts_for == "EST"
    with pytest.raises(AnnotationError, match="Nobody acts for themselves"):
        Registry(actors, CODEBOOK).change("EST", acts_for="p:holm")


def test_merging_one_actor_with_itself_is_refused():
    with pytest.raises(AnnotationError, match="two different"):
        registry().merge(["NOR"], "NOR")
    merged = after(registry().merge(["p:ida"], "p:holm"))
    with pytest.raises(AnnotationError, match="two different"):
        Registry(merged, CODEBOOK).merge(["p:ida"], "p:holm")


def test_a_merged_actor_can_stand_for_itself_again():
    merged = after(registry().merge(["p:ida"], "p:holm"))
    step = Registry(merged, CODEBOOK).unmerge("p:ida")
    assert dict(merged.with_edits(step.edits)) == {each.id: each for each in ACTORS}
    with pytest.raises(AnnotationError, match="not merged"):
        registry().unmerge("NOR")


def test_names_of_a_merged_actor_go_with_it_only():
    merged = Registry(after(registry().merge(["p:ida"], "p:holm")), CODEBOOK)
    with pytest.raises(AnnotationError, match="Take Ida Marie Holm out of Ida Holm instead"):
        merged.remove_alias("p:holm", "Mrs Holm")
    with pytest.raises(AnnotationError, match="“Mrs Holm” is a name of Ida Holm already"):
        merged.add("Mrs Holm")


def test_splitting_moves_aliases_and_the_chosen_passages():
    mention = Mention("m", "a", "who", Span(0, 4), "PERSON", "p:holm")
    statement = Statement(
        "s",
        "a",
        "who",
        (Span(10, 20),),
        Source((Span(5, 9),), ("p:holm", "EST"), "p:holm", via=Via("p:holm")),
        addressee=Addressee((), ("p:holm",)),
        stances=(Stance(Target("actor", "p:holm"), "favor"),),
        figures=(Figure(Span(11, 12), 3, "exact", "killed", side="p:holm"),),
    )
    uses = [each for record in (mention, statement) for each in uses_in(record)]
    mine = [each for each in uses if each.actor == "p:holm"]
    assert [each.role for each in mine] == [
        *("mention", "holder", "speaker", "via", "addressee", "target", "side")
    ]
    step = registry().split("p:holm", ["Holm"], name="Nils Holm", kind="person", uses=mine)
    old, new, *moved = step.edits
    assert old.after == replace(HOLM, aliases=())
    assert new.after == Actor(new.target, "Nils Holm", "person", ("Holm",))
    named = {use.actor for edit in moved for use in uses_in(edit.after)}
    assert named == {new.target, "EST"} and len(moved) == 2
    with pytest.raises(AnnotationError, match="is no alias of Ida Holm"):
        registry().split("p:holm", ["Berg"], name="Berg")


def test_an_actor_that_others_need_is_not_removed():
    with pytest.raises(AnnotationError, match="Ida Holm acts for Norland"):
        registry().remove("NOR")
    assert registry().remove("EST").edits[0].after is None
    merged = Registry(after(registry().merge(["p:ida"], "p:holm")), CODEBOOK)
    with pytest.raises(AnnotationError, match="Ida Marie Holm is merged into Ida Holm"):
        merged.remove("p:holm")


def test_a_layer_names_those_who_stand_now_each_once():
    actors = after(registry().merge(["p:ida"], "p:holm"))
    target = Target("actor", "p:ida", (Span(1, 2),))
    other = Target("actor", "p:holm", (Span(3, 4),))
    statement = Statement(
        "s",
        "a",
        "who",
        (Span(0, 9),),
        Source(actors=("p:ida", "p:holm"), speaker="p:ida"),
        stances=(Stance(target, "favor", explicit=False), Stance(other, "favor")),
    )
    layer = Layer("a", "who", (Mention("m", "a", "who", Span(0, 3), "PERSON", "p:ida"),))
    found = standing_layer(replace(layer, statements=(statement,)), actors, CODEBOOK)
    assert found.mentions[0].actor == "p:holm"
    assert found.statements[0].source == Source(actors=("p:holm",), speaker="p:holm")
    assert found.statements[0].stances == (
        Stance(Target("actor", "p:holm", (Span(1, 2), Span(3, 4))), "favor"),
    )


ids = st.sampled_from("abcdefgh")


@given(st.dictionaries(ids, st.one_of(st.none(), ids, st.just("nowhere"))))
def test_following_who_stands_for_whom_never_loops(redirects):
    actors = {each: Actor(each, each, merged_into=into) for each, into in redirects.items()}
    standing = StandingActors(actors.values())
    for each in actors:
        stands = standing_for(each, actors)
        assert standing[each].id == stands.id == standing_id(stands.id, actors)
    assert set(standing) == {standing_for(each, actors).id for each in actors}
    assert standing_id("unknown", actors) == "unknown"


names = st.sampled_from(["Norland", "Fleet", "Holm", "the kingdom", "Berg", ""])
gestures = st.one_of(
    st.tuples(st.just("add"), names),
    st.tuples(st.just("rename"), ids, names),
    st.tuples(st.just("add_alias"), ids, names),
    st.tuples(st.just("remove_alias"), ids, names),
    st.tuples(st.just("merge"), st.lists(ids, max_size=3), ids),
    st.tuples(st.just("unmerge"), ids),
    st.tuples(st.just("remove"), ids),
    st.tuples(st.just("split"), ids, st.lists(names, max_size=2), names),
    st.tuples(st.just("acts_for"), ids, ids),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(gestures, max_size=12))
def test_no_gestures_leave_a_circle_or_a_step_that_cannot_be_taken_back(done):
    actors = StandingActors(ACTORS)
    for kind, *rest in done:
        everybody = sorted(actors.stored)

        def pick(letter, everybody=everybody):
            return everybody["abcdefgh".index(letter) % len(everybody)] if everybody else "?"

        at = Registry(actors, CODEBOOK)
        try:
            if kind == "add":
                step = at.add(rest[0])
            elif kind == "merge":
                step = at.merge([pick(each) for each in rest[0]], pick(rest[1]))
            elif kind == "split":
                step = at.split(pick(rest[0]), rest[1], name=rest[2])
            elif kind == "acts_for":
                step = at.change(pick(rest[0]), acts_for=pick(rest[1]))
            else:
                step = getattr(at, kind)(pick(rest[0]), *rest[1:])
        except AnnotationError:
            continue
        now = actors.with_edits(step.edits)
        back = [each.inverse() for each in reversed(step.edits)]
        assert dict(now.with_edits(back).stored) == dict(actors.stored)
        actors = now
        for each in actors.values():
            chain = [each.id]
            while (principal := actors[chain[-1]].acts_for) in actors:
                assert principal not in chain
                chain.append(principal)


@given(st.lists(st.sampled_from(["Port", "Port of Selin", "the Fleet", "Ida Berg"]), unique=True))
def test_what_was_looked_up_before_holds_for_actors_added_later(added):
    known = StandingActors(ACTORS)
    assert known.named("holm") is not None and known.names_in("Holm")
    for place, name in enumerate(added):
        known = known.with_edits([Edit(None, Actor(f"new-{place}", name, aliases=(f"{name} II",)))])
    afresh = StandingActors(known.stored.values())
    words = "Ida Berg saw the Fleet in the Port of Selin II, as Mrs Holm said"
    assert known.names_in(words) == afresh.names_in(words)
    for name in (*added, "Mrs Holm", "Port of Selin II"):
        assert known.named(name) == afresh.named(name)
