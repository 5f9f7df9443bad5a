"""Dates of articles: ISO 8601 where there is no doubt, nothing where there is."""

from __future__ import annotations

import pytest

from annotator.corpus.dates import date_in_file_name, first_date


@pytest.mark.parametrize(
    "text",
    [
        "date 2026-02-27",
        "2026/02/27",
        "Friday, February 27, 2026",
        "Feb. 27, 2026 at 10:15",
        "27 February 2026",
        "27th of February, 2026",
        "27-Feb-2026",
        "27.2.2026",
        "27/02/2026",
        "02/27/2026",
        "Published 2026-02-27, updated March 1, 2026",
    ],
)
def test_common_ways_to_write_a_date_become_iso(text: str) -> None:
    assert first_date(text) == "2026-02-27"


@pytest.mark.parametrize(
    "text", ["02/03/2026", "30.02.2026", "Mayhem 3, 2026", "12026-02-27", "February 2026", ""]
)
def test_a_doubtful_date_is_no_date(text: str) -> None:
    assert first_date(text) == ""


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2026-02-27_talks.txt", "2026-02-27"),
        ("20260227.txt", "2026-02-27"),
        ("talks_27_feb_2026.txt", "2026-02-27"),
        ("001_8bddaba996962bdf.txt", ""),
        ("20269999.txt", ""),
    ],
)
def test_a_file_name_can_hold_the_date(name: str, date: str) -> None:
    assert date_in_file_name(name) == date
