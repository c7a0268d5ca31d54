"""A claim on what was paid: nothing is frozen; what the client gets comes from the freelancer's earnings."""

from dataclasses import dataclass

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.money.escrow.returning import return_payment
from handsel.money.invoices.crediting import Payment, credit
from handsel.trust.disputes.claimed import claim_facts, claimed_payment
from handsel.trust.disputes.repaying import begin_repaying
from handsel.trust.disputes.subjects.port import Subject
from handsel.work.jobs.acts import JobContext

_NOTHING: Facts = {
    **dict.fromkeys(["released", "fee", "earned", "refunded", "fee_returned"], 0),
    **dict.fromkeys(["to_client", "cost", "fee_back", "owed"], 0),
    "credit_note": "",
    "invoice": None,
    "invoices": [],
}
"""A claim takes nothing out of escrow; this is one by which nothing goes back."""


@dataclass(frozen=True)
class ClaimSubject(Subject):
    """What an entry paid."""

    @property
    def payment(self) -> Payment:
        """It, with what was given back of it so far."""
        return claimed_payment(self.dispute.payment)

    def unfreeze(self) -> None:
        """Nothing is frozen."""

    def pay(self, context: JobContext, *, to_freelancer: Money, to_client: Money) -> Facts:
        """Give the client's part back, as far as that was not done meanwhile; what is lacking is owed."""
        payment = self.payment
        part = min(to_client, payment.left)
        facts = {**_NOTHING, **claim_facts(self.dispute.payment), "part": part.minor}
        facts["job_stage"] = context.job.stage
        if not part:
            return facts
        split, (client, freelancer) = payment.give_back(part), context.job.sides()
        currency = context.job.currency
        facts["owed"] = return_payment(
            context, split, client=client, freelancer=freelancer, currency=currency, may_owe=True
        )
        if facts["owed"]:
            begin_repaying(freelancer, currency, context.at)
        notes = credit(context, payment, part)
        facts |= {"to_client": split.to_client, "cost": split.cost, "fee_back": split.fee}
        return {**facts, "credit_note": notes[0].label, "invoices": [note.facts() for note in notes]}

    def default_part(self) -> int:
        """All of it: what was paid stays with the freelancer."""
        return self.dispute.amount

    def silence_part(self) -> int:
        """Nothing moves: an operator decides."""
        return 0

    def pay_for_silence(self, context: JobContext) -> Facts:
        """Nothing is paid for silence."""
        raise ValueError("silence pays nothing of a claim")
