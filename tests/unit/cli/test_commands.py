"""The commands, run through the real main: what they print, and the codes that they return."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.gui import starting
from annotator.workflows.importing import sampling

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return tmp_path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "talks.annotator"
    assert main(["new", str(path), "--annotator", "Amina"]) == 0
    return path


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("Norland calls for talks\n\nNorland called for talks.\n")
    (folder / "two.txt").write_text("Estovia denies it\n\nEstovia denied that it had fired.\n")
    return folder


def test_new_says_how_to_go_on(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["new", str(tmp_path / "my talks.annotator"), "--annotator", "Amina"]) == 0
    assert "my talks.annotator' FOLDER" in capsys.readouterr().out
    sample = tmp_path / "sample.annotator"
    made: list[Path] = []
    monkeypatch.setattr(sampling, "make_sample_project", lambda path, annotator: made.append(path))
    assert main(["new", str(sample), "--sample", "--annotator", "Amina"]) == 0
    assert made == [sample]
    assert capsys.readouterr().out.rstrip().endswith(f"open {sample}")
    assert main(["new", str(sample), "--sample", "--title", "Mine"]) == 2
    assert made == [sample]


@pytest.mark.parametrize("name", ["talks", "talks.v2", "talks.annotator"])
def test_a_new_project_has_the_ending_by_which_the_window_finds_it(
    name: str, tmp_path: Path, capsys: Captured
) -> None:
    assert main(["new", str(tmp_path / name), "--annotator", "Amina"]) == 0
    made = tmp_path / f"{name.removesuffix('.annotator')}.annotator"
    assert made.is_file() and not (tmp_path / "talks").exists()
    assert f"Made {made}." in capsys.readouterr().out


def test_new_never_overwrites_a_file(project: Path, capsys: Captured) -> None:
    before = project.read_bytes()
    assert main(["new", str(project)]) == 1
    assert "already" in capsys.readouterr().err
    assert project.read_bytes() == before


def test_import_names_the_bad_file_and_takes_the_rest(
    project: Path, articles: Path, capsys: Captured
) -> None:
    (articles / "three.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(200)))
    (articles / "four.txt").write_bytes(b"")
    assert main(["import", str(project), str(articles), "--no-highlight"]) == 3
    said = capsys.readouterr()
    assert "Imported 2 articles" in said.out
    assert "three.txt" in said.err and "four.txt" in said.err


def test_one_article_is_said_as_one(project: Path, articles: Path, capsys: Captured) -> None:
    one = sorted(articles.iterdir())[0]
    assert main(["import", str(project), str(one)]) == 0
    assert "Imported 1 article." in capsys.readouterr().out
    assert main(["preannotate", str(project)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Marked 0 articles") and "nothing new found" in said
    assert "by this version before: 1 article\n" in said
    assert main(["export", str(project), str(one.with_suffix(".json")), "--format", "json"]) == 0
    assert ": 1 article, 0 statements" in capsys.readouterr().out


def test_a_doubtful_encoding_is_asked_for_and_can_be_given(
    project: Path, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "cyrillic.txt"
    path.write_bytes("Норландия призвала к переговорам и миру в регионе.".encode("cp1251"))
    assert main(["import", str(project), str(path), "--no-highlight"]) == 1
    assert "--encoding" in capsys.readouterr().err
    arguments = ["import", str(project), str(path), "--no-highlight", "--encoding", "cp1251"]
    assert main(arguments) == 0


def test_the_same_text_twice_is_recognised(project: Path, articles: Path, capsys: Captured) -> None:
    arguments = ["import", str(project), str(articles), "--no-highlight", "--json"]
    assert main(arguments) == 0
    first = json.loads(capsys.readouterr().out)
    assert main(arguments) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["imported"] == []
    assert {row["article"] for row in again["duplicates"]} == set(first["imported"])


def test_info_and_check_answer_as_json(project: Path, articles: Path, capsys: Captured) -> None:
    main(["import", str(project), str(articles), "--no-highlight"])
    capsys.readouterr()
    assert main(["info", str(project), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["articles"] == 2 and facts["annotators"][0]["name"] == "Amina"
    assert main(["check", str(project), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "problems": []}


def test_check_finds_a_changed_letter(project: Path, articles: Path, capsys: Captured) -> None:
    main(["import", str(project), str(articles), "--no-highlight"])
    damaged = project.read_bytes().replace(b"denied that", b"Denied that")
    project.write_bytes(damaged)
    assert main(["check", str(project)]) == 1
    assert capsys.readouterr().out.strip()


def test_a_damaged_index_for_searching_is_made_anew(
    project: Path, articles: Path, capsys: Captured
) -> None:
    main(["import", str(project), str(articles), "--no-highlight"])
    with sqlite3.connect(project) as connection:
        connection.execute("DELETE FROM words_docsize WHERE id = 0")
    connection.close()
    assert main(["check", str(project)]) == 1
    assert "--renew-index" in capsys.readouterr().out
    assert main(["check", str(project), "--renew-index"]) == 0


def test_a_file_that_is_no_project_gets_a_sentence_and_stays(
    tmp_path: Path, capsys: Captured
) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("create table t (a)")
    connection.close()
    before = other.read_bytes()
    for command in (["info"], ["check"], ["agreement"]):
        assert main([*command, str(other)]) == 1
        said = capsys.readouterr().err
        assert "another program" in said and "Traceback" not in said
    assert other.read_bytes() == before


def test_errors_come_as_json_too(tmp_path: Path, capsys: Captured) -> None:
    assert main(["info", str(tmp_path / "nowhere.annotator"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False and "nowhere.annotator" in told["error"]["message"]


def test_wrong_usage_returns_two(capsys: Captured) -> None:
    assert main(["fly"]) == 2
    assert main(["export"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_without_a_screen_the_window_names_the_commands_instead(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    assert main(["open", str(project)]) == 2
    said = capsys.readouterr().err
    assert "display" in said and "import" in said and "Traceback" not in said


def opened_windows(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str | None]]:
    """Return a list that each window adds to instead of being shown."""
    found: list[tuple[Path, str | None]] = []

    def note(project: Path, *, annotator: str | None) -> int:
        found.append((project, annotator))
        return 0

    monkeypatch.setattr(starting, "open_window", note)
    return found


def test_open_lets_nobody_new_begin_by_a_slip(
    project: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = opened_windows(monkeypatch)
    assert main(["open", str(project), "--annotator", "Amian"]) == 1
    said = capsys.readouterr().err
    assert "“Amian”" in said and "Amina" in said and "--new-annotator" in said
    assert windows == []
    assert main(["open", str(project), "--annotator", "Amina"]) == 0
    assert main(["open", str(project), "--annotator", "Bo", "--new-annotator"]) == 0
    assert main(["open", str(project), "--new-annotator"]) == 2
    assert windows == [(project, "Amina"), (project, "Bo")]


def test_the_window_tells_why_a_project_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = opened_windows(monkeypatch)
    missing = tmp_path / "missing.annotator"
    assert main(["open", str(missing), "--annotator", "Amina"]) == 0
    assert main(["open", str(missing)]) == 0
    assert windows == [(missing, "Amina"), (missing, None)] and not missing.exists()


def test_opening_a_project_reads_no_other_command(project: Path) -> None:
    script = (
        "import sys\nfrom annotator.cli import main\nfrom annotator.gui import starting\n"
        "starting.open_window = lambda project, annotator: print(project)\n"
        "main(['open', sys.argv[1]])\n"
        "print('click' in sys.modules, 'annotator.cli.projects' in sys.modules)"
    )
    command = [sys.executable, "-c", script, str(project)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == [str(project), "False False"]


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "news-statements"])
def test_export_writes_each_format_of_the_list(
    form: str, project: Path, articles: Path, tmp_path: Path, capsys: Captured
) -> None:
    from annotator.workflows.exporting.files import FORMATS

    main(["import", str(project), str(articles), "--no-highlight"])
    out = tmp_path / "out"
    assert form in FORMATS
    assert main(["export", str(project), str(out), "--format", form]) == 0
    assert out.exists()


def test_the_command_line_offers_exactly_the_formats_that_exist() -> None:
    from annotator.cli.results import export_command
    from annotator.workflows.exporting.export_formats import FORMATS

    (chosen,) = (each for each in export_command.params if each.name == "file_format")
    assert set(chosen.type.choices) == set(FORMATS)  # type: ignore[attr-defined]


def test_an_export_into_nowhere_is_a_sentence(
    project: Path, tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "no" / "such" / "folder" / "x.json"
    assert main(["export", str(project), str(out), "--format", "json"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_codebook_that_comes_along_can_be_named(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "climate.annotator"
    assert main(["new", str(path), "--codebook", "climate-debate"]) == 0
    capsys.readouterr()
    main(["info", str(path), "--json"])
    assert json.loads(capsys.readouterr().out)["codebook"].startswith("climate-debate@")


def test_codebook_check_names_line_and_problem(tmp_path: Path, capsys: Captured) -> None:
    own = tmp_path / "own.yaml"
    assert main(["codebook", "copy", str(own)]) == 0
    assert main(["codebook", "check", str(own)]) == 0
    lines = own.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if "group: assertive" in line)
    lines[place] = lines[place].replace("assertive", "asertive")
    own.write_text("\n".join(lines), encoding="utf-8")
    capsys.readouterr()
    assert main(["codebook", "check", str(own)]) == 1
    said = capsys.readouterr().out
    assert str(place + 1) in said and "asertive" in said


def test_too_little_memory_is_no_mistake_in_the_program(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    from annotator.project import Project

    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Project, "info", full)
    assert main(["info", str(project)]) == 2
    assert "too little memory" in capsys.readouterr().err


def test_a_mistake_in_the_program_is_logged_and_told_without_a_traceback(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, home: Path
) -> None:
    from annotator.project import Project

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Project, "info", broken)
    assert main(["info", str(project)]) == 70
    said = capsys.readouterr().err
    assert "mistake in the program" in said and "Traceback" not in said
    assert "ZeroDivisionError" in next((home / "home" / "log").glob("*.txt")).read_text()


def test_doctor_tells_what_is_missing(capsys: Captured) -> None:
    main(["doctor", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert {"Python", "spacy", "window"} <= {row["name"] for row in told["findings"]}


def test_a_file_name_that_is_no_utf8_is_predicted_for_like_any_other(
    tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt"))
    try:
        odd.write_bytes(b"Norland called for talks in Paris on Monday.\n")
    except OSError:
        pytest.skip("this file system takes no such names")
    out = tmp_path / "out.json"
    assert main(["preannotate", str(folder), "--out", str(out)]) == 0
    (found,) = json.loads(out.read_text(encoding="utf-8")).values()
    assert [0 <= start < end for start, end, _ in found]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_without_end_is_refused_and_not_read(capsys: Captured) -> None:
    assert main(["preannotate", "/dev/zero"]) == 1
    assert "Traceback" not in capsys.readouterr().err
