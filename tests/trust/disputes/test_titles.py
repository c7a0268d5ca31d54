"""A claim is called a claim, and never a dispute."""

from uuid import uuid4

import pytest

from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.titles import case_title, title_with_job


@pytest.mark.parametrize(
    ("payment", "word"), [(None, "Dispute"), (uuid4(), "Claim")], ids=["dispute", "claim"]
)
def test_a_case_is_called_what_it_is(payment: object, word: str) -> None:
    dispute = Dispute(number=2, job_id=24, payment=payment)
    assert case_title(dispute) == f"{word} 2"
    assert title_with_job(dispute) == f"{word} 2 of job 24"
