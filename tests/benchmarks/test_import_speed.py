"""Ten thousand labelled articles come in within a few times what reading the file costs."""

from __future__ import annotations

import gc
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.codebook.reading import default_codebook
from annotator.formats.labelled.foreign import place
from annotator.project import Project
from annotator.workflows.importing.bringing_in import BringInOptions, bring_in, look
from annotator.workflows.importing.import_formats import FORMATS

pytestmark = pytest.mark.slow
ARTICLES = 10_000
SPANS = 10  # in each article
RATIO = 8.0
_WORDS = "the envoy said that valley would get its water back before summer ended and nobody came"


def labelled(path: Path) -> Path:
    """Write articles of some 2,000 characters with spans, as doccano exports them."""
    drawn = random.Random(7)
    words = _WORDS.split()
    with path.open("w", encoding="utf-8") as file:
        for number in range(ARTICLES):
            text = f"Article {number}\n\n" + " ".join(drawn.choices(words, k=380)) + " 😀."
            labels = [
                [at * 20, at * 20 + 12, ("PER", "LOC", "claim")[at % 3]] for at in range(SPANS)
            ]
            shape = {"id": number, "text": text, "label": labels}
            file.write(json.dumps(shape, ensure_ascii=False) + "\n")
    return path


@pytest.fixture
def collecting() -> Iterator[None]:
    """Collect garbage as the program does by itself; other tests hold that off."""
    was_enabled = gc.isenabled()
    gc.enable()
    yield
    if not was_enabled:
        gc.disable()


@pytest.mark.usefixtures("collecting")
def test_an_import_takes_a_few_times_what_reading_the_file_takes(tmp_path: Path) -> None:
    path = labelled(tmp_path / "their.jsonl")
    begun = time.process_time()
    read = FORMATS["doccano"].read(path)
    reading = time.process_time() - begun  # the file read and parsed, nothing else
    placed = place(read)
    placing = time.process_time() - begun
    assert len(placed.texts) == ARTICLES
    del read, placed
    with Project.create(
        tmp_path / "talks.annotator", title="T", codebook=default_codebook(), annotator="A"
    ) as project:
        begun = time.process_time()
        report = bring_in(
            project, look(project, path), BringInOptions(preannotate=False), progress=told
        )
        took = time.process_time() - begun
        assert report.articles_added == ARTICLES and report.mentions > ARTICLES
        assert project.unindexed_count() == 0
    print(
        f"\n{ARTICLES:,} articles with {ARTICLES * SPANS:,} spans: read and parsed in "
        f"{reading:.2f} s, imported with full-text index and history in {took:.2f} s: "
        f"{took / reading:.1f} times; {took / placing:.1f} times reading and finding the unit of "
        f"the offsets ({placing:.2f} s)"
    )
    assert took <= RATIO * reading


def told(_done: int, _total: int, _what: str) -> None:
    """Be told how far it is, as the window is."""
