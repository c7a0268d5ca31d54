"""The fee of the house under a version of terms, told before anybody agrees to it."""

from dataclasses import dataclass

from handsel.kernel.money import Money
from handsel.policy.models import Policy
from handsel.policy.rules import FeePayer, Rules, fee_of
from handsel.web.job_view import JobView
from handsel.work.terms.content import Terms


@dataclass(frozen=True)
class TermsFee:
    """What the house takes of a price in all: a part of it, or on top of it."""

    price: Money
    fee: Money
    basis_points: int
    payer: FeePayer

    @property
    def on_top(self) -> bool:
        """Whether the client pays it beside the price."""
        return self.payer is FeePayer.CLIENT

    @property
    def paid(self) -> Money:
        """What the client pays in all."""
        return self.price + self.fee if self.on_top else self.price

    @property
    def reaches(self) -> Money:
        """What the freelancer gets in all."""
        return self.price if self.on_top else self.price - self.fee


def fee_under(job_view: JobView, terms: Terms) -> TermsFee | None:
    """The fee of a version, by the policy that the job pinned, or that it would pin if both agreed now."""
    rules = _rules(job_view, terms)
    if rules is None:
        return None
    fee = sum(fee_of(part.amount, rules.fee_basis_points) for part in terms.milestones)
    return TermsFee(terms.price, Money(fee, terms.currency), rules.fee_basis_points, rules.fee_payer)


def _rules(job_view: JobView, terms: Terms) -> Rules | None:
    if not job_view.is_unbound:
        return job_view.job.policy.rules
    policy = Policy.objects.current().filter(name=terms.policy).first()
    return policy.rules if policy else None
