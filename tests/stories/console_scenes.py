"""The pages of the operator's console, with something of everything in them."""

from collections.abc import Iterator

from django.urls import reverse

from handsel.console.books.checking import check_house
from handsel.devices.enrolment import enroll
from handsel.kernel import clock
from handsel.money.rails.models import Deposit
from handsel.money.rails.states import TransferState
from handsel.people.models import Person, UndeliveredAddress
from handsel.record.actions import Actor
from handsel.record.log.writer import write_log
from handsel.record.models import Chain
from handsel.trust.casework.acts import add_note
from handsel.trust.erasing.proposing import propose_erasure
from handsel.work.jobs.opening import open_job
from handsel.work.workroom.posting import post
from tests import factories
from tests.console.failing import fail_tasks, failing_task
from tests.stories.shown import Shown
from tests.trust.conduct.reported import confirmed, decided, removal_proposed, reported, withdrawn
from tests.trust.disputing import handed, opened

PAGES = (
    "console",
    "console-worker",
    "console-books",
    "console-record",
    "console-jobs",
    "console-mail",
    "console-people",
    "console-policies",
    "console-conduct",
    "console-flags",
)


def console(ada: Person, ben: Person) -> Iterator[Shown]:
    """What Olga sees while tasks fail and a deposit did."""
    olga = Person.objects.create_user("olga@example.org", name="Olga Lind", is_operator=True)
    factories.released(ada, factories.delivered(ada, ben, 100))
    Deposit.objects.create(
        party=ada.party,
        asked_by=ada,
        rail="sandbox",
        amount=123_456,
        currency="USD",
        state=TransferState.FAILED,
        reason="The bank does not know this account",
        method="bank",
        asked_at=clock.now(),
        settles_at=clock.now(),
        ended_at=clock.now(),
    )
    fail_tasks(2)
    write_log()
    check_house(clock.now())
    task = failing_task("a task", given_up=True)
    for page in PAGES:
        yield Shown(page, reverse(page), olga)
    yield Shown("task", reverse("console-task", args=[task.pk]), olga)
    yield Shown("person", reverse("console-person", args=[ada.pk]), olga)
    dispute = handed(opened(ada, factories.delivered(ada, ben, 1000, 500)))
    add_note(Actor(olga.pk), "disputes", str(dispute.pk), note="Ask both for the drawings.")
    at = clock.now()
    refused = {"code": 550, "answer": "5.1.1 No such user here", "first_at": at, "last_at": at}
    UndeliveredAddress.objects.create(email=ada.email, **refused)
    Person.objects.filter(pk=ada.pk).update(refused_email=ada.email)
    yield Shown("home-undelivered", reverse("home"), ada)
    yield Shown("mail-undelivered", reverse("my-mail"), ada)
    yield Shown("mail-refused", reverse("console-mail"), olga)
    enroll(Actor(ada.pk), name="Laptop", public_key="ab" * 32)
    yield Shown("person-device", reverse("console-person", args=[ada.pk]), olga)
    yield Shown("policy-new", reverse("console-policy-new", args=["marketplace"]), olga)
    yield Shown("disputes", reverse("console-disputes"), olga)
    yield Shown("item", reverse("console-item", args=["disputes", dispute.pk]), olga)
    job = factories.bound(ada, ben)
    report = reported(ada, job, evidence=[1])
    yield Shown("case", reverse("console-case", args=[report.ref]), olga)
    yield Shown("case-refused", reverse("console-case", args=[report.ref]), olga, is_sent_empty=True)
    decided(olga, report, "suspend")
    yield Shown("case-decided", reverse("console-case", args=[report.ref]), olga)
    yield Shown("suspended", reverse("conduct"), ben)
    yield Shown("reporting", reverse("conduct-report", args=[job.pk]), ada)
    yield Shown("opening", reverse("opened-job", args=[job.pk]), olga)
    open_job(Actor(olga.pk), job, reason="A question of Ben’s.")
    yield Shown("opened", reverse("opened-job", args=[job.pk]), olga)
    yield Shown("found", f"{reverse('console-people')}?q=a", olga)
    yield Shown("policy", reverse("console-policy", args=["marketplace"]), olga)
    yield Shown("policy-refused", reverse("console-policy", args=["marketplace"]), olga, is_sent_empty=True)


def approvals(ada: Person, ben: Person) -> Iterator[Shown]:
    """What takes two operators, and who waits: an erasure and a removal, and a matter of each queue."""
    olga, otto = (
        Person.objects.create_user(f"{name.lower()}@example.org", name=f"{name} Lind", is_operator=True)
        for name in ("Olga", "Otto")
    )
    yield Shown("empty", reverse("console-approvals"), olga)
    yield Shown("waiting-empty", reverse("console-waiting"), olga)
    job = factories.bound(ada, ben)
    post(Actor(ben.pk), job, words="The court sits on Monday.", files=[])
    message = Chain.objects.get(subject=job.uuid).size
    erasure = propose_erasure(Actor(olga.pk), job, entry=message, reason="A court ordered it.")
    removal = removal_proposed(olga, reported(ada, job))
    for person, side in ((olga, "own"), (otto, "other")):
        yield Shown(f"full-{side}", reverse("console-approvals"), person)
        yield Shown(f"waiting-{side}", reverse("console-waiting"), person)
        for name, row in (("erasure", erasure), ("removal", removal)):
            yield Shown(f"{name}-{side}", reverse("console-approval", args=[row.ref]), person)
    yield Shown("erasure-refused", reverse("console-approval", args=[erasure.ref]), olga, is_sent_empty=True)
    yield Shown("removal-of-mine", reverse("conduct"), ben)
    confirmed(otto, erasure)
    withdrawn(olga, removal)
    yield Shown("done", reverse("console-approvals"), olga)
    yield Shown("erasure-done", reverse("console-approval", args=[erasure.ref]), olga)
    yield Shown("removal-withdrawn", reverse("console-approval", args=[removal.ref]), otto)
