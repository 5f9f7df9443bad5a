"""What bad input gets: a sentence that says what happened, what is safe and what to do."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.corpus.reading import DecodedText
from annotator.workflows.importing import articles as importing
from annotator.workflows.importing import reading_articles

Captured = pytest.CaptureFixture[str]
CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "talks.annotator"
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    good = tmp_path / "good.txt"
    good.write_text("Norland calls for talks\n\nNorland called for talks on Monday.\n")
    assert main(["import", str(path), str(good), "--no-highlight"]) == 0
    return path


def articles(project: Path, capsys: Captured) -> int:
    capsys.readouterr()
    assert main(["info", str(project), "--json"]) == 0
    return int(json.loads(capsys.readouterr().out)["articles"])


def refusal(capsys: Captured, *arguments: str) -> str:
    """Run a command that must be refused in words; return them."""
    capsys.readouterr()
    assert main(list(arguments)) in (1, 2)
    said = capsys.readouterr().err.strip()
    assert "Traceback" not in said and "." in said.splitlines()[0], said
    return said


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\r\n\xc2\xa0\n"),
        ("binary.txt", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        ("large.txt", b"word " * 10_000_001),
    ],
)
def test_a_file_that_is_no_article_is_named_with_the_reason(
    project: Path, tmp_path: Path, capsys: Captured, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert name in refusal(capsys, "import", str(project), str(path))
    assert articles(project, capsys) == 1


def test_a_folder_without_articles_says_so(project: Path, tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "one.png").write_bytes(b"\x89PNG")
    assert "pictures" in refusal(capsys, "import", str(project), str(folder))


def test_a_file_that_is_not_there_says_so(project: Path, capsys: Captured) -> None:
    assert "nowhere.txt" in refusal(capsys, "import", str(project), "nowhere.txt")


@pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv to be less than root")
def test_an_unreadable_file_is_named_and_the_rest_goes_in(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "secret.txt").write_text("You cannot read this.")
    (folder / "secret.txt").chmod(0)
    (folder / "open.txt").write_text("Everybody can read this article.")
    without = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    without += ["--inh-caps=-dac_override,-dac_read_search"]
    command = [sys.executable, "-m", "annotator", "import", str(project), str(folder)]
    done = subprocess.run(
        [*(without if os.geteuid() == 0 else []), *command, "--no-highlight"],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
    )
    assert done.returncode == 3, done.stderr
    assert "secret.txt" in done.stderr and "Imported 1 article" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("heeds_interrupts")
def test_ctrl_c_stops_an_import_and_what_is_in_is_in_whole(
    project: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(f"Article {number}\n\nThe mayor spoke again.\n")
    read = reading_articles.read_article

    def press_at_the_third(path: Path, options: reading_articles.ReadOptions) -> DecodedText:
        if path.name == "2.txt":
            signal.raise_signal(signal.SIGINT)  # in this thread, before it returns
        return read(path, options)

    monkeypatch.setattr(importing, "BATCH_ARTICLES", 1)
    monkeypatch.setattr(reading_articles, "read_article", press_at_the_third)
    capsys.readouterr()
    assert main(["import", str(project), str(folder), "--no-highlight"]) == 130
    assert "Stopped. Everything before it is stored." in capsys.readouterr().err
    assert articles(project, capsys) == 1 + 2
    assert main(["check", str(project)]) == 0
    monkeypatch.undo()
    assert main(["import", str(project), str(folder), "--no-highlight"]) == 0
    assert articles(project, capsys) == 1 + 5


def test_a_broken_codebook_is_told_with_line_and_problem_and_no_project_is_made(
    tmp_path: Path, capsys: Captured
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: mine\nversion: 1\nclaim_types:\n  - id: fact\n    colour: blue\n")
    made = tmp_path / "mine.annotator"
    said = refusal(capsys, "new", str(made), "--codebook", str(broken))
    assert "line 5" in said and "colour" in said
    assert not made.exists()


@pytest.mark.parametrize("content", [b"", b"hello\n" * 50, os.urandom(9000)])
def test_a_file_that_is_not_a_project_stays_as_it_is(
    tmp_path: Path, capsys: Captured, content: bytes
) -> None:
    path = tmp_path / "other.annotator"
    path.write_bytes(content)
    assert "not a project" in refusal(capsys, "info", str(path))
    assert path.read_bytes() == content


def test_a_project_of_a_newer_version_stays_as_it_is(project: Path, capsys: Captured) -> None:
    connection = sqlite3.connect(project)
    connection.execute("pragma user_version = 9999")
    connection.commit()
    connection.close()
    before = digest(project)
    assert "newer version" in refusal(capsys, "info", str(project))
    assert digest(project) == before


def test_a_read_only_project_can_be_looked_at_and_says_why_it_takes_nothing(
    project: Path, tmp_path: Path
) -> None:
    if not shutil.which("setpriv"):
        pytest.skip("needs setpriv to be less than root")
    more = tmp_path / "more.txt"
    more.write_text("Another article about the talks.")
    project.chmod(0o400)
    without = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    without += ["--inh-caps=-dac_override,-dac_read_search"]
    start = [*(without if os.geteuid() == 0 else []), sys.executable, "-m", "annotator"]

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*start, *arguments], capture_output=True, text=True, cwd=CHECKOUT)

    assert run("info", str(project)).returncode == 0
    refused = run("import", str(project), str(more))
    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    assert "cannot be written" in refused.stderr or "reading only" in refused.stderr


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs a small disk of its own")
def test_a_full_disk_loses_nothing_that_was_stored(tmp_path: Path) -> None:
    mount = tmp_path / "small"
    mount.mkdir()
    script = (
        "import os, pathlib, sys\n"
        "from annotator.cli import main\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "assert main(['new', str(folder / 'p.annotator')]) == 0\n"
        "(folder / 'a.txt').write_text('A short article.')\n"
        "assert main(['import', str(folder / 'p.annotator'), str(folder / 'a.txt'),"
        " '--no-highlight']) == 0\n"
        "(folder / 'b.txt').write_text('word ' * 100_000)\n"
        "left = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize\n"
        "(folder / 'ballast').write_bytes(bytes(left - 300_000))\n"
        "code = main(['import', str(folder / 'p.annotator'), str(folder / 'b.txt'),"
        " '--no-highlight'])\n"
        "(folder / 'ballast').unlink()\n"
        "(folder / 'b.txt').unlink()\n"
        "assert main(['check', str(folder / 'p.annotator')]) == 0\n"
        "assert main(['info', str(folder / 'p.annotator'), '--json']) == 0\n"
        "sys.exit(code)\n"
    )
    inner = 'mount -t tmpfs -o size=2m none "$0" && exec "$@" "$0"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", inner, str(mount), sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        env={**os.environ, "ANNOTATOR_HOME": str(tmp_path / "home")},
    )
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("no disk of its own to be had here")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "disk" in done.stderr and "Traceback" not in done.stderr
    assert '"articles": 1' in done.stdout


def test_the_window_tells_of_a_bad_project_and_stays_open(
    tmp_path: Path, press_keys: Callable[..., object]
) -> None:
    path = tmp_path / "other.annotator"
    path.write_bytes(b"hello\n" * 50)
    opened = press_keys([["press", "Escape"], ["problem", "told"], ["quit"]], "open", str(path))
    assert opened.code == 0, opened.errors
    assert "not a project" in str(opened.told["told"]["text"])
