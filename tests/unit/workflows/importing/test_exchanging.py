"""News statements in and out again: nothing lost, nothing twice, nothing half."""

from __future__ import annotations

import copy
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.annotations.ids import new_id
from annotator.annotations.model import Annotator
from annotator.codebook.reading import bundled_codebooks, default_codebook, read_codebook
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.corpus.span import Span
from annotator.errors import Cancelled, FormatError, ReadOnlyProjectError
from annotator.project import Project
from annotator.workflows.exporting.files import ExportOptions, export
from annotator.workflows.importing import exchanging
from annotator.workflows.importing.exchanging import StatementsReport

SHARED = Path(__file__).resolve().parents[4] / "../shared"
CORPUS = SHARED / "corpus"
TEXT = (
    "Ferry “Gull” sails again\n\n2031-04-02\n\nNorland asked Estovia to reopen the pier 🛶. "
    "Estovia denied it, the captain Oda Lund said.\n"
)
Plain = dict[str, Any]  # JSON that tests change freely


def import_news_statements(project: Project, path: Path, **options: Any) -> StatementsReport:
    """Import without marking entities, which takes long and is not the subject here."""
    return exchanging.import_news_statements(project, path, **{"preannotate": False, **options})


def span(words: str) -> Plain:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def statement(number: int, content: str, **parts: object) -> Plain:
    return {
        "id": f"f-{number}",
        "voice": "reported",
        "source": {
            "spans": [],
            "speaker": None,
            "actors": ["NOR"],
            "mention": None,
            "inferred": True,
            "via": None,
        },
        "cue": [],
        "content": [span(content)],
        "quote": "indirect",
        "addressee": {"spans": [], "actors": []},
        "claim_types": ["fact"],
        "certainty": None,
        "stances": [],
        "parent": None,
        "figures": [],
        "unsure": False,
        "note": "",
        **parts,
    }


def file_with(*statements: Plain) -> Plain:
    raw = TEXT.encode()
    body = TEXT.index("Norland")
    return {
        "format": "news-statements",
        "version": "1.0.0",
        "codebook": "news-statements@1.0.0",
        "offset_unit": "unicode_code_point",
        "annotator": "Cy",
        "documents": [
            {
                "id": "ferry",
                "file": "ferry.txt",
                "sha256": hashlib.sha256(raw).hexdigest(),
                "n_bytes": len(raw),
                "n_code_points": len(TEXT),
                "zones": [
                    {"kind": "headline", "start": 0, "end": TEXT.index("\n"), "lang": "en"},
                    {"kind": "metadata", **place("2031-04-02"), "lang": "und"},
                    {"kind": "body", "start": body, "end": len(TEXT) - 1, "lang": "en"},
                ],
                "document_stances": [],
                "statements": list(statements),
            }
        ],
    }


def place(words: str) -> Plain:
    found = span(words)
    del found["text"]
    return found


def denial() -> Plain:
    target = {"target": {"kind": "statement", "id": "f-1", "spans": []}}
    return statement(
        2,
        "denied it",
        claim_types=["denial"],
        stances=[{**target, "value": "against", "explicit": True}],
        parent="f-3",
        note="points back and forth",
    )


