"""allauth's adapter of factors: what a passkey of this site is called on a device, and our words."""

from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class FactorsAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """A passkey belongs to the host of the site, whatever a request calls it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That passkey did not work. Try again, or use another way."),
    }

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site as a device knows it: its host and its name."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "", "name": settings.HOUSE_NAME}
