"""Take in a complete JSON: articles, everybody's annotations and what the machine suggested."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from annotator.annotations.edits import Edit, Recorded, Step
from annotator.annotations.model import (
    ActiveTime,
    Annotator,
    ArticleLabel,
    Comment,
    DocumentStance,
    Flag,
    GuidelineNote,
    Layer,
    Progress,
    Ruling,
    Statement,
)
from annotator.annotations.validation import actors_named, annotator_name
from annotator.codebook.model import Codebook
from annotator.corpus.article import NewArticle
from annotator.errors import AnnotationError, Cancelled, FormatError
from annotator.formats import complete_json
from annotator.formats.labelled.annotated_corpus import AnnotatedArticle, AnnotatedCorpus
from annotator.workflows.importing.statements_report import StatementsReport
from annotator.workflows.marking.comparing import compare
from annotator.workflows.watching import IsCancelled, TellProgress, never

if TYPE_CHECKING:
    from annotator.project import Project


@dataclass(slots=True)
class _Plan:
    """What will be written, and what was there before."""

    edits: list[Edit] = field(default_factory=list)
    statements: int = 0
    already_there: int = 0


def import_complete(
    project: Project,
    path: Path,
    *,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
) -> StatementsReport:
    """Take in a complete JSON with all its annotators.

    Articles are recognised by their text, annotators by name, everything else by its id: what is
    here already stays as it is here, also how the project is worked on; a setting that is not made
    here is taken over. Suggestions come along with new articles only. Raises a child
    of :class:`~annotator.errors.ImportFileError`, before anything is written, where the file is
    damaged or was made with a codebook that the project has not. A project whose codebook is one of
    the versions in the file goes on with the one that the file ends with.
    """
    corpus = complete_json.read(path)
    articles = tuple(corpus.articles)
    _require_known_codebooks(project, corpus, articles, path)
    _require_whole(project, corpus, articles, path)
    require_names((each.name for each in corpus.annotators), path)
    if cancelled():
        raise Cancelled("The import was stopped. Nothing was imported.")
    if progress is not None:
        progress(0, len(articles), path.name)
    notes = tuple(_take_settings(project, corpus.settings))
    fresh, plan = _write(project, corpus, articles, path)
    if fresh:
        compare(project, progress=progress, cancelled=cancelled)
    if progress is not None:
        progress(len(articles), len(articles), "")
    return StatementsReport(
        file=path.name,
        annotator=", ".join(each.name for each in corpus.annotators),
        articles=len(articles),
        articles_added=fresh,
        statements=plan.statements,
        already_there=plan.already_there,
        actors_added=tuple(each.target for each in plan.edits if each.kind == "actor"),
        notes=notes,
    )


def _write(
    project: Project, corpus: AnnotatedCorpus, articles: Sequence[AnnotatedArticle], path: Path
) -> tuple[int, _Plan]:
    """Write new articles, then everything else in one step; return how many articles were new."""
    known = project.known_texts([each.article.text_sha256 for each in articles])
    fresh = [each for each in articles if each.article.text_sha256 not in known]
    project.add_articles([NewArticle(each.article, each.text, each.zones) for each in fresh])
    _store_suggestions(project, corpus, fresh)
    plan = _plan(project, corpus, articles, known)
    if versions := _later_codebooks(project, corpus):
        project.keep_codebooks(versions)
        plan.edits[:0] = project.edits_towards(corpus.codebook)
    if plan.edits:
        project.apply(Step(tuple(plan.edits), f"Import {path.name}", article=None))
    return len(fresh), plan


def _take_settings(project: Project, settings: Mapping[str, str]) -> Iterator[str]:
    """Take over what is not set here; yield in sentences what is, and what differs."""
    for name, value in sorted(settings.items()):
        mine = project.setting(name)
        if mine is None:
            project.set_setting(name, value)
            yield f"The setting {name} is now {value}, as in the file."
        elif mine != value:
            yield f"The setting {name} stays {mine}; in the file it is {value}."


def _require_known_codebooks(
    project: Project, corpus: AnnotatedCorpus, articles: Sequence[AnnotatedArticle], path: Path
) -> None:
    here = {each.reference: each for each in _later_codebooks(project, corpus)}
    here |= {each.reference: each for each in project.codebooks()}
    there = {each.reference: each for each in corpus.codebooks}
    for reference in sorted({each.codebook for each in _records(articles)}):
        if reference not in here or here[reference] != there.get(reference, here[reference]):
            problem = "differs from the one of that name here" if reference in here else "is not"
            raise FormatError(
                f"{path.name} was labelled with the codebook {reference}, which {problem} in this "
                "project. Nothing was imported. Use a project with the codebook of the file.",
                path=path,
            )


def _later_codebooks(project: Project, corpus: AnnotatedCorpus) -> tuple[Codebook, ...]:
    """Return all versions in a file where the codebook here is one of them, otherwise none."""
    return corpus.codebooks if project.codebook in corpus.codebooks else ()


def _records(
    articles: Sequence[AnnotatedArticle],
) -> Iterator[Statement | Progress | ArticleLabel | DocumentStance | Ruling]:
    for each in articles:
        yield from each.rulings
        for layer in each.layers:
            yield from layer.statements
            yield from layer.labels
            yield from layer.stances
            if layer.progress is not None:
                yield layer.progress


def require_names(annotators: Iterable[str], path: Path) -> None:
    """Raise FormatError where a file does not name its annotators as a project can."""
    for each in annotators:
        try:
            annotator_name(each)
        except AnnotationError as error:
            raise FormatError(
                f"{path.name} does not name its annotator as a project can ({each[:40]!r}). "
                "Nothing was imported. Write the name on one line, not too long.",
                path=path,
            ) from error


def _require_whole(
    project: Project, corpus: AnnotatedCorpus, articles: Sequence[AnnotatedArticle], path: Path
) -> None:
    """Raise FormatError where the file names an annotator, actor or statement that it lacks."""
    annotators = {each.id for each in corpus.annotators}
    actors = {each.id for each in (*corpus.actors, *project.actors())}
    behind = {name for each in corpus.actors for name in (each.acts_for, each.merged_into) if name}
    if not behind <= actors:
        raise FormatError(
            f"{path.name} names the actor {min(behind - actors)}, who is not in the file. Nothing "
            "was imported. The file was altered.",
            path=path,
        )
    strangers = {each.annotator for each in corpus.guideline_notes} - annotators
    if strangers:
        raise FormatError(
            f"{path.name} holds a note of {min(strangers)}, who is not in the file. Nothing was "
            "imported. The file was altered.",
            path=path,
        )
    for each in articles:
        _require_conversations(each, annotators, path)
        for layer in each.layers:
            named = {actor for mention in layer.mentions if (actor := mention.actor)}
            named |= {actor for one in layer.statements for actor in actors_named(one)}
            named |= {one.holder for one in layer.stances}
            named |= {one.target.id for one in layer.stances if one.target.kind == "actor"}
            ids = {one.id for one in layer.statements}
            dangling = {name for one in layer.statements for name in _names_of(one)} - ids
            lacking = sorted((named - actors) | dangling | ({layer.annotator} - annotators))
            if lacking:
                raise FormatError(
                    f"{path.name}, document {each.article.external_id or each.article.id}: it "
                    f"names {lacking[0]}, which is not in the file. Nothing was imported. The "
                    "file was altered.",
                    path=path,
                )


def _require_conversations(
    article: AnnotatedArticle, annotators: Collection[str], path: Path
) -> None:
    """Raise FormatError where a comment answers none of the file, or somebody is not in it."""
    ids = {each.id for each in article.told if isinstance(each, Comment)}
    answered = {each.answers for each in article.told if isinstance(each, Comment)} - {None}
    people = {each.annotator for each in (*article.told, *article.times, *article.rulings)}
    people |= {who for each in article.rulings for who, _ in (*each.origins, *each.seen)}
    lacking = sorted(str(each) for each in (answered - ids) | (people - set(annotators)))
    if lacking:
        raise FormatError(
            f"{path.name}, document {article.article.external_id or article.article.id}: it names "
            f"{lacking[0]}, which is not in the file. Nothing was imported. The file was altered.",
            path=path,
        )


def _names_of(statement: Statement) -> Iterator[str]:
    if statement.parent is not None:
        yield statement.parent
    for stance in statement.stances:
        if stance.target.kind == "statement":
            yield stance.target.id


def _store_suggestions(
    project: Project, corpus: AnnotatedCorpus, fresh: Sequence[AnnotatedArticle]
) -> None:
    for run in corpus.engine_runs:
        found = {
            each.article.id: tuple(one for one in each.suggestions if one.run == run.id)
            for each in fresh
        }
        if any(found.values()):
            project.store_suggestions(run, {key: value for key, value in found.items() if value})


def _plan(
    project: Project,
    corpus: AnnotatedCorpus,
    articles: Sequence[AnnotatedArticle],
    known: Mapping[str, str],
) -> _Plan:
    plan = _Plan()
    here = {each.id for each in project.actors()}
    plan.edits += [Edit(None, each) for each in corpus.actors if each.id not in here]
    people = _people(project, corpus)
    for each in articles:
        article = known.get(each.article.text_sha256, each.article.id)
        ids: dict[str, str] = {}
        for layer in each.layers:
            mine = project.layer(article, people[layer.annotator])
            ids |= _plan_layer(layer, mine, plan)
        plan.edits += _told(project, each, article, people)
        plan.edits += _rulings(project, each, article, people, ids)
    plan.edits += _notes(project, corpus.guideline_notes, people)
    return plan


def _people(project: Project, corpus: AnnotatedCorpus) -> dict[str, str]:
    """Return our ids of the file's annotators; those who are not here yet are added."""
    before = project.annotator.name
    people = [each for each in corpus.annotators if each.kind == "person"]
    try:
        found = {each.id: project.use_annotator(each.name).id for each in people}
    finally:
        project.use_annotator(before)
    for each in corpus.annotators:
        if each.kind != "person":
            found[each.id] = project.know_layer(_layer_beside(each, found)).id
    return found


