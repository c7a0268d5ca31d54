"""A mail server on this machine that refuses some addresses."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class MailServer:
    """Where it listens, the answers it gives about addresses, and to whom it took a mail."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running mail server that takes what it has no other answer about."""
    state = MailServer()

    class Session(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.answer("220 here")
            to = ""
            while line := self.rfile.readline().decode().strip():
                if line.upper().startswith("RCPT"):
                    to = line.partition("<")[2].partition(">")[0]
                    self.answer(state.answers.get(to, "250 fine"))
                elif line.upper() == "DATA":
                    self.answer("354 go on")
                    while self.rfile.readline().rstrip() != b".":
                        pass
                    state.taken.append(to)
                    self.answer("250 taken")
                else:
                    self.answer("221 bye" if line.upper() == "QUIT" else "250 fine")

        def answer(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Session) as server:
        state.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield state
        server.shutdown()


def use(settings: Any, server: MailServer) -> None:
    """Have mail sent by that server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
