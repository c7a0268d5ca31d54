"""Files of a job: versions of names, stored once, under names that can be shown."""

from hashlib import sha256

import pytest
from django.core.files.base import ContentFile

from handsel.record.actions import Actor
from handsel.record.models import StoredFile
from handsel.work.workroom.files import NAME_MAX, keep
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from tests import factories

pytestmark = pytest.mark.usefixtures("frozen_clock")


def kept_name(name):
    upload = ContentFile(b"plan")
    upload.name = name
    return keep([upload])[0].name


def post_files(person, job, *contents, name="plan.txt"):
    files = keep(ContentFile(content, name) for content in contents)
    return post(Actor(person.pk), job, words="", files=files)["files"]


def test_the_same_name_is_the_next_version_whoever_brings_it(ada, ben):
    job = factories.awarded(ada, ben)
    (first,) = post_files(ada, job, b"one")
    second, third = post_files(ben, job, b"two", b"one")
    assert [file["version"] for file in (first, second, third)] == [1, 2, 3]
    assert first["sha256"] == third["sha256"] == sha256(b"one").hexdigest()
    assert StoredFile.objects.count() == 2


def test_versions_are_counted_for_each_name_and_job(ada, ben):
    job, other = factories.awarded(ada, ben), factories.awarded(ada, ben)
    post_files(ada, job, b"one")
    assert post_files(ada, job, b"one", name="other.txt")[0]["version"] == 1
    assert post_files(ada, other, b"one")[0]["version"] == 1


def test_only_who_takes_part_sees_them(ada, ben, eve):
    post_files(ada, factories.awarded(ada, ben), b"one")
    assert [JobFile.objects.of(person).count() for person in (ada, ben, eve)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("plan.txt", "plan.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Ada\\plan.txt", "plan.txt"),
        ("a\0b\nc\u202e.txt", "abc.txt"),
        ("..", "file"),
        ("/", "file"),
        ("", "file"),
        (" \t ", "file"),
        ("x" * 300 + ".txt", "x" * (NAME_MAX - 4) + ".txt"),
        ("x." + "y" * 300, ("x." + "y" * 300)[:180] + "." + "y" * 19),
        ("żółw 🐢.pdf", "żółw 🐢.pdf"),
    ],
)
def test_names_are_cleaned_and_never_too_long(db, name, kept):
    assert kept_name(name) == kept
    assert len(kept) <= NAME_MAX
