"""Whom a job is awarded to, by name or email: nobody is chosen by taking another's name."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.people.profile import change_profile, profile_of
from handsel.record.actions import Actor
from handsel.work.jobs.models import Job
from tests import factories
from tests.web.scenario import post_form, signed_in
from tests.web.terms.test_views import form, verify_email

pytestmark = pytest.mark.usefixtures("frozen_clock")
CHANGED = "This name did not mean the same person when you opened the page."


def opened(client: Person) -> str:
    """The award form as somebody opens it."""
    return signed_in(client).get(reverse("award")).content.decode()


def shown(page: str) -> str:
    """Whom each name means, as the form carries it."""
    return (re.findall('name="shown" value="([^"]*)"', page) or [""])[0]


def award_to(client: Person, name: str, page: str = "", **fields: Any) -> Any:
    """The answer to the form as it was opened, sent with this name; opened now, if no page is passed."""
    fields = {**form("600.00"), "shown": shown(page or opened(client)), **fields}
    return post_form(client, "award", **fields, awardee=name)


def rename(person: Person, name: str) -> None:
    person.refresh_from_db()
    change_profile(Actor(person.pk), replace(profile_of(person), name=name))
    person.refresh_from_db()


def newest_freelancer() -> Person:
    freelancer = Job.objects.order_by("-pk")[0].freelancer
    assert freelancer is not None
    assert freelancer.person is not None
    return freelancer.person


def test_an_award_goes_to_somebody_one_worked_with_by_name(ada: Person, ben: Person, eve: Person) -> None:
    factories.bound(ada, ben, 100)
    page = opened(ada)
    assert "Ben Okafor" in page
    assert "Eve Moreau" not in page
    award_to(ada, "ben OKAFOR", page)
    assert Job.objects.count() == 2
    assert newest_freelancer() == ben


def test_two_of_one_name_are_told_apart_by_their_last_job(ada: Person, ben: Person, eve: Person) -> None:
    rename(eve, ben.name)
    first, second = (factories.bound(ada, person, 100) for person in (ben, eve))
    answer = award_to(ada, ben.name)
    assert "Choose someone you worked with, or enter an email." in answer.content.decode()
    for job in (first, second):
        assert f'<option value="{ben.name} (job {job.pk})">' in answer.content.decode()
    award_to(ada, f"{ben.name} (job {first.pk})")
    assert Job.objects.count() == 3
    assert newest_freelancer() == ben


def test_an_email_means_its_owner_even_if_somebody_is_called_like_it(
    ada: Person, ben: Person, eve: Person
) -> None:
    factories.bound(ada, eve, 100)
    verify_email(ben)
    rename(eve, ben.email)
    award_to(ada, ben.email)
    assert newest_freelancer() == ben


def test_whoever_takes_the_name_of_another_on_the_list_is_not_chosen(
    ada: Person, ben: Person, eve: Person
) -> None:
    third = Person.objects.create_user("o@example.org", name=ben.name)
    jobs = [factories.bound(ada, person, 100) for person in (ben, eve, third)]
    rename(eve, f"{ben.name} (job {jobs[0].pk})".upper())
    answer = award_to(ada, f"{ben.name} (job {jobs[0].pk})")
    assert "Several people have this name." in answer.content.decode()
    assert Job.objects.count() == 3
    award_to(ada, f"{ben.name} (job {jobs[2].pk})")
    assert newest_freelancer() == third


def test_whoever_takes_a_name_while_the_form_is_open_is_not_chosen_by_it(
    ada: Person, ben: Person, eve: Person
) -> None:
    factories.bound(ada, ben, 100)
    theirs = factories.bound(ada, eve, 100, title="Posters of the sea")
    page = opened(ada)
    rename(eve, "Zoe Lind")
    answer = award_to(ada, "Zoe Lind", page)
    assert answer.status_code == 422
    refused = answer.content.decode()
    assert CHANGED in refused
    assert f"It now means the freelancer of job {theirs.pk}, Posters of the sea." in refused
    assert Job.objects.count() == 2
    award_to(ada, "Zoe Lind", refused)
    assert newest_freelancer() == eve


def test_a_name_that_changed_hands_stays_refused_while_rows_are_added(
    ada: Person, ben: Person, eve: Person
) -> None:
    for person in (ben, eve):
        factories.bound(ada, person, 100)
    page = opened(ada)
    rename(eve, "Zoe Lind")
    more = award_to(ada, "Zoe Lind", page, add="1").content.decode()
    assert shown(more) == shown(page)
    assert CHANGED in award_to(ada, "Zoe Lind", more).content.decode()
    assert Job.objects.count() == 2


def test_a_form_that_does_not_say_whom_it_showed_is_shown_again(ada: Person, ben: Person) -> None:
    factories.bound(ada, ben, 100)
    answer = post_form(ada, "award", **form("600.00"), awardee=ben.name)
    assert CHANGED in answer.content.decode()
    assert Job.objects.count() == 1


def test_who_worked_with_nobody_sends_an_email_alone(ada: Person, ben: Person) -> None:
    assert 'name="shown"' not in opened(ada)
    assert "Enter a valid email address." in award_to(ada, ben.name).content.decode()


def test_an_award_names_nobody_unknown(ada: Person, ben: Person, eve: Person) -> None:
    factories.bound(ada, ben, 100)
    for name in ("", eve.name, f"{ben.name} and {ben.email}"):
        assert award_to(ada, name).status_code == 422
    assert Job.objects.count() == 1


def test_whoever_takes_the_former_name_of_another_is_named_with_the_last_job(
    ada: Person, ben: Person, eve: Person
) -> None:
    _, theirs = (factories.bound(ada, person, 100) for person in (ben, eve))
    rename(ben, "Ben Lind")
    rename(eve, "Ben Okafor")
    page = opened(ada)
    names = re.findall('value="([^"]*)"', page.partition("<datalist")[2].partition("</datalist>")[0])
    assert names == ["Ben Lind", f"Ben Okafor (job {theirs.pk})"]
    assert award_to(ada, "Ben Okafor", page).status_code == 422
    assert Job.objects.count() == 2
    award_to(ada, "Ben Lind", page)
    assert newest_freelancer() == ben


def test_the_name_of_somebody_who_is_gone_is_shared_too(ada: Person, ben: Person, eve: Person) -> None:
    for person in (ben, eve):
        factories.bound(ada, person, 100)
    Person.objects.filter(pk=ben.pk).update(is_active=False)
    rename(eve, ben.name)
    assert award_to(ada, ben.name).status_code == 422
    assert "Ben Okafor (job" in opened(ada)


def test_who_takes_a_former_name_of_their_own_again_shares_it_with_nobody(ada: Person, ben: Person) -> None:
    factories.bound(ada, ben, 100)
    for name in ("Ben Lind", "Ben Okafor"):
        rename(ben, name)
    award_to(ada, "Ben Okafor")
    assert Job.objects.count() == 2
