"""The sample house of `handsel up --sample`: whole or not at all, and only in an empty house."""

import pytest

from handsel.config import up
from handsel.config.sample.people import PASSWORD, SAMPLE_PEOPLE, make_people
from handsel.people.models import Person

pytestmark = pytest.mark.django_db


def test_an_empty_house_is_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(up.build, "main", make_people)
    up._load_sample()
    assert Person.objects.count() == len(SAMPLE_PEOPLE)


def test_half_a_sample_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        make_people()
        raise SystemExit(0)

    monkeypatch.setattr(up.build, "main", interrupted)
    with pytest.raises(SystemExit):
        up._load_sample()
    assert not Person.objects.exists()


def test_a_house_with_people_is_left_alone(ada: Person, capsys: pytest.CaptureFixture[str]) -> None:
    up._load_sample()
    assert list(Person.objects.all()) == [ada]
    assert capsys.readouterr().out == ""


def test_a_sample_house_says_each_time_how_to_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    make_people()
    up._load_sample()
    output = capsys.readouterr().out
    assert PASSWORD in output
    assert all(role.email in output for role in SAMPLE_PEOPLE)
