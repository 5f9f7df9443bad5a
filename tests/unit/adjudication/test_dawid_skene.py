"""Dawid and Skene's model, on the data of their paper and against a slow version of its equations.

A. P. Dawid and A. M. Skene, Maximum likelihood estimation of observer error-rates using the EM
algorithm, Applied Statistics 28 (1979), 20-28. Table 1: five anaesthetists judge the fitness of 45
patients from 1 to 4, the first one three times. The 45 rows were compared with those of D. Card's
public implementation of the model.
"""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.adjudication.dawid_skene import counts_of, fit

# one patient each: three ratings by the first observer, then one by each of the others
TABLE_1 = """
111 1 1 1 1  333 4 3 3 4  112 2 1 2 2  222 3 1 2 1  222 3 2 2 2  222 3 3 2 2  122 2 1 1 1
333 3 4 3 3  222 2 2 2 3  232 2 2 2 3  444 4 4 4 4  222 3 3 4 3  111 1 1 1 1  222 3 2 1 2
121 1 1 1 1  111 2 1 1 1  111 1 1 1 1  111 1 1 1 1  222 2 2 2 1  222 1 3 2 2  222 2 2 2 2
222 2 2 2 1  222 3 2 2 2  221 2 2 2 2  111 1 1 1 1  111 1 1 1 1  232 2 2 2 2  111 1 1 1 1
111 1 1 1 1  112 1 1 2 1  111 1 1 1 1  333 3 2 3 3  111 1 1 1 1  222 2 2 2 2  222 3 2 3 2
433 4 3 4 3  221 2 2 3 2  232 3 2 3 3  333 3 4 3 2  111 1 1 1 1  111 1 1 1 1  121 2 1 1 1
232 2 2 2 2  121 1 1 1 1  222 2 2 2 2
"""


def anaesthetists():
    counts = np.zeros((45, 5, 4))
    for place, ratings in enumerate(TABLE_1.split()):
        for rating in ratings:
            counts[place // 5, place % 5, int(rating) - 1] += 1
    assert counts.sum() == 45 * 7
    return counts


def test_the_anaesthetists_of_1979_give_the_published_estimates():
    model = fit(anaesthetists(), (1, 2, 3, 4), smoothing=0.0)
    assert model.has_converged
    assert model.prevalence == pytest.approx([0.40, 0.42, 0.11, 0.07], abs=0.005)
    first = [[0.89, 0.11, 0, 0], [0.07, 0.88, 0.05, 0], [0, 0.34, 0.66, 0], [0, 0, 0.56, 0.44]]
    assert model.confusion[0] == pytest.approx(np.array(first), abs=0.005)


def slowly(units, people, labels, smoothing, rounds):
    """The equations of the paper with loops and products, nothing else.

    Each unit maps people to the letters that they gave it, one letter each time that they labelled.
    """

    def given(unit, who, one):
        return unit.get(who, "").count(one)

    everything = [[sum(given(unit, k, one) for k in people) for one in labels] for unit in units]
    t = [[n / sum(row) for n in row] for row in everything]  # equation 3.1
    for _ in range(rounds):
        p, pi = estimated(t, units, people, labels, smoothing)
        fresh = []
        for unit in units:
            row = [
                p[j]
                * math.prod(
                    pi[k, j][place] ** given(unit, k, one)
                    for k in people
                    for place, one in enumerate(labels)
                )
                for j in range(len(labels))
            ]
            fresh.append([each / sum(row) for each in row])  # equation 2.5
        t = fresh
    return t


def estimated(t, units, people, labels, smoothing):
    """Prevalence and error rates: equations 2.4 and 2.3."""
    p = [math.fsum(row[j] for row in t) / len(units) for j in range(len(labels))]
    pi = {}
    for k in people:
        for j in range(len(labels)):
            expected = [
                smoothing
                + math.fsum(t[i][j] * unit.get(k, "").count(one) for i, unit in enumerate(units))
                for one in labels
            ]
            pi[k, j] = [each / sum(expected) for each in expected]
    return p, pi


def test_all_estimates_for_the_anaesthetists_are_those_of_the_equations():
    letters = TABLE_1.split()
    units = [dict(zip("abcde", letters[row : row + 5], strict=True)) for row in range(0, 225, 5)]
    model = fit(anaesthetists(), (1, 2, 3, 4), smoothing=0.0)
    posteriors = slowly(units, "abcde", "1234", 0.0, model.rounds)
    prevalence, confusion = estimated(posteriors, units, "abcde", "1234", 0.0)
    assert model.posteriors == pytest.approx(np.array(posteriors), abs=1e-9)
    assert model.prevalence == pytest.approx(np.array(prevalence), abs=1e-9)
    for place, who in enumerate("abcde"):
        table = np.array([confusion[who, true] for true in range(4)])
        assert model.confusion[place] == pytest.approx(table, abs=1e-9)
    # all but three patients are certain to two decimals
    told = {row + 1: each.round(2).tolist() for row, each in enumerate(model.posteriors)}
    unsure = {patient: row for patient, row in told.items() if max(row) < 1}
    assert unsure == {7: [0.98, 0.02, 0, 0], 35: [0, 0.95, 0.05, 0], 38: [0, 0.02, 0.98, 0]}
    classes = (
        "1 4 2 2 2 2 1 3 2 2 4 3 1 2 1 1 1 1 2 2 2 2 2 2 1 1 2 1 1 1 1 3 1 2 2 4 2 3 3 1 1 1 2 1 2"
    )
    likeliest = [str(each) for each in model.posteriors.argmax(axis=1) + 1]
    assert likeliest == classes.split()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_it_agrees_with_the_equations_written_out(seed):
    draw = random.Random(seed)
    people, labels = ["a", "b", "c"], ["x", "y", "z"]
    units = [
        {who: draw.choice(labels) for who in people if who == "a" or draw.random() < 0.8}
        for _ in range(12)
    ]
    model = fit(counts_of(units, people, labels), labels)
    assert model.posteriors == pytest.approx(
        np.array(slowly(units, people, labels, 0.01, model.rounds)), abs=1e-6
    )
    assert model.posteriors.sum(axis=1) == pytest.approx(np.ones(12))
    assert model.confusion.sum(axis=2) == pytest.approx(np.ones((3, 3)))


def test_one_who_errs_is_outweighed_by_what_is_learned_of_the_others():
    labels, people = ["x", "y"], ["good", "fair", "bad"]
    units = []
    for place in range(200):
        truth = labels[place % 2]
        other = labels[1 - place % 2]
        units.append(
            {
                "good": truth,
                "fair": truth if place % 5 else other,
                "bad": other if place % 3 else truth,
            }
        )
    model = fit(counts_of(units, people, labels), labels)
    found = [labels[int(each)] for each in model.posteriors.argmax(axis=1)]
    assert found == [labels[place % 2] for place in range(200)]
    assert model.confusion[0].diagonal().min() > 0.9 > model.confusion[2].diagonal().max()


def test_units_that_look_the_same_may_be_counted_together():
    labels, people = ["x", "y"], ["a", "b", "c"]
    once = [{"a": "x", "b": "x", "c": "y"}, {"a": "y", "b": "y", "c": "y"}]
    often = [*([once[0]] * 7), *([once[1]] * 5)]
    every = fit(counts_of(often, people, labels), labels)
    few = fit(counts_of(once, people, labels), labels, weights=np.array([7.0, 5.0]))
    assert few.posteriors == pytest.approx(every.posteriors[[0, 7]], abs=1e-9)
    assert few.confusion == pytest.approx(every.confusion, abs=1e-9)
