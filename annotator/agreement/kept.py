"""What was worked out about single articles, so that it need not be worked out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Kept:
    """Where findings about articles are kept; this one keeps nothing.

    A finding about an article follows from the article and its key alone.
    """

    def of_each(
        self,
        articles: Sequence[str],
        key: Hashable,  # noqa: ARG002 - for those that keep something
        work_out: Callable[[Sequence[str]], Iterable[T]],
    ) -> list[T]:
        """Return the finding about each article (by id).

        ``work_out`` gives those about the articles of which nothing is kept under ``key``.
        """
        return list(work_out(articles))

    def of_two(
        self,
        article: str,  # noqa: ARG002 - as above
        two: tuple[int, int],  # noqa: ARG002
        key: Hashable,  # noqa: ARG002
        work_out: Callable[[], T],
    ) -> T:
        """Return the finding about what two annotators (by place) did with an article."""
        return work_out()


NOTHING = Kept()
