"""Add and remove factors, and make recovery codes: actions on the person's own chain."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.identifiers import HOUSE
from handsel.kernel.json import Facts
from handsel.kernel.refusals import NotFound, Refusal
from handsel.people.factors import entries
from handsel.people.factors.recovery_codes import new_codes, normalised_code
from handsel.people.factors.sealing import fingerprint, seal
from handsel.people.profile import on_own_chain
from handsel.record.actions import ActionContext, Actor, perform

Type = Authenticator.Type


class SignInChanged(Refusal):
    """There is an app already, or no factor that recovery codes could stand in for."""

    what = gettext_noop("Your sign-in changed in the meantime.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop("Look at what is set up now, and try again.")


def add_app(actor: Actor, secret: str, *, step: int) -> None:
    """Add an authenticator app by its secret; `step` is that of the code by which it was confirmed."""

    def body(context: ActionContext) -> Facts:
        if _factors(actor.id).filter(type=Type.TOTP).exists():
            raise SignInChanged
        factor = _add(context, Type.TOTP, {"secret": seal(secret), "last_step": step})
        return {"factor": factor.pk, "type": Type.TOTP.value, "name": ""}

    perform(on_own_chain(entries.FACTOR_ADDED, actor.id, {"type": Type.TOTP.value}), actor, body)


def add_passkey(actor: Actor, name: str, credential: Facts) -> None:
    """Add a passkey under a name: the public key that a device registered."""

    def body(context: ActionContext) -> Facts:
        factor = _add(context, Type.WEBAUTHN, {"name": name, "credential": credential})
        return {"factor": factor.pk, "type": Type.WEBAUTHN.value, "name": name}

    perform(on_own_chain(entries.FACTOR_ADDED, actor.id, {"type": Type.WEBAUTHN.value}), actor, body)


def rename_passkey(actor: Actor, pk: int, name: str) -> None:
    """Call the actor's passkey of this number otherwise."""

    def body(_context: ActionContext) -> Facts:
        passkey = _factors(actor.id).filter(type=Type.WEBAUTHN, pk=pk).first()
        if passkey is None:
            raise NotFound
        before, passkey.data["name"] = passkey.data["name"], name
        passkey.save()
        return {"factor": pk, "from": before, "to": name}

    perform(on_own_chain(entries.PASSKEY_RENAMED, actor.id, {"factor": pk, "to": name}), actor, body)


def remove_factor(actor: Actor, pk: int) -> None:
    """Remove the actor's app or passkey of this number; the last one takes the recovery codes with it."""

    def body(_context: ActionContext) -> Facts:
        mine = _factors(actor.id)
        factor = mine.exclude(type=Type.RECOVERY_CODES).filter(pk=pk).first()
        if factor is None:
            raise NotFound
        facts = {"type": factor.type, "name": factor.data.get("name", "")}
        others = mine.exclude(pk=pk).exclude(type=Type.RECOVERY_CODES)
        return {**facts, "removed": _remove(mine.filter(pk=pk) if others.exists() else mine)}

    perform(on_own_chain(entries.FACTOR_REMOVED, actor.id, {"factor": pk}), actor, body)


def make_codes(actor: Actor) -> list[str]:
    """Make recovery codes in place of any before, and return them; none when the form was sent before."""
    codes: list[str] = []

    def body(context: ActionContext) -> Facts:
        mine = _factors(actor.id)
        if not mine.exclude(type=Type.RECOVERY_CODES).exists():
            raise SignInChanged
        removed = _remove(mine.filter(type=Type.RECOVERY_CODES))
        codes[:] = new_codes()
        hashes = [fingerprint(normalised_code(code)) for code in codes]
        factor = _add(context, Type.RECOVERY_CODES, {"codes": hashes})
        return {"factor": factor.pk, "removed": removed}

    perform(on_own_chain(entries.CODES_MADE, actor.id, {}), actor, body)
    return codes


def use_recovery_code(person: UUID, typed: str) -> bool:
    """Use up a recovery code; False if it is none of the person's."""
    code = fingerprint(normalised_code(typed))
    codes = _factors(person).filter(type=Type.RECOVERY_CODES)
    if not any(code in row.data["codes"] for row in codes):
        return False

    def body(context: ActionContext) -> Facts:
        row = codes.all().first()
        if row is None or code not in row.data["codes"]:
            raise NotFound
        row.data["codes"].remove(code)
        row.last_used_at = context.at
        row.save()
        return {"left": len(row.data["codes"])}

    try:
        perform(on_own_chain(entries.CODE_USED, person, {}), Actor(person), body)
    except NotFound:
        return False
    return True


def reset_factors(person: UUID, *, by: UUID = HOUSE, reason: str = "") -> bool:
    """Take off all factors of a person who lost them, by an operator; False if there are none."""
    if not _factors(person).exists():
        return False

    def body(_context: ActionContext) -> Facts:
        return {"removed": _remove(_factors(person)), "reason": reason}

    perform(on_own_chain(entries.FACTORS_RESET, person, {}), Actor(by), body)
    return True


def _factors(person: UUID) -> QuerySet[Any]:
    factors: QuerySet[Any] = Authenticator.objects.filter(user_id=person)
    return factors


def _add(context: ActionContext, kind: str, data: Facts) -> Authenticator:
    owner = context.actor.id
    return Authenticator.objects.create(user_id=owner, type=kind, data=data, created_at=context.at)


def _remove(factors: QuerySet[Any]) -> list[int]:
    removed = sorted(factors.values_list("pk", flat=True))
    factors.delete()
    return removed
