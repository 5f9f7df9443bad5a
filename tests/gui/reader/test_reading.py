"""Reading and selecting with keys and mouse, as a person does it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.gui.reader import Mark, ReaderView

LINES = [
    ("metadata", "Courier | 14 March"),
    ("headline", "Ferries stop"),
    ("body", "Marra Tolen said that “nobody can wait,” and left. The union said no."),
    ("related_link", "Read: the winter timetable"),
    ("body", "A third week would be hard, she told the town. It agreed."),
    ("boilerplate", "Accept all cookies"),
]
TEXT = "\n".join(line for _, line in LINES)
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def span_of(words: str, place: int = 0) -> Span:
    start = -1
    for _ in range(place + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def zones() -> tuple[Zone, ...]:
    found, position = [], 0
    for kind, line in LINES:
        found.append(Zone(kind, Span(position, position + len(line))))
        position += len(line) + 1
    return tuple(found)


MARKS = (
    Mark("person", (span_of("Marra Tolen"),), "mention", "blue", tip="Person: <b>Tolen</b>"),
    Mark("guess", (span_of("union"),), "suggestion", "orange", dotted=True, tip="Organisation"),
    Mark("quote", (span_of("“nobody can wait,”"),), "quotation", dotted=True),
    Mark("claim", (span_of("nobody can wait"),), "statement", "green", label="1", bracket="square"),
    Mark("claim/source", (span_of("Tolen"),), "role", "green", role="source", owner="claim"),
)


@pytest.fixture
def reader(qtbot):
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(760, 620)
    view.show()
    qtbot.waitExposed(view)
    view.show_article(TEXT, zones(), "Ferries stop", "Courier")
    view.set_marks(MARKS)
    view.setFocus()
    return view


def middle_of(reader: ReaderView, span: Span) -> QPoint:
    page = reader._page
    left, right = page.caret_rect(span.start), page.caret_rect(span.end)
    x = (left.x() + right.x()) / 2 + reader._left
    return QPoint(round(x), round(left.center().y() - reader.verticalScrollBar().value()))


def click(reader: ReaderView, point: QPoint, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, modifiers, point)


def test_shift_and_arrows_select_by_character_and_word(reader):
    reader.set_caret(span_of("Marra").start)
    QTest.keyClick(reader, Qt.Key.Key_Right, CTRL | SHIFT)
    assert reader.selected_text() == "Marra"
    QTest.keyClick(reader, Qt.Key.Key_Right, CTRL | SHIFT)
    assert reader.selected_text() == "Marra Tolen"
    QTest.keyClick(reader, Qt.Key.Key_Left, SHIFT)
    assert reader.selected_text() == "Marra Tole"
    QTest.keyClick(reader, Qt.Key.Key_Left)
    assert reader.selection is None
    assert reader.caret == span_of("Marra").start


def test_home_end_and_the_whole_text(reader):
    reader.set_caret(span_of("stop").start)
    QTest.keyClick(reader, Qt.Key.Key_Home)
    assert reader.caret == span_of("Ferries").start
    QTest.keyClick(reader, Qt.Key.Key_End, SHIFT)
    assert reader.selected_text() == "Ferries stop"
    QTest.keyClick(reader, Qt.Key.Key_End, CTRL)
    assert reader.caret == len(TEXT)
    QTest.keyClick(reader, Qt.Key.Key_Home, CTRL | SHIFT)
    assert reader.selected_text() == TEXT


def test_down_and_up_keep_to_their_column(reader):
    reader.set_caret(span_of("said that").start)
    start = reader.caret
    for _ in range(3):
        QTest.keyClick(reader, Qt.Key.Key_Down)
    assert reader.caret > span_of("Read").start
    for _ in range(3):
        QTest.keyClick(reader, Qt.Key.Key_Up)
    assert reader.caret == start


def test_page_down_moves_by_a_screenful(reader):
    reader.show_article("word " * 4000, ())
    QTest.keyClick(reader, Qt.Key.Key_PageDown)
    first = reader.caret
    assert first > 100
    assert reader.verticalScrollBar().value() > 0
    QTest.keyClick(reader, Qt.Key.Key_PageUp)
    assert reader.caret < first


def test_stepping_by_sentence_leaps_over_links_and_cookies(reader):
    seen = []
    for _ in range(6):
        reader.next_sentence()
        seen.append(reader.selected_text())
    assert seen == [
        "Ferries stop",
        "Marra Tolen said that “nobody can wait,” and left.",
        "The union said no.",
        "A third week would be hard, she told the town.",
        "It agreed.",
        "It agreed.",
    ]
    reader.previous_sentence()
    assert reader.selected_text() == "A third week would be hard, she told the town."


def test_the_first_step_takes_the_sentence_at_the_caret(reader):
    reader.set_caret(span_of("union").start)
    reader.next_sentence()
    assert reader.selected_text() == "The union said no."
    assert reader.select_sentence() == span_of("The union said no.")


def test_stepping_by_paragraph_and_quotation(reader):
    reader.set_caret(span_of("Marra").start)
    reader.next_paragraph()
    assert reader.selected_text() == LINES[2][1]
    reader.previous_paragraph()
    assert reader.selected_text() == "Ferries stop"
    reader.next_quotation()
    assert reader.selected_text() == "“nobody can wait,”"


def test_stepping_by_mention_and_suggestion_tells_their_ids(reader, qtbot):
    told = []
    reader.mark_activated.connect(told.append)
    reader.next_mention()
    reader.next_mention()
    reader.next_mention()
    reader.previous_mention()
    assert told == ["person", "guess", "person"]
    reader.set_caret(0)
    told.clear()
    reader.next_suggestion()
    reader.next_suggestion()
    reader.previous_suggestion()
    assert told == ["quote", "guess", "quote"]
    assert reader.selected_text() == "“nobody can wait,”"


def test_growing_goes_from_word_to_everything_and_shrinking_back(reader):
    reader.set_caret(span_of("nobody").start + 2)
    grown = []
    for _ in range(8):
        reader.grow_selection()
        grown.append(reader.selected_text())
    assert grown[0] == "nobody"
    assert "nobody can wait" in grown
    assert "“nobody can wait,”" in grown
    assert "Marra Tolen said that “nobody can wait,” and left." in grown
    assert LINES[2][1] in grown
    assert grown[-1] == TEXT
    for expected in [*reversed(list(dict.fromkeys(grown))[:-1]), ""]:
        reader.shrink_selection()
        assert reader.selected_text() == expected


def test_growing_an_empty_article_does_nothing(reader):
    reader.show_article("", ())
    reader.grow_selection()
    reader.shrink_selection()
    reader.next_sentence()
    reader.next_mention()
    assert reader.selection is None


def send(reader: ReaderView, kind: QEvent.Type, point: QPoint, time: int) -> None:
    """Send a mouse event at a time of its own; QTest keeps clicks too far apart for a third."""
    held = kind != QEvent.Type.MouseButtonRelease
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    moving = kind == QEvent.Type.MouseMove
    event = QMouseEvent(
        kind,
        QPointF(point),
        QPointF(reader.viewport().mapToGlobal(point)),
        none if moving else left,
        left if held else none,
        Qt.KeyboardModifier.NoModifier,
    )
    event.setTimestamp(time)
    QApplication.sendEvent(reader.viewport(), event)


PRESS, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
DOUBLE, MOVE = QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseMove


def test_a_double_click_selects_the_word_and_a_third_the_sentence(reader):
    point = middle_of(reader, span_of("union"))
    for time, kind in enumerate((PRESS, RELEASE, DOUBLE, RELEASE)):
        send(reader, kind, point, 1000 + time * 10)
    assert reader.selected_text() == "union"
    send(reader, PRESS, point, 1060)
    send(reader, RELEASE, point, 1070)
    assert reader.selected_text() == "The union said no."
    send(reader, PRESS, point, 9000)
    send(reader, RELEASE, point, 9010)
    assert reader.selection is None


def test_dragging_after_a_double_click_goes_by_words(reader):
    start = middle_of(reader, span_of("nobody"))
    for time, kind in enumerate((PRESS, RELEASE, DOUBLE)):
        send(reader, kind, start, 1000 + time * 10)
    send(reader, MOVE, middle_of(reader, span_of("left")), 1050)
    assert reader.selected_text() == "nobody can wait,” and left"
    send(reader, MOVE, middle_of(reader, span_of("said")), 1060)
    assert reader.selected_text() == "said that “nobody"
    send(reader, RELEASE, start, 1070)
    assert reader.selected_text() == "said that “nobody"


def test_shift_click_extends_the_selection(reader):
    reader.set_caret(span_of("The union").start)
    click(reader, middle_of(reader, span_of("no.")), SHIFT)
    assert reader.selected_text().startswith("The union said")


def test_a_click_on_marks_tells_the_shortest_then_the_next(reader, qtbot):
    point = middle_of(reader, span_of("can"))
    told = []
    reader.mark_activated.connect(told.append)
    click(reader, point)
    reader._presses = 0
    click(reader, point)
    assert told == ["claim", "quote"]
    assert reader.selection is None


def test_a_click_on_a_part_tells_its_statement(reader, qtbot):
    with qtbot.waitSignal(reader.mark_activated) as told:
        click(reader, middle_of(reader, span_of("Tolen")))
    assert told.args == ["claim"]


def test_a_click_on_the_bracket_tells_the_statement(reader, qtbot):
    line = reader._page.line_rect(span_of("nobody").start)
    placed = next(p for p in reader._marks.between(0, len(TEXT)) if p.mark.id == "claim")
    from annotator.gui.reader.margin import lane_x

    x = reader._left + lane_x(reader._type.em, placed.margin)
    with qtbot.waitSignal(reader.mark_activated) as told:
        click(reader, QPoint(round(x), round(line.center().y())))
    assert told.args == ["claim"]


def test_the_context_menu_knows_place_selection_and_marks(reader, qtbot):
    reader.select(span_of("union"))
    point = middle_of(reader, span_of("can"))
    with qtbot.waitSignal(reader.context_menu_requested) as told:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, QPoint(9, 9))
        reader.contextMenuEvent(event)
    assert told.args[1:] == [span_of("union"), ["claim", "quote"]]
    with qtbot.waitSignal(reader.context_menu_requested) as told:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        reader.contextMenuEvent(event)
    assert told.args[2] == ["guess"]


def test_tool_tips_are_plain_text(reader, monkeypatch):
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda point, words, widget: shown.append(words))
    point = middle_of(reader, span_of("Marra"))
    QApplication.sendEvent(reader.viewport(), QHelpEvent(QEvent.Type.ToolTip, point, point))
    assert "&lt;b&gt;Tolen&lt;/b&gt;" in shown[0]


def test_signals_tell_each_change_once(reader):
    selections, carets = [], []
    reader.selection_changed.connect(selections.append)
    reader.caret_moved.connect(carets.append)
    reader.select(span_of("union"))
    reader.select(span_of("union"))
    reader.clear_selection()
    assert selections == [span_of("union"), None]
    assert carets == [span_of("union").end]


def test_another_article_starts_at_its_beginning(reader):
    reader.select(span_of("town"))
    reader.show_article("Short.", ())
    assert (reader.caret, reader.selection) == (0, None)
    assert reader.marks_at(0) == []
    reader.select(Span(2, 5000))
    assert reader.selected_text() == "ort."


def test_zoom_keeps_its_place_and_its_limits(reader):
    before = reader.text_size
    wheel = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(reader.viewport(), wheel)
    assert reader.text_size > before
    reader.zoom_reset()
    assert reader.text_size == before
    for _ in range(50):
        reader.zoom_in()
    largest = reader.text_size
    reader.zoom_in()
    assert reader.text_size == largest
    reader.show_article("word " * 3000, ())
    reader.zoom_reset()
    reader.verticalScrollBar().setValue(900)
    top = reader.offset_at(QPointF(5.0 + reader._left, 1.0))
    reader.zoom_in()
    again = reader.offset_at(QPointF(5.0 + reader._left, 8.0))
    assert abs(again - top) < 150


def test_caret_keys_are_kept_from_menus_and_letters_are_not(reader):
    def is_kept(key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier, text: str = "") -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, text)
        event.ignore()
        QApplication.sendEvent(reader, event)
        return event.isAccepted()

    assert is_kept(Qt.Key.Key_Left)
    assert is_kept(Qt.Key.Key_Right, CTRL | SHIFT)
    assert is_kept(Qt.Key.Key_C, CTRL)
    assert not is_kept(Qt.Key.Key_J, text="j")
    assert not is_kept(Qt.Key.Key_Up, CTRL)


def test_scrolling_up_through_unseen_paragraphs_does_not_jump(reader):
    text = "\n".join(f"{number} " + "word " * (7 * (number % 40)) for number in range(400))
    reader.show_article(text, ())
    bar = reader.verticalScrollBar()
    bar.setValue(bar.maximum())
    seen = reader.offset_at(QPointF(reader._left + 1, 300))
    for _ in range(40):
        bar.setValue(bar.value() - 60)
        here = reader.offset_at(QPointF(reader._left + 1, 300))
        assert seen - 600 <= here <= seen
        seen = here


def test_scroll_to_brings_a_far_place_into_view(reader):
    text = "word " * 20_000
    reader.show_article(text, ())
    reader.scroll_to(Span(80_000, 80_004))
    top = reader.offset_at(QPointF(reader._left, 0))
    bottom = reader.offset_at(QPointF(reader._left, reader.viewport().height()))
    assert top < 80_000 < bottom
    value = reader.verticalScrollBar().value()
    reader.scroll_to(Span(80_000, 80_004))
    assert reader.verticalScrollBar().value() == value


def test_a_header_glued_to_its_text_stands_alone_and_is_left_letter_by_letter(reader):
    text = "HarbourNobody came."
    zones = (Zone("headline", Span(0, 7)), Zone("body", Span(7, 19)))
    reader.show_article(text, zones)
    assert reader._page.line_rect(3).top() < reader._page.line_rect(8).top()
    reader.set_caret(8)
    stops = []
    for _ in range(3):
        QTest.keyClick(reader, Qt.Key.Key_Left)
        stops.append(reader.caret)
    assert stops == [7, 6, 5]
    for _ in range(3):
        QTest.keyClick(reader, Qt.Key.Key_Right)
    assert reader.caret == 8
    reader.select(Span(3, 10))
    assert reader.selected_text() == "bourNob"


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085"])
def test_other_line_ends_are_seen_as_line_ends(reader, separator):
    reader.show_article(f"one{separator}two{separator}", ())
    page = reader._page
    tops = [page.line_rect(offset).top() for offset in (0, 4, 8)]
    assert tops == sorted(set(tops))


def test_marks_stay_when_the_window_narrows(reader):
    reader.resize(300, 400)
    assert [mark.id for mark in reader.marks_at(span_of("union").start)] == ["guess"]
    reader.resize(760, 620)
    assert reader.offset_at(middle_of(reader, span_of("union"))) in range(
        span_of("union").start, span_of("union").end
    )
