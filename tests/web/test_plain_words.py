"""Words that puzzled people do not come back to the pages."""

from pathlib import Path

import pytest

CATALOGUE = Path("src/handsel/locale/en/LC_MESSAGES/django.po")
"""All that pages and mails say; it is made from the templates and the code."""

PUZZLING = (
    "Open an account",
    "Here before?",
    "Look among the unwanted mail",
    "Follow the link and you are in",
    "somebody, hopefully you",
    "One thing to put right",
    "What is wrong stands beside each",
    "Why, in a line",
    "Releases unanswered after",
    "Silence is a yes",
    "Pinned when you both agree",
    "The award lapses",
    "as it is sealed",
    "The terms bind",
    "in the same act",
    "none: never by itself",
    "Took up the invitation",
    "The first clock ends",
    "Nothing releases by itself",
    "The clock stands still",
    "It counts once it has settled",
    "How this test ends",
    "goes on from where it stood",
    "Ctrl and Enter post",
    "It is said so in the report",
    "Keep settings",
    "What your invoices say",
    "What you were told",
    "When you are mailed",
    "Only some days",
    "The last may be only begun",
    "Its middle is cut",
    "Where you are signed in",
    "Fee of the house",
    "this house",
    "No bank is asked",
    "That the newest begins with these",
    "nobody here can",
    "it is to be decided",
    "it is decided for you",
    "until it is decided",
    "begin nothing new",
    "begins nothing new",
    "stopped by itself",
    "ends by itself",
    "goes on by itself",
    "it is done by itself",
    "whom it concerns",
    "asked of the client",
    "beside the price",
    "review runs on",
    "Deadlines run on",
    "worked nothing",
    "Marked words",
    "connect it anew",
    "no offence",
    "nothing follows",
    "as of then",
)
"""What pages said before."""


@pytest.mark.parametrize("words", PUZZLING)
def test_no_page_says_it_in_words_that_puzzled(words: str) -> None:
    catalogue = CATALOGUE.read_text().replace('"\n"', "")
    assert words.casefold() not in catalogue.casefold()


def test_no_dialog_is_dismissed_with_not_yet() -> None:
    for path in Path("src/handsel").rglob("*.html"):
        assert 'back=_("Not yet")' not in path.read_text(), path
