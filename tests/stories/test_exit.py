"""Fees that Olga sets by a policy in the console are charged: of a payment, and for leaving by agreement."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.people.models import Person
from handsel.policy.models import Policy
from handsel.policy.publishing import ensure_presets
from handsel.tasks.worker import work
from tests import factories
from tests.stories.people import Seat, seat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASKS = "Please send that part to my PayPal, then we save the fee."


def sets_fees(operator: Seat) -> None:
    """Publish a version of the default policy in the console."""
    operator.opens("/console/policies/classic/")
    operator.page.get_by_label("Fee, in percent").fill("5")
    operator.page.get_by_label("Fee for leaving by agreement").fill("50.00")
    operator.page.get_by_label("Reason for the change").fill("The site has to pay its bills.")
    operator.clicks("Show what changes")
    operator.reads("Leaving by agreement costs $50.00")
    operator.looks("exit-policy")
    operator.clicks("Publish version 2")
    operator.reads("Version 2 is published.")


@pytest.mark.parametrize("scripted", [True, False])
def test_a_fee_set_by_a_policy_is_charged_when_both_leave_by_agreement(
    browser: Browser, live_server: Any, ada: Person, ben: Person, olga: Person, scripted: bool
) -> None:
    ensure_presets()
    sets_fees(seat(browser, live_server.url, olga))
    assert Policy.objects.current().get(name="classic").rules.exit_fee == 5_000
    factories.rich(ada, 1_000)
    job = factories.bound(ada, ben, 200)
    script = {"java_script_enabled": scripted}
    client, freelancer = (seat(browser, live_server.url, who, **script) for who in (ada, ben))
    freelancer.opens(f"/jobs/{job.pk}/")
    freelancer.page.get_by_label("Message", exact=True).fill(ASKS)
    freelancer.clicks("Post")
    freelancer.page.locator("#warned").get_by_role("link", name="Leave by agreement").click()
    freelancer.reads("The fee is")
    freelancer.page.get_by_label("Message").fill("We will work in your office from May on.")
    if scripted:
        freelancer.looks("exit-proposing")
    freelancer.clicks("Propose it")
    freelancer.reads("Nothing changes until Ada agrees.")
    while work(TASK_HANDLERS):
        pass
    client.opens("/inbox/")
    client.reads("Ben Okafor proposed that you both may work elsewhere")
    client.opens(f"/jobs/{job.pk}/exit/")
    client.reads("We will work in your office from May on.")
    if scripted:
        client.looks("exit-answering")
    client.clicks("Agree and pay $50.00")
    client.reads("You both agreed: you may work elsewhere.")
    if scripted:
        client.looks("exit-agreed")
    client.opens("/money/wallet/")
    client.reads("$950.00")
    client.opens("/money/")
    client.reads("Fee for leaving by agreement")
    freelancer.opens(f"/jobs/{job.pk}/")
    freelancer.reads("Ada Vance agreed: you both may work elsewhere")
    freelancer.page.get_by_label("Message", exact=True).fill(ASKS)
    freelancer.clicks("Post")
    freelancer.reads("Posted.")


def test_the_fee_of_payments_set_by_a_policy_is_charged_at_release(
    browser: Browser, live_server: Any, ada: Person, ben: Person, olga: Person
) -> None:
    ensure_presets()
    sets_fees(seat(browser, live_server.url, olga))
    delivered = factories.delivered(ada, ben, 200)
    client, freelancer = (seat(browser, live_server.url, who) for who in (ada, ben))
    client.opens(f"/jobs/{delivered.job_id}/billing/")
    client.page.get_by_role("button", name="Release").first.click()
    client.page.locator(f"#release-{delivered.pk}-do").click()
    client.reads("released")
    freelancer.opens("/money/earnings/")
    expect(freelancer.page.get_by_text("$190.00").first).to_be_visible()
    expect(freelancer.page.get_by_text("−$10.00").first).to_be_visible()
