"""The text of a mail that was saved as a file: its heading, its body, and the names of what is attached."""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import BinaryIO

from handsel.search.text_extraction import plain

READ_BYTES_MAX = 32 * 1024 * 1024
_HEAD = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+")
_OF_MAIL = re.compile(
    rb"^(?:from|received|mime-version|message-id|return-path):", re.IGNORECASE | re.MULTILINE
)
_HEADING = ("Subject", "From", "To", "Cc")


def is_mail(head: bytes) -> bool:
    """Whether a file is a mail, by its first bytes: headers that only mails have (RFC 5322)."""
    match = _HEAD.match(head)
    return match is not None and len(_OF_MAIL.findall(match[0])) > 1


def words_of(file: BinaryIO) -> Iterator[str]:
    """The heading, then each part that is text, decoded."""
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(file.read(READ_BYTES_MAX))
    for name in _HEADING:
        yield f"{message.get(name, '')}\n"
    for part in message.walk():
        if part.get_filename():
            yield f"{part.get_filename()}\n"
        elif part.get_content_maintype() == "text":
            yield _text(part) + "\n"


def _text(part: EmailMessage) -> str:
    try:
        text = str(part.get_content())
    except (LookupError, UnicodeError):
        content = part.get_payload(decode=True)
        text = plain.decoded(content if isinstance(content, bytes) else b"")
    return plain.without_markup(text) if part.get_content_subtype() == "html" else text
