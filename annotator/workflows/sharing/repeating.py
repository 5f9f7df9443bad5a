"""Let a share of what people are done with come back, and tell how they agree with themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.errors import AnnotationError
from annotator.plain_text import counted, table

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.model import RepeatCount
    from annotator.project.repeating import RepeatPlan

DAYS, SEED = 7, "1"


@dataclass(frozen=True, slots=True)
class RepeatOptions:
    """Which share (0 to 1; 0: none) of the done articles comes back, and after how many days.

    Another ``seed`` draws other articles.
    """

    share: float
    after_days: int = DAYS
    seed: str = SEED

    def require_sense(self) -> None:
        """Raise AnnotationError where the options make no sense."""
        if not 0 <= self.share <= 1:
            raise AnnotationError(
                "The share of articles that come back lies between 0 and 1 (0.1 is every tenth). "
                "Nothing was changed."
            )
        if not 0 <= self.after_days <= 3650:
            raise AnnotationError(
                "Articles come back after 0 to 3650 days. Nothing was changed. Choose some days."
            )


def chosen_repeats(project: Project) -> RepeatOptions:
    """Return how articles come back now; where none do, as they did last."""
    from annotator.project import repeating

    plan = project.repeat_plan()
    if plan is not None:
        return RepeatOptions(plan.share, plan.after_days, plan.seed)
    days, seed = project.setting(repeating.AFTER_DAYS), project.setting(repeating.SEED)
    return RepeatOptions(0, int(days or DAYS), seed or SEED)


def choose_repeats(project: Project, options: RepeatOptions) -> None:
    """Let that share of everybody's done articles come back from now on; 0 is none.

    What somebody is at already is theirs to finish. Raises AnnotationError where the options make
    no sense, and what the project raises while storing.
    """
    from annotator.project import repeating

    options.require_sense()
    for name, value in (
        (repeating.AFTER_DAYS, str(options.after_days)),
        (repeating.SEED, options.seed.strip() or SEED),
        (repeating.SHARE, f"{options.share:g}" if options.share else None),
    ):
        if project.setting(name) != value:
            project.set_setting(name, value)


def repeats_as_text(plan: RepeatPlan | None, counts: tuple[RepeatCount, ...]) -> str:
    """Return how articles come back, and how many everybody labelled a second time."""
    told = (
        "No article comes back a second time."
        if plan is None
        else f"{100 * plan.share:g} % of the articles that somebody is done with come back "
        f"{counted(plan.after_days, 'day')} later (seed {plan.seed}), without saying so."
    )
    if not counts:
        return f"{told}\nNobody has labelled an article a second time yet."
    rows = [("annotator", "labelled twice", "begun")]
    rows += [(each.name, str(each.done), str(each.begun)) for each in counts]
    return "\n".join((told, "", *table(rows)))
