"""Mail as text and HTML: its subject, the addresses in it, and the HTML of a mail that is text alone."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.text import Truncator

LABEL_MAX = 40
"""How much of a label a subject begins with."""
_SIGNATURE = "\n-- \n"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a mail; with a link, its words are on the button that leads there."""

    words: str
    link: str = ""


def absolute(path: str) -> str:
    """The address of a page of this site, as a mail names it: empty for none."""
    return settings.BASE_URL + path if path else ""


def subject_of(title: str, label: str = "") -> str:
    """A subject in one line that begins with its label in brackets, if any; a long label is cut at a word."""
    words = " ".join(title.split())
    return f"[{_cut(' '.join(label.split()))}] {words}" if label else words


def _cut(label: str) -> str:
    if len(label) <= LABEL_MAX:
        return label
    whole = label[:LABEL_MAX].rpartition(" ")[0]
    return f"{whole}…" if whole else Truncator(label).chars(LABEL_MAX)


def letter(
    to: str, subject: str, *, text: str, html: str, headers: Mapping[str, str] | None = None
) -> EmailMultiAlternatives:
    """A mail to one address, with both of its parts."""
    message = EmailMultiAlternatives(
        subject, text, to=[to], reply_to=[settings.DEFAULT_FROM_EMAIL], headers=dict(headers or {})
    )
    message.attach_alternative(html, "text/html")
    return message


def text_letter(to: str, title: str, text: str) -> EmailMultiAlternatives:
    """A mail of the site that was written as text, with HTML that says the same.

    A blank line parts paragraphs. What a button says, a line end and an address of this site make a button.
    What comes after a line of `-- ` is the footer.
    """
    words, _, signature = text.partition(_SIGNATURE)
    subject = subject_of(title, settings.HOUSE_NAME)
    context = {
        "subject": subject,
        "title": title,
        "paragraphs": list(_paragraphs(words)),
        "footer": signature.splitlines(),
    }
    return letter(to, subject, text=text, html=render_to_string("ui/text_mail.html", context))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    button = re.compile(rf"(?P<words>[^\n]+):\n(?P<link>{re.escape(settings.BASE_URL)}/\S*)")
    for part in re.split(r"\n\s*\n", text.strip()):
        match = button.fullmatch(part)
        yield Paragraph(match["words"], match["link"]) if match else Paragraph(part)
