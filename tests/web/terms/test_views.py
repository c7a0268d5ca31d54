"""The award and the Terms page over HTTP: writing versions, comparing them, and answering."""

import re
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets, publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.work.hours.hourly_terms import WorkView
from handsel.work.jobs.models import Job
from handsel.work.terms.agreement import propose
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.versions import bound_version, open_version
from tests import factories
from tests.made_once import made_once
from tests.web.scenario import post_form, signed_in

COVERS = (
    "handsel.web.terms.forms",
    "handsel.web.terms.answers",
    "handsel.web.terms.award",
)
pytestmark = pytest.mark.usefixtures("frozen_clock")


def form(*amounts: str, **changes: Any) -> dict[str, Any]:
    """The editor as a browser sends it, with a milestone of each amount."""
    rows = {f"m-{place}-amount": amount for place, amount in enumerate(amounts)}
    names = {f"m-{place}-name": f"Part {place + 1}" for place in range(len(amounts))}
    dates = {f"m-{place}-due": "2026-06-01" for place in range(len(amounts))}
    whole = {"title": "Posters", "description": "Of the sky.", "currency": "USD", "policy": "classic"}
    counts = {
        "m-TOTAL_FORMS": len(amounts),
        "m-INITIAL_FORMS": 0,
        "key": str(uuid4()),
        "auto_release_days": "14",
    }
    return {**whole, **counts, **rows, **names, **dates, **changes}


def verify_email(person: Person, email: str = "") -> None:
    """Give somebody a verified address."""
    EmailAddress.objects.create(user=person, email=email or person.email, verified=True)


def test_an_award_to_somebody_here_opens_its_terms(ada: Person, ben: Person) -> None:
    ensure_presets()
    verify_email(ben)
    answer = post_form(ada, "award", **form("600.00", "1,400"), awardee=ben.email.upper(), note="Please.")
    job = Job.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("terms", args=[job.pk])
    assert job.freelancer == ben.party
    assert [part.amount for part in job.versions.get().terms.milestones] == [60_000, 140_000]


def test_an_award_sent_twice_awards_once(ada: Person, ben: Person) -> None:
    ensure_presets()
    verify_email(ben)
    fields = {**form("600.00"), "awardee": ben.email}
    for _ in range(2):
        post_form(ada, "award", **fields)
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"m-0-amount": "six"}, "Enter an amount, such as 2,250.00."),
        ({"m-0-due": ""}, "This field is required."),
        ({"title": ""}, "This field is required."),
        ({"awardee": "no address"}, "Enter a valid email address."),
        ({"policy": "no-such"}, "is not one of the available choices"),
        ({"m-TOTAL_FORMS": "60"}, "Please submit at most 50 forms."),
    ],
)
def test_a_wrong_award_says_what_is_wrong_and_keeps_what_was_written(
    changes: dict[str, str], words: str, ada: Person, ben: Person
) -> None:
    ensure_presets()
    answer = post_form(ada, "award", **{**form("600.00"), "awardee": ben.email, **changes})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Of the sky." in answer.content.decode()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"awardee": "ada@example.org"}, "You cannot award a job to yourself."),
        ({"m-0-due": "2026-03-01"}, "A due date is in the past: Part 1."),
        ({"m-0-due": "2026-03-01"}, "Nothing was sent. Choose today or a later day, then try again."),
    ],
)
def test_a_refused_award_keeps_what_was_written(changes: dict[str, str], words: str, ada: Person) -> None:
    ensure_presets()
    answer = post_form(ada, "award", **{**form("600.00"), "awardee": "new@example.org", **changes})
    page = answer.content.decode()
    assert (answer.status_code, words in page, "Of the sky." in page) == (409, True, True)
    assert not Job.objects.exists()


def test_milestones_are_added_and_removed_without_script(ada: Person) -> None:
    ensure_presets()
    more = post_form(ada, "award", **form("600.00"), awardee="x@example.org", add="1").content.decode()
    assert 'name="m-1-name"' in more
    assert "This field is required." not in more
    less = post_form(
        ada, "award", **form("600.00", "700.00"), awardee="x@example.org", remove="0"
    ).content.decode()
    assert 'value="700.00"' in less
    assert 'name="m-1-name"' not in less


