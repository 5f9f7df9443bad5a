"""Articles going in, the queue, and what machines suggest about them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from annotator.annotations.edits import Edit
from annotator.annotations.ids import new_id
from annotator.annotations.model import Mention, Progress
from annotator.corpus.article import Zone
from annotator.corpus.span import Span
from annotator.errors import AnnotationError, FormatError
from annotator.preannotation.suggestion import EngineRun, Suggestion
from annotator.project.storage import schema

AWKWARD = "a\u00a0b\u2028c\u2029d\u200d😀\u0301 \u202eabc עברית العربية \0 \u0085 \ufeff\n\n"


def test_text_and_facts_come_back_exactly(desk):
    new = desk.new_article(
        AWKWARD, date="2026-02-27", source="Tidings", encoding="cp1251", external_id="x7"
    )
    desk.project.add_articles([new])
    project = desk.reopen()
    assert project.text(new.article.id) == AWKWARD
    assert project.article(new.article.id) == new.article
    assert project.zones(new.article.id) == new.zones
    assert project.check() == ()


def test_articles_queue_in_the_order_in_which_they_came(desk):
    ids = [desk.article(title=f"No. {number}") for number in range(3)]
    ids += desk.project.add_articles([desk.new_article() for _ in range(4)])
    rows = desk.project.articles()
    assert [row.id for row in rows] == ids and desk.project.article_count() == 7
    assert [row.position for row in rows] == list(range(7))


def test_pages_of_the_queue_make_the_whole_queue(desk):
    desk.project.add_articles([desk.new_article() for _ in range(7)])
    whole, pages, after = desk.project.articles(), [], -1
    while page := desk.project.articles(after=after, limit=3):
        pages += page
        after = page[-1].position
    assert tuple(pages) == whole


def test_one_bad_article_keeps_all_of_them_out(desk):
    good = desk.new_article()
    with pytest.raises(AnnotationError, match="same id"):
        desk.project.add_articles([good, good])
    with pytest.raises(ValueError, match="do not fit"):
        wrong = replace(good, text="another text")
        desk.project.add_articles([desk.new_article(), wrong])
    with pytest.raises(ValueError, match="zones"):
        zones = (Zone("body", Span(5, 9)), Zone("body", Span(0, 7)))
        desk.project.add_articles([desk.new_article(), replace(good, zones=zones)])
    assert desk.project.articles() == ()
    desk.project.add_articles([good])
    with pytest.raises(AnnotationError):
        desk.project.add_articles([desk.new_article(), good])
    assert desk.project.article_count() == 1 and desk.project.check() == ()


def test_half_a_character_is_refused_in_words(desk):
    good = desk.new_article()
    with pytest.raises(FormatError, match="half of a character"):
        desk.project.add_articles([replace(good, text="\ud83d")])


def test_an_unknown_article_is_told_in_words(desk):
    project = desk.project
    for ask in (project.article, project.text, project.zones):
        with pytest.raises(AnnotationError, match="no article"):
            ask("nowhere")


def test_texts_and_files_that_are_in_already_are_recognised(desk):
    known = hashlib.sha256(b"abc").hexdigest()
    first = desk.article("abc def")
    desk.article("abc def", file_sha256=known)
    sha256 = hashlib.sha256(b"abc def").hexdigest()
    many = [hashlib.sha256(bytes([number])).hexdigest() for number in range(256)] * 3
    assert desk.project.known_texts([*many, sha256]) == {sha256: first}
    assert desk.project.article_for_file(known) == desk.project.articles()[1].id
    assert desk.project.article_for_file("0" * 64) is None
    assert desk.project.article_for_file("") is None


def suggestion(article, number, kind="mention", run="r1"):
    span = Span(number, number + 3)
    return Suggestion(f"s{number}", article, kind, span, "ORG", 0.5, "rule", run, "veltra")


def test_suggestions_come_back_in_text_order_and_are_counted_until_decided(desk):
    article, project = desk.article(), desk.project
    run = EngineRun("r1", "rules", "1", "gazetteer 3")
    stored = [suggestion(article, 9), suggestion(article, 2), suggestion(article, 5, "quotation")]
    project.store_suggestions(run, {article: stored})
    assert project.suggestions(article) == (stored[1], stored[2], stored[0])
    assert project.engine_runs() == (run,)
    assert project.articles()[0].suggestions == 2
    who = project.annotator.id
    mention = Mention(new_id(), article, who, Span(2, 5), "ORG", None, "rejected", "s2")
    desk.do(Edit(None, mention))
    assert project.articles()[0].suggestions == 1
    project.use_annotator("Bo")
    assert project.articles()[0].suggestions == 2
    assert project.check() == ()


def test_an_engine_replaces_its_own_suggestions_and_no_decision(desk):
    here, there = desk.article(), desk.article()
    project, who = desk.project, desk.project.annotator.id
    old, new = EngineRun("r1", "rules", "1"), EngineRun("r2", "rules", "2")
    other = EngineRun("r3", "names", "1")
    project.store_suggestions(old, {each: [suggestion(each, 2)] for each in (here, there)})
    project.store_suggestions(other, {here: [suggestion(here, 2, run="r3")]})
    mention = Mention(new_id(), here, who, Span(2, 5), "ORG", None, "accepted", "s2")
    desk.do(Edit(None, mention))
    project.store_suggestions(new, {here: [suggestion(here, 7)] * 2})
    found = [(each.id, each.run) for each in project.suggestions(here)]
    assert found == [("s2", "r3"), ("s7", "r2")]
    assert [each.run for each in project.suggestions(there)] == ["r1"]
    assert project.layer(here).mentions == (mention,) and project.check() == ()


def test_a_suggestion_outside_the_text_keeps_all_of_them_out(desk):
    here, there = desk.article(), desk.article("short text")
    run = EngineRun("r1", "rules", "1")
    found = {here: [suggestion(here, 2)], there: [suggestion(there, 300)]}
    with pytest.raises(AnnotationError):
        desk.project.store_suggestions(run, found)
    assert desk.project.suggestions(here) == () and desk.project.engine_runs() == ()


def test_the_queue_shows_the_progress_of_the_one_who_labels(desk):
    article, who = desk.article(), desk.project.annotator.id
    desk.add(article)
    desk.do(Edit(None, Progress(f"{article}:{who}", article, who, "done")))
    (row,) = desk.project.articles()
    assert (row.status, row.statements) == ("done", 1)
    desk.project.use_annotator("Bo")
    (row,) = desk.project.articles()
    assert (row.status, row.statements) == (None, 0)


def test_info_counts_everything(desk):
    article, who = desk.article(), desk.project.annotator
    desk.add(article)
    desk.do(Edit(None, Progress(f"{article}:{who.id}", article, who.id, "opened")))
    info = desk.project.info()
    assert (info.articles, info.statements, info.actors) == (1, 1, 2)
    assert info.schema == schema.current_version()
    assert info.characters == len(desk.project.text(article)) and info.events == 7
    (count,) = info.annotators
    assert (count.name, count.opened, count.done, count.statements) == ("Amina", 1, 0, 1)
    assert info.title == "Talks" and info.codebook == "harbour@1.0.0"
