"""The figures of the house for Prometheus: of no person, and few queries."""

import ipaddress
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from handsel.console.machines.figures import Figure, figures
from handsel.kernel import clock
from handsel.kernel.refusals import NotFound

_OF_PROXIES = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")
"""What proxies add to a request."""


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures as Prometheus reads them, for this machine, or whoever has the token of the settings."""
    if not _may_read(request):
        raise NotFound
    return _exposed(figures(clock.now()))


def _exposed(rows: list[Figure]) -> HttpResponse:
    # Slow to import, and no page needs it.
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

    registry = CollectorRegistry()
    gauges: dict[str, Gauge] = {}
    for figure in rows:
        if figure.name not in gauges:
            gauges[figure.name] = Gauge(figure.name, figure.about, list(figure.labels), registry=registry)
        gauge = gauges[figure.name]
        (gauge.labels(**figure.labels) if figure.labels else gauge).set(figure.value)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    """Whether the request has the token, or comes from this machine and through no proxy."""
    token = settings.METRICS_TOKEN
    sent = request.headers.get("Authorization", "")
    if token and secrets.compare_digest(sent.encode(), f"Bearer {token}".encode()):
        return True
    is_forwarded = settings.TRUSTED_PROXIES or any(name in request.headers for name in _OF_PROXIES)
    return not is_forwarded and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
