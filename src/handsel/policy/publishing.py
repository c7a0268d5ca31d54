"""Publish policy versions: an action on the house's chain."""

from dataclasses import asdict, replace
from datetime import datetime

from handsel.kernel.characters import refuse_bidi_controls
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts, plain
from handsel.kernel.refusals import Stale
from handsel.people.calendars import house_calendar
from handsel.policy.days_off import days_off
from handsel.policy.entries import PUBLISHED
from handsel.policy.models import Policy
from handsel.policy.rules import PRESETS, Rules
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain


def publish(actor: Actor, name: str, rules: Rules, *, reason: str = "", after: int | None = None) -> Policy:
    """Publish a new version of a policy, with the days off of its calendar.

    Jobs keep the version they pinned. Raises `Stale` if the last version is not
    the one that `after` names; 0 is none.
    """
    refuse_bidi_controls(reason)

    def body(context: ActionContext) -> Facts:
        published = plain(asdict(_with_days_off(rules, context.at)))
        last = Policy.objects.filter(name=name).order_by("-version").first()
        newest = last.version if last else 0
        if after is not None and after != newest:
            raise Stale
        version = newest + 1
        Policy.objects.create(name=name, version=version, rules_json=published, published_at=context.at)
        return {"name": name, "version": version, "rules": published, "reason": reason}

    request = {"name": name, "rules": plain(asdict(rules)), "reason": reason}
    facts = perform(ActionSpec(PUBLISHED, Chain.Kind.HOUSE, HOUSE, request), actor, body)
    return Policy.objects.get(name=name, version=facts["version"])


def _with_days_off(rules: Rules, at: datetime) -> Rules:
    """The rules with the holidays of their calendar, for the year of publishing and four more."""
    if not rules.holiday_calendar:
        return rules
    year = house_calendar().day_of(at).year
    return replace(rules, days_off=days_off(rules.holiday_calendar, year))


def ensure_presets() -> None:
    """Publish missing presets."""
    known = set(Policy.objects.values_list("name", flat=True))
    for name, rules in PRESETS.items():
        if name not in known:
            publish(Actor(HOUSE), name, rules)
