"""What a mail of a notice looks like: its text and its HTML."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail

from handsel.notices.send_mail import MailPart, send_notice_mail
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import FrozenClock
from tests.web.scenario import work_all

pytestmark = pytest.mark.django_db


def html(letter: Any) -> str:
    ((content, kind),) = letter.alternatives
    assert kind == "text/html"
    return str(content)


def sent(*parts: MailPart, **more: str) -> Any:
    send_notice_mail("ben@example.org", "A subject", parts, **more)
    return mail.outbox[-1]


def test_a_delivery_is_mailed_with_its_amount_deadline_and_one_button(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.delivered(ada, ben, 100).job
    work_all()
    letter = next(row for row in mail.outbox if row.subject.endswith("delivered milestone 1"))
    assert "Amount: $100.00" in letter.body
    assert re.search(r"Deadline: \w{3} \d+ \w{3}, \d\d:\d\d", letter.body)
    assert re.findall('class="button" href="([^"]*)', html(letter)) == [
        f"{settings.BASE_URL}/jobs/{job.pk}/billing/"
    ]
    assert re.search("<dd>[$]100.00</dd>.*<dd>[A-Z]", html(letter), re.DOTALL)
    assert letter.subject.startswith("[Night tours booking] ")


def test_who_awards_a_job_chooses_no_word_of_the_subject(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben, 100, title="BUY GOLD NOW")
    post(Actor(ada.pk), job, words="Buy!", files=[])
    work_all()
    assert [row.subject for row in mail.outbox if row.to == [ben.email]] == [
        f"[Job {job.pk}] Ada Vance awarded the job to Ben Okafor",
        f"[Job {job.pk}] Ada Vance wrote in the Workroom",
    ]


def test_a_mail_says_where_to_answer_as_nobody_reads_replies() -> None:
    letter = sent(MailPart("Hello", "/jobs/7/terms/"), workroom="/jobs/7/")
    assert letter.reply_to == [settings.DEFAULT_FROM_EMAIL]
    for said_in in (letter.body, html(letter)):
        assert "Nobody reads replies to this email." in said_in
        assert f"{settings.BASE_URL}/jobs/7/" in said_in


def test_markup_in_names_and_quotes_is_text_and_right_to_left_words_keep_their_own_direction() -> None:
    title = "<b>שלום</b> & Co wrote"
    letter = sent(MailPart(title, "/inbox/", detail="<script>x</script>", words="<img src=//a.b/c>"))
    assert title in letter.body
    page = html(letter)
    assert '<h1 dir="auto">&lt;b&gt;שלום&lt;/b&gt; &amp; Co wrote</h1>' in page
    assert not re.search("<(b|script|img)[ >]", page)


def test_a_mail_fetches_nothing_and_follows_the_readers_scheme() -> None:
    page = html(sent(MailPart("Hello", "/inbox/")))
    assert not re.search(r"<img|<link|src=|url\(|@import", page)
    assert '<meta name="color-scheme" content="light dark">' in page
    assert all(link.startswith(settings.BASE_URL) for link in re.findall('href="([^"]*)', page))


@pytest.mark.parametrize(
    ("href", "button"),
    [("/inbox/", "Open your inbox"), ("/me/", "Open Handsel"), ("/nowhere/at/all/", "Open Handsel")],
)
def test_a_button_says_where_it_leads(href: str, button: str) -> None:
    assert f">{button}</a>" in html(sent(MailPart("Hello", href)))
