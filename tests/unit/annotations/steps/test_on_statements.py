"""What each gesture on a statement does, and what is refused in words."""

from __future__ import annotations

import pytest

from annotator.annotations.model import Addressee, Figure, Target, Via
from annotator.corpus.span import Span
from annotator.errors import AnnotationError


@pytest.fixture
def statement(session, do, strait):
    return do(session.add_statement(strait.span("to reopen the strait at once")))


def test_a_new_statement_has_trimmed_content_and_its_id_is_that_of_the_last_edit(session, strait):
    span = strait.span(" to reopen the strait ")
    step = session.add_statement(span)
    assert step.edits[-1].after.content == (Span(span.start + 1, span.end - 1),)
    assert step.wording == "Add a statement"
    assert step.article == "article-1"


def test_nothing_is_stored_before_the_change_is_absorbed(session, strait):
    step = session.add_statement(strait.span("the strait"))
    assert session.statements == ()
    session.absorb(strait.stored(step))
    assert [each.id for each in session.statements] == [step.edits[-1].after.id]


def test_half_a_word_stays_half_a_word(session, do, strait):
    new = do(session.add_statement(strait.span("open the str")))
    assert session.statement(new).content[0].covered(strait.text) == "open the str"


@pytest.mark.parametrize("start, end", [(0, 10_000), (7, 8)])
def test_a_selection_outside_the_text_or_without_words_is_refused(session, start, end):
    with pytest.raises(AnnotationError):
        session.add_statement(Span(start, end))


def test_statements_are_numbered_in_text_order(session, do, strait):
    late = do(session.add_statement(strait.span("At least 29 people")))
    early = do(session.add_statement(strait.span("Norland urged")))
    assert dict(session.numbers) == {early: 1, late: 2}


def test_a_source_that_names_one_person_fills_in_holder_speaker_and_naming(
    session, do, strait, statement
):
    do(session.set_part(statement, "source", strait.span("spokeswoman Ida Holm")))
    source = session.statement(statement).source
    assert (source.actors, source.speaker, source.mention) == (("NOR",), "p:holm", "name")


def test_a_pronoun_is_named_so_and_leaves_the_actor_open(session, do, strait, statement):
    do(session.set_part(statement, "source", strait.span("We")))
    source = session.statement(statement).source
    assert (source.mention, source.actors) == ("pronoun", ())


def test_a_source_that_names_two_leaves_the_choice_open(session, do, strait, statement):
    do(session.set_part(statement, "source", strait.span("Norland urged Estovia")))
    assert session.statement(statement).source.actors == ()
    assert session.proposed_actors(strait.span("Norland urged Estovia")) == ("NOR", "EST")


def test_actors_that_are_set_stay_when_another_source_is_added(session, do, strait, statement):
    do(session.set_actors(statement, ["EST"]))
    do(session.set_part(statement, "source", strait.span("Norland")))
    assert session.statement(statement).source.actors == ("EST",)


def test_the_same_source_again_takes_it_out(session, do, strait, statement):
    do(session.set_part(statement, "source", strait.span("Norland")))
    step = session.set_part(statement, "source", strait.span("Norland"))
    do(step)
    assert session.statement(statement).source.spans == ()
    assert step.wording == "Take out the source"


def test_an_addressee_that_names_one_actor_fills_it_in(session, do, strait, statement):
    do(session.set_part(statement, "addressee", strait.span("Estovia")))
    assert session.statement(statement).addressee == Addressee((strait.span("Estovia"),), ("EST",))


def test_content_grows_narrows_splits_and_loses_fragments(session, do, strait):
    first = strait.span("“We will not close the strait,”")
    new = do(session.add_statement(first))
    second = strait.span("“whatever Norland claims.”")
    do(session.set_part(new, "content", second))
    assert session.statement(new).content == (first, second)
    narrow = strait.span("whatever Norland")
    do(session.set_part(new, "content", narrow))
    assert session.statement(new).content == (first, narrow)
    do(session.set_part(new, "content", strait.span("Norland claims")))
    assert session.statement(new).content[1].covered(strait.text) == "whatever Norland claims"
    do(session.set_part(new, "content", first))
    assert len(session.statement(new).content) == 1


