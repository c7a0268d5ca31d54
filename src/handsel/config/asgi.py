"""ASGI entry point: event streams run on Django's ASGI handler, everything else on WSGI threads."""

import logging
import os
import re
from http import HTTPStatus
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

from handsel.config.connections import CONNECTIONS_MAX, CONNECTIONS_PER_ADDRESS_MAX
from handsel.config.identity import address_of, person_of, visitor_of
from handsel.config.pace import CutShort, Receive, Send, send_with_timeout
from handsel.config.request_body import Scope, buffered, has_body
from handsel.config.turns import Turns
from handsel.kernel.fair_share import FairShare
from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal
from handsel.web.base.database_away import DatabaseAway

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handsel.config.settings")

THREADS = 10
THREADS_EACH_MAX, THREADS_ADDRESS_MAX = 3, 6
"""Threads of pages, and how many of them one visitor, and all of one address, take at once; the rest wait."""
PIECES_MAX = 256
"""Response chunks buffered for a slow client. Django's have 4 kB, so no page blocks a thread."""
DOWNLOADS = re.compile(r"/jobs/\d+/(?:files/\d+/download/|evidence\.zip)|/me/data/archive\.zip")
DOWNLOADS_MAX = 16
DOWNLOADS_EACH_MAX = 4
"""Downloads have their own threads, so slow clients don't block pages; one person takes a part of them."""
PROBES = frozenset({"/healthz", "/healthz/ready"})
PROBES_MAX = 2
"""What watches over the site has threads of its own: it asks most of all while every page thread is busy."""

_django: Any = get_wsgi_application()
_pages: Any = WSGIMiddleware(_django, workers=THREADS, send_queue_size=PIECES_MAX)
_downloads: Any = WSGIMiddleware(_django, workers=DOWNLOADS_MAX)
_probes: Any = WSGIMiddleware(_django, workers=PROBES_MAX)
_streams = get_asgi_application()
_CLOSE = (b"connection", b"close")
_downloading = FairShare(most=DOWNLOADS_MAX, share=DOWNLOADS_EACH_MAX)
_visitors, _addresses = Turns(at_once=THREADS_EACH_MAX), Turns(at_once=THREADS_ADDRESS_MAX)
_under_way = FairShare(most=CONNECTIONS_MAX, share=CONNECTIONS_PER_ADDRESS_MAX)
"""Requests, by the address of who asks: behind a proxy its connections do not tell them apart."""

log = logging.getLogger(__name__)


class StillDownloading(Refusal):
    """Somebody's downloads take their whole share."""

    what = gettext_noop("Many downloads are running, yours among them.")
    kept = gettext_noop("This one was not started.")
    way_out = gettext_noop("Wait until one of yours has ended, then choose it again.")


class NetworkBusy(Refusal):
    """One address asks for more at once than a whole office does."""

    what = gettext_noop("Too many requests from your network are running.")
    kept = gettext_noop("This one was not read, and nothing was changed.")
    way_out = gettext_noop("Wait ten seconds, then try again. Closing some pages of this site helps.")


class BodyIncomplete(Refusal):
    """A body that broke off, or came too slowly."""

    what = gettext_noop("This request did not come whole, or came too slowly.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop("Check your connection, then send it again.")


class LengthUnclear(Refusal):
    """A request that states a length and comes in chunks: a proxy may take its end for another request."""

    what = gettext_noop("This request has both Content-Length and Transfer-Encoding.")
    kept = gettext_noop("It was not read, and nothing was changed.")
    way_out = gettext_noop("Send it with one of them.")


async def application(scope: Scope, receive: Any, send: Any) -> None:
    """Handle one request. Drop header names with underscores: they could spoof a proxy's headers."""
    if scope["type"] == "http":
        scope = {**scope, "headers": [header for header in scope["headers"] if b"_" not in header[0]]}
    if scope["type"] != "http":
        return await _streams(scope, receive, send)
    if not _under_way.take(address := address_of(scope)):
        return await _turn_away(send, NetworkBusy(), HTTPStatus.SERVICE_UNAVAILABLE, (b"retry-after", b"10"))
    try:
        await _answer(scope, receive, send)
    finally:
        _under_way.give_back(address)


async def _answer(scope: Scope, receive: Any, send: Any) -> None:
    if dict(scope["headers"]).keys() >= {b"content-length", b"transfer-encoding"}:
        return await _turn_away(send, LengthUnclear(), HTTPStatus.BAD_REQUEST, _CLOSE)
    try:
        await _hand_over(scope, receive, send)
    except CutShort as why:
        log.info("the body of a request was cut short: %s", why)
        await _turn_away(send, BodyIncomplete(), HTTPStatus.REQUEST_TIMEOUT, _CLOSE)


async def _hand_over(scope: Scope, receive: Any, send: Any) -> None:
    if _is_stream(scope):
        await _streams(scope, receive, send)
    elif DOWNLOADS.fullmatch(scope["path"]):
        await _download(scope, receive, send)
    elif scope["path"] in PROBES and not has_body(scope["headers"]):
        await _probes(scope, receive, send_with_timeout(send))
    else:
        await _page(scope, receive, send)


async def _turn_away(send: Send, refusal: Refusal, status: HTTPStatus, header: tuple[bytes, bytes]) -> None:
    """Answer without a thread, in a few words: whoever asks so is hardly a browser."""
    words = refusal.worded()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), header]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send(
        {"type": "http.response.body", "body": f"{words.what} {words.kept} {words.way_out}\n".encode()}
    )


async def _page(scope: Scope, receive: Receive, send: Send) -> None:
    async with (
        buffered(scope, receive) as (buffered_scope, body),
        _visitors.take(visitor_of(scope)),
        _addresses.take(address_of(scope)),
    ):
        await _pages(buffered_scope, body, send_with_timeout(send))


async def _download(scope: Scope, receive: Receive, send: Send) -> None:
    try:
        who = await person_of(scope) or address_of(scope)
    except DatabaseAway as away:
        return await _page({**scope, "state": {"refusal": away}}, receive, send)
    if not _downloading.take(who):
        return await _page({**scope, "state": {"refusal": StillDownloading()}}, receive, send)
    try:
        async with buffered(scope, receive) as (buffered_scope, body):
            await _downloads(buffered_scope, body, send_with_timeout(send))
    finally:
        _downloading.give_back(who)


def _is_stream(scope: Scope) -> bool:
    """Whether this is an event stream. One with a body is not: its size would go unchecked."""
    return scope["path"].startswith("/events/") and not has_body(scope["headers"])
