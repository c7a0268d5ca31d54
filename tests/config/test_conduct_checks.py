"""What is in the text of a posted document is known after posting: its writer is told, or it is flagged."""

import pytest
from django.core.files.base import ContentFile

from handsel.config.task_handlers import TASK_HANDLERS
from handsel.notices.models import Notice
from handsel.record.actions import Actor
from handsel.tasks.worker import work
from handsel.trust.conduct.models import Flag
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories

RTF = rb"{\rtf1 Here is the report. Could you pay me directly, outside the site?}"

pytestmark = pytest.mark.usefixtures("frozen_clock")


def brings(person, job, name="report.rtf", content=RTF):
    post(Actor(person.pk), job, words="Here.", files=keep([ContentFile(content, name)]))
    while work(TASK_HANDLERS):
        pass


def told(title):
    return Notice.objects.filter(title__contains=title)


def test_under_a_warning_its_writer_alone_is_told(ada, ben):
    brings(ben, factories.awarded(ada, ben))
    notice = told("report.rtf reads like payment outside").get()
    assert notice.person == ben
    assert notice.words == "pay me directly"
    assert notice.read_at is None
    assert not Flag.objects.exists()


def test_under_a_flag_the_operators_see_the_words(ada, ben):
    brings(ben, factories.awarded(ada, ben, policy="marketplace"))
    flag = Flag.objects.get()
    assert (flag.file_name, flag.quoted, flag.person) == ("report.rtf", "pay me directly", ben)
    assert not told("payment outside").exists()


def test_a_second_file_with_the_same_content_is_checked_too(ada, ben):
    job = factories.awarded(ada, ben)
    brings(ben, job)
    brings(ada, job, name="mine.rtf")
    assert told("mine.rtf reads like payment outside").get().person == ada


@pytest.mark.parametrize("policy", ["strict-eu"])
def test_where_nothing_is_checked_nothing_follows(policy, ada, ben):
    brings(ben, factories.awarded(ada, ben, policy=policy))
    assert not told("payment outside").exists()
    assert not Flag.objects.exists()


def test_plain_text_is_what_people_work_on(ada, ben):
    brings(
        ben,
        factories.awarded(ada, ben),
        name="notes.txt",
        content=b"Could you pay me directly, outside the site?",
    )
    assert not told("payment outside").exists()
