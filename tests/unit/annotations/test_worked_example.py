"""Every statement of the worked example can be made with the gestures of a session."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

import pytest

from annotator.annotations.edits import Change
from annotator.annotations.model import (
    Addressee,
    Annotator,
    Figure,
    Layer,
    Source,
    Stance,
    Target,
    Via,
)
from annotator.annotations.session import Session
from annotator.codebook.model import ClaimType, Codebook, CodebookActor, StanceValue, Topic
from annotator.corpus.article import Article, Zone
from annotator.corpus.span import Span

SHARED = Path(__file__).resolve().parents[3] / "../shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the worked example is not here")


def read(name):
    return json.loads((SHARED / name).read_text(encoding="utf-8"))


def codebook():
    raw = read("codebook/news-statements.json")
    values = [(each["id"], each["key"], each["value"]) for each in raw["stance_values"]]
    return Codebook(
        id=raw["id"],
        version=raw["version"],
        claim_types=tuple(ClaimType(t["id"], t["id"], t["group"]) for t in raw["claim_types"]),
        stance_values=tuple(StanceValue(i, i, k, v, "+", "grey") for i, k, v in values),
        topics=tuple(Topic(t["id"], t["label"], t["kind"]) for t in raw["topics"]),
        actors=tuple(
            CodebookActor(a["id"], a["name"], a["type"], a.get("acts_for")) for a in raw["actors"]
        ),
        certainty=tuple(raw["certainty"]),
        quote_types=tuple(raw["quote_types"]),
        voices=tuple(raw["voices"]),
        figure_units=tuple(raw["figure_units"]),
        layers=MappingProxyType(raw["layers"]),
    )


def span(raw):
    return Span(raw["start"], raw["end"])


def spans(raw):
    return tuple(span(each) for each in raw)


class Bench:
    """A session over one article that stores what it is told."""

    def __init__(self, document):
        text = (SHARED / "corpus/seeds" / document["file"]).read_bytes().decode("utf-8")
        self.session = Session(
            article=Article(document["id"], "", document["sha256"], len(text)),
            text=text,
            zones=[Zone(each["kind"], span(each), each["lang"]) for each in document["zones"]],
            layer=Layer(document["id"], "me"),
            codebook=codebook(),
            actors=(),
            suggestions=(),
            annotator=Annotator("me", "Me"),
        )

    def do(self, step):
        self.session.absorb(Change("x", "do", step.edits, step.wording, step.article, "me"))
        return step.edits[-1].record.id

    def change(self, new, **fields):
        now = self.session.statement(new)
        fields = {name: value for name, value in fields.items() if getattr(now, name) != value}
        if fields:
            self.do(self.session.change_statement(new, wording="Change", **fields))

    def parts(self, new, raw):
        first, *more = spans(raw["content"])
        assert self.session.statement(new).content == (first,)
        for role, where in (
            *(("content", each) for each in more),
            *(("source", each) for each in spans(raw["source"]["spans"])),
            *(("cue", each) for each in spans(raw["cue"])),
            *(("addressee", each) for each in spans(raw["addressee"]["spans"])),
        ):
            self.do(self.session.set_part(new, role, where))

    def labels(self, new, raw, ids):
        for claim_type in raw["claim_types"]:
            self.do(self.session.toggle_claim_type(new, claim_type))
        for stance in raw["stances"]:
            aim = stance["target"]
            target = Target(aim["kind"], ids.get(aim["id"], aim["id"]), spans(aim["spans"]))
            explicit = stance["explicit"]
            self.do(self.session.set_stance(new, target, stance["value"], explicit=explicit))
        for figure in raw["figures"]:
            self.do(self.session.add_figure(new, span(figure["span"])))

    def rest(self, new, raw, ids):
        source, via = raw["source"], raw["source"]["via"]
        self.change(
            new,
            source=Source(
                spans(source["spans"]),
                tuple(source["actors"]),
                source["speaker"],
                source["mention"],
                source["inferred"],
                Via(via["actor"], spans(via["spans"])) if via else None,
            ),
            addressee=Addressee(
                spans(raw["addressee"]["spans"]), tuple(raw["addressee"]["actors"])
            ),
            figures=tuple(
                Figure(**{**each, "span": span(each["span"])}) for each in raw["figures"]
            ),
            certainty=raw["certainty"],
            parent=ids.get(raw["parent"]),
            unsure=raw["unsure"],
            note=raw["note"],
        )


def seeds():
    return read("corpus/seeds_statements.json")["documents"] if SHARED.is_dir() else []


@pytest.mark.parametrize("document", seeds(), ids=lambda each: each["id"])
def test_each_statement_is_made_part_by_part_and_nothing_is_missing(document):
    bench = Bench(document)
    ids = {
        raw["id"]: bench.do(bench.session.add_statement(span(raw["content"][0])))
        for raw in document["statements"]
    }
    for raw in document["statements"]:
        new = ids[raw["id"]]
        bench.parts(new, raw)
        bench.labels(new, raw, ids)
        bench.rest(new, raw, ids)
    for raw in document["statements"]:
        made = bench.session.statement(ids[raw["id"]])
        assert made.content == spans(raw["content"])
        assert made.source.spans == spans(raw["source"]["spans"])
        assert made.cue == spans(raw["cue"])
        assert list(made.claim_types) == raw["claim_types"]
        assert made.stances == tuple(
            Stance(
                Target(
                    each["target"]["kind"],
                    ids.get(each["target"]["id"], each["target"]["id"]),
                    spans(each["target"]["spans"]),
                ),
                each["value"],
                each["explicit"],
            )
            for each in raw["stances"]
        )
        assert (made.parent, made.note) == (ids.get(raw["parent"]), raw["note"])
        assert bench.session.missing(made.id) == ()


def test_most_sources_that_name_somebody_fill_in_the_right_holder():
    right = total = 0
    for document in seeds():
        bench = Bench(document)
        for raw in document["statements"]:
            new = bench.do(bench.session.add_statement(span(raw["content"][0])))
            for each in spans(raw["source"]["spans"]):
                bench.do(bench.session.set_part(new, "source", each))
            filled = bench.session.statement(new).source
            if filled.actors:
                total += 1
                right += [list(filled.actors), filled.speaker] == [
                    raw["source"]["actors"],
                    raw["source"]["speaker"],
                ]
    assert total >= 20
    assert right / total >= 0.85


def test_most_numbers_are_read_as_the_researcher_read_them():
    figures = [
        (document, raw, figure)
        for document in seeds()
        for raw in document["statements"]
        for figure in raw["figures"]
    ]
    right = 0
    for document, raw, figure in figures:
        bench = Bench(document)
        new = bench.do(bench.session.add_statement(span(raw["content"][0])))
        bench.do(bench.session.add_figure(new, span(figure["span"])))
        (read_one,) = bench.session.statement(new).figures
        right += all(getattr(read_one, key) == figure[key] for key in ("value", "bound", "unit"))
    assert right / len(figures) >= 0.75
