"""The terms in force, as whoever decides a dispute reads them beside what both sides say."""

from typing import Any

from handsel.kernel.money import Money
from handsel.trust.disputes.models import Dispute
from handsel.work.terms.versions import bound_version


def agreed_context(dispute: Dispute) -> dict[str, Any]:
    """What the template of the agreement shows: one query; nothing where no version is in force."""
    version = bound_version(dispute.job)
    if version is None:
        return {}
    terms = version.terms
    rate = Money(terms.hourly.rate, terms.currency) if terms.hourly else None
    return {"version": version, "terms": terms, "rate": rate, "rules": dispute.job.policy.rules}
