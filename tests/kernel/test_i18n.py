from handsel.kernel.i18n import gettext_noop


def test_marked_words_stay_as_they_are() -> None:
    assert gettext_noop("Nothing was changed.") == "Nothing was changed."
