"""Label Studio's JSON with its labelling configuration (export format "JSON", Label Studio 1.x).

A folder with ``tasks.json``, one task per article with one annotation per annotator, and
``labeling_config.xml``, without which the labels cannot be shown. Regions count code points, as the
present front end does; older exports count UTF-16 units, so files are asked what they count.

What is said of a statement beside its spans stands in the ``meta`` of its region, which Label
Studio keeps and does not show. Names of annotators stand beside ``completed_by``, which is left
out: an import is refused where it names a user whom that server does not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from annotator.codebook.model import Codebook
from annotator.formats.annotated_corpus import PLAIN, AnnotatedCorpus, WriteOptions, WriteReport
from annotator.formats.as_labelled import NOT_LABELLED, LabelNames, labelled_texts
from annotator.formats.attributes import plain_attributes, read_attributes, read_done, read_role
from annotator.formats.features import FEATURES
from annotator.formats.foreign import RawSpan, RawText, ReadFile
from annotator.formats.json_stream import JsonList
from annotator.formats.json_values import Fields, first_object, objects
from annotator.formats.label_colors import strong
from annotator.formats.labelled_text import LabelledText, Link, Value
from annotator.formats.losses import Losses
from annotator.formats.offset_units import ForeignSpan
from annotator.formats.pieces import Piece, in_pieces, joined
from annotator.formats.uses import Fidelity, note_left_out

WHAT = "a file of Label Studio"
TASKS, CONFIG = "tasks.json", "labeling_config.xml"
FIDELITY = Fidelity(whole=frozenset(FEATURES) - NOT_LABELLED)


def write(corpus: AnnotatedCorpus, out: Path, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write the tasks and their configuration into an empty folder."""
    losses, writing = Losses(), _Writing()
    articles = 0
    with (out / TASKS).open("wb") as file:
        stream = JsonList(file)
        for each, texts in _by_article(corpus, losses):
            stream.item(writing.task(each, articles + 1, texts))
            articles += 1
        stream.end()
    (out / CONFIG).write_text(configuration(corpus.codebook, writing.links), encoding="utf-8")
    return WriteReport(articles, writing.statements, writing.mentions, losses=losses)


def _by_article(
    corpus: AnnotatedCorpus, losses: Losses
) -> Iterator[tuple[str, list[LabelledText]]]:
    """Yield the texts of each article together; one without annotations is no task."""
    article, texts = "", list[LabelledText]()
    for each, text in labelled_texts(corpus):
        if each.article.id != article:
            note_left_out(losses, FIDELITY, each)
            if texts:
                yield article, texts
            article, texts = each.article.id, []
        texts.append(text)
    if texts:
        yield article, texts


class _Writing:
    """Tasks on their way out; collects the labels of links for the configuration."""

    def __init__(self) -> None:
        self.statements = self.mentions = 0
        self.links: dict[str, None] = {}

    def task(self, article: str, number: int, texts: list[LabelledText]) -> dict[str, object]:
        """Return one task with an annotation for each annotator."""
        first = texts[0]
        return {
            "id": number,
            "data": {"text": first.text, "id": first.id, "article": article, **first.facts},
            "annotations": [self._annotation(each, nth) for nth, each in enumerate(texts, start=1)],
        }

    def _annotation(self, text: LabelledText, number: int) -> dict[str, object]:
        pieces, links = in_pieces(text)
        self.statements += sum(each.role == "content" for each in text.spans)
        self.mentions += sum(each.role == "mention" for each in text.spans)
        self.links.update((each.label, None) for each in links)
        regions = [_region(each, text.text) for each in pieces]
        choices = [_choices(kind, values) for kind, values in text.labels.items()]
        return {
            "id": number,
            "annotator": text.annotator,
            "was_cancelled": False,
            "ground_truth": False,
            "is_done": text.is_done,
            "result": [*regions, *choices, *map(_relation, links)],
        }


def _region(each: Piece, text: str) -> dict[str, object]:
    said: dict[str, object] = {}
    if each.is_first:
        said = {"role": each.of.role, "attributes": plain_attributes(each.of.attributes)}
    return {
        "id": each.id,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "origin": "manual",
        "value": {
            "start": each.span.start,
            "end": each.span.end,
            "text": each.span.covered(text),
            "labels": [each.of.label],
        },
        "meta": said,
    }


def _choices(kind: str, values: tuple[str, ...]) -> dict[str, object]:
    return {
        "id": f"text:{kind}",
        "from_name": _control(kind),
        "to_name": "text",
        "type": "choices",
        "origin": "manual",
        "value": {"choices": list(values)},
    }


