"""A scenario for the tests of pages: one job of Ada and Ben with one of everything."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.money.invoices.models import Invoice
from handsel.notices.models import Notice
from handsel.people.confirming import confirm
from handsel.people.models import Person
from handsel.record.actions import NOTICE, Actor
from handsel.tasks.worker import work
from handsel.work.jobs.models import Job
from handsel.work.milestones.models import Milestone, RefundRequest, SplitProposal
from handsel.work.milestones.refunds import ask_refund
from handsel.work.milestones.release import release
from handsel.work.milestones.splits import propose_split
from handsel.work.terms.award import Awardee, award
from handsel.work.workroom.files import keep
from handsel.work.workroom.models import JobFile, Upload
from handsel.work.workroom.posting import post
from handsel.work.workroom.uploads import begin
from tests import factories
from tests.factories import usd


def signed_in(person: Person | None) -> Client:
    """A client that is signed in, or anonymous."""
    client = Client()
    if person is not None:
        enter(client, person)
    return client


def enter(client: Client, person: Person) -> None:
    """Sign somebody in now by writing a session, without the form."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    confirm(session, clock.now())
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key


def post_form(person: Person, name: str, /, *args: Any, **form: Any) -> Any:
    """What a person gets for a form sent to the page of that name, at the end of any redirect."""
    return signed_in(person).post(reverse(name, args=args), form, follow=True)


def picture(form: str = "PNG", side: int = 40) -> bytes:
    """A small picture as bytes."""
    drawn = BytesIO()
    Image.new("RGB", (side, side), "teal").save(drawn, form)
    return drawn.getvalue()


@dataclass
class World:
    """A job with two milestones, a request, a split, files and one on its way, an invoice and a notice."""

    job: Job
    delivered: Milestone
    funded: Milestone
    refund: RefundRequest
    split: SplitProposal
    file: JobFile
    picture: JobFile
    upload: Upload
    invoice: Invoice
    notice: Notice
    invitation: UUID


def world_of(ada: Person, ben: Person) -> World:
    """Build the scenario through the real acts; of what follows from them, only people are notified."""
    job = factories.funded(ada, ben, 100, 200)
    delivered, funded = job.milestones.select_related("job", "holding").order_by("position")
    factories.deliver(ben, delivered)
    release(Actor(ada.pk), delivered, amount=usd(10))
    ask_refund(Actor(ada.pk), funded, amount=usd(20), reason="Less was needed.")
    propose_split(Actor(ada.pk), delivered, to_freelancer=usd(60), reason="Mostly there.")
    post(
        Actor(ben.pk),
        job,
        words="A file.",
        files=keep([ContentFile(b"bytes", "sketch.txt"), ContentFile(picture(), "sketch.png")]),
    )
    invited = award(Actor(ada.pk), ada, Awardee(email="new@example.org"), factories.terms(50))
    while work({NOTICE: TASK_HANDLERS[NOTICE]}):
        pass
    return World(
        job=job,
        delivered=delivered,
        funded=funded,
        refund=RefundRequest.objects.get(),
        split=SplitProposal.objects.get(),
        file=JobFile.objects.get(name="sketch.txt"),
        picture=JobFile.objects.get(name="sketch.png"),
        upload=begin(ben, job, name="plan.pdf", size=100),
        invoice=Invoice.objects.get(),
        notice=Notice.objects.filter(person=ada)[0],
        invitation=_not_none(invited.invitation),
    )


def work_all() -> None:
    """Run all due tasks."""
    while work(TASK_HANDLERS):
        pass


def _not_none(value: Any) -> Any:
    assert value is not None
    return value
