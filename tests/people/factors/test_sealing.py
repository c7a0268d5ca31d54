"""Secrets of factors at rest."""

from typing import Any

from handsel.people.factors.sealing import fingerprint, seal, unseal


def test_what_is_sealed_is_read_again_with_the_same_key_alone(settings: Any) -> None:
    sealed = seal("SECRET")
    assert "SECRET" not in sealed
    assert unseal(sealed) == "SECRET"
    settings.SECRET_KEY = "another key, of at least forty characters"
    assert unseal(sealed) is None


def test_a_fingerprint_needs_the_key_of_the_site(settings: Any) -> None:
    before = fingerprint("k7fqm2m9xt")
    assert before == fingerprint("k7fqm2m9xt") != fingerprint("k7fqm2m9xu")
    settings.SECRET_KEY = "another key, of at least forty characters"
    assert fingerprint("k7fqm2m9xt") != before
