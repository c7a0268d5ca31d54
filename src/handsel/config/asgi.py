"""The door for servers: live streams go to Django's ASGI handler, everything else over WSGI."""

import os
import re
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

from handsel.config.request_body import arrived, has_body, patient, whole

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handsel.config.settings")

THREADS = 10
PIECES_MAX = 256
"""How many pieces of a page wait for a slow reader; Django's have 4 kB, so no page holds a thread."""
DOWNLOADS = re.compile(r"/jobs/\d+/(?:files/\d+/download/|evidence\.zip)|/me/data/archive\.zip")
DOWNLOADS_AT_ONCE_MAX = 16
"""Downloads have threads of their own: whoever reads slowly keeps nobody from the pages."""

_django: Any = get_wsgi_application()
_pages: Any = WSGIMiddleware(_django, workers=THREADS, send_queue_size=PIECES_MAX)
_downloads: Any = WSGIMiddleware(_django, workers=DOWNLOADS_AT_ONCE_MAX)
_streams = get_asgi_application()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer one request. Header names with underscores are dropped: they could pass for a proxy's own."""
    if scope["type"] == "http":
        scope = {**scope, "headers": [header for header in scope["headers"] if b"_" not in header[0]]}
    if scope["type"] != "http" or _is_stream(scope):
        await _streams(scope, receive, send)
    else:
        pages = _downloads if DOWNLOADS.fullmatch(scope["path"]) else _pages
        async with arrived(scope, whole(receive)) as (whole_scope, body):
            await pages(whole_scope, body, patient(send))


def _is_stream(scope: dict[str, Any]) -> bool:
    """Whether a live stream is asked for; nobody who does sends a body, which would be read unmeasured."""
    return scope["path"].startswith("/events/") and not has_body(scope["headers"])
