"""What is derived from texts and labels by the machine, and kept beside the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from annotator.project.sharing_out import SharingOut

if TYPE_CHECKING:
    from annotator.corpus.duplicates import SimilarPassage
    from annotator.preannotation.learning.stored import StoredLayer
    from annotator.preannotation.suggestion import EngineRun, Suggestion


class Deriving(SharingOut):
    """Keeps what can be worked out again: suggestions, similar passages, the full-text index."""

    def store_suggestions(
        self,
        run: EngineRun,
        by_article: Mapping[str, Sequence[Suggestion]],
        *,
        tokenizer: str = "",
        cuts: Mapping[str, bytes] | None = None,
    ) -> None:
        """Replace what engines of the same name suggested for these articles; decisions stay.

        ``cuts`` are the tokens that a tokenizer makes of articles, packed; they are kept, too.
        """
        writer = self._writer_for_change("store the suggestions")
        writer.store_suggestions(run, by_article, tokenizer, cuts or {})

    def store_similar(
        self, compared: Mapping[str, int], found: Mapping[str, Sequence[SimilarPassage]]
    ) -> None:
        """Note that articles (id -> code points of what was compared) share passages with others.

        ``found`` holds both sides of each pair. What was noted about ``compared`` is replaced.
        """
        writer = self._writer_for_change("store what stands in several articles")
        writer.store_similar(compared, found)

    def index_more(self, *, seconds: float = 0.02) -> int:
        """Let the full-text index reach further, for about so long; return what it still lacks.

        Only projects of earlier versions need it: articles that come in are indexed with them.
        """
        if self.unindexed_count() == 0:
            return 0
        return self._writer_for_change("prepare the search").add_words(seconds)

    def renew_index(self) -> None:
        """Forget the full-text index, to make it anew with :meth:`index_more`."""
        self._writer_for_change("prepare the search anew").empty_words()

    def store_learned_layer(self, layer: StoredLayer | None) -> None:
        """Keep what was learned from corrections in place of what was before; None forgets it."""
        self._writer_for_change("store what was learned").store_learned_layer(layer)
