"""What is said of entries of a job, beyond who is told."""

from handsel.notices.models import Notice
from handsel.people.models import Person
from tests import making
from tests.conftest import Told
from tests.web.world import work_all


def test_a_change_that_starts_a_clock_says_when_how_much_releases(
    told: Told, ada: Person, ben: Person
) -> None:
    job = making.delivered(ada, ben, 1000, auto_release_days=None).job
    making.both_agree(ada, ben, job, making.changed(job, auto_release_days=5))
    work_all()
    notice = Notice.objects.of(ada).get(title="Ben Okafor agreed to version 2: the terms bind")
    words = "$1,000.00 for milestone 1 now releases Sun 8 Mar, 00:00 unless the client asks for changes."
    assert words in notice.detail
