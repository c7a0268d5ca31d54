"""Change profile and picture: actions on the person's own chain."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.core.files.base import ContentFile

from handsel.kernel.characters import refuse_bidi_controls
from handsel.kernel.json import Facts
from handsel.people.entries import PICTURE_CHANGED, PROFILE_CHANGED
from handsel.people.models import Person
from handsel.record.actions import ActionContext, ActionSpec, Actor, perform
from handsel.record.files import store
from handsel.record.kinds import EntryKind
from handsel.record.models import Chain


@dataclass(frozen=True)
class Profile:
    """The profile of a person."""

    name: str
    time_zone: str
    language: str
    hires: bool
    works: bool


def profile_of(person: Person) -> Profile:
    """The current profile."""
    return Profile(
        name=person.name,
        time_zone=person.time_zone,
        language=person.language,
        hires=person.hires,
        works=person.works,
    )


def change_profile(actor: Actor, profile: Profile) -> None:
    """Change the actor's profile; no entry if nothing changed."""
    refuse_bidi_controls(profile.name)
    person = Person.objects.get(pk=actor.id)
    if profile_of(person) == profile:
        return

    def body(context: ActionContext) -> Facts:
        changed = Person.objects.get(pk=actor.id)
        former = changed.former_names
        if changed.name != profile.name:
            former = [*former, {"name": changed.name, "until": context.at.isoformat()}]
        Person.objects.filter(pk=actor.id).update(former_names=former, **asdict(profile))
        return asdict(profile)

    perform(on_own_chain(PROFILE_CHANGED, actor.id, asdict(profile)), actor, body)


def change_picture(actor: Actor, picture: bytes | None) -> None:
    """Set the actor's picture (a small square), or remove it."""
    stored = store(ContentFile(picture)) if picture else None
    facts: Facts = {"picture": stored.sha256 if stored else ""}

    def body(context: ActionContext) -> Facts:
        Person.objects.filter(pk=actor.id).update(avatar=facts["picture"])
        return facts

    perform(on_own_chain(PICTURE_CHANGED, actor.id, facts), actor, body)


def on_own_chain(kind: EntryKind, person: UUID, request: Facts) -> ActionSpec:
    """An action on a person's own chain."""
    return ActionSpec(kind, Chain.Kind.PERSON, person, request)
