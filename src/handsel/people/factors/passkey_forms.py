"""Forms that take the answer of a passkey, and its name."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

from handsel.people.models import Person
from handsel.ui.fields import NoBidiTextField

NAME_LENGTH = 40
_MALFORMED = (AttributeError, LookupError, TypeError, ValueError)
"""What reading an answer raises that no browser sends."""


class PasskeyName(forms.Form):
    """What a passkey is called."""

    name = NoBidiTextField(
        label=_("Name"),
        max_length=NAME_LENGTH,
        help_text=_("So that you know it again, such as “My phone”."),
    )


class AddPasskey(PasskeyName, allauth.AddWebAuthnForm):  # type: ignore[misc]
    """A name, and the passkey that the device made."""

    passwordless = None

    def __init__(self, data: Any = None, *, user: Person) -> None:
        super().__init__(data, initial={"name": ""}, user=user)  # type: ignore[call-arg]
        self.fields["credential"].error_messages["required"] = _("Your device made no passkey. Try again.")

    def clean_name(self) -> str:
        """The name that was typed."""
        name: str = self.cleaned_data["name"]
        return name

    def clean(self) -> dict[str, Any] | None:
        """Check the passkey against the challenge of the session."""
        try:
            return super().clean()
        except _MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class _PasskeyAnswer(forms.Form):
    """The answer of a passkey; one that cannot be read is wrong."""

    def clean_credential(self) -> Any:
        """The passkey that answered."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class SecondStep(_PasskeyAnswer, allauth.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class SignInByPasskey(_PasskeyAnswer, allauth.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of email and password."""


class ConfirmPasskey(_PasskeyAnswer, allauth.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of the password, to confirm that it is you."""

    def clean_credential(self) -> Any:
        """The passkey that answered, used now."""
        passkey = super().clean_credential()
        passkey.record_usage()
        return passkey
