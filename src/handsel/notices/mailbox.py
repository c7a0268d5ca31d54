"""The mailbox of an embedded house: mail is kept in a folder, and pages show it where settings allow."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from handsel.kernel import clock

SHOWN_MAX = 100
STAMP = "%Y%m%dT%H%M%S.%f"


class MailboxBackend(BaseEmailBackend):
    """Writes each mail into a file of its own, named so that names sort by time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails; how many were kept."""
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            name = f"{clock.now().strftime(STAMP)}-{secrets.token_hex(4)}"
            part = folder / f"{name}.part"
            part.write_bytes(mail.message().as_bytes())
            part.replace(folder / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True)
class StoredMail:
    """A mail as the pages show it."""

    name: str
    at: datetime
    to: str
    subject: str
    body: str


@require_safe
def stored_mails(request: HttpRequest) -> HttpResponse:
    """The mails of the house, newest first."""
    files = sorted(_shown_folder().glob("*.eml"), reverse=True)
    told = {"letters": [_read(file) for file in files[:SHOWN_MAX]], "many": len(files)}
    return render(request, "notices/mailbox.html", told)


@require_safe
def stored_mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail; its links can be followed."""
    files = {file.stem: file for file in _shown_folder().glob("*.eml")}
    if name not in files:
        raise Http404
    return render(request, "notices/mailbox_letter.html", {"letter": _read(files[name])})


def _shown_folder() -> Path:
    """The folder, if this house shows its mail; a house in production never does."""
    if not settings.MAILBOX_SHOWN:
        raise Http404
    return _folder()


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH or "")


def _read(file: Path) -> StoredMail:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    return StoredMail(
        name=file.stem,
        at=datetime.strptime(file.stem.split("-")[0], STAMP).replace(tzinfo=UTC),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=body.get_content() if body else "",
    )
