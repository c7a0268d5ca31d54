"""Ben downloads the evidence bundle, and proves with it alone what was said."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.log.cosignatures import witnessed
from handsel.record.log.keys import signer
from handsel.record.log.writer import write_log
from handsel.record.models import Cosignature, SignedCheckpoint
from handsel.work.jobs.models import Job
from handsel_verify.bundles import check
from handsel_verify.notes import Note, note_from
from handsel_verify.witnesses import Witnessed
from tests.record.evidence import lines, members, rewritten, with_lines
from tests.stories.people import Seat, seat
from tests.web.scenario import work_all, world_of
from tests.witnessing import witness_signer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("frozen_clock"),
]

SEEN = 1_772_470_800


@pytest.fixture
def job(ada: Person, ben: Person) -> Job:
    job = world_of(ada, ben).job
    work_all()
    write_log()
    return job


def newest() -> SignedCheckpoint:
    return SignedCheckpoint.objects.latest("size")


def note_with(checkpoint: SignedCheckpoint) -> Note:
    """A checkpoint with the signatures of its witnesses, as it is published."""
    return note_from(witnessed(checkpoint))


def downloaded(at: Seat, name: str, place: Path) -> Path:
    with at.page.expect_download() as download:
        at.page.get_by_role("link", name=name, exact=True).click()
    download.value.save_as(place)
    return place


def verdict(page: Page, file: Path) -> Any:
    """What the page says of a file that is dropped on it."""
    page.set_input_files("input[type=file]", file)
    shown = page.locator("section.verdict").first
    expect(shown.get_by_role("heading")).to_have_text(file.name)
    expect(shown).not_to_have_attribute("data-verdict", "", timeout=20_000)
    return shown


def test_the_record_is_taken_home_and_proves_itself(
    browser: Browser, live_server: Any, ben: Person, job: Job, tmp_path: Path
) -> None:
    at_home = seat(browser, live_server.url, ben)
    at_home.opens(f"/jobs/{job.pk}/")
    bundle = downloaded(at_home, "Evidence bundle", tmp_path / "bundle.zip")
    assert check(bundle, signer().key).faults == []

    at_home.opens(f"/jobs/{job.pk}/entries/3/proof/")
    at_home.reads("It matches")
    at_home.looks("proof")
    proof = downloaded(at_home, "Proof", tmp_path / "proof.json")

    at_home.opens("/log/")
    at_home.looks("log")
    at_home.opens("/verify/")
    at_home.looks("verify")
    whole = verdict(at_home.page, bundle)
    expect(whole).to_have_attribute("data-verdict", "whole")
    expect(whole).to_contain_text("The key is the one this site publishes")
    expect(verdict(at_home.page, proof)).to_have_attribute("data-verdict", "whole")
    with ZipFile(bundle) as zipped:
        files = [zipped.read(name) for name in zipped.namelist() if name.startswith("files/")]
        (tmp_path / "sketch.txt").write_bytes(next(data for data in files if data == b"bytes"))
    expect(verdict(at_home.page, tmp_path / "sketch.txt")).to_contain_text("sketch.txt = sketch.txt, entry")
    at_home.looks("verify-whole")


def test_whoever_saw_the_log_is_asked_for_in_the_browser(
    browser: Browser, live_server: Any, ben: Person, job: Job, tmp_path: Path
) -> None:
    north, south, checkpoint = witness_signer("north.example"), witness_signer("south.example"), newest()
    line = north.cosigned(note_from(checkpoint.note).text, SEEN)
    Cosignature.objects.create(
        checkpoint=checkpoint, name=north.name, key=str(north.key), line=str(line), at=clock.now()
    )
    at_home = seat(browser, live_server.url, ben)
    at_home.opens(f"/jobs/{job.pk}/")
    bundle = downloaded(at_home, "Evidence bundle", tmp_path / "bundle.zip")
    at_home.opens(f"/jobs/{job.pk}/entries/3/proof/")
    proof = downloaded(at_home, "Proof", tmp_path / "proof.json")
    at_home.opens("/verify/")
    keys = at_home.page.get_by_label("Witness keys, one per line")
    for file in (bundle, proof):
        keys.fill("")
        unasked = verdict(at_home.page, file)
        expect(unasked).to_have_attribute("data-verdict", "whole")
        expect(unasked).to_contain_text("Co-signed by north.example")
        keys.fill(f"\n {north.key}\n")
        seen = verdict(at_home.page, file)
        expect(seen).to_have_attribute("data-verdict", "whole")
        expect(seen).to_contain_text(Witnessed(note_with(checkpoint), north.key).sentence)
        keys.fill(f"{north.key}\n{south.key}")
        unseen = verdict(at_home.page, file)
        expect(unseen).to_have_attribute("data-verdict", "broken")
        expect(unseen).to_contain_text(Witnessed(note_with(checkpoint), south.key).sentence)
    at_home.looks("verify-witnesses")
    keys.fill(str(signer().key))
    expect(verdict(at_home.page, proof)).to_contain_text("is the key of a log, not of a witness")
    namesake = witness_signer("north.example", "another")
    keys.fill(str(namesake.key))
    expect(verdict(at_home.page, proof)).to_contain_text("north.example has not co-signed the checkpoint")


def test_what_was_tampered_with_is_named(
    browser: Browser, live_server: Any, ben: Person, job: Job, tmp_path: Path
) -> None:
    at_home = seat(browser, live_server.url, ben)
    at_home.opens(f"/jobs/{job.pk}/")
    bundle = downloaded(at_home, "Evidence bundle", tmp_path / "bundle.zip")
    content = members(bundle)
    entries = lines(content)
    entries[2] = entries[2] | {"content": entries[2]["content"] | {"note": "Never said."}}
    at_home.opens("/verify/")
    forged = rewritten(tmp_path / "forged.zip", with_lines(content, entries))
    broken = verdict(at_home.page, forged)
    expect(broken).to_have_attribute("data-verdict", "broken")
    expect(broken).to_contain_text("entry 3: its content does not match its commitment")
    expect(broken).to_contain_text("entries.jsonl was changed")
    at_home.looks("verify-broken")
    cut = rewritten(tmp_path / "cut.zip", with_lines(content, lines(content)[:-1]))
    expect(verdict(at_home.page, cut)).to_contain_text("the site signed for")
    (tmp_path / "two.zip").write_bytes(forged.read_bytes() + bundle.read_bytes())
    expect(verdict(at_home.page, tmp_path / "two.zip")).to_have_attribute("data-verdict", "broken")
    (tmp_path / "half.zip").write_bytes(bundle.read_bytes()[:1000])
    expect(verdict(at_home.page, tmp_path / "half.zip")).to_have_attribute("data-verdict", "broken")
    (tmp_path / "other.txt").write_text("A file that nobody brought.")
    expect(verdict(at_home.page, tmp_path / "other.txt")).to_contain_text(
        "This file is in none of the records"
    )
    proof = {
        "entry": lines(content)[0] | {"hash": "00" * 32},
        "checkpoint": content["checkpoint.txt"].decode(),
    }
    (tmp_path / "proof.json").write_text(json.dumps(proof | {"key": str(signer().key)}))
    expect(verdict(at_home.page, tmp_path / "proof.json")).to_have_attribute("data-verdict", "broken")


def test_what_was_added_is_named_whatever_its_name(
    browser: Browser, live_server: Any, ben: Person, job: Job, tmp_path: Path
) -> None:
    at_home = seat(browser, live_server.url, ben)
    at_home.opens(f"/jobs/{job.pk}/")
    bundle = downloaded(at_home, "Evidence bundle", tmp_path / "bundle.zip")
    at_home.opens("/verify/")
    for name in ("toString", "__proto__", "constructor"):
        more = rewritten(tmp_path / f"{name}.zip", members(bundle) | {name: b"more"})
        result = verdict(at_home.page, more)
        expect(result).to_have_attribute("data-verdict", "broken")
        expect(result).to_contain_text(f"{name} was added to the bundle")


def test_a_broken_bundle_vouches_for_no_file(
    browser: Browser, live_server: Any, ben: Person, job: Job, tmp_path: Path
) -> None:
    at_home = seat(browser, live_server.url, ben)
    at_home.opens(f"/jobs/{job.pk}/")
    content = members(downloaded(at_home, "Evidence bundle", tmp_path / "bundle.zip"))
    forged = tmp_path / "contract.txt"
    forged.write_bytes(b"All rights are mine.")
    named = {"name": "contract.txt", "sha256": sha256(forged.read_bytes()).hexdigest(), "size": 20}
    entries = lines(content)
    entries[1] = entries[1] | {"content": entries[1]["content"] | {"files": [named]}}
    at_home.opens("/verify/")
    broken = verdict(at_home.page, rewritten(tmp_path / "forged.zip", with_lines(content, entries)))
    expect(broken).to_have_attribute("data-verdict", "broken")
    result = verdict(at_home.page, forged)
    expect(result).to_have_attribute("data-verdict", "broken")
    expect(result).to_contain_text("This file is in none of the records checked here.")
