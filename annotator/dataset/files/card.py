"""The card of a dataset: what it is, how it was made, what it counts, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.dataset.building import Counts
from annotator.dataset.files.columns import COLUMNS
from annotator.dataset.files.definitions import Definition
from annotator.dataset.leaks import LeakReport
from annotator.dataset.options import DatasetOptions, Handling, Whose
from annotator.dataset.tasks.rows import WITHOUT_NEGATIVES, Task
from annotator.formats.labelled.features import counted_feature
from annotator.plain_text import counted

TASKS_IN_WORDS: Mapping[Task, str] = {
    "stance": "stance of a holder toward a target",
    "claim-detection": "whether a text unit makes a claim",
    "claim-type": "claim types of statements",
    "spans": "contents, sources, cues, addressees and targets as spans",
    "quotations": "whose words a reported statement is",
    "entities": "entities as spans",
    "article-labels": "labels of whole articles",
}
WHOSE_IN_WORDS: Mapping[Whose, str] = {
    "each": "a row for each annotator",
    "gold": "what was settled between the annotators",
    "majority": "what more than half of the annotators say",
    "soft": "the shares of all annotators' votes",
}
UNITS_IN_WORDS = {
    "sentence": "the whole sentences concerned",
    "window": "windows of {} sentences",
    "article": "the whole article",
}
_HANDLED: Mapping[Handling, str] = {
    "keep": "kept like others",
    "drop": "dropped",
    "own": "under a label of their own",
}
_BY = {
    "article": "by article",
    "cluster": "by article; articles that tell much the same stay together",
    "passage": "by article; articles that share any passage stay together",
    "source": "by source; articles that tell much the same stay together",
    "date": "by date, the newest last; articles that tell much the same stay together",
}
_MOST_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One measure of how far the annotators agree on what is in the dataset, in words."""

    of: str
    measure: str
    value: str
    interval: str
    units: int


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card is written from; ``agreement_notes`` tell why there is no agreement.

    ``columns`` says what stands in the files, ``definitions`` what the labels mean.
    """

    title: str
    codebook: str
    options: DatasetOptions
    counts: Counts
    leaks: LeakReport
    annotators: tuple[str, ...] = ()
    agreement: tuple[AgreementLine, ...] = ()
    agreement_notes: tuple[str, ...] = ()
    licence: str = ""
    command: str = ""
    notes: tuple[str, ...] = ()
    definitions: tuple[Definition, ...] = ()
    columns: Mapping[str, str] = field(default_factory=lambda: COLUMNS)


def card(facts: CardFacts) -> str:
    """Return the card in Markdown, without what a format puts before it."""
    options, counts = facts.options, facts.counts
    sections = (
        [f"# {_plain(facts.title)}: {options.task}", "", _opening(facts)],
        ["## Counts", "", *_counts_table(counts, options)],
        ["## How it was made", "", *(f"- {each}" for each in how_made(options)), *_codebook(facts)],
        *_definitions(facts.definitions),
        ["## Columns", "", *_columns_table(facts.columns)],
        ["## Agreement", "", *_agreement(facts)],
        ["## Leaks between splits", "", *leak_lines(facts.leaks)],
        ["## What is not in it", "", *_left_out(counts)],
        ["## Licence", "", facts.licence or _NO_LICENCE],
    )
    return "\n".join("\n".join([*each, ""]) for each in sections)


_NO_LICENCE = (
    "No licence was named. Before this is published: the articles belong to whoever published them."
)


def _opening(facts: CardFacts) -> str:
    options, counts = facts.options, facts.counts
    articles = sum(counts.articles.values())
    people = (
        f" Labelled by {counted(len(facts.annotators), 'annotator')}." if facts.annotators else ""
    )
    return (
        f"{counted(counts.rows, 'row')} from {counted(articles, 'article')}: "
        f"{TASKS_IN_WORDS[options.task]}; {WHOSE_IN_WORDS[options.whose]}.{people}"
    )


def how_made(options: DatasetOptions) -> Iterator[str]:
    """Yield the options in words."""
    yield f"Text unit: {UNITS_IN_WORDS[options.unit].format(options.window)}."
    yield "Only articles marked done." if options.done_only else "All articles that were opened."
    if options.versions is not None:
        yield f"Only annotations made under codebook {', '.join(options.versions)}."
    yield (
        f"Unclear stances: {_HANDLED[options.unclear]}; implicit stances: "
        f"{_HANDLED[options.implicit]}; statements of which the annotator was not sure: "
        f"{_HANDLED[options.unsure]}."
    )
    if options.whose == "majority":
        yield f"Ties: {'dropped' if options.ties == 'drop' else 'kept, without a label'}."
    if options.least_votes > 1:
        yield f"At least {options.least_votes} annotators labelled each row."
    if options.task not in WITHOUT_NEGATIVES:
        yield f"Rows without anything there: {_negatives(options)}."
    if not options.split.is_whole:
        how = " Shares of labels are alike." if _is_stratified(options) else ""
        yield f"Split {_BY[options.split.by]}.{how} Seed {options.split.seed}."


def _is_stratified(options: DatasetOptions) -> bool:
    return options.split.is_stratified and options.split.by != "date"


def _negatives(options: DatasetOptions) -> str:
    if options.negatives is None:
        return "all"
    if options.negatives == 0:
        return "none"
    return f"{options.negatives:g} for each other row, drawn with seed {options.seed}"


def _codebook(facts: CardFacts) -> Iterator[str]:
    yield f"- Codebook: {facts.codebook}."
    if facts.command:
        yield f"- Made with: `{facts.command}`."
    for note in facts.notes:
        yield f"- {note}"


def _counts_table(counts: Counts, options: DatasetOptions) -> Iterator[str]:
    splits = options.split.names
    yield _line(["", *splits])
    yield _line(["---", *("---:" for _ in splits)])
    yield _line(["articles", *(f"{counts.articles.get(each, 0):,}" for each in splits)])
    yield _line(["rows", *(f"{counts.splits[each]:,}" for each in splits)])
    for label in counts.all_labels:
        numbers = (counts.labels[each][label] if each in counts.labels else 0 for each in splits)
        yield _line([_code(label), *(f"{each:,}" for each in numbers)])


def _definitions(found: Sequence[Definition]) -> Iterator[list[str]]:
    for title, name, is_target in (("Labels", "label", False), ("Targets", "target", True)):
        some = [each for each in found if each.is_target == is_target]
        if some:
            head = [_line([name, "in words", "definition"]), _line(["---", "---", "---"])]
            cells = ([_code(one.id), _plain(one.label), _plain(one.definition)] for one in some)
            yield [f"## {title}", "", *head, *map(_line, cells)]


def _columns_table(columns: Mapping[str, str]) -> Iterator[str]:
    yield "Offsets count Unicode code points; those of parts count from the beginning of `text`."
    yield ""
    yield _line(["column", "what it is"])
    yield _line(["---", "---"])
    for name, words in columns.items():
        yield _line([f"`{name}`", words])


def _agreement(facts: CardFacts) -> Iterator[str]:
    if facts.agreement:
        yield _line(["of", "measure", "value", "95 % interval", "units"])
        yield _line(["---", "---", "---:", "---:", "---:"])
        for each in facts.agreement:
            cells = [each.of, each.measure, each.value, each.interval or "-", f"{each.units:,}"]
            yield _line(cells)
        yield ""
        yield from (f"- {each}" for each in facts.agreement_notes)
    else:
        yield from facts.agreement_notes


def leak_lines(leaks: LeakReport) -> Iterator[str]:
    """Yield the leak report with some examples, in Markdown."""
    yield from (f"- {each}" for each in leaks.lines())
    for each in leaks.nearest[:_MOST_EXAMPLES]:
        yield (
            f"  - {each.similarity:.2f}: {each.split} “{_plain(each.text)}” / {each.other_split} "
            f"“{_plain(each.other_text)}”"
        )


def _left_out(counts: Counts) -> Sequence[str]:
    found = [
        f"- {counted_feature(each.count, each.feature)}: {each.why}."
        for each in counts.losses.counts
    ]
    if not found:
        return ["Everything that was labelled became a row."]
    return [*found, "", "`report.json` names each by its id."]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(each.replace('|', '&#124;') for each in cells)} |"


def _code(text: str) -> str:
    """Return a text as code, in which only the sign that ends code has a meaning."""
    words = " ".join(text.split()).replace("`", "'")
    return f"`{words}`"


def _plain(text: str) -> str:
    """Return a text that neither ends its line nor becomes markup."""
    words = " ".join(text.split())
    return "".join(f"\\{each}" if each in "\\`*_[]<>#" else each for each in words)
