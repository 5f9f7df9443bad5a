"""What the columns of a dataset's rows are to Parquet and to the library ``datasets``.

The shape of a column follows from the type of the row's field. A label of a task whose labels the
codebook knows is a class: a number, whose name stands in the dataset's card (``ClassLabel``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, cast, get_args, get_origin, get_type_hints

from annotator.codebook.model import Codebook
from annotator.dataset.tasks.rows import CLAIM, NO_CLAIM, NONE, ROW_OF, Ends, Task

if TYPE_CHECKING:
    import pyarrow as pa

Plain = Literal["string", "int64", "float64", "bool", "class"]
_PLAIN: Mapping[object, Plain] = {str: "string", int: "int64", float: "float64", bool: "bool"}
_ROLES = ("content", "source", "cue", "addressee", "target")
LABEL_NAME = "label_name"
"""A column that is there beside the number of a class: its name."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """Any number of things of one shape."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Struct:
    """Named parts, each with its shape; a pair of offsets has ``start`` and ``end``."""

    parts: tuple[tuple[str, Shape], ...]


Shape = Plain | ListOf | Struct
_ENDS = Struct((("start", "int64"), ("end", "int64")))
_SHARES = ListOf(Struct((("label", "string"), ("share", "float64"))))


class ClassNames:
    """The names of a task's labels, each with its number.

    The codebook's come first, in its order, so that the numbers stay the same from one export to
    the next; what else rows bear (labels of former entries, of what annotators were unsure of)
    follows in the order in which it is met.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}

    def number(self, name: str) -> int:
        """Return the number of a name, a new one where it was not known."""
        return self._numbers.setdefault(name, len(self._numbers))

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def class_names(task: Task, codebook: Codebook) -> ClassNames | None:
    """Return the labels that a task may have; None where they are as many as there are actors."""
    if task == "quotations":
        return None
    values = (value for kind in codebook.article_labels for value in kind.value_ids)
    known: Mapping[str, Iterable[str]] = {
        "stance": (NONE, *(each.id for each in codebook.stance_values)),
        "claim-detection": (NO_CLAIM, CLAIM),
        "claim-type": (each.id for each in codebook.claim_types),
        "spans": (NONE, *_ROLES),
        "entities": (NONE, *(each.id for each in codebook.entity_kinds)),
        "article-labels": (NONE, *values),
    }
    return ClassNames(known[task])


@cache
def shapes(task: Task) -> Mapping[str, Shape]:
    """Return the columns of a task's rows in their order, each with its shape."""
    row, is_closed = ROW_OF[task], task != "quotations"
    hints = get_type_hints(row)
    found: dict[str, Shape] = {}
    for each in dataclasses.fields(row):
        found[each.name] = _shape(hints[each.name])
        if each.name == "label" and is_closed:
            found["label"], found[LABEL_NAME] = "class", "string"
        elif each.name == "labels" and is_closed:
            found["labels"] = ListOf("class")
    return found


def _shape(hint: object) -> Shape:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint == Ends:
        return _ENDS
    arguments = get_args(hint)
    if isinstance(hint, UnionType):
        (inner,) = (each for each in arguments if each is not NoneType)
        return _shape(inner)
    if get_origin(hint) is tuple and arguments[1:] == (...,):
        return ListOf(_shape(arguments[0]))
    if hint == Mapping[str, float]:
        return _SHARES
    if dataclasses.is_dataclass(hint):
        hints = get_type_hints(hint)
        return Struct(tuple((each.name, _shape(hints[each.name])) for each in _fields(hint)))
    raise TypeError(f"no column has the type {hint}")


def _fields(hint: object) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(cast("Any", hint))


def arrow_type(shape: Shape) -> pa.DataType:
    """Return the type of a column in Arrow and Parquet."""
    import pyarrow as pa

    if isinstance(shape, ListOf):
        return pa.list_(arrow_type(shape.item))
    if isinstance(shape, Struct):
        return pa.struct([(name, arrow_type(part)) for name, part in shape.parts])
    made: Mapping[Plain, Callable[[], pa.DataType]] = {
        "string": pa.string,
        "int64": pa.int64,
        "float64": pa.float64,
        "bool": pa.bool_,
        "class": pa.int64,
    }
    return made[shape]()


def feature(name: str, shape: Shape, names: ClassNames | None) -> dict[str, object]:
    """Return a column as ``dataset_info`` of a dataset card describes it."""
    return {"name": name, **_described(shape, names)}


def json_feature(name: str, shape: Shape, shares: Iterable[str]) -> dict[str, object]:
    """Return a column as it stands in JSON lines: pairs of offsets, a field for each label."""
    return {"name": name, **_in_json(shape, shares)}


def _in_json(shape: Shape, shares: Iterable[str]) -> dict[str, object]:
    if shape == _SHARES:
        return {"struct": [{"name": each, "dtype": "float64"} for each in shares]}
    if shape == _ENDS:
        return {"list": "int64"}
    if isinstance(shape, Struct):
        return {"struct": [json_feature(name, part, shares) for name, part in shape.parts]}
    if not isinstance(shape, ListOf):
        return {"dtype": "string" if shape == "class" else shape}
    inner = _in_json(shape.item, shares)
    return {"list": inner["struct"] if "struct" in inner else inner.get("dtype", inner)}


def _described(shape: Shape, names: ClassNames | None) -> dict[str, object]:
    if isinstance(shape, Struct):
        return {"struct": [feature(name, part, names) for name, part in shape.parts]}
    if not isinstance(shape, ListOf):
        return {"dtype": _dtype(shape, names)}
    if isinstance(shape.item, Struct):
        return {"list": [feature(name, part, names) for name, part in shape.item.parts]}
    dtype = _dtype(cast("Plain", shape.item), names)
    return {"list": {"dtype": dtype} if isinstance(dtype, dict) else dtype}


def _dtype(shape: Plain, names: ClassNames | None) -> object:
    if shape != "class":
        return shape
    numbered = {str(number): name for number, name in enumerate(names or ())}
    return {"class_label": {"names": numbered}}


def plain(value: Any, shape: Shape, names: ClassNames | None) -> object:
    """Return a value of a row as Arrow takes it; ``Any`` because each column has its own type."""
    if value is None:
        return None
    if shape == "class":
        return names.number(value) if names is not None and value else None
    if isinstance(shape, Struct):
        parts = value if isinstance(value, tuple) else (getattr(value, n) for n, _ in shape.parts)
        return {
            name: plain(one, part, names)
            for one, (name, part) in zip(parts, shape.parts, strict=True)
        }
    if isinstance(shape, ListOf):
        items = value.items() if isinstance(value, Mapping) else value
        return [plain(each, shape.item, names) for each in items]
    return value