def test_every_milestone_of_the_editor_asks_for_what_it_needs(ada: Person) -> None:
    ensure_presets()
    page = post_form(ada, "award", **form("600.00"), awardee="x@example.org", add="1").content.decode()
    for place in (0, 1):
        for name in ("name", "due", "amount"):
            field = re.search(rf'<input[^>]*name="m-{place}-{name}"[^>]*>', page)
            assert field is not None
            assert "required" in field[0]
    empty = post_form(
        ada, "award", **form("600.00", "", **{"m-1-name": "", "m-1-due": ""}), awardee="x@example.org"
    )
    assert empty.status_code == 422


def test_where_there_is_nobody_to_choose_the_email_is_no_other_choice(ada: Person, ben: Person) -> None:
    ensure_presets()
    alone = signed_in(ada).get(reverse("award")).content.decode()
    assert ">Their email<" in alone
    assert "<datalist" not in alone
    assert "This field is required." in post_form(ada, "award", **form("600.00")).content.decode()
    factories.bound(ada, ben, 100)
    assert ">Name or email<" in signed_in(ada).get(reverse("award")).content.decode()


@pytest.mark.parametrize("field", ["title", "description", "clauses", "note", "m-0-name", "m-0-done_when"])
def test_terms_that_are_read_in_another_order_than_they_are_kept_stay_in_the_form(
    ada: Person, field: str
) -> None:
    ensure_presets()
    fields = form("600.00", awardee="new@example.org", **{field: "Pay \u202e.001$"})
    answer = post_form(ada, "award", **fields)
    assert answer.status_code == 422
    assert "hidden characters that change its direction" in answer.content.decode()


def test_an_award_to_oneself_is_refused(ada: Person) -> None:
    ensure_presets()
    verify_email(ada)
    answer = post_form(ada, "award", **form("600.00"), awardee=ada.email)
    assert answer.status_code == 409
    assert "Nothing was awarded." in answer.content.decode()


@pytest.fixture
@made_once
def invited(ada: Person) -> Job:
    ensure_presets()
    return award(Actor(ada.pk), ada, Awardee(email="Eve@new.example"), factories.terms(50))


def open_invitation(person: Person, job: Job, **headers: str) -> Any:
    return signed_in(person).get(reverse("invitation", args=[job.invitation]), headers=headers)


def test_an_invited_person_with_the_verified_address_takes_the_job_up(invited: Job, eve: Person) -> None:
    verify_email(eve, "eve@new.example")
    for _ in range(2):
        assert open_invitation(eve, invited).url == reverse("terms", args=[invited.pk])
    assert Job.objects.get().freelancer == eve.party
    assert Entry.objects.filter(kind="job.joined").count() == 1


def test_the_client_who_opens_the_invitation_reads_the_terms(invited: Job, ada: Person) -> None:
    assert open_invitation(ada, invited).url == reverse("terms", args=[invited.pk])
    assert Job.objects.get().freelancer is None


def test_an_invitation_to_another_address_says_how_to_go_on_and_nothing_of_the_job(
    invited: Job, eve: Person, ben: Person
) -> None:
    answer = open_invitation(ben, invited)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This invitation was sent to another email." in page
    assert "You are signed in as <b>ben@example.org</b>." in page
    assert f'name="next" value="{reverse("invitation", args=[invited.invitation])}"' in page
    assert f'href="{reverse("account_email")}"' in page
    for secret in (invited.title, "eve@new.example", "Eve@new.example", "Ada", "$50"):
        assert secret not in page
    verify_email(eve, "eve@new.example")
    open_invitation(eve, invited)
    assert open_invitation(ben, invited).status_code == 409


