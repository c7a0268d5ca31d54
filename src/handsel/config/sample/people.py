"""The people of the sample data, and how to sign in as each."""

from dataclasses import dataclass

from handsel.kernel import identifiers
from handsel.people.joining import Newcomer, join
from handsel.people.models import Person

PASSWORD = "sample-house-7"  # noqa: S105
"""Everybody's password; the sample data has test money only."""


@dataclass(frozen=True)
class SamplePerson:
    """One of the cast."""

    name: str
    zone: str
    does: str
    hires: bool = True
    works: bool = True

    @property
    def email(self) -> str:
        """The email to sign in with."""
        return f"{self.name.split()[0].lower()}@handsel.example"


SAMPLE_PEOPLE = (
    SamplePerson("Ada Vance", "America/New_York", "client", works=False),
    SamplePerson("Ben Okafor", "Africa/Lagos", "freelancer", hires=False),
    SamplePerson("Olga Lindqvist", "Europe/Stockholm", "operator"),
    SamplePerson("Ruth Calloway", "Europe/London", "client", works=False),
    SamplePerson("Mireille Faucher", "Europe/Paris", "freelancer", hires=False),
    SamplePerson("Teodor Ilie", "Europe/Bucharest", "freelancer and client"),
    SamplePerson("Sunniva Hagen", "Europe/Oslo", "client", works=False),
    SamplePerson("Ifeoma Adeyemi", "Africa/Lagos", "freelancer", hires=False),
)


def make_people() -> dict[str, Person]:
    """Create everybody, with a verified email; by first name."""
    return {role.name.split()[0]: _make(role) for role in SAMPLE_PEOPLE}


def _make(role: SamplePerson) -> Person:
    newcomer = Newcomer(role.email, role.name, role.zone, role.hires, role.works, proved=True)
    return join(identifiers.new(), newcomer, PASSWORD)
