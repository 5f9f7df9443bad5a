"""Runs one spaCy pipeline of the user's in a process of its own, which may be stopped at any time.

Speaks JSON, one object per line: the first line that comes in says what to load, each further one
holds a text. The first answer describes the pipeline, each further one gives the entities as
``[start, end, label]`` in code points, and the statements that a pipeline trained here finds, as
``[content, source, cue, claim type]``, each part a pair of offsets or null. A folder on disk is
data and stays that: only components and functions of spaCy itself are made from it, nothing in it
is imported or unpickled, and neither programs nor the network can be reached while it works.
"""

from __future__ import annotations

import json
import os
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO  # Any: configs and JSON have no narrower type

from annotator.corpus.sentences import sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FINDERS = frozenset({"ner", "beam_ner", "entity_ruler", "future_entity_ruler", "span_ruler"})
# What finders may build on. The rest (categories, links, parses) is not needed and stays unread.
SUPPORT = frozenset(
    {
        *("tok2vec", "tagger", "morphologizer", "attribute_ruler", "lemmatizer", "senter"),
        *("sentencizer", "trainable_lemmatizer", "parser", "merge_entities"),
    }
)
UNREAD = frozenset(
    {
        *("textcat", "textcat_multilabel", "entity_linker", "spancat", "spancat_singlelabel"),
        *("span_finder", "merge_noun_chunks", "merge_subtokens", "doc_cleaner", "token_splitter"),
        "nn_labeller",
    }
)
# What ``annotator train`` makes: stretches in sentences, and the claim types of these.
TRAINED = frozenset({"spancat", "textcat_multilabel"})
_FUNCTIONS = re.compile(r"(?:spacy|spacy-legacy)\.\w+\.v\d+")
_REGISTRIES = frozenset({"@architectures", "@layers", "@scorers", "@vectors"})
_EXPLICIT = frozenset(
    {
        ("@tokenizers", "spacy.Tokenizer.v1"),
        ("@misc", "spacy.levenshtein_compare.v1"),
        ("@misc", "spacy.ngram_suggester.v1"),
        ("@misc", "spacy.first_longest_spans_filter.v1"),
        ("@misc", "spacy.prioritize_new_ents_filter.v1"),
        ("@misc", "spacy.prioritize_existing_ents_filter.v1"),
    }
)
_NAME = re.compile(r"[\w-]+(?:[. ][\w-]+)*")
# Audit events (PEP 578) that no pipeline has a reason to raise.
_OUTSIDE = (
    *("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"),
    *("socket.gethostbyname", "urllib.Request", "subprocess.Popen", "os.system", "os.exec"),
    *("os.posix_spawn", "os.spawn", "os.startfile", "os.startfile/2", "pty.spawn"),
)
_BEYOND_DATA = (
    *("pickle.find_class", "ctypes.dlopen", "os.remove", "os.rename", "os.mkdir", "os.rmdir"),
    *("os.chmod", "os.link", "os.symlink", "os.truncate", "shutil.rmtree", "shutil.move"),
)


class Refused(Exception):
    """The pipeline asks for something that it may not do."""


