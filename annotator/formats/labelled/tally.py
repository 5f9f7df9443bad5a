"""What a writer of labelled texts is given, counted as it goes by."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.formats.labelled.annotated_corpus import (
    AnnotatedArticle,
    AnnotatedCorpus,
    WriteReport,
)
from annotator.formats.labelled.as_labelled import labelled_texts
from annotator.formats.labelled.labelled_text import LabelledText
from annotator.formats.labelled.losses import Losses
from annotator.formats.labelled.uses import Fidelity, note_left_out


class Tally:
    """Counts articles, statements and mentions; what a format leaves out is noted once for each."""

    def __init__(self, fidelity: Fidelity) -> None:
        self.losses = Losses()
        self._fidelity = fidelity
        self._articles: set[str] = set()
        self._statements = self._mentions = 0

    def texts(self, corpus: AnnotatedCorpus) -> Iterator[tuple[AnnotatedArticle, LabelledText]]:
        """Yield each article with what each annotator says about it, counted already."""
        for each, text in labelled_texts(corpus):
            if each.article.id not in self._articles:
                self._articles.add(each.article.id)
                note_left_out(self.losses, self._fidelity, each)
            self._statements += sum(span.role == "content" for span in text.spans)
            self._mentions += sum(span.role == "mention" for span in text.spans)
            yield each, text

    def note_text(self, each: AnnotatedArticle, why: str) -> None:
        """Note that an article's text is not written as it is."""
        article = each.article.id
        self.losses.note("text", why, article=article, record=article)

    def report(self, *, rows: int = 0) -> WriteReport:
        """Return what was written."""
        return WriteReport(
            len(self._articles), self._statements, self._mentions, rows, losses=self.losses
        )
