"""The gestures that the codebook's changes ask for: a topic it lacks, labels looked at again."""

from __future__ import annotations

import time
from dataclasses import replace

from annotator.annotations.edits import Edit, Step
from annotator.annotations.model import Mention, Statement
from annotator.annotations.standing import relabelled_mention, relabelled_statement
from annotator.annotations.steps.on_statements import StatementSteps
from annotator.codebook.model import CodebookPart, Topic
from annotator.errors import AnnotationError

_LONGEST = 200  # of a topic's label, in characters


class CodebookSteps(StatementSteps):
    """Builds the steps that add to the codebook or take note of what changed there."""

    def new_topic(self, label: str, *, kind: str = "policy") -> tuple[Topic, Edit]:
        """Return a new topic and its edit, to be taken into the step that uses it (``adding``).

        Raises AnnotationError where the codebook is closed, or has a topic of that label.
        """
        label = " ".join(label.split())
        if not self.codebook.allow_new_topics:
            raise AnnotationError(
                "This codebook allows no new topics while labelling. Choose one that there is."
            )
        if not 0 < len(label) <= _LONGEST:
            raise AnnotationError(f"A topic needs a label of at most {_LONGEST} characters.")
        for each in self.codebook.topics:
            if each.label.casefold() == label.casefold():
                raise AnnotationError(f"There is a topic “{each.label}” already. Choose it.")
        from annotator.codebook.changing import free_id
        from annotator.codebook.parts import part_id
        from annotator.codebook.stored import plain_entry

        topic = Topic(free_id(self.codebook, "topics", label), label, kind)
        part = part_id("topics", topic.id)
        # The time as its place puts it behind all others, also where copies are put together.
        return topic, Edit(None, CodebookPart(part, plain_entry(topic), time.time()))

    def keep_labels(self, record_id: str) -> Step:
        """Say that a statement or mention was looked at again, and that its labels still fit.

        Raises AnnotationError where there is nothing to look at, or where a person has to choose.
        """
        open_still = self.reasons(record_id)
        if not open_still:
            raise AnnotationError("Nothing here has to be looked at again. Nothing was changed.")
        record = self._written[record_id]
        after: Mention | Statement
        if isinstance(record, Mention):
            after = relabelled_mention(record, self.codebook)
        else:
            after = relabelled_statement(record, self.codebook, apart=True)
        after = replace(after, codebook=self.codebook.reference)
        for each in self.reasons_of(after):
            raise AnnotationError(each.text)
        return self._step("Keep the labels as they are", Edit(record, after))
