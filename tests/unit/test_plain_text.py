"""What reports for a terminal are made of."""

from __future__ import annotations

from annotator.plain_text import counted, printable, table, wrapped


def test_one_is_one_and_all_else_is_many() -> None:
    counts = [counted(each, "article") for each in (0, 1, 2, 1200)]
    assert counts == ["0 articles", "1 article", "2 articles", "1,200 articles"]


def test_numbers_stand_to_the_right_and_wide_characters_keep_the_columns() -> None:
    rows = [("name", "done"), ("Amina", "2"), ("東京", "undefined"), ("e\u0301", "-0.5")]
    assert list(table(rows, indent="> ")) == [
        "> name        done",
        "> Amina          2",
        "> 東京   undefined",
        "> e\u0301           -0.5",
    ]


def test_no_character_steers_the_terminal() -> None:
    assert (
        printable("\x1b[2J\u202eback\r\ud800\tok\nנ")
        == "\ufffd[2J\ufffdback\ufffd\ufffd\ufffdok\nנ"
    )


def test_a_paragraph_fits_the_terminal() -> None:
    lines = wrapped("word " * 60, indent="  ")
    assert all(line.startswith("  ") and len(line) <= 98 for line in lines) and len(lines) > 2
