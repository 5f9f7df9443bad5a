"""What the window for settling says about itself: where nothing is to do, and which keys act."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.adjudication.entries import entry_words
from annotator.adjudication.matters import Matter
from annotator.adjudication.queue import Queue
from annotator.gui.adjudication.wording import ruling_words, state_words
from annotator.project import Project


def beginning_words() -> tuple[str, str]:
    """Return title and words of the page from which a person begins."""
    return _tr("Settle differences"), _tr(
        "Here you read what all annotators said, under letters that are shuffled anew for "
        "each difference.\nIf you label yourself, finish your own articles first.\nWhat you "
        "settle goes into a layer of its own; nobody's labels are changed."
    )


def nothing_words(queue: Queue | None) -> tuple[str, str] | None:
    """Return title and words where there is nothing to settle, None where there is something."""
    if queue is not None and (queue.matters or queue.counts().get("agreed")):
        return None
    if queue is not None and any(each.accepted for each in queue.articles.values()):
        return None
    if queue is not None and queue.articles:
        title = _tr("Nobody found anything")
        return title, _tr("All annotators are done with these articles and labelled nothing.")
    return _tr("Nothing to settle yet"), _tr(
        "It needs two annotators or more who are done with the same article. Share articles "
        "out under File, Assign articles; take in copies under File, Merge."
    )


def all_settled_words(queue: Queue) -> str:
    """Return what to do when the list is empty; it names actions."""
    counts = queue.counts()
    words = [_tr("Nothing is left to settle here.")]
    if counts.get("deferred", 0) + counts.get("unclear", 0):
        told = _tr("Put off: %1, guideline unclear: %2; the list shows them when you choose so.")
        told = told.replace("%2", f"{counts.get('unclear', 0):,}")
        words.append(told.replace("%1", f"{counts.get('deferred', 0):,}"))
    if counts.get("agreed", 0):
        words.append(_tr("{settling.accept_unanimous} accepts what all agree on."))
    return " ".join((*words, _tr("File, Export writes what is settled.")))


def hint_words(matter: Matter | None, *, is_editing: bool) -> str:
    """Return which keys make sense for what is in focus; it names actions."""
    if is_editing:
        return _tr("Change what is settled · Esc goes back · {settling.undo} undoes")
    if matter is None:
        return _tr("{settling.begin} looks for differences")
    take = _tr("{settling.take_%1} takes %2")
    takes = " · ".join(
        take.replace("%1", each.lower()).replace("%2", each) for each in matter.letters[:9]
    )
    return _tr(
        "%1 · {settling.edit} edit · {settling.reject} none is right · {settling.defer} "
        "put off · {settling.unclear} unclear · {settling.next_open} goes on · "
        "{settling.done} done with the article"
    ).replace("%1", takes)


def how_far(matter: Matter, project: Project | None) -> str:
    """Return how a matter was settled and by whom, or how far it is."""
    ruling, state = matter.ruling, state_words(matter.state)
    if ruling is None or project is None:
        return state[:1].upper() + state[1:]
    names = {each.id: each.name for each in project.every_annotator()}
    by = names.get(ruling.annotator, ruling.annotator)
    words = ruling_words(matter, by=by, entry=entry_words(ruling.entry, project.codebook))
    return f"{words} · {state}" if matter.state == "changed" else words


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettlingView", text)
