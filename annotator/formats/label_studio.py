"""Label Studio's JSON with its labelling configuration (export format "JSON", Label Studio 1.x).

A folder with ``tasks.json``, one task per article with one annotation per annotator, and
``labeling_config.xml``, without which the labels cannot be shown. Regions count code points, as the
present front end does; older exports count UTF-16 units, so files are asked what they count.

What is said of a statement beside its spans stands in the ``meta`` of its region, which Label
Studio keeps and does not show. Names of annotators stand beside ``completed_by``, which is left
out: an import is refused where it names a user whom that server does not have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from annotator.codebook.model import Codebook
from annotator.formats.files.json_stream import JsonList
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import NOT_LABELLED, LabelNames, labelled_texts
from annotator.formats.labelled.attributes import plain_attributes
from annotator.formats.labelled.features import FEATURES
from annotator.formats.labelled.label_colors import strong
from annotator.formats.labelled.labelled_text import LabelledText, Link
from annotator.formats.labelled.losses import Losses
from annotator.formats.labelled.pieces import Piece, in_pieces
from annotator.formats.labelled.uses import Fidelity, note_left_out

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
            "annotations": [
                self._annotation(each, nth)
                for nth, each in enumerate(texts, start=1)
                if not each.is_unlabelled
            ],
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
