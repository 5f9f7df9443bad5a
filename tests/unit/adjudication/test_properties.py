"""Whatever is settled: originals stay byte for byte, and undoing everything leaves nothing."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.annotations.edits import Edit
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Source, Stance, Statement, Target
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.workflows.agreement import adjudicating

WHOLE = ("statement", "entity", "added")


def label_at_random(table, draw, text):
    """Let everybody label about the same places, sometimes otherwise."""
    words = [at for at, each in enumerate(text) if each == " "]
    places = [(draw.randrange(len(words) - 6), draw.randint(2, 5)) for _ in range(5)]
    for who, name in table.people.items():
        own: list[Statement] = []
        for place, (first, length) in enumerate(places):
            if draw.random() < 0.2:
                continue
            wider = draw.random() < 0.2
            content = Span(words[first] + 1, words[first + length - (1 if wider else 0)])
            targets = [Target("topic", "dialogue"), Target("actor", "CHN")]
            targets += [Target("statement", each.id) for each in own[-1:]]
            stances = tuple(
                Stance(each, draw.choice(["favor", "against"]))
                for each in targets
                if draw.random() < 0.6
            )
            actors = (draw.choice(["RUS", "CHN"]),) if draw.random() < 0.7 else ()
            statement = Statement(
                f"{table.article}-{who}-{place}",
                table.article,
                name,
                (content,),
                Source(actors=actors),
                claim_types=tuple(draw.sample(["fact", "call", "denial"], draw.randint(0, 2))),
                stances=stances,
            )
            own.append(statement)
            table.edit(who, Edit(None, statement))
        for place in range(3):
            if draw.random() < 0.8:
                kind = draw.choice(["GPE", "ORG"])
                mention = Mention(
                    f"{table.article}-{who}-m{place}", table.article, name,
                    Span(place * 8, place * 8 + 6), kind,
                )  # fmt: skip
                table.edit(who, Edit(None, mention))
    table.done()


def gesture_at_random(table, draw):
    case = table.case
    matters = [each for each in case.matters if each.slot != "added"]
    if not matters:
        return case.accept_unanimous()
    matter = draw.choice(matters)
    chosen = draw.random()
    try:
        if chosen < 0.5:
            letter = draw.choice(matter.letters)
            return case.take(matter.key, letter, throughout=draw.random() < 0.3)
        if chosen < 0.65:
            return case.reject(matter.key)
        if chosen < 0.75:
            return case.defer(matter.key)
        if chosen < 0.85:
            return case.withdraw([matter.key])
        return case.accept_unanimous() if chosen < 0.95 else case.withdraw_unanimous()
    except AnnotationError:
        return None


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 1_000_000))
def test_any_sequence_of_rulings_leaves_originals_and_is_undone_to_nothing(table, seed):
    draw = random.Random(seed)
    table.is_begun = False
    (table.article,) = table.project.add_articles([fresh_article(table, seed)])
    text = table.project.text(table.article)
    label_at_random(table, draw, text)
    before, empty = table.originals(), table.gold
    for _ in range(12):
        step = gesture_at_random(table, draw)
        if step is not None:
            adjudicating.settle(table.project, step)
        progress = table.gold.progress
        is_done = progress is not None and progress.status == "done"
        assert step is None or is_done == table.case.is_settled
    everything_has_a_ruling(table)
    assert table.originals() == before
    assert table.project.check() == ()
    table.undo_all()
    assert (table.gold, table.project.rulings(table.article)) == (empty, ())
    accepted = table.case.accept_unanimous()
    if accepted is not None:
        adjudicating.settle(table.project, accepted)
        adjudicating.settle(table.project, table.case.withdraw_unanimous())
    assert (table.gold, table.project.rulings(table.article)) == (empty, ())
    assert table.originals() == before


def fresh_article(table, seed):
    draw = random.Random(seed)
    text = " ".join("".join(draw.choices("abcdeé😀", k=draw.randint(2, 6))) for _ in range(40))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(id=new_id(), title=f"{seed}", text_sha256=sha256, length=len(text))
    return NewArticle(article, text, (Zone("body", Span(0, len(text))),))


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 1_000_000))
def test_whatever_annotators_change_meanwhile_everything_can_be_settled(table, seed):
    draw = random.Random(seed)
    table.is_begun = False
    (table.article,) = table.project.add_articles([fresh_article(table, seed)])
    label_at_random(table, draw, table.project.text(table.article))
    for _ in range(10):
        step = gesture_at_random(table, draw)
        if step is not None:
            adjudicating.settle(table.project, step)
        change_at_random(table, draw)
    everything_has_a_ruling(table)
    for _ in range(200):
        case = table.case
        if not case.compared.due:
            break
        matter = case.compared.due[0]
        if matter.state == "agreed":
            step = case.accept_unanimous()
        elif matter.kind == "gone":
            step = case.keep(matter.key)
        else:
            step = case.take(matter.key, draw.choice(matter.letters))
        adjudicating.settle(table.project, step)
    assert table.case.is_settled and table.gold.progress.status == "done"
    everything_has_a_ruling(table)
    assert table.project.check() == ()


def change_at_random(table, draw):
    """Let somebody change or remove one of their statements, as annotators do later."""
    who = draw.choice(list(table.people))
    own = table.project.layer(table.article, table.people[who]).statements
    named = {each.target.id for one in own for each in one.stances}
    free = [each for each in own if each.id not in named]
    if not free:
        return
    before = draw.choice(free)
    if draw.random() < 0.3:
        table.edit(who, Edit(before, None))
        return
    start, end = before.content[0].ends
    after = draw.choice(
        [
            replace(before, claim_types=(draw.choice(["fact", "call", "denial", "offer"]),)),
            replace(before, stances=()),
            replace(before, content=(Span(max(0, start - draw.randint(0, 30)), end),)),
        ]
    )
    if after != before:
        table.edit(who, Edit(before, after))


def everything_has_a_ruling(table):
    """Each settled record names by which ruling it is there, and each statement has just one."""
    gold = table.gold
    settled = {each.id for each in (*gold.statements, *gold.mentions)}
    rulings = table.project.rulings(table.article)
    whole = [each.gold for each in rulings if each.disagreement.split("|")[0] in WHOLE]
    assert {each for each in whole if each} == settled
    assert len([each for each in whole if each]) == len(settled)
    for each in rulings:
        assert each.gold is None or each.gold in settled
        assert each.ruled and each.annotator == table.project.annotator.id
