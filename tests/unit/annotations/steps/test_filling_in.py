"""Parts that the rules read are filled in, and labels are set on what is accepted or said again."""

from __future__ import annotations

import pytest

from annotator.annotations.model import Stance, Target
from annotator.annotations.offered.likely_targets import Habits, clearest
from annotator.annotations.offered.occurrences import apply_to, same_mentions, same_statements
from annotator.annotations.steps.filling_in import Labels
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.preannotation.suggestion import Candidate, Suggestion

OPEN = Target("topic", "open_strait")


@pytest.fixture
def read(strait):
    """What the rules read of the first sentence: a call of Norland with its spokeswoman."""
    content = strait.span("to reopen the strait at once")
    candidate = Candidate(
        content=(content,),
        source=(strait.span("spokeswoman Ida Holm"),),
        cue=(strait.span("said"),),
        actors=("NOR",),
        speaker="p:holm",
        claim_type="call",
    )
    return Suggestion(
        "r1", strait.article.id, "statement", content, "call", 0.9, "x", "run", None, candidate
    )


def sentence(strait) -> Span:
    return Span(0, strait.text.index("\n"))


def made_of(step):
    return step.edits[-1].after


def test_a_sentence_gives_what_is_said_in_it_with_source_cue_and_holder(session, strait, read):
    session.have_read([read])
    made = made_of(session.add_filled(sentence(strait), exactly=False))
    assert made.content == read.candidate.content
    assert made.source.spans == read.candidate.source and made.cue == read.candidate.cue
    assert (made.source.actors, made.source.speaker) == (("NOR",), "p:holm")
    assert made.claim_types == ()  # that is for a person to say
    assert made.suggestion is None  # nothing was suggested


def test_selected_words_stay_the_content_and_the_rest_is_filled_in(session, strait, read):
    session.have_read([read])
    words = strait.span("reopen the strait")
    made = made_of(session.add_filled(words, exactly=True))
    assert made.content == (words,) and made.source.actors == ("NOR",)


def test_words_that_nobody_was_read_to_say_get_nothing(session, strait, read):
    session.have_read([read])
    words = strait.span("29 people")
    made = made_of(session.add_filled(words, exactly=True))
    assert made.content == (words,) and not made.source.actors and not made.cue


def test_what_is_made_already_is_not_made_again(session, do, strait, read):
    session.have_read([read])
    do(session.add_filled(sentence(strait), exactly=False))
    again = made_of(session.add_filled(sentence(strait), exactly=False))
    assert again.content == (sentence(strait),)


def test_an_article_without_suggestions_gets_nothing_filled_in(session, strait, read):
    session.have_read([read])
    session.proposes = False
    made = made_of(session.add_filled(sentence(strait), exactly=False))
    assert made.content == (sentence(strait),) and not made.source.actors


def test_a_label_accepts_a_possible_statement_and_replaces_the_guess(session, strait):
    quotation = next(each for each in session.suggestions if each.kind == "quotation")
    labels = Labels(("rejection",), (Stance(OPEN, "favor"),))
    step = session.accept_with(quotation, labels)
    assert made_of(step).claim_types == ("rejection",)
    assert made_of(step).stances == labels.stances
    assert step.wording.startswith("Accept as Rejection, favors")


def test_a_name_takes_no_label(session):
    name = next(each for each in session.suggestions if each.kind == "mention")
    with pytest.raises(AnnotationError, match="takes no such label"):
        session.accept_with(name, Labels(("call",)))


def test_labels_are_repeated_but_no_stance_on_oneself(session, do, strait):
    first = do(session.add_statement(strait.span("to reopen the strait at once")))
    second = do(session.add_statement(strait.span("29 people were killed")))
    do(session.set_actors(second, ["EST"]))
    against = Stance(Target("actor", "EST"), "against")
    do(session.set_labels([first], Labels(("call",), (Stance(OPEN, "favor"), against))))
    do(session.set_labels([second], session.labels_of(first)))
    repeated = session.statement(second)
    assert repeated.claim_types == ("call",)
    assert [each.target for each in repeated.stances] == [OPEN]
    with pytest.raises(AnnotationError, match="these labels already"):
        session.set_labels([second], session.labels_of(first))


