"""The mailbox of an embedded house: each mail is kept as a file in a folder."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from handsel.kernel import clock

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


def stored_mails() -> list[Path]:
    """The files of the mails, newest first."""
    return sorted(_folder().glob("*.eml"), reverse=True)


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH or "")


def read_mail(file: Path) -> StoredMail:
    """A mail as it was written into its file."""
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    return StoredMail(
        name=file.stem,
        at=datetime.strptime(file.stem.split("-")[0], STAMP).replace(tzinfo=UTC),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        body=body.get_content() if body else "",
    )
