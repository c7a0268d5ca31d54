"""Rows that go from stage to stage, by the life cycle of their kind."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from handsel.work.jobs.refusals import InvalidState


class HasStages:
    """A row with a `stage`: from each, `next_stages` are the ones it may go to, and `labels` names them.

    `no_step` is the sentence of a refusal, with the labels of both stages.
    """

    next_stages: ClassVar[Mapping[Any, frozenset[Any]]]
    labels: ClassVar[Mapping[Any, str]]
    no_step: ClassVar[str]

    def move(self, stage: StrEnum) -> None:
        """Go to another stage; raises `InvalidState` if the life cycle has no such step."""
        now = type(stage)(self.stage)
        if stage not in self.next_stages[now]:
            name, other = gettext_lazy(self.labels[now]), gettext_lazy(self.labels[stage])
            raise InvalidState(self.no_step, stage=name, next=other)
        self.stage: Any = stage
