"""`handsel erase`: an operator proposes an erasure from the command line; it takes two, or 72 hours."""

from typing import Any

import pytest

from handsel.config.erase import main
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry, EntryContent, Erasure
from handsel.tasks.worker import work
from handsel.trust.approvals.models import ProposedAct
from handsel.work.jobs.models import Job
from handsel.work.workroom.posting import post
from tests import factories
from tests.auditing import faults
from tests.conftest import FrozenClock
from tests.db_tamper import change
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.trust.conduct.reported import confirmed

COVERS = ("handsel.config.operators", "handsel.config.confirm")

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def number(frozen_clock: Any, ada: Person, ben: Person, olga: Person) -> int:
    job = factories.funded(ada, ben, 100)
    post(Actor(ben.pk), job, words="The fee is 1.4%.", files=[])
    entry = Entry.objects.filter(chain__subject=job.uuid).latest("number")
    post(Actor(ben.pk), job, words="It is 1.5%.", files=[], corrects=entry.number)
    return entry.number


def run(
    number: int,
    *,
    job: int = 1,
    reason: str = "By law.",
    operator: str = "olga@example.org",
    more: tuple[str, ...] = ("--yes",),
) -> int:
    return main([str(job), str(number), "--reason", reason, "--operator", operator, *more])


def test_it_proposes_and_says_who_quotes_it(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    job = Job.objects.get()
    assert run(number, job=job.pk) == 0
    output = capsys.readouterr().out
    assert f"Proposed, and both sides are told: to erase what entry {number} says" in output
    assert "There is no second operator: it is erased" in output
    assert f"Entry {number + 1} quotes it" in output
    assert not Erasure.objects.exists()


def test_where_another_operator_is_they_confirm_it(
    number: int, eve: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    eve.is_operator = True
    eve.save()
    assert run(number, job=Job.objects.get().pk) == 0
    assert "Another operator confirms it in the console" in capsys.readouterr().out
    confirmed(eve, ProposedAct.objects.get())
    while work(TASK_HANDLERS):
        """Erase it."""
    assert Erasure.objects.count() == 1


def test_what_is_proposed_already_is_said(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    job = Job.objects.get()
    run(number, job=job.pk)
    assert run(number, job=job.pk) == 1
    assert "This was proposed already" in capsys.readouterr().out


def test_a_reason_is_recorded_without_control_characters(number: int) -> None:
    run(number, job=Job.objects.get().pk, reason="By\x1b law\ud83d.")
    assert Entry.objects.get(kind="erasure.proposed").facts["reason"] == "By law."


@pytest.mark.parametrize("text", ['"what is left"', "left", '{"left": 1, "entry": []}'])
def test_an_altered_record_of_an_erasure_is_named(number: int, text: str, frozen_clock: FrozenClock) -> None:
    run(number, job=Job.objects.get().pk)
    let_pass(frozen_clock, hours=73)
    assert not faults()
    change(EntryContent.objects.get(entry__in=Erasure.objects.values("by")), text=text)
    assert faults()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"job": 999}, "There is no job 999"),
        ({"operator": "ada@example.org"}, "is not an operator"),
        ({"reason": " "}, "A reason is missing"),
        ({"reason": "As asked \u202e."}, "hidden characters"),
        ({"number": 99}, "has no entry 99"),
        ({"number": 1}, "Only the content of a message or report"),
    ],
)
def test_what_is_refused_says_why(
    number: int, changes: dict[str, Any], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = {"number": number, "job": Job.objects.get().pk, **changes}
    assert run(options.pop("number"), **options) == 1
    output = capsys.readouterr().out
    assert why in output
    assert output.endswith("Nothing was proposed.\n")


def test_it_shows_what_would_go_and_does_nothing_unless_told(
    number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    job = Job.objects.get()
    monkeypatch.setattr("builtins.input", lambda _question: "no")
    assert run(number, job=job.pk, more=()) == 1
    output = capsys.readouterr().out
    assert f"Entry {number} of job {job.pk}, Night tours booking\nby Ben Okafor" in output
    assert "  The fee is 1.4%.\n" in output
    assert Entry.objects.get(chain__subject=job.uuid, number=number).facts["words"] == "The fee is 1.4%."


def test_where_nobody_can_answer_nothing_is_done(
    number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody(_question: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    assert run(number, job=Job.objects.get().pk, more=()) == 1
    assert "--yes does it without asking" in capsys.readouterr().out


def test_what_was_erased_already_is_said(
    number: int, frozen_clock: FrozenClock, capsys: pytest.CaptureFixture[str]
) -> None:
    job = Job.objects.get()
    run(number, job=job.pk)
    let_pass(frozen_clock, hours=73)
    assert run(number, job=job.pk) == 1
    assert f"Entry {number} has already been erased. Nothing was proposed." in capsys.readouterr().out
