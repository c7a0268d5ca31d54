"""What a dispute is called; one about what was paid is a claim."""

from django.utils.translation import gettext as _

from handsel.trust.disputes.models import Dispute


def case_text(dispute: Dispute) -> str:
    """What it is called within its job, in the middle of a sentence."""
    words = _("dispute {n}") if dispute.payment is None else _("claim {n}")
    return words.format(n=dispute.number)


def case_title(dispute: Dispute) -> str:
    """What it is called within its job, at the beginning of a sentence."""
    words = _("Dispute {n}") if dispute.payment is None else _("Claim {n}")
    return words.format(n=dispute.number)


def title_with_job(dispute: Dispute) -> str:
    """What it is called outside its job, at the beginning of a sentence."""
    words = _("Dispute {n} of job {job}") if dispute.payment is None else _("Claim {n} of job {job}")
    return words.format(n=dispute.number, job=dispute.job_id)
