"""The numbers of the report, computed once more from the exported file, in plain loops.

Nothing of the program's own measures is used here: three people label, what they said is exported
as JSON, and each number follows from its definition, unit by unit and pair by pair.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations, permutations
from math import sqrt
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import t as student

from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Progress, Stance, Statement, Target
from annotator.cli import main
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.project import Project

NAMES = ("Amina", "Bo", "Cem")
ARTICLES, SENTENCES = 9, 8
SENTENCE = "Norland said on day {} that ferry {} will sail."
KINDS, TYPES, VALUES = ("GPE", "ORG", "PERSON"), ("fact", "call", "denial"), ("favor", "against")
TOPICS = ("dialogue", "mediation")
Unit = tuple[str | None, ...]
Units = dict[str, list[Unit]]
"""What everybody said of each unit, by article; None for who did not label it."""
Json = dict[str, Any]


def label_everything(path: Path) -> None:
    """Let three people label; a quarter is said otherwise, some of it by nobody else."""
    chance = random.Random(20310501)
    with Project.create(path, title="Sure", codebook=default_codebook(), annotator="Amina") as made:
        for number in range(ARTICLES):
            text = " ".join(SENTENCE.format(place, number) for place in range(SENTENCES))
            facts = Article(new_id(), f"Ferry {number}", sha256(text), len(text))
            made.add_articles([NewArticle(facts, text, (Zone("body", Span(0, len(text))),))])
        for place, name in enumerate(NAMES):
            who = made.use_annotator(name).id
            for number, row in enumerate(made.articles()):
                if number % 4 == 3 and place == number // 4:
                    continue  # never opened: missing, not empty
                said = records(made.text(row.id), row.id, who, chance)
                done = Progress(f"{row.id}:{who}", row.id, who, "done")
                edits = [Edit(None, each) for each in (*said, done)]
                made.apply(Step(tuple(edits), "Label", row.id))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def records(text: str, article: str, who: str, chance: random.Random) -> list[Mention | Statement]:
    def said(usual: int, of: Sequence[str]) -> str:
        return of[usual % len(of)] if chance.random() < 0.75 else chance.choice(of)

    found: list[Mention | Statement] = []
    start = 0
    for place in range(SENTENCES):
        end = text.index(".", start) + 1
        if chance.random() < 0.9:
            cut = 0 if chance.random() < 0.8 else 3
            found.append(
                Mention(new_id(), article, who, Span(start, start + 7 - cut), said(place, KINDS))
            )
        if chance.random() < 0.85:
            target = Target("topic", said(place, TOPICS))
            stances = (Stance(target, said(place, VALUES)),) if chance.random() < 0.8 else ()
            content = (Span(start + 13, end),)
            types = (said(place, TYPES),)
            found.append(
                Statement(new_id(), article, who, content, claim_types=types, stances=stances)
            )
        start = end + 1
    return found


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Json], Json]:
    """Return what is measured, and what is exported."""
    folder = tmp_path_factory.mktemp("published")
    project = folder / "sure.annotator"
    label_everything(project)
    exported, printed = folder / "out.json", folder / "told.json"
    assert main(["export", str(project), str(exported), "--format", "json"]) == 0
    with pytest.MonkeyPatch.context() as patched, printed.open("w", encoding="utf-8") as out:
        patched.setattr("sys.stdout", out)
        assert main(["agreement", str(project), "--all-measures", "--json"]) == 0
    report = json.loads(printed.read_text(encoding="utf-8"))
    return report["measures"], json.loads(exported.read_text(encoding="utf-8"))


def measured(told: list[Json], part: str, of: str, name: str, *names: str) -> Json:
    """Return one line of the report, that of all three where no ``names`` are given."""
    (found,) = [
        each
        for each in told
        if (each["part"], each["measure"], each["label"]) == (part, name, "")
        and each["of"].startswith(of)
        and tuple(each["annotators"]) == (names or NAMES)
    ]
    return found


def people(document: Json, exported: Json) -> dict[str, str]:
    """Return those who are done with an article, by id."""
    names = {each["id"]: each["name"] for each in exported["annotators"]}
    done = {each["annotator"] for each in document["progress"] if each["status"] == "done"}
    return {id_: name for id_, name in names.items() if id_ in done}


def statements(document: Json, exported: Json) -> dict[int, dict[str, Json]]:
    """Return the statements of an article by where they begin: everybody's contents are equal."""
    names = people(document, exported)
    found: dict[int, dict[str, Json]] = {}
    for each in document["statements"]:
        found.setdefault(each["content"][0]["start"], {})[names[each["annotator"]]] = each
    return found


