"""One sentence for each rule: what it marks, and what it leaves alone."""

from __future__ import annotations

import pytest

from annotator.preannotation.engine import shared_engine


def marked(text: str) -> list[tuple[str, str]]:
    return [
        (found.span.covered(text), found.label)
        for found in shared_engine().annotate(text)
        if found.kind == "mention" and found.is_certain
    ]


@pytest.mark.parametrize(
    ("expression", "label"),
    [
        ("2026-02-27", "DATE"),
        ("27 February 2026", "DATE"),
        ("Feb. 26", "DATE"),
        ("March 3-5", "DATE"),
        ("10 and 17 October", "DATE"),
        ("Tuesday, March 3, 2026", "DATE"),
        ("late Monday", "DATE"),
        ("Thursday night", "TIME"),
        ("last week", "DATE"),
        ("earlier this year", "DATE"),
        ("recent months", "DATE"),
        ("past three years", "DATE"),
        ("two days ago", "DATE"),
        ("several weeks", "DATE"),
        ("third quarter", "DATE"),
        ("1990s", "DATE"),
        ("2021-2022", "DATE"),
        ("45-year-old", "DATE"),
        ("5:30 p.m.", "TIME"),
        ("about 9:03 a.m. local time", "TIME"),
        ("24 hours", "TIME"),
        ("at least 107", "CARDINAL"),
        ("more than 1.2 million", "CARDINAL"),
        ("tens of thousands", "CARDINAL"),
        ("two dozen", "CARDINAL"),
        ("twenty-five", "CARDINAL"),
        ("a third", "CARDINAL"),
        ("sixth", "ORDINAL"),
        ("21st", "ORDINAL"),
        ("$1.5 billion", "MONEY"),
        ("about $1m", "MONEY"),
        ("Rs600", "MONEY"),
        ("25 million Swiss francs", "MONEY"),
        ("€150,000", "MONEY"),
        ("3.5 per cent", "PERCENT"),
        ("8%", "PERCENT"),
        ("12pc", "PERCENT"),
        ("288 km", "QUANTITY"),
        ("40 square kilometers", "QUANTITY"),
        ("5kg", "QUANTITY"),
    ],
)
def test_dates_and_numbers_are_marked_whole(expression: str, label: str) -> None:
    text = f"they counted {expression} of the time"
    assert marked(text) == [(expression, label)]


