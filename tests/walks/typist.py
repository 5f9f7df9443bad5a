"""Labels like a person who knows the keys: presses real keys in a real window, and counts them.

It is given what a statement is to be, looks at what the window shows, and takes the shortest way
that it knows. Keys are looked up in the window's registry, so that they are those in force.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator.annotations.model import Figure, Stance, Statement, Target
from annotator.annotations.offered.likely_targets import clearest
from annotator.annotations.session import Session
from annotator.annotations.steps.parts import part
from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span
from annotator.gui.main_window import MainWindow
from annotator.gui.reader import units
from annotator.gui.reader.units import Units
from annotator.gui.widgets.chooser import Chooser
from annotator.gui.widgets.matching import matching

Way = tuple[int, list[str]]  # what it costs, and the keys
GO, LABEL, MORE, WORDS = "go", "label", "more", "words"


class Typist:
    """Presses keys; ``pressed`` counts them by what they were for.

    ``go`` leads to the statement; ``label`` is content, source, actors, the first claim type and
    the first stance; ``more`` is all the rest; ``words`` are the letters of notes. ``was_right``
    tells that a possible statement was taken over and no part of it had to be mended,
    ``took_likeliest`` that the first stance was on what the program took for the likeliest target.
    """

    def __init__(self, window: MainWindow, *, takes_possible: bool) -> None:
        self.window = window
        self.pressed: Counter[str] = Counter()
        self._purpose = LABEL
        self._takes_possible = takes_possible
        self.was_right = False
        self.took_likeliest = False

    @property
    def session(self) -> Session:
        session = self.window.workbench.session
        assert session is not None
        return session

    # Keys

    def press(self, *keys: str) -> None:
        for name in keys:
            for combination in QKeySequence(name):
                assert isinstance(combination, QKeyCombination)
                receiver = QApplication.focusWidget()
                assert receiver is not None, "nothing has the focus"
                QTest.keyClick(receiver, combination.key(), combination.keyboardModifiers())
                self.pressed[self._purpose] += 1
        QApplication.processEvents()

    def do(self, action: str) -> None:
        self.press(self.keys(action))

    def keys(self, action: str) -> str:
        return self.window.actions_registry.action(action).shortcuts()[0].toString()

    def type(self, words: str) -> None:
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit), f"{words!r} typed into something else than a field"
        field.selectAll()
        for letter in words:
            if letter.isascii():
                QTest.keyClick(field, letter)
            else:  # QTest knows no such keys
                plain = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, plain, letter))
            self.pressed[self._purpose] += 1

    def choose(self, wanted: str) -> None:
        """Pick from the open list by its id, with as few keys as the list allows."""
        chooser = next(each for each in self.window.findChildren(Chooser) if each.isVisible())
        offered = chooser.choices
        place = next((at for at, each in enumerate(offered) if each.id == wanted), None)
        assert place is not None, f"{wanted} is not offered"
        typed = self._shortest(offered, wanted)
        if typed is not None and len(typed) < place:
            self.type(typed)
        else:
            self.press(*["Down"] * place)
        self.press("Return")

    def _shortest(self, offered: Sequence[object], wanted: str) -> str | None:
        choice = next(each for each in offered if each.id == wanted)
        words = [choice.label, *choice.label.split(), str(choice.number or "")]
        for length in range(1, 9):
            for word in words:
                typed = word[:length]
                if not typed.strip() or not typed.isascii() or len(typed) < length:
                    continue
                first = matching(offered, typed)[:1]
                if first and first[0].id == wanted:
                    return typed
        return None

    # Selecting

    def select(self, span: Span) -> None:
        reader = self.window.article.reader
        if reader.selection != span:
            way = self._shortest_way(span)
            self.press(*way[1])
        assert reader.selection == span, (
            reader.selected_text(),
            span.covered(self.session.text),
        )

    def _shortest_way(self, span: Span) -> Way:
        ways: list[Way] = []
        for cost, keys, low, high in self._stops(span):
            if Span(low, high) == span if low < high else False:
                ways.append((cost, keys))
            edges = [(cost, keys, low)]
            if low < high:
                edges = [(cost + 1, [*keys, "Left"], low), (cost + 1, [*keys, "Right"], high)]
            for spent, so_far, at in edges:
                ways += self._from(spent, so_far, at, span)
        return min(ways, key=lambda way: way[0])

    def _from(self, cost: int, keys: list[str], at: int, span: Span) -> list[Way]:
        found: list[Way] = []
        for first, last in ((span.start, span.end), (span.end, span.start)):
            walked = self._walk(at, first)
            grown = [f"Shift+{key}" for key in self._walk(first, last)]
            grown = [key.replace("Shift+Ctrl", "Ctrl+Shift") for key in grown]
            found.append((cost + len(walked) + len(grown), [*keys, *walked, *grown]))
        return found

    def _walk(self, start: int, goal: int) -> list[str]:
        """Return the keys from one caret position to another: by word, then by character."""
        known = self.window.article.reader._units
        onward = goal >= start
        step: Callable[[int], int] = known.word_end_after if onward else known.word_start_before
        word, back, on = (
            ("Ctrl+Right", "Left", "Right") if onward else ("Ctrl+Left", "Right", "Left")
        )
        here, keys, best = start, [], None
        while True:
            rest = abs(goal - here)
            passed = here > goal if onward else here < goal
            way = [*keys, *([back if passed else on] * rest)]
            if best is None or len(way) < len(best):
                best = way
            if passed or here == goal or len(keys) > 80:
                return best
            after = step(here)
            if after == here:
                return best
            here, keys = after, [*keys, word]

    def _stops(self, span: Span) -> list[tuple[int, list[str], int, int]]:
        """Return what units can be selected on the way, with the keys that lead there."""
        reader = self.window.article.reader
        known, now = reader._units, reader.selection
        low, high = (now.start, now.end) if now is not None else (reader.caret, reader.caret)
        stops = [(0, [], low, high)]
        for name, spans in (
            ("sentence", _sentences(known)),
            ("paragraph", known.paragraphs),
            ("quotation", known.quotations),
        ):
            stops += self._by_unit(name, spans, now, reader.caret, span)
        clause_stops = []
        for cost, keys, low, high in stops:
            if low < high and any(
                (low, high) == (each.start, each.end) for each in _sentences(known)
            ):
                clauses = known.clauses_of([Span(low, high)])
                forward = self.keys("move.next_clause")
                for at, each in enumerate(clauses):
                    if at > 0 and each.start > low:
                        clause_stops.append(
                            (cost + at, [*keys, *[forward] * at], each.start, each.end)
                        )
        return [*stops, *clause_stops]

    def _by_unit(
        self, name: str, spans: Sequence[Span], now: Span | None, caret: int, span: Span
    ) -> list[tuple[int, list[str], int, int]]:
        forward, back = self.keys(f"move.next_{name}"), self.keys(f"move.previous_{name}")
        found = []
        here, count = (now, caret), 0
        while count < 30:
            after = _stepped(spans, *here, onward=True)
            if after is None:
                break
            count += 1
            found.append((count, [forward] * count, after.start, after.end))
            if after.start > span.start:
                break
            here = (after, after.end)
        here, count = (now, caret), 0
        while count < 30:
            before = _stepped(spans, *here, onward=False)
            if before is None:
                break
            count += 1
            found.append((count, [back] * count, before.start, before.end))
            if before.end < span.end:
                break
            here = (before, before.end)
        return found

    # Statements

    def label(self, gold: Statement, ids: dict[str, str]) -> str:
        """Make a statement and say all of it that is wanted; return its id here."""
        self._purpose = LABEL
        made = self._make(gold)
        before = self.pressed.total()
        self._set_spans(made, gold)
        self._set_people(made, gold)
        self.was_right = self.was_right and before == self.pressed.total()
        self._set_types(made, gold)
        self._set_stances(made, gold, ids)
        self._purpose = MORE
        self._set_rest(made, gold, ids)
        return made

    def _now(self, statement_id: str) -> Statement:
        return self.session.statement(statement_id)

    def _make(self, gold: Statement) -> str:
        reader = self.window.article.reader
        first = gold.content[0]
        sentence = reader.sentence_at(first.start)
        assert sentence is not None
        plans = [self._plan(sentence, gold, exactly=False), self._plan(first, gold, exactly=True)]
        possible = self._possible(gold) if self._takes_possible else None
        if possible is not None:
            plans.append(possible)
        _, act = min(plans, key=lambda plan: plan[0])
        act()
        focus = self.window.workbench.focus
        assert focus is not None and focus[0] == "statement", self.window._status.text
        return focus[1]

    def _plan(
        self, span: Span, gold: Statement, *, exactly: bool
    ) -> tuple[int, Callable[[], None]]:
        expected = self.session.add_filled(span, exactly=exactly).edits[-1].after
        reader = self.window.article.reader
        now = reader.selection
        inside = now is None and reader.sentence_at() == span and not exactly
        way = (0, []) if inside or now == span else self._shortest_way(span)

        def act() -> None:
            self._purpose = GO
            self.press(*way[1])
            self._purpose = LABEL
            self.do("statement.new")

        typing = len(gold.claim_types[:1])  # a possible statement is accepted by its claim type
        return way[0] + 1 + typing + self._left_to_do(expected, gold), act

    def _left_to_do(self, made: Statement, gold: Statement) -> int:
        """Estimate the keys until a statement is as wanted."""
        cost = 0
        for role in ("content", "source", "cue", "addressee"):
            cost += 9 * len(set(part(made, role)) ^ set(part(gold, role)))
        cost += 3 * len(set(made.source.actors) ^ set(gold.source.actors))
        return cost + (3 if made.source.speaker != gold.source.speaker else 0)

    def _possible(self, gold: Statement) -> tuple[int, Callable[[], None]] | None:
        reader = self.window.article.reader
        open_ones = [each for each in self.session.open_suggestions if each.kind != "mention"]
        now = reader.selection
        at = now.start if now is not None else reader.caret
        best: tuple[int, Callable[[], None]] | None = None
        for each in open_ones:
            if each.candidate is None or each.candidate.content[0] != gold.content[0]:
                continue
            places = sorted({one.span.start for one in open_ones if one.span.start >= at})
            if each.span.start not in places:
                continue
            steps = places.index(each.span.start) + 1
            made = self.session.accept(each).edits[-1].after
            focus = ("suggestion", each.id)

            def act(steps: int = steps, focus: tuple[str, str] = focus) -> None:
                self._purpose = GO
                for _ in range(steps + 3):
                    if self.window.workbench.focus == focus:
                        break
                    self.do("suggestion.next_possible")
                self._purpose = LABEL
                assert self.window.workbench.focus == focus
                self.was_right = True
                if gold.claim_types:
                    self.do(f"codebook.type.{gold.claim_types[0]}")
                else:
                    self.do("suggestion.accept")

            cost = steps + 1 + self._left_to_do(made, gold)
            if best is None or cost < best[0]:
                best = cost, act
        return best

    def _set_spans(self, made: str, gold: Statement) -> None:
        for role in ("content", "source", "cue", "addressee"):
            self._purpose = LABEL if role in ("content", "source") else MORE
            for span in part(gold, role):
                for _ in range(4):
                    if span in part(self._now(made), role):
                        break
                    self.select(span)
                    self.do(f"statement.{role}")
            for span in part(self._now(made), role):
                if span not in part(gold, role):
                    self._take_out(f"words of the {role}", span.covered(self.session.text))
            assert part(self._now(made), role) == part(gold, role), role

    def _take_out(self, what: str, words: str) -> None:
        self.do("statement.take_out")
        chooser = next(each for each in self.window.findChildren(Chooser) if each.isVisible())
        choice = next(
            each
            for each in chooser.choices
            if each.detail == what and " ".join(words.split()).startswith(each.label.rstrip("…"))
        )
        self.choose(choice.id)

    def _set_people(self, made: str, gold: Statement) -> None:
        self._purpose = LABEL
        for each in self._now(made).source.actors:
            if each not in gold.source.actors:
                self._take_out("actor", self.session.actors[each].name)
        for each in gold.source.actors:
            if each not in self._now(made).source.actors:
                self.do("statement.actor")
                speaker = gold.source.speaker
                by_speaker = speaker and self.session.actors[speaker].acts_for == each
                self.choose(speaker if by_speaker else each)
        speaker = gold.source.speaker
        if self._now(made).source.speaker != speaker:
            if speaker is None:
                self._take_out("speaker", self.session.actors[self._now(made).source.speaker].name)
            else:
                self.do("statement.speaker")
                self.choose(speaker)
        self._purpose = MORE
        for each in self._now(made).addressee.actors:
            if each not in gold.addressee.actors:
                self._take_out("addressee", self.session.actors[each].name)
        for each in gold.addressee.actors:
            if each not in self._now(made).addressee.actors:
                self.do("statement.addressee_actor")
                self.choose(each)

    def _set_types(self, made: str, gold: Statement) -> None:
        for at, each in enumerate(gold.claim_types):
            self._purpose = LABEL if at == 0 else MORE
            if each not in self._now(made).claim_types:
                self.do(f"codebook.type.{each}")
        for each in self._now(made).claim_types:
            if each not in gold.claim_types:
                self.do(f"codebook.type.{each}")

    def _set_stances(self, made: str, gold: Statement, ids: dict[str, str]) -> None:
        for at, stance in enumerate(_here(gold, ids)):
            self._purpose = LABEL if at == 0 else MORE
            now = self._now(made)
            bare = replace(stance.target, spans=())
            if clearest(self.session.weighed_targets(now)) == bare:
                self.do(f"codebook.likeliest.{stance.value}")
                self.took_likeliest = self.took_likeliest or at == 0
            else:
                self.do(f"codebook.stance.{stance.value}")
                self.choose(f"{bare.kind}:{bare.id}")
            self._purpose = MORE
            if not stance.explicit:
                self.do("statement.explicit")
                self._choose_first_if_asked()
            for span in stance.target.spans:
                self.select(span)
                self.do("statement.target_words")
                self._choose_first_if_asked()

    def _choose_first_if_asked(self) -> None:
        if any(each.isVisible() for each in self.window.findChildren(Chooser)):
            self.press("Return")

    def _set_rest(self, made: str, gold: Statement, ids: dict[str, str]) -> None:
        source = gold.source
        if self._now(made).source.mention != source.mention:
            self.do("statement.naming")
            self.choose(source.mention)
        if self._now(made).source.inferred != source.inferred:
            self.do("statement.left_out")
        if source.via is not None:
            for span in source.via.spans:
                self.select(span)
                self.do("statement.medium")
                if any(each.isVisible() for each in self.window.findChildren(Chooser)):
                    self.choose(source.via.actor)
        if self._now(made).certainty != gold.certainty:
            self.do("statement.certainty")
            self.choose(gold.certainty or "")
        if gold.parent is not None:
            self.do("statement.parent")
            self.choose(f"statement:{ids[gold.parent]}")
        for figure in gold.figures:
            self._set_figure(made, figure)
        if self._now(made).voice != gold.voice:
            self.do("statement.author")
        if self._now(made).quote != gold.quote:
            self.do("statement.quotation")
            self.choose(gold.quote or "")
        if gold.unsure:
            self.do("statement.unsure")
        if gold.note:
            self.do("statement.note")
            self._purpose = WORDS
            self.type(gold.note)
            self.press("Return")
            self._purpose = MORE

    def _set_figure(self, made: str, wanted: Figure) -> None:
        found = {each.span: each for each in self._now(made).figures}
        if wanted.span not in found:
            self.select(wanted.span)
            self.do("statement.figure")
        for field in ("unit", "group", "side", "bound", "value"):
            now = next(each for each in self._now(made).figures if each.span == wanted.span)
            value = getattr(wanted, field)
            if getattr(now, field) == value:
                continue
            self.do("statement.change_figure")
            if len(self._now(made).figures) > 1:
                self.choose(str(self._now(made).figures.index(now)))
            if field == "value" and value is not None:
                self.type(str(value))
                self.press("Return")
            else:
                self.choose(f"{field}:{'' if value is None else value}")


def _stepped(spans: Sequence[Span], now: Span | None, caret: int, *, onward: bool) -> Span | None:
    """Return where a step by unit leads, as the reader takes it."""
    here = units.at(spans, caret) if now is None and onward else None
    if here is not None and caret < here.end:
        return here
    origin = now.start if now is not None else caret
    return units.after(spans, origin) if onward else units.before(spans, origin)


def _here(gold: Statement, ids: dict[str, str]) -> tuple[Stance, ...]:
    """Return the stances with targets under the ids that statements have here."""
    return tuple(
        replace(each, target=replace(each.target, id=ids[each.target.id]))
        if each.target.kind == "statement"
        else each
        for each in gold.stances
    )


def alike(made: Statement, ids: dict[str, str]) -> Statement:
    """Return a statement without what is different in every project: ids, dates, annotators."""
    names = {here: there for there, here in ids.items()}

    def target(each: Target) -> Target:
        return replace(each, id=names.get(each.id, each.id))

    return replace(
        made,
        id=names.get(made.id, made.id),
        article="",
        annotator="",
        codebook="",
        external_id="",
        suggestion=None,
        parent=names.get(made.parent or "", made.parent),
        stances=tuple(replace(each, target=target(each.target)) for each in made.stances),
    )


def _sentences(known: Units) -> tuple[Span, ...]:
    """Return all sentences through which the keys step."""
    return tuple(each for zone in known.readable for each in sentences(known.text, zone))
