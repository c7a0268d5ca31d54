"""The outside arbiter: asked where no operator may decide, by a link of one dispute (rules: disputes 7)."""

from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer

from handsel.kernel import identifiers
from handsel.kernel.calendar import DAY
from handsel.kernel.json import Facts
from handsel.tasks.models import schedule
from handsel.trust.disputes.judges import judges_of
from handsel.trust.disputes.lifecycle import DisputeStage
from handsel.trust.disputes.models import Dispute
from handsel.work.jobs.acts import JobContext
from handsel.work.jobs.models import OutsideArbiter

INVITE = "arbiter.invite"
REMIND = "arbiter.remind"
_SIGNER = Signer(salt="handsel.arbiter")


def ask_arbiter(context: JobContext, dispute: Dispute, *, due: datetime) -> Facts:
    """Ask the arbiter to decide by a time, if no operator may; gives what the entry says of them.

    The caller saves the dispute.
    """
    judges, rules = judges_of(context.job, but=dispute.decided_by), context.job.policy.rules
    if judges.decides != "arbiter" or dispute.arbiter is not None:
        return {}
    arbiter = OutsideArbiter.objects.create(
        id=identifiers.derived(context.id, "arbiter"),
        job=context.job,
        name=rules.arbiter_name,
        email=rules.arbiter_email,
    )
    dispute.arbiter, dispute.arbiter_name = arbiter.pk, arbiter.name
    schedule(INVITE, dispute.pk, at=context.at)
    if due - DAY > context.at:
        schedule(REMIND, dispute.pk, at=due - DAY)
    return {"arbiter_email": arbiter.email}


def make_link(arbiter: OutsideArbiter) -> str:
    """The secret of the link of an arbiter, always the same: signed by the site, and kept nowhere."""
    return _SIGNER.sign(arbiter.pk.hex)


def arbiter_of(dispute: Dispute) -> OutsideArbiter | None:
    """The arbiter whom a dispute waits for."""
    if dispute.arbiter is None or not dispute.waits_for_arbiter:
        return None
    return OutsideArbiter.objects.filter(pk=dispute.arbiter).first()


def arbiter_by(secret: str) -> OutsideArbiter | None:
    """The arbiter of a link."""
    try:
        arbiter = UUID(_SIGNER.unsign(secret))
    except (BadSignature, ValueError):
        return None
    return OutsideArbiter.objects.filter(pk=arbiter).first()


def decision_due(dispute: Dispute) -> datetime | None:
    """Until when a dispute, or its appeal, is to be decided; none where it waits for nobody."""
    due = {DisputeStage.WITH_OPERATOR: dispute.decide_by, DisputeStage.APPEALED: dispute.ends_at}
    return due.get(DisputeStage(dispute.stage))
