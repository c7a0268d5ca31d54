"""Numbers in addresses: what no database holds is not found, whatever the page."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from handsel.policy.publishing import ensure_presets
from handsel.web.base.path_numbers import PathNumber
from tests.architecture import tracked
from tests.web.scenario import signed_in
from tests.web.test_access import ROUTES, HourlyWorld, hourly_world_of

LARGE = [*map(str, (2**31, 2**53 - 1, 2**63)), "9" * 5000]
"""Beyond what a column of 32 bits, the record, a column of 64 bits and an integer from text hold."""
STAND_IN = 4711


@pytest.mark.parametrize("typed", [0, 1, 2**31, 2**53 - 1])
def test_a_number_within_the_limit_is_read(typed: int) -> None:
    assert re.fullmatch(PathNumber.regex, str(typed))
    assert PathNumber().to_python(str(typed)) == typed
    assert PathNumber().to_url(typed) == str(typed)


@pytest.mark.parametrize("typed", [2**53, 10**16 - 1])
def test_a_number_beyond_what_the_record_holds_is_no_number(typed: int) -> None:
    with pytest.raises(ValueError, match=str(typed)):
        PathNumber().to_python(str(typed))


@pytest.mark.parametrize("path", tracked.files("src/*urls.py"), ids=str)
def test_no_route_has_a_number_without_a_limit(path: Path) -> None:
    assert "<int:" not in path.read_text()


def addresses(world: HourlyWorld) -> list[tuple[str, str]]:
    """Every address with a number, with its method, once for each number in it, which `STAND_IN` replaces."""
    return [
        (reverse(name, args=[*args[:place], STAND_IN, *args[place + 1 :]]), route.method)
        for name, routes in ROUTES.items()
        for route in routes
        for args in [route.args(world)]
        for place, value in enumerate(args)
        if isinstance(value, int)
    ]


def test_a_large_number_in_any_address_is_not_found_or_refused(
    frozen_clock: Any, ada: Any, ben: Any, olga: Any
) -> None:
    ensure_presets()
    world = hourly_world_of(ada, ben, olga)
    client = signed_in(ada)
    answers = {
        f"{method} {address} {number:.20}": getattr(client, method)(address.replace(str(STAND_IN), number))
        for address, method in addresses(world)
        for number in LARGE
    }
    wrong = {
        address: answer.status_code
        for address, answer in answers.items()
        if answer.status_code not in ({401} if "/api/" in address else {404, 409})
    }
    assert not wrong
