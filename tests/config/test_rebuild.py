"""`handsel rebuild --check` says what a house rebuilt from the record would have, table by table."""

import pytest

from handsel.config.rebuild import main
from handsel.people.models import Person
from handsel.work.milestones.models import Milestone, StatusReport
from handsel.work.workroom.models import Correction
from tests import factories
from tests.db_tamper import change, lose
from tests.made_once import made_once
from tests.recorded_people import record

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def milestone(frozen_clock: object, ada: Person, ben: Person) -> Milestone:
    record(ada, ben)
    return factories.delivered(ada, ben, 100, 200)


def rows(printed: str) -> dict[str, list[str]]:
    """The numbers of each table as they are printed: rebuilt, differing, missing, extra."""
    return {
        line[:26].strip(): line[26:].split() for line in printed.splitlines()[1:] if line[35:36].isdigit()
    }


def test_a_sound_house_would_be_the_same(milestone: Milestone, capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0
    printed = capsys.readouterr().out
    assert rows(printed)["milestone"] == ["2", "0", "0", "0"]
    assert printed.endswith("A rebuilt house would be this one.\n")


def test_what_differs_is_missing_or_extra_is_counted(
    milestone: Milestone, capsys: pytest.CaptureFixture[str]
) -> None:
    change(milestone, percent=40)
    report = StatusReport.objects.get()
    lose(report.lines.get())
    Correction.objects.create(job=milestone.job, number=1, by=2)
    assert main() == 1
    printed = capsys.readouterr().out
    assert rows(printed)["milestone"] == ["2", "1", "0", "0"]
    assert rows(printed)["report line"] == ["1", "0", "1", "0"]
    assert rows(printed)["correction"] == ["0", "0", "0", "1"]
    assert (
        f"milestone {milestone.ref} of job {milestone.job_id}: percent is 40, the record says 100" in printed
    )
    assert printed.endswith("3 rows are otherwise.\n")
