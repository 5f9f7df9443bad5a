"""Agreement measured on real project files with several annotators."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.agreement.reported.measurement import PARTS, Part
from annotator.annotations.edits import Edit, Step
from annotator.annotations.ids import new_id
from annotator.annotations.model import (
    Mention,
    Progress,
    Source,
    Stance,
    Statement,
    Status,
    Target,
)
from annotator.codebook.reading import default_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import Cancelled, NothingToMeasureError, UnknownAnnotatorError
from annotator.project import Project
from annotator.workflows.agreement.measuring import (
    AgreementOptions,
    AgreementReport,
    measure,
    measure_to_explore,
    report_as_json,
    report_as_text,
)

FERRY = (
    "Norland said the ferry will sail again on Monday. "
    "Minister Ida Holm accused Estovia of blocking the harbour. "
    "Estovia denied this."
)
BRIDGE = "The bridge is closed, the mayor of Tarn said. She urged everyone to stay away."


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(
        tmp_path / "harbour.annotator",
        title="Harbour",
        codebook=default_codebook(),
        annotator="Amina",
    )
    with made:
        made.add_articles([article("Ferry", FERRY), article("Bridge", BRIDGE)])
        yield made


def article(title: str, text: str) -> NewArticle:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    facts = Article(new_id(), title, sha256, len(text))
    return NewArticle(facts, text, (Zone("body", Span(0, len(text))),))


def ids(project: Project) -> list[str]:
    return [row.id for row in project.articles()]


class Labels:
    """One annotator labels one article; everything goes through the project's one door."""

    def __init__(self, project: Project, name: str, article_id: str) -> None:
        project.use_annotator(name)
        self._project = project
        self._article = article_id
        self._text = project.text(article_id)

    def entity(self, words: str, kind: str, *, rejected: bool = False) -> Labels:
        mention = Mention(
            new_id(),
            self._article,
            self._project.annotator.id,
            span(self._text, words),
            kind,
            decision="rejected" if rejected else "added",
        )
        return self._store(mention)

    def statement(
        self,
        words: str,
        *,
        source: str = "",
        claim_types: Sequence[str] = (),
        stances: Sequence[Stance] = (),
        id_: str = "",
    ) -> Labels:
        named = (span(self._text, source),) if source else ()
        statement = Statement(
            id_ or new_id(),
            self._article,
            self._project.annotator.id,
            (span(self._text, words),),
            source=Source(spans=named),
            claim_types=tuple(claim_types),
            stances=tuple(stances),
        )
        return self._store(statement)

    def mark(self, status: Status) -> Labels:
        who = self._project.annotator.id
        return self._store(Progress(f"{self._article}:{who}", self._article, who, status))

    def done(self) -> None:
        self.mark("done")

    def _store(self, record: Mention | Statement | Progress) -> Labels:
        self._project.apply(Step((Edit(None, record),), "Label", self._article))
        return self


def topic(project: Project) -> str:
    return project.codebook.topics[0].id


def label_both(project: Project) -> None:
    ferry, bridge = ids(project)
    about = Target("topic", topic(project))
    Labels(project, "Amina", ferry).entity("Norland", "place").entity("Ida Holm", "person").entity(
        "Estovia", "place"
    ).statement(
        "the ferry will sail again on Monday",
        source="Norland",
        claim_types=["prediction"],
        stances=[Stance(about, "favor")],
    ).statement(
        "accused Estovia of blocking the harbour",
        source="Minister Ida Holm",
        claim_types=["accusation"],
    ).done()
    Labels(project, "Amina", bridge).statement("The bridge is closed", claim_types=["fact"]).done()
    Labels(project, "Ben", ferry).entity("Norland", "organisation").entity(
        "Minister Ida Holm", "person"
    ).entity("Estovia", "place").entity("Monday", "date", rejected=True).statement(
        "the ferry will sail again on Monday",
        source="Norland",
        claim_types=["commitment"],
        stances=[Stance(about, "against")],
    ).statement(
        "Minister Ida Holm accused Estovia of blocking the harbour",
        source="Minister Ida Holm",
        claim_types=["accusation"],
    ).statement("Estovia denied this", claim_types=["denial"]).done()
    Labels(project, "Ben", bridge).statement("The bridge is closed", claim_types=["fact"]).done()


def value(report: AgreementReport, part: str, name: str) -> float | None:
    (found,) = [
        each.coefficient
        for each in report.measurements
        if each.part == part
        and each.coefficient.name == name
        and each.rank == "main"
        and "all named" not in each.of
        and "group" not in each.of
    ]
    return found.value


def test_two_annotators_are_compared_part_by_part(project: Project) -> None:
    label_both(project)
    report = measure(project)
    assert report.articles == 2
    assert value(report, "entities", "exact_f1") == pytest.approx(2 * 1 / 6)
    assert value(report, "entities", "overlap_f1") == pytest.approx(2 * 2 / 6)
    assert value(report, "statements", "exact_f1") == pytest.approx(2 * 2 / 7)
    assert value(report, "statements", "overlap_f1") == pytest.approx(2 * 3 / 7)
    assert value(report, "statements", "coverage") == pytest.approx(6 / 7)
    assert value(report, "claim_types", "percent_agreement") == pytest.approx(2 / 3)
    assert value(report, "claim_types", "cohen_kappa") == pytest.approx((2 / 3 - 2 / 9) / (7 / 9))
    assert value(report, "claim_types", "alpha_nominal") == pytest.approx(1 - 10 / 26)
    assert value(report, "stances", "percent_agreement") == 0
    assert {each.part for each in report.measurements} == {
        "entities",
        "statements",
        "claim_types",
        "stances",
    }