def _relation(link: Link) -> dict[str, object]:
    return {
        "from_id": link.start,
        "to_id": link.end,
        "type": "relation",
        "direction": "right",
        "labels": [link.label],
    }


def _control(kind: str) -> str:
    """Return the name of the control for a label of the text, which may not be ``label``."""
    return f"{kind}_" if kind in ("label", "text") else kind


def configuration(codebook: Codebook, links: Iterable[str] = ()) -> str:
    """Return the labelling configuration for everything that a codebook has."""
    names = LabelNames(codebook)
    labels = [*names.in_section("claim_types"), *names.in_section("entity_kinds"), "statement"]
    labels += ["source", "cue", "addressee", "via", "figure", "target"]
    lines = ["<View>", "  <Relations>"]
    lines += [f"    <Relation value={quoteattr(each)}/>" for each in links]
    lines += ["  </Relations>", '  <Labels name="label" toName="text">']
    for number, each in enumerate(labels):
        shown = f"value={quoteattr(each)} background={quoteattr(strong(number))}"
        lines.append(f"    <Label {shown} hint={quoteattr(names.wording(each))}/>")
    lines.append("  </Labels>")
    for kind in codebook.article_labels:
        choice = "multiple" if kind.multiple else "single"
        name = f'name={quoteattr(_control(kind.id))} toName="text" choice="{choice}"'
        lines.append(f"  <Choices {name}>")
        lines += [f"    <Choice value={quoteattr(each)}/>" for each in kind.value_ids]
        lines.append("  </Choices>")
    return "\n".join([*lines, '  <Text name="text" value="$text"/>', "</View>", ""])


# Reading


def is_likely(path: Path) -> bool:
    """Tell whether a file is likely one of Label Studio's, or a folder has one."""
    if path.is_dir():
        return (path / TASKS).is_file() and (path / CONFIG).is_file()
    value = first_object(path)
    if value is None:
        return False
    if isinstance(value.get("data"), dict):
        return any(name in value for name in ("annotations", "completions", "predictions"))
    found = value.get("label")
    return isinstance(found, list) and any(isinstance(e, dict) and "labels" in e for e in found)


def read(path: Path) -> ReadFile:
    """Read tasks with their annotations, or a folder that :func:`write` wrote.

    Read are regions over text, labels of the whole text, what is said of a region (its choices and
    texts), and relations. Predictions, cancelled annotations, and regions of pictures and sound are
    left out, and so are tasks without a text.
    """
    return _Reading(path / TASKS if path.is_dir() else path).file()


