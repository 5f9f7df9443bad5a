"""The registry of actors in a project: its history is the project's, and it is there tomorrow."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.annotations.edits import Edit
from annotator.annotations.ids import new_id
from annotator.annotations.model import Figure, Mention, Source, Stance, Target
from annotator.annotations.steps.on_actors import Registry
from annotator.codebook.model import Codebook, CodebookActor
from annotator.corpus.span import Span
from annotator.errors import AnnotationError
from annotator.project import Project


def registry(project):
    return Registry(project.standing_actors(), project.codebook)


def mention(desk, article, actor):
    return Mention(new_id(), article, desk.project.annotator.id, Span(4, 11), "ORG", actor)


def test_a_merge_is_taken_back_and_repeated_after_reopening_by_somebody_else(desk):
    before = desk.project.actors()
    change = desk.project.apply(registry(desk.project).merge(["mayor"], "veltra"))
    assert change.article is None and change.touches("actor")
    project = desk.reopen(annotator="Boris")
    assert project.standing_actors()["mayor"].id == "veltra"
    assert project.undo_registry_wording() == "Merge The mayor into Veltra"
    assert project.undo_registry().action == "undo"
    assert project.actors() == before and "mayor" in list(project.standing_actors())
    project = desk.reopen(annotator="Amina")
    assert project.undo_registry_wording() is None and project.undo_registry() is None
    assert project.redo_registry_wording() == "Merge The mayor into Veltra"
    project.redo_registry()
    assert project.standing_actors()["mayor"].id == "veltra"
    assert project.check() == ()


def test_no_annotation_changes_when_actors_are_merged(desk):
    article = desk.article()
    statement = desk.add(article, source=Source(actors=("mayor",)))
    desk.project.apply(registry(desk.project).merge(["mayor"], "veltra"))
    assert desk.statements(article) == (statement,)
    assert desk.project.undo_wording(article) == "Add a statement"
    assert len(desk.project.history(statement.id)) == 1


def test_undo_of_an_article_does_not_reach_the_registry_nor_the_other_way_round(desk):
    article, project = desk.article(), desk.project
    desk.add(article)
    project.apply(registry(project).add("Port"))
    assert project.undo(article).wording == "Add a statement"
    assert project.undo(article) is None
    assert project.undo_registry().wording == "Add Port"
    assert project.undo_registry() is None
    assert project.redo(article).wording == "Add a statement"


def test_an_added_actor_who_is_used_since_is_not_taken_back(desk):
    article, project = desk.article(), desk.project
    step = registry(project).add("Port")
    project.apply(step)
    desk.do(Edit(None, mention(desk, article, step.edits[0].target)))
    with pytest.raises(AnnotationError, match="Port is named in a statement"):
        project.undo_registry()
    assert project.standing_actors().named("port") is not None
    project.undo(article)
    project.undo_registry()
    assert project.standing_actors().named("port") is None and project.check() == ()


def test_a_change_that_was_changed_again_is_not_taken_back(desk):
    project = desk.project
    project.apply(registry(project).rename("veltra", "Veltria"))
    renamed = project.standing_actors().stored["veltra"]
    article = desk.article()
    desk.do(Edit(renamed, replace(renamed, country="VE")), article=article)
    with pytest.raises(AnnotationError, match="changed in the meantime"):
        project.undo_registry()
    assert project.standing_actors()["veltra"].name == "Veltria"


@pytest.mark.parametrize(
    "names",
    [
        {"source": Source(actors=("port",))},
        {"stances": (Stance(Target("actor", "port"), "favor"),)},
        {"figures": (Figure(Span(1, 3), 2, "exact", "dead", side="port"),)},
    ],
)
def test_only_an_actor_that_nobody_names_is_removed(desk, names):
    project = desk.project
    project.apply(registry(project).add("Port", actor_id="port"))
    statement = desk.add(desk.article(), **names)
    with pytest.raises(AnnotationError, match="Port is named"):
        project.apply(registry(project).remove("port"))
    desk.remove(statement)
    project.apply(registry(project).remove("port"))
    project.apply(registry(project).change("mayor", acts_for=""))
    project.apply(registry(project).remove("veltra"))
    assert set(project.standing_actors()) == {"mayor"}
    assert "port" in project.past_actors()


def test_an_actor_is_merged_into_one_that_is_there(desk):
    mayor = desk.project.standing_actors().stored["mayor"]
    with pytest.raises(AnnotationError, match="not in this project"):
        desk.do(Edit(mayor, replace(mayor, merged_into="nobody")))


def test_uses_are_found_and_counted_also_under_the_merged_name(desk):
    first, second, project = desk.article(), desk.article("A second harbour text.\n"), desk.project
    desk.add(second, content=(Span(2, 9),), source=Source((Span(0, 1),), ("mayor", "veltra")))
    desk.do(Edit(None, mention(desk, first, "mayor")))
    assert project.actor_counts() == {"mayor": 2, "veltra": 1}
    project.apply(registry(project).merge(["mayor"], "veltra"))
    assert project.actor_counts() == {"mayor": 2, "veltra": 3}
    uses = project.actor_uses("veltra")
    assert [(each.article, each.role, each.actor) for each in uses] == [
        (first, "mention", "mayor"),
        (second, "holder", "mayor"),
        (second, "holder", "veltra"),
    ]
    assert uses[0].span == Span(4, 11) and uses[1].span == Span(0, 1)
    assert [each.actor for each in project.actor_uses("mayor")] == ["mayor", "mayor"]


def test_splitting_moves_passages_in_one_step_that_can_be_taken_back(desk):
    article, project = desk.article(), desk.project
    desk.add(article, source=Source(actors=("veltra",)))
    desk.do(Edit(None, mention(desk, article, "veltra")))
    before = project.layer(article), project.actors()
    some = [each for each in project.actor_uses("veltra") if each.role == "mention"]
    step = registry(project).split("veltra", ["the republic"], name="Republic", uses=some)
    project.apply(step)
    (new,) = [each for each in project.actors() if each.name == "Republic"]
    layer = project.layer(article)
    assert layer.mentions[0].actor == new.id
    assert layer.statements[0].source.actors == ("veltra",)
    project.undo_registry()
    assert (project.layer(article), project.actors()) == before and project.check() == ()


def test_a_reader_sees_what_the_writer_changed(desk, path):
    with Project.open(path, readonly=True) as reader:
        assert reader.standing_actors()["mayor"].id == "mayor"
        desk.project.apply(registry(desk.project).merge(["mayor"], "veltra"))
        assert reader.standing_actors()["mayor"].id == "veltra"
        assert len(reader.actors()) == len(desk.project.actors())


def test_the_actors_are_read_once_for_many_articles(desk):
    assert desk.project.standing_actors() is desk.project.standing_actors()


which = st.integers(0, 9)
gestures = st.one_of(
    st.tuples(st.just("add"), st.sampled_from(["Port", "Fleet", "Guild", "the republic"])),
    st.tuples(st.just("rename"), which, st.sampled_from(["Port", "Harbour", "Guild"])),
    st.tuples(st.just("merge"), which, which),
    st.tuples(st.just("unmerge"), which),
    st.tuples(st.just("remove"), which),
    st.tuples(st.just("change"), which, which),
    st.just(("undo",)),
    st.just(("redo",)),
    st.just(("reopen",)),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(gestures, max_size=14))
def test_taking_everything_back_and_doing_it_again_gives_the_same_actors(done):
    book = Codebook("b", "1", actors=(CodebookActor("veltra", "Veltra", aliases=("republic",)),))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.annotator"
        project = Project.create(path, title="T", codebook=book, annotator="A")
        first = project.actors()
        for kind, *rest in done:
            if kind == "reopen":
                project.close()
                project = Project.open(path)
                continue
            try:
                do(project, kind, rest)
            except AnnotationError:
                continue
        last = project.actors()
        steps = 0
        while project.undo_registry() is not None:
            steps += 1
        assert project.actors() == first
        for _ in range(steps):
            assert project.redo_registry() is not None
        assert project.actors() == last and project.check() == ()
        project.close()


def do(project, kind, rest):
    if kind in ("undo", "redo"):
        getattr(project, f"{kind}_registry")()
        return
    at, ids = registry(project), sorted(each.id for each in project.actors())

    def pick(index):
        return ids[index % len(ids)] if ids else "nobody"

    if kind == "add":
        project.apply(at.add(rest[0]))
    elif kind == "merge":
        project.apply(at.merge([pick(rest[0])], pick(rest[1])))
    elif kind == "change":
        project.apply(at.change(pick(rest[0]), acts_for=pick(rest[1])))
    else:
        project.apply(getattr(at, kind)(pick(rest[0]), *rest[1:]))
