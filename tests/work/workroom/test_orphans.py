"""What killed processes left among the files is swept out; what somebody waits for stays."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from handsel.config.bootstrap import bootstrap
from handsel.config.task_handlers import TASK_HANDLERS
from handsel.kernel import clock
from handsel.people.models import Person
from handsel.tasks.models import Task
from handsel.tasks.worker import work
from handsel.work.workroom import orphans
from handsel.work.workroom.upload_storage import part_path
from handsel.work.workroom.uploads import begin
from tests import factories
from tests.conftest import FrozenClock

pytestmark = pytest.mark.django_db(transaction=True)


def left_behind(folder: Path, *, hours: int) -> Path:
    """A file that was last written so long ago."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{uuid4()}.part"
    place.touch()
    then = (clock.now() - timedelta(hours=hours)).timestamp()
    os.utime(place, (then, then))
    return place


def test_uploads_of_which_nothing_is_known_go_and_the_others_stay(
    frozen_clock: FrozenClock, settings: Any, ada: Person, ben: Person
) -> None:
    upload = begin(ada, factories.bound(ada, ben, 100), name="film.mov", size=9)
    folder = part_path(upload).parent
    forgotten, beginning = left_behind(folder, hours=2), left_behind(folder, hours=0)
    (folder / "notes.part").touch()
    half = left_behind(settings.FILES_DIR, hours=0)
    frozen_clock.passes(minutes=1)
    assert orphans.sweep(clock.now()) == 2
    assert [place.exists() for place in (forgotten, half)] == [False, False]
    assert [place.exists() for place in (beginning, part_path(upload), folder / "notes.part")] == [True] * 3


def test_it_is_done_at_the_start_and_every_night(frozen_clock: FrozenClock, settings: Any) -> None:
    at_start, pdf = left_behind(settings.FILES_DIR, hours=0), left_behind(settings.PDF_DIR / "ab", hours=0)
    bootstrap()
    bootstrap()
    assert not at_start.exists()
    assert not pdf.exists()
    at_night = left_behind(settings.FILES_DIR, hours=0)
    frozen_clock.passes(days=1)
    work({orphans.SWEEP: TASK_HANDLERS[orphans.SWEEP]})
    assert not at_night.exists()
    assert Task.objects.get(kind=orphans.SWEEP).due_at == clock.now() + timedelta(days=1)
