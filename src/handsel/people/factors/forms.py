"""Forms that take a code: at signing in, to confirm that it is you, and to set up an app."""

from textwrap import wrap
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as allauth
from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from handsel.kernel import clock
from handsel.people import attempts
from handsel.people.factors.checking import check_code
from handsel.people.factors.totp import matching_step, new_secret
from handsel.people.models import Person

CODE_LENGTH = 40
"""More than any code, however it is copied."""
SET_UP_SECONDS = 60 * 60
"""How long a page with a new secret may stand open."""


class _Code(forms.Form):
    """A code of the app, or a recovery code; wrong ones are counted like wrong passwords."""

    code = forms.CharField(
        label=_("Code"),
        max_length=CODE_LENGTH,
        help_text=_("The 6 digits from your authenticator app, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )
    user: Person

    def clean_code(self) -> str:
        """Take the code, which works once."""
        adapter = get_adapter()
        tries = adapter.take_code_try(self.user)
        code: str = self.cleaned_data["code"]
        self.authenticator = check_code(self.user, code, at=clock.now())
        if self.authenticator is None:
            raise forms.ValidationError(_("That code is wrong or was used before. Wait for the next one."))
        attempts.succeed(tries)
        return code


class SignInCode(_Code, allauth.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ConfirmCode(_Code):
    """A code instead of the password, to confirm that it is you."""

    def __init__(self, *args: Any, user: Person, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)


class SetUpApp(forms.Form):
    """The code by which an app shows that it has the secret, which the form carries signed for one person."""

    signed = forms.CharField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(
        label=_("Code from the app"),
        max_length=CODE_LENGTH,
        help_text=_("The 6 digits that the app shows now for this site."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    step: int

    def __init__(self, data: Any = None, *, user: Person) -> None:
        super().__init__(data)
        salt = f"handsel.people.factors.app {user.pk}"
        self.secret, self.is_stale = new_secret(), False
        try:
            self.secret = signing.loads(self.data.get("signed", ""), salt=salt, max_age=SET_UP_SECONDS)
        except signing.BadSignature:
            self.is_stale = self.is_bound
        self.signed_secret = signing.dumps(self.secret, salt=salt)

    @property
    def grouped_secret(self) -> str:
        """The secret in groups of four, to be typed; apps leave out the blanks."""
        return " ".join(wrap(self.secret, 4))

    def clean_code(self) -> str:
        """The code, if it is that of the secret, now."""
        code = "".join(self.cleaned_data["code"].split())
        if self.is_stale:
            raise forms.ValidationError(
                _("This page was open for too long. Scan the new QR code and try again.")
            )
        step = matching_step(self.secret, code, at=clock.now(), after=0)
        if step is None:
            words = _(
                "That is not the code. Check that your phone sets its time automatically, "
                "and try the next one."
            )
            raise forms.ValidationError(words)
        self.step = step
        return code
