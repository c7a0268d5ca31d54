"""Django's mail settings from a URL: files by default, or a mail server."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote

EXPECTED = "file:///folder or smtp://user:password@host:587?from=house@example.org (smtps:// for port 465)"
_PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """Mail settings for Django; `secure` is implicit TLS, `starts_tls` is STARTTLS."""

    backend: str
    folder: Path | None = None
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    secure: bool = False
    starts_tls: bool = False
    sender: str = ""


def mail(address: SplitResult) -> Mail:
    """The settings for a mail URL; raises `ValueError` for any other URL."""
    if address.scheme == "file" and not address.netloc and len(address.path) > 1:
        return Mail("handsel.notices.mailbox.MailboxBackend", folder=Path(unquote(address.path)))
    if address.scheme in _PORTS and address.hostname:
        return _server(address)
    raise ValueError("neither a folder nor a mail server")


def _server(address: SplitResult) -> Mail:
    """With a user, TLS is required; plain text is only for a relay without one."""
    return Mail(
        "django.core.mail.backends.smtp.EmailBackend",
        host=address.hostname or "",
        port=address.port or _PORTS[address.scheme],
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        secure=address.scheme == "smtps",
        starts_tls=address.scheme == "smtp" and bool(address.username),
        sender=parse_qs(address.query).get("from", [""])[0],
    )
