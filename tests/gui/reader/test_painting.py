"""What is drawn: every mark is seen, overlapping ones too, and nothing is clipped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.gui.reader import Mark, ReaderView, painting
from annotator.gui.reader.links import Link
from annotator.gui.reader.margin import LANES, lane_x
from annotator.gui.reader.typography import Look
from annotator.gui.theme import DARK, LIGHT, Theme

WORDS = "Plain words before the marked ones and some more behind them, so that lines are full."


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def theme(request) -> Theme:
    return request.param


@pytest.fixture
def reader(qtbot, theme):
    view = ReaderView()
    qtbot.addWidget(view)
    view.setPalette(theme.palette())
    view.resize(700, 400)
    view.show()
    qtbot.waitExposed(view)
    return view


def picture(reader: ReaderView) -> QImage:
    return reader.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def count(image: QImage, color: QColor, area: QRect | None = None) -> int:
    area = image.rect() if area is None else area.intersected(image.rect())
    wanted = color.rgb()
    return sum(
        image.pixel(x, y) == wanted
        for y in range(area.top(), area.bottom() + 1)
        for x in range(area.left(), area.right() + 1)
    )


def differ(one: QImage, other: QImage) -> list[int]:
    """Return the rows in which two pictures differ."""
    return [
        y
        for y in range(one.height())
        if any(one.pixel(x, y) != other.pixel(x, y) for x in range(one.width()))
    ]


def test_the_paper_has_the_colour_of_the_theme(reader, theme):
    reader.show_article(WORDS, ())
    assert picture(reader).pixel(3, 390) == theme.background.rgb()


def test_the_theme_follows_the_palette(reader, theme):
    other = LIGHT if theme.is_dark else DARK
    reader.setPalette(other.palette())
    assert picture(reader).pixel(3, 390) == other.background.rgb()


def test_overlapping_statements_are_all_seen(reader, theme):
    reader.show_article(WORDS, ())
    reader.set_marks(
        [
            Mark("a", (Span(0, 50),), "statement", "blue", bracket="square", label="1"),
            Mark("b", (Span(10, 40),), "statement", "orange", bracket="round", label="2"),
            Mark("c", (Span(20, 60),), "statement", "green", bracket="angle", label="3"),
        ]
    )
    image = picture(reader)
    assert all(count(image, theme.hue(hue).tint) > 100 for hue in ("blue", "orange", "green"))
    margin = QRect(0, 0, int(reader._left), image.height())
    assert all(count(image, theme.hue(hue).ink, margin) > 0 for hue in ("blue", "orange"))


def test_a_mention_inside_a_statement_keeps_its_line(reader, theme):
    reader.show_article(WORDS, ())
    reader.set_marks(
        [
            Mark("a", (Span(0, 50),), "statement", "blue"),
            Mark("m", (Span(6, 40),), "mention", "orange"),
            Mark("n", (Span(12, 30),), "mention", "green"),
        ]
    )
    image = picture(reader)
    assert count(image, theme.hue("orange").ink) > 20
    assert count(image, theme.hue("green").ink) > 20


def test_a_suggestion_has_fewer_dots_than_a_mention_has_line(reader, theme):
    reader.show_article(WORDS, ())
    drawn = []
    for dotted in (False, True):
        reader.set_marks([Mark("m", (Span(6, 40),), "mention", "red", dotted=dotted)])
        plain = picture(reader)
        reader.set_marks([])
        empty = picture(reader)
        changed = [(x, y) for y in differ(plain, empty) for x in range(plain.width())]
        drawn.append(sum(plain.pixel(x, y) != empty.pixel(x, y) for x, y in changed))
    assert 0 < drawn[1] < drawn[0]


@pytest.mark.parametrize("style", ["dash", "dot", "dash_dot", "wave"])
def test_underline_styles_are_told_apart_without_colour(reader, style):
    reader.show_article(WORDS, ())
    reader.set_marks([Mark("m", (Span(6, 40),), "mention", "red", "solid")])
    solid = picture(reader)
    reader.set_marks([Mark("m", (Span(6, 40),), "mention", "red", style)])
    assert differ(solid, picture(reader))


def test_brackets_are_told_apart_without_colour(reader):
    reader.show_article(WORDS, ())
    pictures = []
    for bracket in ("square", "round", "angle", "double", "plain"):
        reader.set_marks([Mark("a", (Span(0, 9),), "statement", "blue", bracket=bracket)])
        pictures.append(picture(reader))
    for place, one in enumerate(pictures):
        assert all(differ(one, other) for other in pictures[place + 1 :])


def test_fragments_are_joined_in_the_margin(reader, theme):
    text = "First line said.\nA line between.\nAnother one.\nLast line said."
    reader.show_article(text, ())
    reader.set_marks([Mark("a", (Span(0, 5), Span(45, 49)), "statement", "blue")])
    joined = picture(reader)
    between = reader._page.line_rect(20)
    area = QRect(0, int(between.top()), int(reader._left) - 2, int(between.height()))
    background = theme.background.rgb()
    marked = sum(
        joined.pixel(x, y) != background
        for y in range(area.top(), area.bottom())
        for x in range(area.left(), area.right())
    )
    assert marked > 5


def test_boilerplate_is_paler_than_the_body(reader, theme):
    zones = (Zone("body", Span(0, 10)), Zone("boilerplate", Span(11, 21)))
    reader.show_article("HHHHHHHHHH\nHHHHHHHHHH", zones)
    image = picture(reader)
    assert count(image, theme.ink) > 20
    assert count(image, theme.boilerplate) > 20


class Painted(QObject):
    """Remembers which part of a surface was painted."""

    def __init__(self, surface: QWidget) -> None:
        super().__init__(surface)
        self.areas: list[QRect] = []
        surface.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect())
        return False


def test_only_the_lines_concerned_are_painted_again(reader, qtbot):
    text = "\n".join([WORDS] * 6)
    far = Mark("far", (Span(len(text) - 5, len(text)),), "mention", "red")
    reader.show_article(text, ())
    reader.set_marks([far])
    reader.viewport().repaint()
    QApplication.processEvents()
    painted = Painted(reader.viewport())
    reader.set_marks([far, Mark("m", (Span(0, 5),), "mention", "red")])
    qtbot.waitUntil(lambda: bool(painted.areas))
    line = reader._page.line_rect(0)
    assert max(area.height() for area in painted.areas) < 3 * line.height()
    assert any(area.contains(area.left(), int(line.center().y())) for area in painted.areas)


def test_nothing_changes_outside_of_what_is_painted_again(reader):
    """Where a partial repaint leaves something stale behind, the whole picture differs there."""
    reader.show_article("\n".join([WORDS] * 4), ())
    marks = [
        Mark("a", (Span(0, 120), Span(200, 230)), "statement", "blue", label="1", bracket="round"),
        Mark("b", (Span(90, 100),), "role", "blue", role="source", focused=True),
        Mark("c", (Span(95, 110),), "mention", "orange", "wave"),
    ]
    reader.set_marks(marks[:1])
    reader.setFocus()
    changes = [
        lambda: reader.set_marks(marks[:2]),
        lambda: reader.set_marks(marks),
        lambda: reader.set_marks(marks[1:]),
        lambda: reader.select(Span(80, 190)),
        lambda: reader.set_caret(100, keep_anchor=True),
        lambda: reader.clear_selection(),
        lambda: reader.set_marks([]),
    ]
    for change in changes:
        before = picture(reader)
        QApplication.processEvents()
        painted = Painted(reader.viewport())
        change()
        QApplication.processEvents()
        areas = list(painted.areas)
        assert areas
        stale = [
            row
            for row in differ(before, picture(reader))
            if not any(area.top() <= row <= area.bottom() for area in areas)
        ]
        assert stale == []


def test_role_words_over_short_neighbours_stand_side_by_side(reader, monkeypatch):
    seen = []

    def places(part, find=painting.role_places):
        found = find(part)
        seen.extend(found)
        return found

    monkeypatch.setattr(painting, "role_places", places)
    reader.show_article("“Now,” he said, and sat down.", ())
    reader.set_marks(
        [
            Mark("s", (Span(7, 9),), "role", "blue", role="source", focused=True),
            Mark("c", (Span(10, 14),), "role", "blue", role="cue", focused=True),
        ]
    )
    picture(reader)
    areas = {mark.role: area for area, mark in seen}
    assert set(areas) == {"source", "cue"}
    assert areas["source"].right() <= areas["cue"].left()


def test_nothing_is_clipped_in_a_narrow_window(qtbot):
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(260, 300)
    view.show()
    view.show_article("Donaudampfschifffahrtsgesellschaft " * 3, ())
    view.set_marks([Mark("a", (Span(0, 30),), "statement", "blue", label="12", bracket="square")])
    page = view._page
    block = page.block(0)
    for line in range(block.line_count):
        rect = block.layout.lineAt(line).naturalTextRect()
        assert rect.right() + view._left <= view.viewport().width()
    assert view._left > 12


def test_nothing_stands_beside_what_ends_where_a_statement_begins(reader):
    text = "(AFP) Norland called on Estovia to come back to the table."
    reader.show_article(text, (Zone("byline", Span(0, 6)), Zone("body", Span(6, len(text)))))
    plain = picture(reader)
    reader.set_marks([Mark("a", (Span(6, 40),), "statement", "blue", bracket="square", label="1")])
    second = reader._page.top(1) - reader.verticalScrollBar().value()
    assert len(reader._page.paragraphs) == 2
    assert min(differ(plain, picture(reader))) > second


def margin_of(reader: ReaderView) -> QRect:
    return QRect(0, 0, int(reader._left) - 2, reader.viewport().height())


def changed(one: QImage, other: QImage, area: QRect) -> int:
    """Return how many pixels of an area two pictures show differently."""
    area = area.intersected(one.rect())
    return sum(
        one.pixel(x, y) != other.pixel(x, y)
        for y in range(area.top(), area.bottom() + 1)
        for x in range(area.left(), area.right() + 1)
    )


def crowd(count: int, focused: int = -1) -> list[Mark]:
    return [
        Mark(f"s{at}", (Span(at, 60 + at),), "statement", "blue", focused=at == focused)
        for at in range(count)
    ]


def drawn_beside(reader: ReaderView, lane: int) -> int:
    """Return how many pixels are not blank where the brackets of a lane stand."""
    image, x = picture(reader), round(reader._left + lane_x(reader._type.em, lane))
    area = QRect(x - 6, 0, 12, image.height()).intersected(image.rect())
    return area.width() * area.height() - count(image, reader._theme.background, area)


def test_of_more_statements_than_there_are_lanes_the_number_is_told(reader):
    reader.show_article(WORDS, ())
    reader.set_marks(crowd(LANES))
    assert drawn_beside(reader, LANES) == 0
    reader.set_marks(crowd(LANES + 3))
    assert drawn_beside(reader, LANES) > 20
    x = reader._left + lane_x(reader._type.em, LANES)
    under = reader.marks_under(QPoint(round(x), round(reader._page.line_rect(5).center().y())))
    assert [each.id for each in under] == [f"s{at}" for at in range(LANES, LANES + 3)]


def test_the_statement_in_focus_has_a_bracket_however_many_there_are(reader, theme):
    reader.show_article(WORDS, ())
    reader.set_marks(crowd(LANES + 3))
    x = int(reader._left + lane_x(reader._type.em, LANES))
    beside = QRect(x - 2, 0, 4, reader.viewport().height())
    assert count(picture(reader), theme.hue("blue").ink, beside) == 0
    reader.set_marks(crowd(LANES + 3, focused=LANES + 1))
    assert count(picture(reader), theme.hue("blue").ink, beside) > 10


def test_fragments_in_focus_are_joined_below_the_words_between_them(reader):
    reader.show_article(WORDS, ())
    spans = (Span(0, 11), Span(34, 45))
    images = []
    for focused in (False, True):
        reader.set_marks([Mark("a", spans, "statement", "green", focused=focused)])
        images.append(picture(reader))
    page, left = reader._page, int(reader._left)
    start, end = page.caret_rect(14).x(), page.caret_rect(30).x()
    between = QRect(left + int(start), 0, int(end - start), images[0].height())
    assert changed(images[0], images[1], between) > 10


def test_a_link_is_drawn_from_one_bracket_to_the_other_with_its_sign(reader, theme):
    reader.show_article("\n".join([WORDS] * 4), ())
    far = 3 * (len(WORDS) + 1)
    both = [
        Mark("a", (Span(0, 30),), "statement", "blue"),
        Mark("b", (Span(far, far + 30),), "statement", "blue"),
    ]
    reader.set_marks(both)
    plain = picture(reader)
    reader.set_links((Link(0, far, "-", "red"),))
    linked = picture(reader)
    top, bottom = (round(reader._page.line_rect(at).center().y()) for at in (0, far))
    for y in range(top + 20, bottom - 20, 8):
        assert changed(plain, linked, QRect(0, y, margin_of(reader).right(), 4)) > 0
    assert count(linked, theme.hue("red").ink, margin_of(reader)) > 0
    reader.set_links(())
    assert not differ(plain, picture(reader))


def test_the_numbers_beside_statements_are_those_told_last(reader):
    reader.show_article(WORDS, ())
    reader.set_marks([Mark("a", (Span(0, 30),), "statement", "blue")])
    images = []
    for number in (1, 2):
        reader.set_numbers({"a": number})
        images.append(picture(reader))
        assert reader.tips_of(reader.marks_at(3)) == [f"Statement {number}"]
    assert differ(*images)


def test_what_is_marked_has_no_gaps_where_letters_stand_apart(reader):
    reader.set_look(Look("easy"))
    words = "אמר כי המדינה רוצה שקט"
    reader.show_article(words, ())
    block = reader._page.block(0)
    pieces = list(block.pieces(4, len(words) - 1, 0, 0))
    assert len(pieces) == 1


@pytest.mark.parametrize("size", [9.0, 12.75, 20.0])
def test_what_is_painted_in_parts_is_as_if_painted_at_once(reader, size):
    """The margin alone, some lines, or both: nothing is missing, nothing drawn twice."""
    reader.set_text_size(size)
    text = " ".join([WORDS] * 12)
    brackets = ("square", "round", "angle", "double", "plain")
    marks = [
        Mark(
            f"s{at}", (Span(at * 60, at * 60 + 90),), "statement", "blue", bracket=brackets[at % 5]
        )
        for at in range(12)
    ]
    outlined = Mark("s1/cue", (Span(85, 170),), "role", "red", role="cue", focused=True)
    reader.show_article(text, ())
    reader.set_marks([*marks, outlined])
    reader.set_numbers({mark.id: at for at, mark in enumerate(marks, start=1)})
    reader.set_links((Link(0, 500, "+", "green"),))
    whole, height = picture(reader), reader.viewport().height()
    beside = QRegion(0, 0, max(reader._margin_end(), 20), height)
    lines = QRegion(0, 60, reader.viewport().width(), 55)
    for region in (beside, lines | QRegion(0, 0, 1, 1), beside | lines):
        parts = whole.copy()
        reader.viewport().render(parts, QPoint(), region)
        assert differ(parts, whole) == []
    assert (reader._margin_end() > 0) is (size > 12)