@pytest.mark.parametrize("email", ["olga@example.org", "eve@new.example"])
def test_an_operator_who_opens_an_invitation_reads_who_it_is_for(
    email: str, invited: Job, olga: Person
) -> None:
    verify_email(olga, email)
    answer = open_invitation(olga, invited)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "You are an operator here, and operators do not work on jobs." in page
    assert "This invitation is for the freelancer to whose email it was sent." in page
    assert "You are signed in as <b>olga@example.org</b>." in page
    assert "Use the other email" in page
    assert f'class="button" href="{reverse("account_email")}"' not in page
    assert Job.objects.get().freelancer is None


def test_signing_out_of_the_other_address_leads_back_to_the_invitation(invited: Job, ben: Person) -> None:
    link = reverse("invitation", args=[invited.invitation])
    answer = signed_in(ben).post(reverse("account_logout"), {"next": link}, follow=True)
    assert answer.redirect_chain[-2][0] == link
    assert answer.redirect_chain[-1][0].startswith(reverse("account_signup"))


def test_a_browser_that_looks_ahead_takes_up_nothing(invited: Job, eve: Person) -> None:
    verify_email(eve, "eve@new.example")
    assert open_invitation(eve, invited, **{"Sec-Purpose": "prefetch;prerender"}).status_code == 204
    assert signed_in(eve).head(reverse("invitation", args=[invited.invitation])).status_code == 204
    assert Job.objects.get().freelancer is None


def test_a_change_is_proposed_compared_and_agreed(ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 600)
    ref = str(job.versions.get().terms.milestones[0].ref)
    fields = form("550.00", "80.00", title=job.title, base=1, note="Less to do.", **{"m-0-ref": ref})
    answer = post_form(ben, "terms", job.pk, **fields)
    assert "Proposed. Nothing is binding" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"{reverse('terms', args=[job.pk])}?version=2#main"
    page = signed_in(ada).get(reverse("terms", args=[job.pk])).content.decode()
    assert "What Ben would change" in page
    assert "What you would change" in signed_in(ben).get(reverse("terms", args=[job.pk])).content.decode()
    assert "<del>$600.00</del>" in page
    assert "<ins>$550.00</ins>" in page
    assert re.search(r"<h2[^>]*>Message</h2>.*Less to do\.", page, re.DOTALL)
    version = open_version(job)
    assert version is not None
    post_form(ada, "agreement", job.pk, 2, hash=version.hash, policy_version=1)
    assert "What version 2 changed" in signed_in(ada).get(reverse("terms", args=[job.pk])).content.decode()
    bound = bound_version(job)
    assert bound is not None
    assert [str(part.ref) == ref for part in bound.terms.milestones] == [True, False]


def test_a_ref_of_another_job_is_not_taken_over(ada: Person, ben: Person, eve: Person) -> None:
    other = factories.bound(ada, eve, 100)
    job = factories.awarded(ada, ben, 600)
    stolen = str(factories.first(other).ref)
    post_form(ben, "terms", job.pk, **form("550.00", base=1, **{"m-0-ref": stolen}))
    version = open_version(job)
    assert version is not None
    assert str(version.terms.milestones[0].ref) != stolen


def test_agreeing_to_a_replaced_version_says_that_it_changed(ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 600)
    seen = job.versions.get()
    propose(Actor(ada.pk), job, terms=factories.terms(500), base=1)
    answer = post_form(ben, "agreement", job.pk, 1, hash=seen.hash, policy_version=1)
    assert answer.status_code == 409
    assert "The terms were changed while you were reading." in answer.content.decode()
    assert bound_version(job) is None


@pytest.mark.parametrize("read", ["1", "", "x"])
def test_agreeing_under_another_policy_than_was_read_is_refused(
    ada: Person, ben: Person, olga: Person, read: str
) -> None:
    job = factories.awarded(ada, ben, 600)
    page = signed_in(ben).get(reverse("terms", args=[job.pk])).content.decode()
    assert 'name="policy_version" value="1"' in page
    publish(Actor(olga.pk), "classic", Rules(fee_basis_points=4_000))
    seen = job.versions.get().hash
    answer = post_form(ben, "agreement", job.pk, 1, hash=seen, policy_version=read)
    assert answer.status_code == 409
    assert "The policy of this job was changed while you were reading." in answer.content.decode()
    assert bound_version(job) is None
    post_form(ben, "agreement", job.pk, 1, hash=seen, policy_version=2)
    assert Job.objects.get(pk=job.pk).policy.version == 2


