"""Furnish a house of clients with much to release and to fund; `python -m tests.soak.furnish_acts`."""

import json
import sys

from tests.soak.furnish import EMAIL, PASSWORD, sessions_of

CLIENTS = tuple(f"client{number}" for number in range(6))
TO_FUND = 30
"""How many milestones of $10 each client may fund."""
HELD_DOLLARS = 5000
"""What each may release, a dollar at a time."""


def main() -> None:
    """Make clients, each with a job of one funded milestone and many that are not."""
    import django

    django.setup()

    from handsel.config.bootstrap import bootstrap
    from handsel.people.models import Person
    from handsel.record.actions import Actor
    from handsel.work.milestones.funding import fund
    from tests import factories
    from tests.recorded_people import record

    bootstrap()
    people = {
        name: Person.objects.create_user(EMAIL.format(name), PASSWORD, name=name.title())
        for name in (*CLIENTS, "ben")
    }
    record(*people.values())
    jobs = {}
    for name in CLIENTS:
        job = factories.bound(people[name], people["ben"], HELD_DOLLARS, *[10.0] * TO_FUND)
        factories.rich(people[name])
        held, *others = job.milestones.order_by("position")
        fund(Actor(people[name].pk), job, milestones=[held.pk], expected=factories.usd(HELD_DOLLARS))
        jobs[name] = {"job": job.pk, "held": held.pk, "to_fund": [row.pk for row in others]}
    sys.stdout.write(json.dumps({"sessions": sessions_of(people), "jobs": jobs}, default=str))


if __name__ == "__main__":
    main()
