"""Take in what somebody labelled elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from annotator.annotations.edits import Edit, Step, Zones
from annotator.annotations.ids import new_id
from annotator.annotations.model import Actor, Layer, Progress
from annotator.corpus.article import Article, NewArticle, Zone
from annotator.errors import Cancelled, FormatError
from annotator.formats import complete_json, news_statements
from annotator.formats.labelled.codebook_fit import actors_in, unknown_labels
from annotator.formats.news_statements import DocumentShape, NewsStatementsFile
from annotator.workflows.importing.making_ready import make_ready
from annotator.workflows.importing.restoring import import_complete, require_names
from annotator.workflows.importing.statements_report import StatementsReport
from annotator.workflows.watching import IsCancelled, TellProgress, never

__all__ = ["StatementsReport", "import_complete", "import_news_statements"]

if TYPE_CHECKING:
    from annotator.project import Project

# Not deeper: the folder may be somebody's whole disk.
_SEARCHED = ("*", "*/*", "*/*/*")


@dataclass(frozen=True, slots=True)
class _Place:
    """One document of the file with its article here."""

    document: DocumentShape
    article: Article
    text: str
    zones: tuple[Zone, ...]
    is_new: bool
    where: str


@dataclass(slots=True)
class _Plan:
    """Everything that will be written, worked out before anything is."""

    edits: list[Edit] = field(default_factory=list)
    statements: int = 0
    already_there: int = 0
    actors_added: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def import_news_statements(
    project: Project,
    path: Path,
    *,
    texts: Path | None = None,
    progress: TellProgress | None = None,
    cancelled: IsCancelled = never,
    preannotate: bool = True,
) -> StatementsReport:
    """Take in a file of the news-statements format, all of its statements or none.

    A complete JSON, which contains this format, is taken in wholly by :func:`import_complete`.

    The articles are found in the project by the SHA-256 of their file or text, else as files in
    ``texts``, else beside ``path`` and in its sub-folders; new ones come in with the file's zones.
    Statements go into the layer of the annotator whom the file names, who is added where unknown;
    who labels now stays the same. The documents count as done for that annotator. What came in
    earlier is recognised by its id and not doubled. ``preannotate`` marks new articles.

    Raises a child of :class:`~annotator.errors.ImportFileError`, before anything is written, where
    file, texts and codebook do not fit together.
    """
    if complete_json.is_complete_json(path):
        return import_complete(project, path, progress=progress, cancelled=cancelled)
    file = news_statements.read(path)
    _require_known_labels(project, file, path)
    texts = texts if texts is not None else path.parent
    places = tuple(_places(project, file, path, texts, progress=progress, cancelled=cancelled))
    _require_different_articles(places, path)
    plan = _write(project, file, places, path)
    added = [each.article.id for each in places if each.is_new]
    make_ready(project, added, preannotate=preannotate, progress=progress, cancelled=cancelled)
    if progress is not None and not (preannotate and added):
        progress(len(places), len(places), "")
    return _report(file, path, places, plan)


def _report(
    file: NewsStatementsFile, path: Path, places: Sequence[_Place], plan: _Plan
) -> StatementsReport:
    return StatementsReport(
        file=path.name,
        annotator=file.annotator,
        articles=len(places),
        articles_added=sum(each.is_new for each in places),
        statements=plan.statements,
        already_there=plan.already_there,
        actors_added=tuple(plan.actors_added),
        notes=tuple(plan.notes),
    )


def _places(
    project: Project,
    file: NewsStatementsFile,
    path: Path,
    texts: Path,
    *,
    progress: TellProgress | None,
    cancelled: IsCancelled,
) -> Iterator[_Place]:
    files = _text_files(project, file, texts)
    for done, document in enumerate(file.documents):
        if cancelled():
            raise Cancelled("The import was stopped. Nothing was imported.")
        if progress is not None:
            progress(done, len(file.documents), document.file)
        yield _place(project, document, files, f"{path.name}, document {document.id}")


def _require_known_labels(project: Project, file: NewsStatementsFile, path: Path) -> None:
    unknown = unknown_labels(file, project.codebook)
    if unknown:
        raise FormatError(
            f"{path.name} was made with {file.codebook}, and the codebook of this project, "
            f"{project.codebook.reference}, does not know {'; '.join(unknown)}. Nothing was "
            "imported. Use a project with the codebook that the file was made with.",
            path=path,
        )
    require_names([file.annotator], path)


def _text_files(
    project: Project, file: NewsStatementsFile, folder: Path
) -> Mapping[str, Sequence[Path]]:
    """Return the files by name that may hold the texts which the project does not have yet."""
    wanted = {
        PurePosixPath(each.file).name
        for each in file.documents
        if project.article_for_file(each.sha256) is None
    }
    found: dict[str, list[Path]] = {}
    for pattern in _SEARCHED if wanted else ():
        for path in sorted(folder.glob(pattern)):
            if path.name in wanted and path.is_file():
                found.setdefault(path.name, []).append(path)
    return found


def _place(
    project: Project, document: DocumentShape, files: Mapping[str, Sequence[Path]], where: str
) -> _Place:
    known = project.article_for_file(document.sha256)
    if known is None:
        article, text = _article_from_file(document, files, where)
        known = project.known_texts([article.text_sha256]).get(article.text_sha256)
    is_new = known is None
    if known is not None:
        article, text = project.article(known), project.text(known)
    if len(text) != document.n_code_points:
        raise FormatError(
            f"{where}: its text has {len(text)} characters here and {document.n_code_points} in "
            "the file, because line ends or characters were counted in another way. Nothing was "
            "imported. Offsets must count Unicode code points of a text with LF line ends."
        )
    zones = news_statements.zones_of(document.zones, length=len(text), where=where)
    return _Place(document, article, text, zones, is_new=is_new, where=where)


def _article_from_file(
    document: DocumentShape, files: Mapping[str, Sequence[Path]], where: str
) -> tuple[Article, str]:
    """Return the facts and the text of the document's file, which must have its SHA-256."""
    from annotator.corpus.reading import read_text
    from annotator.workflows.importing.articles import new_article

    candidates = files.get(PurePosixPath(document.file).name, ())
    for path in candidates:
        found = read_text(path, encoding="utf-8")
        if found.file_sha256 == document.sha256:
            article = new_article(path, found).article
            return replace(article, file_name=document.file, external_id=document.id), found.text
    problem = "is another version than the one that was annotated" if candidates else "is missing"
    raise FormatError(
        f"{where}: its text {document.file} {problem}. Nothing was imported. Put the text beside "
        "the file or into a folder there, name the folder it is in, or import the text first."
    )