def test_a_proposal_on_an_old_version_keeps_what_was_written(ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 600)
    propose(Actor(ada.pk), job, terms=factories.terms(500), base=1)
    answer = post_form(ben, "terms", job.pk, **form("550.00", base=1, description="My own words."))
    assert answer.status_code == 409
    assert "My own words." in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "name", "state"), [("ada", "declining", "declined"), ("ben", "withdrawal", "withdrawn")]
)
def test_a_proposal_is_declined_or_withdrawn(
    who: str, name: str, state: str, ada: Person, ben: Person
) -> None:
    job = factories.bound(ada, ben, 600)
    propose(Actor(ben.pk), job, terms=factories.terms(700), base=1)
    post_form({"ada": ada, "ben": ben}[who], name, job.pk, 2, reason="No.")
    assert job.versions.get(number=2).state == state


@pytest.mark.parametrize(
    ("who", "name", "stage"), [("ben", "job-declining", "declined"), ("ada", "award-withdrawal", "cancelled")]
)
def test_an_award_is_declined_or_withdrawn(who: str, name: str, stage: str, ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 600)
    post_form({"ada": ada, "ben": ben}[who], name, job.pk, reason="No time.")
    assert Job.objects.get().stage == stage


@pytest.mark.parametrize(
    ("who", "name", "dialog"),
    [("ben", "job-declining", "leave"), ("ada", "award-withdrawal", "leave")],
)
def test_a_reason_with_hidden_characters_comes_back_in_its_dialog(
    who: str, name: str, dialog: str, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben)
    answer = post_form({"ada": ada, "ben": ben}[who], name, job.pk, reason="No time \u202e.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="{dialog}_form-reason_error"' in page
    assert "No time" in page
    assert Job.objects.get(pk=job.pk).stage == job.stage


def test_declining_a_version_keeps_a_reason_with_hidden_characters(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 600)
    propose(Actor(ben.pk), job, terms=factories.terms(700), base=1)
    answer = post_form(ada, "declining", job.pk, 2, reason="No \u202e.")
    assert answer.status_code == 422
    assert 'id="declining_form-reason_error"' in answer.content.decode()
    assert job.versions.get(number=2).state == "proposed"


def test_an_award_whose_form_leaves_out_the_days_has_those_of_its_policy(ada: Person, ben: Person) -> None:
    ensure_presets()
    verify_email(ben)
    fields = form("600.00", policy="fast")
    fields.pop("auto_release_days", None)
    post_form(ada, "award", **fields, awardee=ben.email)
    assert Job.objects.get().versions.get().terms.auto_release_days == 3


def test_an_added_milestone_has_the_focus_and_after_a_removal_the_button_to_add(ada: Person) -> None:
    ensure_presets()
    fields = form("600.00", "700.00", awardee="x@example.org")
    added = post_form(ada, "award", **fields, add="1").content.decode()
    assert re.findall(r'name="([^"]*)"[^>]* autofocus', added) == ["m-2-name"]
    removed = post_form(ada, "award", **fields, remove="0").content.decode()
    assert re.findall(r'name="([^"]*)"[^>]* autofocus', removed) == ["add"]


def test_an_address_that_nobody_has_proved_gets_an_invitation(ada: Person, ben: Person) -> None:
    ensure_presets()
    post_form(ada, "award", **form("600.00"), awardee=ben.email)
    job = Job.objects.get()
    assert (job.freelancer, job.invited_email) == (None, ben.email)


def test_raising_what_is_delivered_warns_that_its_clock_stands_still(ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100)
    propose(Actor(ada.pk), milestone.job, terms=factories.changed_parts(milestone.job, 101), base=1)
    page = signed_in(ben).get(reverse("terms", args=[milestone.job_id])).content.decode()
    assert "auto-release is paused until the rest is funded" in page


@pytest.mark.parametrize(
    ("days", "then", "words"),
    [
        (None, 7, "auto-release starts for delivered and funded milestones: 7 days"),
        (14, None, "Auto-release of delivered milestones is turned off"),
        (14, 7, ""),
    ],
)
def test_a_change_between_never_and_days_says_what_becomes_of_a_delivery(
    days: int | None, then: int | None, words: str, ada: Person, ben: Person
) -> None:
    job = factories.delivered(ada, ben, 100, auto_release_days=days).job
    propose(Actor(ada.pk), job, terms=factories.changed(job, auto_release_days=then), base=1)
    page = signed_in(ben).get(reverse("terms", args=[job.pk])).content.decode()
    assert words in page
    assert ("When you agree, auto-release" in page, "is turned off" in page) == (days is None, then is None)


def test_a_newcomer_opens_an_account_with_the_address_that_was_invited(invited: Job) -> None:
    link = reverse("invitation", args=[invited.invitation])
    answer = Client().get(link)
    assert answer.status_code == 302
    assert answer.url == reverse("account_signup", query={"next": link, "email": invited.invited_email})
    page = Client().get(answer.url).content.decode()
    assert f'value="{invited.invited_email}"' in page
    assert f'value="{link}"' in page


def test_who_has_an_account_already_signs_in(invited: Job, eve: Person) -> None:
    Person.objects.filter(pk=eve.pk).update(email=invited.invited_email.upper())
    answer = Client().get(reverse("invitation", args=[invited.invitation]))
    assert answer.url.startswith(reverse("account_login"))


def test_leaving_a_job_asks_by_the_name_of_what_it_does(ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 100)
    for person, words in ((ada, "Withdraw the offer"), (ben, "Decline the job")):
        page = signed_in(person).get(reverse("terms", args=[job.pk])).content.decode()
        assert f"{words}?</h2>" in page


def test_the_currency_is_asked_before_the_amounts(ada: Person, ben: Person) -> None:
    ensure_presets()
    award_page = signed_in(ada).get(reverse("award")).content.decode()
    fixed, hourly = factories.bound(ada, ben, 100), factories.hourly_bound(ada, ben)
    assert award_page.index('name="currency"') < award_page.index('name="m-0-amount"')
    assert award_page.index('name="currency"') < award_page.index('name="rate"')
    for job, amount in ((fixed, "m-0-amount"), (hourly, "rate")):
        page = signed_in(ada).get(reverse("terms", args=[job.pk])).content.decode()
        assert page.index('name="currency"') < page.index(f'name="{amount}"')


def test_a_change_is_proposed_in_one_place_above_leaving_the_job(ada: Person, ben: Person) -> None:
    job = factories.bound(ada, ben, 100)
    factories.proposed(ben, job, factories.terms(120))
    page = signed_in(ada).get(reverse("terms", args=[job.pk])).content.decode()
    assert page.count("Propose a change") == 1
    assert page.index("Propose a change") < page.index("End the job")


def test_terms_say_of_work_view_what_they_offer_and_what_a_change_takes(ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben, factories.hourly_terms(work_view=WorkView.OFFERED))
    address = reverse("terms", args=[job.pk])
    page = " ".join(signed_in(ben).get(address).content.decode().split())
    assert "<dt>Work View</dt><dd>Offered</dd>" in page
    assert "The freelancer may turn Work View off" in page
    factories.proposed(ada, job, factories.hourly_terms(work_view=WorkView.REQUIRED))
    page = signed_in(ben).get(address).content.decode()
    assert "tracked time without screenshots is not paid" in page
    assert "Required" in page


def test_an_hourly_offer_that_is_countered_says_what_its_first_week_costs(ada: Person, ben: Person) -> None:
    job = factories.hourly_awarded(ada, ben)
    factories.proposed(ben, job, factories.hourly_terms(rate=25, hours=10))
    for person in (ada, ben):
        answer = signed_in(person).get(reverse("terms", args=[job.pk]))
        assert answer.status_code == 200
        assert "$250.00" in answer.content.decode()