def main() -> int:
    """Answer on what was standard output; what libraries print goes elsewhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8", newline="\n")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    questions = os.fdopen(os.dup(sys.stdin.fileno()), encoding="utf-8", newline="\n")
    sys.dont_write_bytecode = True
    warnings.simplefilter("ignore")
    try:
        nlp = _load(json.loads(questions.readline()))
    except Refused as refusal:
        _answer(answers, {"problem": "unsafe", "text": str(refusal)})
        return 1
    except Exception as error:  # whatever a broken pipeline raises is for a person to read
        _answer(answers, {"problem": "broken", "text": _words(error)})
        return 1
    _answer(answers, _description(nlp))
    for line in questions:
        _answer(answers, _read(nlp, json.loads(line)))
    return 0


def _answer(answers: TextIO, answer: dict[str, Any]) -> None:
    refused = _Guard.refused
    if refused and "problem" not in answer:
        answer = {"problem": "unsafe", "text": refused[0]}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


def _words(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[0][:300]}".rstrip(": ")


def _load(wanted: dict[str, str]) -> Language:
    import spacy
    import spacy.pipeline  # everything that is made lazily, before the guard stands

    if wanted["kind"] == "installed":
        _Guard(_OUTSIDE).stand()
        return spacy.load(wanted["name"])
    folder = Path(wanted["name"])
    config = spacy.util.load_config(folder / "config.cfg", interpolate=True)
    unread = require_data(config)
    for section in ("training", "initialize", "pretraining", "corpora"):
        config[section] = {}
    _Guard((*_OUTSIDE, *_BEYOND_DATA), reads_only=True).stand()
    meta = spacy.util.get_model_meta(folder)
    nlp = spacy.util.load_model_from_config(
        config, meta=meta, exclude=unread, auto_fill=True, validate=True
    )
    return nlp.from_disk(folder, exclude=unread)


def require_data(config: dict[str, Any]) -> list[str]:
    """Return the components that need not be read; raise Refused for what is more than data."""
    nlp, components = config.get("nlp", {}), config.get("components", {})
    for moment in ("before_creation", "after_creation", "after_pipeline_creation"):
        if nlp.get(moment):
            raise Refused(f"its config.cfg runs a function of its own ({moment})")
    pipeline = [str(each) for each in nlp.get("pipeline", [])]
    factories = {name: _factory(components, name) for name in pipeline}
    finds_statements = not FINDERS & {*factories.values()} and "spancat" in factories.values()
    left = UNREAD - TRAINED if finds_statements else UNREAD
    unread = [name for name in pipeline if factories[name] in left]
    read = {name: components[name] for name in pipeline if name not in unread}
    if not finds_statements and not any(each["factory"] in FINDERS for each in read.values()):
        raise ValueError(
            "no component in it finds entities (ner, entity_ruler) or statements (spancat); it has "
            + (", ".join(pipeline) or "none at all")
        )
    _require_functions_of_spacy({"nlp": nlp, "components": read})
    return unread


def _factory(components: dict[str, Any], name: str) -> str:
    if not _NAME.fullmatch(name):
        raise Refused(f"a component has the name {name!r}")
    settings = components.get(name)
    if not isinstance(settings, dict):
        raise ValueError(f"the component {name} has no settings in config.cfg")
    if "source" in settings:
        raise Refused(f"its component {name} is to be loaded from somewhere else")
    factory = str(settings.get("factory", ""))
    if factory not in FINDERS | SUPPORT | UNREAD:
        raise Refused(f"its component {name} ({factory or 'of no kind'}) is not one of spaCy's own")
    return factory


def _require_functions_of_spacy(settings: object) -> None:
    for registry, function in _functions(settings):
        is_known = registry in _REGISTRIES and _FUNCTIONS.fullmatch(function)
        if not is_known and (registry, function) not in _EXPLICIT:
            raise Refused(f"its config.cfg runs {function} ({registry}), which is not data")


def _functions(settings: object) -> Iterator[tuple[str, str]]:
    if isinstance(settings, dict):
        for key, value in settings.items():
            if str(key).startswith("@"):
                yield str(key), str(value)
            yield from _functions(value)
    elif isinstance(settings, list | tuple):
        for each in settings:
            yield from _functions(each)


class _Guard:
    """Refuses audit events from now on, for as long as the process lives."""

    refused: list[str] = []  # noqa: RUF012 - one for the process, as the hook is

    def __init__(self, events: tuple[str, ...], *, reads_only: bool = False) -> None:
        self._events = frozenset(events)
        self._reads_only = reads_only

    def stand(self) -> None:
        """Begin."""
        sys.addaudithook(self._look)

    def _look(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in self._events:
            self._refuse(f"it tries something that no data does ({event})")
        if event == "open" and self._reads_only and isinstance(arguments[2], int):
            writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
            if arguments[2] & writes and arguments[0] != os.devnull:
                self._refuse("it tries to write a file")

    def _refuse(self, why: str) -> None:
        self.refused.append(why)
        raise Refused(why)


def _description(nlp: Language) -> dict[str, Any]:
    from spacy.about import __version__ as spacy_version

    return {
        "name": str(nlp.meta.get("name") or ""),
        "version": str(nlp.meta.get("version") or ""),
        "lang": str(nlp.lang or ""),
        "spacy": spacy_version,
        "pipes": list(nlp.pipe_names),
    }


def _entities(nlp: Language, text: str) -> dict[str, Any]:
    try:
        doc = nlp(text)
    except Refused as refusal:
        return {"problem": "unsafe", "text": str(refusal)}
    except Exception as error:  # whatever a broken pipeline raises is for a person to read
        return {"problem": "broken", "text": _words(error)}
    entities = [[each.start_char, each.end_char, each.label_] for each in doc.ents]
    return {"entities": entities, "statements": []}


def _read(nlp: Language, text: str) -> dict[str, Any]:
    if "spancat" not in nlp.pipe_names:
        return _entities(nlp, text)
    found: list[list[Any]] = []
    try:
        for sentence in sentences(text):
            found += statements_in(nlp(sentence.covered(text)), sentence.start)
    except Refused as refusal:
        return {"problem": "unsafe", "text": str(refusal)}
    except Exception as error:  # whatever a broken pipeline raises is for a person to read
        return {"problem": "broken", "text": _words(error)}
    return {"entities": [], "statements": found}


def statements_in(doc: Doc, offset: int) -> list[list[Any]]:
    """Return a statement for each content in a sentence that begins at ``offset``.

    Source and cue are the surest that overlap no content; of contents that overlap, the surest
    stays. The claim type is that of the sentence, "" where the pipeline has none.
    """
    group = doc.spans.get("sc", ())
    scores = group.attrs.get("scores", ()) if group else ()
    surest = sorted(zip(scores, group, strict=True), key=lambda each: -float(each[0]))
    kept: dict[str, list[tuple[int, int]]] = {"content": [], "source": [], "cue": []}
    for role, some in kept.items():
        for _, span in surest:
            ends = span.start_char, span.end_char
            taken = (*kept["content"], *some)
            is_free = all(ends[1] <= start or end <= ends[0] for start, end in taken)
            if span.label_ == role and is_free and (role == "content" or not some):
                some.append(ends)
    claim_type = max(doc.cats, key=lambda each: doc.cats[each]) if doc.cats else ""

    def place(role: str) -> list[int] | None:
        return next(([start + offset, end + offset] for start, end in kept[role]), None)

    return [
        [[start + offset, end + offset], place("source"), place("cue"), claim_type]
        for start, end in sorted(kept["content"])
    ]


if __name__ == "__main__":
    sys.exit(main())
