"""`handsel sample`: build the sample data, and print how to sign in."""

import sys
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Max

from handsel.config.sample.hourly import HourlyScript, runs_timer
from handsel.config.sample.job_script import JobScript, deposits_money, withdraws_some
from handsel.config.sample.jobs import SAMPLE_JOBS, TIMED_JOB, UNHURRIED, script_for
from handsel.config.sample.people import PASSWORD, SAMPLE_PEOPLE, make_people
from handsel.config.sample.timeline import Story, play
from handsel.kernel import clock
from handsel.kernel.identifiers import HOUSE
from handsel.money.rails.sandbox.scenarios import Outcome, SettlementSpeed
from handsel.notices.models import Notice
from handsel.people.calendars import house_calendar
from handsel.people.joining import make_operator
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets, publish
from handsel.policy.rules import DEFAULT_POLICY, PRESETS, FeePayer, Rules
from handsel.record.actions import Actor
from handsel.record.entry_time import telling_history
from handsel.record.models import Entry

HISTORY = timedelta(days=160)
UNREAD = timedelta(days=4)
"""Notices of the last days stay unread."""


def main() -> int:
    """Fill an empty database; does nothing if it has people."""
    if Person.objects.exists():
        print("This house has people already: the sample is for an empty one. Nothing was changed.")
        return 1
    build(clock.now(), jobs=len(SAMPLE_JOBS))
    print(how_to_sign_in())
    return 0


def build(present: datetime, *, jobs: int, quiet: bool = False) -> None:
    """Create the people and play this many of the jobs up to the present."""
    with telling_history():
        _build(present, jobs=jobs, quiet=quiet)


def _build(present: datetime, *, jobs: int, quiet: bool) -> None:
    with clock.frozen_at(present - HISTORY):
        cast = make_people()
    with clock.frozen_at(_house_time(present - HISTORY)):
        _make_rules(cast["Olga"])
    sample_jobs, monday = SAMPLE_JOBS[:jobs], house_calendar().week_of(present)
    scripts = [script_for(cast, sample_job, monday) for sample_job in sample_jobs]
    stories = [
        (_morning(present - timedelta(days=ago), place), story(script))
        for place, (script, (*_, story, ago)) in enumerate(zip(scripts, sample_jobs, strict=True))
    ]
    stories += [(present - HISTORY + timedelta(days=1), wallets) for wallets in _money(cast)]
    play(stories, present, _silent if quiet else _progress)
    _run_timer(scripts, present)
    Notice.objects.filter(told_at__lt=present - UNREAD).update(read_at=present - UNREAD)


def _run_timer(scripts: list[JobScript], present: datetime) -> None:
    """Let the timer run on one hourly job of the sample, if it has that."""
    timed = [script for script in scripts if isinstance(script, HourlyScript) and script.title == TIMED_JOB]
    for script in timed:
        runs_timer(script, present)


def _house_time(begins: datetime) -> datetime:
    """When the house's own chain can go on: it may have entries from before the sample."""
    at = Entry.objects.filter(chain__subject=HOUSE).aggregate(last=Max("at"))["last"]
    return max(begins, at or begins)


def _make_rules(operator: Person) -> None:
    ensure_presets()
    make_operator(operator)
    publish(Actor(operator.pk), DEFAULT_POLICY, Rules(fee_basis_points=500))
    quick = Rules(award_lapse_days=5, auto_release_days=3, fee_basis_points=300, fee_payer=FeePayer.CLIENT)
    publish(Actor(operator.pk), "fast", quick)
    publish(Actor(operator.pk), UNHURRIED, replace(PRESETS[UNHURRIED], review_days=10, fee_basis_points=500))


def _morning(day: datetime, place: int) -> datetime:
    """A time in the morning of a day, different for each script."""
    calendar = house_calendar()
    return calendar.start_of(calendar.day_of(day)) + timedelta(hours=8, minutes=17 + 23 * place % 200)


def how_to_sign_in() -> str:
    """Email, role and password of everybody."""
    rows = [f"  {role.email:<28} {role.name}, {role.does}" for role in SAMPLE_PEOPLE]
    return "\n".join(["", "Sign in as any of these, with the password " + PASSWORD, *rows, ""])


def _money(cast: dict[str, Person]) -> list[Story]:
    return [_client(cast[name]) for name in ("Ada", "Ruth", "Sunniva", "Teodor")] + [
        _freelancer(cast[name]) for name in ("Ben", "Mireille", "Ifeoma")
    ]


def _client(person: Person) -> Story:
    """Deposits over the months: one fails, one is returned, one is still pending."""
    deposits_money(person, 12_000)
    yield timedelta(days=30)
    deposits_money(person, 5_000, speed=SettlementSpeed.BANK_DAYS)
    yield timedelta(days=40)
    deposits_money(person, 3_000, speed=SettlementSpeed.BANK_DAYS, outcome=Outcome.FAILS)
    yield timedelta(days=1)
    deposits_money(person, 6_000, speed=SettlementSpeed.BANK_DAYS)
    yield timedelta(days=50)
    deposits_money(person, 400, speed=SettlementSpeed.BANK_DAYS, outcome=Outcome.RETURNS)
    yield HISTORY - timedelta(days=122.5)
    deposits_money(person, 2_000, speed=SettlementSpeed.BANK_DAYS)


def _freelancer(person: Person) -> Story:
    """Payouts, one of which the bank sends back."""
    yield timedelta(days=80)
    withdraws_some(person)
    yield timedelta(days=30)
    withdraws_some(person, outcome=Outcome.FAILS)
    yield timedelta(days=30)
    withdraws_some(person)


def _progress(done: int, of: int) -> None:
    """Count on a terminal; elsewhere print the last line only."""
    if sys.stdout.isatty() or done == of:
        print(
            f"\rTelling the history of the sample house: day {done} of {of}",
            end="\n" if done == of else "",
            flush=True,
        )


def _silent(done: int, of: int) -> None:
    pass
