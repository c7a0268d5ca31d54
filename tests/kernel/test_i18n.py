from collections.abc import Iterator

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


def test_marked_words_stay_as_they_are() -> None:
    assert gettext_noop("Nothing was changed.") == "Nothing was changed."


def test_every_refusal_says_what_is_wrong_what_did_not_happen_and_a_way_out() -> None:
    for refusal in refusals(Refusal):
        assert all([refusal.what, refusal.kept, refusal.way_out]), refusal.__name__


def refusals(above: type[Refusal]) -> Iterator[type[Refusal]]:
    for refusal in above.__subclasses__():
        yield refusal
        yield from refusals(refusal)
