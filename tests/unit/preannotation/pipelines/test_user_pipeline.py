"""Pipelines of the user's: tiny real ones on disk and installed, and ones that must be refused."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.training import Example

from annotator.errors import Cancelled, PipelineError
from annotator.preannotation.pipelines import user_pipeline
from annotator.preannotation.pipelines.user_pipeline import (
    Limits,
    PipelineChoice,
    UserPipeline,
    find_pipeline,
    fingerprint,
    installed_pipelines,
)

ROOT = Path(__file__).resolve().parents[4]
TEXT = "😀 The Aurora met the Tidewatch crew off Veltra."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a pipeline of rules, as `nlp.to_disk` leaves it."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]
        [{"label": "ORG", "pattern": "Tidewatch"}, {"label": "SHIP", "pattern": "Aurora"}]
    )
    nlp.meta.update(name="harbour", version="0.2.1")
    nlp.to_disk(tmp_path / "harbour")
    return tmp_path / "harbour"


def entities(folder: Path, text: str = TEXT, limits: Limits | None = None) -> list[tuple[str, str]]:
    with UserPipeline(find_pipeline(str(folder)), limits=limits) as pipeline:
        return [(text[start:end], label) for start, end, label in pipeline.entities(text)]


def refusal(folder: Path) -> PipelineError:
    with pytest.raises(PipelineError) as caught:
        entities(folder)
    assert "uggestions" in str(caught.value)
    return caught.value


def change_config(folder: Path, change: Callable[[str], str]) -> None:
    path = folder / "config.cfg"
    before = path.read_text()
    after = change(before)
    assert after != before
    path.write_text(after)


def test_a_pipeline_on_disk_finds_its_entities_in_code_points(folder: Path) -> None:
    assert entities(folder) == [("Aurora", "SHIP"), ("Tidewatch", "ORG")]
    with UserPipeline(find_pipeline(str(folder))) as pipeline:
        assert (pipeline.engine, pipeline.version) == ("spacy:en_harbour", "0.2.1")
        assert pipeline.lang == "en"
        assert "entity_ruler" in pipeline.detail


def test_a_trained_pipeline_works_and_what_is_not_needed_stays_unread(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    nlp.add_pipe("ner").add_label("SHIP")  # type: ignore[attr-defined]
    nlp.add_pipe("textcat_multilabel").add_label("NEWS")  # type: ignore[attr-defined]
    doc = nlp.make_doc("The Aurora sailed")
    examples = [Example.from_dict(doc, {"entities": [(4, 10, "SHIP")], "cats": {"NEWS": 1.0}})]
    nlp.initialize(lambda: examples)
    for _ in range(20):
        nlp.update(examples)
    nlp.to_disk(tmp_path / "trained")
    (tmp_path / "trained" / "textcat_multilabel" / "model").write_bytes(b"broken, and nobody looks")
    assert ("Aurora", "SHIP") in entities(tmp_path / "trained", "The Aurora sailed")


def test_the_folder_around_is_enough(folder: Path) -> None:
    assert find_pipeline(str(folder.parent)).name == str(folder)


def test_long_texts_are_read_in_pieces(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(user_pipeline, "_PIECE", 24)
    assert entities(folder) == [("Aurora", "SHIP"), ("Tidewatch", "ORG")]
    assert entities(folder, "Aurora" * 30) == []
    assert entities(folder, " \n ") == []


def test_installed_pipelines_are_listed_without_importing_them_and_can_be_loaded(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    package = site / "en_harbour"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(
        "import spacy\ndef load(**overrides):\n"
        f"    return spacy.load({str(folder)!r}, **overrides)\n"
    )
    facts = site / "en_harbour-0.3.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: en_harbour\nVersion: 0.3\n")
    (facts / "entry_points.txt").write_text("[spacy_models]\nen_harbour = en_harbour\n")
    monkeypatch.syspath_prepend(site)
    choice = PipelineChoice("installed", "en_harbour", "0.3")
    assert choice in installed_pipelines()
    assert find_pipeline("en_harbour") == choice
    assert "en_harbour" not in sys.modules
    with UserPipeline(choice) as pipeline:
        assert pipeline.engine == "spacy:en_harbour"
        assert [each[2] for each in pipeline.entities(TEXT)] == ["SHIP", "ORG"]


@pytest.mark.parametrize("wanted", ["no_such_pipeline", "/no/such/folder", "antigravity", "os"])
def test_a_missing_pipeline_is_named_with_what_there_is(wanted: str) -> None:
    with pytest.raises(PipelineError, match="no installed one has that name") as caught:
        find_pipeline(wanted)
    assert caught.value.reason == "missing"


def test_a_folder_without_a_pipeline_is_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path).reason == "missing"


@pytest.mark.parametrize("wanted", ["//server/share/model", "\\\\server\\share\\model"])
def test_other_machines_are_not_asked(wanted: str) -> None:
    with pytest.raises(PipelineError) as caught:
        find_pipeline(wanted)
    assert caught.value.reason == "unsafe"


@pytest.mark.parametrize("spec", [">=2.2.2", ">=99.1.0,<99.2.0", "4.0"])
def test_a_pipeline_of_another_spacy_says_so(folder: Path, spec: str) -> None:
    meta = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps({**meta, "spacy_version": spec}))
    problem = refusal(folder)
    assert problem.reason == "version"
    assert spec in str(problem) and spacy.__version__ in str(problem)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("meta.json", b"{"),
        ("meta.json", b"[1]"),
        ("config.cfg", b"no settings"),
        ("config.cfg", b"\x00\xff" * 40),
        ("config.cfg", b'[nlp]\nlang = "en"\npipeline = ["a"]\n'),
        ("tokenizer", b"\xc1"),
        ("entity_ruler/patterns.jsonl", b'{"label": 7}\n'),
        ("vocab/strings.json", b"]"),
    ],
)
def test_a_broken_pipeline_is_told_in_words(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    assert refusal(folder).reason == "broken"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_what_is_no_file_is_not_waited_for(folder: Path) -> None:
    (folder / "meta.json").unlink()
    os.mkfifo(folder / "meta.json")
    assert refusal(folder).reason == "broken"


def test_a_pipeline_without_entities_is_of_no_use(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "sentences")
    assert "no component in it finds entities" in str(refusal(tmp_path / "sentences"))


# -- a pipeline on disk is data


class Canary:
    """Unpickled, it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.path),)


