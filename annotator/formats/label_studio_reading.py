"""Label Studio's JSON as it comes from there: the full one, and the small one ("JSON-MIN").

Read are regions over text, labels of the whole text (choices, taxonomies, ratings, numbers, dates
and texts), what is said of a region in the same ways, and relations. A task that nobody annotated
is a text without labels; where it has predictions alone, these are read as the labels of the model
that made them, which is not done with the text. Of a page (HyperText) or a dialogue (Paragraphs)
the running text is taken. Everything else is counted in the notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.formats.files.json_values import Fields, first_object, objects
from annotator.formats.label_studio import CONFIG, TASKS
from annotator.formats.label_studio_objects import Shown, shown
from annotator.formats.labelled.attributes import read_attributes, read_done, read_role
from annotator.formats.labelled.foreign import RawSpan, RawText, ReadFile
from annotator.formats.labelled.labelled_text import Link, Value
from annotator.formats.labelled.offset_units import ForeignSpan
from annotator.formats.labelled.pieces import joined

WHAT = "a file of Label Studio"
_SPANS = ("labels", "hypertextlabels", "paragraphlabels")
_ABOUT = ("choices", "taxonomy", "rating", "number", "datetime", "text")
_SAID_BY = ("choices", "textarea", "taxonomy", "rating", "number", "datetime")
_NO_LABELS = frozenset(
    {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "text"}
)
_FACTS = ("title", "date", "source", "url")
_STEP = " / "  # between the steps of a path in a taxonomy


def is_likely(path: Path) -> bool:
    """Tell whether a file is likely one of Label Studio's, or a folder has one."""
    if path.is_dir():
        return (path / TASKS).is_file() and (path / CONFIG).is_file()
    value = first_object(path)
    if value is None:
        return False
    if isinstance(data := value.get("data"), dict):
        is_task = any(name in value for name in ("annotations", "completions", "predictions"))
        return is_task or (len(value) == 1 and isinstance(data.get("text"), str))
    results = value.get("result")
    if isinstance(results, list) and results and isinstance(results[0], dict):
        return "type" in results[0] and ("from_name" in results[0] or "from_id" in results[0])
    if {"annotation_id", "annotator", "lead_time"} <= value.keys():
        return True
    lists = (each for each in value.values() if isinstance(each, list))
    return any(isinstance(e, dict) and {"start", "labels"} <= e.keys() for f in lists for e in f)


def read(path: Path) -> ReadFile:
    """Read tasks with their annotations, or a folder that we wrote."""
    return _Reading(path / TASKS if path.is_dir() else path).file()