@pytest.mark.parametrize(
    "text",
    [
        "no one came, and one another was all they had",
        "they may march on",
        "an F-16 and a 5G mast",
        "see article 5 and resolution 2593",
        "open 24/7",
        "see page 12",
        "a two_three value",
    ],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert marked(f"they said {text} there") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "They told the Estovian Ministry of Trade, Industry and Tourism on Monday.",
            [("Estovian Ministry of Trade, Industry and Tourism", "ORG"), ("Monday", "DATE")],
        ),
        (
            "It is a crisis, Deputy Prime Minister Ivo Brandt said in Spin Boldak.",
            [("Ivo Brandt", "PERSON"), ("Spin Boldak", "GPE")],
        ),
        (
            "The Afghan-Pakistani border and U.S.-led talks.",
            [("Afghan", "NORP"), ("Pakistani", "NORP"), ("U.S.", "GPE")],
        ),
        (
            "The ambassador to Moscow Tariq Zaland met Choi Sang-mok.",
            [("Moscow", "GPE"), ("Tariq Zaland", "PERSON"), ("Choi Sang-mok", "PERSON")],
        ),
        (
            "They met at the Kremlin, but the Kremlin denied it.",
            [("Kremlin", "FAC"), ("Kremlin", "ORG")],
        ),
        ("It fell in Zhuldyz province.", [("Zhuldyz", "GPE")]),
        ("Zorbl Mining, a coal company, left.", [("Zorbl Mining", "ORG")]),
        ("The Zarya party won.", [("Zarya", "ORG")]),
        (
            "The Lakeland Relief Forum (LRF) spoke. The LRF left.",
            [("Lakeland Relief Forum", "EVENT"), ("LRF", "EVENT"), ("LRF", "EVENT")],
        ),
        ("Meanwhile, Talks Resume. However, nothing came of it.", []),
        (
            "Queen Elizabeth II met Luiz Inacio Lula da Silva.",
            [("Queen Elizabeth II", "PERSON"), ("Luiz Inacio Lula da Silva", "PERSON")],
        ),
    ],
)
def test_names_are_told_by_head_title_and_neighbours(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert marked(sentence) == expected


def test_a_surname_after_the_full_name_is_the_same_person_also_at_a_sentence_start() -> None:
    text = "The envoy Olga Brown spoke first. Brown said that Olga was tired."
    assert [each for each in marked(text) if each[1] == "PERSON"] == [
        ("Olga Brown", "PERSON"),
        ("Brown", "PERSON"),
        ("Olga", "PERSON"),
    ]


def test_a_word_for_its_people_shows_that_an_unlisted_word_is_a_place() -> None:
    text = "Zorland denied it. The Zorlandish navy left, and Zorland said nothing more of it."
    assert marked(text) == [("Zorland", "GPE"), ("Zorlandish", "NORP"), ("Zorland", "GPE")]


def test_a_word_that_is_a_place_once_is_a_place_in_the_whole_article() -> None:
    text = "Tarvik said no. They met in Tarvik, where Tarvik lost."
    assert marked(text) == [("Tarvik", "GPE")] * 3


def test_a_line_of_names_only_is_read() -> None:
    text = "The minister spoke to the press at noon.\nTags: Afghanistan, Pakistan, TTP, Olga Tarn"
    assert marked(text)[1:] == [
        ("Afghanistan", "GPE"),
        ("Pakistan", "GPE"),
        ("TTP", "ORG"),
        ("Olga Tarn", "PERSON"),
    ]


def test_headlines_in_title_case_and_capitals_mark_only_what_is_a_name() -> None:
    text = (
        "Peace Talks Between Russia and Ukraine Fail Again\n"
        "RUSSIA AND UKRAINE END PEACE TALKS AGAIN\n"
    )
    assert marked(text) == [
        ("Russia", "GPE"),
        ("Ukraine", "GPE"),
        ("RUSSIA", "GPE"),
        ("UKRAINE", "GPE"),
    ]


def test_a_place_names_the_country_it_stands_for() -> None:
    text = "Moscow and the Russian Foreign Ministry spoke with Kandahar."
    countries = [found.country for found in shared_engine().annotate(text)]
    assert countries == ["RUS", "RUS", "AFG"]


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("NEW DELHI, Jan. 3 (ANI) -- The talks went on.", "NEW DELHI", "GPE"),
        ("ADDIS ABABA - The union met on Monday.", "ADDIS ABABA", "GPE"),
        ("He was held in Petit-Goave and Gonaïves.", "Gonaïves", "GPE"),
        ("The patrol crossed the Orinoco at night.", "Orinoco", "LOC"),
        (
            "Fighters of the Allied Democratic Forces came at dawn.",
            "Allied Democratic Forces",
            "ORG",
        ),
        ("The Serbian Progressive Party denied it.", "Serbian Progressive Party", "ORG"),
        ("The Philippine Coast Guard sent two ships.", "Philippine Coast Guard", "ORG"),
        ("Most of the villagers are Banyamulenge.", "Banyamulenge", "NORP"),
        ("They invoked the Geneva Conventions.", "Geneva Conventions", "LAW"),
        ("Trucks waited at the Rafah crossing.", "Rafah crossing", "FAC"),
    ],
)
def test_names_of_all_regions_of_the_world_are_known(sentence: str, name: str, kind: str) -> None:
    assert (name, kind) in marked(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Guards boarded the tanker Blue Marigold on Monday.",
        "The MV Anna Lind lay off the port.",
        "The frigate Varna Tevik followed them.",
    ],
)
def test_a_ship_is_no_person(sentence: str) -> None:
    assert "PERSON" not in {kind for _, kind in marked(sentence)}
