"""Sealed offers: neither side's number is seen by anybody before both met, wherever one looks."""

import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.urls import reverse

from handsel.exports.request_export import request_export
from handsel.kernel import clock
from handsel.kernel.refusals import KeyReused, NotFound
from handsel.record.actions import Actor
from handsel.record.log.writer import write_log
from handsel.record.models import Entry
from handsel.tasks.models import Task
from handsel.trust.disputes.models import SealedOffer
from handsel.trust.disputes.refusals import (
    AlreadySealed,
    DisputeClosed,
    ExceedsDisputed,
    RoundOver,
    RoundsUsed,
    SealingOff,
)
from handsel.trust.disputes.sealed_offers import seal_offer
from handsel.trust.disputes.settling import accept_dispute_offer, withdraw_dispute
from handsel_verify.canonical import canonical
from tests.auditing import faults
from tests.balances import earnings, escrow
from tests.factories import usd
from tests.time_travel import let_pass
from tests.trust.disputing import latest, offered
from tests.web.scenario import signed_in, work_all

pytestmark = pytest.mark.usefixtures("frozen_clock")

COVERS = ("handsel.trust.disputes.entries.sealed",)
SECRET = 617.23
WRITTEN = ("61723", "617.23")


def sealed(person, part, key=None, expected_round=None):
    actor, dispute = Actor(person.pk, key=key) if key else Actor(person.pk), latest()
    seal_offer(actor, dispute, expected_round=expected_round or dispute.open_round, to_freelancer=usd(part))
    return latest()


def last_facts():
    return Entry.objects.filter(kind__startswith="dispute.").order_by("number").last().facts


@pytest.mark.parametrize("by_client_first", [True, False])
def test_where_they_meet_it_settles_half_way_and_both_openings_can_be_recomputed(
    ada, ben, negotiated, by_client_first
):
    numbers = [(ada, 650.01), (ben, 600)]
    for person, part in numbers if by_client_first else reversed(numbers):
        dispute = sealed(person, part)
    assert (dispute.stage, dispute.to_freelancer, dispute.sealed_by) == ("settled", 62_501, "")
    assert (earnings(ben), escrow(), SealedOffer.objects.count()) == (usd(625.01), usd(500), 0)
    facts = last_facts()
    entries = Entry.objects.filter(kind="dispute.sealed")
    committed = {entry.facts["side"]: entry.facts["commitment"] for entry in entries}
    for opening in facts["openings"]:
        content = {"side": opening["side"], "to_freelancer": opening["to_freelancer"]}
        content |= {"job": str(dispute.job.uuid), "dispute": 1}
        digest = sha256(bytes.fromhex(opening["salt"]) + canonical(content)).hexdigest()
        assert digest == opening["commitment"] == committed[opening["side"]]
    assert faults() == []


def test_where_they_do_not_meet_both_are_destroyed_and_neither_is_anywhere(ada, ben, negotiated):
    sealed(ada, SECRET)
    dispute = sealed(ben, 890.11)
    assert (dispute.stage, dispute.sealed_by, SealedOffer.objects.count()) == ("negotiating", "", 0)
    assert last_facts()["round"] == 1
    for written in (*WRITTEN, "89011", "890.11"):
        assert written not in everything_stored()
    assert faults() == []


def everything_stored() -> str:
    """Every value of every row, as text."""
    models = apps.get_models(include_auto_created=True)
    values = [value for model in models for row in model._default_manager.values_list() for value in row]
    return " ".join(str(bytes(value) if isinstance(value, memoryview) else value) for value in values)


def everything_shown(people, dispute) -> Iterator[bytes]:
    """What pages, feeds, the bundle and the archive of each person tell."""
    job = dispute.job_id
    names = ("workroom", "job-billing", "terms", "reports", "room-news")
    addresses = [reverse("home"), reverse("inbox"), reverse("jobs"), reverse("search") + "?q=sealed"]
    addresses += [reverse(name, args=[job]) for name in names]
    addresses += [reverse("dispute", args=[job, dispute.number])]
    for person in people:
        client = signed_in(person)
        yield from (b"".join(client.get(address)) for address in addresses)
        bundle = b"".join(client.get(reverse("evidence", args=[job])))
        yield from _unzipped(bundle)
        request_export(Actor(person.pk))
        work_all()
    for path in settings.EXPORTS_DIR.rglob("*.zip"):
        yield from _unzipped(path.read_bytes())


def _unzipped(data: bytes) -> Iterator[bytes]:
    with ZipFile(BytesIO(data)) as archive:
        yield from (archive.read(name) for name in archive.namelist())


