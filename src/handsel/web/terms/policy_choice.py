"""The policy of terms, and the days to release, which follow the policy until somebody chooses their own."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.policy.models import Policy
from handsel.policy.rules import Rules
from handsel.ui.fields import DataSelect
from handsel.ui.policy_names import policy_text
from handsel.web.base.policy_words import answer_text, business_days_text, days_text, policy_meaning
from handsel.work.jobs.lifecycle import JobKind
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

    def __init__(
        self,
        *args: Any,
        policies: Sequence[Policy],
        kinds: Collection[JobKind] = (JobKind.FIXED,),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        self.rules = {policy.name: policy.rules for policy in policies}
        labels = [(name, _label(name, rules, kinds)) for name, rules in self.rules.items()]
        _offer(self.fields["policy"], labels)
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
    def words(self) -> dict[str, str]:
        """What the page says of the chosen policy, by name; a script puts in those of another choice."""
        rules = self.chosen_rules()
        return _option_words(rules) if rules else {}

    @property
    def policy_hint(self) -> str:
        """What the chosen policy means; of a new job, the page hides what is of the kind not chosen."""
        names = [*(kind.value for kind in self.kinds), "meaning"]
        spans = [(name, name, self.words.get(name, "")) for name in names]
        parts = format_html_join(" ", '<span class="{}" data-words="{}">{}</span>', spans)
        return format_html("{} {}", parts, _("Locked once you both agree."))


def _offer(field: forms.Field, choices: Sequence[tuple[str, str]]) -> None:
    field.choices = choices  # type: ignore[attr-defined]


def _days_choices() -> list[tuple[str, str]]:
    """Whatever terms may say, so that the days of every policy are among them."""
    days = [(str(n), days_text(n)) for n in range(RELEASE_DAYS_MIN, RELEASE_DAYS_MAX + 1)]
    return [(AS_POLICY, _("Policy default")), *days, ("", _("Off"))]


def _label(name: str, rules: Rules, kinds: Collection[JobKind]) -> str:
    """The name of a policy, with how long an answer may take where the kind of the job is known."""
    if len(kinds) > 1:
        return policy_text(name)
    is_hourly = JobKind.HOURLY in kinds
    days = business_days_text(rules.review_days) if is_hourly else days_text(rules.auto_release_days)
    return _("{policy} ({days})").format(policy=policy_text(name), days=days)


def _option_words(rules: Rules) -> dict[str, str]:
    """What the page says while a policy is chosen."""
    release = _("{days} (policy)").format(days=days_text(rules.auto_release_days))
    answers = {kind.value: answer_text(rules, kind) for kind in JobKind}
    return {"release": release, "lapse": _lapse_words(rules), "meaning": policy_meaning(rules), **answers}


def _lapse_words(rules: Rules) -> str:
    words = _("The offer expires after {days} without an answer. You pay nothing now.")
    return words.format(days=days_text(rules.award_lapse_days))