def test_a_selection_over_two_fragments_makes_one_of_them(session, do, strait):
    new = do(session.add_statement(strait.span("We will")))
    do(session.set_part(new, "content", strait.span("the strait,")))
    whole = strait.span("will not close the strait")
    do(session.set_part(new, "content", whole))
    assert [each.covered(strait.text) for each in session.statement(new).content] == [
        "We will not close the strait,"
    ]


def test_words_next_to_each_other_make_one_fragment_but_lines_do_not(session, do, strait):
    new = do(session.add_statement(strait.span("Holm")))
    do(session.set_part(new, "content", strait.span("said.")))
    assert len(session.statement(new).content) == 1
    do(session.set_part(new, "content", strait.span("“We")))
    assert len(session.statement(new).content) == 2


def test_the_last_content_cannot_be_taken_out(session, strait, statement):
    with pytest.raises(AnnotationError, match="needs content"):
        session.set_part(statement, "content", strait.span("to reopen the strait at once"))


def test_the_authors_voice_and_a_source_exclude_each_other(session, do, strait, statement):
    do(session.set_part(statement, "source", strait.span("Norland")))
    do(session.change_statement(statement, wording="Set the author's voice", voice="author"))
    assert session.statement(statement).source.actors == ()
    do(session.set_part(statement, "source", strait.span("Norland")))
    assert session.statement(statement).voice is None


def test_a_claim_type_toggles_and_a_third_replaces_the_second(session, do, statement):
    do(session.toggle_claim_type(statement, "call"))
    do(session.toggle_claim_type(statement, "fact"))
    step = session.toggle_claim_type(statement, "rejection")
    do(step)
    assert session.statement(statement).claim_types == ("call", "rejection")
    assert step.wording == "Change the claim type Fact to Rejection"
    do(session.toggle_claim_type(statement, "call"))
    assert session.statement(statement).claim_types == ("rejection",)


def test_a_stance_is_worded_by_its_target_and_replaced_and_removed(session, do, statement):
    topic = Target("topic", "closure")
    step = session.set_stance(statement, topic, "against")
    assert step.wording == "Set stance: denies: Estovia closed the strait"
    do(step)
    do(session.set_stance(statement, topic, "favor", explicit=False))
    (stance,) = session.statement(statement).stances
    assert (stance.value, stance.explicit) == ("favor", False)
    do(session.set_stance(statement, topic, "favor"))
    assert session.statement(statement).stances == ()


def test_a_stance_says_whether_it_is_explicit_without_being_lost(session, do, statement):
    actor = Target("actor", "EST")
    do(session.set_stance(statement, actor, "against"))
    do(session.set_stance(statement, actor, "against", explicit=False))
    assert session.statement(statement).stances[0].explicit is False


@pytest.mark.parametrize(
    "kind, target, value",
    [
        ("topic", "nonsense", "favor"),
        ("actor", "nobody", "favor"),
        ("statement", "gone", "favor"),
        ("topic", "closure", "pro"),
    ],
)
def test_a_stance_outside_the_codebook_is_refused(session, statement, kind, target, value):
    with pytest.raises(AnnotationError):
        session.set_stance(statement, Target(kind, target), value)


def test_a_statement_takes_no_stance_on_itself(session, statement):
    with pytest.raises(AnnotationError, match="itself"):
        session.set_stance(statement, Target("statement", statement), "favor")


