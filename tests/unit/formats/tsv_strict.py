"""Reads WebAnno TSV 3.3 as strictly as INCEpTION does, in our own words.

After its ``Tsv3XDeserializer`` and ``Escaping``: what is not as it wants fails here.
"""

from __future__ import annotations

import re

_SIGNS = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}


def text_of(table: str) -> str:
    """Return the text that INCEpTION makes of a table; checks every line of it."""
    lines = table.split("\n")
    assert lines[0] == "#FORMAT=WebAnno TSV 3.3"
    blank = lines.index("")
    layers = [each.partition("=")[2].split("|") for each in lines[1:blank]]
    assert all(each.startswith("#T_SP=") for each in lines[1:blank])
    assert lines[blank + 1] == ""  # it is read over, whatever it is
    columns = [name for _, *names in layers for name in names]
    assert all(name.count("_") == 2 for name in columns if name.startswith("ROLE_"))
    rows: list[list[str]] = []
    text, waiting = "", ""
    for line in lines[blank + 2 :]:
        if line.startswith("#Text="):
            waiting += _plain(line[6:]) + "\n"
        elif line:
            fields = line.split("\t")
            assert len(fields) == len(columns) + 4 and fields[-1] == ""
            if waiting:
                text = _with_sentence(text, waiting, int(fields[1].split("-")[0]))
                waiting = ""
            rows.append(fields[:-1])
        else:
            assert not waiting, "a sentence without a token"
    for fields in rows:
        begin, end = map(int, fields[1].split("-"))
        covered = _utf16(text)[2 * begin : 2 * end].decode("utf-16-le", "surrogatepass")
        assert re.sub(r"\s", " ", covered) == re.sub(r"\s", " ", fields[2])
    _check_slots(rows, columns)
    return text[:-1]


def _with_sentence(text: str, sentence: str, begin: int) -> str:
    length = len(_utf16(text)) // 2
    if length > begin:
        assert length == begin + 1 and text.endswith("\n")
        text, length = text[:-1], begin
    return text + " " * (begin - length) + sentence


def _check_slots(rows: list[list[str]], columns: list[str]) -> None:
    addresses = {
        (fields[0], number)
        for fields in rows
        for cell in fields[3:]
        for number in (*re.findall(r"(?<!\\)\[(\d+)\](?=\||$)", cell), "")
    }
    for fields in rows:
        for place, name in enumerate(columns, start=3):
            if name.startswith("ROLE_"):
                is_any = columns[place - 2] == "uima.tcas.Annotation"
                _check_slot(fields[place], fields[place + 1], addresses, is_any=is_any)


def _check_slot(roles: str, targets: str, addresses: set[tuple[str, str]], *, is_any: bool) -> None:
    if targets == "_":
        assert roles == "_"
        return
    hosts = re.split(r"(?<!\\)\|", roles)
    assert len(hosts) == len(targets.split("|"))
    for host, target in zip(hosts, targets.split("|"), strict=True):
        names = re.sub(r"(?<!\\)\[\d+\]$", "", host)
        assert names != "*", "it would become a slot that leads nowhere"
        if names == "_":
            assert target == "*"
            continue
        places = target.split(";")
        assert len(re.split(r"(?<!\\);", names)) == len(places)
        for each in places:
            found = re.fullmatch(r"(\d+-\d+)(?:\[(\d+)\])?", each)
            assert found is not None and (found[1], found[2] or "") in addresses
            assert found[2] or not is_any, "only a number finds an annotation of any layer"


def _plain(line: str) -> str:
    return re.sub(r"(?s)\\(.)", lambda found: _SIGNS.get(found[1], found[1]), line)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
