"""ASGI entry point: event streams run on Django's ASGI handler, everything else on WSGI threads."""

import os
import re
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

from handsel.config.request_body import buffered, fail_on_disconnect, has_body, send_with_timeout

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handsel.config.settings")

THREADS = 10
PIECES_MAX = 256
"""Response chunks buffered for a slow client. Django's have 4 kB, so no page blocks a thread."""
DOWNLOADS = re.compile(r"/jobs/\d+/(?:files/\d+/download/|evidence\.zip)|/me/data/archive\.zip")
DOWNLOADS_AT_ONCE_MAX = 16
"""Downloads have their own threads, so slow clients don't block pages."""

_django: Any = get_wsgi_application()
_pages: Any = WSGIMiddleware(_django, workers=THREADS, send_queue_size=PIECES_MAX)
_downloads: Any = WSGIMiddleware(_django, workers=DOWNLOADS_AT_ONCE_MAX)
_streams = get_asgi_application()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Handle one request. Drop header names with underscores: they could spoof a proxy's headers."""
    if scope["type"] == "http":
        scope = {**scope, "headers": [header for header in scope["headers"] if b"_" not in header[0]]}
    if scope["type"] != "http" or _is_stream(scope):
        await _streams(scope, receive, send)
    else:
        pages = _downloads if DOWNLOADS.fullmatch(scope["path"]) else _pages
        async with buffered(scope, fail_on_disconnect(receive)) as (buffered_scope, body):
            await pages(buffered_scope, body, send_with_timeout(send))


def _is_stream(scope: dict[str, Any]) -> bool:
    """Whether this is an event stream. One with a body is not: its size would go unchecked."""
    return scope["path"].startswith("/events/") and not has_body(scope["headers"])
