"""Where the caret goes: by what a reader takes for a character, and by what is seen as a line."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from annotator.gui.reader.page import Page


def next_character(page: Page, offset: int) -> int:
    """Return the caret position after the next grapheme cluster, in reading order."""
    number = page.number_at(offset)
    paragraph = page.paragraphs[number]
    if offset < paragraph.end:
        return paragraph.start + page.block(number).next(offset - paragraph.start)
    return page.paragraphs[number + 1].start if number + 1 < len(page.paragraphs) else offset


def previous_character(page: Page, offset: int) -> int:
    """Return the caret position before the last grapheme cluster, in reading order."""
    number = page.number_at(offset)
    if offset == page.paragraphs[number].start:
        if number == 0:
            return offset
        number -= 1
        if page.paragraphs[number].end < offset:
            return page.paragraphs[number].end
    start = page.paragraphs[number].start
    return start + page.block(number).previous(offset - start)


def beside(page: Page, offset: int, *, right: bool) -> int:
    """Return the caret position after an arrow to the right or left.

    Where a paragraph runs from right to left, left leads on. Inside it the order of the text
    counts, not that of the picture: so each step crosses one character, and what Shift selects is
    always one stretch of the text.
    """
    onward = right != page.block(page.number_at(offset)).right_to_left
    return next_character(page, offset) if onward else previous_character(page, offset)


def line_start(page: Page, offset: int) -> int:
    """Return the first caret position on the line."""
    number = page.number_at(offset)
    block, start = page.block(number), page.paragraphs[number].start
    return start + block.line_start(block.line_of(offset - start))


def line_end(page: Page, offset: int) -> int:
    """Return the last caret position on the line."""
    number = page.number_at(offset)
    block, start = page.block(number), page.paragraphs[number].start
    return start + block.last_caret(block.line_of(offset - start))


def line_down(page: Page, offset: int, x: float) -> int:
    """Return the caret position nearest to ``x`` on the next line."""
    number = page.number_at(offset)
    block, start = page.block(number), page.paragraphs[number].start
    line = block.line_of(offset - start) + 1
    if line < block.line_count:
        return start + block.offset_at(line, x)
    if number + 1 == len(page.paragraphs):
        return offset
    return page.paragraphs[number + 1].start + page.block(number + 1).offset_at(0, x)


def line_up(page: Page, offset: int, x: float) -> int:
    """Return the caret position nearest to ``x`` on the line before."""
    number = page.number_at(offset)
    block, start = page.block(number), page.paragraphs[number].start
    line = block.line_of(offset - start) - 1
    if line < 0:
        if number == 0:
            return offset
        number -= 1
        block = page.block(number)
        line = block.line_count - 1
    return page.paragraphs[number].start + block.offset_at(line, x)


def screen_away(page: Page, offset: int, x: float, distance: float) -> int:
    """Return the caret position a screenful below (or, where negative, above)."""
    y = page.caret_rect(offset).center().y() + distance
    if y >= page.height:
        return len(page.text)
    return 0 if y <= page.head else page.offset_at(QPointF(x, y))


def snapped(page: Page, offset: int) -> int:
    """Return the last caret position at or before ``offset``."""
    offset = min(max(0, offset), len(page.text))
    number = page.number_at(offset)
    paragraph = page.paragraphs[number]
    if offset >= paragraph.end:
        return paragraph.end
    return paragraph.start + page.block(number).snapped(offset - paragraph.start)