class _Reading:
    """One file on its way in; counts what is left out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left_out: dict[str, int] = {}

    def file(self) -> ReadFile:
        """Return all texts, one for each task and annotation."""
        texts = tuple(
            text
            for each in objects(self._path, WHAT)
            for text in self._texts(Fields(each.value, self._path, WHAT, each.where))
        )
        notes = tuple(f"{count} {what} left out." for what, count in self._left_out.items())
        return ReadFile(texts, None, notes)

    def _leave(self, what: str) -> None:
        self._left_out[what] = self._left_out.get(what, 0) + 1

    def _texts(self, task: Fields) -> Iterator[RawText]:
        data = task.child("data") if "data" in task.value else task
        text = _text_of(data, task)
        if text is None:
            self._leave("tasks without a text")
            return
        if task.list("predictions"):
            self._leave("tasks' predictions")
        name = "annotations" if "annotations" in task.value else "completions"
        done = False
        for each in task.objects(name):
            if each.value.get("was_cancelled") is True:
                self._leave("cancelled annotations")
                continue
            done = True
            yield self._annotated(each, data, text, task)
        if not done and "data" not in task.value:
            yield self._small(task, text)

    def _annotated(self, fields: Fields, data: Fields, text: str, task: Fields) -> RawText:
        results = tuple(fields.objects("result"))
        regions = {each.name("id") for each in results if each.value.get("type") in _SPANS}
        by_region: dict[str, dict[str, Value]] = {name: {} for name in regions}
        for each in results:
            if each.name("id") in regions and _is_choice(each):
                by_region[each.name("id")][each.text("from_name", "")] = _chosen(each)
        spans = tuple(span for each in results for span in self._regions(each, by_region))
        links = [
            Link(label, each.name("from_id"), each.name("to_id"))
            for each in results
            if each.value.get("type") == "relation"
            for label in (each.list("labels") or ["relation"])
            if isinstance(label, str)
        ]
        spans, linked = joined(spans, links)
        labels = {
            each.text("from_name", ""): _chosen(each)
            for each in results
            if each.name("id") not in regions and _is_choice(each) and _chosen(each)
        }
        return RawText(
            id=data.name("id", task.name("id")),
            text=text,
            spans=spans,
            links=linked,
            labels=labels,
            facts=_facts(data),
            annotator=_annotator(fields),
            is_done=read_done(fields.value.get("is_done")),
            where=f"task {task.name('id') or task.where}",
        )

    def _regions(
        self, each: Fields, by_region: Mapping[str, dict[str, Value]]
    ) -> Iterator[RawSpan]:
        if each.value.get("type") not in _SPANS:
            if each.value.get("type") not in (*_ABOUT, "relation"):
                self._leave(f"results of the type {each.value.get('type')}")
            return
        value = each.child("value")
        place = value.child("globalOffsets") if "globalOffsets" in value.value else value
        start, end = place.value.get("start"), place.value.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            self._leave("regions whose places are paths into a page")
            return
        covered = value.value.get("text")
        span = ForeignSpan(start, end, covered if isinstance(covered, str) else None)
        meta = each.child("meta").value
        said = read_attributes(meta.get("attributes")) | by_region.get(each.name("id"), {})
        kind = str(each.value["type"])
        labels = [label for label in value.list(kind) if isinstance(label, str)] or [kind]
        for number, label in enumerate(labels):
            name = each.name("id", f"{start}-{end}")
            name = f"{name}:{label}" if number else name
            yield RawSpan(name, label, (span,), read_role(meta.get("role")), said)

    def _small(self, task: Fields, text: str) -> RawText:
        """Read a task of the small JSON ("JSON-MIN"), in which each control is a field."""
        spans: list[RawSpan] = []
        labels: dict[str, tuple[str, ...]] = {}
        for name, value in task.value.items():
            if isinstance(value, list) and any(
                isinstance(e, dict) and "labels" in e for e in value
            ):
                spans += _small_regions(task, name)
            elif isinstance(value, str) and name not in _NO_LABELS:
                labels[name] = (value,)
        return RawText(
            id=task.name("id"),
            text=text,
            spans=tuple(spans),
            labels=labels,
            annotator=task.name("annotator"),
            where=task.where,
        )


def _small_regions(task: Fields, name: str) -> Iterator[RawSpan]:
    for number, each in enumerate(task.objects(name)):
        covered = each.text("text", "") or None
        span = ForeignSpan(each.number("start"), each.number("end"), covered)
        for label in each.list("labels"):
            yield RawSpan(f"{name}{number}:{label}", str(label), (span,))


_NO_LABELS = ("text", "id", "annotator", "annotation_id", "created_at", "updated_at")
_SPANS = ("labels", "hypertextlabels", "paragraphlabels")
_ABOUT = ("choices", "textarea", "taxonomy", "rating", "number", "datetime")


def _is_choice(each: Fields) -> bool:
    return each.value.get("type") in ("choices", "textarea")


def _chosen(each: Fields) -> tuple[str, ...]:
    value = each.child("value")
    found = [*value.list("choices"), *(value.list("text") if "choices" not in value.value else [])]
    return tuple(one for one in found if isinstance(one, str))


def _text_of(data: Fields, task: Fields) -> str | None:
    """Return the text of a task: its field ``text``, else the one that its results name.

    Where neither is there it is the longest field with several words.
    """
    found = data.value.get("text")
    if isinstance(found, str):
        return found
    for annotation in task.objects("annotations"):
        for each in annotation.objects("result"):
            named = data.value.get(each.text("to_name", "").removeprefix("$"))
            if isinstance(named, str) and named:
                return named
    texts = [each for each in data.value.values() if isinstance(each, str) and " " in each]
    return max(texts, key=len, default=None)


def _facts(data: Fields) -> dict[str, str]:
    return {
        name: str(value)
        for name, value in data.value.items()
        if name not in ("text", "id", "article") and isinstance(value, str | int) and value != ""
    }


def _annotator(fields: Fields) -> str:
    named = fields.value.get("annotator")
    if isinstance(named, str):
        return named
    by = fields.value.get("completed_by")
    if isinstance(by, dict):
        full = f"{by.get('first_name') or ''} {by.get('last_name') or ''}".strip()
        return full or str(by.get("email") or by.get("id") or "")
    return f"user {by}" if isinstance(by, int) else ""
