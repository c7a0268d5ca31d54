"""The form of a policy under a new name, which begins with the rules of another one."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.console.policies.rules_form import RulesForm
from handsel.policy.models import Policy

NAME_LENGTH_MAX = 40


class NewPolicyForm(RulesForm):
    """The rules of a new policy, with its name."""

    field_order = ["name"]

    name = forms.RegexField(
        r"\A[a-z][a-z0-9-]*\Z",
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Small letters, digits and hyphens: “our-own” is shown as “Our own”."),
        max_length=NAME_LENGTH_MAX,
        error_messages={
            "invalid": gettext_lazy("Begin with a small letter, then small letters, digits or hyphens.")
        },
    )

    def clean_name(self) -> str:
        """Refuse the name of a policy that there is."""
        name = str(self.cleaned_data["name"])
        if Policy.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is a policy of this name. Choose another name."))
        return name

    def published_as(self, policy: Policy) -> tuple[str, int]:
        """The name, of which there is no version yet."""
        return self.cleaned_data["name"], 0
