"""The door for servers: live streams go to Django's ASGI handler, everything else over WSGI."""

import os
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

from handsel.config.bodies import arrived, has_body, whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handsel.config.settings")

THREADS = 10
_django: Any = get_wsgi_application()
_pages: Any = WSGIMiddleware(_django, workers=THREADS)
_streams = get_asgi_application()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer one request. Header names with underscores are dropped: they could pass for a proxy's own."""
    if scope["type"] == "http":
        scope = {**scope, "headers": [header for header in scope["headers"] if b"_" not in header[0]]}
    if scope["type"] != "http" or _is_stream(scope):
        await _streams(scope, receive, send)
    else:
        async with arrived(scope, whole(receive)) as (whole_scope, body):
            await _pages(whole_scope, body, send)


def _is_stream(scope: dict[str, Any]) -> bool:
    """Whether a live stream is asked for; nobody who does sends a body, which would be read unmeasured."""
    return scope["path"].startswith("/events/") and not has_body(scope["headers"])
