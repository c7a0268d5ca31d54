"""Every address for every role: what is not yours is not found. An address missing here fails the test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from handsel.devices.enrolment import enroll
from handsel.devices.models import Device
from handsel.kernel import clock
from handsel.notices.calendar_address import make_address
from handsel.notices.models import CalendarFeed
from handsel.people.models import Person, UndeliveredAddress
from handsel.policy.publishing import ensure_presets
from handsel.record.actions import Actor
from handsel.record.log.writer import write_log
from handsel.record.models import Entry, Leaf
from handsel.tasks.pulses import beat
from handsel.tasks.worker import Lane
from handsel.trust.approvals.models import ProposedAct
from handsel.trust.conduct.models import ConductDecision, ConductReport
from handsel.trust.disputes.arbiters import make_link
from handsel.trust.disputes.models import Dispute
from handsel.trust.erasing.proposing import propose_erasure
from handsel.work.exits.agreeing import propose_exit
from handsel.work.hours.lifecycle import SheetStage
from handsel.work.hours.models import JobWeek, Shot, Timesheet, TimeSpan
from handsel.work.jobs.models import Job, OutsideArbiter
from handsel.work.terms.invitations import opt_out_token
from tests import factories
from tests.api.connected import tracker_of
from tests.console.failing import failing_task
from tests.made_once import made_once
from tests.tracked_day import track_kept
from tests.trust.conduct.reported import decided, reported
from tests.trust.disputing import handed as hand_over
from tests.trust.disputing import opened
from tests.web.scenario import World, signed_in, work_all, world_of

COVERS = ("handsel.web.base.decorators",)


class May(Enum):
    """Who has access to an address."""

    ANYBODY = auto()
    NO_SIDE = auto()
    SIGNED_IN = auto()
    SIDES = auto()
    CLIENT = auto()
    FREELANCER = auto()
    OPERATOR = auto()
    NOBODY = auto()


ROLES = ("nobody", "stranger", "operator", "client", "freelancer")
"""The stranger has jobs of her own, with each of the two sides."""
ON_SQLITE_ALONE = [pytest.param(role, marks=pytest.mark.one_database) for role in ("stranger", "freelancer")]
"""Roles for which the same queries are asked as for those that PostgreSQL answers."""
FINDS = {
    May.ANYBODY: set(ROLES),
    May.NO_SIDE: {"nobody", "stranger", "operator"},
    May.SIGNED_IN: {"stranger", "operator", "client", "freelancer"},
    May.SIDES: {"client", "freelancer"},
    May.CLIENT: {"client"},
    May.FREELANCER: {"freelancer"},
    May.OPERATOR: {"operator"},
    May.NOBODY: set(),
}


@dataclass
class HourlyWorld(World):
    """The scenario, with hourly jobs of the same people and a dispute of theirs."""

    week: JobWeek
    paid_week: JobWeek
    time: TimeSpan
    shot: Shot
    dispute: Dispute
    handed: Dispute
    arbitrated: Dispute
    report: ConductReport
    decision: ConductDecision


@dataclass(frozen=True)
class Route:
    """Who may, by which method, with which arguments of the world and which form, and what the answer is.

    `answer` is the status for everybody who may, or for each role; without it, GET shows and POST redirects.
    """

    may: May
    method: str = "get"
    args: Callable[[HourlyWorld], list[Any]] = lambda world: []
    form: Callable[[HourlyWorld], dict[str, Any]] = lambda world: {}
    answer: int | dict[str, int] | None = None

    def status(self, role: str) -> int:
        """The status for a role that may."""
        if isinstance(self.answer, dict):
            return self.answer[role]
        return self.answer or {"get": SHOWN, "post": MOVED}[self.method]


SHOWN, DONE, MOVED, BAD, REFUSED, INVALID = 200, 204, 302, 400, 409, 422
"""Refused is a refusal by state: the address is found, but the act is not allowed now."""
NO_TOKEN = 401
"""The API knows nobody by the cookie of a browser; `tests/api/test_access.py` has it by device."""


def get(
    may: May,
    args: Callable[[HourlyWorld], list[Any]] = lambda world: [],
    *,
    answer: int | dict[str, int] | None = None,
) -> Route:
    return Route(may, "get", args, answer=answer)


def post(
    may: May,
    args: Callable[[HourlyWorld], list[Any]] = lambda world: [],
    *,
    answer: int | dict[str, int] | None = None,
    **form: Any,
) -> Route:
    return Route(may, "post", args, lambda world: form, answer)


def job(world: HourlyWorld) -> list[Any]:
    return [world.job.pk]


def version(world: HourlyWorld) -> list[Any]:
    return [world.job.pk, 1]


def case(world: HourlyWorld) -> list[Any]:
    return [world.report.ref]


def conduct_job(world: HourlyWorld) -> list[Any]:
    return [world.report.job_id]


def dispute(world: HourlyWorld) -> list[Any]:
    return [world.dispute.job_id, world.dispute.number]


def handed(world: HourlyWorld) -> list[Any]:
    return [world.handed.job_id, world.handed.number]


def delivered(world: HourlyWorld) -> list[Any]:
    return [world.delivered.pk]


def month(world: HourlyWorld) -> list[Any]:
    return ["wallet", "USD", clock.now().year, clock.now().month]


def week(world: HourlyWorld) -> list[Any]:
    return [world.week.pk]


def hourly(world: HourlyWorld) -> list[Any]:
    return [world.week.job_id]


def time(world: HourlyWorld) -> list[Any]:
    return [world.time.pk]


def paid_sheet(world: HourlyWorld) -> list[Any]:
    return [world.paid_week.pk]


def shot(world: HourlyWorld) -> list[Any]:
    return [world.shot.job_id, world.shot.pk]


def proposed_exit(world: HourlyWorld) -> list[Any]:
    """A proposal of the freelancer, to be agreed to."""
    _, freelancer = world.job.sides()
    propose_exit(Actor(freelancer.person_id), world.job)
    return [world.job.exits.get().pk, "agreement"]


def conduct_case_item(world: HourlyWorld) -> list[Any]:
    return ["conduct", world.report.ref]


def proposed_erasure(world: HourlyWorld) -> list[Any]:
    """What another operator proposed, of a message."""
    row = ProposedAct.objects.open().first()
    if row is None:
        oona = Person.objects.create_user("oona@example.org", name="Oona Berg", is_operator=True)
        entry = Entry.objects.filter(chain__subject=world.job.uuid, kind="message.posted")[0]
        row = propose_erasure(Actor(oona.pk), world.job, entry=entry.number, reason="By law.")
    return [row.ref]


def disputed_item(world: HourlyWorld) -> list[Any]:
    return ["disputes", world.handed.pk]


def refused_address(world: HourlyWorld) -> list[Any]:
    at = clock.now()
    row = {"code": 550, "answer": "No such user", "first_at": at, "last_at": at}
    return [UndeliveredAddress.objects.create(email=f"{uuid4()}@example.net", **row).pk]


def device(world: HourlyWorld) -> list[Any]:
    """A device of the freelancer."""
    _, freelancer = world.job.sides()
    return [enroll(Actor(freelancer.person_id), name="Laptop", public_key=uuid4().hex * 2)]


def calendar(world: HourlyWorld) -> list[Any]:
    """The address of the client's calendar."""
    make_address(Actor(world.job.client.person_id))
    return [CalendarFeed.objects.get().token]


