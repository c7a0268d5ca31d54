"""Mail settings: how often, and quiet hours."""

from datetime import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handsel.notices.mail_preferences import choose_mail
from handsel.notices.mail_schedule import Frequency, MailSchedule, QuietHours
from handsel.notices.models import MailPreference
from handsel.people.account_mail import retry
from handsel.people.delivery import undelivered_to
from handsel.ui.fields import CardRadio
from handsel.web.base.decorators import AuthenticatedRequest, actor_of, page

FREQUENCIES = [
    (Frequency.AT_ONCE.value, gettext_lazy("At once")),
    (Frequency.HOURLY.value, gettext_lazy("Every hour")),
    (Frequency.DAILY.value, gettext_lazy("Every day")),
    (Frequency.NEVER.value, gettext_lazy("Never")),
]
HINTS = {
    Frequency.AT_ONCE.value: gettext_lazy("An email for each notification."),
    Frequency.HOURLY.value: gettext_lazy("One email, on the hour."),
    Frequency.DAILY.value: gettext_lazy("One email, at 08:00 your time."),
    Frequency.NEVER.value: gettext_lazy("In Notifications only."),
}


def _time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput({"type": "time"}, "%H:%M"))


class MailForm(forms.Form):
    """How often somebody wants mail, and in which hours none."""

    frequency = forms.TypedChoiceField(
        label=gettext_lazy("Email me about messages and reports"),
        choices=FREQUENCIES,
        coerce=Frequency,
        widget=CardRadio(HINTS),
    )
    quiet_from = _time_field(gettext_lazy("Quiet from"))
    quiet_until = _time_field(gettext_lazy("Quiet until"))

    def clean(self) -> dict[str, Any]:
        """Quiet hours need a start and an end, at different times."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if (start is None) is not (end is None):
            self.add_error(
                "quiet_from" if start is None else "quiet_until",
                _("Enter both a start and an end for quiet hours."),
            )
        elif start is not None and start == end:
            self.add_error("quiet_until", _("Quiet hours must start and end at different times."))
        return cleaned

    @property
    def choice(self) -> MailSchedule:
        """The chosen schedule."""
        cleaned = self.cleaned_data
        start: time | None = cleaned["quiet_from"]
        return MailSchedule(
            cleaned["frequency"], None if start is None else QuietHours(start, cleaned["quiet_until"])
        )


@page("GET", "POST")
def mailing(request: AuthenticatedRequest) -> HttpResponse:
    """The settings; a POST changes them."""
    form = MailForm(request.POST or None, initial=_initial(MailPreference.of(request.user)))
    if request.method == "POST" and form.is_valid():
        choose_mail(actor_of(request), form.choice)
        messages.success(request, _("Settings saved."))
        return redirect("my-mail")
    context = {"form": form, "undelivered": undelivered_to(request.user)}
    return render(request, "web/account/mail_settings.html", context, status=422 if form.errors else 200)


@page("POST")
def retrying(request: AuthenticatedRequest) -> HttpResponse:
    """Try to mail somebody whose address refused mail."""
    row = undelivered_to(request.user)
    if row is not None:
        retry(row)
    messages.success(request, _("A mail is on its way to {email}.").format(email=request.user.email))
    return redirect("my-mail")


def _initial(choice: MailSchedule) -> dict[str, object]:
    quiet = choice.quiet
    return {
        "frequency": choice.frequency.value,
        "quiet_from": quiet and quiet.start,
        "quiet_until": quiet and quiet.end,
    }
