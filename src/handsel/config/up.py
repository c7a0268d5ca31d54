"""`handsel up`: one process that serves pages, runs tasks and checkpoints SQLite."""

import socket
import sys
from contextlib import ExitStack
from types import FrameType

import uvicorn
from django.conf import settings
from django.db import connection, transaction

from handsel.config.asgi import application
from handsel.config.bootstrap import bootstrap
from handsel.config.connections import CONNECTIONS_PER_ADDRESS_MAX, guarded
from handsel.config.garbage import leave_modules_alone
from handsel.config.identity import address_of
from handsel.config.listen_socket import listen_socket
from handsel.config.request_body import brings_form
from handsel.config.sample import build
from handsel.config.sample.people import SAMPLE_PEOPLE
from handsel.config.shutdown import exit_on_signal, leaving_threads
from handsel.config.sqlite.checkpointer import checkpointing, serving_alone
from handsel.config.unread_bodies import UnreadBodies
from handsel.config.workers import running_workers
from handsel.kernel.fonts import languages_without_font
from handsel.people.models import Person
from handsel.policy.publishing import ensure_presets
from handsel.record.log import keys
from handsel.web.events import streams

GRACE_SECONDS = 3


def run(*, sample: bool = False) -> None:
    """Prepare the database, add sample data if asked, then serve and run tasks until SIGINT or SIGTERM."""
    exit_on_signal()
    with leaving_threads(), ExitStack() as house:
        otherwise = "set HANDSEL_PORT to another"
        opened = house.enter_context(listen_socket(settings.HOST, settings.PORT, otherwise=otherwise))
        database = connection.settings_dict["NAME"]
        embedded = connection.vendor == "sqlite"
        if embedded:
            house.enter_context(serving_alone(database))
        keys.require_sound()
        bootstrap(presets=not sample)
        name_missing_fonts()
        if sample:
            _load_sample()
            ensure_presets()
        if embedded:
            house.enter_context(checkpointing(database))
        house.enter_context(running_workers())
        _server().run(sockets=[opened])


def name_missing_fonts() -> None:
    """Print to stderr for which languages PDFs would have boxes; the house serves all the same."""
    if languages := languages_without_font():
        words = f"PDFs of invoices cannot show {', '.join(languages)}: this machine has no font for them."
        print(words, "On Debian: apt-get install fonts-noto-core fonts-noto-cjk", file=sys.stderr)


def _load_sample() -> None:
    """Build the sample data in one transaction; if it is there, print how to sign in."""
    if not Person.objects.exists():
        with transaction.atomic():
            build.main()
    elif Person.objects.filter(email=SAMPLE_PEOPLE[0].email).exists():
        print(build.how_to_sign_in())


class HouseServer(uvicorn.Server):
    """A server that prints when it is ready, and closes event streams on shutdown."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        leave_modules_alone()
        print(f"{settings.HOUSE_NAME} is ready at {settings.BASE_URL} ", end="")
        print(f"(listening on {settings.HOST}, port {settings.PORT}). Ctrl-C ends it.", flush=True)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        streams.stop()
        super().handle_exit(sig, frame)


def _server() -> HouseServer:
    """The server; behind a proxy, all connections come from its address."""
    per_address = None if settings.TRUSTED_PROXIES else CONNECTIONS_PER_ADDRESS_MAX
    bodies = UnreadBodies(is_watched=brings_form, address_of=address_of)
    return HouseServer(
        guarded(application, per_address=per_address, grace_seconds=GRACE_SECONDS, bodies=bodies)
    )