def test_one_number_alone_is_on_no_page_nor_in_any_bundle_archive_notice_log_or_row(
    ada, ben, negotiated, caplog
):
    dispute = sealed(ada, SECRET)
    work_all()
    write_log()
    text = json.dumps(list(Task.objects.values()), default=str) + caplog.text + " ".join(faults())
    assert (dispute.sealed_by, SealedOffer.objects.count()) == ("client", 1)
    shown = list(everything_shown((ada, ben), dispute))
    for written in WRITTEN:
        assert written not in text
        assert written not in everything_stored()
        assert [page for page in shown if written.encode() in page] == []


def test_the_file_of_the_database_has_no_number(ada, negotiated):
    if connection.vendor != "sqlite":
        pytest.skip("the bytes of a file are SQLite's")
    sealed(ada, SECRET)
    connection.ensure_connection()
    data = connection.connection.serialize()
    assert all(written.encode() not in data for written in WRITTEN)


def test_one_alone_is_void_after_a_day_and_the_next_round_may_begin(frozen_clock, ada, ben, negotiated):
    dispute = sealed(ada, SECRET)
    assert dispute.round_ends_at == clock.now() + timedelta(hours=24)
    frozen_clock(dispute.round_ends_at)
    with pytest.raises(RoundOver):
        sealed(ben, 1)
    let_pass(frozen_clock, minutes=1)
    dispute = latest()
    assert (dispute.round, dispute.sealed_by, SealedOffer.objects.count()) == (1, "", 0)
    assert sealed(ben, 900).round == 2
    assert faults() == []


def test_there_are_three_rounds_and_one_number_of_a_side_in_each(ada, ben, negotiated):
    for number in (1, 2, 3):
        assert sealed(ada, 100).round == number
        with pytest.raises(AlreadySealed):
            sealed(ada, 200)
        sealed(ben, 900)
    with pytest.raises(RoundsUsed):
        sealed(ada, 900)


def test_a_form_sent_twice_seals_once_and_one_with_another_number_is_refused(ada, negotiated):
    key = Actor(ada.pk).key
    sealed(ada, SECRET, key)
    sealed(ada, SECRET, key)
    assert Entry.objects.filter(kind="dispute.sealed").count() == 1
    with pytest.raises(KeyReused):
        sealed(ada, 1, key)


def test_only_sides_seal_within_what_is_disputed_while_they_negotiate(ada, eve, olga, negotiated):
    for part in (-1, 1000.01):
        with pytest.raises(ExceedsDisputed):
            sealed(ada, part)
    for person in (eve, olga):
        with pytest.raises(NotFound):
            sealed(person, 1)


def test_before_the_answer_nothing_is_sealed(ada, dispute):
    with pytest.raises(DisputeClosed):
        sealed(ada, 1)


def test_a_side_that_keeps_the_site_seals_nothing(ada, ben, negotiated):
    ben.is_operator = True
    ben.save()
    with pytest.raises(SealingOff):
        sealed(ada, 1)


@pytest.mark.parametrize("how", ["accept", "withdraw", "hand over"])
def test_whatever_ends_the_negotiation_destroys_what_is_sealed(frozen_clock, ada, ben, negotiated, how):
    offered(ada, negotiated, 300)
    frozen_clock(negotiated.ends_at - timedelta(hours=2))
    sealed(ada, SECRET)
    if how == "accept":
        accept_dispute_offer(Actor(ben.pk), latest(), expected=usd(300))
    elif how == "withdraw":
        withdraw_dispute(Actor(ada.pk), latest())
    else:
        let_pass(frozen_clock, hours=3)
        assert latest().stage == "with operator"
    assert (latest().sealed_by, SealedOffer.objects.count()) == ("", 0)
    assert not Task.objects.filter(kind="dispute.void").exists()
    assert faults() == []


def test_a_sealed_offer_that_was_altered_or_taken_away_is_named(ada, negotiated):
    dispute = sealed(ada, SECRET)
    row = SealedOffer.objects.get()
    SealedOffer.objects.update(sealed=row.sealed[:-4] + "AAA=")
    assert f"what is sealed in {dispute} is not what was committed" in faults()
    SealedOffer.objects.all().delete()
    assert f"what was sealed in {dispute} is gone" in faults()


def test_a_number_is_sealed_for_the_round_that_the_page_showed(ada, ben, negotiated):
    sealed(ada, 500)
    sealed(ben, 900)
    with pytest.raises(RoundOver):
        sealed(ben, 901, expected_round=1)
    assert (latest().round, SealedOffer.objects.count()) == (1, 0)
    assert sealed(ben, 901, expected_round=2).round == 2