def _layer_beside(theirs: Annotator, people: Mapping[str, str]) -> Annotator:
    """Return a layer beside the people's under our ids: a repeated one is named after whose."""
    if theirs.of is None or theirs.of not in people:
        return theirs
    name = theirs.id.replace(theirs.of, people[theirs.of])
    return replace(theirs, id=name, of=people[theirs.of])


def _plan_layer(theirs: Layer, mine: Layer, plan: _Plan) -> dict[str, str]:
    """Plan to add to my layer what only theirs has; return our ids of their statements."""
    there = {each.id: each.id for each in mine.statements}
    by_name = {each.external_id: each.id for each in mine.statements if each.external_id}
    ids = {
        each.id: there.get(each.id) or by_name.get(each.external_id, each.id)
        for each in theirs.statements
    }
    fresh = [each for each in theirs.statements if ids[each.id] not in there]
    records: list[Recorded] = [_moved(each, mine, ids) for each in fresh]
    records += _beside_the_text(theirs, mine)
    held = {each.id for each in mine.mentions}
    records += [
        replace(each, article=mine.article, annotator=mine.annotator)
        for each in theirs.mentions
        if each.id not in held
    ]
    if theirs.progress is not None and mine.progress is None:
        name = f"{mine.article}:{mine.annotator}"
        records.append(
            replace(theirs.progress, id=name, article=mine.article, annotator=mine.annotator)
        )
    plan.edits += [Edit(None, each) for each in records]
    plan.statements += len(fresh)
    plan.already_there += len(theirs.statements) - len(fresh)
    return ids


