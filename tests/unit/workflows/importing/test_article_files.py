"""Files of articles of all kinds come in, read in a process apart."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.codebook.reading import default_codebook
from annotator.errors import EncodingError, FormatError, ImportFileError, TooLargeError
from annotator.formats.articles.found import FoundArticle, Wish
from annotator.project import Project
from annotator.workflows.importing.article_files import ArticleFiles
from annotator.workflows.importing.articles import ImportOptions, import_paths

PLAIN = ImportOptions(preannotate=False)
WORDS = "The envoy said that the valley would get its water back before the summer."
PAGE = f"<html><body><article><h1>Water</h1>{f'<p>{WORDS}</p>' * 5}</article></body></html>"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(
        tmp_path / "talks.annotator", title="Talks", codebook=default_codebook(), annotator="Amina"
    ) as opened:
        yield opened


@pytest.fixture
def files() -> Iterator[ArticleFiles]:
    with ArticleFiles() as opened:
        yield opened
    gc.collect()  # pipes that were left open would warn here


def test_a_folder_of_mixed_files_comes_in_and_tables_wait_to_be_named(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Plain\n{WORDS}")
    (folder / "b.html").write_text(PAGE)
    (folder / "c.csv").write_text("text\nRow.\n")
    (folder / "d.pdf").write_bytes(b"%PDF-1.4 broken")
    report = import_paths(project, [folder], PLAIN)
    assert [project.article(each).file_name for each in report.imported] == ["a.txt", "b.html"]
    assert [each.path.name for each in report.failures] == ["d.pdf"]
    assert [each.name for each in report.others] == ["c.csv"]


def test_the_rows_of_a_table_are_articles_with_their_facts(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(
        "id,headline,body,date,outlet\n"
        f"7,Water returns,{WORDS},2026-02-27,Valley News\n8,Nothing,,2026-02-28,x\n"
        f"9,Again,{WORDS},2026-03-01,y\n"
    )
    report = import_paths(project, [path], PLAIN)
    (id_,) = report.imported
    article = project.article(id_)
    assert project.text(id_) == WORDS
    assert (article.title, article.date) == ("Water returns", "2026-02-27")
    assert (article.source, article.external_id) == ("Valley News", "7")
    assert (article.file_name, article.file_bytes) == ("rows.csv", path.stat().st_size)
    assert len(article.file_sha256) == 64
    assert [each.reason for each in report.failures] == ["row 2 (line 3): its text is empty"]
    assert [each.where for each in report.duplicates] == ["row 3 (line 4)"]
    assert "commas" in report.notes[0].reason


def test_columns_can_be_named_for_one_table_or_for_all(project: Project, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("wording,n\nOne text.,1\n")
    second.write_text("words,n\nAnother text.,1\n")
    options = ImportOptions(
        preannotate=False,
        columns={str(second): {"text": ("words",)}},
        all_columns={"text": ("wording",)},
    )
    report = import_paths(project, [first, second], options)
    assert [project.text(each) for each in report.imported] == ["One text.", "Another text."]


def test_a_file_with_labels_is_not_taken_for_texts_alone(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "their.jsonl"
    path.write_text('{"text": "Rada came.", "label": [[0, 4, "PER"]]}\n')
    (failure,) = import_paths(project, [path], PLAIN).failures
    assert "holds labels too (doccano)" in failure.reason and "--format labelled" in failure.reason
    report = import_paths(project, [path], ImportOptions(preannotate=False, texts_only=True))
    assert project.text(report.imported[0]) == "Rada came."
    (tmp_path / "own.json").write_text('{"format": "annotator-complete", "version": "1.0.0"}')
    (failure,) = import_paths(project, [tmp_path / "own.json"], PLAIN).failures
    assert "--format json" in failure.reason


def test_a_folder_with_labels_in_it_is_told(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "a.txt").write_text("Rada came.")
    (folder / "a.ann").write_text("T1\tPER 0 4\tRada\n")
    report = import_paths(project, [folder], PLAIN)
    assert len(report.imported) == 1
    assert "holds labels too (brat)" in report.notes[0].reason
    only = ImportOptions(preannotate=False, texts_only=True)
    assert import_paths(project, [folder], only).notes == ()


def test_a_table_in_a_doubtful_encoding_waits_for_a_person(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes("text,title\nDer Präsident kam.,a\n".encode("latin-1"))
    report = import_paths(project, [path], PLAIN)
    assert [each.path for each in report.undecided] == [path]
    chosen = ImportOptions(preannotate=False, encodings={str(path): "windows-1252"})
    assert len(import_paths(project, [path], chosen).imported) == 1
    assert project.text(project.articles()[0].id) == "Der Präsident kam."


def test_lines_of_the_page_are_boilerplate_and_a_known_language_is_kept(
    project: Project, tmp_path: Path
) -> None:
    from annotator.workflows.importing.articles import new_article
    from annotator.workflows.importing.reading_articles import DecodedText

    text = f"Valley News, page 3\n\n{WORDS}\n\nOk."
    facts = FoundArticle(text=text, furniture=((0, 19),), language="tr-TR")
    made = new_article(tmp_path / "a.pdf", DecodedText(text, "utf-8", "", 0, False), facts=facts)
    kinds = {each.span.covered(text): (each.kind, each.lang) for each in made.zones}
    assert kinds["Valley News, page 3"][0] == "boilerplate"
    assert kinds[WORDS] == ("body", "en")


def test_what_takes_too_long_is_left_and_the_next_file_is_read(tmp_path: Path) -> None:
    slow, good = tmp_path / "slow.html", tmp_path / "good.html"
    slow.write_text(f"<html><body>{'<p>word word word</p>' * 120_000}</body></html>")
    good.write_text(PAGE)
    late = pytest.raises(TooLargeError, match=r"slow\.html took longer")
    with ArticleFiles(seconds=0.1) as files, late:
        list(files.read(slow, Wish()))
    with ArticleFiles() as files:
        assert list(files.read(good, Wish()))
        files._process.kill()  # type: ignore[union-attr]
        files._process.wait()  # type: ignore[union-attr]
        with pytest.raises(FormatError, match="broke down"):
            list(files.read(good, Wish()))
        assert list(files.read(good, Wish()))


def test_leaving_off_early_leaves_no_process_and_the_next_file_is_whole(
    files: ArticleFiles, tmp_path: Path
) -> None:
    table = tmp_path / "rows.jsonl"
    table.write_text("".join(f'{{"text": "Text {at}."}}\n' for at in range(5_000)))
    reading = files.read(table, Wish())
    next(reading)
    process = files._process
    reading.close()
    assert process is not None and process.poll() is not None
    assert sum(isinstance(e, FoundArticle) for e in files.read(table, Wish())) == 5_000


def test_stopping_does_not_wait_for_the_file_in_hand(project: Project, tmp_path: Path) -> None:
    slow = tmp_path / "slow.html"
    slow.write_text(f"<html><body>{'<p>word word word</p>' * 120_000}</body></html>")
    asked = iter([False])
    stopped = import_paths(project, [slow], PLAIN, cancelled=lambda: next(asked, True))
    assert stopped.is_cancelled and not stopped.imported and not stopped.failures


def test_a_file_beyond_all_limits_is_refused_without_reading_it(
    files: ArticleFiles, tmp_path: Path
) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(600_000_000)
    with pytest.raises(TooLargeError, match="600 MB"):
        list(files.read(path, Wish()))


def test_errors_come_over_as_what_they_are(files: ArticleFiles, tmp_path: Path) -> None:
    latin, empty = tmp_path / "a.csv", tmp_path / "b.html"
    latin.write_bytes("text\nPräsident\n".encode("latin-1"))
    empty.write_bytes(b"")
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(EncodingError) as doubt:
        list(files.read(latin, Wish()))
    assert doubt.value.path == latin and "windows-1252" in doubt.value.candidates
    for path in (empty, tmp_path / "pipe.pdf", tmp_path / "gone.docx", tmp_path):
        with pytest.raises(ImportFileError):
            list(files.read(path, Wish()))


def test_a_name_that_is_no_text_is_read_all_the_same(files: ArticleFiles, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.html"))
    path.write_text(PAGE)
    (one,) = files.read(path, Wish())
    assert isinstance(one, FoundArticle)
