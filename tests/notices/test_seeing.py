"""What is read in the Workroom is read in the inbox too, unless more than reading is asked for."""

from handsel.kernel import clock
from handsel.notices.models import Notice
from handsel.notices.seeing import see
from handsel.people.models import Person
from handsel.record.deeds import By
from handsel.work.workroom.posting import post
from tests import making
from tests.conftest import Told
from tests.web.world import work_all


def test_messages_are_read_where_they_stand_and_awards_are_not(told: Told, ada: Person, ben: Person) -> None:
    job = making.awarded(ada, ben, 100)
    for _ in range(3):
        post(By(ada.pk), job, words="Hello.", files=[])
    work_all()
    see(ben, job, 0, 3, clock.now())
    titles = Notice.objects.of(ben).unread().values_list("title", flat=True)
    assert list(titles) == ["Ada Vance wrote in the Workroom", "Ada Vance awarded the job to Ben Okafor"]
    see(ben, job, 3, 3, clock.now())
    assert Notice.objects.of(ben).unread().count() == 2
