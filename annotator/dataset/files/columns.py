"""What the columns of a dataset hold, in words: for its card, and for whoever reads the tables."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.dataset.tasks.rows import Task, columns

COLUMNS: Mapping[str, str] = {
    "id": "the row; the same whenever the dataset is built again",
    "split": "where the row went",
    "article_id": "the article's name in its source, or else article_uid",
    "article_uid": "the article in the project",
    "title": "the article's title",
    "date": "the article's date (ISO 8601), empty where unknown",
    "source": "who published the article",
    "group": "articles with one group tell much the same; no split parts them",
    "text": "the text unit",
    "start": "where the unit begins in the article",
    "end": "where the unit ends in the article",
    "label": "the label, or the first of several; empty for tied votes",
    "labels": "all labels of the row, the best first",
    "shares": "each label that anybody gave, with the share of annotators who did",
    "votes": "what each annotator says",
    "is_tie": "whether the votes were tied",
    "annotators": "whose label it is",
    "annotator_ids": "the same by id",
    "statements": "ids of the statements in the unit",
    "codebook": "the version of the codebook in whose words labels are told",
    "target_kind": "what the stance is about: topic, actor or statement",
    "target_id": "the target's id",
    "target_label": "the target in words",
    "explicit": "whether the stance is put into words; empty where annotators differ",
    "holder": "ids of the actors whose statement it is",
    "holder_names": "their names",
    "content": "where what is said stands in the text: start and end of each fragment",
    "tokens": "start and end of each token of the text",
    "spans": "labelled stretches of the text, which may overlap",
    "sources": "where the text names the source",
    "cues": "where the words are announced",
    "speaker": "id of the person who spoke for the holder",
    "speaker_name": "that person's name",
    "quote": "direct, indirect or mixed",
    "kind": "id of the kind of label",
    "kind_label": "its name",
}
"""One entry for every column of every task."""


def described(task: Task) -> dict[str, str]:
    """Return the columns of a task in their order, with what they hold."""
    return {name: COLUMNS[name] for name in columns(task)}
