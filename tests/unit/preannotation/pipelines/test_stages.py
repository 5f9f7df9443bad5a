"""All stages of the engine as one spaCy pipeline that can be saved, loaded and combined."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from annotator.corpus.zones import propose
from annotator.preannotation.engine import shared_engine
from annotator.preannotation.found import PIPES
from annotator.preannotation.numbers.figures import find_figures
from annotator.preannotation.pipelines import stages
from annotator.preannotation.pipelines.components import FOUND, ZONES
from annotator.preannotation.pipelines.stages import FIGURES, whole_pipeline

TEXT = (
    "We use cookies to give you the best experience on our website.\n\n"
    "Truce talks go on in Doha\n\n"
    "Qatar said on Tuesday that the talks would go on. “We are close,” Foreign Ministry spokesman "
    "Majed al-Ansari told reporters in Doha. At least 12 Pakistani soldiers were killed in the "
    "raid, the army said, and 30 people were injured.\n\n"
    "Toplantı salı günü yapıldı ve bakanlar konuştu, ama bir karar çıkmadı.\n\n"
    "Read more: What the talks are about\n"
)
FACTORIES = ("annotator_zones", *PIPES, "annotator_figures")


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return whole_pipeline()


def told(doc: Doc) -> dict[str, object]:
    """Return everything that a pipeline says about a text."""
    return {
        **{key: doc.user_data[key] for key in (ZONES, FOUND, FIGURES)},
        "entities": [(each.start_char, each.end_char, each.label_) for each in doc.ents],
        **{
            f"spans {key}": [(each.start_char, each.end_char, each.label_) for each in group]
            for key, group in doc.spans.items()
        },
    }


def test_every_stage_is_a_component_of_its_own(pipeline: Language) -> None:
    assert tuple(pipeline.pipe_names) == FACTORIES


def test_it_says_what_the_engine_says_of_an_imported_article(pipeline: Language) -> None:
    doc = pipeline(TEXT)
    zones = propose(TEXT).zones
    assert doc.user_data[ZONES] == zones
    assert {each.kind for each in zones} >= {"headline", "body", "boilerplate"}
    found = sorted(doc.user_data[FOUND], key=lambda each: (each.span, each.kind, each.label))
    assert found == shared_engine().annotate(TEXT, zones)
    assert {each.kind for each in found} == {"mention", "quotation", "statement"}
    assert [(each.value, each.unit) for each in doc.user_data[FIGURES]] == [
        (12, "killed"),
        (30, "injured"),
    ]
    assert [each.label_ for each in doc.spans["figures"]] == ["killed", "injured"]
    assert [each.label_ for each in doc.spans["zones"]] == [each.kind for each in zones]


def test_zones_that_are_there_already_stay(pipeline: Language) -> None:
    doc = pipeline.make_doc(TEXT)
    doc.user_data[ZONES] = ()
    assert pipeline(doc).user_data[ZONES] == ()
    assert doc.user_data[FIGURES] == ()


def test_a_saved_pipeline_says_the_same_in_another_process(
    pipeline: Language, tmp_path: Path
) -> None:
    pipeline.to_disk(tmp_path / "saved")
    script = (
        "import sys, spacy, annotator.preannotation.pipelines.stages as stages;"
        "doc = spacy.load(sys.argv[1])(sys.argv[2]);"
        "print(*[doc.user_data[key] for key in (stages.ZONES, 'annotator.found', stages.FIGURES)])"
    )
    there = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "saved"), TEXT],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ).stdout
    data = pipeline(TEXT).user_data
    assert there.strip() == " ".join(str(data[key]) for key in (ZONES, FOUND, FIGURES))


def test_its_components_can_be_put_into_any_english_pipeline(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    for name in FACTORIES:
        nlp.add_pipe(name, config={"units": ["killed"]} if name == "annotator_figures" else {})
    here = told(nlp(TEXT))
    nlp.to_disk(tmp_path / "mixed")
    assert told(spacy.load(tmp_path / "mixed")(TEXT)) == here
    assert [each.unit for each in here[FIGURES]] == ["killed"]  # type: ignore[attr-defined]
    assert here["entities"]


def test_without_zones_the_figures_of_the_whole_text_are_read() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("annotator_figures")
    assert nlp(TEXT).user_data[FIGURES] == find_figures(TEXT)


def test_an_installed_package_brings_its_factories_along() -> None:
    project = tomllib.loads((Path(stages.__file__).parents[3] / "pyproject.toml").read_text())
    named = project["project"]["entry-points"]["spacy_factories"]
    assert set(named) == set(FACTORIES)
    for name, place in named.items():
        module, function = place.split(":")
        assert callable(getattr(import_module(module), function))
        assert Language.has_factory(name)
