"""Whether the site can work: for whatever watches over it."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from handsel.record.entry_time import clock_is_wrong


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 and `ok`, or 503 and a sentence that says no more than where an operator looks first."""
    try:
        fault = "The clock is wrong." if clock_is_wrong() else ""
    except DatabaseError:
        fault = "The database does not answer."
    return HttpResponse(f"{fault or 'ok'}\n", status=503 if fault else 200, content_type="text/plain")
