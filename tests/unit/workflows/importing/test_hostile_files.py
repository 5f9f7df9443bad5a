"""Files that were made to harm, or were harmed: a sentence, and a project as it was before."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import sqlite3
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from annotator.codebook.reading import default_codebook
from annotator.dataset.tasks.rows import Task
from annotator.errors import AnnotatorError, ImportFileError
from annotator.project import Project
from annotator.workflows.exporting.export_formats import FORMATS as WRITERS
from annotator.workflows.importing.bringing_in import BringInOptions, BroughtIn, bring_in, look
from annotator.workflows.importing.import_formats import FORMATS, ImportFormat, found_format
from tests.round_trip import of_one, reader_of, written
from tests.unit.workflows.exporting.test_dataset_trips import written as write_dataset
from tests.unit.workflows.exporting.test_fidelity import everything

SAMPLES = Path(__file__).resolve().parents[4] / "../shared/formats/samples"
_REAL: Mapping[str, tuple[str, ...]] = {
    "doccano": ("doccano/export_relation_extraction.jsonl",),
    "prodigy": ("prodigy/head10_bio_events.jsonl",),
    "label-studio": ("label_studio/sdk_ner_annotation_with_relation.json",),
    "webanno-tsv": ("webanno_tsv3/testSimpleSlotFeature/reference.tsv",),
    "cas": (
        "uima/casWithEmojiUnicodeTextAndAnnotations/data.json",
        "uima/casWithEmojiUnicodeTextAndAnnotations/debug.xmi",
    ),
}
ALL = tuple(pytest.param(each, id=each.id) for each in FORMATS.values())


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    folder = tmp_path / "project"
    folder.mkdir()
    place = folder / "work.annotator"
    with Project.create(place, title="W", codebook=default_codebook(), annotator="Amina") as opened:
        yield opened


def events(project: Project) -> tuple[int, int]:
    """Return how many events and articles are stored, read past the program."""
    with sqlite3.connect(f"file:{project.path}?mode=ro", uri=True) as file:
        counts = [
            file.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("events", "articles")
        ]
    file.close()
    return counts[0], counts[1]


def attempt(project: Project, path: Path, chosen: ImportFormat) -> BroughtIn | None:
    """Import a file; None where it was refused in a sentence and nothing came in."""
    before = events(project)
    try:
        seen = look(project, path, BringInOptions(format=chosen.id))
    except AnnotatorError as error:
        words = str(error)
        assert words.endswith((".", "…")), words
        assert "Nothing was imported" in words, words
        assert "Traceback" not in words
        assert len(words) < 2_000
        assert events(project) == before
        return None
    for line in seen.lines():
        line.encode("utf-8", "backslashreplace")
    return bring_in(
        project, seen, BringInOptions(preannotate=False)
    )  # what could be read whole comes in without an error


def samples(chosen: ImportFormat, folder: Path) -> list[Path]:
    """Return files and folders of a format: those that we write, and real ones where they are."""
    found = []
    for each in WRITERS.values():
        if reader_of(each) is chosen:
            corpus = of_one(everything(), "ann-1") if each.is_of_one else everything()
            place = folder / f"own-{each.id}{each.suffix}"
            written(corpus, each, place)
            found.append(place)
    if chosen.id == "dataset":
        found += datasets(folder)
    return [*found, *(SAMPLES / name for name in _REAL.get(chosen.id, ()) if SAMPLES.is_dir())]


def datasets(folder: Path) -> list[Path]:
    """Return datasets of some kinds in all formats, ours and others'."""
    made: tuple[tuple[Task, str], ...] = (
        *(("stance", name) for name in ("jsonl", "csv", "hf", "nli", "lewidi")),
        *(("spans", name) for name in ("jsonl", "csv", "hf")),
        *(("entities", "jsonl"), ("quotations", "jsonl"), ("article-labels", "csv")),
    )
    for task, name in made:
        write_dataset(everything(), task, name, folder / f"{task}-{name}")
    theirs = {
        "stance.tsv": "ID\tTweet\tTarget\tStance\n1\tNo to it.\tAtheism\tAGAINST\n",
        "spans.jsonl": '{"text": "Kabul", "ents": {"start": [0], "end": [5], "label": ["P"]}}',
        "tokens.json": '[{"tokens": ["Kabul", "talks"], "ner_tags": ["B-LOC", "O"]}]',
        "votes.json": '{"1": {"text": "Yes", "annotations": "1,0", "annotators": "A,B"}}',
    }
    for name, words in theirs.items():
        (folder / name).write_text(words, encoding="utf-8")
    return [folder / f"{task}-{name}" for task, name in made] + [folder / each for each in theirs]


# Whole files