def ferry() -> Plain:
    return file_with(
        statement(1, "to reopen the pier 🛶", voice="author"),
        statement(3, "Estovia denied it, the captain Oda Lund said", quote="mixed"),
        denial(),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/ferry.txt").write_bytes(TEXT.encode())
    return tmp_path


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "p.annotator"
    with Project.create(path, title="P", codebook=default_codebook(), annotator="Me") as opened:
        yield opened


def stored(folder: Path, plain: Plain) -> Path:
    path = folder / "statements.json"
    path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    return path


def exported(project: Project, folder: Path) -> Plain:
    out = folder / "again.json"
    export(project, ExportOptions("news-statements", out))
    found: Plain = json.loads(out.read_bytes())
    return found


def test_what_comes_in_goes_out_again_value_for_value(project: Project, folder: Path) -> None:
    report = import_news_statements(project, stored(folder, ferry()))
    assert (report.articles, report.articles_added, report.statements) == (1, 1, 3)
    assert report.actors_added == ("NOR",)
    assert exported(project, folder) == ferry()
    assert project.check() == ()


def test_statements_belong_to_the_annotator_of_the_file_and_who_labels_stays(
    project: Project, folder: Path
) -> None:
    import_news_statements(project, stored(folder, ferry()))
    assert project.annotator.name == "Me"
    article = project.articles()[0].id
    assert project.layer(article).statements == ()
    layer = project.layers(article)[0]
    assert layer.annotator == {each.name: each.id for each in project.annotators()}["Cy"]
    assert layer.progress is not None
    assert layer.progress.status == "done"


def test_a_new_article_gets_title_and_date_and_the_zones_of_the_file(
    project: Project, folder: Path
) -> None:
    import_news_statements(project, stored(folder, ferry()))
    article = project.article(project.articles()[0].id)
    assert (article.title, article.date) == ("Ferry “Gull” sails again", "2031-04-02")
    assert (article.external_id, article.file_name) == ("ferry", "ferry.txt")
    assert [zone.kind for zone in project.zones(article.id)] == ["headline", "metadata", "body"]


def test_the_same_file_twice_is_recognised(project: Project, folder: Path) -> None:
    path = stored(folder, ferry())
    import_news_statements(project, path)
    events = project.info().events
    again = import_news_statements(project, path)
    assert (again.articles_added, again.statements, again.already_there) == (0, 0, 3)
    assert project.info().events == events
    assert exported(project, folder) == ferry()


def test_a_file_that_grew_brings_only_what_is_new_and_its_references_fit(
    project: Project, folder: Path
) -> None:
    smaller = ferry()
    smaller["documents"][0]["statements"] = [ferry()["documents"][0]["statements"][0]]
    import_news_statements(project, stored(folder, smaller))
    report = import_news_statements(project, stored(folder, ferry()))
    assert (report.statements, report.already_there) == (2, 1)
    assert exported(project, folder) == ferry()


def test_an_article_that_is_in_already_is_used_even_without_its_file(
    project: Project, tmp_path: Path
) -> None:
    raw = TEXT.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    facts = Article(
        new_id(), "Mine", sha256, len(TEXT), file_name="ferry.txt", file_sha256=sha256,
        file_bytes=len(raw),
    )  # fmt: skip
    project.add_articles([NewArticle(facts, TEXT, (Zone("body", Span(0, 9)),))])
    report = import_news_statements(project, stored(tmp_path, ferry()))
    assert (report.articles_added, report.statements) == (0, 3)
    assert any("zones of ferry" in note for note in report.notes)
    assert project.article(facts.id).title == "Mine"
    assert exported(project, tmp_path) == ferry()


def test_texts_are_looked_for_where_they_are_said_to_be(
    project: Project, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = stored(tmp_path_factory.mktemp("elsewhere"), ferry())
    with pytest.raises(FormatError, match=r"its text ferry\.txt is missing"):
        import_news_statements(project, elsewhere)
    assert import_news_statements(project, elsewhere, texts=folder / "texts").statements == 3


def changed(**document: object) -> Plain:
    plain = ferry()
    plain["documents"][0].update(document)
    return plain


def with_statement(**parts: object) -> Plain:
    plain = ferry()
    plain["documents"][0]["statements"][0].update(parts)
    return plain


def twice() -> Plain:
    plain = ferry()
    other = copy.deepcopy(plain["documents"][0])
    other.update(id="other", statements=[])
    plain["documents"].append(other)
    return plain


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        (changed(sha256="0" * 64), "is another version than the one that was annotated"),
        (changed(n_code_points=7), "7 in the file"),
        (changed(file="../../etc/passwd"), "its text ../../etc/passwd is missing"),
        (with_statement(content=[{"start": 1, "end": 4, "text": "erx"}]), 'should read "erx"'),
        (with_statement(claim_types=["gossip"]), "does not know the claim type gossip"),
        (with_statement(certainty="sure"), "the certainty sure"),
        (with_statement(quote="loud"), "the quotation type loud"),
        (with_statement(parent="f-77"), "points to the statement f-77"),
        (changed(zones=[{"kind": "comic", "start": 0, "end": 3, "lang": "en"}]), "the zone comic"),
        (changed(zones=[{"kind": "body", "start": 0, "end": 999, "lang": "en"}]), "body zone"),
        ({**ferry(), "annotator": " "}, "does not name its annotator"),
        ({**ferry(), "annotator": "A\0B"}, "does not name its annotator"),
        (twice(), "the documents ferry and other have the same text"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_imported(
    project: Project, folder: Path, plain: Plain, said: str
) -> None:
    before = project.info().events
    with pytest.raises(FormatError, match="Nothing was imported") as caught:
        import_news_statements(project, stored(folder, plain))
    assert said in str(caught.value)
    assert project.info().events == before
    assert [each.name for each in project.annotators()] == ["Me"]


def test_a_codebook_of_another_kind_is_told_in_words(folder: Path) -> None:
    book = read_codebook(bundled_codebooks()["climate-debate"])
    with (
        Project.create(folder / "c", title="C", codebook=book, annotator="Me") as other,
        pytest.raises(
            FormatError, match=r"climate-debate@0\.1\.0, does not know the claim type fact"
        ),
    ):
        import_news_statements(other, stored(folder, ferry()))


def test_a_document_stance_that_a_person_overruled_is_reported(
    project: Project, folder: Path
) -> None:
    target = {"kind": "topic", "id": "dialogue"}
    stance = {"holder": "NOR", "target": target, "value": "favor", "derived": False}
    report = import_news_statements(project, stored(folder, changed(document_stances=[stance])))
    assert any("NOR on dialogue (favor) does not follow" in note for note in report.notes)


def test_a_stop_and_a_read_only_project_leave_everything_as_it_was(
    project: Project, folder: Path
) -> None:
    path = stored(folder, ferry())
    with pytest.raises(Cancelled, match="Nothing was imported"):
        import_news_statements(project, path, cancelled=lambda: True)
    place = project.path
    project.close()
    with Project.open(place, readonly=True) as reading:
        with pytest.raises(ReadOnlyProjectError):
            import_news_statements(reading, path)
        assert reading.article_count() == 0
        assert isinstance(reading.annotator, Annotator)


def test_the_worked_example_comes_back_equal_and_passes_its_own_validator(
    project: Project, tmp_path: Path
) -> None:
    if not CORPUS.exists():
        pytest.skip("no shared folder beside the checkout")
    wanted = json.loads((CORPUS / "seeds_statements.json").read_bytes())
    told: list[tuple[int, int, str]] = []
    report = import_news_statements(
        project,
        CORPUS / "seeds_statements.json",
        progress=lambda *each: told.append(each),
        preannotate=True,
    )
    assert (report.articles_added, report.statements, report.notes) == (5, 88, ())
    assert told[0] == (0, 5, wanted["documents"][0]["file"])
    assert told[-1] == (5, 5, "")
    assert all(project.suggestions(row.id) for row in project.articles())
    for name in ("news-statements", "json"):
        out = tmp_path / f"{name}.json"
        export(project, ExportOptions(name, out))
        found = json.loads(out.read_bytes())
        if name == "news-statements":
            assert found == wanted
        for one, other in zip(found["documents"], wanted["documents"], strict=True):
            assert {key: one[key] for key in other if key != "statements"} == {
                key: value for key, value in other.items() if key != "statements"
            }
            for mine, theirs in zip(one["statements"], other["statements"], strict=True):
                assert {key: mine[key] for key in theirs} == theirs
        validator = str(CORPUS / "validate_statements.py")
        codebook = str(SHARED / "codebook/news-statements.json")
        done = subprocess.run(
            [sys.executable, validator, str(out), str(CORPUS / "seeds"), codebook],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, "88 statements, 0 errors" in done.stdout) == (0, True), done.stdout
