"""The settings of mail."""

from datetime import time
from typing import Any

import pytest
from django.urls import reverse

from handsel.notices.mail_schedule import Frequency, MailSchedule, QuietHours
from handsel.notices.models import MailPreference
from handsel.people.models import Person
from tests.web.scenario import signed_in


def choose(person: Person, **form: str) -> Any:
    return signed_in(person).post(reverse("my-mail"), form, follow=True)


def test_a_choice_is_kept_and_shown(ben: Person) -> None:
    page = choose(ben, frequency="daily", quiet_from="22:00", quiet_until="07:30").content.decode()
    assert MailPreference.of(ben) == MailSchedule(Frequency.DAILY, QuietHours(time(22), time(7, 30)))
    assert "Settings saved." in page
    assert 'value="22:00"' in page
    choose(ben, frequency="never")
    assert MailPreference.of(ben) == MailSchedule(Frequency.NEVER)


def test_the_page_says_what_is_always_mailed(ben: Person) -> None:
    page = signed_in(ben).get(reverse("my-mail")).content.decode()
    assert "Always emailed at once" in page
    assert "your deadlines and their reminders" in page


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"frequency": "often"}, "Select a valid choice"),
        ({"frequency": "daily", "quiet_from": "22:00"}, "Enter both"),
        ({"frequency": "daily", "quiet_until": "22:00"}, "Enter both"),
        (
            {"frequency": "daily", "quiet_from": "22:00", "quiet_until": "22:00"},
            "start and end at different times",
        ),
        ({"frequency": "daily", "quiet_from": "25:00", "quiet_until": "07:00"}, "Enter a valid time"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(ben: Person, form: dict[str, str], message: str) -> None:
    answer = choose(ben, **form)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert MailPreference.of(ben) == MailSchedule()
