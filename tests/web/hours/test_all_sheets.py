"""All timesheets in review on one page: several are chosen, seen with their sum, and approved at once."""

from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.web.hours import all_sheets
from handsel.work.hours.models import Timesheet
from handsel.work.hours.reopening import ask_to_reopen
from handsel.work.hours.submitting import submit_week
from tests import factories
from tests.made_once import made_once
from tests.time_travel import let_pass
from tests.web.hours.forms import hidden
from tests.web.scenario import signed_in
from tests.work.hours.as_shown import agree_to_reopen, approve

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def sheets(frozen_clock: Any, ada: Person, ben: Person) -> list[Timesheet]:
    """Two timesheets in review, of an hour and of two."""
    factories.rich(ada, 2_000)
    jobs = [factories.hourly_bound(ada, ben, factories.hourly_terms(auto_fund=False)) for _ in range(2)]
    for hours, job in enumerate(jobs, start=1):
        factories.week_funded(ada, factories.week_of(job))
        factories.worked(job, ago=hours * 180, minutes=hours * 60)
    let_pass(frozen_clock, days=7)
    return list(Timesheet.objects.order_by("seconds"))


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def sent(person: Person, *sheets: Timesheet, **form: str) -> Any:
    return signed_in(person).post(reverse("timesheets"), form | chosen(*sheets), follow=True)


def chosen(*sheets: Timesheet) -> dict[str, Any]:
    return {"sheet": [str(sheet.pk) for sheet in sheets]}


def confirmed(person: Person, *sheets: Timesheet) -> Any:
    """What a person gets who chooses these, and confirms what is then shown."""
    return sent(person, *sheets, **hidden(sent(person, *sheets).content.decode()), confirmed="1")


def test_both_sides_see_what_is_in_review_and_only_the_client_chooses(
    ada: Person, ben: Person, eve: Person, sheets: list[Timesheet]
) -> None:
    page = words(signed_in(ada).get(reverse("timesheets")))
    named = [f'aria-label="Job {sheet.job_id}, week of Mon 2 Mar"' for sheet in sheets]
    for text in ("$20.00", "$40.00", "Ben Okafor", "Approve selected", *named):
        assert text in page
    page = words(signed_in(ben).get(reverse("timesheets")))
    assert "Ada Vance" in page
    assert "Approve selected" not in page
    assert "No timesheets in review" in words(signed_in(eve).get(reverse("timesheets")))


def test_what_is_chosen_is_seen_with_its_sum_before_it_is_paid(ada: Person, sheets: list[Timesheet]) -> None:
    page = words(sent(ada, *sheets))
    assert "Approve and pay these timesheets?" in page
    assert "$60.00" in page
    assert set(Timesheet.objects.values_list("stage", flat=True)) == {"submitted"}
    page = words(confirmed(ada, *sheets))
    assert "2 timesheets paid: $60.00." in page
    assert set(Timesheet.objects.values_list("stage", flat=True)) == {"paid"}


def test_only_what_is_chosen_is_paid(ada: Person, sheets: list[Timesheet]) -> None:
    assert "1 timesheet paid: $20.00." in words(confirmed(ada, sheets[0]))
    assert Timesheet.objects.get(pk=sheets[1].pk).stage == "submitted"


def test_nobody_approves_for_the_client(ben: Person, eve: Person, sheets: list[Timesheet]) -> None:
    for person in (ben, eve):
        answer = sent(person, *sheets, confirmed="1")
        assert answer.status_code == 422
        assert "Nothing was paid" in words(answer)
    assert set(Timesheet.objects.values_list("stage", flat=True)) == {"submitted"}


def test_one_that_was_paid_meanwhile_does_not_stop_the_others(
    ada: Person, sheets: list[Timesheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    def paid_elsewhere(person: Person) -> Any:
        rows = listed(person)
        approve(Actor(ada.pk), sheets[0])
        return rows

    read = hidden(sent(ada, *sheets).content.decode())
    listed = all_sheets._rows
    monkeypatch.setattr(all_sheets, "_rows", paid_elsewhere)
    answer = signed_in(ada).post(reverse("timesheets"), chosen(*sheets) | read | {"confirmed": "1"})
    assert answer.status_code == 302
    monkeypatch.undo()
    page = words(signed_in(ada).get(reverse("timesheets")))
    assert set(Timesheet.objects.values_list("stage", flat=True)) == {"paid"}
    assert "No timesheets in review" in page


def test_one_that_was_submitted_again_since_is_left(
    ada: Person, ben: Person, sheets: list[Timesheet], frozen_clock: Any
) -> None:
    read = hidden(sent(ada, *sheets).content.decode())
    ask_to_reopen(Actor(ben.pk), sheets[0], reason="A typo in a memo.")
    agree_to_reopen(Actor(ada.pk), sheets[0])
    let_pass(frozen_clock, minutes=1)
    submit_week(Actor(ben.pk), sheets[0].week)
    page = words(sent(ada, *sheets, **read, confirmed="1"))
    assert "1 timesheet paid: $40.00." in page
    assert f"Job {sheets[0].job_id} was not paid: This was changed while you were reading." in page
    assert Timesheet.objects.get(pk=sheets[0].pk).stage == "submitted"


def test_without_what_was_shown_nothing_is_paid(ada: Person, sheets: list[Timesheet]) -> None:
    assert "was not paid" in words(sent(ada, sheets[0], confirmed="1"))
    assert Timesheet.objects.get(pk=sheets[0].pk).stage == "submitted"


@pytest.mark.parametrize("junk", ["", "x", "-1", "99999999999999999999999"])
def test_what_is_no_timesheet_is_not_paid(ada: Person, sheets: list[Timesheet], junk: str) -> None:
    answer = signed_in(ada).post(reverse("timesheets"), {"sheet": [junk], "confirmed": "1"})
    assert answer.status_code == 422