def test_each_disagreement_names_passage_and_what_each_said(project: Project) -> None:
    label_both(project)
    report = measure(project)
    found = [
        (each.kind, each.span.covered(FERRY), report.said(each)) for each in report.disagreements
    ]
    assert found == [
        ("entity_kind", "Norland", "Amina: place; Ben: organisation"),
        (
            "claim_type",
            "the ferry will sail again on Monday",
            "Amina: Prediction; Ben: Commitment",
        ),
        ("stance", "the ferry will sail again on Monday", "Amina: favors; Ben: opposes"),
        ("entity_boundary", "Minister Ida Holm", "Amina: “Ida Holm”; Ben: “Minister Ida Holm”"),
        (
            "boundary",
            "Minister Ida Holm accused Estovia of blocking the harbour",
            "Amina: “accused Estovia of blocking the harbour”; "
            "Ben: “Minister Ida Holm accused Estovia of blocking the harbour”",
        ),
        (
            "missing_statement",
            "Estovia denied this",
            "Amina: no statement here; Ben: “Estovia denied this”",
        ),
    ]
    assert report.titles == dict(zip(ids(project), ("Ferry", "Bridge"), strict=True))


def test_done_with_nothing_found_counts_and_never_opened_is_missing(project: Project) -> None:
    ferry, bridge = ids(project)
    Labels(project, "Amina", ferry).entity("Norland", "place").done()
    Labels(project, "Amina", bridge).entity("Tarn", "place").done()
    Labels(project, "Ben", ferry).done()
    report = measure(project)
    assert report.articles == 1
    assert value(report, "entities", "exact_f1") == 0
    assert [(each.name, each.articles, each.compared) for each in report.work] == [
        ("Amina", 2, 1),
        ("Ben", 1, 1),
    ]
    assert [each.kind for each in report.disagreements] == ["missing_entity"]


def test_a_report_is_the_same_whether_or_not_it_is_explored_further(project: Project) -> None:
    label_both(project)
    project.add_articles([article("Alone", "Tarn said nothing."), article("Nobody", "Nothing.")])
    _, _, alone, _ = ids(project)
    labels = Labels(project, "Ben", alone).entity("Tarn", "place")
    labels.statement("Tarn said nothing", claim_types=["fact"]).done()
    explored = measure_to_explore(project)
    assert measure(project) == explored.report
    assert [each.articles for each in explored.report.work] == [2, 3]
    assert explored.known.articles[alone].layers[project.annotator.id].statements


@pytest.mark.parametrize("parts", [(each,) for each in PARTS] + [("statements", "stances")])
def test_some_parts_alone_give_the_numbers_that_they_give_among_all(
    project: Project, parts: tuple[Part, ...]
) -> None:
    label_both(project)
    labels = Labels(project, "Cleo", ids(project)[1]).entity("Tarn", "place")
    labels.statement("The bridge is closed", claim_types=["prediction"]).done()
    whole, some = measure(project), measure(project, parts=frozenset(parts))
    wanted = tuple(each for each in whole.measurements if each.part in parts)
    assert some.measurements == wanted
    assert bool(wanted) == (parts != ("article_labels",))  # the codebook has none
    assert some.articles == whole.articles
    assert [replace(each, entities=None, statements=None) for each in whole.work] == list(some.work)


def test_work_that_is_only_opened_counts_when_it_is_asked_for(project: Project) -> None:
    ferry, _ = ids(project)
    Labels(project, "Amina", ferry).entity("Norland", "place").mark("opened")
    Labels(project, "Ben", ferry).entity("Norland", "place").done()
    with pytest.raises(NothingToMeasureError):
        measure(project)
    opened = measure(project, AgreementOptions(status="opened"))
    assert value(opened, "entities", "exact_f1") == 1
    assert "has opened it" in opened.handling


def test_without_a_shared_article_a_sentence_names_who_has_done_what(project: Project) -> None:
    ferry, bridge = ids(project)
    Labels(project, "Amina", ferry).done()
    Labels(project, "Ben", bridge).done()
    with pytest.raises(NothingToMeasureError, match="Amina is done with 1 article; Ben is done"):
        measure(project)


def test_a_project_of_one_annotator_has_nothing_to_measure(project: Project) -> None:
    with pytest.raises(NothingToMeasureError, match="Amina is done with 0 articles"):
        measure(project)


def test_an_unknown_annotator_is_told_by_name(project: Project) -> None:
    label_both(project)
    with pytest.raises(UnknownAnnotatorError, match=r"called Cleo .* Amina, Ben"):
        measure(project, AgreementOptions(annotators=("Amina", "Cleo")))


