"""The arbiter's page: one dispute by one link, dead once it is decided, and nothing else."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from handsel.kernel.identifiers import HOUSE
from handsel.people.models import Person
from handsel.policy.models import Policy
from handsel.policy.publishing import ensure_presets, publish
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.trust.disputes.arbiters import make_link
from handsel.trust.disputes.deciding import decide_dispute, read_dispute
from handsel.trust.disputes.models import Dispute
from handsel.trust.disputes.sealed_offers import seal_offer
from handsel.work.jobs.models import OutsideArbiter
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import FrozenClock
from tests.factories import usd
from tests.time_travel import let_pass
from tests.trust.disputing import answered, handed, latest, offered, opened
from tests.web.scenario import signed_in

COVERS = ("handsel.web.disputes.agreed", "handsel.web.disputes.arbiter")


def name_arbiter() -> None:
    """The policy of the next jobs names Vera."""
    ensure_presets()
    rules = Policy.objects.current().get(name="classic").rules
    named = replace(rules, arbiter_name="Vera Lint", arbiter_email="vera@example.org")
    publish(Actor(HOUSE), "classic", named)


@pytest.fixture
def dispute(db: object, frozen_clock: FrozenClock, ada: Person, ben: Person) -> Dispute:
    """A matter of the only operator, which waits for the arbiter."""
    name_arbiter()
    milestone = factories.delivered(ada, ben, 1000, 500)
    post(Actor(ada.pk), milestone.job, words="Meet me at the lighthouse.", files=[])
    answered(ben, opened(ada, milestone, evidence=[2]))
    offered(ben, latest(), 640)
    seal_offer(Actor(ada.pk), latest(), expected_round=1, to_freelancer=usd(431))
    Person.objects.filter(pk=ben.pk).update(is_operator=True)
    return handed(latest())


@pytest.fixture
def address(dispute: Dispute) -> str:
    """The link in the mail."""
    return reverse("arbiter", args=[make_link(OutsideArbiter.objects.get())])


def read(client: Client, address: str) -> str:
    """The page, once it was opened to read."""
    client.post(address, {"read": "1", "key": str(uuid4())})
    return client.get(address).content.decode()


def test_it_is_read_after_a_click_and_shows_that_dispute_alone(client: Client, address: str) -> None:
    gate = client.get(address).content.decode()
    assert "Open and read it" in gate
    assert "Signs differ." not in gate
    assert not Entry.objects.filter(kind="dispute.read").exists()
    page = read(client, address)
    assert all(words in page for words in ("Signs differ.", "They match.", "$640.00", "Vera Lint"))
    assert not any(words in page for words in ("lighthouse", "431", 'href="/jobs/'))


def test_a_decision_is_on_the_record_under_the_name_and_the_link_shows_it(
    client: Client, address: str, ben: Person, dispute: Dispute
) -> None:
    read(client, address)
    sent = {"amount": "600", "reason": "Six of ten signs match.", "key": str(uuid4())}
    assert client.post(address, sent | {"amount": "1001"}).status_code == 422
    for _ in range(2):
        page = client.post(address, sent, follow=True).content.decode()
        shown = ("Your decision is on the record", "$600.00", "$400.00", "Six of ten signs match.")
        assert all(words in page for words in shown)
    assert Entry.objects.filter(kind="dispute.decided").count() == 1
    page = client.get(address).content.decode()
    assert "What you decided" in page
    assert not any(words in page for words in ("They match.", "<form", 'href="/jobs/'))
    page = signed_in(ben).get(reverse("dispute", args=[dispute.job_id, 1])).content.decode()
    assert "The arbiter Vera Lint decided on $600.00" in page
    assert "Vera Lint" in signed_in(ben).get(reverse("workroom", args=[dispute.job_id])).content.decode()


def test_after_the_decision_another_one_is_refused_and_changes_nothing(client: Client, address: str) -> None:
    read(client, address)
    sent = {"amount": "600", "reason": "Six of ten signs match.", "key": str(uuid4())}
    client.post(address, sent)
    for changed in ({"amount": "700"}, {"reason": "Seven match."}, {"amount": "1001"}, {"reason": ""}):
        answer = client.post(address, sent | changed)
        assert answer.status_code == 409
        assert "This form was already sent with different content." in answer.content.decode()
    answer = client.post(
        address,
        sent | {"amount": "700", "key": str(uuid4())},
        headers={"referer": f"http://testserver{address}"},
        follow=True,
    )
    assert "This cannot be done at this step of the dispute." in answer.content.decode()
    assert "What you decided" in answer.content.decode()
    assert (latest().to_freelancer, Entry.objects.filter(kind="dispute.decided").count()) == (60_000, 1)


def test_who_decides_reads_when_the_work_counts_as_done(
    client: Client, address: str, eve: Person, dispute: Dispute
) -> None:
    Person.objects.filter(pk=eve.pk).update(is_operator=True)
    assert "Done when: Part 1 is in the Workroom" in read(client, address)
    page = reverse("dispute-decision", args=[dispute.job_id, 1])
    signed_in(eve).post(page, {"read": "1"})
    assert "Done when: Part 1 is in the Workroom" in signed_in(eve).get(page).content.decode()


def test_an_unread_dispute_is_not_decided(client: Client, address: str) -> None:
    answer = client.post(address, {"amount": "600", "reason": "So.", "key": str(uuid4())})
    assert "Open and read it" in answer.content.decode()
    assert latest().stage == "with operator"


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("settled", "settled this dispute themselves"),
        ("withdrawn", "was withdrawn"),
        ("with operator", "The time for a decision is over"),
    ],
)
def test_a_link_of_a_dispute_that_waits_no_more_says_how_it_ended_and_nothing_else(
    client: Client, address: str, frozen_clock: FrozenClock, dispute: Dispute, stage: str, words: str
) -> None:
    frozen_clock(dispute.ends_at)
    Dispute.objects.filter(pk=dispute.pk).update(stage=stage)
    for answer in (
        client.get(address),
        client.post(address, {"read": "1", "amount": "600", "reason": "So."}),
    ):
        assert answer.status_code == 410
        page = answer.content.decode()
        assert words in page
        assert dispute.reason not in page
        assert "$1,000" not in page
    assert client.get(f"{address}evidence/file/1/").status_code == 404
    assert not Entry.objects.filter(kind="dispute.read").exists()


def test_a_link_that_the_site_did_not_sign_finds_nothing(client: Client, address: str) -> None:
    secret = address.rstrip("/").rsplit("/", 1)[1]
    for forged in ("0" * 64, secret[:-1], secret[:-3] + "abc", secret.partition(":")[0]):
        assert client.get(reverse("arbiter", args=[forged])).status_code == 404


def test_a_side_who_is_signed_in_finds_nothing_by_the_link(address: str, ada: Person, ben: Person) -> None:
    for person in (ada, ben):
        assert signed_in(person).get(address).status_code == 404
        assert signed_in(person).post(address, {"read": "1"}).status_code == 404
    assert not Entry.objects.filter(kind="dispute.read").exists()


def test_before_it_is_handed_over_the_page_names_the_arbiter(db: object, ada: Person, ben: Person) -> None:
    name_arbiter()
    row = opened(ada, factories.delivered(ada, ben, 1000, 500))
    page = signed_in(ben).get(reverse("dispute", args=[row.job_id, 1])).content.decode()
    assert "The arbiter Vera Lint decides, with reasons" in page
    assert page.count(": the arbiter Vera Lint decides.") == 1
    assert "or the outcome is decided for you both" in page
    assert "operator decides" not in page


def test_the_terms_say_who_decides_before_one_agrees(db: object, ada: Person, ben: Person) -> None:
    name_arbiter()
    job = factories.awarded(ada, ben)
    page = " ".join(signed_in(ben).get(reverse("terms", args=[job.pk])).content.decode().split())
    assert "Then the outside arbiter, Vera Lint (vera@example.org), decides" in page
    Person.objects.create_user("otto@example.org", name="Otto Berg", is_operator=True)
    page = " ".join(signed_in(ben).get(reverse("terms", args=[job.pk])).content.decode().split())
    assert "an appeal goes to the outside arbiter, Vera Lint (vera@example.org)" in page
    Person.objects.create_user("eve@example.org", name="Eve Moss", is_operator=True)
    page = " ".join(signed_in(ben).get(reverse("terms", args=[job.pk])).content.decode().split())
    assert "Another operator decides an appeal. If they do not, the decision stands." in page
    assert "the outside arbiter does: Vera Lint (vera@example.org)." in page


def test_an_appeal_says_that_the_arbiter_decides_it(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    name_arbiter()
    olga = Person.objects.create_user("otto@example.org", name="Otto Berg", is_operator=True)
    answered(ben, opened(ada, factories.delivered(ada, ben, 1000, 500)))
    let_pass(frozen_clock, days=6)
    read_dispute(Actor(olga.pk), latest())
    decide_dispute(Actor(olga.pk), latest(), to_freelancer=usd(700), reason="Mostly done.")
    address = reverse("dispute", args=[latest().job_id, 1])
    assert (
        "The arbiter Vera Lint decides within 5 business days."
        in signed_in(ada).get(address).content.decode()
    )
    sent = {"reason": "One is missing.", "key": str(uuid4())}
    answer = signed_in(ada).post(reverse("dispute-appeal", args=[latest().job_id, 1]), sent, follow=True)
    assert "Appealed. The arbiter Vera Lint decides" in answer.content.decode()
