"""UIMA CAS files with types of other makers, references between annotations, and several texts."""

from __future__ import annotations

from pathlib import Path

from annotator.formats import cas_reading
from annotator.formats.labelled.foreign import place

XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:my="http:///org/my/types.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>
<my:Quote xmi:id="10" sofa="1" begin="3" end="8" kind="direct" speaker="12" rank="12"/>
<my:Person xmi:id="12" sofa="1" begin="9" end="13" name="Rada"/>
<my:Person xmi:id="14" sofa="1" begin="9" end="13" name="Rada"/>
<my:Person xmi:id="13" sofa="2" begin="0" end="2" name="Wrong"/>
<cas:Sofa xmi:id="2" sofaNum="2" sofaID="german" sofaString="Ein anderer Text."/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="🛶 Kabul Rada said."/>
<cas:View sofa="1" members="10 12"/></xmi:XMI>"""
TYPE_SYSTEM = """<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>org.my.types.Quote</name><features><featureDescription>
<name>speaker</name><rangeTypeName>org.my.types.Person</rangeTypeName></featureDescription>
<featureDescription><name>rank</name><rangeTypeName>uima.cas.Integer</rangeTypeName>
</featureDescription></features></typeDescription></types></typeSystemDescription>"""


def test_annotations_of_other_type_systems_keep_names_and_references(tmp_path: Path) -> None:
    (tmp_path / "a.xmi").write_text(XMI, encoding="utf-8")
    (tmp_path / "TypeSystem.xml").write_text(TYPE_SYSTEM, encoding="utf-8")
    for path in (tmp_path, tmp_path / "a.xmi"):
        read = cas_reading.read(path)
        (text,) = place(read).texts
        assert text.text == "🛶 Kabul Rada said."
        assert [(each.label, each.spans[0].covered(text.text)) for each in text.spans] == [
            ("Quote", "Kabul"),
            ("Person", "Rada"),
            ("Person", "Rada"),
        ]
        assert text.spans[0].attributes == {"kind": "direct", "rank": "12"}
        assert text.spans[1].attributes == {"name": "Rada"}
        assert [(each.label, each.start, each.end) for each in text.links] == [
            ("speaker", "10", "12")
        ]
        assert read.notes == ("1 annotations of other texts in a.xmi left out.",)
