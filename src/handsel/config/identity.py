"""Who sends a request, known from its session before its body is read."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.db import Error, connections
from django.http import HttpRequest, parse_cookie

from handsel.people.attempts import network_of
from handsel.web.base.database_away import PAUSES_SECONDS, DatabaseAway, is_database_away

_FORWARDED = b"x-forwarded-for"
_executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="identity")
"""Threads of its own: whoever invents sessions keeps no page waiting."""


async def person_of(scope: dict[str, Any], *, waits: bool = True) -> str | None:
    """The id of the person who is signed in, or None; raises `DatabaseAway`, if it `waits` after 5 s."""
    key = _session_of(scope)
    if not key:
        return None
    loop = asyncio.get_running_loop()
    for pause in (*(PAUSES_SECONDS if waits else ()), None):
        try:
            return await loop.run_in_executor(_executor, _person_of_session, key)
        except Error as error:
            if not is_database_away(error):
                raise
            if pause is None:
                raise DatabaseAway from error
        await asyncio.sleep(pause)
    raise AssertionError("the last try returns or raises")


def visitor_of(scope: dict[str, Any]) -> str:
    """Whose turn a request takes: of its session, which nobody has looked up yet, or of its address."""
    return _session_of(scope) or address_of(scope)


def address_of(scope: dict[str, Any]) -> str:
    """The network that a request comes from: of the connection, or what the trusted proxies say.

    Each proxy adds an address at the end of X-Forwarded-For; what stands before theirs anybody can write.
    """
    forwarded = [value.decode("latin-1") for name, value in scope["headers"] if name == _FORWARDED]
    hops = [hop.strip() for hop in ",".join(forwarded).split(",")]
    if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES and hops[-settings.TRUSTED_PROXIES]:
        return network_of(hops[-settings.TRUSTED_PROXIES])
    return network_of(str((scope.get("client") or [""])[0]))


def _session_of(scope: dict[str, Any]) -> str | None:
    cookies = parse_cookie(dict(scope["headers"]).get(b"cookie", b"").decode("latin-1"))
    return cookies.get(settings.SESSION_COOKIE_NAME)


def _person_of_session(key: str) -> str | None:
    try:
        request = HttpRequest()
        request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
        person = get_user(request)
        return str(person.pk) if person.is_authenticated else None
    finally:
        connections.close_all()