def client_person(world: HourlyWorld) -> list[Any]:
    return [world.job.client.person_id]


def given_up_task(world: HourlyWorld) -> list[Any]:
    return [failing_task(uuid4(), given_up=True).pk]


REASON = {"reason": "A reason."}
VERDICT = {"outcome": "warn", "ground": "rules", **REASON}
REPORT = {"category": "abuse", "words": "He shouts."}
BLOCK = {"block": "45", **REASON}
API_READS = ("get_device", "list_jobs", "get_next", "list_segments")
ENDS = ("consent", "refusal", "withdrawal")


def arbiter_link(world: HourlyWorld) -> list[Any]:
    """The link of somebody who was asked to decide the dispute that was handed over."""
    arbiter = OutsideArbiter(uuid4(), world.arbitrated.job_id, "Vera Lint", "vera@example.org")
    arbiter.save(force_insert=True)
    Dispute.objects.filter(pk=world.arbitrated.pk).update(arbiter=arbiter.pk, arbiter_name=arbiter.name)
    return [make_link(arbiter)]


CLIENT_ANSWERS = ("rejection", "dispute", "giving-in", "insistence")
SIGNING_IN = [
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
]
ONLY_ANONYMOUS = {role: SHOWN if role == "nobody" else MOVED for role in ROLES}
ROUTES: dict[str, list[Route]] = {
    **{name: [get(May.ANYBODY)] for name in SIGNING_IN},
    **{name: [get(May.ANYBODY, answer=ONLY_ANONYMOUS)] for name in ("account_login", "account_signup")},
    "account_confirm_email": [get(May.ANYBODY, lambda world: ["no-such-key"])],
    "account_reset_password_from_key": [get(May.ANYBODY, lambda world: ["1", "no-such-key"])],
    "account_logout": [get(May.SIGNED_IN)],
    "account_reauthenticate": [get(May.SIGNED_IN)],
    "mfa_authenticate": [get(May.ANYBODY, answer=MOVED)],
    "mfa_login_webauthn": [get(May.ANYBODY, answer=MOVED)],
    "passkey-new": [get(May.SIGNED_IN), post(May.SIGNED_IN, name="", answer=INVALID)],
    "passkey-naming": [post(May.NOBODY, lambda world: [1])],
    "security": [get(May.SIGNED_IN)],
    "security-app": [get(May.SIGNED_IN), post(May.SIGNED_IN, code="1", answer=INVALID)],
    "security-codes": [post(May.SIGNED_IN, answer=REFUSED)],
    "security-removal": [post(May.NOBODY, lambda world: [1])],
    "account_change_password": [get(May.SIGNED_IN)],
    "account_set_password": [get(May.SIGNED_IN, answer=MOVED)],
    "account_email": [get(May.SIGNED_IN)],
    "usersessions_list": [get(May.SIGNED_IN)],
    "session-ending": [post(May.NOBODY, lambda world: [1])],
    "me": [get(May.SIGNED_IN)],
    "my-calendar": [get(May.SIGNED_IN), post(May.SIGNED_IN)],
    "calendar-feed": [get(May.ANYBODY, calendar), get(May.NOBODY, lambda world: ["no-such-address"])],
    "my-mail": [get(May.SIGNED_IN), post(May.SIGNED_IN, answer=SHOWN)],
    "mail-retry": [post(May.SIGNED_IN)],
    "my-data": [get(May.SIGNED_IN), Route(May.SIGNED_IN, "post")],
    "my-data-removal": [Route(May.NOBODY, "post")],
    "my-data-archive": [get(May.NOBODY)],
    "devices": [get(May.SIGNED_IN)],
    "device-name": [post(May.NOBODY, lambda world: [uuid4()]), post(May.FREELANCER, device, name="Desk")],
    "conduct": [get(May.SIGNED_IN)],
    "conduct-appeal": [
        post(May.FREELANCER, lambda world: [world.decision.case], **REASON),
        post(May.FREELANCER, lambda world: [world.decision.case], answer=INVALID),
        post(May.NOBODY, lambda world: [uuid4()], **REASON),
    ],
    "conduct-report": [
        get(May.SIDES, conduct_job),
        post(May.SIDES, conduct_job, answer={"client": INVALID, "freelancer": MOVED}, **REPORT),
        post(May.SIDES, conduct_job, answer=INVALID),
        get(May.NOBODY, lambda world: [0]),
    ],
    "device-revocation": [post(May.NOBODY, lambda world: [uuid4()]), post(May.FREELANCER, device)],
    "idp:oidc:device_authorization": [get(May.SIGNED_IN), post(May.SIGNED_IN, answer=INVALID)],
    "oauth-device-code": [Route(May.ANYBODY, "post", answer=BAD)],
    "oauth-token": [Route(May.ANYBODY, "post", answer=BAD)],
    "oauth-revoke": [Route(May.ANYBODY, "post", answer=BAD)],
    "api-description": [get(May.ANYBODY)],
    "api:api-root": [get(May.ANYBODY)],
    "api:get_device": [get(May.ANYBODY, answer=NO_TOKEN)],
    **{
        f"api:{name}": [get(May.ANYBODY, answer=NO_TOKEN)]
        for name in ("list_jobs", "get_next", "list_segments")
    },
    "api:put_object": [Route(May.ANYBODY, "put", lambda world: ["ab" * 32], answer=NO_TOKEN)],
    "api:put_seed": [Route(May.ANYBODY, "put", lambda world: ["2026-03-02"], answer=NO_TOKEN)],
    "api:post_amendment": [Route(May.ANYBODY, "post", lambda world: [uuid4()], answer=NO_TOKEN)],
    "api:post_heartbeat": [Route(May.ANYBODY, "post", answer=NO_TOKEN)],
    "api:put_segment": [Route(May.ANYBODY, "put", lambda world: [uuid4()], answer=NO_TOKEN)],
    "api:list_messages": [get(May.ANYBODY, lambda world: [world.job.pk], answer=NO_TOKEN)],
    "api:post_message": [Route(May.ANYBODY, "post", lambda world: [world.job.pk], answer=NO_TOKEN)],
    "my_picture": [post(May.SIGNED_IN, answer=INVALID)],
    "avatar": [get(May.NOBODY, lambda world: [world.job.client.person_id])],
    "health": [get(May.ANYBODY)],
    "health-ready": [get(May.ANYBODY)],
    "metrics": [get(May.ANYBODY)],
    "help": [get(May.ANYBODY)],
    "help-topic": [get(May.ANYBODY, lambda world: ["escrow"])],
    "mailbox": [get(May.NOBODY)],
    "letter": [get(May.NOBODY, lambda world: ["a-letter"])],
    "events": [Route(May.ANYBODY, "options", answer=DONE)],
    "console": [get(May.OPERATOR)],
    "console-approvals": [get(May.OPERATOR)],
    "console-approval": [
        get(May.OPERATOR, proposed_erasure),
        post(May.OPERATOR, proposed_erasure, **REASON),
        post(May.OPERATOR, proposed_erasure, answer=INVALID),
        get(May.NOBODY, lambda world: [uuid4()]),
    ],
    "console-confirming": [post(May.OPERATOR, proposed_erasure)],
    "console-waiting": [get(May.OPERATOR)],
    "console-books": [get(May.OPERATOR)],
    "console-checking": [post(May.OPERATOR)],
    "console-disputes": [get(May.OPERATOR)],
    "console-conduct": [get(May.OPERATOR)],
    "console-case": [
        get(May.OPERATOR, case),
        post(May.OPERATOR, case, **VERDICT),
        post(May.OPERATOR, case, answer=INVALID),
        get(May.NOBODY, lambda world: [uuid4()]),
    ],
    "console-flags": [get(May.OPERATOR)],
    "console-item": [
        get(May.OPERATOR, disputed_item),
        post(May.OPERATOR, disputed_item, note="Ask for the drawings."),
        post(May.OPERATOR, disputed_item, answer=INVALID),
        get(May.OPERATOR, conduct_case_item),
        post(May.OPERATOR, conduct_case_item, note="Ask for the drawings."),
        get(May.NOBODY, lambda world: ["conduct", uuid4()]),
        get(May.NOBODY, lambda world: ["conduct", "no-case"]),
        get(May.NOBODY, lambda world: ["disputes", 0]),
        get(May.NOBODY, lambda world: ["disputes", "9" * 30]),
        get(May.NOBODY, lambda world: ["no-such-queue", world.handed.pk]),
    ],
    "console-taking": [post(May.OPERATOR, disputed_item)],
    "console-return": [post(May.OPERATOR, disputed_item, answer=REFUSED)],
    "console-mail": [get(May.OPERATOR)],
    "console-mail-retry": [
        post(May.OPERATOR, refused_address),
        post(May.NOBODY, lambda world: [0]),
    ],
    "console-jobs": [get(May.OPERATOR)],
    "console-record": [get(May.OPERATOR)],
    "console-bundle": [get(May.OPERATOR)],
    "console-people": [get(May.OPERATOR)],
    "console-person": [get(May.OPERATOR, client_person), get(May.NOBODY, lambda world: [uuid4()])],
    "console-help": [
        post(May.OPERATOR, lambda world: [*client_person(world), "reset-link"], **REASON),
        post(May.OPERATOR, lambda world: [*client_person(world), "reset-link"], answer=INVALID),
        post(May.NOBODY, lambda world: [*client_person(world), "no-such-help"], **REASON),
    ],
    "console-disconnection": [
        post(May.OPERATOR, client_person, answer=INVALID),
        post(May.NOBODY, lambda world: [uuid4()], **REASON),
    ],
    "console-policies": [get(May.OPERATOR)],
    "console-policy": [
        get(May.OPERATOR, lambda world: ["classic"]),
        get(May.NOBODY, lambda world: ["no-such-policy"]),
        post(May.OPERATOR, lambda world: ["classic"], answer=INVALID),
    ],
    "console-policy-new": [
        get(May.OPERATOR, lambda world: ["classic"]),
        get(May.NOBODY, lambda world: ["no-such-policy"]),
        post(May.OPERATOR, lambda world: ["classic"], answer=INVALID),
    ],
    "console-worker": [get(May.OPERATOR)],
    "console-task": [
        get(May.OPERATOR, given_up_task),
        post(May.OPERATOR, given_up_task, **REASON),
        post(May.OPERATOR, given_up_task, answer=INVALID),
        get(May.NOBODY, lambda world: [0]),
    ],
    "console-task-giving-up": [post(May.OPERATOR, given_up_task, **REASON, answer=REFUSED)],
    "home": [get(May.SIGNED_IN)],
    "inbox": [get(May.SIGNED_IN)],
    "inbox-bell": [get(May.SIGNED_IN)],
    "inbox-read": [Route(May.SIGNED_IN, "post")],
    "notice": [post(May.CLIENT, lambda world: [world.notice.pk])],
    "jobs": [get(May.SIGNED_IN)],
    "search": [get(May.SIGNED_IN)],
    "palette": [get(May.SIGNED_IN)],
    "award": [get(May.SIGNED_IN), post(May.SIGNED_IN, answer=SHOWN)],
    "invitation": [
        get(
            May.SIGNED_IN,
            lambda world: [world.invitation],
            answer={"stranger": REFUSED, "operator": REFUSED, "client": MOVED, "freelancer": REFUSED},
        ),
        get(May.NOBODY, lambda world: [uuid4()]),
    ],
    "no-invitations": [
        get(May.ANYBODY, lambda world: [opt_out_token("guest@example.net")]),
        Route(May.ANYBODY, "post", lambda world: [opt_out_token("guest@example.net")], answer=SHOWN),
        get(May.NOBODY, lambda world: ["guest@example.net:forged"]),
    ],
    "workroom": [get(May.SIDES, job), post(May.SIDES, job, words="Hello.")],
    "opened-job": [
        get(May.OPERATOR, job),
        post(May.OPERATOR, job, **REASON),
        post(May.OPERATOR, job, answer=INVALID),
        get(May.NOBODY, lambda world: [0]),
    ],
    "room-news": [get(May.SIDES, job)],
    "room-reading": [post(May.SIDES, job, number="1")],
    "job-file": [get(May.SIDES, lambda world: [world.job.pk, world.file.pk])],
    "evidence": [get(May.SIDES, job)],
    "proof": [
        get(May.SIDES, lambda world: [world.job.pk, 1]),
        get(May.NOBODY, lambda world: [world.job.pk, 999]),
    ],
    "proof-json": [get(May.SIDES, lambda world: [world.job.pk, 1])],
    "log": [get(May.ANYBODY)],
    "verify": [get(May.ANYBODY)],
    "log-checkpoint": [get(May.ANYBODY)],
    "log-key": [get(May.ANYBODY)],
    "log-tile": [
        get(May.ANYBODY, lambda world: [f"entries/000.p/{Leaf.objects.count()}"]),
        get(May.NOBODY, lambda world: ["../../log-key/signing-key"]),
    ],
    "log-consistency": [
        get(May.ANYBODY, lambda world: [Leaf.objects.count(), Leaf.objects.count()]),
        get(May.NOBODY, lambda world: [1, 2]),
    ],
    "file": [get(May.SIDES, lambda world: [world.job.pk, world.file.pk])],
    "file-preview": [get(May.SIDES, lambda world: [world.job.pk, world.picture.pk, 1])],
    "upload-creation": [
        get(May.SIDES, job),
        post(May.SIDES, job, answer=BAD),
        Route(May.SIDES, "options", job, answer=DONE),
    ],
    "upload": [
        Route(May.FREELANCER, method, lambda world: [world.upload.pk], answer=answer)
        for method, answer in (("options", DONE), ("patch", BAD), ("delete", BAD))
    ],
    "terms": [get(May.SIDES, job), post(May.SIDES, job, answer=SHOWN)],
    "agreement": [post(May.SIDES, version, answer=REFUSED)],
    "declining": [post(May.SIDES, version, answer=REFUSED)],
    "withdrawal": [post(May.SIDES, version, answer=REFUSED)],
    "job-declining": [post(May.FREELANCER, job, answer=REFUSED)],
    "award-withdrawal": [post(May.CLIENT, job, answer=REFUSED)],
    "reports": [get(May.SIDES, job), post(May.FREELANCER, job, week="", done="Some.", answer=INVALID)],
    "report-draft": [post(May.FREELANCER, hourly, answer=SHOWN), post(May.NOBODY, job)],
    "job-billing": [get(May.SIDES, job)],
    "fund": [
        Route(
            May.CLIENT,
            "post",
            job,
            lambda world: {"expected": "1.00", "milestone": world.funded.pk},
            answer=REFUSED,
        )
    ],
    "fund-week": [
        Route(
            May.CLIENT,
            "post",
            week,
            lambda world: {"expected": "1.00"},
            answer=REFUSED,
        )
    ],
    "timesheet": [get(May.SIDES, hourly), get(May.NOBODY, job)],
    "sheet-submission": [post(May.FREELANCER, week, answer=REFUSED)],
    "sheet-hold": [post(May.FREELANCER, week, answer=INVALID), post(May.FREELANCER, week, **REASON)],
    "sheet-nothing": [post(May.FREELANCER, week)],
    "week-hint": [post(May.FREELANCER, week)],
    "sheet-approval": [post(May.NOBODY, week), post(May.CLIENT, paid_sheet, expected="1.00", answer=REFUSED)],
    "sheet-payment": [
        post(May.NOBODY, week, expected="1.00"),
        post(May.CLIENT, paid_sheet, expected="1.00", answer=REFUSED),
    ],
    "sheet-blocks": [
        get(May.NOBODY, lambda world: [*week(world), "rejection"]),
        get(May.NOBODY, lambda world: [*paid_sheet(world), "no-such-answer"]),
        *(get(May.CLIENT, lambda world, name=name: [*paid_sheet(world), name]) for name in CLIENT_ANSWERS),
        get(May.FREELANCER, lambda world: [*paid_sheet(world), "contest"]),
        post(May.CLIENT, lambda world: [*paid_sheet(world), "rejection"], **BLOCK, answer=REFUSED),
        post(May.FREELANCER, lambda world: [*paid_sheet(world), "contest"], answer=INVALID),
    ],
    "sheet-reopening": [
        post(May.NOBODY, week, **REASON),
        post(May.SIDES, paid_sheet, answer=INVALID),
        post(May.SIDES, paid_sheet, **REASON, answer=REFUSED),
    ],
    "sheet-reopening-answer": [
        *(post(May.SIDES, lambda world, end=end: [*paid_sheet(world), end], answer=REFUSED) for end in ENDS),
        post(May.NOBODY, lambda world: [*paid_sheet(world), "no-such-answer"]),
    ],
    "work-view": [get(May.SIDES, hourly), get(May.NOBODY, job)],
    "shot": [get(May.SIDES, shot), get(May.NOBODY, lambda world: [world.job.pk, world.shot.pk])],
    "shot-thumbnail": [get(May.SIDES, shot)],
    "shot-deletion": [get(May.FREELANCER, shot), post(May.FREELANCER, shot)],
    "time": [get(May.SIDES, hourly), get(May.NOBODY, job), post(May.FREELANCER, hourly, answer=INVALID)],
    "timer-start": [post(May.FREELANCER, hourly, answer=INVALID)],
    "timer-stop": [post(May.SIGNED_IN)],
    "timer": [get(May.SIGNED_IN, answer=MOVED), post(May.SIGNED_IN, answer=SHOWN)],
    "timesheets": [get(May.SIGNED_IN), post(May.SIGNED_IN, answer=INVALID)],
    "job-pause": [post(May.SIDES, hourly), post(May.SIDES, job, answer=REFUSED)],
    "job-resumption": [post(May.SIDES, hourly, answer=REFUSED)],
    "sheet-csv": [get(May.SIDES, week)],
    "sheet-pdf": [get(May.SIDES, week)],
    "bonus": [post(May.CLIENT, job, answer=INVALID)],
    "time-import": [get(May.FREELANCER, hourly), post(May.FREELANCER, hourly, answer=INVALID)],
    "time-change": [get(May.FREELANCER, time), post(May.FREELANCER, time, answer=INVALID)],
    "time-move": [
        Route(May.FREELANCER, "post", time, lambda world: {"to": hourly(world)[0]}),
        post(May.FREELANCER, time, to="0", answer=REFUSED),
    ],
    "time-removal": [post(May.FREELANCER, time)],
    "ending": [
        get(May.SIDES, job),
        post(May.SIDES, job, **REASON),
    ],
    "exit": [get(May.SIDES, job), post(May.SIDES, job, note="")],
    "exit-answer": [
        post(May.CLIENT, proposed_exit),
        post(May.NOBODY, lambda world: [0, "agreement"]),
    ],
    "objection": [post(May.FREELANCER, job, **REASON, answer=REFUSED)],
    "release-figures": [get(May.CLIENT, delivered)],
    "release": [post(May.CLIENT, delivered, amount="1.00")],
    "changes": [post(May.CLIENT, delivered, **REASON)],
    "refund": [post(May.FREELANCER, delivered, amount="1.00")],
    "refund-request": [post(May.CLIENT, delivered, amount="1.00", **REASON)],
    "split": [post(May.SIDES, delivered, amount="1.00", **REASON, answer=REFUSED)],
    "refund-answer": [
        post(May.FREELANCER, lambda world: [world.refund.pk, "grant"]),
        post(May.FREELANCER, lambda world: [world.refund.pk, "refusal"], **REASON),
        post(May.CLIENT, lambda world: [world.refund.pk, "withdrawal"]),
        post(May.NOBODY, lambda world: [world.refund.pk, "no-such-answer"]),
    ],
    "dispute": [get(May.SIDES, dispute), get(May.NOBODY, lambda world: [world.job.pk, 1])],
    "dispute-opening": [
        get(May.SIDES, delivered),
        post(May.SIDES, delivered, amount="1.00", to_freelancer="0.00", **REASON),
    ],
    "dispute-answer": [
        Route(
            May.SIDES,
            "post",
            dispute,
            lambda world: {"answer": "No."},
            answer={"client": REFUSED, "freelancer": MOVED},
        )
    ],
    "dispute-offer": [post(May.SIDES, dispute, amount="1.00"), post(May.SIDES, dispute, answer=INVALID)],
    "dispute-decline": [
        post(May.SIDES, dispute, number="1", answer=REFUSED),
        post(May.SIDES, dispute, answer=INVALID),
    ],
    "dispute-sealed": [
        post(May.SIDES, dispute, answer=INVALID),
        post(May.SIDES, dispute, round="1", sealed="1.00", answer=REFUSED),
    ],
    "dispute-appeal": [
        post(May.SIDES, dispute, answer=INVALID),
        post(May.SIDES, dispute, **REASON, answer=REFUSED),
    ],
    "dispute-decision": [
        get(May.NOBODY, dispute),
        get(May.OPERATOR, handed),
        post(May.OPERATOR, handed, read="1"),
        post(May.OPERATOR, handed, answer=INVALID),
    ],
    "arbiter": [
        get(May.NO_SIDE, arbiter_link),
        Route(May.NO_SIDE, "post", arbiter_link, lambda world: {"read": "1"}),
        get(May.NOBODY, lambda world: ["0" * 64]),
        post(May.NOBODY, lambda world: ["0" * 64]),
    ],
    "arbiter-evidence": [get(May.NOBODY, lambda world: ["0" * 64, "file", 1])],
    "dispute-evidence": [get(May.NOBODY, lambda world: [*handed(world), "file", 1])],
    "dispute-acceptance": [post(May.SIDES, dispute, expected="1.00", answer=REFUSED)],
    "dispute-withdrawal": [post(May.SIDES, dispute, answer={"client": MOVED, "freelancer": REFUSED})],
    "split-answer": [
        post(May.FREELANCER, lambda world: [world.split.pk, "acceptance"]),
        post(May.FREELANCER, lambda world: [world.split.pk, "refusal"], **REASON),
        post(May.CLIENT, lambda world: [world.split.pk, "withdrawal"]),
        post(May.NOBODY, lambda world: [world.split.pk, "no-such-answer"]),
    ],
    "money": [get(May.SIGNED_IN)],
    "letterhead": [get(May.SIGNED_IN), post(May.SIGNED_IN, answer=SHOWN)],
    "my-record": [get(May.SIGNED_IN)],
    "wallet": [get(May.SIGNED_IN), post(May.SIGNED_IN, answer=SHOWN)],
    "earnings": [get(May.SIGNED_IN)],
    "repayment": [post(May.SIGNED_IN, answer=REFUSED)],
    "withdrawal-of-money": [post(May.SIGNED_IN, lambda world: ["wallet"], answer=INVALID)],
    "statement": [get(May.CLIENT, month)],
    "statement-csv": [get(May.CLIENT, month)],
    "invoice": [get(May.SIDES, lambda world: [world.invoice.pk])],
    "claim": [
        get(May.CLIENT, lambda world: [world.invoice.pk]),
        post(May.CLIENT, lambda world: [world.invoice.pk], amount="1.00", to_freelancer="0", **REASON),
        post(May.CLIENT, lambda world: [world.invoice.pk], answer=INVALID),
    ],
    "payment-refund": [
        get(May.FREELANCER, lambda world: [world.invoice.pk]),
        post(May.FREELANCER, lambda world: [world.invoice.pk], amount="1.00", **REASON),
        post(May.FREELANCER, lambda world: [world.invoice.pk], answer=INVALID),
    ],
    "payment-refund-figures": [get(May.FREELANCER, lambda world: [world.invoice.pk])],
    "invoice-pdf": [get(May.SIDES, lambda world: [world.invoice.pk])],
}


