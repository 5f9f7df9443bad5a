"""Zones, title, date and source, proposed by rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.corpus.article import ZONE_KINDS
from annotator.corpus.zones import Proposal, RepeatedLines, propose

SHARED = Path(__file__).resolve().parents[3] / "../shared"
SEEDS = SHARED / "corpus/seeds"

LEAD = "The envoys of both countries met on Monday and agreed to meet again in May."
MORE = "Nobody had expected more, and the harbour stayed closed for another day."


def kinds(text: str, **options: object) -> list[tuple[str, str]]:
    found = propose(text, **options)  # type: ignore[arg-type]
    return [(zone.kind, zone.span.covered(text)) for zone in found.zones]


def languages(text: str) -> list[str]:
    return [zone.lang for zone in propose(text).zones]


def test_a_header_glued_to_the_lead_is_cut_off() -> None:
    text = f" date 2026-02-27 {LEAD}\n{MORE}"
    assert kinds(text) == [("metadata", "date 2026-02-27"), ("body", LEAD), ("body", MORE)]
    proposal = propose(text)
    assert proposal.date == "2026-02-27"
    assert proposal.title == (
        "The envoys of both countries met on Monday and agreed to meet again in May."
    )


@pytest.mark.parametrize(
    "header",
    [
        "date 2026-02-28 403",
        "Published: Friday, 27 Feb 2026, 10:15 GMT |",
        "2026-02-27T10:11:00Z",
        "By Hanne Østby | 5 March 2026 | 3 min read |",
        "(NORPRESS)",
        "Feb. 27, 2026 –",
    ],
)
def test_headers_of_many_shapes_are_cut_off_the_lead(header: str) -> None:
    assert kinds(f"{header} {LEAD}\n{MORE}")[:2] == [("metadata", header), ("body", LEAD)]


def test_a_sentence_about_a_date_stays_whole() -> None:
    for lead in (
        "27 February 2026 was the coldest day of the year, the mayor said.",
        "504 soldiers took part in the parade, the ministry said.",
        "By Friday, Norland had withdrawn its ships from the strait.",
        "(They had met once before, in secret, in a hotel by the sea.)",
    ):
        assert kinds(f"{lead}\n{MORE}") == [("body", lead), ("body", MORE)]


def test_headline_subheading_byline_and_section_are_told_apart() -> None:
    text = (
        "World\nEnvoys meet in the harbour\nNobody expects a quick result\nBy Hanne Østby\n"
        f"Port Selin, 11 March 2026\n{LEAD}\n\nA long night\n\n{MORE}"
    )
    assert [kind for kind, _ in kinds(text)] == [
        *("boilerplate", "headline", "subheading", "metadata", "metadata"),
        *("body", "subheading", "body"),
    ]
    proposal = propose(text)
    assert (proposal.title, proposal.date) == ("Envoys meet in the harbour", "2026-03-11")


@pytest.mark.parametrize(
    "headline",
    [
        "Agency: 40 dead in flood",
        "Support our sailors, minister urges",
        "Become a member or leave, Estovia tells Sarhan",
        "Press the pause button, envoy urges",
        "Return to home villages, islanders are told",
    ],
)
def test_a_headline_is_not_taken_for_a_form_or_a_credit(headline: str) -> None:
    assert kinds(f"{headline}\n{LEAD}\n{MORE}")[0] == ("headline", headline)


@pytest.mark.parametrize(
    "line",
    [
        *("By Ann Lee", "BY ANN LEE, Vell Times correspondent", "Source: The Vell Times"),
        *("Reporting by Ann Lee; editing by Bo Ek", "Photo: Vell Times", "Tags: ships, fish"),
        *("5 min read", "Updated 2 hours ago", "Monday 2 March 2026 | 10:15 GMT"),
    ],
)
def test_credits_bylines_and_time_stamps_are_metadata(line: str) -> None:
    assert kinds(f"Envoys meet in the harbour\n{line}\n{LEAD}\n{MORE}")[1] == ("metadata", line)


def test_a_question_can_be_a_headline() -> None:
    text = f"Is the war in the strait over?\n{LEAD}\n{MORE}"
    assert kinds(text)[0] == ("headline", "Is the war in the strait over?")


def test_links_in_the_text_are_related_links() -> None:
    for link in (
        "Read: Envoys meet again",
        "Learn more: Why the harbour is closed",
        "READ MORE | The price of fish",
        "See also – A history of the strait",
        "https://example.org/more",
    ):
        assert kinds(f"{LEAD}\n\n{link}\n\n{MORE}")[1] == ("related_link", link)


def test_what_stands_below_the_text_is_boilerplate() -> None:
    below = [
        "Follow The Vell Times’ coverage of the strait at",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Want to write for us?",
        "We’d be glad to hear from you! Drop us a line.",
        "Let's Connect",
        "Have a tip on a story? Use the form below and our team will find it!",
    ]
    text = "\n\n".join([LEAD, MORE, *below])
    assert kinds(text) == [
        *(("body", LEAD), ("body", MORE)),
        *(("boilerplate", line) for line in below),
    ]


@pytest.mark.parametrize(
    ("banner", "language"),
    [
        ("Wir verwenden Cookies, damit unsere Seite gut funktioniert.", "de"),
        ("Nous utilisons des cookies pour mesurer l’audience de notre site.", "fr"),
        ("Bu sayfa, size daha iyi hizmet için çerezler kullanır ve saklar.", "tr"),
        ("Usamos cookies para mejorar nuestro sitio y los anuncios.", "es"),
    ],
)
def test_a_banner_in_another_language_is_boilerplate_in_that_language(
    banner: str, language: str
) -> None:
    for text in (f"{LEAD}\n{MORE}\n\nX\n{banner}", f"{banner}\n\n{LEAD}\n{MORE}"):
        zones = propose(text).zones
        found = {zone.span.covered(text): (zone.kind, zone.lang) for zone in zones}
        assert found[banner] == ("boilerplate", language)
        assert found[LEAD] == ("body", "en")
        assert found.get("X", ("boilerplate", "und")) == ("boilerplate", "und")


def test_a_banner_longer_than_the_article_does_not_grey_the_article() -> None:
    banner = "Wir verwenden Cookies, damit unsere Seite für Sie gut funktioniert. " * 20
    assert kinds(f"{LEAD}\n{MORE}\n{banner}")[:2] == [("body", LEAD), ("body", MORE)]


@pytest.mark.parametrize(
    "line",
    [
        "“Sign up now, or you will regret it,” the general told the recruits.",
        "The firm said that it would stop using cookies to follow its users.",
        "The company told its users that they must accept the new terms of use.",
        "Follow-up talks are planned for Monday, a spokesperson said.",
        "“البحر يتسع للجميع”",
        "«Мы готовы к переговорам», – сказал он.",
        "The minister said we would all have to accept cookies sooner or later.",
        "'All rights reserved for those who fish here,' reads the sign in the harbour.",
        "More – and better – ships are needed, the admiral said.",
        "Images from the scene showed smoke over the harbour.",
        "With agencies unable to land, the islanders shared what they had.",
        "Help us, or let us go, the islanders told both governments.",
        "He did not elaborate.",
        "Share prices fell by a tenth on Monday.",
        "Home Minister Einar Løvdal resigned on Monday.",
        "More on the fighting is expected from the ministry today.",
    ],
)
def test_lines_of_the_article_are_never_greyed(line: str) -> None:
    text = f"{LEAD}\n{line}\n{MORE}\nIt ended late."
    assert ("body", line) in kinds(text)


def test_an_article_in_another_language_is_not_a_banner() -> None:
    text = (
        "Россия предложила переговоры.\nВстреча пройдёт в мае, сообщил представитель министерства."
    )
    assert {kind for kind, _ in kinds(text)} == {"body"}
    assert set(languages(text)) == {"ru"}


def test_a_lone_status_code_is_noise() -> None:
    assert kinds(f"403\n{LEAD}\n{MORE}")[0][0] in {"metadata", "boilerplate"}


def test_a_line_that_stands_in_several_articles_is_boilerplate_below_but_not_in_the_text() -> None:
    footer = "The Vell Times newsroom"
    shared = "The strait is eleven miles wide."
    repeated = RepeatedLines()
    texts = [f"{LEAD}\n{shared}\nNumber {n} says so today.\n{footer} desk" for n in range(3)]
    for text in texts:
        repeated.add(text)
    found = kinds(texts[0], is_repeated=repeated.__contains__)
    assert found[-1] == ("boilerplate", f"{footer} desk")
    assert ("body", shared) in found
    assert kinds(texts[0])[-1] == ("body", f"{footer} desk")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("one", "one"),
        ("X\n403", "X"),
        (
            "Word after word after word stands in this first sentence till nobody can read it. B.",
            "Word after word after word stands in this first sentence till nobody can read…",
        ),
        ("w" * 300, "w" * 79 + "…"),
    ],
)
def test_without_a_headline_the_title_is_the_first_sentence_cut_at_a_word(
    text: str, title: str
) -> None:
    assert propose(text, "file.txt").title == title


def test_the_date_is_not_taken_from_the_text() -> None:
    text = f"{LEAD}\nThe last war ended on 3 May 1987, and nobody wants another.\n{MORE}"
    assert propose(text).date == ""
    assert propose(text, "2026-02-27.txt").date == "2026-02-27"


def test_the_source_is_what_the_header_names() -> None:
    assert propose(f"(NORPRESS) {LEAD}\n{MORE}").source == "NORPRESS"
    assert propose(f"Envoys meet\nSource: The Vell Times\n{LEAD}").source == "The Vell Times"


def assert_well_formed(text: str, proposal: Proposal) -> None:
    zones = proposal.zones
    assert all(a.span.end <= b.span.start for a, b in pairwise(zones))
    assert all(zone.kind in ZONE_KINDS and zone.lang for zone in zones)
    covered = {offset for zone in zones for offset in range(zone.span.start, zone.span.end)}
    assert all(offset < len(text) for offset in covered)
    assert all(text[offset].isspace() for offset in set(range(len(text))) - covered)


PIECES = st.lists(
    st.sampled_from(
        [
            *("\n", "\n\n", " ", " | ", "\u2028", "date 2026-02-27", "403", "By Ann Lee", "(AB)"),
            *(LEAD, MORE, "Read: more", "Sign up", "Wir verwenden Cookies auf der Seite.", "X"),
            *("Published", "today", "10:15", "Monday", "?", "you", "中国表示关切。", "السلام", "-"),
        ]
    )
).map("".join)


@given(st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cs"]))), st.text(max_size=20))
def test_zones_of_any_text_are_ordered_and_cover_all_but_white_space(text: str, name: str) -> None:
    proposal = propose(text, name, is_repeated=lambda line: len(line) % 2 == 0)
    assert_well_formed(text, proposal)
    assert proposal.title or not text.strip()


@pytest.mark.parametrize(
    "piece", ["date - ", "today ", "By A ", "share ", "x\n", "! ", "read: a\n"]
)
def test_a_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert_well_formed(text, propose(text))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside the checkout")
def test_the_zones_of_the_seeds_are_found(
    record_property: Callable[[str, object], None],
) -> None:
    documents = json.loads((SHARED / "corpus/seeds_statements.json").read_text())["documents"]
    expected: list[tuple[str, int, str, str]] = []
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for document in documents:
        text = (SEEDS / document["file"]).read_text()
        for zone in document["zones"]:
            covered = text[zone["start"] : zone["end"]]
            start = zone["end"] - len(covered.lstrip())
            expected.append((document["file"], start, zone["kind"], zone["lang"]))
        for zone in propose(text, document["file"]).zones:
            found[document["file"], zone.span.start] = (zone.kind, zone.lang)
    right = [each for each in expected if found.get(each[:2]) == each[2:]]
    record_property("zones_as_a_person_drew_them", f"{len(right)} of {len(expected)}")
    for file, start, kind, _ in expected:
        is_grey = found[file, start][0] == "boilerplate"
        assert is_grey == (kind == "boilerplate"), (file, start)
    assert len(right) >= 0.95 * len(expected)