def _rulings(
    project: Project,
    theirs: AnnotatedArticle,
    article: str,
    people: Mapping[str, str],
    ids: Mapping[str, str],
) -> Iterator[Edit]:
    """Yield what was decided in an article and is not decided here."""
    here = {each.disagreement for each in project.rulings(article)}
    moved = {old: new for old, new in ids.items() if old != new}
    moved |= {old: new for old, new in people.items() if old != new}
    for each in theirs.rulings:
        about = each.disagreement
        for old, new in moved.items():
            about = about.replace(old, new)
        if about not in here:
            ruling = replace(
                each,
                disagreement=about,
                origins=tuple((people[who], moved.get(name, name)) for who, name in each.origins),
                seen=tuple((people[who], digest) for who, digest in each.seen),
                gold=moved.get(each.gold, each.gold) if each.gold else None,
            )
            yield Edit(None, _placed(ruling, article, people[each.annotator]))


def _beside_the_text(theirs: Layer, mine: Layer) -> Iterator[ArticleLabel | DocumentStance]:
    """Yield their labels of the whole article, and stances over it, where mine says nothing."""
    labelled = {each.label for each in mine.labels}
    taken = {(each.holder, each.target) for each in mine.stances}
    for label in theirs.labels:
        if label.label not in labelled:
            yield _placed(label, mine.article, mine.annotator)
    for stance in theirs.stances:
        if (stance.holder, stance.target) not in taken:
            yield _placed(stance, mine.article, mine.annotator)


