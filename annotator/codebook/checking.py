"""Find everything that is wrong with a codebook at once, each with its line and what to do."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from annotator.codebook import article_label_fields, vocabulary
from annotator.codebook.fields import (
    Field,
    Report,
    anything,
    choice,
    identifier,
    items,
    label,
    list_of,
    number,
    one_character,
    pattern,
    prose,
    record,
    suggestion,
)
from annotator.codebook.model import SECTIONS
from annotator.codebook.problem import Problem
from annotator.codebook.tree import Entry, Listing, Scalar, Table

_CHANGED = {
    "merged_into": Field(identifier),
    "split_into": Field(list_of(identifier)),
    "meaning": Field(identifier),
}
_CLAIM_TYPE = {
    "id": Field(identifier, required=True),
    "label": Field(label),
    "group": Field(identifier, required=True),
    "key": Field(one_character),
    "definition": Field(prose),
    "examples": Field(list_of(prose)),
    "counter_examples": Field(list_of(prose)),
    **_CHANGED,
}
_GROUP = {
    "id": Field(identifier, required=True),
    "label": Field(label),
    "color": Field(choice(vocabulary.COLORS), required=True),
}
_STANCE_VALUE = {
    "id": Field(identifier, required=True),
    "label": Field(label),
    "key": Field(one_character),
    "value": Field(number(-1, 1)),
    "sign": Field(one_character, required=True),
    "color": Field(choice(vocabulary.COLORS), required=True),
    "definition": Field(prose),
    **_CHANGED,
}
_TOPIC = {
    "id": Field(identifier, required=True),
    "label": Field(label, required=True),
    "kind": Field(identifier),
    "definition": Field(prose),
    **_CHANGED,
}
_ENTITY_KIND = {
    "id": Field(identifier, required=True),
    "label": Field(label),
    "color": Field(choice(vocabulary.COLORS), required=True),
    "underline": Field(choice(vocabulary.UNDERLINES)),
    "definition": Field(prose),
    **_CHANGED,
}
_ACTOR = {
    "id": Field(identifier, required=True),
    "name": Field(label, required=True),
    "type": Field(identifier),
    "acts_for": Field(identifier),
    "country": Field(pattern(vocabulary.COUNTRY, "two capital letters (ISO 3166), such as QA")),
    "aliases": Field(list_of(label)),
}
_RECORDS: Mapping[str, tuple[str, Mapping[str, Field]]] = {
    "groups": ("group", _GROUP),
    "claim_types": ("claim type", _CLAIM_TYPE),
    "stance_values": ("stance value", _STANCE_VALUE),
    "topics": ("topic", _TOPIC),
    "entity_kinds": ("entity kind", _ENTITY_KIND),
    "actors": ("actor", _ACTOR),
    "article_labels": ("label of articles", article_label_fields.FIELDS),
}
_CODEBOOK = {
    "id": Field(identifier, required=True),
    "version": Field(
        pattern(vocabulary.VERSION, "a version such as 1.0.0"),
        required=True,
    ),
    "title": Field(label),
    "language": Field(pattern(vocabulary.LANGUAGE, "an ISO 639 code such as en")),
    "offset_unit": Field(choice((vocabulary.OFFSET_UNIT,))),
    "zones": Field(list_of(choice(vocabulary.ZONES))),
    "groups": Field(anything, required=True),
    "claim_types": Field(anything, required=True),
    "max_claim_types": Field(number(1, 20, whole=True)),
    "stance_values": Field(anything, required=True),
    "stance_target_kinds": Field(list_of(choice(vocabulary.TARGET_KINDS))),
    "stance_wording": Field(anything),
    "topics": Field(anything),
    "entity_kinds": Field(anything),
    "actors": Field(anything),
    "certainty": Field(list_of(identifier)),
    "quote_types": Field(list_of(identifier)),
    "voices": Field(list_of(identifier)),
    "figure_units": Field(list_of(identifier)),
    "layers": Field(anything),
    "article_labels": Field(anything),
    "allow_new_topics": Field(choice(("yes", "no"))),
    "former": Field(anything),
}


def problems(root: Entry) -> tuple[Problem, ...]:
    """Return all problems of a codebook in the order of its lines; none means it can be used."""
    report = Report()
    if isinstance(root, Table):
        _check_keys(root, report)
        _check_signs(root, report)
        _check_filled(root, report)
        _check_succession(root, report)
        article_label_fields.check_keys(_tables(root, "article_labels"), report)
        article_label_fields.check_multiple(_tables(root, "article_labels"), report)
        article_label_fields.check_values(_tables(root, "article_labels"), report)
    return tuple(sorted((*report.problems, *structural_problems(root))))


def structural_problems(root: Entry) -> tuple[Problem, ...]:
    """Return the problems without which a codebook could not even be built.

    A codebook that a project has stored must keep opening when a later version of the program
    takes another key for itself, so keys are no matter of structure.
    """
    report = Report()
    codebook = record(root, "the codebook", _CODEBOOK, report)
    if codebook is not None:
        ids = {name: _records(codebook, name, report) for name in _RECORDS}
        _check_groups(codebook, ids["groups"], report)
        _check_actors(codebook, ids["actors"], report)
        _check_wording(codebook, ids["stance_values"], report)
        _check_layers(codebook, report)
        _check_former(codebook, ids, report)
    return tuple(sorted(report.problems))


def _records(codebook: Table, name: str, report: Report) -> set[str]:
    """Check a list of records and return their ids."""
    what, fields = _RECORDS[name]
    ids: dict[str, int] = {}
    entry = codebook.get(name)
    for item in items(entry, f'"{name}"', report):
        known = _written(item, "id")
        table = record(item, f'the {what} "{known.text}"' if known else f"a {what}", fields, report)
        if table is None or known is None:
            continue
        if known.text in ids:
            where = f" (first in line {ids[known.text]})" if ids[known.text] else ""
            report.add(known, f'the id "{known.text}" stands twice in "{name}"{where}; change one')
        ids.setdefault(known.text, known.line)
    return set(ids)


def _check_former(codebook: Table, current: Mapping[str, set[str]], report: Report) -> None:
    """Check what is not offered any more; no id stands in both places."""
    former = codebook.get("former")
    if former is None:
        return
    table = record(former, '"former"', {str(name): Field(anything) for name in SECTIONS}, report)
    if table is None:
        return
    for name in SECTIONS:
        _records(table, name, report)
        for each in _tables(table, name):
            known = _written(each, "id")
            if known is not None and known.text in current[name]:
                report.add(known, f'"{known.text}" stands under "{name}" and "former"; keep one')


def _check_succession(codebook: Table, report: Report) -> None:
    """Check that former entries lead to entries that there are, and none back to itself."""
    for name in SECTIONS:
        here, gone = _tables(codebook, name), _former(codebook, name)
        known = {text for each in (*here, *gone) if (text := _id(each))}
        leads = {_id(each): _text_of(each, "merged_into") for each in gone}
        for each in here:
            if entry := _written(each, "merged_into"):
                report.add(entry, f'"{_id(each)}" is merged, so it belongs under "former"')
        for each in gone:
            targets = [_written(each, "merged_into"), *_scalars(each, "split_into")]
            for target in filter(None, targets):
                if target.text not in known:
                    hint = suggestion(target.text, known)
                    report.add(target, f'"{_id(each)}" became "{target.text}", unknown{hint}')
            if _leads_back(_id(each), leads):
                report.add(each, f'"{_id(each)}" is merged into itself in a circle')


def _former(codebook: Table, name: str) -> tuple[Table, ...]:
    former = codebook.get("former")
    return _tables(former, name) if isinstance(former, Table) else ()


def _id(table: Table) -> str:
    return _text_of(table, "id")


def _text_of(table: Table, name: str) -> str:
    return getattr(_written(table, name), "text", "")


def _scalars(table: Table, name: str) -> tuple[Scalar, ...]:
    found = table.get(name)
    return tuple(each for each in getattr(found, "items", ()) if isinstance(each, Scalar))


def _check_filled(codebook: Table, report: Report) -> None:
    for name in ("groups", "claim_types", "stance_values"):
        entry = codebook.get(name)
        if isinstance(entry, Listing) and not entry.items:
            what = _RECORDS[name][0]
            report.add(entry, f'"{name}" is empty; a codebook needs at least one {what}')


def _written(entry: Entry, name: str) -> Scalar | None:
    found = entry.get(name) if isinstance(entry, Table) else None
    return found if isinstance(found, Scalar) else None


def _tables(codebook: Table, name: str) -> tuple[Table, ...]:
    found = codebook.get(name)
    return tuple(each for each in getattr(found, "items", ()) if isinstance(each, Table))


def _check_keys(codebook: Table, report: Report) -> None:
    taken: dict[str, str] = {}
    for name in ("claim_types", "stance_values"):
        for table in _tables(codebook, name):
            key = _written(table, "key")
            if key is None or len(key.text) != 1:
                continue
            owner = getattr(_written(table, "id"), "text", "without id")
            if use := vocabulary.WINDOW_KEYS.get(key.text):
                report.add(key, f'the key "{key.text}" is taken: in the window it means "{use}"')
            elif use := vocabulary.LATER_KEYS.get(key.text):
                report.add(key, f'the key "{key.text}" is kept free for "{use}"')
            elif key.text in taken:
                report.add(key, f'the key "{key.text}" is taken by "{taken[key.text]}" already')
            taken.setdefault(key.text, owner)


def _check_signs(codebook: Table, report: Report) -> None:
    taken: dict[str, str] = {}
    for table in _tables(codebook, "stance_values"):
        sign = _written(table, "sign")
        owner = getattr(_written(table, "id"), "text", "without id")
        if sign is not None and sign.text in taken:
            report.add(
                sign,
                f'the sign "{sign.text}" is that of "{taken[sign.text]}" already; '
                "signs tell stances apart without colour",
            )
        elif sign is not None:
            taken[sign.text] = owner


def _check_groups(codebook: Table, groups: Collection[str], report: Report) -> None:
    if codebook.get("groups") is None:
        return  # one problem says so already
    groups = {*groups, *map(_id, _former(codebook, "groups"))}
    for table in _tables(codebook, "claim_types"):
        group = _written(table, "group")
        if group is not None and group.text not in groups:
            hint = suggestion(group.text, groups)
            report.add(group, f'there is no group "{group.text}" under "groups"{hint}')


def _check_actors(codebook: Table, actors: Collection[str], report: Report) -> None:
    principals: dict[str, str] = {}
    for table in _tables(codebook, "actors"):
        principal, actor = _written(table, "acts_for"), _written(table, "id")
        if principal is None or actor is None:
            continue
        if principal.text not in actors:
            hint = suggestion(principal.text, actors)
            report.add(
                principal, f'"{actor.text}" acts for the unknown actor "{principal.text}"{hint}'
            )
            continue
        principals[actor.text] = principal.text
        if _leads_back(actor.text, principals):
            report.add(
                principal,
                f'"{actor.text}" acts for itself in a circle; take one acts_for out',
            )


def _leads_back(actor: str, principals: Mapping[str, str]) -> bool:
    seen = set()
    at: str | None = principals.get(actor)
    while at is not None and at not in seen:
        if at == actor:
            return True
        seen.add(at)
        at = principals.get(at)
    return False


def _check_wording(codebook: Table, values: Collection[str], report: Report) -> None:
    wording = codebook.get("stance_wording")
    if wording is None:
        return
    kinds = {*vocabulary.TOPIC_KINDS, "actor", "statement"}
    topics = (*_tables(codebook, "topics"), *_former(codebook, "topics"))
    kinds |= {kind.text for each in topics if (kind := _written(each, "kind"))}
    values = {*values, *map(_id, _former(codebook, "stance_values"))}
    rows = {kind: Field(anything) for kind in sorted(kinds)}
    table = record(wording, '"stance_wording"', rows, report)
    cells = {value: Field(label) for value in sorted(values)}
    for kind, row in table.fields if table is not None else ():
        record(row, f'the wording for "{kind.text}"', cells, report)


def _check_layers(codebook: Table, report: Report) -> None:
    layers = codebook.get("layers")
    if layers is None:
        return
    fields = {part: Field(choice(vocabulary.REQUIREMENTS)) for part in vocabulary.PARTS}
    table = record(layers, '"layers"', fields, report)
    content = _written(table, "content") if table is not None else None
    if content is not None and content.text in ("optional", "off"):
        report.add(content, "a statement always has content; say required")
