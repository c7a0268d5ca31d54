"""What many tests start from is put back for them, but made anew for a test that patches the house."""

import pytest

from tests.patching import is_patched


@pytest.fixture
def patching_fixture(monkeypatch):
    return monkeypatch


def test_a_plain_test_is_not_patched():
    assert not is_patched()


def test_a_test_that_asks_for_monkeypatch_is(monkeypatch):
    assert is_patched()


def test_a_test_of_which_a_fixture_asks_for_it_is(patching_fixture):
    assert is_patched()
