"""Files of a job: versions of names, stored once, under names that can be shown."""

import unicodedata
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from handsel.record.actions import Actor
from handsel.record.models import StoredFile
from handsel.work.workroom.files import NAME_MAX, clean_name, keep
from handsel.work.workroom.models import JobFile
from handsel.work.workroom.posting import post
from tests import factories
from tests.scripts import texts

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
        ("U\u0308bergabe.txt", "\u00dcbergabe.txt"),
        ("Screenshot 7.24.08\u202fPM.png", "Screenshot 7.24.08 PM.png"),
        ("Angebot\u00a0Zeisig\u3000neu.txt", "Angebot Zeisig neu.txt"),
        ("\u0645\u06cc\u200c\u062e\u0648.txt", "\u0645\u06cc\u200c\u062e\u0648.txt"),
        ("\U0001f469\u200d\U0001f680 \u2764\ufe0f.png", "\U0001f469\u200d\U0001f680 \u2764\ufe0f.png"),
        ("\u200bpay\u00adpal\u2066.txt", "paypal.txt"),
    ],
)
def test_names_are_cleaned_and_never_too_long(db, name, kept):
    assert kept_name(name) == kept
    assert len(kept) <= NAME_MAX


def test_a_name_in_another_unicode_form_is_the_next_version(ada, ben):
    job = factories.awarded(ada, ben)
    names = ["\u00dcbergabe.txt", "U\u0308bergabe.txt"]
    assert [post_files(ada, job, b"one", name=name)[0]["version"] for name in names] == [1, 2]
    assert set(JobFile.objects.values_list("name", flat=True)) == {names[0]}


def is_seen(character):
    return (
        unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp"} or character in "\u200c\u200d"
    )


@given(st.one_of(st.text(max_size=40), texts()), st.sampled_from(("NFC", "NFD")))
def test_no_letter_sign_or_emoji_of_a_name_is_lost(typed, form):
    name = clean_name(unicodedata.normalize(form, typed))
    last = unicodedata.normalize("NFC", typed.replace("\\", "/").rstrip("/").rpartition("/")[2])
    seen = [c for c in last if is_seen(c)]
    bare = [c for c in name if c != " "]
    expected = [] if not "".join(seen).strip(".") else seen
    assert (
        name == "file"
        if not expected
        else unicodedata.normalize("NFC", "".join(expected)) == "".join(filter(is_seen, bare))
    )
    assert name == clean_name(name)