def _zip(files: Mapping[str, bytes], *, level: int = 9) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def _encrypted() -> bytes:
    """Return an archive whose file says that it is encrypted."""
    made = bytearray(
        _zip({"a/annotation/x.txt/u.xmi": b"secret", "project.qde": b"x", "a.tsv": b"x"})
    )
    for sign, flag in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = made.find(sign)
        while at >= 0:
            made[at + flag] |= 1
            at = made.find(sign, at + 4)
    return bytes(made)


_BILLION = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">
<!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;">]>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"><a b="&d;">&d;</a></xmi:XMI>"""
_OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"><a>&x;</a></xmi:XMI>"""
_SPAN = {"start": 0, "end": 2, "start_offset": 0, "end_offset": 2, "label": "PER", "text": "ab"}


def _spans(**more: object) -> bytes:
    """Return a text with one span, under every name that some format has for spans."""
    span = {**_SPAN, **more}
    lists = ("entities", "spans", "label", "labels", "annotations", "quotes", "relations", "result")
    return json.dumps({"text": "abc", **{name: [span] for name in lists}}).encode()


WRONG: Mapping[str, bytes] = {
    "empty": b"",
    "only white space": b" \n\t\r\n ",
    "only a byte order mark": b"\xef\xbb\xbf",
    "NUL": b"\0" * 5_000,
    "noise": random.Random(1).randbytes(5_000),
    "UTF-16": '{"text": "abc"}'.encode("utf-16"),
    "half a character": b'{"text": "ab\xe2\x82"}',
    "a number": b"7",
    "null": b"null",
    "a list of lists": b"[[[]]]",
    "an empty object": b"{}",
    "an empty list": b"[]",
    "objects in a row": b"{}{}{}",
    "deep lists": b"[" * 200_000,
    "deep objects": b'{"text":' * 100_000,
    "deep inside": b'{"text": "abc", "spans": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a huge number": b'{"text": "abc", "id": ' + b"9" * 10_000 + b"}",
    "a huge exponent": b'{"text": "abc", "spans": [{"start": 1e999, "end": 2, "label": "X"}]}',
    "not a number": b'{"text": "abc", "meta": NaN, "spans": [{"start": NaN, "end": 2}]}',
    "NUL in a text": b'{"text": "a\\u0000bc", "entities": [], "spans": [], "quotes": []}',
    "half a surrogate": b'{"text": "a\\ud800bc", "entities": [], "spans": [], "quotes": []}',
    "far outside": _spans(start=10**9, end=10**10, start_offset=10**9, end_offset=10**10),
    "beyond 64 bits": _spans(start=0, end=2**70, start_offset=0, end_offset=2**70),
    "negative": _spans(start=-5, end=-1, start_offset=-5, end_offset=-1),
    "reversed": _spans(start=2, end=1, start_offset=2, end_offset=1),
    "no length": _spans(start=1, end=1, start_offset=1, end_offset=1),
    "float": _spans(start=0.5, end=1.5, start_offset=0.5, end_offset=1.5),
    "bool": _spans(start=True, end=False, start_offset=True, end_offset=False),
    "null places": _spans(start=None, end=None, start_offset=None, end_offset=None),
    "a nameless label": _spans(label=""),
    "a label that is a list": _spans(label=["a", {}]),
    "XML": b"<a/>",
    "cut XML": b'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"><a',
    "entities": _BILLION,
    "an entity from outside": _OUTSIDE,
    "a huge attribute": b'<a b="http://www.omg.org/XMI" c="' + b"x" * 11_000_000 + b'"/>',
    "deep XML": b"<a>" * 10_000 + b"</a>" * 10_000,
    "a comma table": b"token,tag\n" * 50,
    "one endless line": b"a" * 300_000,
    "only tags": b"B-PER\nI-PER\n\n" * 50,
    "tags without ends": b"x\tI-PER\ny\tL-PER\nz\tB-\n" * 20,
    "an empty archive": _zip({}),
    "a cut archive": _zip({"project.qde": b"x" * 500})[:-30],
    "names that lead out": _zip({"../../x.xmi": b"<a/>", "/x.tsv": b"x", "..\\p.qde": b"<a/>"}),
    "an odd name": _zip({"a\nb\u202e/annotation/x/\x01.xmi": b"<a/>", "NUL.tsv": b"#"}),
    "an archive in an archive": _zip({"a.zip": _zip({"b.zip": b""}), "project.qde": _zip({})}),
    "locked": _encrypted(),
}  # fmt: skip


def _name(chosen: ImportFormat) -> str:
    return next((each for each in chosen.suffixes if each), ".txt")


@pytest.mark.parametrize("chosen", ALL)
def test_a_file_that_is_something_else_is_refused_or_read_without_harm(
    chosen: ImportFormat, project: Project, tmp_path: Path
) -> None:
    for name, data in WRONG.items():
        for suffix in {_name(chosen), ".zip"}:
            path = tmp_path / f"their{suffix}"
            path.write_bytes(data)
            try:
                done = attempt(project, path, chosen)
            except Exception as error:
                raise AssertionError(f"{name} as {path.name}") from error
            assert done is None or done.statements + done.mentions <= 3, name


def test_which_format_a_wrong_file_has_is_said_or_not_in_a_sentence(tmp_path: Path) -> None:
    for number, data in enumerate(WRONG.values()):
        for suffix in {_name(each) for each in FORMATS.values()} | {".zip", ".json"}:
            path = tmp_path / f"{number}{suffix}"
            path.write_bytes(data)
            try:
                found_format(path)
            except AnnotatorError as error:
                assert "Nothing was imported" in str(error)


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "a.json").touch()
    with pytest.raises(AnnotatorError, match=r"a\.json is empty"):
        found_format(tmp_path / "a.json")


