"""What a form brought, kept on a page from which it can be sent again."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from handsel.ui.idempotency import FIELD
from handsel.web.base.body_limits import body_limit, is_upload

_NEVER_KEPT = "password"
CONFIRM_PREFIX = "confirm"
"""The prefix of the fields by which somebody confirms that it is them: those of the form go without them."""


@dataclass(frozen=True)
class KeptForm:
    """The fields of a form, the texts in them to copy, and whether it had files, which cannot be kept."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool

    @property
    def texts(self) -> list[str]:
        """The values that a person wrote: those of several words."""
        return [value for _, value in self.fields if len(value.split()) > 1]

    @property
    def has_key(self) -> bool:
        """Whether it may be sent twice, and acts once."""
        return any(name == FIELD for name, _ in self.fields)


def kept_form(request: HttpRequest) -> KeptForm | None:
    """The form of a request by somebody with a session; None where there is none that can be sent again.

    A form of another site comes without the cookie of the session, so its words are never shown. Where a
    password was typed, nothing is kept: without it the form would be of no use. What was typed to confirm a
    form is no part of it, and is asked for again.
    """
    if request.method != "POST" or settings.SESSION_COOKIE_NAME not in request.COOKIES or _is_unread(request):
        return None
    fields = tuple(
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if not name.startswith(f"{CONFIRM_PREFIX}-")
    )
    if not fields or any(_NEVER_KEPT in name for name, _ in fields):
        return None
    return KeptForm(request.get_full_path(), fields, bool(request.FILES))


def _is_unread(request: HttpRequest) -> bool:
    """Whether the body is no form, or was not read because it is too long."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return is_upload(request.path) or not length.isdecimal() or int(length) > body_limit(request.path)
