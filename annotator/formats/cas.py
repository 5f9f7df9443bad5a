"""UIMA CAS as INCEpTION exchanges it: JSON 0.4 and XMI, written by dkpro-cassis.

A folder with a file for each article and annotator, and ``TypeSystem.xml``. Mentions are
``NamedEntity`` of DKPro Core; statements and their parts are span layers of our own, linked by
slots; what else is said of a statement is JSON in a string feature. On disk offsets count UTF-16
units (UIMA CAS JSON serialization specification 0.4; OMG XMI).

Files are read without their type system, which many do not bring along: every annotation with
begin and end is a span, relations (``Governor``, ``Dependent``) and slots are links.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.corpus.sentences import sentences
from annotator.corpus.span import Span
from annotator.formats.files.file_names import file_name
from annotator.formats.files.safe_xml import legal
from annotator.formats.labelled.annotated_corpus import (
    PLAIN,
    AnnotatedCorpus,
    WriteOptions,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import NOT_LABELLED
from annotator.formats.labelled.attributes import plain_attributes
from annotator.formats.labelled.features import FEATURES, Feature
from annotator.formats.labelled.labelled_text import LabelledText, Link
from annotator.formats.labelled.pieces import in_pieces
from annotator.formats.labelled.tally import Tally
from annotator.formats.labelled.tokens import tokens
from annotator.formats.labelled.uses import Fidelity

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
TOKEN = f"{_DKPRO}.segmentation.type.Token"
SENTENCE = f"{_DKPRO}.segmentation.type.Sentence"
META = f"{_DKPRO}.metadata.type.DocumentMetaData"
ENTITY = f"{_DKPRO}.ner.type.NamedEntity"
STATEMENT = "webanno.custom.Statement"
PART = "webanno.custom.StatementPart"
DOCUMENT = "webanno.custom.ArticleFacts"
LINK = "webanno.custom.StatementLinksLink"
TYPES = "TypeSystem.xml"
_PARTLY: Mapping[Feature, str] = {"text": "in XMI, control characters become spaces"}
FIDELITY = Fidelity(whole=frozenset(FEATURES) - NOT_LABELLED - set(_PARTLY), partly=_PARTLY)


def write_json(corpus: AnnotatedCorpus, out: Path, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write CAS JSON files into an empty folder."""
    return _write(corpus, out, "json")


def write_xmi(corpus: AnnotatedCorpus, out: Path, _options: WriteOptions = PLAIN) -> WriteReport:
    """Write XMI files into an empty folder."""
    return _write(corpus, out, "xmi")


def _write(corpus: AnnotatedCorpus, out: Path, suffix: str) -> WriteReport:
    tally, taken = Tally(FIDELITY), set[str]()
    types = type_system()
    for each, text in tally.texts(corpus):
        name = file_name(f"{text.id}.{text.annotator}", taken)
        taken.add(name)
        cas = as_cas(text, types, is_xml=suffix == "xmi")
        if suffix == "xmi" and cas.sofa_string != text.text:
            tally.note_text(each, "characters that XML cannot hold became spaces")
        place = out / f"{name}.{suffix}"
        cas.to_json(place) if suffix == "json" else cas.to_xmi(place)
    types.to_xml(out / TYPES)
    return tally.report()


@lru_cache(maxsize=1)
def type_system() -> TypeSystem:
    """Return the types that we write."""
    from cassis import TypeSystem

    types = TypeSystem()
    text, annotation = "uima.cas.String", "uima.tcas.Annotation"
    for name in (TOKEN, SENTENCE):
        types.create_type(name=name, supertypeName=annotation)
    with_strings = {
        META: ("documentId", "documentTitle"),
        ENTITY: ("value", "identifier"),
        PART: ("label", "name", "role", "attributes"),
        STATEMENT: ("label", "name", "attributes"),
        DOCUMENT: ("facts",),
    }
    for name, features in with_strings.items():
        made = types.create_type(
            name=name, supertypeName="uima.tcas.DocumentAnnotation" if name == META else annotation
        )
        for feature in features:
            types.create_feature(made, feature, text)
    link = types.create_type(name=LINK, supertypeName="uima.cas.TOP")
    types.create_feature(link, "role", text)
    types.create_feature(link, "target", annotation)
    for name in (STATEMENT, PART):
        types.create_feature(types.get_type(name), "links", "uima.cas.FSArray", elementType=link)
    return types


def as_cas(text: LabelledText, types: TypeSystem, *, is_xml: bool = False) -> Cas:
    """Return one labelled text as a CAS."""
    from cassis import Cas

    cas = Cas(typesystem=types)
    cas.sofa_string = legal(text.text) if is_xml else text.text
    cas.sofa_mime = "text/plain"
    end = len(text.text)
    facts = {
        "facts": dict(text.facts),
        "labels": {kind: list(values) for kind, values in text.labels.items()},
        "annotator": text.annotator,
        "is_done": text.is_done,
    }
    title = text.facts.get("title", text.id)
    _add(cas, types, META, Span(0, end), documentId=text.id, documentTitle=title)
    _add(cas, types, DOCUMENT, Span(0, end), facts=json.dumps(facts, ensure_ascii=False))
    for span in sentences(text.text):
        _add(cas, types, SENTENCE, span)
    pieces, links = in_pieces(text)
    for span in tokens(text.text, (edge for each in pieces for edge in each.span.ends)):
        _add(cas, types, TOKEN, span)
    made: dict[str, Any] = {}
    for each in pieces:
        of = each.of
        if of.role == "mention":
            actor = of.attributes.get("actor")
            said: dict[str, object] = {"value": of.label, "identifier": actor}
            made[each.id] = _add(cas, types, ENTITY, each.span, **said)
            continue
        said = {"label": of.label, "name": each.id}
        if each.is_first:
            said["attributes"] = json.dumps(plain_attributes(of.attributes), ensure_ascii=False)
        kind = STATEMENT if of.role == "content" else PART
        more = {} if kind == STATEMENT else {"role": of.role}
        made[each.id] = _add(cas, types, kind, each.span, **said, **more)
    _link(types, made, links)
    return cas


def _add(cas: Cas, types: TypeSystem, kind: str, span: Span, /, **features: object) -> Any:
    annotation = types.get_type(kind)(begin=span.start, end=span.end, **features)
    cas.add(annotation)
    return annotation


def _link(types: TypeSystem, made: Mapping[str, Any], links: tuple[Link, ...]) -> None:
    array, slot = types.get_type("uima.cas.FSArray"), types.get_type(LINK)
    by_start: dict[str, list[object]] = {}
    for each in links:
        target = slot(role=each.label, target=made[each.end])
        by_start.setdefault(each.start, []).append(target)
    for start, slots in by_start.items():
        made[start].links = array(elements=slots)