def test_removing_a_statement_frees_the_others_in_one_step_and_undo_brings_all_back(
    session, do, strait
):
    outer = do(session.add_statement(strait.span("Norland urged Estovia to reopen the strait")))
    inner = do(session.add_statement(strait.span("to reopen the strait")))
    denial = do(session.add_statement(strait.span("whatever Norland claims")))
    do(session.change_statement(inner, wording="Set the parent", parent=outer))
    do(session.set_stance(denial, Target("statement", outer), "against"))
    before = session.statements
    step = session.remove_statement(outer)
    session.absorb(strait.stored(step))
    assert {each.id for each in session.statements} == {inner, denial}
    assert all(each.parent is None and not each.stances for each in session.statements)
    session.absorb(strait.taken_back(step))
    assert session.statements == before


def test_a_parent_must_cover_the_content_and_not_go_in_circles(session, do, strait):
    outer = do(session.add_statement(strait.span("Norland urged Estovia to reopen the strait")))
    inner = do(session.add_statement(strait.span("Norland urged Estovia to reopen the strait")))
    other = do(session.add_statement(strait.span("whatever Norland claims")))
    do(session.change_statement(inner, wording="Set the parent", parent=outer))
    with pytest.raises(AnnotationError, match="inside itself"):
        session.change_statement(outer, wording="Set the parent", parent=inner)
    with pytest.raises(AnnotationError, match="inside itself"):
        session.change_statement(outer, wording="Set the parent", parent=outer)
    with pytest.raises(AnnotationError, match="whole content"):
        session.change_statement(other, wording="Set the parent", parent=outer)
    with pytest.raises(AnnotationError, match="lies inside this content"):
        session.set_part(outer, "content", strait.span("Norland urged"))


def test_a_new_actor_goes_into_the_step_that_uses_it(session, do, statement):
    actor, edit = session.add_actor("  The   harbour office ", "organization")
    assert actor.name == "The harbour office"
    step = session.set_actors(statement, [actor.id], adding=[edit])
    do(step)
    assert [each.kind for each in step.edits] == ["actor", "statement"]
    assert step.wording == "Set the actor: The harbour office"
    with pytest.raises(AnnotationError, match="already"):
        session.add_actor("the harbour OFFICE")
    with pytest.raises(AnnotationError, match="no actor"):
        session.set_actors(statement, ["nobody"])


def test_a_number_is_read_from_its_words_and_taken_out_again(session, do, strait):
    new = do(session.add_statement(strait.span("At least 29 people were killed and two wounded")))
    do(session.add_figure(new, strait.span("At least 29 people were killed")))
    do(session.add_figure(new, strait.span("two wounded")))
    first, second = session.statement(new).figures
    assert (first.value, first.bound, first.unit) == (29, "at_least", "killed")
    assert (second.value, second.bound, second.unit) == (2, "exact", "injured")
    do(session.add_figure(new, second.span))
    assert session.statement(new).figures == (first,)
    with pytest.raises(AnnotationError, match="inside the content"):
        session.add_figure(new, strait.span("Norland"))


def test_every_other_field_can_be_changed(session, do, strait, statement):
    source = session.statement(statement).source
    fields = {
        "certainty": "hedged",
        "note": "unsure who is meant",
        "unsure": True,
        "quote": "mixed",
        "source": source.__class__((strait.span("Norland"),), ("NOR",), None, "role", True,
                                   Via("EST", (strait.span("Estovia"),))),
        "figures": (Figure(strait.span("once"), 1, "exact", "killed"),),
    }  # fmt: skip
    for name, value in fields.items():
        do(session.change_statement(statement, wording=f"Set {name}", **{name: value}))
        assert getattr(session.statement(statement), name) == value


@pytest.mark.parametrize(
    "fields",
    [{"certainty": "maybe"}, {"voice": "chorus"}, {"quote": "loud"}, {"claim_types": ("x",)}],
)
def test_labels_outside_the_codebook_are_refused(session, statement, fields):
    with pytest.raises(AnnotationError, match="codebook"):
        session.change_statement(statement, wording="Set it", **fields)


def test_a_change_that_changes_nothing_is_refused(session, statement):
    with pytest.raises(AnnotationError, match="already"):
        session.change_statement(statement, wording="Set the note", note="")


