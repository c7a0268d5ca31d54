"""The page `/verify/` says of every file what `handsel-verify` says of it: whole, or not, and why."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from playwright.sync_api import Page, expect

from handsel_verify.bundles import check
from tests.handsel_verify.variants.chance import spoiled_by_chance
from tests.handsel_verify.variants.goods import goods, tracked_good, untracked_goods
from tests.handsel_verify.variants.table import VARIANTS
from tests.record.evidence import bring, rewritten, written

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("frozen_clock"),
]

SPOILED = 150
TOLD = """sections => Object.fromEntries(sections.map(section => [
  section.querySelector("[data-name]").textContent,
  [section.dataset.verdict, [...section.querySelectorAll("[data-faults] li")].map(line => line.textContent)],
]))"""


def test_both_verifiers_say_the_same(browser_page: Page, live_server: Any, tmp_path: Path) -> None:
    good = goods(tmp_path)
    files = {tmp_path / f"{place}.{variant.suffix}": variant for place, variant in enumerate(VARIANTS)}
    for file, variant in files.items():
        file.write_bytes(variant.spoil(good[variant.of]))
    browser_page.goto(f"{live_server.url}/verify/")
    browser_page.set_input_files("input[type=file]", list(files))
    done = browser_page.locator('.verdict:not([data-verdict=""])')
    expect(done).to_have_count(len(files), timeout=60_000)
    results = done.evaluate_all(TOLD)
    wrong = {
        variant.name: results[file.name]
        for file, variant in files.items()
        if results[file.name][0] != ("whole" if variant.why is None else "broken")
        or not variant.tells(results[file.name][1])
    }
    assert wrong == {}


@pytest.mark.soak
def test_both_say_the_same_of_time_that_is_spoiled_by_chance(
    browser_page: Page, live_server: Any, tmp_path: Path
) -> None:
    files = [tmp_path / f"{place}.zip" for place in range(SPOILED)]
    for file, spoiled in zip(files, spoiled_by_chance(tracked_good(tmp_path), SPOILED), strict=True):
        file.write_bytes(spoiled)
    browser_page.goto(f"{live_server.url}/verify/")
    browser_page.set_input_files("input[type=file]", files)
    done = browser_page.locator('.verdict:not([data-verdict=""])')
    expect(done).to_have_count(SPOILED, timeout=60_000)
    results = done.evaluate_all(TOLD)
    wrong = {
        file.name: (faults, results[file.name])
        for file in files
        if (faults := {in_general(fault) for fault in check(file).faults})
        != {in_general(fault) for fault in results[file.name][1]}
    }
    assert wrong == {}


def in_general(fault: str) -> str:
    """A fault without what each verifier says in its own way: its name, quotes, what is wrong with JSON."""
    words = fault.replace("’", "'").replace("a newer page", "a newer handsel-verify")
    return re.sub(r"(it is no JSON|a record has no number like).*", "it is no JSON", words)


def test_a_file_that_a_record_names_may_be_of_any_sort(
    browser_page: Page, live_server: Any, tmp_path: Path
) -> None:
    """What reads like a bundle is checked as one, though: that a record names it does not make it whole."""
    job, forged = uuid4(), untracked_goods(tmp_path)["plain"]
    with ZipFile(tmp_path / "letter.docx", "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("word/document.xml", "<w:t>Dear Ada</w:t>" * 9)
    (tmp_path / "rates.json").write_text('{"rate": 1.5}')
    rewritten(tmp_path / "forged.zip", forged.content | {"index.html": b"Never said."})
    files = [tmp_path / name for name in ("letter.docx", "rates.json", "forged.zip")]
    for file in files:
        bring(job, file.name, file.read_bytes())
    browser_page.goto(f"{live_server.url}/verify/")
    browser_page.set_input_files("input[type=file]", [written(job, tmp_path / "bundle.zip"), *files])
    verdicts = {"bundle.zip": "whole", "letter.docx": "whole", "rates.json": "whole", "forged.zip": "broken"}
    for name, verdict in verdicts.items():
        shown = browser_page.locator(".verdict").filter(has=browser_page.get_by_role("heading", name=name))
        expect(shown).to_have_attribute("data-verdict", verdict)
    expect(browser_page.get_by_text("letter.docx = letter.docx, entry 1")).to_be_visible()