def test_three_annotators_get_kappa_for_each_pair_and_alpha_over_all(project: Project) -> None:
    label_both(project)
    bridge = ids(project)[1]
    Labels(project, "Cleo", bridge).statement(
        "The bridge is closed", claim_types=["prediction"]
    ).done()
    report = measure(project)
    claims = [each for each in report.measurements if each.part == "claim_types"]
    kappas = {
        each.annotators: each.coefficient.value
        for each in claims
        if each.coefficient.name == "cohen_kappa"
    }
    assert kappas[("Amina", "Cleo")] == kappas[("Ben", "Cleo")] == 0
    alpha = next(each for each in claims if each.coefficient.name == "alpha_nominal")
    assert alpha.annotators == ("Amina", "Ben", "Cleo")
    assert alpha.coefficient.units == 3
    two = measure(project, AgreementOptions(annotators=("Amina", "Ben")))
    assert value(two, "claim_types", "cohen_kappa") == kappas[("Amina", "Ben")]


def test_the_terminal_says_undefined_in_words_and_never_nan(project: Project) -> None:
    _, bridge = ids(project)
    for name in ("Amina", "Ben"):
        Labels(project, name, bridge).statement("The bridge is closed", claim_types=["fact"]).done()
    report = measure(project)
    text = report_as_text(report)
    assert "undefined: only one label occurs" in text
    assert "undefined: none of them marked anything" in text
    assert "undefined: nothing was labelled by two annotators" in text
    assert "nan" not in text
    assert "No disagreements." in text
    assert value(report, "claim_types", "alpha_nominal") is None
    assert value(report, "claim_types", "percent_agreement") == 1


def test_the_report_as_data_survives_json_and_holds_every_disagreement(project: Project) -> None:
    label_both(project)
    report = measure(project, AgreementOptions(is_full=True))
    data = json.loads(json.dumps(report_as_json(report), allow_nan=False))
    assert len(data["disagreements"]) == len(report.disagreements)
    assert len(data["measures"]) == len(report.measurements)
    first = data["disagreements"][0]
    assert FERRY[first["start"] : first["end"]] == "Norland"
    assert all(each["value"] is not None or each["reason"] for each in data["measures"])
    assert all(each["definition"] for each in data["measures"])


def test_the_terminal_explains_every_measure_it_shows(project: Project) -> None:
    label_both(project)
    text = report_as_text(measure(project, AgreementOptions(is_full=True)))
    explained = text.partition("What the measures are")[2]
    for each in measure(project, AgreementOptions(is_full=True)).measurements:
        assert f"{each.definition.title}: " in explained


def test_agreement_is_measured_without_qt_and_spacy(project: Project) -> None:
    label_both(project)
    script = (
        "import sys\n"
        "sys.modules.update({'PySide6': None, 'spacy': None})\n"
        "from pathlib import Path\n"
        "from annotator.workflows.agreement.measuring import measure, report_as_text\n"
        "assert 'numpy' not in sys.modules and 'scipy' not in sys.modules\n"
        "from annotator.project import Project\n"
        "with Project.open(Path(sys.argv[1]), readonly=True) as project:\n"
        "    print(report_as_text(measure(project)))\n"
    )
    command = [sys.executable, "-X", "utf8", "-c", script, str(project.path)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).resolve().parents[4],
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == report_as_text(measure(project)).strip()


def test_a_long_list_of_disagreements_is_cut_for_the_terminal(project: Project) -> None:
    label_both(project)
    assert "and 4 more" in report_as_text(measure(project), most=2)


def test_an_article_cannot_steer_the_terminal(project: Project) -> None:
    label_both(project)
    report = replace(measure(project), project="\x1b[31mHarbour\u202e")
    assert "\x1b" not in report_as_text(report)
    assert "\u202e" not in report_as_text(report)


def test_measuring_tells_how_far_it_is_and_stops_when_asked(project: Project) -> None:
    label_both(project)
    told: list[tuple[int, int, str]] = []
    measure(project, progress=lambda done, total, what: told.append((done, total, what)))
    assert told[0] == (0, 2, "Ferry")
    assert told[-1] == (2, 2, "Measuring")
    with pytest.raises(Cancelled, match="Nothing was changed"):
        measure(project, cancelled=lambda: True)


def test_a_stance_on_a_statement_is_the_same_target_for_both(project: Project) -> None:
    ferry, _ = ids(project)
    for name, stance in (("Amina", "against"), ("Ben", "against")):
        accused = f"accused-{name}"
        Labels(project, name, ferry).statement(
            "accused Estovia of blocking the harbour", claim_types=["accusation"], id_=accused
        ).statement(
            "Estovia denied this",
            claim_types=["denial"],
            stances=[Stance(Target("statement", accused), stance)],
        ).done()
    report = measure(project)
    assert value(report, "stances", "percent_agreement") == 1
    assert report.disagreements == ()


def test_measuring_reads_a_project_that_is_open_for_reading_only(project: Project) -> None:
    label_both(project)
    expected = report_as_json(measure(project))
    with Project.open(project.path, readonly=True) as reader:
        assert report_as_json(measure(reader)) == expected
