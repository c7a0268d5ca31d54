"""The modules with trials, in running order."""

import os
from importlib import import_module

import django

from bench.trial import Trial

MODULES = (
    "bench.one_transfer",
    "bench.raw_limit",
    "bench.settling",
    "bench.busy_account",
    "bench.sqlite",
    "bench.weekly_run",
    "bench.weekly_pages",
    "bench.act",
    "bench.merkle",
    "bench.log",
    "bench.audit",
    "bench.tracked_bundle",
    "bench.pages",
    "bench.hourly_pages",
    "bench.console_pages",
    "bench.tracker_uploads",
    "bench.work_view",
    "bench.full_house",
    "bench.up",
    "bench.streams",
    "bench.off_platform",
    "bench.tracker_costs",
)
"""Each defines `TRIALS`, a tuple."""


def trials() -> tuple[Trial, ...]:
    """Every trial. Sets up Django first, so that the modules can import models."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    return tuple(trial for module in MODULES for trial in import_module(module).TRIALS)