def claim_types(exported: Json) -> Units:
    return {
        document["id"]: [
            tuple(said[name]["claim_types"][0] if name in said else None for name in NAMES)
            for said in statements(document, exported).values()
            if len(said) > 1
        ]
        for document in exported["documents"]
    }


def stances(exported: Json) -> Units:
    found: Units = {}
    for document in exported["documents"]:
        units = found.setdefault(document["id"], [])
        for said in statements(document, exported).values():
            values = {
                name: {each["target"]["id"]: each["value"] for each in one["stances"]}
                for name, one in said.items()
            }
            for topic in sorted({each for one in values.values() for each in one}):
                if len(said) > 1:
                    row = [
                        values[name].get(topic, "none") if name in said else None for name in NAMES
                    ]
                    units.append(tuple(row))
    return found


def pooled(units: Units) -> list[Unit]:
    return [each for some in units.values() for each in some]


def alpha(units: Units) -> float:
    """Krippendorff 2011, part C, nominal: every ordered pair of values within a unit."""
    together: Counter[tuple[str, str]] = Counter()
    for unit in pooled(units):
        values = [each for each in unit if each is not None]
        for one, other in permutations(values, 2):
            together[one, other] += 1 / (len(values) - 1)  # type: ignore[assignment]
    sizes: Counter[str] = Counter()
    for (one, _), count in together.items():
        sizes[one] += count
    total = sum(sizes.values())
    observed = sum(count for (one, other), count in together.items() if one != other) / total
    expected = sum(sizes[one] * sizes[other] for one, other in permutations(sizes, 2))
    return 1 - observed / (expected / (total * (total - 1)))


def raw(units: Units) -> float:
    """The share of agreeing pairs; each unit weighs as many labels as it has."""
    agreeing = total = 0.0
    for unit in pooled(units):
        values = [each for each in unit if each is not None]
        if len(values) > 1:
            pairs = list(combinations(values, 2))
            agreeing += len(values) * sum(one == other for one, other in pairs) / len(pairs)
            total += len(values)
    return agreeing / total


def kappa(units: Units, one: int, other: int) -> float:
    """Cohen 1960."""
    both = [(each[one], each[other]) for each in pooled(units)]
    both = [each for each in both if None not in each]
    labels = {label for pair in both for label in pair}
    agreed = sum(left == right for left, right in both) / len(both)
    chance = (
        sum(
            sum(left == label for left, _ in both) * sum(right == label for _, right in both)
            for label in labels
        )
        / len(both) ** 2
    )
    return (agreed - chance) / (1 - chance)


def ac1(units: Units, labels: Sequence[str]) -> float:
    """Gwet 2008 with missing values as in Gwet 2014, chapter 2."""
    rows = [[each for each in unit if each is not None] for unit in pooled(units)]
    agreed = [
        sum(one == other for one, other in permutations(row, 2)) / (len(row) * (len(row) - 1))
        for row in rows
    ]
    shares = [sum(row.count(label) / len(row) for row in rows) / len(rows) for label in labels]
    chance = sum(share * (1 - share) for share in shares) / (len(labels) - 1)
    return (sum(agreed) / len(agreed) - chance) / (1 - chance)


def jackknife(units: Units, measure: Callable[[Units], float]) -> tuple[float, float]:
    """Delete one article, Tukey 1958: t with one degree of freedom less than articles."""
    some = {article: each for article, each in units.items() if each}
    left_out = [
        measure({other: each for other, each in some.items() if other != article})
        for article in some
    ]
    count, mean = len(left_out), sum(left_out) / len(left_out)
    error = sqrt((count - 1) / count * sum((each - mean) ** 2 for each in left_out))
    reach = float(student.ppf(0.975, count - 1)) * error
    return measure(some) - reach, min(1.0, measure(some) + reach)


def test_alpha_and_raw_agreement_are_those_of_plain_loops(told: tuple[list[Json], Json]) -> None:
    report, exported = told
    for part, of, units in (
        ("claim_types", "the first one named", claim_types(exported)),
        ("stances", "on every target", stances(exported)),
    ):
        found = measured(report, part, of, "alpha_nominal")
        assert found["value"] == pytest.approx(alpha(units), abs=1e-12)
        assert found["units"] == len(pooled(units))
        assert found["articles"] == ARTICLES
        low, high = jackknife(units, alpha)
        assert (found["interval"]["low"], found["interval"]["high"]) == pytest.approx((low, high))
        percent = measured(report, part, of, "percent_agreement")
        assert percent["value"] == pytest.approx(raw(units), abs=1e-12)


