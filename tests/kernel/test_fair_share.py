"""What is scarce is shared: a limit in all, and one for each."""

from handsel.kernel.fair_share import FairShare


def test_one_takes_no_more_than_a_share_and_others_find_the_rest() -> None:
    share = FairShare(most=5, share=3)
    assert [share.take("ada", 2), share.take("ada", 2), share.take("ben", 3), share.take("olga")] == [
        True,
        False,
        True,
        False,
    ]


def test_what_is_given_back_can_be_taken_again() -> None:
    share = FairShare(most=1, share=1)
    for who in ("ada", "ada", "ben"):
        assert share.take(who)
        share.give_back(who)
