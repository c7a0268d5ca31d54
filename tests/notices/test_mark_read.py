"""Reading an entry in the Workroom marks its notice read, unless the notice asks for an action."""

from handsel.kernel import clock
from handsel.notices.mark_read import mark_read
from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.work.workroom.posting import post
from tests import factories
from tests.conftest import FrozenClock
from tests.web.scenario import work_all


def test_messages_are_read_where_they_stand_and_awards_are_not(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.awarded(ada, ben, 100)
    for _ in range(3):
        post(Actor(ada.pk), job, words="Hello.", files=[])
    work_all()
    mark_read(ben, job, 0, 3, clock.now())
    titles = Notice.objects.of(ben).unread().values_list("title", flat=True)
    assert list(titles) == ["Ada Vance wrote in the Workroom", "Ada Vance awarded the job to Ben Okafor"]
    mark_read(ben, job, 3, 3, clock.now())
    assert Notice.objects.of(ben).unread().count() == 2
