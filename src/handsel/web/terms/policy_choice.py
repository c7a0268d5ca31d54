"""The policy of terms, and the days to release, which follow the policy until somebody chooses their own."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.policy.models import Policy
from handsel.policy.rules import Rules
from handsel.ui.fields import DataSelect
from handsel.ui.policy_names import policy_text
from handsel.web.base.policy_words import days_text, policy_meaning
from handsel.work.jobs.models import Job
from handsel.work.terms.content import RELEASE_DAYS_MAX, RELEASE_DAYS_MIN, Terms

AS_POLICY = "policy"
"""The choice of as many days as the policy says."""


def offered_policies(job: Job | None = None) -> list[Policy]:
    """The policies to choose from: the current ones, or the one that is pinned to a job."""
    if job is not None and job.bound_at is not None:
        return [job.policy]
    return list(Policy.objects.current())


def chosen_days(terms: Terms, policies: Sequence[Policy]) -> str:
    """The choice of days that existing terms stand for: those of their policy follow it further."""
    days = terms.auto_release_days
    if any(row.name == terms.policy and row.rules.auto_release_days == days for row in policies):
        return AS_POLICY
    return str(days or "")


class PolicyForm(forms.Form):
    """A policy, and the days to release."""

    policy = forms.ChoiceField(label=gettext_lazy("Policy"), widget=DataSelect)
    auto_release_days = forms.ChoiceField(
        label=gettext_lazy("Auto-release after"), required=False, widget=DataSelect
    )

    def __init__(self, *args: Any, policies: Sequence[Policy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = {policy.name: policy.rules for policy in policies}
        _offer(self.fields["policy"], [(name, _label(name, rules)) for name, rules in self.rules.items()])
        words = {name: _option_words(rules) for name, rules in self.rules.items()}
        self.fields["policy"].widget.data = words
        if "auto_release_days" in self.fields:
            _offer(self.fields["auto_release_days"], _days_choices())
            self.fields["auto_release_days"].widget.data = {AS_POLICY: {"words": "release"}}

    def clean_auto_release_days(self) -> int | None:
        """The days, or None for never: terms say how many they are, and not that a policy says it."""
        chosen = self.cleaned_data["auto_release_days"]
        if chosen == AS_POLICY or "auto_release_days" not in self.data:
            rules = self.rules.get(self.cleaned_data.get("policy", ""))
            return rules.auto_release_days if rules else None
        return int(chosen) if chosen else None

    def chosen_rules(self) -> Rules | None:
        """The rules of the policy that the form has chosen, if it is offered."""
        return self.rules.get(self["policy"].value() or "")

    @property
    def lapse_words(self) -> str:
        """When an award under the policy lapses."""
        rules = self.chosen_rules()
        return _lapse_words(rules) if rules else ""

    @property
    def policy_hint(self) -> str:
        """What the chosen policy means; a script puts the words of another choice in their place."""
        rules = self.chosen_rules()
        meaning, locked = policy_meaning(rules) if rules else "", _("Locked once you both agree.")
        return format_html('<span data-words="meaning">{}</span> {}', meaning, locked)


def _offer(field: forms.Field, choices: Sequence[tuple[str, str]]) -> None:
    field.choices = choices  # type: ignore[attr-defined]


def _days_choices() -> list[tuple[str, str]]:
    """Whatever terms may say, so that the days of every policy are among them."""
    days = [(str(n), days_text(n)) for n in range(RELEASE_DAYS_MIN, RELEASE_DAYS_MAX + 1)]
    return [(AS_POLICY, _("Policy default")), *days, ("", _("Off"))]


def _label(name: str, rules: Rules) -> str:
    words = _("{policy} ({days})")
    return words.format(policy=policy_text(name), days=days_text(rules.auto_release_days))


def _option_words(rules: Rules) -> dict[str, str]:
    """What a script shows while a policy is chosen."""
    release = _("{days} (policy)").format(days=days_text(rules.auto_release_days))
    return {"release": release, "lapse": _lapse_words(rules), "meaning": policy_meaning(rules)}


def _lapse_words(rules: Rules) -> str:
    words = _("The offer expires after {days} without an answer. You pay nothing now.")
    return words.format(days=days_text(rules.award_lapse_days))
