"""The learned layer over what the rules find."""

from __future__ import annotations

import itertools
import pickle
import runpy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.errors import Cancelled
from annotator.preannotation.engine import shared_engine
from annotator.preannotation.found import Found
from annotator.preannotation.learning import features
from annotator.preannotation.learning.features import columns
from annotator.preannotation.learning.layer import RULE, LearnedLayer
from annotator.preannotation.learning.model import Model, decode, encode, fingerprint
from annotator.preannotation.learning.training import Example, Vocabulary, examples, train

CORRECTED = runpy.run_path(str(Path(__file__).resolve().parents[3] / "corrected.py"))
LINE = "Delegates of the Quorvik konvent left Oslo on Friday with a Dolmar-17 and two crates."


def taught(numbers: range) -> tuple[Vocabulary, list[Example]]:
    vocabulary, found = Vocabulary(), []
    for number in numbers:
        text, gold = CORRECTED["unmarked"](CORRECTED["marked_article"](number))
        reading, rules = shared_engine().read(text)
        confirmed = [(Span(start, end), kind) for start, end, kind in gold]
        found += examples(vocabulary, reading, rules, [confirmed])
    return vocabulary, found


@pytest.fixture(scope="module")
def model() -> Model:
    vocabulary, found = taught(range(30))
    return train(vocabulary, found, cancelled=lambda: False)


@pytest.fixture(scope="module")
def layer(model: Model) -> LearnedLayer:
    return LearnedLayer(model, {}, "test")


def mentions(text: str, layer: LearnedLayer | None) -> dict[str, Found]:
    found = shared_engine().annotate(text, learned=layer)
    return {each.span.covered(text): each for each in found if each.kind == "mention"}


def test_what_annotators_mark_is_found_with_its_probability(layer: LearnedLayer) -> None:
    assert "Quorvik konvent" not in mentions(LINE, None)
    found = mentions(LINE, layer)
    konvent, vehicle = found["Quorvik konvent"], found["Dolmar-17"]
    assert (konvent.label, konvent.rule) == ("ORG", RULE)
    assert (vehicle.label, vehicle.rule) == ("PRODUCT", RULE)
    assert 0.5 < konvent.confidence <= 1
    assert "Quorvik" not in found


def test_what_the_rules_found_keeps_its_rule_and_country(layer: LearnedLayer) -> None:
    before, after = mentions(LINE, None)["Oslo"], mentions(LINE, layer)["Oslo"]
    assert (after.rule, after.country, after.label) == (before.rule, "NOR", "GPE")
    assert after.confidence != before.confidence


def test_a_kind_that_no_training_article_had_is_left_to_the_rules(layer: LearnedLayer) -> None:
    text = "They paid $4.5 million for the tiles."
    assert "MONEY" not in layer.model.seen
    assert mentions(text, layer) == mentions(text, None)


@pytest.mark.parametrize(("against", "is_shown"), [(10.0, True), (30.0, False)])
def test_what_the_model_doubts_looks_uncertain_and_what_it_rules_out_goes(
    model: Model, against: float, is_shown: bool
) -> None:
    states = {**model.states, ("bias", "1"): {0: against}}  # speaks for "no entity" at every word
    doubting = LearnedLayer(Model(model.kinds, model.seen, model.transitions, states), {})
    found = mentions("Police in Oslo searched rooms.", doubting)
    assert [each.is_certain for each in found.values()] == ([False] if is_shown else [])


def test_lines_of_facts_and_quotations_stay_as_they_are(layer: LearnedLayer) -> None:
    text = f"Published on 3 March 2026\n\n{LINE} “We go,” they said."
    zones = [Zone("metadata", Span(0, 25)), Zone("body", Span(27, len(text)))]
    alone = shared_engine().annotate(text, zones)
    revised = shared_engine().annotate(text, zones, learned=layer)
    kept = [each for each in alone if each.kind != "mention" or each.span.end <= 25]
    assert len(kept) >= 2
    assert all(each in revised for each in kept)


def test_words_of_a_long_line_are_read_in_stretches(layer: LearnedLayer) -> None:
    text = " ".join([LINE] * 30)
    reading, found = shared_engine().read(text)
    stretches = columns(reading, found).stretches
    assert len(stretches) > 2
    assert all(each.last - each.first <= features.LONGEST_STRETCH for each in stretches)
    revised = shared_engine().annotate(text, learned=layer)
    assert sum(each.label == "PRODUCT" for each in revised) == 30


def test_training_again_gives_the_same_model(model: Model) -> None:
    vocabulary, found = taught(range(30))
    assert encode(train(vocabulary, found, cancelled=lambda: False)) == encode(model)


def test_the_model_holds_single_words_and_affixes_that_stand_in_several_places(
    model: Model,
) -> None:
    vocabulary, found = taught(range(30))
    single = Vocabulary()
    text, gold = CORRECTED["unmarked"]("The hidden [[Zyx konvent|ORG]] met in a cellar.")
    reading, rules = shared_engine().read(text)
    spans = [(Span(start, end), kind) for start, end, kind in gold]
    single.numbers = vocabulary.numbers
    found += examples(single, reading, rules, [spans])
    values = [value for _, value in train(vocabulary, found, cancelled=lambda: False).states]
    assert not any("cellar" in value or "zyx" in value for value in values)
    assert not any(" " in value for value in values)


def test_training_stops_at_once(model: Model) -> None:
    vocabulary, found = taught(range(30))
    with pytest.raises(Cancelled):
        train(vocabulary, found * 40, cancelled=lambda: True)


def test_a_layer_travels_to_another_process(layer: LearnedLayer) -> None:
    travelled = pickle.loads(pickle.dumps(layer))
    assert mentions(LINE, travelled) == mentions(LINE, layer)


def test_a_stored_model_marks_like_the_one_that_was_trained(model: Model) -> None:
    stored = encode(model)
    read = LearnedLayer(decode(stored, fingerprint(stored)), {})
    assert mentions(LINE, read).keys() == mentions(LINE, LearnedLayer(model, {})).keys()


@given(st.text(max_size=400) | st.lists(st.sampled_from([*LINE, "\n", "“", "\0"])).map("".join))
@settings(max_examples=120, deadline=None)
def test_any_text_passes_and_mentions_lie_inside_and_apart(layer: LearnedLayer, text: str) -> None:
    found = shared_engine().annotate(text, learned=layer)
    spans = [each.span for each in found if each.kind == "mention"]
    assert all(0 <= each.start < each.end <= len(text) for each in spans)
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    assert all(0 <= each.confidence <= 1 for each in found)
