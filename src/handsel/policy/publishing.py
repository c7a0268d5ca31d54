"""Publish policy versions: an action on the house's chain."""

from dataclasses import asdict

from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts, plain
from handsel.policy.entries import PUBLISHED
from handsel.policy.models import Policy
from handsel.policy.rules import PRESETS, Rules
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.models import Chain


def publish(actor: Actor, name: str, rules: Rules) -> Policy:
    """Publish a new version of a policy; jobs keep the version they pinned."""

    def body(context: ActionContext) -> Facts:
        last = Policy.objects.filter(name=name).order_by("-version").first()
        version = last.version + 1 if last else 1
        Policy.objects.create(
            name=name, version=version, rules_json=plain(asdict(rules)), published_at=context.at
        )
        return {"name": name, "version": version, "rules": plain(asdict(rules))}

    request = {"name": name, "rules": plain(asdict(rules))}
    facts = perform(ActionSpec(PUBLISHED, Chain.Kind.HOUSE, HOUSE, request), actor, body)
    return Policy.objects.get(name=name, version=facts["version"])


def ensure_presets() -> None:
    """Publish missing presets."""
    known = set(Policy.objects.values_list("name", flat=True))
    for name, rules in PRESETS.items():
        if name not in known:
            publish(Actor(HOUSE), name, rules)
