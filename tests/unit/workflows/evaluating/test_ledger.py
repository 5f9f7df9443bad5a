"""What became of suggestions, on real project files with real labelling sessions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import pytest
from msgspec import structs

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.session import Session
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import Cancelled
from annotator.preannotation.suggestion import Candidate, EngineRun, Suggestion
from annotator.project import Project
from annotator.workflows.evaluating.ledger import Tally, band, count_suggestions
from annotator.workflows.evaluating.outcomes import Reader
from annotator.workflows.marking.withholding import choose_share, offered

TEXT = (
    "Norland said the Ministry will open on Monday. Ida Holm called it “a bad joke” in Tarn. "
    "Estovia denied that its ships had entered the bay."
)
RUN = EngineRun("run-1", "test-rules", "1")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@dataclass
class Room:
    """A project with one article that somebody labels."""

    project: Project
    article: str

    def suggest(self, *found: Suggestion, run: EngineRun = RUN) -> None:
        self.project.store_suggestions(run, {self.article: found})

    def mention(self, words, kind="GPE", confidence=0.95, rule="list", **facts):
        return Suggestion(
            new_id(), self.article, "mention", span(words), kind, confidence, rule, "run-1", **facts
        )

    def quotation(self, words):
        return Suggestion(
            new_id(), self.article, "quotation", span(words), "direct", 0.8, "quote", "run-1"
        )

    def possible(self, content, *, source, cue, claim_type="fact", confidence=0.6):
        parts = Candidate((span(content),), (span(source),), (span(cue),), claim_type=claim_type)
        return Suggestion(
            new_id(),
            self.article,
            "statement",
            span(content),
            claim_type,
            confidence,
            "subject-verb",
            "run-1",
            candidate=parts,
        )

    def open(self) -> Session:
        """Open the article as the window does."""
        project = self.project
        session = Session(
            article=project.article(self.article),
            text=TEXT,
            zones=project.zones(self.article),
            layer=project.layer(self.article),
            codebook=project.codebook,
            actors=project.actors(),
            suggestions=project.shown_suggestions(self.article),
            annotator=project.annotator,
        )
        project.serve(self.article, offered(project, session))
        return session

    def do(self, session: Session, step: Step) -> Step:
        session.absorb(self.project.apply(step))
        return step

    def done(self, session: Session) -> None:
        self.do(session, session.mark("done"))

    def total(self) -> Tally:
        return count_suggestions(self.project).total


@pytest.fixture
def room(tmp_path):
    with Project.create(
        tmp_path / "one.annotator", title="One", codebook=default_codebook(), annotator="Amina"
    ) as project:
        article = Article(new_id(), "One", hashlib.sha256(TEXT.encode()).hexdigest(), len(TEXT))
        zones = (Zone("body", Span(0, len(TEXT))),)
        (article_id,) = project.add_articles([NewArticle(article, TEXT, zones)])
        yield Room(project, article_id)


def test_what_is_undecided_is_open_until_the_article_is_done_and_left_then(room):
    room.suggest(room.mention("Norland"))
    session = room.open()
    assert room.total() == Tally(open=1)
    room.done(session)
    assert room.total() == Tally(left=1)
    room.do(session, session.mark("opened"))
    assert room.total() == Tally(open=1)


def test_what_nobody_was_shown_is_not_counted(room):
    room.suggest(room.mention("Norland"))
    assert room.total() == Tally()


def test_mentions_end_as_a_person_decided(room):
    names = [room.mention(each) for each in ("Norland", "Tarn", "Estovia")]
    person = room.mention("Ida Holm", "PERSON")
    room.suggest(*names, person)
    session = room.open()
    room.do(session, session.accept(names[0]))
    room.do(session, session.reject(names[1]))
    room.do(session, session.correct(names[2], kind="ORG"))
    room.do(session, session.correct(person, span=span("Holm")))
    room.done(session)
    assert room.total() == Tally(accepted=1, rejected=1, edited=2, changed={"kind": 1, "span": 1})


def test_undoing_a_decision_moves_the_suggestion_back(room):
    guess = room.mention("Norland")
    room.suggest(guess)
    session = room.open()
    room.do(session, session.accept(guess))
    assert room.total() == Tally(accepted=1)
    session.absorb(room.project.undo(room.article))
    assert room.total() == Tally(open=1)
    session.absorb(room.project.redo(room.article))
    assert room.total() == Tally(accepted=1)


def test_a_mention_made_by_hand_over_a_suggestion_edits_it(room):
    room.suggest(room.mention("Ida", "PERSON"), room.mention("Tarn"))
    session = room.open()
    room.do(session, session.add_mention(span("Ida Holm"), "PERSON"))
    room.done(session)
    assert room.total() == Tally(edited=1, left=1, changed={"span": 1})


def test_a_mention_made_by_hand_on_the_very_span_decides_the_suggestion(room):
    room.suggest(room.mention("Norland"), room.mention("Tarn"))
    session = room.open()
    room.do(session, session.add_mention(span("Norland"), "GPE"))
    room.do(session, session.add_mention(span("Tarn"), "ORG"))
    assert room.total() == Tally(accepted=1, edited=1, changed={"kind": 1})


def taken(room, guess):
    session = room.open()
    step = room.do(session, session.accept(guess))
    return session, step.edits[-1].after


def ministry(room):
    return room.possible("the Ministry will open on Monday", source="Norland", cue="said")


def test_a_statement_that_was_taken_over_and_left_as_it_is_is_accepted(room):
    guess = ministry(room)
    room.suggest(guess)
    session, statement = taken(room, guess)
    assert statement.suggestion == guess.id
    room.done(session)
    assert room.total() == Tally(accepted=1)


def test_filling_in_what_the_engine_left_open_changes_nothing(room):
    guess = ministry(room)
    room.suggest(guess)
    session, statement = taken(room, guess)
    changes = {"note": "why", "unsure": True}
    room.do(session, session.change_statement(statement.id, wording="Change", **changes))
    actor, adding = session.add_actor("Norland")
    room.do(session, session.set_actors(statement.id, (actor.id,), adding=[adding]))
    room.do(session, session.toggle_claim_type(statement.id, "call"))
    assert room.total() == Tally(accepted=1), "a second claim type is added to the first"


@pytest.mark.parametrize(
    ("role", "words", "slot"),
    [
        ("content", "on Monday", "content"),
        ("cue", "will", "cue"),
        ("source", "Ministry", "source"),
    ],
)
def test_changing_a_part_counts_as_edited_with_its_slot(room, role, words, slot):
    guess = ministry(room)
    room.suggest(guess)
    session, statement = taken(room, guess)
    room.do(session, session.set_part(statement.id, role, span(words)))
    assert room.total() == Tally(edited=1, changed={slot: 1})


def test_another_claim_type_or_holder_counts_as_edited(room):
    guess = ministry(room)
    room.suggest(guess)
    session, statement = taken(room, guess)
    room.do(session, session.toggle_claim_type(statement.id, "fact"))
    assert room.total() == Tally(edited=1, changed={"claim type": 1})


def test_another_holder_counts_as_edited(room):
    norland, tarn = (Session.add_actor(room.open(), name) for name in ("Norland", "Tarn"))
    room.project.apply(Step((norland[1], tarn[1]), "Add actors", None))
    guess = room.possible("its ships had entered the bay", source="Estovia", cue="denied")
    parts = Candidate(
        guess.candidate.content, guess.candidate.source, actors=(norland[0].id,), claim_type="fact"
    )
    guess = Suggestion(
        guess.id, room.article, "statement", guess.span, "fact", 0.6, "x", "run-1", None, parts
    )
    room.suggest(guess)
    session, statement = taken(room, guess)
    assert room.total() == Tally(accepted=1)
    room.do(session, session.set_actors(statement.id, (tarn[0].id,)))
    assert room.total() == Tally(edited=1, changed={"holder": 1})


def test_removing_a_statement_leaves_its_suggestion_undecided_as_the_window_shows_it(room):
    guess = ministry(room)
    room.suggest(guess)
    session, statement = taken(room, guess)
    room.do(session, session.remove_statement(statement.id))
    assert session.open_suggestions == (guess,) and room.total() == Tally(open=1)
    room.done(session)
    assert room.total() == Tally(left=1)


def test_a_rejected_statement_or_quotation_is_rejected(room):
    guess, quoted = ministry(room), room.quotation("a bad joke")
    room.suggest(guess, quoted)
    session = room.open()
    room.do(session, session.reject(guess))
    room.do(session, session.reject(quoted))
    assert room.total() == Tally(rejected=2)


def test_a_quotation_is_accepted_as_content_and_edited_by_another_one(room):
    quoted = room.quotation("a bad joke")
    room.suggest(quoted)
    session, statement = taken(room, quoted)
    assert statement.suggestion == quoted.id and room.total() == Tally(accepted=1)
    room.do(session, session.set_part(statement.id, "content", span("bad joke")))
    assert room.total() == Tally(edited=1, changed={"content": 1})


def test_a_statement_made_by_hand_over_a_possible_one_edits_it(room):
    room.suggest(ministry(room))
    session = room.open()
    room.do(session, session.add_statement(span("Ministry will open on Monday")))
    room.done(session)
    total = room.total()
    assert total.edited == 1 and "content" in total.changed


def test_what_came_from_one_suggestion_does_not_decide_another(room):
    long, short = ministry(room), room.possible("will open", source="Norland", cue="said")
    room.suggest(long, short)
    session = room.open()
    room.do(session, session.accept(long))
    room.done(session)
    assert room.total() == Tally(accepted=1, left=1)


def test_a_quotation_inside_a_possible_statement_was_never_shown(room):
    guess = room.possible("called it “a bad joke”", source="Ida Holm", cue="called")
    room.suggest(guess, room.quotation("a bad joke"))
    room.open()
    assert room.total() == Tally(open=1)


def test_decisions_hold_when_the_engine_says_something_else_later(room):
    guess, other = room.mention("Norland"), room.mention("Tarn")
    room.suggest(guess, other)
    session = room.open()
    room.do(session, session.accept(guess))
    room.suggest(run=EngineRun("run-2", "test-rules", "2"))
    room.done(room.open())
    assert room.total() == Tally(accepted=1, left=1)


def test_what_is_decided_before_a_new_engine_finds_it_again_is_not_shown_again(room):
    guess = room.mention("Norland")
    room.suggest(guess)
    room.do(session := room.open(), session.accept(guess))
    room.suggest(room.mention("Norland"), run=EngineRun("run-2", "test-rules", "2"))
    room.open()
    assert room.total() == Tally(accepted=1)


def test_counts_go_by_kind_rule_confidence_and_annotator(room):
    sure, unsure = room.mention("Norland"), room.mention("Tarn", confidence=0.3, rule="guess")
    room.suggest(sure, unsure, ministry(room), room.quotation("a bad joke"))
    session = room.open()
    room.do(session, session.accept(sure))
    room.do(session, session.reject(unsure))
    room.done(session)
    room.project.use_annotator("Bo")
    room.done(room.open())
    found = count_suggestions(room.project)
    assert found.total == Tally(accepted=1, rejected=1, left=6)
    assert found.kinds == {
        "GPE": Tally(accepted=1, rejected=1, left=2),
        "quotation": Tally(left=2),
        "statement": Tally(left=2),
    }
    assert found.rules["guess"] == Tally(rejected=1, left=1)
    assert list(found.bands) == ["below .5", ".5 to .7", ".7 to .9", ".9 and above"]
    assert found.bands["below .5"] == Tally(rejected=1, left=1)
    assert found.annotators == {
        "Amina": Tally(accepted=1, rejected=1, left=2),
        "Bo": Tally(left=4),
    }
    assert found.articles == 1 and found.unseen == 0
    assert found.total.acceptance == 1 / 8 and found.total.interval.low < 1 / 8


def test_decisions_about_what_is_not_known_to_be_shown_are_told_apart(room):
    guess = room.mention("Norland")
    room.suggest(guess, room.mention("Tarn"))
    session = room.open()
    room.suggest()
    from annotator.annotations.model import Mention

    stray = Mention(
        new_id(), room.article, session.annotator.id, span("Holm"), "PERSON", None, "accepted", "x"
    )
    room.do(session, Step((Edit(None, stray),), "Take in", room.article))
    assert count_suggestions(room.project).unseen == 1


def test_withheld_suggestions_are_no_part_of_the_ledger(room):
    room.suggest(room.mention("Norland"))
    choose_share(room.project, 1)
    session = room.open()
    assert session.suggestions == () and session.open_suggestions == ()
    room.done(session)
    assert room.total() == Tally()
    (serving,) = room.project.servings(room.article)
    assert len(serving.suggestions) == 1, "what would have been shown is known"


@pytest.mark.parametrize(
    ("confidence", "name"),
    [
        (0, "below .5"),
        (0.49, "below .5"),
        (0.5, ".5 to .7"),
        (0.7, ".7 to .9"),
        (0.9, ".9 and above"),
        (1, ".9 and above"),
    ],
)
def test_a_band_begins_with_its_number(confidence, name):
    assert band(confidence) == name


def test_counting_can_be_stopped(room):
    room.suggest(room.mention("Norland"))
    room.open()
    with pytest.raises(Cancelled, match="Nothing was changed"):
        count_suggestions(room.project, cancelled=lambda: True)


def test_a_layer_the_codebook_does_not_ask_for_is_not_compared(room):

    guess = ministry(room)
    room.suggest(guess)
    _, statement = taken(room, guess)
    plain = replace(statement, cue=())
    codebook = room.project.codebook
    assert Reader(TEXT, codebook, ()).changed(guess, plain) == ("cue",)
    without = replace(codebook, layers={**codebook.layers, "cue": "off"})
    assert Reader(TEXT, without, ()).changed(guess, plain) == ()


def test_merging_actors_edits_no_suggestion(room):
    one, other = (Session.add_actor(room.open(), name) for name in ("Norland", "Republic of N."))
    room.project.apply(Step((one[1], other[1]), "Add actors", None))
    guess = room.mention("Norland", actor=one[0].id)
    held = replace(ministry(room).candidate, actors=(one[0].id,))
    possible = structs.replace(ministry(room), candidate=held)
    room.suggest(guess, possible)
    session = room.open()
    room.do(session, session.accept(guess))
    room.do(session, session.accept(possible))
    merged = replace(one[0], merged_into=other[0].id)
    room.project.apply(Step((Edit(one[0], merged),), "Merge", None))
    assert room.total() == Tally(accepted=2)


def test_what_was_said_elsewhere_is_counted_by_itself(room):
    guess = structs.replace(ministry(room), id="similar-1", rule="from article “Harbour”")
    room.project.serve(room.article, [guess])
    found = count_suggestions(room.project)
    assert list(found.kinds) == list(found.rules) == ["similar passage"]
