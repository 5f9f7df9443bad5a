"""Pages and dialogues of Label Studio, with regions at paths and in paragraphs."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.formats import label_studio_reading
from annotator.formats.labelled.foreign import Placed, place

PAGE = (
    "<html><head><title>No</title></head><body><div><p>🥳 Norland <b>rejects</b> the talks.</p>"
    "<p>Estovia agrees.</p><script>if (a) { b }</script></div></body></html>"
)
PLAIN = "🥳 Norland rejects the talks.Estovia agrees."
DIALOGUE = [
    {"author": "Amina", "text": "🥳 Hello Bo"},
    {"author": "Bo", "text": "Norland pays.", "start": 3},
]


def read(folder: Path, data: dict[str, Any], *results: dict[str, Any]) -> Placed:
    task = {"id": 1, "data": data, "annotations": [{"id": 1, "result": list(results)}]}
    path = folder / "tasks.json"
    path.write_text(json.dumps([task]), encoding="utf-8")
    assert label_studio_reading.is_likely(path)
    return place(label_studio_reading.read(path))


def region(kind: str, **value: object) -> dict[str, Any]:
    text = str(value["text"])
    return {"id": text, "type": kind, "value": {**value, kind: ["X"]}, "to_name": "shown"}


def on_page(words: str, path: str, start: int, *, globally: bool = False) -> dict[str, Any]:
    whole = {"start": PLAIN.index(words), "end": PLAIN.index(words) + len(words)}
    return region(
        "hypertextlabels",
        text=words,
        start=path,
        end=path,
        startOffset=start,
        endOffset=start + len(words),
        **({"globalOffsets": whole} if globally else {}),
    )


def covered(placed: Placed) -> list[str]:
    (text,) = placed.texts
    return [each.covered(text.text) for span in text.spans for each in span.spans]


def test_regions_of_a_page_are_followed_along_their_paths(tmp_path: Path) -> None:
    placed = read(
        tmp_path,
        {"html": PAGE},
        on_page("rejects", "/div[1]/p[1]/b[1]/text()[1]", 0),
        on_page("Norland", "/div[1]/p[1]/text()[1]", 3),  # UTF-16, as a browser counts
        on_page("talks", "/div/p/text()[2]", 5),
        on_page("Estovia", "/html[1]/body[1]/div[1]/p[2]/text()[1]", 0),
    )
    assert covered(placed) == ["rejects", "Norland", "talks", "Estovia"]
    assert placed.texts[0].text == "🥳 Norland rejects the talks.\nEstovia agrees.\n"
    assert not placed.misfits


def test_offsets_over_the_whole_page_help_where_a_path_leads_nowhere(tmp_path: Path) -> None:
    placed = read(tmp_path, {"html": PAGE}, on_page("Estovia", "/div[9]", 0, globally=True))
    assert covered(placed) == ["Estovia"]


def test_a_region_of_a_page_that_covers_something_else_is_listed(tmp_path: Path) -> None:
    placed = read(tmp_path, {"html": PAGE}, on_page("Estovia", "/div[1]/p[1]/b[1]/text()[1]", 0))
    assert not placed.texts[0].spans
    assert [(each.covered, each.found) for each in placed.misfits] == [("Estovia", "rejects")]


def test_a_region_that_is_nowhere_on_a_page_is_counted(tmp_path: Path) -> None:
    placed = read(tmp_path, {"html": PAGE}, on_page("Estovia", "/nav[3]/text()[1]", 0))
    assert placed.notes == ("1 regions whose places are not there left out.",)


@pytest.mark.parametrize("start", [8, 9])  # code points, UTF-16
def test_paragraphs_become_lines_with_their_speakers(tmp_path: Path, start: int) -> None:
    placed = read(
        tmp_path,
        {"id": "chat", "dialogue": DIALOGUE},
        region(
            "paragraphlabels", text="Bo", start="0", end="0", startOffset=start, endOffset=start + 2
        ),
        region("paragraphlabels", text="Norland", start="1", end="1", startOffset=0, endOffset=7),
    )
    assert placed.texts[0].text == "Amina: 🥳 Hello Bo\nBo: Norland pays."
    assert covered(placed) == ["Bo", "Norland"]


def test_a_dialogue_that_nobody_labelled_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([{"data": {"dialogue": DIALOGUE}, "annotations": []}]))
    (text,) = label_studio_reading.read(path).texts
    assert text.text == "Amina: 🥳 Hello Bo\nBo: Norland pays."


def test_a_page_of_a_thousand_nested_elements_is_read_or_refused_in_words(tmp_path: Path) -> None:
    deep = "<div>" * 5000 + "Estovia" + "</div>" * 5000
    placed = read(tmp_path, {"html": deep}, on_page("Estovia", "/div[1]/text()[1]", 0))
    assert not placed.texts or not placed.texts[0].spans
