"""Importing files and folders into a project, whatever the files are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.codebook.reading import default_codebook
from annotator.errors import ReadOnlyProjectError, StorageError
from annotator.project import Project
from annotator.workflows.importing import articles as importing
from annotator.workflows.importing.articles import ImportOptions, import_paths

SEEDS = Path(__file__).resolve().parents[4] / "../shared/corpus/seeds"
PLAIN = ImportOptions(preannotate=False)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(
        tmp_path / "talks.annotator", title="Talks", codebook=default_codebook(), annotator="Amina"
    ) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    place.mkdir()
    return place


def fill(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(
            f"Envoys meet\nMeeting {number} went well, he said."
        )


def test_a_folder_goes_in_with_texts_facts_and_zones(project: Project, folder: Path) -> None:
    text = "Envoys meet\r\nThey met on Monday in Halvik, he said.\r\n"
    (folder / "2026-03-02_a.txt").write_bytes(text.encode())
    report = import_paths(project, [folder], PLAIN)
    (article_id,) = report.imported
    article = project.article(article_id)
    assert project.text(article_id) == text.replace("\r\n", "\n")
    assert (article.title, article.date, article.file_name, article.encoding) == (
        *("Envoys meet", "2026-03-02", "2026-03-02_a.txt", "utf-8"),
    )
    assert article.file_bytes == len(text)
    assert [zone.kind for zone in project.zones(article_id)] == ["headline", "body"]
    assert not report.failures
    assert report.preannotation is None


def test_articles_stand_in_the_queue_in_the_order_of_their_names(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH_ARTICLES", 3)
    fill(folder, 8)
    seen: list[tuple[int, int, str]] = []
    report = import_paths(
        project,
        [folder],
        PLAIN,
        progress=lambda done, total, what: seen.append((done, total, what)),
    )
    assert tuple(row.id for row in project.articles()) == report.imported
    assert [project.article(each).file_name for each in report.imported] == [
        f"{number:04}.txt" for number in range(8)
    ]
    assert seen[0] == (0, 8, "0000.txt")
    assert seen[-1][:2] == (8, 8)


def test_the_same_text_twice_is_recognised_in_the_batch_and_in_the_project(
    project: Project, folder: Path
) -> None:
    (folder / "a.txt").write_bytes(b"The same words.\n")
    (folder / "b.txt").write_bytes(b"\xef\xbb\xbfThe same words.\r\n")
    first = import_paths(project, [folder], PLAIN)
    (article_id,) = first.imported
    assert first.duplicates == ((folder / "b.txt", article_id, ""),)
    again = import_paths(project, [folder], PLAIN)
    assert again.imported == ()
    assert again.duplicates == tuple((folder / each, article_id, "") for each in ("a.txt", "b.txt"))
    assert project.article_count() == 1


def test_one_bad_file_never_stops_the_rest(project: Project, folder: Path) -> None:
    fill(folder, 2)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (folder / "latin.txt").write_bytes("Präsident".encode("latin-1"))
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    (folder / "notes.docx").write_bytes(b"PK")
    (folder / "rows.csv").write_text("text\nSome words.\n")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50_000_000)
    os.mkfifo(folder / "pipe.txt")
    report = import_paths(project, [folder, folder / "missing.txt"], PLAIN)
    assert len(report.imported) == 2
    assert sorted(path.name for path, _ in report.failures) == [
        *("circle.txt", "empty.txt", "huge.txt", "missing.txt", "notes.docx"),
        *("picture.txt", "pipe.txt"),
    ]
    assert all(reason.startswith(path.name) for path, reason in report.failures)
    assert [path.name for path, _ in report.undecided] == ["latin.txt"]
    assert report.undecided[0].candidates[0] == "windows-1252"
    assert "not UTF-8" in report.doubts[0].reason
    assert report.others == (folder / "rows.csv",)


def test_a_chosen_encoding_is_used_for_its_file_alone(project: Project, folder: Path) -> None:
    latin, russian = folder / "latin.txt", folder / "russian.txt"
    latin.write_bytes("Präsident".encode("latin-1"))
    russian.write_bytes("Россия готова".encode("windows-1251"))
    options = ImportOptions(encodings={str(russian): "cp1251"}, preannotate=False)
    report = import_paths(project, [folder], options)
    (article_id,) = report.imported
    assert project.text(article_id) == "Россия готова"
    assert project.article(article_id).encoding == "windows-1251"
    assert [path for path, _ in report.undecided] == [latin]


def test_a_default_encoding_never_spoils_a_file_that_is_utf8(
    project: Project, folder: Path
) -> None:
    (folder / "a.txt").write_bytes("Präsident".encode())
    (folder / "b.txt").write_bytes("Präsidentin".encode("latin-1"))
    options = ImportOptions(default_encoding="windows-1252", preannotate=False)
    report = import_paths(project, [folder], options)
    assert [project.text(each) for each in report.imported] == ["Präsident", "Präsidentin"]


def test_cancelling_keeps_whole_articles(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH_ARTICLES", 3)
    fill(folder, 9)
    asked = iter([False] * 5 + [True] * 100)
    report = import_paths(project, [folder], ImportOptions(), cancelled=lambda: next(asked))
    assert report.is_cancelled
    assert len(report.imported) == project.article_count() == 5
    assert all(project.text(each) and project.zones(each) for each in report.imported)
    rest = import_paths(project, [folder], PLAIN)
    assert (len(rest.imported), len(rest.duplicates)) == (4, 5)


def test_a_folder_without_articles_gets_a_sentence(project: Project, folder: Path) -> None:
    report = import_paths(project, [folder], PLAIN)
    assert report.imported == ()
    assert "No article is in the folder articles" in report.failures[0].reason


def test_a_name_that_is_no_text_is_stored_as_far_as_it_can_be(
    project: Project, folder: Path
) -> None:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/broken\xff.txt"))
    path.write_text("Words.")
    (article_id,) = import_paths(project, [folder], PLAIN).imported
    assert project.article(article_id).file_name == "broken\ufffd.txt"


def test_a_project_for_reading_only_takes_nothing(project: Project, folder: Path) -> None:
    fill(folder, 1)
    path = project.path
    project.close()
    with Project.open(path, readonly=True) as closed, pytest.raises(ReadOnlyProjectError):
        import_paths(closed, [folder], PLAIN)


def test_a_full_disk_leaves_the_earlier_batches_in(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH_ARTICLES", 2)
    fill(folder, 6)
    add = project.add_articles
    calls: list[int] = []

    def full_at_the_second(articles: object) -> tuple[str, ...]:
        calls.append(1)
        if len(calls) == 2:
            raise StorageError("The disk is full.")
        return add(articles)  # type: ignore[arg-type]

    monkeypatch.setattr(Project, "add_articles", lambda _, articles: full_at_the_second(articles))
    with pytest.raises(StorageError):
        import_paths(project, [folder], PLAIN)
    assert project.article_count() == 2
    assert len(import_paths(project, [folder], PLAIN).imported) == 4


def test_menus_that_stand_in_every_article_are_seen_as_such(project: Project, folder: Path) -> None:
    for number in range(4):
        (folder / f"{number}.txt").write_text(
            f"Envoys meet for the {number}. time\nMeeting {number} went well, the envoy said.\n\n"
            "Vell Times newsroom and archive desk"
        )
    report = import_paths(project, [folder], PLAIN)
    assert {project.zones(each)[-1].kind for each in report.imported} == {"boilerplate"}


def test_import_marks_articles_before_a_person_looks(project: Project, folder: Path) -> None:
    (folder / "a.txt").write_text("Minister Ann Lee said on Monday: “We go to Paris with 40 men.”")
    report = import_paths(project, [folder], ImportOptions())
    (article_id,) = report.imported
    assert report.preannotation is not None
    found = project.suggestions(article_id)
    assert {suggestion.kind for suggestion in found} == {"mention", "quotation", "statement"}
    (run,) = project.engine_runs()
    assert run.engine
    assert run.version


def test_importing_again_marks_what_a_stopped_import_left_unmarked(
    project: Project, folder: Path
) -> None:
    (folder / "a.txt").write_text("Minister Ann Lee said on Monday: “We go to Paris with 40 men.”")
    (article_id,) = import_paths(project, [folder], PLAIN).imported
    assert project.suggestions(article_id) == ()
    again = import_paths(project, [folder], ImportOptions())
    assert again.imported == ()
    assert project.suggestions(article_id)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not beside the checkout")
def test_the_seeds_go_in_byte_for_byte(project: Project) -> None:
    report = import_paths(project, [SEEDS], PLAIN)
    texts = {project.article(each).file_name: project.text(each) for each in report.imported}
    assert texts == {
        path.name: path.read_bytes().decode().replace("\r\n", "\n") for path in SEEDS.iterdir()
    }