def _require_different_articles(places: Sequence[_Place], path: Path) -> None:
    seen: dict[str, str] = {}
    for each in places:
        other = seen.setdefault(each.article.text_sha256, each.document.id)
        if other != each.document.id:
            raise FormatError(
                f"{path.name}: the documents {other} and {each.document.id} have the same text. "
                "Nothing was imported. Keep one of them.",
                path=path,
            )


def _write(
    project: Project, file: NewsStatementsFile, places: Sequence[_Place], path: Path
) -> _Plan:
    """Write articles, then all statements in one step, for the annotator of the file."""
    annotators = {each.name: each.id for each in project.annotators()}
    name = file.annotator.strip()
    _plan(project, file, places, annotators.get(name, ""))  # finds all problems before any writing
    project.add_articles(
        [NewArticle(each.article, each.text, each.zones) for each in places if each.is_new]
    )
    before = project.annotator.name
    annotator = project.use_annotator(name)
    try:
        plan = _plan(project, file, places, annotator.id)
        if plan.edits:
            project.apply(Step(tuple(plan.edits), f"Import {path.name}", article=None))
    finally:
        project.use_annotator(before)
    return plan


def _plan(
    project: Project, file: NewsStatementsFile, places: Sequence[_Place], annotator: str
) -> _Plan:
    plan = _Plan()
    _plan_actors(project, places, plan)
    for place in places:
        layer = Layer(article=place.article.id, annotator=annotator)
        if not place.is_new:
            _plan_facts(project, place, plan)
            layer = project.layer(place.article.id, annotator) if annotator else layer
        _plan_statements(project, file, place, layer, plan)
    return plan


def _plan_actors(project: Project, places: Sequence[_Place], plan: _Plan) -> None:
    known = {each.id for each in project.actors()}
    for place in places:
        for statement in place.document.statements:
            for actor in actors_in(statement):
                if actor not in known:
                    known.add(actor)
                    plan.actors_added.append(actor)
                    plan.edits.append(Edit(None, Actor(id=actor, name=actor)))


def _plan_facts(project: Project, place: _Place, plan: _Plan) -> None:
    """Bring zones and external id of an article that was here before in line with the file."""
    article, document = place.article, place.document
    zones = project.zones(article.id)
    if zones != place.zones:
        plan.edits.append(
            Edit(Zones(article.id, article.id, zones), Zones(article.id, article.id, place.zones))
        )
        plan.notes.append(f"The zones of {document.id} are now those of the file.")
    if not article.external_id:
        plan.edits.append(Edit(article, replace(article, external_id=document.id)))
    elif article.external_id != document.id:
        plan.notes.append(f"The document {document.id} keeps its name {article.external_id} here.")


def _plan_statements(
    project: Project, file: NewsStatementsFile, place: _Place, layer: Layer, plan: _Plan
) -> None:
    there = {each.external_id: each.id for each in layer.statements if each.external_id}
    shapes = place.document.statements
    ids = {shape.id: there.get(shape.id) or new_id() for shape in shapes}
    references = {each.reference for each in project.codebooks()}
    codebook = file.codebook if file.codebook in references else project.codebook.reference
    statements = news_statements.statements_of(
        place.document,
        text=place.text,
        ids=ids,
        article=place.article.id,
        annotator=layer.annotator,
        codebook=codebook,
        where=place.where,
    )
    fresh = [each for each in statements if each.external_id not in there]
    plan.edits += [Edit(None, each) for each in fresh]
    plan.statements += len(fresh)
    plan.already_there += len(statements) - len(fresh)
    if layer.progress is None:
        plan.edits.append(Edit(None, _done(layer, codebook)))
    for stance in news_statements.overruled_stances(place.document, statements):
        plan.notes.append(
            f"{place.document.id}: the document stance of {stance.holder} on {stance.target.id} "
            f"({stance.value}) does not follow from the statements and was not taken over."
        )


def _done(layer: Layer, codebook: str) -> Progress:
    return Progress(
        id=f"{layer.article}:{layer.annotator}",
        article=layer.article,
        annotator=layer.annotator,
        status="done",
        codebook=codebook,
    )
