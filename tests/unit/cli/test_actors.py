"""The command that lists actors and changes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.codebook.reading import default_codebook
from annotator.project import Project

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "talks.annotator"
    Project.create(path, title="Talks", codebook=default_codebook(), annotator="Amina").close()
    return path


def listed(path: Path, capsys: Captured) -> dict[str, dict[str, object]]:
    capsys.readouterr()
    assert main(["actors", str(path), "--json"]) == 0
    return {each["id"]: each for each in json.loads(capsys.readouterr().out)["actors"]}


def test_actors_are_listed_with_whom_they_act_for(path: Path, capsys: Captured) -> None:
    assert main(["actors", str(path)]) == 0
    out = capsys.readouterr().out
    (line,) = [each for each in out.splitlines() if "Mao Ning" in each]
    assert line.split("  ")[1].strip() == "Mao Ning" and "China" in line and "p:mao_ning" in line
    assert listed(path, capsys)["p:mao_ning"]["acts_for"] == "CHN"


def test_merging_by_name_is_one_step_that_is_taken_back(path: Path, capsys: Captured) -> None:
    before = listed(path, capsys)
    merge = ["actors", str(path), "--merge", "RIA Novosti", "--merge", "IZVESTIA", "--into", "RUS"]
    assert main(merge) == 0
    assert capsys.readouterr().out == "Done: Merge RIA Novosti, Izvestia into Russia.\n"
    assert listed(path, capsys)["RIA"]["merged_into"] == "RUS"
    assert main(["actors", str(path)]) == 0
    assert "2 merged into others." in capsys.readouterr().out.splitlines()[0]
    assert main(["actors", str(path), "--unmerge", "RIA Novosti"]) == 0
    assert listed(path, capsys)["RIA"]["merged_into"] is None
    assert main(["actors", str(path), "--undo"]) == 0
    assert main(["actors", str(path), "--undo", "--json"]) == 0
    assert listed(path, capsys) == before
    assert main(["actors", str(path), "--redo"]) == 0
    assert "Done again: Merge RIA Novosti, Izvestia into Russia." in capsys.readouterr().out


def test_names_and_aliases_are_changed(path: Path, capsys: Captured) -> None:
    assert main(["actors", str(path), "--rename", "Mao Ning", "Mao N."]) == 0
    assert main(["actors", str(path), "--alias", "mao n.", "the spokeswoman"]) == 0
    assert main(["actors", str(path), "--remove", "IZVESTIA"]) == 0
    found = listed(path, capsys)
    assert found["p:mao_ning"]["aliases"] == ["Mao Ning", "the spokeswoman"]
    assert "IZVESTIA" not in found


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--merge", "RUS"], 2, "--merge needs --into"),
        (["--into", "RUS"], 2, "--merge needs --into"),
        (["--undo", "--remove", "RUS"], 2, "One thing at a time"),
        (["--remove", "Atlantis"], 1, "There is no actor “Atlantis”"),
        (["--alias", "RUS", "China"], 1, "“China” is a name of China already"),
        (["--import", "nowhere.csv"], 1, "could not be read"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    path: Path, capsys: Captured, options: list[str], code: int, words: str
) -> None:
    assert main(["actors", str(path), *options]) == code
    assert words in capsys.readouterr().err


def test_nothing_to_take_back_is_no_error(path: Path, capsys: Captured) -> None:
    assert main(["actors", str(path), "--undo"]) == 0
    assert capsys.readouterr().out == "Nothing to take back.\n"


def test_a_list_goes_out_and_comes_in_again_without_a_change(path: Path, capsys: Captured) -> None:
    out = path.parent / "actors.csv"
    main(["actors", str(path), "--alias", "RUS", "=Moscow"])
    main(["actors", str(path), "--merge", "RIA", "--into", "RUS"])
    assert main(["actors", str(path), "--csv", str(out)]) == 0
    count = len(listed(path, capsys))
    assert main(["actors", str(path), "--import", str(out)]) == 0
    assert capsys.readouterr().out == f"actors.csv: 0 actors added, 0 changed, {count} as before.\n"


def test_a_newsrooms_list_is_taken_in_as_one_step(path: Path, capsys: Captured) -> None:
    before = listed(path, capsys)
    rows = path.parent / "list.csv"
    rows.write_text(
        "\ufeffName;Kind;Acts_for;Aliases;Country;desk\n"
        "Penny Wong;person;Australia;the minister from Canberra;;foreign\n"
        "Australia;country;;Canberra;AUS;foreign\n"
        'China;;;"the mainland; Beijing";;asia\n',
        encoding="utf-8",
    )
    assert main(["actors", str(path), "--import", str(rows), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["added"], report["changed"]) == (2, 1)
    found = {str(each["name"]): each for each in listed(path, capsys).values()}
    assert found["Penny Wong"]["acts_for"] == found["Australia"]["id"]
    assert found["Australia"]["country"] == "AU"
    assert found["China"]["aliases"] == ["the mainland", "Beijing"]
    assert main(["actors", str(path), "--undo"]) == 0
    assert listed(path, capsys) == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,kind\nx,person\n", "no column “name”"),
        ("name,kind\nKo,ship\nLo,boat\n", "Line 2 (Ko): There is no kind of actor 'ship'"),
        ("name,kind\nKo,ship\nLo,boat\n", "Line 3 (Lo): There is no kind of actor 'boat'"),
        ("name,acts_for\nKo,Lo\nLo,Ko\n", "Nobody acts for themselves"),
        ("name,acts_for\nKo,Atlantis\n", "there is no actor “Atlantis”"),
        ("name,aliases\nKo,China; Russia\n", "its names are those of China and Russia"),
        ("name,merged_into\nKo,Lo\nLo,Ko\n", "it is merged into itself"),
        ("name,country\nKo,XX\n", "'XX' is no country"),
        ("name,id\n,x\n", "(no name): An actor needs a name"),
        ('[{"name": 5}]', "entry 1 has no text as its name"),
        ('[{"name": "x"}', "it is no JSON"),
        ("name\n", "it holds no actors"),
        ('name\n"x', "is no CSV"),
    ],
)
def test_a_list_with_mistakes_names_their_lines_and_changes_nothing(
    path: Path, capsys: Captured, text: str, words: str
) -> None:
    before = listed(path, capsys)
    file = path.parent / "list.txt"
    file.write_text(text, encoding="utf-8")
    assert main(["actors", str(path), "--import", str(file)]) == 1
    said = capsys.readouterr().err
    assert words in said and "Nothing was changed." in said
    assert listed(path, capsys) == before


def test_a_json_list_with_ids_is_taken_in(path: Path, capsys: Captured) -> None:
    file = path.parent / "list.json"
    entries = [{"id": "AUS", "name": "Australia", "type": "country", "aliases": ["Canberra"]}]
    file.write_text(json.dumps({"actors": entries}), encoding="utf-8")
    assert main(["actors", str(path), "--import", str(file)]) == 0
    assert listed(path, capsys)["AUS"]["kind"] == "country"