def test_an_archive_that_unpacks_to_too_much_is_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.formats.files.archives.MOST_BYTES", 1_000_000)
    names = ("project.qde", "annotation/a/b.xmi", "a.tsv")
    path = tmp_path / "bomb.zip"
    path.write_bytes(_zip(dict.fromkeys(names, b" " * 5_000_000)))
    assert path.stat().st_size < 50_000
    for each in ("refi-qda", "cas", "webanno-tsv"):
        with pytest.raises(ImportFileError, match="unpacks to more than"):
            look(project, path, BringInOptions(format=each))


@pytest.mark.parametrize("chosen", ALL)
def test_a_file_of_more_than_a_gigabyte_is_refused_before_it_is_read(
    chosen: ImportFormat, project: Project, tmp_path: Path
) -> None:
    path = tmp_path / f"huge{_name(chosen)}"
    with path.open("wb") as file:
        file.truncate(1_100_000_000)
    tracemalloc.start()
    try:
        assert attempt(project, path, chosen) is None
        found = FORMATS[chosen.id].is_likely(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert not found
    assert most < 60_000_000


@pytest.mark.parametrize("chosen", ALL)
def test_what_is_no_ordinary_file_is_refused(
    chosen: ImportFormat, project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / f"folder{_name(chosen)}"
    folder.mkdir()
    nowhere = tmp_path / f"nowhere{_name(chosen)}"
    nowhere.symlink_to(tmp_path / "missing")
    circle = tmp_path / f"circle{_name(chosen)}"
    circle.symlink_to(circle)
    pipe = tmp_path / f"pipe{_name(chosen)}"
    os.mkfifo(pipe)
    for each in (folder, nowhere, circle, pipe, tmp_path / f"missing{_name(chosen)}"):
        assert attempt(project, each, chosen) is None
        assert not chosen.is_likely(each)


@pytest.mark.parametrize("chosen", ALL)
def test_odd_names_of_files_change_nothing(
    chosen: ImportFormat, project: Project, tmp_path: Path
) -> None:
    for number, sample in enumerate(samples(chosen, tmp_path)):
        if attempt(project, sample, chosen) is None:
            continue
        place = tmp_path / f"{number} naïve\u202e [x] 'q' %s\n&{sample.suffix}"
        (shutil.copytree if sample.is_dir() else shutil.copy)(sample, place)
        done = attempt(project, place, chosen) if not sample.is_dir() else None
        assert sample.is_dir() or done is not None


@pytest.mark.parametrize("chosen", ALL)
def test_our_own_files_and_those_of_the_tools_come_in(
    chosen: ImportFormat, project: Project, tmp_path: Path
) -> None:
    done = [attempt(project, each, chosen) for each in samples(chosen, tmp_path)]
    assert done[0] is not None or chosen.id == "doccano"  # whose folder is read file by file
    assert all(each is None or each.articles for each in done)


@pytest.mark.parametrize("chosen", ALL)
def test_the_same_ids_twice_are_read_or_refused(
    chosen: ImportFormat, project: Project, tmp_path: Path
) -> None:
    for sample in samples(chosen, tmp_path):
        if sample.is_file() and sample.suffix == ".jsonl":
            twice = tmp_path / f"twice{sample.suffix}"
            twice.write_bytes(sample.read_bytes() + b"\n" + sample.read_bytes())
            both, again = attempt(project, twice, chosen), attempt(project, sample, chosen)
            assert both is not None
            assert again is not None
            assert both.already_there >= both.statements + both.mentions
            assert (again.articles_added, again.statements, again.mentions) == (0, 0, 0)


def test_names_that_stand_twice_in_a_file_lose_nothing(project: Project, tmp_path: Path) -> None:
    span = {"id": 1, "label": "PERSON", "start_offset": 0, "end_offset": 4}
    two = [span, {**span, "start_offset": 5, "end_offset": 9}]
    texts = ("Rada Bela spoke.", "Cili Dora spoke.")
    lines = [json.dumps({"id": 7, "text": each, "entities": two}) for each in texts]
    path = tmp_path / "twice.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    done = attempt(project, path, FORMATS["doccano"])
    assert done is not None
    assert (done.articles_added, done.mentions) == (2, 4)


# Mutations of real files

_VALUES = (
    None, True, -1, 0, 0.5, 1e308, 10**40, "", "\0", "\ud800", "x" * 300, [], {}, [[]], [None],
    {"": {}}, "../../etc/passwd", "=1+1", float("nan"),
)  # fmt: skip


def _of_json(value: object, chance: random.Random) -> object:
    """Change one node of a JSON value, anywhere in it."""
    nodes: list[tuple[dict[object, object] | list[object], object]] = []

    def walk(each: object) -> None:
        for key, inner in each.items() if isinstance(each, dict) else enumerate(each):  # type: ignore[var-annotated, call-overload]
            nodes.append((each, key))  # type: ignore[arg-type]
            if isinstance(inner, dict | list):
                walk(inner)

    if not isinstance(value, dict | list) or not value:
        return chance.choice(_VALUES)
    walk(value)
    inside, key = chance.choice(nodes)
    if chance.random() < 0.25:
        del inside[key]  # type: ignore[arg-type]
    else:
        inside[key] = chance.choice(_VALUES)  # type: ignore[index, call-overload]
    return value


def _of_bytes(data: bytes, chance: random.Random) -> bytes:
    """Flip, cut, repeat or insert some bytes."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) + 1)
        end = min(len(changed), at + chance.choice((1, 1, 2, 8, 60, 500)))
        how = chance.randrange(5)
        if how == 0:
            del changed[at:end]
        elif how == 1:
            changed[at:at] = changed[at:end] * 2
        elif how == 2:
            changed[at:end] = chance.randbytes(end - at)
        elif how == 3:
            changed[at:at] = chance.choice(
                (b"\t", b"\n", b"\r\n", b"\0", b"\xff", b"999999999", b"-", b'"')
            )
        else:
            del changed[at:]
        if not changed:
            break
    return bytes(changed)


def _mutated(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.6:
        try:
            lines = data.decode().splitlines() if data[:2] == b'{"' else [data.decode()]
            at = chance.randrange(len(lines))
            lines[at] = json.dumps(_of_json(json.loads(lines[at]), chance))
            return "\n".join(lines).encode()
        except ValueError:
            pass
    return _of_bytes(data, chance)


def _in_archive(data: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.3:
        return _of_bytes(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    name = chance.choice(sorted(files))
    files[name] = _of_bytes(files[name], chance)
    return _zip(files, level=1)


def _round(sample: Path, place: Path, chance: random.Random) -> None:
    """Put a changed copy of a file or folder in a place."""
    if place.is_dir():
        shutil.rmtree(place)
    if sample.is_dir():
        shutil.copytree(sample, place)
        target = chance.choice(sorted(each for each in place.rglob("*") if each.is_file()))
        if chance.random() < 0.1:
            target.unlink()
        else:
            target.write_bytes(_mutated(target.read_bytes(), chance))
        return
    data = sample.read_bytes()
    change: Callable[[bytes, random.Random], bytes] = _mutated
    if zipfile.is_zipfile(sample):
        change = _in_archive
    place.write_bytes(change(data, chance))


def _fuzz(project: Project, chosen: ImportFormat, folder: Path, rounds: int) -> None:
    found = samples(chosen, folder)
    assert found
    for number in range(rounds):
        chance = random.Random(f"{chosen.id}-{number}")
        sample = found[number % len(found)]
        place = folder / f"changed-{number % len(found)}{sample.suffix}"
        _round(sample, place, chance)
        try:
            attempt(project, place, chosen)
        except Exception as error:
            raise AssertionError(f"round {number} of {sample.name}") from error


@pytest.mark.parametrize("chosen", ALL)
def test_harmed_files_are_refused_or_read(
    chosen: ImportFormat, project: Project, tmp_path: Path
) -> None:
    _fuzz(project, chosen, tmp_path, 40)


@pytest.mark.slow
@pytest.mark.parametrize("chosen", ALL)
def test_many_harmed_files_are_refused_or_read(
    chosen: ImportFormat, project: Project, tmp_path: Path
) -> None:
    _fuzz(project, chosen, tmp_path, 500)
