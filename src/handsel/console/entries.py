"""Entries of what operators do in the console, on the house's own chain: each with who and why."""

from django.utils.translation import gettext as _
from typing_extensions import TypedDict

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.json import Facts
from handsel.record.kinds import declare
from handsel.record.shapes import Text, Whole, shape
from handsel.record.wording import Wording, WordingFunction


@shape
class TaskActFacts(TypedDict):
    """A task of the worker: of what kind, about what, how often it was tried; and the operator's reason."""

    task: Text
    subject: Text
    attempts: Whole
    reason: Text


def _of_task(title: str) -> WordingFunction:
    """The wording of an act on a task, from a title that is marked for translation."""

    def wording(who: str, facts: Facts) -> Wording:
        words = _(title).format(who=who, task=facts["task"], subject=facts["subject"])
        return Wording(words, words=facts["reason"])

    return wording


TASK_RETRIED = declare(
    "task.retried",
    shape=TaskActFacts,
    wording=_of_task(gettext_noop("{who} had the task {task} of {subject} tried again")),
    tone="mute",
    icon="return",
)
TASK_GIVEN_UP = declare(
    "task.given_up",
    shape=TaskActFacts,
    wording=_of_task(gettext_noop("{who} gave up the task {task} of {subject}")),
    tone="warn",
    icon="cross",
)
