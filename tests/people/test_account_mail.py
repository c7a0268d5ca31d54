"""Mail about signing in: by the worker, with links to the site alone, and no flood of it."""

import pytest

from handsel.people.account_mail import MAILS_MAX, at_base_url, may_mail


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://evil.example:6666/confirm/key/?next=/me/", "https://site.example/confirm/key/?next=/me/"),
        ("/password/reset/", "https://site.example/password/reset/"),
    ],
)
def test_an_address_is_that_of_the_site(address: str, expected: str, settings: object) -> None:
    settings.BASE_URL = "https://site.example"  # type: ignore[attr-defined]
    assert at_base_url(address) == expected


@pytest.mark.django_db
def test_what_strangers_can_have_mailed_has_a_limit_and_what_happened_has_none() -> None:
    allowed = [may_mail("account/email/unknown_account", "ada@example.org") for _ in range(MAILS_MAX + 1)]
    assert allowed == [True] * MAILS_MAX + [False]
    assert may_mail("account/email/email_changed", "ada@example.org")
    assert may_mail("account/email/unknown_account", "ben@example.org")
