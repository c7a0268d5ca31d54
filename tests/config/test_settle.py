"""`handsel settle`: an operator shares out what is held, from the command line."""

import pytest

from handsel.config.settle import main
from handsel.record.models import Entry
from tests import factories
from tests.balances import earnings, escrow
from tests.factories import usd
from tests.made_once import made_once

OLGA = "olga@example.org"
pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
@made_once
def job(frozen_clock, ada, ben, olga):
    return factories.funded(ada, ben, 1000, 500)


@pytest.fixture
def settled(job, capsys):
    """Runs the command on milestone 1 of the job; answers with its code and what it printed."""

    def run(*, number=None, milestone=1, part="600", reason="Two work.", operator=OLGA, more=("--yes",)):
        words = [str(number or job.pk), "--milestone", str(milestone), "--to-freelancer", part]
        code = main([*words, "--reason", reason, "--operator", operator, *more])
        return code, capsys.readouterr().out

    return run


def test_the_freelancer_gets_their_part_and_the_client_the_rest(ben, olga, job, settled):
    code, output = settled(part="600.50")
    assert code == 0
    assert "$600.50 to the freelancer" in output
    assert "$399.50 back to the client" in output
    assert (earnings(ben), escrow()) == (usd(600.5), usd(500))
    entry = Entry.objects.get(kind="milestone.settled")
    assert (entry.actor, entry.facts["reason"]) == (olga.pk, "Two work.")


@pytest.mark.parametrize("part", ["0", "1,000.00"])
def test_either_may_get_all_of_it(ben, settled, part):
    assert settled(part=part)[0] == 0
    assert escrow() == usd(500)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"number": 2**31 - 1}, "There is no job 2147483647"),
        ({"milestone": 3}, "has no milestone 3"),
        ({"part": "many"}, "many is no amount"),
        ({"part": "1000.01"}, "above zero and at most"),
        ({"part": "9" * 5000}, "9… is more than the house takes"),
        ({"reason": " "}, "A reason is missing"),
        ({"reason": "Fair \u202e."}, "hidden characters"),
        ({"operator": "eve@example.org"}, "is not an operator"),
        ({"operator": "ada@example.org"}, "is not an operator"),
    ],
)
def test_what_is_refused_says_why_and_moves_nothing(eve, settled, changes, why):
    code, output = settled(**changes)
    assert code == 1
    assert why in output
    assert "Nothing moved." in output
    assert escrow() == usd(1500)


def test_an_operator_who_takes_part_is_told_so(ada, settled):
    ada.is_operator = True
    ada.save()
    code, output = settled(operator=ada.email)
    assert code == 1
    assert "takes part in this job" in output
    assert escrow() == usd(1500)


def test_an_operator_who_left_settles_nothing(olga, settled):
    olga.is_active = False
    olga.save()
    assert settled()[0] == 1


def test_what_is_settled_is_not_settled_again(settled):
    assert [settled()[0], settled()[0]] == [0, 1]
    assert escrow() == usd(500)


@pytest.mark.parametrize(("answer", "code"), [("y", 0), (" Yes ", 0), ("n", 1), ("", 1)])
def test_it_shows_what_would_move_and_asks(monkeypatch, settled, job, answer, code):
    monkeypatch.setattr("builtins.input", lambda _question: answer)
    done, output = settled(more=())
    assert done == code
    assert f"Job {job.pk}, Night tours booking\nMilestone 1. Part 1: $1,000.00 is in escrow\n" in output
    assert "  $600.00 to Ben Okafor\n  $400.00 back to Ada Vance\n" in output
    assert escrow() == usd(1500 if code else 500)
