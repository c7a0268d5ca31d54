"""What is written in any other way than the house's is refused; the page `/verify/` is asked the same."""

from pathlib import Path

import pytest

from handsel_verify.bundles import check
from handsel_verify.proofs import check_entry
from tests.handsel_verify.variants.goods import Good, goods
from tests.handsel_verify.variants.spoiling import Variant
from tests.handsel_verify.variants.table import VARIANTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

MADE: dict[str, Good] = {}


@pytest.fixture
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Good]:
    """What the house hands out, made once in a process."""
    if not MADE:
        MADE.update(goods(tmp_path_factory.mktemp("goods")))
    return MADE


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
