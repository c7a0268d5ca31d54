"""Subjects of mail, and the HTML of a mail that was written as text."""

import re
from typing import Any

import pytest
from django.conf import settings

from handsel.ui.mail import subject_of, text_letter

LONG = "A booking site for guided night tours of the old town"


def page_of(text: str) -> str:
    """The HTML of a mail with this text."""
    ((content, kind),) = text_letter("mia@example.org", "A title", text).alternatives
    assert kind == "text/html"
    return str(content)


def buttons(page: str) -> list[tuple[str, str]]:
    return re.findall('<a class="button" href="([^"]*)">([^<]*)</a>', page)


@pytest.mark.parametrize(
    ("title", "label", "subject"),
    [
        ("Ben delivered milestone 1", "Logo for Mia", "[Logo for Mia] Ben delivered milestone 1"),
        ("Two\nlines", "A\tjob", "[A job] Two lines"),
        ("Hello", "", "Hello"),
        ("Hello", LONG, "[A booking site for guided night tours…] Hello"),
        ("Hello", "x" * 41, f"[{'x' * 39}…] Hello"),
    ],
)
def test_a_subject_begins_with_its_label_cut_at_a_word(title: str, label: str, subject: str) -> None:
    assert subject_of(title, label) == subject


def test_a_text_letter_has_both_parts_and_the_name_of_the_site_in_its_subject(settings: Any) -> None:
    settings.HOUSE_NAME = "Quay & Co"
    message = text_letter("mia@example.org", "A title", "Hello,\n\nWords.\n\n-- \nSent by Quay & Co.")
    assert (message.to, message.subject) == (["mia@example.org"], "[Quay & Co] A title")
    assert message.body == "Hello,\n\nWords.\n\n-- \nSent by Quay & Co."
    page = page_of(str(message.body))
    assert "<title>[Quay &amp; Co] A title</title>" in page
    assert "<h1>A title</h1>" in page
    assert re.findall(r"<p[^>]*>(.*?)</p>", page) == ["Hello,", "Words.", "Sent by Quay &amp; Co."]
    assert "<footer><p>Sent by Quay &amp; Co.</p></footer>" in page


def test_words_over_an_address_of_the_site_are_a_button() -> None:
    address = f"{settings.BASE_URL}/confirm/key/?next=/a/&b=1"
    page = page_of(f"Hello,\n\nConfirm your email:\n{address}\n\nBye.")
    assert buttons(page) == [(address.replace("&", "&amp;"), "Confirm your email")]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Open:\nhttps://evil.example/",
        f"Open:\n{settings.BASE_URL}.evil.example/",
        f"Open: {settings.BASE_URL}/me/",
        f"Open:\n{settings.BASE_URL}/me/ and more",
        f"{settings.BASE_URL}/me/",
        f"Open:\nmore:\n{settings.BASE_URL}/me/",
    ],
)
def test_nothing_else_is_a_link(paragraph: str) -> None:
    assert "<a " not in page_of(f"Hello,\n\n{paragraph}\n\nBye.")


def test_markup_in_the_text_is_text() -> None:
    page = page_of("Hello <b>Mia</b>,\n\n<script>x</script>\n\n-- \n<i>Sent</i>")
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert not re.search("<(b|i|script)>", page)
