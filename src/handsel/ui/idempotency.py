"""The idempotency key of a form: sending it twice performs the action once."""

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from handsel.kernel import identifiers

FIELD = "key"


def key_input() -> SafeString:
    """A hidden field with a new key."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, identifiers.new())


def key_of(request: HttpRequest) -> UUID:
    """The submitted key, or a new one; raises `BadRequest` for an invalid key."""
    written = request.POST.get(FIELD)
    if written is None:
        return identifiers.new()
    try:
        return UUID(written)
    except ValueError as error:
        raise BadRequest("the key of the form is no UUID") from error
