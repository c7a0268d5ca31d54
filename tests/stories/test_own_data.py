"""Ben exports all his data: requested, watched while it is made, downloaded, removed."""

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, expect

from handsel.exports.models import Export
from handsel.people.models import Person
from tests.stories.people import seat, work_all
from tests.web.scenario import world_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_all_of_ones_data_is_taken_home(
    browser: Browser, live_server: Any, ada: Person, ben: Person, tmp_path: Path
) -> None:
    job = world_of(ada, ben).job
    at_home = seat(browser, live_server.url, ben)
    at_home.opens("/me/data/")
    at_home.looks("own-data")
    at_home.page.get_by_role("button", name="Request my data").click()
    at_home.reads("Starting")
    Export.objects.update(done=7, whole=30)
    expect(at_home.page.get_by_text("7 of 30 parts")).to_be_visible(timeout=10_000)
    at_home.looks("own-data-being-made")

    work_all()
    expect(at_home.page.get_by_role("link", name="Download")).to_be_visible(timeout=10_000)
    at_home.looks("own-data-ready")
    with at_home.page.expect_download() as download:
        at_home.page.get_by_role("link", name="Download").click()
    download.value.save_as(tmp_path / "mine.zip")
    with ZipFile(tmp_path / "mine.zip") as archive:
        assert f"jobs/{job.pk}/record.json" in archive.namelist()

    at_home.page.get_by_role("button", name="Delete it now").click()
    at_home.reads("Request my data")
