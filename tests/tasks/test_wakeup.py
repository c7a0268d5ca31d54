"""The bell: what is asked for in this process is heard once it is committed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from handsel.kernel import clock
from handsel.tasks import wakeup
from handsel.tasks.models import schedule


@pytest.fixture(autouse=True)
def _silence() -> None:
    wakeup.wait(0)


def heard() -> bool:
    return wakeup.wait(0.1)


def test_nobody_rings_by_itself() -> None:
    assert not heard()


def test_a_ring_is_heard_once() -> None:
    wakeup.wake()
    assert heard()
    assert not heard()


@pytest.mark.django_db
def test_a_duty_rings_when_it_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        schedule("try", "1", at=clock.now() + timedelta(days=1))
        assert not heard()
    assert heard()


def test_every_thread_hears_a_ring() -> None:
    with ThreadPoolExecutor(2) as pool:
        waits = [pool.submit(wakeup.wait, 10) for _ in range(2)]
        wakeup.wake()
        assert [wait.result() for wait in waits] == [True, True]
