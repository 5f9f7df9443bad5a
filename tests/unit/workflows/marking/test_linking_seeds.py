"""Which share of the worked example's sources gets the right actor by the mention links."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any  # Any: JSON as it was read

import pytest

from annotator.annotations.offered.proposals import as_holder
from annotator.codebook.reading import default_codebook
from annotator.corpus.span import Span
from annotator.project import Project
from annotator.workflows.importing.articles import import_paths

CORPUS = Path(__file__).resolve().parents[4] / "../shared/corpus"
pytestmark = pytest.mark.skipif(
    not (CORPUS / "seeds_statements.json").exists(), reason="no annotated corpus here"
)


def holders(project: Project, article: str, source: dict[str, Any]) -> set[str]:
    """Return for whom those speak whom the linked mentions in a source's words mean."""
    actors = project.standing_actors()
    spans = [Span(each["start"], each["end"]) for each in source["spans"]]
    found: set[str] = set()
    for each in project.suggestions(article):
        if each.actor is not None and any(span.overlaps(each.span) for span in spans):
            found.update(as_holder(actors[each.actor]).actors)
    return found


@pytest.mark.parametrize(
    ("with_codebook", "least"), [(True, 0.6), (False, 0.5)], ids=["codebook", "gazetteer alone"]
)
def test_named_sources_get_their_actor(tmp_path: Path, with_codebook: bool, least: float) -> None:
    codebook = default_codebook()
    if not with_codebook:
        codebook = replace(codebook, actors=())
    told: Counter[str] = Counter()
    with Project.create(tmp_path / "p", title="P", codebook=codebook, annotator="A") as project:
        import_paths(project, [CORPUS / "seeds"])
        by_file = {row.id: project.article(row.id).file_name for row in project.articles()}
        articles = {name: article for article, name in by_file.items()}
        for document in json.loads((CORPUS / "seeds_statements.json").read_text())["documents"]:
            for statement in document["statements"]:
                source = statement["source"]
                if source["spans"] and source["mention"] in ("name", "metonym", "group"):
                    gold = set(source["actors"])
                    found = holders(project, articles[document["file"]], source)
                    told["right" if found == gold else "wrong" if found - gold else "open"] += 1
        assert project.check() == ()
    print(f"\nsources with their actor by links: {dict(told)}")  # noqa: T201 -- the measure
    assert told["right"] / told.total() >= least
