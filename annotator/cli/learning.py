"""The command that learns from corrections, and switches what was learned."""

from __future__ import annotations

from pathlib import Path

import click

from annotator import paths
from annotator.cli.options import json_option
from annotator.cli.output import progress_bar, say, say_json
from annotator.cli.projects import project_argument


@click.command("learn")
@project_argument
@click.option("--use", "wish", flag_value="use", help="Use what was learned from now on.")
@click.option("--off", "wish", flag_value="off", help="Keep it, but let the rules work alone.")
@click.option("--forget", "wish", flag_value="forget", help="Remove what was learned.")
@click.option("--show", "wish", flag_value="show", help="Print the last result again.")
@json_option
def learn(project: Path, wish: str | None, as_json: bool) -> None:
    """Learn from the corrections in PROJECT, and use it where that is better than the rules.

    Trains on the entities that people confirmed in at least 25 articles marked as done, and
    compares with the rules on articles that were held back. What is learned lies in the project
    file as single words, beginnings and endings of words with weights; see it before you publish a
    project. Labels are never touched.
    """
    from annotator.project import Project
    from annotator.workflows.learning import corrections as learning
    from annotator.workflows.learning import learned_layer
    from annotator.workflows.learning import report as learning_report

    with Project.open(project, readonly=wish == "show") as opened:
        if wish is None:
            with progress_bar() as progress:
                learned_layer.keep(opened, learning.learn(opened, progress=progress))
        elif wish == "forget":
            learned_layer.forget(opened)
        elif wish != "show":
            learned_layer.switch(opened, on=wish == "use")
        state = learned_layer.layer_state(opened)
    if as_json:
        say_json({"ok": not state.problem, **learning_report.as_json(state)})
        return
    for line in learning_report.lines(state):
        say(line)
    if state.is_used and wish in (None, "use"):
        say(f"Mark the articles again with it: {paths.command()} preannotate {project}")


COMMANDS = (learn,)
