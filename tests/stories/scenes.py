"""The states in which each page is looked at: empty, full, late, long, refused."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.urls import reverse, reverse_lazy

from handsel.devices.enrolment import enroll, revoke
from handsel.devices.models import Device
from handsel.kernel import clock
from handsel.notices.calendar_address import make_address
from handsel.people.factors.acts import add_passkey
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.log.writer import write_log
from handsel.work.jobs.models import Job
from handsel.work.milestones.funding import charge_of, fund
from handsel.work.milestones.models import Milestone
from handsel.work.terms.ending import end_job
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories
from tests.api.connected import tracker_of
from tests.people.factors.conftest import set_up
from tests.people.factors.soft_passkey import SoftPasskey
from tests.simulated_tracker import SimulatedTracker, within
from tests.stories import account_scenes, console_scenes, dispute_scenes, error_scenes, hourly_scenes
from tests.stories.shown import Shown, work_until_now
from tests.web.scenario import work_all, world_of

OWN_PAGES = ("home", "jobs", "inbox", "search", "award", "money", "wallet", "earnings", "letterhead")
OWN_PAGES += ("security", "security-app", "passkey-new", "account_reauthenticate")
OWN_PAGES += ("my-record", "me", "my-mail", "my-calendar", "devices", "my-data", "account_email", "conduct")
OWN_PAGES += ("account_change_password", "usersessions_list", "log", "verify", "help")
JOB_PAGES = ("workroom", "terms", "reports", "job-billing", "ending", "exit")
PUBLIC_PAGES = ("account_login", "account_signup", "account_reset_password", "help", "verify", "log")
APPROVAL = reverse_lazy("idp:oidc:device_authorization")
UNBROKEN = "Angebot_Nachttouren_Buchungssystem_Endfassung_2026-11-29_" + "abcdefgh" * 7
"""A name of more than a hundred letters with no place to break it, as files have."""


Scene = Callable[[Person, Person], Iterator[Shown]]


def empty(ada: Person, ben: Person) -> Iterator[Shown]:
    """A client and a freelancer on their first day, and whoever has no account."""
    yield from _own(ada, ben)
    for page in PUBLIC_PAGES:
        yield Shown(f"{page}-nobody", reverse(page), None)
    yield Shown("device-code", str(APPROVAL), ben)
    yield from hourly_scenes.empty(ada, ben)


def full(ada: Person, ben: Person) -> Iterator[Shown]:
    """A job with one of everything, and jobs before and after it."""
    world = world_of(ada, ben)
    factories.awarded(ada, ben, 450)
    factories.released(ada, factories.delivered(ada, ben, 300))
    ended = factories.funded(ada, ben, 250, 750)
    end_job(Actor(ada.pk), ended, reason="Plans changed.")
    for person in (ada, ben):
        make_address(Actor(person.pk))
        set_up(person)
    add_passkey(Actor(ben.pk), "My phone", SoftPasskey().credential())
    code = _devices(ben)
    work_all()
    write_log()
    yield from _own(ada, ben)
    yield from _of_job(world.job, ada, ben)
    for person in (ada, ben):
        side = _side(person, ada)
        for name, file in (("text", world.file), ("picture", world.picture)):
            yield Shown(f"file-{name}-{side}", reverse("file", args=[world.job.pk, file.pk]), person)
        yield Shown(f"invoice-{side}", reverse("invoice", args=[world.invoice.pk]), person)
        yield Shown(f"search-found-{side}", reverse("search") + "?q=night", person)
    yield Shown("device-approval", f"{APPROVAL}?code={code}", ben)
    yield Shown("payment-refund", reverse("payment-refund", args=[world.invoice.pk]), ben)
    yield Shown("proof", reverse("proof", args=[world.job.pk, 2]), ada)
    yield Shown("invitation", reverse("invitation", args=[world.invitation]), None)
    yield from hourly_scenes.full(ada, ben)


def late(ada: Person, ben: Person) -> Iterator[Shown]:
    """Jobs whose dates went by forty days ago: one not delivered, one not answered, one not funded."""
    with clock.frozen_at(clock.now() - timedelta(days=60)):
        running = factories.funded(ada, ben, 100, 200)
        factories.deliver(ben, factories.first(factories.funded(ada, ben, 1200, 300)))
        factories.bound(ada, ben, 5000)
    work_until_now()
    yield from _own(ada, ben)
    yield from _of_job(running, ada, ben)
    yield from hourly_scenes.late(ada, ben)
    yield from hourly_scenes.arrived_late(ada, ben)


def long(ada: Person, ben: Person) -> Iterator[Shown]:
    """Names without a place to break them, many digits, and many of everything."""
    for person, name in ((ada, "Wolfeschlegelsteinhausenbergerdorff Adalbertina"), (ben, "Maximilian " * 6)):
        person.name = name.strip()
        person.save()
    parts = [factories.a_part(UNBROKEN, 8_765_432.10, days=7 * n) for n in range(1, 9)]
    job = factories.awarded(ada, ben, title=UNBROKEN[:110], description=UNBROKEN * 3, milestones=parts)
    factories.agreed(ben, job)
    factories.rich(ada, 99_999_999)
    factories.deliver(ben, _funded_first(ada, job))
    post(Actor(ben.pk), job, words=UNBROKEN * 2, files=keep([ContentFile(b"bytes", f"{UNBROKEN}.txt")]))
    factories.released(ada, factories.first(job))
    for person in (ada, ben):
        add_passkey(Actor(person.pk), UNBROKEN[:40], SoftPasskey().credential())
    work_all()
    yield from _own(ada, ben)
    yield from _of_job(job, ada, ben)


def refused(ada: Person, ben: Person) -> Iterator[Shown]:
    """Forms that were sent with nothing in them."""
    job = factories.funded(ada, ben, 100, 200)
    for page in ("account_login", "account_signup", "account_reset_password"):
        yield Shown(page, reverse(page), None, is_sent_empty=True)
    for page in ("award", "me", "account_change_password", "security-app", "passkey-new"):
        yield Shown(page, reverse(page), ada, is_sent_empty=True)
    for page in ("terms", "ending"):
        yield Shown(page, reverse(page, args=[job.pk]), ada, is_sent_empty=True)
    yield Shown("reports", reverse("reports", args=[job.pk]), ben, is_sent_empty=True)
    yield Shown("device-code", f"{APPROVAL}?code=ABCD-EFGH", ben)
    yield from hourly_scenes.refused(ada, ben)


SCENES: dict[str, Scene] = {
    "empty": empty,
    "full": full,
    "late": late,
    "long": long,
    "refused": refused,
    "tracked": hourly_scenes.tracked,
    "console": console_scenes.console,
    "approvals": console_scenes.approvals,
    "disputes": dispute_scenes.disputes,
    "account": account_scenes.account,
    "errors": error_scenes.errors,
}


def _own(ada: Person, ben: Person) -> Iterator[Shown]:
    for page in OWN_PAGES:
        for person in (ada, ben):
            yield Shown(f"{page}-{_side(person, ada)}", reverse(page), person)


def _of_job(job: Job, ada: Person, ben: Person) -> Iterator[Shown]:
    for page in JOB_PAGES:
        for person in (ada, ben):
            yield Shown(f"{page}-{_side(person, ada)}", reverse(page, args=[job.pk]), person)


def _devices(ben: Person) -> str:
    """A device that is connected, one that was lost, and the code of one that asks."""
    for number, name in enumerate(("Laptop at home", "Old laptop")):
        enroll(Actor(ben.pk), name=name, public_key=f"{number:x}" * 64)
    tracker = tracker_of(ben, "Desk at home")
    tracker.sends(tracker.segment(str(uuid4()), clock.now() - timedelta(minutes=12)))
    revoke(Actor(ben.pk), Device.objects.get(name="Old laptop"))
    return str(SimulatedTracker(within(), "Desk in Lagos").asks_for_code().data["user_code"])


def _side(person: Person, client: Person) -> str:
    return "client" if person == client else "freelancer"


def _funded_first(ada: Person, job: Job) -> Milestone:
    first = factories.first(job)
    expected = charge_of(job, [first]).whole
    fund(Actor(ada.pk), job, milestones=[first.pk], expected=expected)
    return factories.first(job)
