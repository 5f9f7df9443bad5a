"""The reliability probes that lie beside the checkout, run against the project file.

Each probe is a program of its own that starts this program, kills it, starves it of disk or feeds
it damaged files. The default is a short run of each; the full length stands under the ``slow``
marker: ``pytest -m slow tests/probes``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
PROBES = CHECKOUT.parent / "shared" / "probes"
ADAPTER = "annotator_adapter:Store"
TOOLS = ("strace", "gcc", "unshare", "setpriv")
# There is no older schema yet that could be brought up to date.
NOT_HERE = {"migration_killed"}

pytestmark = [
    pytest.mark.skipif(not PROBES.is_dir(), reason="the probes are not beside the checkout"),
    pytest.mark.skipif(
        not all(shutil.which(tool) for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"
    ),
]


@pytest.fixture(scope="session")
def probes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the probes: they build two small libraries and bad files beside themselves."""
    copy = tmp_path_factory.mktemp("probes") / "probes"
    shutil.copytree(PROBES, copy)
    for folder in (copy, *copy.rglob("*")):
        folder.chmod(0o755 if folder.is_dir() else 0o644)
    return copy


def run(probes: Path, probe: str, *arguments: str) -> dict[str, Any]:
    """Run one probe and return what it says."""
    environment = {**os.environ, "PYTHONPATH": f"{CHECKOUT}{os.pathsep}{HERE}"}
    done = subprocess.run(
        [sys.executable, probe, *arguments],
        cwd=probes,
        env=environment,
        capture_output=True,
        text=True,
        timeout=1800,
    )
    assert done.stdout.strip().startswith("{"), done.stderr[-2000:]
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_hard_kills_at_random_moments_lose_nothing(probes):
    for longest in ("200", "4000"):  # a busy machine may store nothing before each short time is up
        result = run(probes, "crash_loop.py", ADAPTER, "--kills", "12", "--max-ms", longest)
        assert result["PASS"], result
        if result["acks"]:
            break
    assert result["acks"], result


def test_hard_kills_at_single_file_calls_lose_nothing(probes):
    result = run(probes, "crash_loop.py", ADAPTER, "--kills", "5", "--at-syscall")
    assert result["PASS"] and result["acks"], result


def test_power_cuts_lose_nothing(probes):
    result = run(probes, "power_cut_replay.py", ADAPTER, "--ops", "40", "--cuts", "8")
    assert result["PASS"] and result["states"] == 32, result


def test_a_full_disk_loses_nothing_and_is_told(probes):
    result = run(probes, "disk_full.py", ADAPTER, "--skip-strace")
    assert result["summary"] == {"pass": 2, "fail": 0, "n/a": 0, "data_unsafe": 0}, result


def test_single_faults_are_survived_or_told(probes):
    result = run(probes, "faults.py", ADAPTER)
    failed = {name: said for name, (word, said) in result["results"].items() if word == "FAIL"}
    absent = {name for name, (word, _) in result["results"].items() if word == "N/A"}
    assert not failed
    assert absent <= NOT_HERE, result["results"]


def test_copies_are_put_together_in_any_order_and_nothing_is_lost(probes):
    result = run(probes, "merge_probe.py", ADAPTER, "--rounds", "2")
    assert result["PASS"] and result["true_conflicts"] and result["merge_kills"], result


HOSTILE = """
import json, sys
import check_bad_inputs
found = check_bad_inputs.hostile_own(sys.argv[1])
print(json.dumps({"found": found}))
"""
# SQLite itself refuses a trigger on a virtual table, and the probe would stop there.
ALL_TABLES = "where type='table' and name not like 'sqlite_%'"
NOT_VIRTUAL = "and sql not like 'create virtual%'"


def test_doctored_projects_are_refused(probes):
    (probes / "hostile.py").write_text(HOSTILE, encoding="utf-8")
    inputs = probes / "check_bad_inputs.py"
    tables = inputs.read_text(encoding="utf-8")
    inputs.write_text(tables.replace(ALL_TABLES, f"{ALL_TABLES} {NOT_VIRTUAL}"), encoding="utf-8")
    found = run(probes, "hostile.py", ADAPTER)["found"]
    assert len(found) == 5
    assert not [each for each in found if each["problems"] or each.get("na")], found


def test_awkward_texts_and_offsets_come_back_exactly(probes):
    result = run(probes, "offsets_probe.py", ADAPTER, "corpus/offsets_dev.jsonl")
    assert result["PASS"] and result["texts"] and result["spans"], result


def test_large_articles_and_many_articles_are_stored_and_found(probes):
    """The probe's budgets in seconds are for a quiet machine; here it must only come through."""
    result = run(probes, "scale_probe.py", ADAPTER, "--docs", "1000")
    assert result["docs"] == 1000 and result["peak_mb_session1"] < 600, result


@pytest.mark.slow
@pytest.mark.parametrize("mode", [[], ["--at-syscall"]], ids=["at random", "at file calls"])
def test_two_hundred_hard_kills_lose_nothing(probes, mode):
    result = run(probes, "crash_loop.py", ADAPTER, "--kills", "200", *mode)
    assert result["PASS"] and result["kills"] == 200, result


@pytest.mark.slow
def test_a_disk_that_fails_at_any_write_loses_nothing_and_is_told(probes):
    result = run(probes, "disk_full.py", ADAPTER)
    assert result["summary"] == {"pass": 30, "fail": 0, "n/a": 0, "data_unsafe": 0}, result


@pytest.mark.slow
def test_many_power_cuts_lose_nothing(probes):
    result = run(probes, "power_cut_replay.py", ADAPTER, "--ops", "120", "--cuts", "60")
    assert result["PASS"], json.dumps(result)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounts a disk: root")
def test_a_real_file_system_that_loses_power_loses_nothing(probes):
    result = run(probes, "power_cut_fs.py", ADAPTER, "--cuts", "20")
    assert result["PASS"], json.dumps(result)


@pytest.mark.slow
def test_a_hundred_thousand_articles_are_within_an_annotators_patience(probes):
    result = run(probes, "scale_probe.py", ADAPTER, "--docs", "100000")
    assert result["PASS"], json.dumps(result)
