"""What goes around every page: policy, time zone, refusals and failures."""

import logging
from typing import Any

import pytest
from django.test import Client

from handsel.people.models import Person
from handsel.ui.middleware import CONTENT_POLICY

pytestmark = [pytest.mark.urls("tests.ui.pages"), pytest.mark.django_db]
COVERS = (
    "handsel.ui.error_pages",
    "handsel.ui.context",
    "handsel.ui.navigation",
    "handsel.ui.idempotency",
)


@pytest.fixture
def caller() -> Client:
    """A browser that shows the error page instead of raising."""
    return Client(raise_request_exception=False)


def test_every_page_forbids_what_is_inline_or_from_elsewhere(client: Client) -> None:
    policy = client.get("/job/").headers["Content-Security-Policy"]
    assert policy == CONTENT_POLICY
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr")


def test_a_refusal_says_what_happened_and_leads_back(client: Client) -> None:
    response = client.get("/refuse/", headers={"referer": "http://testserver/confirming/?page=2"})
    page = response.content.decode()
    assert response.status_code == 409
    for words in (
        "There is too little.",
        "No money moved.",
        "Add $5.00 first.",
        'href="/confirming/?page=2"',
    ):
        assert words in page


def test_a_form_that_is_refused_is_so_on_the_page_that_it_was_sent_from(client: Client) -> None:
    before = "/confirming/?page=2"
    response = client.post("/refuse/", headers={"referer": f"http://testserver{before}"}, follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(before, 302)]
    assert 'class="toast bad" tabindex="-1" autofocus' in page
    assert "<b>There is too little.</b> No money moved. Add $5.00 first." in page


@pytest.mark.parametrize("before", ["/nowhere/", "/milestones/1/release/"])
def test_a_page_that_does_not_open_is_no_way_back(client: Client, before: str) -> None:
    response = client.post("/refuse/", headers={"referer": f"http://testserver{before}"})
    assert response.status_code == 409
    assert 'class="button primary" href="/"' in response.content.decode()


def test_a_refusal_is_translated_for_its_reader(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "handsel.ui.error_pages.gettext", lambda words: words.replace("No money moved", "Ingen penger")
    )
    page = client.post("/refuse/").content.decode()
    assert "<p>Ingen penger.</p>" in page


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/trap",
        "//example.org",
        "http://testserver//example.org",
        "javascript:alert(1)",
        "http://[::1",
        "",
    ],
)
def test_the_way_back_never_leaves_the_house(client: Client, elsewhere: str) -> None:
    page = client.post("/refuse/", headers={"referer": elsewhere}).content.decode()
    assert 'class="button primary" href="/"' in page
    assert "example.org" not in page


def test_a_refusal_of_a_part_of_a_page_is_a_notice_in_its_place(client: Client) -> None:
    response = client.post("/refuse/", headers={"hx-request": "true"})
    page = response.content.decode()
    assert response.status_code == 409
    assert response.headers["HX-Retarget"] == "#notices"
    assert page.lstrip().startswith('<div class="notice bad" role="alert">')
    assert "Add $5.00 first." in page


def test_what_is_not_yours_is_not_there(client: Client) -> None:
    hidden, absent = client.get("/hide/"), client.get("/nowhere/at/all/")
    assert hidden.status_code == absent.status_code == 404
    assert "Page not found." in hidden.content.decode()
    assert "Page not found." in absent.content.decode()


def test_a_forbidden_page_says_whose_it_is(client: Client) -> None:
    response = client.get("/forbid/")
    assert response.status_code == 403
    assert "You do not have access to this page." in response.content.decode()


def test_a_form_without_its_token_is_told_so() -> None:
    response = Client(enforce_csrf_checks=True).post("/refuse/")
    assert response.status_code == 403
    assert "This form has expired." in response.content.decode()


def test_an_error_of_the_house_tells_a_reference_and_no_more(caller: Client, caplog: Any) -> None:
    with caplog.at_level(logging.ERROR):
        response = caller.get("/breaks/")
    page = response.content.decode()
    reference = response.context["reference"]
    assert response.status_code == 500
    assert f"500, reference {reference}" in page
    assert "a secret of the house" not in page
    assert any(reference in record.getMessage() for record in caplog.records)


def test_an_unknown_host_is_a_bad_request(caller: Client) -> None:
    response = caller.get("/job/", headers={"host": "example.net"})
    assert response.status_code == 400
    assert "could not read what your browser sent" in response.content.decode()


def test_a_key_that_is_none_is_a_bad_request(caller: Client) -> None:
    assert caller.post("/keyed/", {"key": "not-a-key"}).status_code == 400
    key = "7d0f1f0e-3c1b-5a44-9a55-6c1d4a7f0b01"
    assert caller.post("/keyed/", {"key": key}).content.decode() == key
    assert len(caller.post("/keyed/").content) == 36


def test_times_are_shown_in_the_zone_of_the_person(client: Client, ben: Person) -> None:
    assert "Times are shown in New York" in client.get("/job/").content.decode()
    client.force_login(ben)
    page = client.get("/job/").content.decode()
    assert "Times are shown in Oslo" in page
    assert "Site time is New York" in page


def test_a_page_of_a_job_has_its_head_and_marks_its_tab(client: Client, ben: Person) -> None:
    client.force_login(ben)
    page = client.get("/job/").content.decode()
    assert "<h1>A field guide</h1>" in page
    assert "$3,200.00" in page
    assert 'class="next strip busy" style="--gone: 0"' in page
    assert '<a href="/job/" aria-current="page">Workroom</a>' in page
    assert '<a href="/job/terms/">Terms</a>' in page


def test_strangers_are_offered_help_and_a_way_in(client: Client, ben: Person) -> None:
    page = client.get("/job/").content.decode()
    assert '<a href="/money/"' not in page
    assert 'href="/sign-in/"' in page
    client.force_login(ben)
    page = client.get("/job/").content.decode()
    assert '<a href="/money/"' in page
    assert 'action="/sign-out/"' in page


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("site.example", 404),
        ("SITE.example:443", 404),
        ("site.example:6666", 400),
        ("site.example.", 400),
        ("site.example.:443", 400),
        ("other.example", 400),
    ],
)
def test_in_production_the_site_is_called_by_its_own_name_and_port(
    client: Client, settings: Any, host: str, status: int
) -> None:
    settings.ALLOWED_HOSTS, settings.EXACT_HOSTS = ["site.example"], ["site.example:443"]
    assert client.get("/no-such-page", HTTP_HOST=host).status_code == status