class _Reading:
    """One file on its way in; counts what is left out."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left_out: dict[str, int] = {}
        self._predicted = 0

    def file(self) -> ReadFile:
        """Return all texts, one for each task and annotation."""
        texts = tuple(
            text
            for each in objects(self._path, WHAT)
            for text in self._texts(Fields(each.value, self._path, WHAT, each.where))
        )
        notes = [f"{count} {what} left out." for what, count in self._left_out.items()]
        if self._predicted:
            notes.append(
                f"{self._predicted} predictions of tasks that nobody annotated are read as labels "
                "of the model that made them, which is not done with the text."
            )
        return ReadFile(texts, None, tuple(notes))

    def _leave(self, what: str, count: int = 1) -> None:
        if count:
            self._left_out[what] = self._left_out.get(what, 0) + count

    def _texts(self, task: Fields) -> Iterator[RawText]:
        is_full = "data" in task.value
        data = task.child("data") if is_full else task
        seen = _shown(data, task) if is_full else None
        text = seen.text if seen is not None else _text_of(data, task)
        if text is None and "result" in task.value:
            self._leave("annotations without their task, in which Label Studio keeps the text, are")
            return
        if text is None:
            self._leave("tasks without a text")
            return
        self._leave("drafts", len(task.list("drafts")))
        name = "annotations" if "annotations" in task.value else "completions"
        annotated = list(task.objects(name))
        kept = [each for each in annotated if each.value.get("was_cancelled") is not True]
        self._leave("cancelled annotations", len(annotated) - len(kept))
        if kept:
            self._leave("tasks' predictions", bool(task.list("predictions")))
            for each in kept:
                yield self._annotated(each, data, seen or text, task)
        elif is_full:
            yield from self._unannotated(data, seen or text, task)
        else:
            yield _small(task, text)

    def _unannotated(self, data: Fields, text: str | Shown, task: Fields) -> Iterator[RawText]:
        found = list(task.objects("predictions"))
        self._predicted += len(found)
        for each in found:
            who = each.name("model_version") or "prediction"
            yield self._annotated(each, data, text, task, predicted_by=who)
        if not found:
            yield RawText(
                id=data.name("id", task.name("id")),
                text=text.text if isinstance(text, Shown) else text,
                facts=_facts(data),
                is_done=False,
                where=f"task {task.name('id') or task.where}",
            )

    def _annotated(
        self,
        fields: Fields,
        data: Fields,
        text: str | Shown,
        task: Fields,
        *,
        predicted_by: str = "",
    ) -> RawText:
        seen = text if isinstance(text, Shown) else None
        results = tuple(fields.objects("result"))
        regions = {each.name("id") for each in results if each.value.get("type") in _SPANS}
        by_region: dict[str, dict[str, Value]] = {name: {} for name in regions}
        labels: dict[str, tuple[str, ...]] = {}
        for each in results:
            if each.value.get("type") in _SAID_BY and (said := _said(each.child("value").value)):
                name, region = each.text("from_name", ""), each.name("id")
                if region in by_region:
                    by_region[region][name] = said
                else:
                    labels[name] = (*labels.get(name, ()), *said)
        spans = tuple(span for each in results for span in self._regions(each, by_region, seen))
        spans, linked = joined(spans, tuple(_links(results)))
        done = read_done(fields.value.get("is_done"))
        return RawText(
            id=data.name("id", task.name("id")),
            text=text.text if isinstance(text, Shown) else text,
            spans=spans,
            links=linked,
            labels=labels,
            facts=_facts(data),
            annotator=predicted_by or _annotator(fields),
            is_done=False if predicted_by else done,
            where=f"task {task.name('id') or task.where}",
        )

    def _regions(
        self, each: Fields, by_region: Mapping[str, dict[str, Value]], seen: Shown | None
    ) -> Iterator[RawSpan]:
        kind = each.value.get("type")
        if kind not in _SPANS:
            if kind not in (*_SAID_BY, "relation"):
                self._leave(f"results of the type {kind}")
            return
        value = each.child("value")
        span = _place(value) if seen is None or kind == "labels" else seen.span(value.value)
        if span is None:
            self._leave(f"regions whose places are {'not there' if seen else 'paths into a page'}")
            return
        meta = each.child("meta").value
        said = {**_noted(meta), **read_attributes(meta.get("attributes"))}
        said |= by_region.get(each.name("id"), {})
        labels = [label for label in value.list(str(kind)) if isinstance(label, str)]
        for number, label in enumerate(labels or [str(kind)]):
            name = each.name("id", f"{span.start}-{span.end}")
            name = f"{name}:{label}" if number else name
            yield RawSpan(name, label, (span,), read_role(meta.get("role")), said)


def _place(value: Fields) -> ForeignSpan | None:
    """Return where a region of plain text lies; None where its place is a path into a page."""
    place = value.child("globalOffsets") if "globalOffsets" in value.value else value
    start, end = place.value.get("start"), place.value.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    covered = value.value.get("text")
    return ForeignSpan(start, end, covered if isinstance(covered, str) else None)


def _shown(data: Fields, task: Fields) -> Shown | None:
    """Return the running text of a task that shows a page or a dialogue; None for plain text."""
    results = [
        each
        for name in ("annotations", "completions", "predictions")
        for annotation in task.objects(name)
        for each in annotation.objects("result")
    ]
    kinds = {each.text("type", "") for each in results}
    if "paragraphlabels" in kinds or _text_of(data, task) is None:
        lists = (value for value in data.value.values() if isinstance(value, list) and value)
        return next((seen for each in lists if (seen := shown(each, is_page=False))), None)
    values = [each.child("value").value for each in results if "value" in each.value]
    if "hypertextlabels" in kinds and any(isinstance(each.get("start"), str) for each in values):
        return shown(_text_of(data, task), is_page=True)
    return None


def _links(results: Sequence[Fields]) -> Iterator[Link]:
    """Yield the relations; one to the left leads from its end to its beginning."""
    for each in results:
        if each.value.get("type") != "relation":
            continue
        ends = each.name("from_id"), each.name("to_id")
        start, end = reversed(ends) if each.value.get("direction") == "left" else ends
        labels = [label for label in each.list("labels") if isinstance(label, str)]
        yield from (Link(label, start, end) for label in labels or ["relation"])


def _said(value: Mapping[str, object]) -> tuple[str, ...]:
    """Return what a control says in words: its choices, paths, stars, numbers, dates or texts."""
    found = next((value[name] for name in _ABOUT if name in value), None)
    return tuple(_in_words(found))


def _in_words(value: object) -> Iterator[str]:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list):
        for each in value:
            if isinstance(each, list):  # a path in a taxonomy
                yield _STEP.join(str(step) for step in each)
            else:
                yield from _in_words(each)


def _noted(meta: Mapping[str, object]) -> dict[str, Value]:
    """Return what somebody wrote about a region in Label Studio."""
    words = "\n".join(_in_words(meta.get("text")))
    return {"note": words} if words else {}


def _small(task: Fields, text: str) -> RawText:
    """Read a task of the small JSON, in which each control is a field, beside those of the data."""
    spans: list[RawSpan] = []
    labels: dict[str, tuple[str, ...]] = {}
    for name, value in task.value.items():
        if isinstance(value, list) and any(isinstance(e, dict) and "labels" in e for e in value):
            spans += _small_regions(task, name)
        elif value != text and name not in _NO_LABELS and name not in _FACTS:
            said = _said(value) if isinstance(value, dict) else tuple(_in_words(value))
            labels |= {name: said} if said else {}
    return RawText(
        id=task.name("id"),
        text=text,
        spans=tuple(spans),
        labels=labels,
        facts={name: task.name(name) for name in _FACTS if isinstance(task.value.get(name), str)},
        annotator=task.name("annotator"),
        where=task.where,
    )


def _small_regions(task: Fields, name: str) -> Iterator[RawSpan]:
    for number, each in enumerate(task.objects(name)):
        covered = each.text("text", "") or None
        span = ForeignSpan(each.number("start"), each.number("end"), covered)
        for label in each.list("labels"):
            yield RawSpan(f"{name}{number}:{label}", str(label), (span,))


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
