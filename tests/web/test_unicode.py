"""Texts of any script on every sort of page: answered, kept whole, and shown as they were typed."""

import re
import unicodedata
from email.message import Message
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from handsel.kernel.characters import clean_text
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.log.writer import write_log
from handsel.record.models import Entry
from handsel.work.jobs.models import Job
from handsel.work.workroom.files import clean_name
from handsel.work.workroom.models import JobFile
from tests import factories
from tests.conftest import PASSWORD
from tests.made_once import made_once
from tests.people.journeys import MIA
from tests.scripts import texts, visible
from tests.web.scenario import signed_in, work_all
from tests.web.terms.test_views import form as award_form

COVERS = ("handsel.web.account.profile",)
SHARE = 8 if connection.vendor == "postgresql" else 2
"""Of the examples that other properties get, one in so many: on PostgreSQL a few, within seconds."""
FUZZED = settings(
    max_examples=max(settings().max_examples // SHARE, 1),
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
ANSWERED = {200, 302, 400, 409, 422, 429}
MARKS = re.compile(r"[!-/:-@\[-`{-~\d]")
"""What may mark something in a message, and is therefore not shown as typed."""


@pytest.fixture
@made_once
def job(frozen_clock: Any, ada: Person, ben: Person) -> Job:
    ensure_presets()
    return factories.awarded(ada, ben)


def body(answer: Any) -> str:
    """A page's text, with its tags."""
    return unescape(answer.content.decode())


@FUZZED
@given(name=texts())
@example(name="I\u0307\u0131\u015f\u0131k")
@example(name="\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")
def test_any_name_is_kept_as_typed_or_refused(name: str, job: Job, ada: Person, ben: Person) -> None:
    before = Person.objects.get(pk=ada.pk).name
    client = signed_in(ada)
    form = {"name": name, "purpose": "both", "time_zone": "UTC", "language": "en"}
    answer = client.post(reverse("me"), form)
    assert answer.status_code in {302, 400, 422}
    kept = Person.objects.get(pk=ada.pk).name
    if answer.status_code != 302:
        assert kept == before
        return
    assert visible(kept) == visible(name)
    for address in (reverse("me"), reverse("home"), reverse("workroom", args=[job.pk])):
        page = signed_in(ben if "jobs" in address else ada).get(address)
        assert page.status_code == 200
        assert kept in body(page)


@FUZZED
@given(words=texts(8))
def test_any_message_is_sealed_as_typed_and_shown_so(words: str, job: Job, ada: Person, ben: Person) -> None:
    typed = MARKS.sub("", words)
    answer = signed_in(ada).post(reverse("workroom", args=[job.pk]), {"words": typed})
    assert answer.status_code in ANSWERED
    if answer.status_code != 302:
        return
    entry = Entry.objects.filter(kind="message.posted").order_by("-number")[0]
    kept = clean_text(typed)
    assert visible(entry.facts["words"]) == visible(kept)
    page = body(signed_in(ben).get(reverse("workroom", args=[job.pk])))
    shown = page[page.index(f'id="r{entry.number}"') :]
    assert visible(kept) in visible(re.sub("<[^>]*>", "", shown))


@FUZZED
@given(line=texts())
@example(line="\u202e")
def test_any_search_is_answered_with_the_words_as_typed(line: str, job: Job, ada: Person) -> None:
    for address in (reverse("search"), reverse("workroom", args=[job.pk])):
        answer = signed_in(ada).get(address, {"q": line})
        assert answer.status_code in {200, 400}
        if answer.status_code == 200:
            assert visible(line) in visible(body(answer))


@FUZZED
@given(text=texts(), place=st.sampled_from(("{}@example.org", "ada@{}.org", "ada@example.{}", "{}")))
def test_any_address_is_answered(text: str, place: str, job: Job, ada: Person) -> None:
    address = place.format(text)
    people, client = Person.objects.count(), Client()
    sent = {
        "/sign-in/": {"login": address, "password": PASSWORD},
        "/password/reset/": {"email": address},
        "/sign-up/": {**MIA, "name": text, "email": address},
    }
    statuses = {path: client.post(path, form).status_code for path, form in sent.items()}
    mine = {
        "/me/email/": {"email": address, "action_add": ""},
        "/jobs/award/": award_form("600.00", awardee=address),
    }
    statuses |= {path: signed_in(ada).post(path, form).status_code for path, form in mine.items()}
    assert set(statuses.values()) <= ANSWERED
    assert Person.objects.count() - people <= 1


@FUZZED
@given(name=texts())
def test_a_file_of_any_name_is_kept_shown_and_fetched_by_it(name: str, job: Job, ada: Person) -> None:
    assume(name.strip(". ") and not set('\r\n\0"/\\') & set(name))
    upload = BytesIO(b"content")
    upload.name = name
    known = set(JobFile.objects.values_list("pk", flat=True))
    answer = signed_in(ada).post(reverse("workroom", args=[job.pk]), {"words": "A file.", "attached": upload})
    assert answer.status_code == 302
    (file,) = JobFile.objects.exclude(pk__in=known)
    assert visible(file.name) == visible(clean_name(name))
    page = signed_in(ada).get(reverse("file", args=[job.pk, file.pk]))
    assert page.status_code == 200
    assert file.name in body(page)
    fetched = signed_in(ada).get(reverse("job-file", args=[job.pk, file.pk]))
    assert b"".join(fetched.streaming_content) == b"content"
    assert name_in(fetched.headers["Content-Disposition"]) == file.name


def name_in(disposition: str) -> str:
    """The name under which a browser keeps a file (RFC 6266)."""
    if match := re.search(r"filename\*=utf-8''(\S+)", disposition):
        return unquote(match[1])
    header = Message()
    header["Content-Disposition"] = disposition
    return str(header.get_filename())


@FUZZED
@given(text=texts(10), encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-32")))
@example(text="\ufeff", encoding="utf-8")
@example(text="\u202eabc\u2028def", encoding="utf-16")
def test_the_preview_of_any_text_shows_what_is_in_it(text: str, encoding: str, job: Job, ada: Person) -> None:
    typed = "".join(letter for letter in text if unicodedata.category(letter) != "Cc")
    assume(visible(typed.strip("\ufeff")))
    content = BytesIO(f"- {typed}".encode(encoding))
    content.name = "notes.txt"
    known = set(JobFile.objects.values_list("pk", flat=True))
    signed_in(ada).post(reverse("workroom", args=[job.pk]), {"words": "Notes.", "attached": content})
    (file,) = JobFile.objects.exclude(pk__in=known)
    page = signed_in(ada).get(reverse("file", args=[job.pk, file.pk]))
    assert page.status_code == 200
    preview = re.search(r'<pre class="text"[^>]*>(.*?)</pre>', page.content.decode(), re.DOTALL)
    assert preview
    assert visible(unescape(preview[1])) == visible(f"-{typed}")


WRITTEN: dict[str, str] = {
    "table.csv": "name,words\nfirst,{}\n",
    "notes.md": "# {}\n",
    "data.json": '{{"words": "{}"}}',
    "page.html": "<p>{}</p>",
    "drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"><text>{}</text></svg>',
    "code.py": 'print("{}")\n',
    "letter.eml": "From: a@example.org\nSubject: {0}\n\n{0}\n",
    "feed.xml": "<feed>{}</feed>",
    "list.vcf": "BEGIN:VCARD\nFN:{}\nEND:VCARD\n",
}
"""Kinds of files that people write, each with a place for a text."""
HEADS = {
    "a.pdf": b"%PDF-1.7\n",
    "b.png": b"\x89PNG\r\n\x1a\n",
    "c.docx": b"PK\x03\x04",
    "d.webp": b"RIFF\0\0\0\0WEBP",
}
"""The first bytes of kinds that are drawn, before something that is none of them."""


@FUZZED
@given(text=texts(4), name=st.sampled_from(sorted(WRITTEN)))
def test_any_text_in_any_kind_of_file_is_shown_as_it_is(text: str, name: str, job: Job, ada: Person) -> None:
    typed = "".join(letter for letter in text if unicodedata.category(letter) != "Cc")
    written = WRITTEN[name].format(typed)
    page = page_of_file(job, ada, name, written.encode())
    shown = re.search(r'<pre class="text"[^>]*>(.*?)</pre>', page, re.DOTALL)
    if shown:
        assert visible(unescape(shown[1])) == visible(written)


@FUZZED
@given(text=texts(4), name=st.sampled_from(sorted(HEADS)))
def test_what_only_begins_like_a_picture_or_document_has_a_page(
    text: str, name: str, job: Job, ada: Person
) -> None:
    assert name in page_of_file(job, ada, name, HEADS[name] + text.encode())


def page_of_file(job: Job, person: Person, name: str, content: bytes) -> str:
    """The page of a file that somebody posts, once everything is done that follows."""
    file = BytesIO(content)
    file.name = name
    known = set(JobFile.objects.values_list("pk", flat=True))
    answer = signed_in(person).post(reverse("workroom", args=[job.pk]), {"words": "See.", "attached": file})
    assert answer.status_code == 302
    work_all()
    (row,) = JobFile.objects.exclude(pk__in=known)
    page = signed_in(person).get(reverse("file", args=[job.pk, row.pk]))
    assert page.status_code == 200
    return str(page.content.decode())


@FUZZED
@given(title=texts(3), words=texts())
@example(title="Gut\u2028e", words="\u0130")
@example(title="A", words="0\n5")
def test_any_title_goes_to_inbox_mail_and_bundle(
    title: str, words: str, frozen_clock: Any, ada: Person, ben: Person
) -> None:
    ensure_presets()
    if not EmailAddress.objects.filter(user=ben).exists():
        EmailAddress.objects.create(user=ben, email=ben.email, primary=True, verified=True)
    known = set(Job.objects.values_list("pk", flat=True))
    mail.outbox.clear()
    form = award_form("600.00", title=title, description=words, note=words)
    answer = signed_in(ada).post(reverse("award"), {**form, "awardee": ben.email})
    assert answer.status_code in ANSWERED
    if answer.status_code != 302:
        return
    (job,) = Job.objects.exclude(pk__in=known)
    assert (visible(job.title), visible(job.description)) == (visible(title), visible(words))
    work_all()
    write_log()
    (letter,) = (sent for sent in mail.outbox if sent.to == [ben.email])
    assert letter.message().as_bytes()
    assert visible(job.title) in visible(f"{letter.subject} {letter.body}")
    assert job.title in body(signed_in(ben).get(reverse("inbox")))
    bundle = signed_in(ben).get(reverse("evidence", args=[job.pk]))
    with ZipFile(BytesIO(b"".join(bundle.streaming_content))) as archive:
        page = unescape(re.sub("<[^>]*>", "", archive.read("index.html").decode()))
    assert visible(job.title) in visible(page)
    assert visible(words) in visible(page)


@FUZZED
@given(old=texts(), new=texts())
def test_two_versions_of_any_text_are_compared(old: str, new: str, job: Job, ada: Person) -> None:
    assume(old != new)
    known = set(JobFile.objects.values_list("pk", flat=True))
    for text in (old, new):
        content = BytesIO(f"- {text}\n".encode())
        content.name = "notes.txt"
        signed_in(ada).post(reverse("workroom", args=[job.pk]), {"words": "Notes.", "attached": content})
    first, second = JobFile.objects.exclude(pk__in=known).order_by("version")
    page = signed_in(ada).get(reverse("file", args=[job.pk, second.pk]), {"with": first.version})
    assert page.status_code == 200