def test_what_is_missing_is_said_in_words_until_it_is_there(session, do, strait, statement):
    assert [words.split("?")[0] for words in session.missing(statement)] == [
        "Who says it",
        "What kind of claim is it",
    ]
    do(session.set_part(statement, "source", strait.span("Ida Holm")))
    do(session.toggle_claim_type(statement, "call"))
    words = "Whom is the Call addressed to? Choose somebody, or select the name."
    assert session.missing(statement) == (words,)
    do(session.set_part(statement, "addressee", strait.span("Estovia")))
    assert session.missing(statement) == ()
    assert any("No stance yet" in words for words in session.hints(statement))


def test_words_without_a_source_count_as_the_authors_and_a_hint_says_so(session, do, statement):
    do(session.toggle_claim_type(statement, "fact"))
    assert session.missing(statement) == ()
    assert any("author's voice" in words for words in session.hints(statement))
    do(session.change_statement(statement, wording="Set the author's voice", voice="author"))
    assert not any("author's voice" in words for words in session.hints(statement))


def test_a_quotation_without_a_source_is_asked_about(session, do, strait):
    new = do(session.accept(strait.suggestions[2]))
    do(session.toggle_claim_type(new, "rejection"))
    assert [words.split("?")[0] for words in session.missing(new)] == ["Who says it"]
    do(session.change_statement(new, wording="Set the author's voice", voice="author"))
    assert session.missing(new) == ()


def test_an_accusation_wants_an_accused_and_a_speaker_acts_for_the_actor(session, do, statement):
    do(session.set_actors(statement, ["EST"], speaker="p:holm"))
    do(session.toggle_claim_type(statement, "accusation"))
    words = " ".join(session.missing(statement))
    assert "Who is accused?" in words
    assert "Ida Holm does not act for the actor" in words
    assert "Where is the source named?" in words


def test_a_part_in_text_that_is_set_aside_is_hinted_at(session, do, strait):
    new = do(session.add_statement(strait.span("Ten pictures")))
    assert any("set aside" in words for words in session.hints(new))


def test_progress_is_marked_once(session, do):
    do(session.mark("opened"))
    assert session.progress.id == "article-1:annotator-1"
    do(session.mark("done"))
    assert session.progress.status == "done"
    with pytest.raises(AnnotationError, match="already"):
        session.mark("done")
    do(session.mark(None))
    assert session.progress is None


def test_figures_in_the_content_are_proposed_until_they_are_taken(session, do, strait):
    new = do(session.add_statement(strait.span("At least 29 people were killed and two wounded")))
    proposed = session.proposed_figures(new)
    assert [(each.value, each.bound, each.unit) for each in proposed] == [
        (29, "at_least", "killed"),
        (2, "exact", "injured"),
    ]
    step = session.take_figures(new, proposed[:1])
    assert step.wording == "Add a number"
    do(step)
    assert session.proposed_figures(new) == proposed[1:]
    assert session.take_figures(new, proposed[1:]).edits[0].after.figures == proposed


def test_a_figure_of_another_passage_is_not_proposed(session, do, strait):
    new = do(session.add_statement(strait.span("killed and two wounded")))
    assert [each.value for each in session.proposed_figures(new)] == [2]
    other = do(session.add_statement(strait.span("to reopen the strait at once")))
    assert session.proposed_figures(other) == ()


def test_nothing_is_proposed_in_an_article_that_is_served_without_suggestions(session, do, strait):
    new = do(session.add_statement(strait.span("At least 29 people were killed")))
    session.proposes = False
    assert session.proposed_figures(new) == ()


def test_quoted_words_are_not_said_to_be_the_authors_and_to_lack_a_source(session, do, strait):
    quoted = do(session.add_statement(strait.span("“We will not close the strait,”")))
    do(session.toggle_claim_type(quoted, "fact"))
    assert any("Who says it?" in words for words in session.missing(quoted))
    assert not any("author's voice" in words for words in session.hints(quoted))
