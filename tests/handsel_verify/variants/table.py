"""The one table of cases on which `handsel-verify` and the page `/verify/` must agree."""

from tests.handsel_verify.variants.entries import ENTRIES
from tests.handsel_verify.variants.manifests import MANIFESTS
from tests.handsel_verify.variants.notes import NOTES
from tests.handsel_verify.variants.offers import OFFERS
from tests.handsel_verify.variants.proofs import PROOFS
from tests.handsel_verify.variants.spoiling import Variant
from tests.handsel_verify.variants.time import TIME
from tests.handsel_verify.variants.time_entries import TIME_ENTRIES
from tests.handsel_verify.variants.zips import ZIPS

WHOLE = [
    Variant(f"a bundle that is {name}", lambda good: good.bundle, of=name)
    for name in ("plain", "erased", "witnessed", "waiting", "tracked", "settled")
]
VARIANTS = [*WHOLE, *ENTRIES, *MANIFESTS, *NOTES, *ZIPS, *PROOFS, *TIME, *TIME_ENTRIES, *OFFERS]
