"""The wording of notices about entries of a job."""

from django.core import mail
from django.urls import reverse

from handsel.notices.models import Notice
from handsel.people.models import Person
from handsel.record.kinds import kind_named
from handsel.record.models import Entry
from tests import factories
from tests.conftest import FrozenClock
from tests.web.scenario import signed_in, work_all, world_of


def test_a_change_that_starts_a_clock_says_when_how_much_releases(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.delivered(ada, ben, 1000, auto_release_days=None).job
    factories.both_agree(ada, ben, job, factories.changed(job, auto_release_days=5))
    work_all()
    notice = Notice.objects.of(ada).get(title="Ben Okafor agreed to version 2. The agreement is in force")
    words = "$1,000.00 for milestone 1 is now released Sun 8 Mar, 00:00 unless the client asks for changes."
    assert words in notice.detail


def test_what_a_person_wrote_stands_apart_from_what_the_house_says(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    job = factories.bound(ada, ben, 100)
    note = "Needs **more** time\nUnanswered, it binds by itself."
    factories.proposed(ben, job, factories.terms(200), note=note)
    work_all()
    notice = Notice.objects.of(ada).get(title__contains="proposed version 2")
    assert notice.words == note
    assert "Unanswered" not in notice.detail
    assert "> Needs **more** time\n> Unanswered, it binds by itself." in mail.outbox[-1].body
    for address in (reverse("inbox"), reverse("workroom", args=[job.pk])):
        page = signed_in(ada).get(address).content.decode()
        assert '<blockquote class="prose"><p dir="auto">Needs <strong>more</strong> time' in page


def test_no_reason_is_in_the_words_of_the_house(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    world_of(ada, ben)
    rows = Notice.objects.exclude(words="").values_list("detail", "words")
    assert {words for _, words in rows} >= {"Less was needed.", "Mostly there.", "A file."}
    assert not [detail for detail, words in rows if words in detail]


def test_an_award_reads_the_same_for_both_sides(frozen_clock: FrozenClock, ada: Person, ben: Person) -> None:
    factories.awarded(ada, ben, 100)
    entry = Entry.objects.get(kind="job.awarded")
    detail = kind_named(entry.kind).wording("Ada Vance", entry.facts).detail
    assert "Ben Okafor can agree, decline or propose changes." in detail
    assert "The offer is open until Tue 17 Mar" in detail
    assert "you" not in detail
