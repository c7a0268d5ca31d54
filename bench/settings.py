"""The project's settings, with the peer ledgers installed."""

import os

os.environ.setdefault("HANDSEL_SECRET_KEY", "a key that only benchmarks use, and long enough for one")

from handsel.config.settings import *  # noqa: F403
from handsel.config.settings import DATABASES, INSTALLED_APPS

CURRENCIES = ["USD"]
DEFAULT_CURRENCY = "USD"
HORDAK_INTERNAL_CURRENCY = "USD"
INSTALLED_APPS = [*INSTALLED_APPS, "mptt", "hordak", "bench.peers.plain"]
if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    MIGRATION_MODULES = {"hordak": None}
