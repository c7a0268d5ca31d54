"""The warning before a text that seems to ask for payment outside (rules: off-platform payment 2)."""

from functools import lru_cache

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.policy.rules import DetectionMode
from handsel.work.exits.agreeing import may_work_elsewhere
from handsel.work.jobs.models import Job
from handsel.work.workroom.detector.detect import detect
from handsel.work.workroom.detector.kinds import Detection


class SeemsOffPlatform(Refusal):
    """A text that seems to ask for or offer payment outside; its writer may post it all the same."""

    what = gettext_noop("This reads like payment outside this site.")
    kept = gettext_noop("Nothing was posted yet, and nobody else was told.")
    way_out = gettext_noop("Rephrase it, or post it all the same.")

    def __init__(self, words: str, detections: list[Detection]) -> None:
        super().__init__()
        self.words = words
        self.detections = detections


@lru_cache(maxsize=64)
def detections_in(words: str) -> tuple[Detection, ...]:
    """What is found in a text. It is kept for a while: looked at before an act, which holds locks, it takes
    no time in it."""
    return tuple(detect(words))


def warn_of_off_platform(job: Job, words: str) -> None:
    """Raise `SeemsOffPlatform` if the job's policy warns, the words need it, and both agreed to no exit."""
    if job.policy.rules.detection is DetectionMode.WARN:
        detections = list(detections_in(words))
        if detections and not may_work_elsewhere(job):
            raise SeemsOffPlatform(words, detections)
