"""Makes a part of the window when it is first used, though menus name what it does before."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Generic, TypeVar, cast

_Part = TypeVar("_Part", covariant=True)


class AtFirstUse(Generic[_Part]):
    """Holds a part that is made when somebody asks for it, and how to name its methods before."""

    def __init__(self, make: Callable[[], _Part]) -> None:
        self._make = make
        self._made: list[_Part] = []

    @property
    def is_made(self) -> bool:
        """Whether anybody asked for the part."""
        return bool(self._made)

    def get(self) -> _Part:
        """Return the part, made now if this is the first time."""
        if not self._made:
            self._made.append(self._make())
        return self._made[0]

    @property
    def named(self) -> _Part:
        """What has the methods of the part by name: calling one makes the part."""
        return cast("_Part", _Named(self.get))


class _Named:
    """A method, or a part with methods, of what is not made yet."""

    def __init__(self, get: Callable[[], object], *path: str) -> None:
        self._get = get
        self._path = path

    def __getattr__(self, name: str) -> _Named:
        return _Named(self._get, *self._path, name)

    def __call__(self, *given: object, **named: object) -> object:
        method = cast("Callable[..., object]", reduce(getattr, self._path, self._get()))
        return method(*given, **named)
