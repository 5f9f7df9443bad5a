"""Lines that scraped pages have around an article, and lines of articles that look like them."""

from __future__ import annotations

import pytest

from annotator.corpus.article import READABLE_ZONES
from annotator.corpus.zones import propose

HEADLINE = "Ferry with forty aboard runs aground off Vell"
LEAD = (
    "A ferry with forty people aboard ran aground off Vell on Monday, the harbour master said. "
    "All of them were brought ashore before nightfall, he added."
)
MORE = "The owner of the ship said that it would be towed to the yard as soon as the wind allowed."


def kind_of(line: str, text: str) -> str:
    (kind,) = {zone.kind for zone in propose(text).zones if zone.span.covered(text) == line}
    return kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("21 SEP, 14:07", "metadata"),
        ("16.42 GMT", "metadata"),
        ("Updated: March 11 19:25", "metadata"),
        ("ePaper | June 9, 2025", "metadata"),
        ("Osk Staff Published June 9, 2025 Updated June 10, 2025", "metadata"),
        ("PRESS RELEASE No. 12/2025", "metadata"),
        ("Ministry of Foreign Affairs of the Republic of Sarhan", "metadata"),
        ("Home > World > North Sea", "boilerplate"),
        ("News | Politics | Sport | Weather", "boilerplate"),
    ],
)
def test_what_stands_above_the_headline_does_not_take_its_place(line: str, kind: str) -> None:
    text = f"{line}\n{HEADLINE}\n{LEAD}\n{MORE}\n"
    assert kind_of(line, text) == kind
    assert kind_of(HEADLINE, text) == "headline"
    assert kind_of(LEAD, text) == "body"


@pytest.mark.parametrize("line", ["Hanne Østby", "Hanne Østby and Bo van Ek"])
def test_names_alone_under_the_headline_are_a_byline(line: str) -> None:
    assert kind_of(line, f"{HEADLINE}\n{line}\n{LEAD}\n{MORE}\n") == "metadata"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("How we work: the principles of the Vell Times, opens in a new window", "boilerplate"),
        ("For media inquiries: press@vell.example, tel. 555 0143", "boilerplate"),
        ("Facebook Twitter LinkedIn Print this page", "boilerplate"),
        ("More by this Author", "boilerplate"),
        ("The Vell Times is not responsible for pages that others make.", "boilerplate"),
        ("Any use of materials is allowed only with a link to the source.", "boilerplate"),
        ("If you find an error, select it and press Ctrl+Enter.", "boilerplate"),
        ("Published in The Vell Times, June 9th, 2025", "metadata"),
        ("The writer teaches law at the University of Vell.", "metadata"),
        ("Read also Harbour of Vell to be closed for a week", "related_link"),
    ],
)
def test_what_stands_below_the_text_is_no_text(line: str, kind: str) -> None:
    assert kind_of(line, f"{HEADLINE}\n{LEAD}\n{MORE}\n{line}\n") == kind


@pytest.mark.parametrize(
    "line",
    [
        "The harbour of Vell at dusk. PHOTO | BO EK",
        "The ferry off Vell on Monday [Bo Ek/Reuters]",
        "Getty Images File photo of a ferry off Vell",
    ],
)
def test_what_a_picture_shows_stays_readable_and_is_no_heading(line: str) -> None:
    assert kind_of(line, f"{HEADLINE}\n{line}\n{LEAD}\n{MORE}\n") == "body"


@pytest.mark.parametrize(
    "line",
    [
        "The office of the harbour master said on June 9, 2025 that nobody was hurt.",
        "Contact with the ferry was lost at noon, and found again an hour later.",
        "The views expressed by the captain were his own, the owner said.",
        "Read also stands for studied in the old laws of Vell, the judge said.",
        "Communications with the ship | and there were many | broke off at noon, he said.",
        "Nine people were taken to hospital, two of them children. (AFP)",
        "A photograph by a passenger showed the deck under water.",
        "No use of the materials on board was made without permission, the owner said.",
    ],
)
def test_lines_of_the_article_stay_readable(line: str) -> None:
    assert kind_of(line, f"{HEADLINE}\n{LEAD}\n{line}\n{MORE}\n") in READABLE_ZONES