def test_habit_and_words_tell_the_likeliest_target(session, do, strait):
    made = do(session.add_statement(strait.span("to reopen the strait at once")))
    by_words = session.weighed_targets(session.statement(made))
    assert by_words[0][1].kind == "topic"
    other = do(session.add_statement(strait.span("29 people were killed")))
    assert clearest(session.weighed_targets(session.statement(other))) is None
    do(session.set_actors(made, ["NOR"]))
    do(session.set_stance(made, Target("actor", "EST"), "against"))
    do(session.set_actors(other, ["NOR"]))
    session.habits = Habits()
    session.habits.learn(session.statement(made), session.text)
    weighed = session.weighed_targets(session.statement(other))
    assert weighed[0][1] == Target("actor", "EST")
    session.habits.forget(made)
    left = session.weighed_targets(session.statement(other))
    assert max(weight for weight, _ in left) < weighed[0][0]


def test_habits_that_wait_count_as_soon_as_they_are_asked_for(session, do, strait):
    made = do(session.add_statement(strait.span("to reopen the strait at once")))
    do(session.set_stance(made, Target("actor", "EST"), "against"))
    other = session.statement(do(session.add_statement(strait.span("29 people were killed"))))
    at_once, later, in_parts = Habits(), Habits(), Habits()
    at_once.learn(session.statement(made), session.text)
    for habits in (later, in_parts):
        habits.learn_later((each, session.text) for each in session.statements)
    assert in_parts.learn_on(1) and not in_parts.learn_on(5)
    key = ("actor", "EST")
    weights = {each.weight(other, ("kill",), key) for each in (at_once, later, in_parts)}
    assert len(weights) == 1 and weights != {Habits().weight(other, ("kill",), key)}


def test_what_was_said_since_counts_and_not_what_waits_of_it(session, do, strait):
    made = do(session.add_statement(strait.span("to reopen the strait at once")))
    do(session.set_stance(made, Target("actor", "EST"), "against"))
    habits, key = Habits(), ("actor", "EST")
    habits.learn_later([(session.statement(made), session.text)])
    habits.forget(made)
    assert habits.weight(session.statement(made), (), key) == 0
    assert not habits.learn_on()


def test_a_target_that_is_taken_and_the_holder_are_not_offered_again(session, do, strait):
    made = do(session.add_statement(strait.span("“We will not close the strait,”")))
    do(session.set_actors(made, ["EST"]))
    do(session.set_stance(made, OPEN, "favor"))
    offered = [target for _, target in session.weighed_targets(session.statement(made))]
    assert OPEN not in offered and Target("actor", "EST") not in offered


def test_the_same_words_are_marked_in_the_same_way_in_one_step(session, do, strait):
    do(session.add_mention(strait.span("Estovia"), "GPE", "EST"))
    (mention,) = session.mentions
    places = same_mentions(session, mention)
    assert [each.span for each in places] == [strait.span("Estovia", 1)]
    session.absorb(_stored(strait, apply_to(session, places)))
    assert [(each.kind, each.actor) for each in session.mentions] == [("GPE", "EST")] * 2
    assert same_mentions(session, mention) == ()


def test_what_is_said_again_in_the_same_words_gets_the_same_labels(session, do, strait):
    first = do(session.add_statement(strait.span("close the strait")))
    do(session.set_labels([first], Labels(("fact",))))
    text = strait.text
    start = text.index("close the strait")
    second = do(session.add_statement(Span(start, start + len("close the strait,"))))
    (place,) = same_statements(session, session.statement(first))
    session.absorb(_stored(strait, apply_to(session, (place,))))
    assert session.statement(second).claim_types == ("fact",)
    with pytest.raises(AnnotationError, match="Nothing was chosen"):
        apply_to(session, ())


def _stored(strait, step):
    return strait.stored(step)
