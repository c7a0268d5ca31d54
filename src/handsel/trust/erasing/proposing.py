"""Proposing to erase what an entry says: it takes two operators, and both sides are told before it happens.

(Rules: operators 3.)
"""

from datetime import datetime
from uuid import UUID

from handsel.kernel import identifiers
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.kinds import EntryKind
from handsel.record.models import Chain, Entry
from handsel.trust.approvals.acts import ApprovedAct, propose_act
from handsel.trust.approvals.lifecycle import ApprovedKind
from handsel.trust.approvals.models import ProposedAct
from handsel.trust.approvals.proposal import Proposal
from handsel.trust.erasing import entries
from handsel.work.jobs.models import Job
from handsel.work.milestones.erasing import erasable_entry, erase


def propose_erasure(actor: Actor, job: Job, *, entry: int, reason: str) -> ProposedAct:
    """Propose to erase the content of a message or a report; raises `NotErasable` for anything else."""
    row = erasable_entry(job, entry)

    def proposed(context: ActionContext, proposal: ProposedAct) -> None:
        erasable_entry(job, entry)
        facts = {"entry": entry, "reason": reason, "erased_at": proposal.done_at}
        _on_job(context, proposal, entries.ERASURE_PROPOSED, facts)

    facts = propose_act(actor, Proposal(ApprovedKind.ERASURE, row.pk, job, reason), proposed)
    proposal: ProposedAct = ProposedAct.objects.get(ref=facts["ref"])
    return proposal


def entry_of(proposal: ProposedAct) -> Entry:
    """The entry whose content is to be erased, or was."""
    return Entry.objects.select_related("content").get(pk=proposal.subject)


def _confirmed(_context: ActionContext, _proposal: ProposedAct) -> None:
    """Nothing more to tell: it is erased at once, and that is an entry."""


def _scheduled(context: ActionContext, proposal: ProposedAct) -> None:
    """Both sides are told when it is erased, now that nobody else can confirm it."""
    number = entry_of(proposal).number
    facts = {"entry": number, "reason": proposal.reason, "erased_at": proposal.done_at}
    _on_job(context, proposal, entries.ERASURE_PROPOSED, facts)


def _nobody(_proposal: ProposedAct) -> frozenset[UUID]:
    """No operator takes another part in an erasure."""
    return frozenset()


def _withdrawn(context: ActionContext, proposal: ProposedAct) -> None:
    facts = {"entry": entry_of(proposal).number, "reason": proposal.withdrawal}
    _on_job(context, proposal, entries.ERASURE_WITHDRAWN, facts)


def _erase(proposal: ProposedAct, at: datetime) -> None:
    """Erase it, by the operator who confirmed it; where there was none, by the house."""
    actor = Actor(proposal.confirmed_by or HOUSE, at, identifiers.derived(proposal.ref, "erased"))
    erase(actor, proposal.job, entry=entry_of(proposal).number, reason=proposal.reason)


def _on_job(context: ActionContext, proposal: ProposedAct, kind: EntryKind, facts: Facts) -> None:
    spec = ActionSpec(kind, Chain.Kind.JOB, proposal.job.uuid, {"ref": str(proposal.ref)})
    perform(spec, Actor(context.actor.id, context.at), lambda _context: facts)


ERASURE = ApprovedAct(_confirmed, _withdrawn, _erase, _scheduled, _nobody)
"""What an erasure does in each of its steps."""
