"""Who is notified of what, in the inbox and by mail, and of what they are reminded."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.notices.notify import notify
from handsel.people.adapters import PersonAdapter
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.tasks.models import Task
from handsel.work.hours.pausing import pause_job
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.release import ask_for_changes, release
from handsel.work.terms.agreement import decline
from handsel.work.terms.award import Awardee, award
from handsel.work.terms.ending import end_job
from handsel.work.terms.invitations import opt_out, opt_out_token
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import FrozenClock
from tests.time_travel import let_pass
from tests.web.scenario import work_all

COVERS = (
    "handsel.notices.addresses",
    "handsel.notices.reader",
    "handsel.notices.reminders",
    "handsel.config.task_handlers",
)


def titles(person: Person) -> list[str]:
    return list(Notice.objects.of(person).values_list("title", flat=True))


def test_the_other_side_hears_of_an_act_and_who_did_it_does_not(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    factories.awarded(ada, ben, 100)
    work_all()
    assert titles(ben) == ["Ada Vance awarded the job to Ben Okafor"]
    assert titles(ada) == []


def test_a_notice_is_mailed_with_a_link(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    job = factories.awarded(ada, ben, 100)
    work_all()
    (letter,) = mail.outbox
    assert letter.to == [ben.email]
    assert f"/jobs/{job.pk}/terms/" in str(letter.body)
    links = re.findall(r"http\S+", str(letter.body))
    terms, workroom = reverse("terms", args=[job.pk]), reverse("workroom", args=[job.pk])
    assert links == [settings.BASE_URL + terms, settings.BASE_URL + workroom]


def test_a_notice_is_given_once_however_often_it_is_told(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    factories.awarded(ada, ben, 100)
    work_all()
    entry = Entry.objects.get(kind="job.awarded")
    notify(str(entry.pk), clock.now())
    work_all()
    assert len(titles(ben)) == len(mail.outbox) == 1


def test_an_invited_address_gets_the_link_and_nobody_else_does(
    frozen_clock: FrozenClock, ada: Person
) -> None:
    ensure_presets()
    job = award(Actor(ada.pk), ada, Awardee(email="new@example.org"), factories.terms(50))
    work_all()
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    assert f"/invitations/{job.invitation}/" in str(letter.body)


def test_the_subject_of_an_invitation_is_not_the_clients_words_and_one_click_ends_them(
    frozen_clock: FrozenClock, client: Client, ada: Person
) -> None:
    ensure_presets()
    terms = replace(factories.terms(50), title="BUY GOLD NOW")
    award(Actor(ada.pk), ada, Awardee(email="new@example.org"), terms)
    work_all()
    letter = mail.outbox[0]
    assert letter.subject == "You won a job at Handsel"
    assert "Ada Vance awarded you the job “BUY GOLD NOW”." in letter.body
    address = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in letter.body
    page = client.get(urlsplit(address).path).content.decode()
    assert "No more invitations?" in page
    strange = Client(enforce_csrf_checks=True)
    answer = strange.post(urlsplit(address).path, {"List-Unsubscribe": "One-Click"})
    assert "You get no more invitations" in answer.content.decode()


def test_who_wants_no_more_is_not_reminded_either(frozen_clock: FrozenClock, ada: Person) -> None:
    ensure_presets()
    award(Actor(ada.pk), ada, Awardee(email="new@example.org"), factories.terms(50))
    work_all()
    opt_out(opt_out_token("new@example.org"))
    let_pass(frozen_clock, days=20)
    assert len([letter for letter in mail.outbox if letter.to == ["new@example.org"]]) == 1


def test_an_invitation_that_lapsed_is_not_sent(frozen_clock: FrozenClock, ada: Person) -> None:
    ensure_presets()
    award(Actor(ada.pk), ada, Awardee(email="new@example.org"), factories.terms(50))
    frozen_clock.passes(days=20)
    Task.objects.filter(kind="job.lapse").update(next_at=clock.now())
    Task.objects.exclude(kind="job.lapse").update(next_at=clock.now())
    work_all()
    work_all()
    assert not any("/invitations/" in str(letter.body) for letter in mail.outbox[1:])


def test_a_message_with_line_breaks_makes_one_subject_line(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben, 100, title="A\tjob")
    post(Actor(ada.pk), job, words="One\nTwo", files=[])
    work_all()
    assert all("\n" not in letter.subject for letter in mail.outbox)


def test_the_client_is_reminded_seven_three_and_one_days_before_a_release(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    factories.delivered(ada, ben, 100)
    for _ in range(14 * 24):
        frozen_clock.passes(hours=1)
        work_all()
    reminders = [title for title in titles(ada) if "unless you ask for changes" in title]
    assert len(reminders) == 3
    assert reminders[0].startswith("$100.00 for milestone 1 is released")


def test_nobody_is_reminded_of_a_clock_that_was_stopped(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.delivered(ada, ben, 100)
    ask_for_changes(Actor(ada.pk), milestone, reason="Blurred.")
    frozen_clock.passes(days=20)
    work_all()
    assert not any("unless you ask" in title for title in titles(ada))


def test_the_freelancer_is_reminded_of_a_report_that_is_missing(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    factories.funded(ada, ben, 100)
    frozen_clock.passes(days=5, hours=13)
    work_all()
    assert titles(ben)[0].startswith("This week’s status report is due")


def lapsing(person: Person) -> list[str]:
    return [title for title in reversed(titles(person)) if " expires " in title]


def test_the_freelancer_is_reminded_three_days_and_one_before_an_award_lapses(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben, 100)
    let_pass(frozen_clock, days=20)
    assert lapsing(ben) == [
        "The offer of $100.00 expires Tue 17 Mar, 05:00 if you do not answer",
        "The offer of $100.00 expires Tue 17 Mar, 05:00 if you do not answer",
    ]
    assert lapsing(ada) == []
    sent = [letter for letter in mail.outbox if "if you do not answer" in letter.subject]
    assert [letter.to for letter in sent] == [[ben.email]] * 2
    assert f"/jobs/{job.pk}/terms/" in str(sent[0].body)


def test_the_client_is_reminded_where_the_award_waits_for_her(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    factories.proposed(ben, factories.awarded(ada, ben, 100), factories.terms(120))
    let_pass(frozen_clock, days=20)
    assert len(lapsing(ada)) == 2
    assert lapsing(ada)[0].startswith("The offer of $120.00 expires")
    assert lapsing(ben) == []


def test_where_no_version_is_open_the_freelancer_is_reminded_to_propose(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben, 100)
    decline(Actor(ben.pk), job, version=1)
    let_pass(frozen_clock, days=20)
    assert [title.endswith("if you do not propose terms") for title in lapsing(ben)] == [True, True]


def test_a_proposal_puts_the_reminders_off_and_an_answer_stops_them(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben, 100)
    let_pass(frozen_clock, days=10)
    factories.proposed(ada, job, factories.terms(120))
    let_pass(frozen_clock, days=10)
    assert lapsing(ben) == []
    factories.agreed(ben, job)
    let_pass(frozen_clock, days=10)
    assert lapsing(ben) == lapsing(ada) == []


def test_who_was_only_invited_is_reminded_by_mail(frozen_clock: FrozenClock, ada: Person) -> None:
    ensure_presets()
    job = award(Actor(ada.pk), ada, Awardee(email="new@example.org"), factories.terms(50))
    let_pass(frozen_clock, days=20)
    _, *reminders = [letter for letter in mail.outbox if letter.to == ["new@example.org"]]
    assert [letter.subject for letter in reminders] == ["An offer at Handsel expires Tue 17 Mar, 00:00"] * 2
    assert f"/invitations/{job.invitation}/" in str(reminders[0].body)


def test_a_release_by_the_clock_is_told_to_both(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    factories.delivered(ada, ben, 100)
    frozen_clock.passes(days=15)
    work_all()
    for person in (ada, ben):
        assert "Milestone 1 was auto-released, $100.00" in titles(person)


def test_a_part_release_names_its_amount(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    milestone = factories.delivered(ada, ben, 100)
    release(Actor(ada.pk), milestone, amount=factories.usd(40))
    work_all()
    assert titles(ben)[0] == "Ada Vance released $40.00 for milestone 1"


def test_an_award_says_until_when_it_is_open(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    factories.awarded(ada, ben, 100)
    work_all()
    (letter,) = mail.outbox
    assert re.search(r"The offer is open until \w+ \d+ \w+, \d\d:\d\d\.", str(letter.body))


def test_an_invitation_says_how_much_until_when_and_with_which_email(
    frozen_clock: FrozenClock, ada: Person
) -> None:
    ensure_presets()
    award(Actor(ada.pk), ada, Awardee(email="new@example.org"), factories.terms(50))
    work_all()
    body = str(mail.outbox[0].body)
    assert "$50.00" in body
    assert "new@example.org" in body
    assert re.search(r"The offer expires \w+ \d+ \w+, 00:00 \(New York", body)


def test_a_delivery_says_what_releases_and_when(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    factories.delivered(ada, ben, 100)
    work_all()
    letter = next(str(letter.body) for letter in mail.outbox if "delivered milestone" in letter.subject)
    assert re.search(r"\$100\.00 for milestone 1 is released \w+ \d+ \w+, \d\d:\d\d unless you ask", letter)


def test_a_request_for_a_refund_says_when_it_is_granted(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    milestone = factories.first(factories.funded(ada, ben, 100))
    ask_refund(Actor(ada.pk), milestone, amount=factories.usd(40), reason="One page less.")
    work_all()
    letter = next(str(letter.body) for letter in mail.outbox if "refund" in letter.subject)
    assert re.search(r"If you neither answer nor deliver by \w+ \d+ \w+, \d\d:\d\d, \$40.00 is", letter)
    assert re.search(r"Deadline: \w+ \d+ \w+, \d\d:\d\d \((\w| )+ time\), .* left", letter)
    assert "Answer the request: http" in letter


def test_the_freelancer_is_spoken_to_in_a_notice_of_an_award_and_of_a_payment(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    release(Actor(ada.pk), factories.delivered(ada, ben, 100), amount=factories.usd(100))
    work_all()
    details = list(Notice.objects.of(ben).values_list("detail", flat=True))
    assert any("You received $100.00." in detail for detail in details)
    assert any("You can agree, decline or propose changes." in detail for detail in details)
    assert not any("The freelancer" in detail for detail in details)


def test_an_end_by_the_client_says_when_what_is_held_returns(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    end_job(Actor(ada.pk), factories.funded(ada, ben, 100), reason="No longer needed.")
    work_all()
    letter = next(str(letter.body) for letter in mail.outbox if "ended the job" in letter.subject)
    when = r"\w+ \d+ \w+, \d\d:\d\d"
    assert re.search(f"returns to the client {when} unless you deliver or object", " ".join(letter.split()))


def test_a_lapsed_award_is_told_to_both(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    factories.awarded(ada, ben, 100)
    frozen_clock.passes(days=20)
    work_all()
    assert [titles(person)[0] for person in (ada, ben)] == ["The offer expired"] * 2


def test_a_new_password_is_told_to_whose_it_is(frozen_clock: FrozenClock, ada: Person) -> None:
    PersonAdapter().set_password(ada, "a walk along the quay")
    work_all()
    assert titles(ada) == ["Your password was changed"]


def test_a_mail_says_that_its_reader_was_mentioned(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.funded(ada, ben, 100, title="A field guide")
    work_all()
    mail.outbox.clear()
    post(Actor(ben.pk), job, words="@Ada, which of the two?", files=[])
    work_all()
    (letter,) = mail.outbox
    assert letter.subject == "[A field guide] Ben Okafor mentioned you in the Workroom"
    assert "Ben Okafor mentioned you in the Workroom" in letter.body


def test_who_did_it_is_spoken_to_as_you(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    job = factories.hourly_bound(ada, ben)
    pause_job(Actor(ada.pk), job)
    work_all()
    assert "Ada Vance paused the job" in titles(ben)
    assert "You paused the job" in titles(ada)