def named(resolver: URLResolver, within: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern, f"{within}{pattern.namespace}:" if pattern.namespace else within)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"{pattern.pattern} has no name"
            yield within + pattern.name


def test_every_address_is_in_the_table() -> None:
    assert set(named(get_resolver())) == set(ROUTES)


def hourly_world_of(ada: Any, ben: Any, olga: Any) -> HourlyWorld:
    """Build the scenario with its hourly jobs."""
    scenario = world_of(ada, ben)
    week, paid_week = (factories.week_of(factories.hourly_bound(ada, ben)) for _ in range(2))
    sheet = Timesheet(job_id=paid_week.job_id, week=paid_week, seconds=60, protected=0, unprotected=60)
    sheet.stage, sheet.submitted_at = SheetStage.PAID, clock.now()
    sheet.save()
    time = factories.worked(factories.hourly_bound(ada, ben))
    shot = _shot_of(ben, time.job)
    disputed = opened(ada, factories.first(factories.funded(ada, ben, 1000)))
    late = hand_over(opened(ada, factories.first(factories.funded(ada, ben, 1000))))
    arbitrated = hand_over(opened(ada, factories.first(factories.funded(ada, ben, 1000))))
    hourly = {"week": week, "paid_week": paid_week, "time": time, "shot": shot}
    conduct = {"decision": decided(olga, reported(ada, time.job)), "report": reported(ada, week.job)}
    return HourlyWorld(
        **vars(scenario), **hourly, **conduct, dispute=disputed, handed=late, arbitrated=arbitrated
    )


