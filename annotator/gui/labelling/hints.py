"""Which keys make sense right now, for the status line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.gui.keys.own import action_key, label_key
from annotator.gui.workbench import FocusKind, Workbench

Hint = tuple[tuple[str, ...], str]
"""Actions, and what their keys do: (("article.next",), "next article")."""


def hint_for(workbench: Workbench) -> str:
    """Return the keys for what is open and in focus, in one line."""
    told = [_words(workbench, hint) for hint in _hints(workbench)]
    if workbench.project is not None and (workbench.session or workbench.project.article_count()):
        told.append(_words(workbench, (("help.keys",), _tr("all keys"))))
    if workbench.session is not None and workbench.is_readonly:
        told.insert(0, _tr("Reading only"))
    return "   ".join(each for each in told if each)


def _hints(workbench: Workbench) -> list[Hint]:
    if workbench.project is None:
        return [
            (("project.new",), _tr("new project")),
            (("project.open",), _tr("open")),
            (("help.guide",), _tr("guide")),
        ]
    if workbench.session is None and not workbench.project.article_count():
        return [
            (("project.import",), _tr("import files")),
            (("project.import_folder",), _tr("import a folder")),
            (("help.guide",), _tr("guide")),
        ]
    if workbench.session is None:
        return [
            (("article.next",), _tr("first article")),
            (("project.import",), _tr("import")),
            (("view.find",), _tr("find")),
        ]
    return _on_article(workbench)


def _is_talked_about(workbench: Workbench) -> bool:
    """Tell whether a comment on the article is open."""
    comments = workbench.session.comments if workbench.session is not None else ()
    return any(each.answers is None and not each.settled for each in comments)


def _on_article(workbench: Workbench) -> list[Hint]:
    sentence = (("move.next_sentence", "move.previous_sentence"), _tr("sentence"))
    next_one = (("suggestion.next",), _tr("next suggestion"))
    statement = (("statement.new",), _tr("statement"))
    if workbench.is_readonly:
        return [sentence, next_one, (("article.next",), _tr("next article"))]
    if workbench.focus is None:
        mention = (("mention.add",), _tr("mention"))
        talk = [(("comment.next",), _tr("comment"))] if _is_talked_about(workbench) else []
        done = (("article.done_next",), _tr("done"))
        return [next_one, sentence, statement, mention, *talk, done]
    return _in_focus(workbench, workbench.focus[0])


def _in_focus(workbench: Workbench, kind: FocusKind) -> list[Hint]:
    statement = (("statement.new",), _tr("statement"))
    said = workbench.focused_suggestion()
    if said is not None and said.kind != "mention":
        return [
            (("suggestion.accept",), _tr("accept")),
            (("types",), _tr("accept as")),
            (("likeliest",), _tr("accept with a stance")),
            (("suggestion.reject",), _tr("reject")),
            (("suggestion.next_possible",), _tr("next")),
        ]
    if kind == "suggestion":
        return [
            (("suggestion.accept",), _tr("accept")),
            (("suggestion.reject",), _tr("reject")),
            (("mention.correct",), _tr("correct")),
            (("suggestion.next",), _tr("next")),
            statement,
        ]
    if kind == "mention":
        return [
            (("mention.correct",), _tr("correct")),
            (("statement.remove",), _tr("remove")),
            (("move.next_mention",), _tr("next mention")),
            statement,
        ]
    return [
        (("role",), _tr("role")),
        (("statement.actor",), _tr("actor")),
        (("types",), _tr("type")),
        (("stances",), _tr("stance")),
        (("statement.repeat",), _tr("repeat")),
        (("more",), _tr("more")),
        (("statement.next",), _tr("next")),
    ]


def _words(workbench: Workbench, hint: Hint) -> str:
    actions, words = hint
    codebook = workbench.project.codebook if workbench.project is not None else None
    if actions == ("role",):
        keys = [action_key("statement.source").split(" ")[0]]
    elif actions == ("more",):
        keys = [action_key("statement.certainty").split(" ")[0]]
    elif actions == ("likeliest",) and codebook is not None:
        keys = [label_key(f"codebook.likeliest.{each.id}", "") for each in codebook.stance_values]
    elif actions == ("types",) and codebook is not None:
        types = [label_key(f"codebook.type.{each.id}", each.key) for each in codebook.claim_types]
        keys = _from_to([each for each in types if each])
    elif actions == ("stances",) and codebook is not None:
        values = codebook.stance_values
        keys = [label_key(f"codebook.stance.{each.id}", each.key) for each in values]
    else:
        keys = [action_key(each) for each in actions]
    keys = [each for each in keys if each]
    return f"{' '.join(keys)} {words}" if keys else ""


def _from_to(keys: list[str]) -> list[str]:
    return [f"{keys[0]}–{keys[-1]}"] if len(keys) > 2 else keys


def _tr(text: str) -> str:
    return QCoreApplication.translate("Hints", text)
