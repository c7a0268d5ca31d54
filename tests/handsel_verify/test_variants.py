"""What is written in any other way than the house's is refused; the page `/verify/` is asked the same."""

from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from handsel_verify.bundles import check
from handsel_verify.proofs import check_entry
from tests.handsel_verify.variants.goods import Good, goods
from tests.handsel_verify.variants.spoiling import Variant
from tests.handsel_verify.variants.table import VARIANTS

pytestmark = pytest.mark.usefixtures("frozen_clock")

MADE: dict[str, Good] = {}


@pytest.fixture
def good(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Good]:
    """What the house hands out, made once in a process; to spoil and check it takes no database."""
    if not MADE:
        with django_db_blocker.unblock(), transaction.atomic():
            MADE.update(goods(tmp_path_factory.mktemp("goods")))
            transaction.set_rollback(True)
    return MADE


@pytest.mark.django_db
def test_what_the_house_hands_out_has_no_fault(tmp_path: Path) -> None:
    place = tmp_path / "good.zip"
    for name, handed_out in goods(tmp_path).items():
        place.write_bytes(handed_out.bundle)
        assert check(place).faults == [], name


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_the_command_says_what_both_verifiers_say(
    good: dict[str, Good], variant: Variant, tmp_path: Path
) -> None:
    place = tmp_path / f"variant.{variant.suffix}"
    place.write_bytes(variant.spoil(good[variant.of]))
    faults = (check if variant.suffix == "zip" else check_entry)(place).faults
    assert variant.tells(faults), faults


def test_each_variant_has_a_name_of_its_own() -> None:
    names = [variant.name for variant in VARIANTS]
    assert sorted(set(names)) == sorted(names)
