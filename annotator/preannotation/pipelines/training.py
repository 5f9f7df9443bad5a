"""What a spaCy pipeline is trained on, and how: DocBins, a config and the command that trains.

Everything is spaCy's own and starts from nothing (a blank pipeline), so that a folder can be
trained wherever spaCy is, without a network and without this program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args  # Any: spaCy's configs say no more

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Trainable = Literal["spans", "claim-types", "stance"]
TRAINABLE: tuple[Trainable, ...] = get_args(Trainable)
Size = Literal["small", "default"]
Kind = Literal["spancat", "textcat", "textcat_multilabel"]
SPLITS = ("train", "dev", "test")
SPANS_KEY = "sc"
CONFIG, CORPUS, MODEL, SCORES = "config.cfg", "corpus", "model", "scores.json"
PIPELINE = "pipeline"  # the folder that marks articles
_COVERED = 0.95  # of the spans: as long as these are, candidates are made
_LONGEST = 40  # tokens
_SEED = 7
_STEPS: Mapping[Size, tuple[int, int, int]] = {
    "small": (400, 100, 200),
    "default": (8000, 200, 1600),
}
"""The most steps, how many between two looks at the scores, and how many without getting better."""
_WORDS_AT_ONCE = 1000  # of a batch


@dataclass(frozen=True, slots=True)
class TrainingText:
    """One text with its categories (1 or 0 for each) or its labelled stretches, in code points."""

    text: str
    cats: Mapping[str, float] = field(default_factory=dict)
    spans: tuple[tuple[int, int, str], ...] = ()


def write_task(
    folder: Path,
    kind: Kind,
    language: str,
    splits: Mapping[str, Iterable[TrainingText]],
    *,
    size: Size,
    steps: int | None = None,
) -> None:
    """Write the DocBins and the config of one component into a folder of its own.

    ``steps`` is after how many it ends at the latest; None leaves it to the size.
    """
    from spacy.tokens import DocBin

    nlp = blank(language)
    corpus = folder / CORPUS
    corpus.mkdir(parents=True)
    lengths: Counter[int] = Counter()
    for name in SPLITS:
        docs = DocBin()
        for each in splits[name]:
            doc = _doc(nlp, each)
            docs.add(doc)
            if name == "train":
                lengths.update(len(span) for span in doc.spans.get(SPANS_KEY, ()))
        docs.to_disk(corpus / f"{name}.spacy")
    nlp.add_pipe(kind, config=_component(kind, lengths, size))
    _config(nlp, size, steps).to_disk(folder / CONFIG)


def blank(language: str) -> Language:
    """Return spaCy's pipeline without components for a language; neutral where it has none."""
    import spacy

    try:
        return spacy.blank(language)
    except ImportError:
        return spacy.blank("xx")


def _doc(nlp: Language, each: TrainingText) -> Doc:
    doc = nlp.make_doc(each.text)
    doc.cats = dict(each.cats)
    spans = (
        doc.char_span(start, end, label=label, alignment_mode="expand")
        for start, end, label in each.spans
    )
    doc.spans[SPANS_KEY] = [span for span in spans if span is not None]
    return doc


def sizes(lengths: Mapping[int, int]) -> list[int]:
    """Return how many tokens a candidate may have: all up to what covers nearly all spans."""
    total, seen = sum(lengths.values()), 0
    for length in sorted(lengths):
        seen += lengths[length]
        if seen >= _COVERED * total:
            return list(range(1, min(length, _LONGEST) + 1))
    return [1]


def _component(kind: Kind, lengths: Mapping[int, int], size: Size) -> dict[str, Any]:
    if kind != "spancat":
        small: dict[str, Any] = {
            "@architectures": "spacy.TextCatBOW.v3",
            "exclusive_classes": kind == "textcat",
            "length": 16384,
            "ngram_size": 2,
            "no_output_layer": False,
        }
        return {"model": small} if size == "small" else {}
    suggester = {"@misc": "spacy.ngram_suggester.v1", "sizes": sizes(lengths)}
    width, depth, rows = (64, 2, 1000) if size == "small" else (96, 4, 2000)
    model = {
        "@architectures": "spacy.SpanCategorizer.v1",
        "reducer": {"@layers": "spacy.mean_max_reducer.v1", "hidden_size": width},
        "scorer": {"@layers": "spacy.LinearLogistic.v1", "nO": None, "nI": None},
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "width": width,
            "depth": depth,
            "embed_size": rows,
            "window_size": 1,
            "maxout_pieces": 3,
            "subword_features": True,
            "pretrained_vectors": None,
        },
    }
    return {"suggester": suggester, "spans_key": SPANS_KEY, "threshold": 0.5, "model": model}


def _config(nlp: Language, size: Size, wanted: int | None) -> Any:
    config = nlp.config.copy()
    for split in ("train", "dev"):
        config["paths"][split] = f"{CORPUS}/{split}.spacy"
    steps, between, patience = _STEPS[size]
    steps = wanted or steps
    between = min(between, steps)
    training = config["training"]
    training["max_steps"], training["eval_frequency"] = steps, between
    training["patience"], training["seed"] = patience, _SEED
    training["max_epochs"] = 0
    training["batcher"] = {
        "@batchers": "spacy.batch_by_words.v1",
        "discard_oversize": False,
        "size": _WORDS_AT_ONCE,
        "tolerance": 0.2,
    }
    return config


@dataclass(frozen=True, slots=True)
class LabelScore:
    """How well one label is found in texts that were not trained on."""

    label: str
    precision: float
    recall: float
    f1: float
    count: int


@dataclass(frozen=True, slots=True)
class TaskScores:
    """The scores of one trained task on its test texts; ``f1`` is over all labels together."""

    task: str
    texts: int
    f1: float
    labels: tuple[LabelScore, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How good a pipeline in training is on the dev texts: after a step of an epoch.

    ``score`` is spaCy's own, 0 to 1: what is trained keeps the state that had the best one.
    """

    task: str
    epoch: int
    step: int
    score: float
    loss: float
