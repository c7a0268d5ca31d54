"""A freelancer refunds a part of what was paid and reads before what it moves; the client reads it after."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.money.invoices.models import Invoice
from handsel.people.models import Person
from handsel.policy.publishing import publish
from handsel.policy.rules import Rules
from handsel.record.actions import Actor
from tests import factories
from tests.stories.people import seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_part_of_a_payment_is_refunded(
    browser: Browser, live_server: Any, ada: Person, ben: Person, olga: Person
) -> None:
    publish(Actor(olga.pk), "dear", Rules(fee_basis_points=1_000))
    milestone = factories.delivered(ada, ben, 300, title="Star charts", policy="dear")
    factories.released(ada, milestone)
    freelancer = seat(browser, live_server.url, ben)
    freelancer.opens(f"/jobs/{milestone.job_id}/billing/")
    freelancer.looks("billing-paid")
    freelancer.page.locator("section[aria-labelledby=inv]").get_by_role("link", name="Refund").click()
    figures = freelancer.page.locator("#figures")
    expect(figures).to_contain_text("$270.00")
    freelancer.page.get_by_label("Amount to refund").fill("300.01")
    freelancer.reads("Enter at most $300.00.")
    freelancer.page.get_by_label("Amount to refund").fill("100")
    expect(figures).to_contain_text("$90.00")
    freelancer.page.get_by_label("Reason").fill("One chart was missing.")
    freelancer.page.reload()
    freelancer.reads("Your draft was restored")
    expect(figures).to_contain_text("$90.00")
    freelancer.looks("refund-payment")
    freelancer.clicks("Refund $100.00")
    freelancer.reads("$100.00 refunded to Ada.")
    freelancer.reads("Part refunded")
    freelancer.looks("billing-refunded")
    note = Invoice.objects.exclude(corrects=None).get(kind="work")
    client = seat(browser, live_server.url, ada)
    client.opens(f"/jobs/{milestone.job_id}/")
    client.reads("One chart was missing.")
    client.opens(f"/invoices/{note.pk}/")
    client.reads(f"Credit note {note.label}")
    client.looks("credit-note")
    client.opens(f"/invoices/{Invoice.objects.get(kind='work', corrects=None).pk}/")
    client.reads("$100.00 of this was refunded")
    client.looks("invoice-part-refunded")
    client.opens("/money/wallet/")
    client.reads("Refunded after payment")
    freelancer.opens("/money/earnings/")
    freelancer.looks("earnings-refunded")
