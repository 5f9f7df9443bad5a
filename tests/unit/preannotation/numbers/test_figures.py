"""Casualty figures: on the annotated seeds, on invented sentences, and on any text at all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.corpus.span import Span
from annotator.preannotation.numbers.amounts import read_bound, read_value
from annotator.preannotation.numbers.figures import UNITS, find_figures

CORPUS = Path(__file__).resolve().parents[4] / "../shared/corpus"
CHECKOUT = Path(__file__).resolve().parents[4]
needs_corpus = pytest.mark.skipif(
    not (CORPUS / "seeds_entities.json").exists(), reason="no annotated corpus here"
)


def told(text: str, *fields: str) -> list[tuple[object, ...]]:
    names = fields or ("value", "bound", "unit")
    return [tuple(getattr(each, name) for name in names) for each in find_figures(text)]


def seeds(file: str) -> list[tuple[str, dict[str, object]]]:
    documents = json.loads((CORPUS / file).read_text())["documents"]
    return [
        ((CORPUS / "seeds" / each.get("file", each["id"])).read_bytes().decode(), each)
        for each in documents
    ]


@needs_corpus
class TestSeeds:
    def test_every_casualty_figure_is_found_with_value_bound_and_unit(self) -> None:
        wanted, right = 0, 0
        for text, document in seeds("seeds_entities.json"):
            found = {each.number: each for each in find_figures(text)}
            for gold in document["casualties"]:
                wanted += 1
                each = found.get(Span(gold["start"], gold["end"]))
                expected = (read_value(gold["text"]), read_bound(gold["text"]) or "exact")
                right += each is not None and (each.value, each.bound, each.unit) == (
                    *expected,
                    gold["kind"],
                )
        assert (right, wanted) == (12, 12)

    def test_no_more_than_one_of_all_figures_found_is_not_annotated(self) -> None:
        found = sum(len(find_figures(text)) for text, _ in seeds("seeds_entities.json"))
        assert found <= 13

    def test_spans_groups_and_sides_are_those_that_people_set(self) -> None:
        gold = right = 0
        for text, document in seeds("seeds_statements.json"):
            found = {
                (each.span.start, each.span.end): (each.group, each.side)
                for each in find_figures(text)
            }
            for statement in document["statements"]:
                for figure in statement["figures"]:
                    if figure["value"] is not None:
                        gold += 1
                        key = (figure["span"]["start"], figure["span"]["end"])
                        right += found.get(key) == (figure["group"], figure["side"])
        assert right >= gold - 1


HELD_OUT = [
    (
        "The blast killed two recruits and wounded five.",
        [(2, "exact", "killed"), (5, "exact", "injured")],
    ),
    (
        "Some 40 villagers were killed and more than 100 others injured when the dam broke.",
        [(40, "about", "killed"), (100, "at_least", "injured")],
    ),
    ("Six masked men killed 12 guards at a depot near Port Alba.", [(12, "exact", "killed")]),
    ("The death toll rose to 63 by Tuesday evening.", [(63, "exact", "killed")]),
    ("The number of injured stands at 1,204.", [(1204, "exact", "injured")]),
    (
        "At least five dockers, including two children, were killed in the shelling.",
        [(5, "at_least", "killed"), (2, "exact", "killed")],
    ),
    (
        "Three of its sailors had died and two were missing.",
        [(3, "exact", "killed"), (2, "exact", "missing")],
    ),
    ("Dozens of fishermen were feared dead after the storm.", [(None, "unspecified", "killed")]),
    (
        "Officials counted 14 deaths and 32 injuries.",
        [(14, "exact", "killed"), (32, "exact", "injured")],
    ),
    ("No casualties were reported.", [(0, "exact", "casualties")]),
    ("Up to 20 rebels have been killed, the army said.", [(20, "at_most", "killed")]),
    ("The flood claimed the lives of seven nurses.", [(7, "exact", "killed")]),
    (
        "Two dozen passengers lost their lives and one hundred and five were hurt.",
        [(24, "exact", "killed"), (105, "exact", "injured")],
    ),
    (
        "The raid left 11 dead and 20 to 30 wounded, among them four women and children.",
        [(11, "exact", "killed"), (20, "about", "injured"), (4, "exact", "injured")],
    ),
    ("Between 20 and 30 people were killed.", [(20, "about", "killed")]),
    ("Hundreds were injured.", [(None, "unspecified", "injured")]),
    (
        "Six people drowned and one woman is still missing.",
        [(6, "exact", "killed"), (1, "exact", "missing")],
    ),
    ("29 killed, 40 injured in market blast", [(29, "exact", "killed"), (40, "exact", "injured")]),
    (
        "Nine people were killed in two blasts on Friday, including three teachers and a driver.",
        [(9, "exact", "killed"), (3, "exact", "killed")],
    ),
    ("The fighting has displaced nearly 66,000 people.", [(66000, "about", "displaced")]),
    ("Estovia arrested 30 protesters, and 5,000 people marched.", [(30, "exact", "detained")]),
    ("The storm killed and injured 19 people.", [(19, "exact", "casualties")]),
    (
        "The ministry put the number of dead at 1,432 and the wounded at 5,210.",
        [(1432, "exact", "killed"), (5210, "exact", "injured")],
    ),
    ("A bomber killed himself and six others at a fair.", [(6, "exact", "killed")]),
    ("Three sailors and a cook were killed when the mast fell.", [(3, "exact", "killed")]),
    ("Estovia said 14 people, mostly women, had been hurt.", [(14, "exact", "injured")]),
    ("Another 22 people suffered serious injuries.", [(22, "exact", "injured")]),
    ("Nearly 300 people were killed or injured.", [(300, "about", "casualties")]),
    ("Death toll hits 100", [(100, "exact", "killed")]),
    (
        "Army says 3 marines killed, 5 seriously wounded in Norland",
        [(3, "exact", "killed"), (5, "exact", "injured")],
    ),
    (
        "Two pilots died and 16 others, including four children, were hurt.",
        [(2, "exact", "killed"), (16, "exact", "injured"), (4, "exact", "injured")],
    ),
    ("Over 200 rebels were neutralised.", [(200, "at_least", "killed")]),
    ("One policeman was shot dead.", [(1, "exact", "killed")]),
    ("Troops gunned down five rebels.", [(5, "exact", "killed")]),
    ("Two were shot and wounded.", [(2, "exact", "injured")]),
    ("Rescuers pulled 12 bodies from the rubble.", [(12, "exact", "killed")]),
    ("Eleven of our soldiers fell at the gate.", [(11, "exact", "killed")]),
    ("The clinic treated 312 people for gunshot wounds.", [(312, "exact", "injured")]),
    ("Nine guests were taken to a hospital in Marl.", [(9, "exact", "injured")]),
    ("Two people are in critical condition.", [(2, "exact", "injured")]),
    ("Forty miners are trapped under the rubble.", [(40, "exact", "missing")]),
    ("An unknown number of divers are missing.", [(None, "unspecified", "missing")]),
    ("The death toll of 41 is the highest since May.", [(41, "exact", "killed")]),
    ("In the last storm 41 lives were lost.", [(41, "exact", "killed")]),
    ("The dead included nine children.", [(9, "exact", "killed")]),
    ("Twelve more were hurt.", [(12, "exact", "injured")]),
    ("MARL: Four farmers died in the flood.", [(4, "exact", "killed")]),
    (
        "Nine members of one family, including four children, were killed.",
        [(9, "exact", "killed"), (4, "exact", "killed")],
    ),
    ("The strike wounded a woman and her two children.", [(2, "exact", "injured")]),
    ("Prices fell and 40 bakers closed their shops.", []),
    ("Hundreds of civilians may have died.", [(None, "unspecified", "killed")]),
    ("More than 1.2 million people have been displaced.", [(1_200_000, "at_least", "displaced")]),
]


@pytest.mark.parametrize(("text", "expected"), HELD_OUT)
def test_figures_of_invented_sentences_are_read(text, expected) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A 12-year-old boy was killed 12 kilometres from the border in 2015.",
        "He was killed two days later on May 12.",
        "It happened 12 times, killing 1.2 million birds.",
        "Clashes between 40 fighters and the police injured nobody.",
        "No one was killed, and 400 families went home.",
        "The lost ferry had 40 seats, and three ministers spoke of the dead.",
        "The talks resumed with 12 delegates.",
        "Some 2,000 delegates, mostly from Peru, were invited to speak of the dead.",
        "Ten officers, who were wounded last year, returned.",
        "Five firms and a bank were hurt by tariffs.",
        "Estovia lost three elections.",
    ],
)
def test_numbers_that_count_no_casualties_are_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seven Israeli soldiers and two Afghans were killed.", ["ISR", "AFG"]),
        ("Six soldiers and nine shepherds in Peru were killed.", ["PER", "PER"]),
        ("The fire killed 30 people on both sides.", ["both"]),
        ("Lima said four of its officers were wounded.", ["PER"]),
        ("Peru's army said 23 of its troops were martyred.", ["PER"]),
        ("The quake killed 12 women and 5 children, in northern Chile.", ["CHL", "CHL"]),
        ("Peru lost 21 troops on Monday.", ["PER"]),
        (
            "At least 9 died, including 4 Peruvian soldiers and 5 Chilean guards.",
            ["both", "PER", "CHL"],
        ),
        ("The quake injured 31 people.", ["unspecified"]),
    ],
)
def test_sides_come_from_names_of_countries_and_peoples(text, expected) -> None:
    assert [side for (side,) in told(text, "side")] == expected


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("four boys", "children"),
        ("four women", "women"),
        ("four women and children", "civilians"),
        ("four border guards", "soldiers"),
        ("four policemen", "police"),
        ("four suspected militants", "militants"),
        ("four people", "all"),
    ],
)
def test_groups_come_from_the_noun(words: str, group: str) -> None:
    text = f"The blast killed {words} on Monday."
    (figure,) = find_figures(text)
    assert (figure.group, figure.span.covered(text)) == (group, words)


def test_only_the_wanted_units_are_given() -> None:
    text = "Two were killed and three were wounded."
    assert [each.unit for each in find_figures(text, units=("injured",))] == ["injured"]


def test_only_the_stretch_that_is_asked_for_is_read() -> None:
    text = "Two sailors died.\n\nThree sailors died."
    (figure,) = find_figures(text, Span(19, len(text)))
    assert (figure.value, figure.span.covered(text)) == (3, "Three sailors")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("two thousand three hundred", 2300),
        ("half a dozen", 6),
        ("a hundred", 100),
        ("twenty-three", 23),
        ("1.5 million", 1_500_000),
        ("1,204", 1204),
        ("several", None),
    ],
)
def test_amounts_are_read_in_words_and_digits(words: str, value: float | None) -> None:
    assert read_value(words) == value


PIECES = (
    "at least 29 dead , . and including killed were two Peruvian soldiers of the in dozens of no 1"
    " ٣ ² ½ 12-year-old — $5 7% injured missing\x00 toll rose to between U.S. 9999999999999999999"
    " \n lives lost a hundred “ ” 🕊 é́ a women or more + -"
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=400),
        st.lists(st.sampled_from(PIECES.split(" ")), max_size=60).map(" ".join),
    )
)
def test_any_text_passes_with_spans_inside_it_and_in_order(text: str) -> None:
    end = 0
    for each in find_figures(text):
        assert end <= each.span.start <= each.number.start
        assert each.number.end <= each.span.end <= len(text)
        assert each.unit in UNITS
        assert (each.value is None) == (each.bound == "unspecified")
        assert each.span.covered(text) == each.span.covered(text).strip()
        end = each.span.end


def test_a_megabyte_without_a_full_stop_passes() -> None:
    text = "29 people killed and two of them dead in " * 25_000
    assert len(find_figures(text)) > 20_000


def test_finding_figures_needs_no_spacy() -> None:
    code = (
        "import sys; from annotator.preannotation.numbers.figures import find_figures; "
        "find_figures('Two Peruvian soldiers died.'); sys.exit('spacy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=CHECKOUT)
