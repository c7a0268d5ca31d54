"""Whether the site can work: for whatever watches over it."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from handsel.console.machines.readiness import readiness_faults
from handsel.kernel import clock
from handsel.record.entry_time import clock_is_wrong

DATABASE_AWAY = "The database does not answer."


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """200 and `ok`, or 503 and a sentence that says no more than where an operator looks first."""
    try:
        return _answer(["The clock is wrong."] if clock_is_wrong() else [])
    except DatabaseError:
        return _answer([DATABASE_AWAY])


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 and `ok` if everything around the house is as it needs it; else 503 and a line for each fault."""
    try:
        return _answer([fault.sentence for fault in readiness_faults(clock.now())])
    except DatabaseError:
        return _answer([DATABASE_AWAY])


def _answer(faults: list[str]) -> HttpResponse:
    lines = "\n".join(faults) or "ok"
    return HttpResponse(f"{lines}\n", status=503 if faults else 200, content_type="text/plain")