_P = TypeVar("_P", ArticleLabel, DocumentStance, Comment, Flag, ActiveTime, Ruling)


def _placed(record: _P, article: str, annotator: str) -> _P:
    """Return a record as ours; an id that names its article and annotator names ours."""
    name = record.id.replace(record.article, article).replace(record.annotator, annotator)
    return replace(record, id=name, article=article, annotator=annotator)


def _told(
    project: Project, theirs: AnnotatedArticle, article: str, people: Mapping[str, str]
) -> Iterator[Edit]:
    """Yield what lets the comments, flags and times of an article be here, too."""
    told, times = project.told(article), project.active_times(article)
    here = {each.id for each in (*told, *times)}
    flagged = {each.annotator for each in told if isinstance(each, Flag)}
    comments = [each for each in theirs.told if isinstance(each, Comment)]
    for comment in sorted(comments, key=lambda each: each.answers is not None):
        if comment.id not in here:
            yield Edit(None, _placed(comment, article, people[comment.annotator]))
    for flag in theirs.told:
        if isinstance(flag, Flag) and people[flag.annotator] not in flagged:
            yield Edit(None, _placed(flag, article, people[flag.annotator]))
    for time in theirs.times:
        if time.id not in here:
            yield Edit(None, _placed(time, article, people[time.annotator]))


def _notes(
    project: Project, notes: Iterable[GuidelineNote], people: Mapping[str, str]
) -> Iterator[Edit]:
    """Yield the guideline notes of those who have none here."""
    noting = {each.annotator for each in project.guideline_notes()}
    for each in notes:
        who = people[each.annotator]
        if who not in noting:
            yield Edit(None, GuidelineNote(f"{who}:note", who, each.text))


def _moved(statement: Statement, mine: Layer, ids: Mapping[str, str]) -> Statement:
    """Return a statement as it stands in my layer, its references mapped to our ids."""
    stances = tuple(
        replace(each, target=replace(each.target, id=ids[each.target.id]))
        if each.target.kind == "statement"
        else each
        for each in statement.stances
    )
    return replace(
        statement,
        article=mine.article,
        annotator=mine.annotator,
        stances=stances,
        parent=None if statement.parent is None else ids[statement.parent],
    )
