"""allauth's forms with our labels and hints."""

import json
from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from handsel.people.email_address import EMAIL_LENGTH, NormalisedEmailField
from handsel.people.roles import Role, role_field
from handsel.people.zones import former_names, zone_choices
from handsel.ui.fields import NoBidiTextField
from handsel.ui.long_select import LongSelect

PASSWORD_HINT = _("At least 10 characters. Do not use a common password.")
LABELS = {
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, again"),
}


class _Plain(forms.Form):
    """Labels instead of placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if "password2" in self.fields:
            for name in LABELS.keys() & set(self.fields):
                self.fields[name].label = LABELS[name]
        for name in {"email", "login"} & set(self.fields):
            self.fields[name] = _one_form_of(self.fields[name])
        for name in {"password1"} & set(self.fields):
            self.fields[name].help_text = PASSWORD_HINT
        for name in {"password", "oldpassword"} & set(self.fields):
            self.fields[name].help_text = ""


def _one_form_of(field: forms.Field) -> NormalisedEmailField:
    """The same field, for an address in its one form."""
    limit = MaxLengthValidator(EMAIL_LENGTH)
    return NormalisedEmailField(label=field.label, widget=field.widget, validators=[limit])


class SignIn(_Plain, allauth.LoginForm):  # type: ignore[misc]
    """Email and password; a mismatch is shown at the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["remember"].label = _("Keep me signed in on this device")

    def clean(self) -> dict[str, Any]:
        """Check email and password together."""
        try:
            super().clean()
        except forms.ValidationError as error:
            self.add_error("password", error)
        return self.cleaned_data


class SignUp(_Plain, allauth.SignupForm):  # type: ignore[misc]
    """Name, email, password, role and time zone."""

    name = NoBidiTextField(
        label=_("Your name"),
        max_length=80,
        help_text=_("The name your clients and freelancers see."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    purpose = role_field(initial=Role.BOTH)
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=lambda: zone_choices(settings.HOUSE_TIME_ZONE),
        widget=LongSelect,
        help_text=_("We show times in this zone. A deadline is the same moment for everyone."),
    )
    field_order = ["name", "email", "password1", "purpose", "time_zone"]

    def try_save(self, request: HttpRequest) -> Any:
        """Save, or mail the person who has this email; both take the time of a password's hash."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].initial = settings.HOUSE_TIME_ZONE
        if not self.is_bound:
            guess = {"data-time-zone": "guess", "data-former-names": json.dumps(former_names())}
            self.fields["time_zone"].widget.attrs.update(guess)


class ChangePassword(_Plain, allauth.ChangePasswordForm):  # type: ignore[misc]
    """The current password, and the new one twice."""


class SetPassword(_Plain, allauth.SetPasswordForm):  # type: ignore[misc]
    """A password for somebody who has none yet."""


class ResetPassword(_Plain, allauth.ResetPasswordForm):  # type: ignore[misc]
    """The email to send the link to."""

    def clean_email(self) -> str:
        """The email, unless links were asked for too often from here."""
        email: str = super().clean_email()
        get_adapter().take_reset(email)
        return email


class NewPassword(_Plain, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, twice."""


class ChangeEmail(_Plain, allauth.AddEmailForm):  # type: ignore[misc]
    """The new email to sign in with."""


class Reauthenticate(_Plain, allauth.ReauthenticateForm):  # type: ignore[misc]
    """The password again, before money leaves or a sign-in changes."""