@pytest.mark.parametrize("name", ["extra.py", "ner/native.so", "vocab/lookups.pkl", "a/b.PY"])
def test_code_in_the_folder_is_refused(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("raise SystemExit")
    assert refusal(folder).reason == "unsafe"


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_a_pickle_under_another_name_is_refused(folder: Path, protocol: int) -> None:
    canary = folder.parent / "canary"
    (folder / "vocab" / "lookups.bin").write_bytes(pickle.dumps(Canary(canary), protocol))
    assert refusal(folder).reason == "unsafe"
    assert not canary.exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("before_creation = null", 'before_creation = {"@callbacks": "evil.v1"}'),
        ("after_creation = null", "after_creation = ${initialize.before_init}"),
        ('factory = "entity_ruler"', 'source = "en_core_web_sm"'),
        ('factory = "entity_ruler"', 'factory = "my_own_component"'),
        ("validate = false", 'validate = {"@readers": "srsly.read_json.v1", "path": "/x"}'),
        ("spacy.levenshtein_compare.v1", "spacy.KBFromFile.v1"),
        ("spacy.Tokenizer.v1", "other.Tokenizer.v1"),
        ("spacy.entity_ruler_scorer.v1", "evil.scorer.v1"),
    ],
)
def test_a_config_that_runs_more_than_spacys_own_parts_is_refused(
    folder: Path, before: str, after: str
) -> None:
    if "initialize" in after:
        change_config(
            folder,
            lambda text: text.replace(
                "before_init = null", 'before_init = {"@callbacks": "evil.v1"}'
            ),
        )
    change_config(folder, lambda text: text.replace(before, after))
    problem = refusal(folder)
    assert problem.reason == "unsafe", problem
    assert "install it as a package" in str(problem)


@pytest.mark.parametrize(
    "deed",
    [
        "pickle.loads(pickle.dumps(os.getcwd))",
        "open(os.path.join(sys.argv[1], 'made'), 'w')",
        "os.mkdir(os.path.join(sys.argv[1], 'made'))",
        "subprocess.run([sys.executable, '-c', ''])",
        "os.system('true')",
        "socket.create_connection(('127.0.0.1', 9))",
    ],
)
def test_the_guard_keeps_data_from_acting(tmp_path: Path, deed: str) -> None:
    probe = (
        "import os, pickle, socket, subprocess, sys\n"
        "from annotator.preannotation.pipelines import pipeline_worker as worker\n"
        "events = (*worker._OUTSIDE, *worker._BEYOND_DATA)\n"
        "worker._Guard(events, reads_only=True).stand()\n"
        f"try:\n    {deed}\nexcept worker.Refused:\n    sys.exit(7)\n"
    )
    command = [sys.executable, "-B", "-c", probe, str(tmp_path)]
    assert subprocess.run(command, cwd=ROOT).returncode == 7
    assert not (tmp_path / "made").exists()


# -- time and stopping


def never_ending(folder: Path) -> None:
    """Give the rules a regular expression that backtracks for ages."""
    nlp = spacy.blank("en")
    patterns = [{"label": "X", "pattern": [{"TEXT": {"REGEX": "^(a+)+$"}}]}]
    nlp.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    nlp.to_disk(folder)


def test_one_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    never_ending(tmp_path / "slow")
    with UserPipeline(find_pipeline(str(tmp_path / "slow")), limits=Limits(reading=0.3)) as slow:
        with pytest.raises(PipelineError, match=r"0\.3 seconds") as caught:
            slow.entities("a" * 60 + "b")
        process = slow._process
    assert caught.value.reason == "slow"
    assert process.returncode is not None


def test_stopping_does_not_wait_for_it(tmp_path: Path) -> None:
    never_ending(tmp_path / "slow")
    asked: list[bool] = []

    def cancelled() -> bool:
        return bool(asked)

    with UserPipeline(find_pipeline(str(tmp_path / "slow")), cancelled=cancelled) as slow:
        asked.append(True)
        with pytest.raises(Cancelled):
            slow.entities("a" * 60 + "b")


def test_one_whose_process_dies_is_told(folder: Path) -> None:
    with UserPipeline(find_pipeline(str(folder))) as pipeline:
        pipeline._process.kill()
        pipeline._process.wait()
        with pytest.raises(PipelineError, match="ended"):
            pipeline.entities(TEXT)


def test_another_state_of_the_folder_has_another_fingerprint(folder: Path) -> None:
    before = fingerprint(find_pipeline(str(folder)))
    assert fingerprint(find_pipeline(str(folder))) == before
    patterns = folder / "entity_ruler" / "patterns.jsonl"
    patterns.write_text(patterns.read_text().replace("Aurora", "Borea"))
    assert fingerprint(find_pipeline(str(folder))) != before


def test_looking_for_pipelines_loads_no_spacy() -> None:
    probe = (
        "import sys\nfrom annotator.preannotation.pipelines import user_pipeline\n"
        "user_pipeline.installed_pipelines()\n"
        "assert 'spacy' not in sys.modules\n"
    )
    assert subprocess.run([sys.executable, "-c", probe], cwd=ROOT).returncode == 0
