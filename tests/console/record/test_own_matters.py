"""Operators read nothing in the record of the house that others wrote about a matter of their own."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.urls import reverse

from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.log import keys
from handsel.record.log.writer import write_log
from handsel.trust.casework.acts import add_note
from handsel_verify.bundles import check
from tests import factories
from tests.trust.conduct.reported import decided, removal_proposed, reported
from tests.trust.disputing import handed, opened
from tests.web.scenario import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
Bundle = Callable[[Person], bytes]


@pytest.fixture
def bundle_of(frozen_clock: Any, ada: Person, ben: Person, olga: Person) -> Bundle:
    """The bundle as a person gets it; Ada is an operator too, whom Ben's report is about."""
    ada.is_operator = True
    ada.save()
    milestone = factories.delivered(ada, ben, 1000, 500)
    dispute = handed(opened(ada, milestone))
    add_note(Actor(olga.pk), "disputes", str(dispute.pk), note="Ask Ben for the drawings.")
    decided(olga, reported(ben, milestone.job), reason="She wrote it twice.")
    write_log()

    def bundle_of(person: Person) -> bytes:
        answer: Any = signed_in(person).get(reverse("console-bundle"))
        return b"".join(answer.streaming_content)

    return bundle_of


def test_a_side_gets_neither_notes_nor_reasons(bundle_of: Bundle, ada: Person, tmp_path: Path) -> None:
    place = tmp_path / "house.zip"
    place.write_bytes(bundle_of(ada))
    text = b"".join(ZipFile(place).read(name) for name in ("entries.jsonl", "index.html"))
    assert b"drawings" not in text
    assert b"twice" not in text
    report = check(place, keys.signer().key)
    assert report.faults == []
    remark = "is withheld: it is about a matter in which its reader takes part"
    assert len([line for line in report.remarks if line.endswith(remark)]) == 2
    page = signed_in(ada).get(reverse("console-record")).content.decode()
    assert "twice" not in page
    assert page.count("Withheld: it is about a matter in which you take part") == 2


def test_other_operators_get_all_of_it(bundle_of: Bundle, olga: Person) -> None:
    archive = ZipFile(BytesIO(bundle_of(olga)))
    assert b"drawings" in archive.read("entries.jsonl")
    assert b"twice" in archive.read("index.html")
    assert json.loads(archive.read("manifest.json"))["withheld"] == {}


def test_a_side_reads_no_reason_of_a_removal_of_its_own_job(ada: Person, ben: Person, olga: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(is_operator=True)
    ada.refresh_from_db()
    removal_proposed(olga, reported(ben, factories.bound(ada, ben, 50)), reason="She did it twice.")
    assert "twice" not in signed_in(ada).get(reverse("console-record")).content.decode()
    assert "twice" in signed_in(olga).get(reverse("console-record")).content.decode()
