"""The key that a form carries, so that sending it twice does its act once."""

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
    """The key that came with the form, or a new one; what is no key is a bad request."""
    written = request.POST.get(FIELD)
    if written is None:
        return identifiers.new()
    try:
        return UUID(written)
    except ValueError as error:
        raise BadRequest("the key of the form is no UUID") from error
