"""One of many processes that do the same act at once; `python -m tests.soak.racer ACT PEOPLE_AND_ROWS`.

It says that it is ready, waits for a line, acts, and prints "done" or the name of the refusal.
"""

import json
import sys
from collections.abc import Callable
from typing import Any


def main() -> None:
    """Do the act of the first argument, on what the second says as JSON."""
    import django

    django.setup()

    from handsel.kernel.refusals import Refusal

    act = acts()[sys.argv[1]]
    subject = json.loads(sys.argv[2])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    try:
        act(subject)
    except Refusal as refusal:
        sys.stdout.write(type(refusal).__name__)
    else:
        sys.stdout.write("done")


def acts() -> dict[str, Callable[[dict[str, Any]], object]]:
    """What may be raced for, by name."""
    from handsel.money.ledger.models import AccountKind
    from handsel.money.rails.payouts import request_payout
    from handsel.people.models import Person
    from handsel.record.actions import Actor
    from handsel.work.jobs.models import Job
    from handsel.work.milestones.funding import fund
    from handsel.work.milestones.models import Milestone
    from handsel.work.milestones.release import release
    from tests.factories import usd

    def person(subject: dict[str, Any]) -> Person:
        return Person.objects.get(email=subject["email"])

    def release_all(subject: dict[str, Any]) -> object:
        milestone = Milestone.objects.select_related("holding", "job").get(pk=subject["held"])
        return release(Actor(person(subject).pk), milestone, amount=usd(subject["dollars"]))

    def fund_it(subject: dict[str, Any]) -> object:
        job = Job.objects.with_people().get(pk=subject["job"])
        actor = Actor(person(subject).pk)
        return fund(actor, job, milestones=[subject["to_fund"]], expected=usd(subject["dollars"]))

    def withdraw(subject: dict[str, Any]) -> object:
        owner = person(subject)
        amount, source = usd(subject["dollars"]), AccountKind(subject["source"])
        return request_payout(Actor(owner.pk), owner, amount, source=source)

    return {"release": release_all, "fund": fund_it, "withdraw": withdraw}


if __name__ == "__main__":
    main()
