"""E-mail addresses: one form for each, whatever was typed, and none that mail cannot reach."""

import unicodedata
from typing import Any

import idna
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from handsel.kernel.characters import is_unseen, normalized
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal

EMAIL_LENGTH = 254
"""The limit of the database and of mail servers (RFC 5321); form fields allow more."""
_TYPED_MAX = 4 * EMAIL_LENGTH
"""A longer text is refused unread: no form of it is an address."""
_UNTYPED = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}


class UnusableEmail(Refusal):
    """A text is not an address that mail can reach."""

    what = gettext_noop("Enter a valid email address.")
    way_out = gettext_noop("Write it like ada@example.org.")


def normalised_email(typed: str) -> str:
    """The one form of an address: small letters, and the domain in ASCII (IDNA 2008, UTS 46).

    Raises `UnusableEmail`, with a sentence that names an invisible character.
    """
    if len(typed) > _TYPED_MAX:
        raise UnusableEmail
    address = normalized("NFC", typed.strip()).lower()
    for character in address:
        if character != " " and (is_unseen(character) or unicodedata.category(character) in _UNTYPED):
            raise _unseen_in_it(character)
    mailbox, _, domain = address.rpartition("@")
    if not mailbox.isascii():
        raise UnusableEmail(gettext_noop("Before the @, use only plain letters, digits and signs."))
    address = f"{mailbox}@{_ascii_domain(domain)}"
    try:
        validate_email(address)
    except ValidationError:
        raise UnusableEmail from None
    return address


def _unseen_in_it(character: str) -> UnusableEmail:
    return UnusableEmail(
        gettext_noop("The address has a space or an invisible character (%(code)s)."),
        way_out=gettext_noop("Type it instead of pasting it."),
        code=f"U+{ord(character):04X}",
    )


def _ascii_domain(domain: str) -> str:
    """A domain as mail servers know it: `b\u00fccher.example` is `xn--bcher-kva.example`."""
    if domain.isascii() and "xn--" not in domain:
        return domain
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except UnicodeError:
        raise UnusableEmail from None


class NormalisedEmailField(forms.EmailField):
    """A form field for an address; cleaned, it has its one form."""

    def to_python(self, value: Any) -> Any:
        """The address in its one form; the error says what to do."""
        typed = super().to_python(value)
        try:
            return normalised_email(typed) if typed else typed
        except UnusableEmail as error:
            refusal = error.worded(gettext)
            raise ValidationError(f"{refusal.what} {refusal.way_out}") from error