def _shot_of(person: Person, job: Job) -> Shot:
    """A screenshot of a block some hours ago, from a device that was connected by then."""
    tracker, block = tracker_of(person), clock.now() - timedelta(hours=3)
    Device.objects.update(enrolled_at=block)
    return track_kept(tracker, job, block)


@pytest.fixture
@made_once
def world(frozen_clock: Any, ada: Any, ben: Any, eve: Any, olga: Any) -> HourlyWorld:
    ensure_presets()
    made = hourly_world_of(ada, ben, olga)
    factories.hourly_bound(eve, ben)
    factories.week_of(factories.hourly_bound(ada, eve))
    work_all()
    write_log()
    beat(Lane.PROMPT, clock.now())
    return made


@pytest.mark.parametrize("role", ["nobody", "operator", "client", *ON_SQLITE_ALONE])
def test_each_role_finds_what_it_may_and_nothing_else(
    role: str, world: HourlyWorld, ada: Any, ben: Any, eve: Any, olga: Any, settings: Any
) -> None:
    settings.MAILBOX_SHOWN = False
    people = {"nobody": None, "stranger": eve, "operator": olga, "client": ada, "freelancer": ben}
    wrong = []
    for name, routes in ROUTES.items():
        for route in routes:
            before = transaction.savepoint()
            answer = answer_to(people[role], reverse(name, args=route.args(world)), route, world)
            transaction.savepoint_rollback(before)
            if not is_right(answer, route, role):
                wrong.append(
                    f"{name} {route.method}: {answer.status_code} {answer.headers.get('Location', '')}"
                )
    assert not wrong, "\n".join(wrong)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("role", "held", "reads_as"),
    [
        ("client", "suspended_until", "client"),
        ("freelancer", "removed_at", "freelancer"),
        ("operator", "suspended_until", "stranger"),
        ("operator", "removed_at", "stranger"),
    ],
)
def test_who_is_suspended_or_was_removed_reads_on_and_is_no_operator(
    role: str, held: str, reads_as: str, world: HourlyWorld, ada: Any, ben: Any, olga: Any, settings: Any
) -> None:
    settings.MAILBOX_SHOWN = False
    person = {"operator": olga, "client": ada, "freelancer": ben}[role]
    at = clock.now() + timedelta(days=1 if held == "suspended_until" else 0)
    Person.objects.filter(pk=person.pk).update(**{held: at}, suspended_from=clock.now())
    wrong = []
    for name, routes in ROUTES.items():
        for route in routes:
            if route.method == "get":
                answer = answer_to(person, reverse(name, args=route.args(world)), route, world)
                if not is_right(answer, route, reads_as):
                    wrong.append(f"{name}: {answer.status_code} {answer.headers.get('Location', '')}")
    assert not wrong, "\n".join(wrong)


def answer_to(person: Any, address: str, route: Route, world: HourlyWorld) -> Any:
    """What a person gets at an address, read to its end."""
    answer = getattr(signed_in(person), route.method)(address, route.form(world))
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


def is_right(answer: Any, route: Route, role: str) -> bool:
    """Whether who may is let in, who is not signed in sent to sign in, and nothing there for all others."""
    if role in FINDS[route.may]:
        return bool(answer.status_code == route.status(role))
    if role != "nobody":
        return bool(answer.status_code == 404)
    if route.may is May.NOBODY:
        return answer.status_code in (302, 404)
    doors = (reverse("account_login"), reverse("account_signup"))
    return answer.status_code == 302 and answer.url.startswith(doors)


def test_what_comes_with_a_nul_character_is_a_bad_request(frozen_clock: Any, ada: Any, ben: Any) -> None:
    job, client = factories.funded(ada, ben, 100), signed_in(ada)
    statement = reverse("statement", args=["wallet", "US\0D", 2026, 3])
    assert client.get(reverse("workroom", args=[job.pk]), {"q": "a\0b"}).status_code == 400
    assert client.get(statement).status_code == 400
    assert client.post(reverse("ending", args=[job.pk]), {"reason": "a\0b"}).status_code == 400
