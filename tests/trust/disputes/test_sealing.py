"""A sealed number opens only in its own place with the house's key, and its length tells nothing."""

from uuid import UUID

from handsel.trust.disputes.commitments import Opening
from handsel.trust.disputes.sealing import KEY_FILE, salt_for, seal, unseal

COVERS = ("handsel.trust.disputes.commitments",)
PLACE, OTHER = "job 1 client", "job 1 freelancer"


def opening(number=61_723, key=1):
    return Opening("client", salt_for(PLACE, UUID(int=key)), number)


def test_it_opens_in_its_own_place_alone():
    sealed = seal(PLACE, opening())
    assert unseal(PLACE, "client", sealed) == opening()
    assert unseal(OTHER, "client", sealed) is None
    assert unseal(PLACE, "client", f"A{sealed[1:]}") in {None, opening()}
    assert unseal(PLACE, "client", "no base64") is None


def test_all_numbers_have_one_length():
    assert len({len(seal(PLACE, opening(number))) for number in (0, 9, 10**14)}) == 1


def test_another_key_opens_nothing_and_the_key_is_the_owners_alone(settings):
    sealed, place = seal(PLACE, opening()), settings.LOG_KEY_DIR / KEY_FILE
    assert place.stat().st_mode & 0o777 == 0o600
    place.unlink()
    assert unseal(PLACE, "client", sealed) is None


def test_the_salt_follows_from_the_form_and_differs_by_form_and_place():
    salts = [salt_for(place, UUID(int=key)) for place in (PLACE, OTHER) for key in (1, 2)]
    assert len(set(salts)) == 4
    assert salt_for(PLACE, UUID(int=1)) == salts[0]


def test_the_commitment_hides_the_number_behind_its_salt():
    commitment, same = opening().commitment(UUID(int=7), 1), opening(key=2).commitment(UUID(int=7), 1)
    assert commitment != same
    assert opening().facts(UUID(int=7), 1)["commitment"] == commitment