def test_kappa_of_each_pair_is_that_of_plain_loops(told: tuple[list[Json], Json]) -> None:
    report, exported = told
    units = claim_types(exported)
    for one, other in combinations(range(len(NAMES)), 2):
        names = NAMES[one], NAMES[other]
        found = measured(report, "claim_types", "the first one named", "cohen_kappa", *names)
        assert found["value"] == pytest.approx(kappa(units, one, other), abs=1e-12)
        assert found["articles"] == ARTICLES - sum(number // 4 in (one, other) for number in (3, 7))


def test_ac1_is_that_of_plain_loops(told: tuple[list[Json], Json]) -> None:
    report, exported = told
    labels = [each.id for each in default_codebook().claim_types]
    found = measured(report, "claim_types", "the first one named", "gwet_ac1")
    assert found["value"] == pytest.approx(ac1(claim_types(exported), labels), abs=1e-12)


def test_votes_are_those_of_plain_loops(told: tuple[list[Json], Json]) -> None:
    report, exported = told
    rows = [[each for each in unit if each] for unit in pooled(claim_types(exported))]
    same = sum(len(set(row)) == 1 for row in rows) / len(rows)
    firsts = [[count for _, count in Counter(row).most_common(2)] for row in rows]
    prevails = sum(len(each) == 1 or each[0] > each[1] for each in firsts) / len(rows)
    for name, value in (("unanimous_share", same), ("majority_share", prevails)):
        found = measured(report, "claim_types", "the first one named", name)
        assert found["value"] == pytest.approx(value, abs=1e-12)
        assert found["interval"]["low"] < value < found["interval"]["high"]


def test_the_error_of_kappa_by_formula_stands_beside_its_interval(
    told: tuple[list[Json], Json],
) -> None:
    report, exported = told
    of = "claim_types", "the first one named"
    both = [each[:2] for each in pooled(claim_types(exported)) if None not in each[:2]]
    found = measured(report, *of, "cohen_kappa_error", *NAMES[:2])
    labels = {label for pair in both for label in pair}
    share = {pair: both.count(pair) / len(both) for pair in set(both)}
    ones = {each: sum(part for pair, part in share.items() if pair[0] == each) for each in labels}
    others = {each: sum(part for pair, part in share.items() if pair[1] == each) for each in labels}
    agreed = sum(part for pair, part in share.items() if pair[0] == pair[1])
    chance = sum(ones[each] * others[each] for each in labels)
    value = (agreed - chance) / (1 - chance)
    spread = -((value - chance * (1 - value)) ** 2)
    for (one, other), part in share.items():
        if one == other:
            spread += part * (1 - (ones[one] + others[one]) * (1 - value)) ** 2
        else:
            spread += part * (1 - value) ** 2 * (others[one] + ones[other]) ** 2
    assert found["value"] == pytest.approx(sqrt(spread / len(both)) / (1 - chance), abs=1e-12)
    assert found["interval"] is None


def f1_of_entities(exported: Json, one: str, other: str) -> float:
    common = total = 0
    for document in exported["documents"]:
        names = people(document, exported)
        marks = {
            name: {
                (each["start"], each["end"], each["kind"])
                for each in document["mentions"]
                if names[each["annotator"]] == name
            }
            for name in names.values()
        }
        if one in marks and other in marks:
            common += 2 * len(marks[one] & marks[other])
            total += len(marks[one]) + len(marks[other])
    return common / total


def test_f1_of_entities_is_that_of_plain_sets(told: tuple[list[Json], Json]) -> None:
    report, exported = told
    pairs = [f1_of_entities(exported, *pair) for pair in combinations(NAMES, 2)]
    found = measured(report, "entities", "where and of which kind", "exact_f1")
    assert found["pairs"] == pytest.approx(pairs, abs=1e-12)
    assert found["value"] == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)


def test_coverage_is_the_share_of_statements_that_somebody_else_has(
    told: tuple[list[Json], Json],
) -> None:
    report, exported = told
    sizes = [
        len(said)
        for document in exported["documents"]
        for said in statements(document, exported).values()
    ]
    (found,) = [
        each
        for each in report
        if (each["part"], each["measure"]) == ("statements", "coverage")
        and tuple(each["annotators"]) == NAMES
    ]
    shared = sum(size for size in sizes if size > 1)
    assert (found["value"], found["units"]) == (pytest.approx(shared / sum(sizes)), sum(sizes))
