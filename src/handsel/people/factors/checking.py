"""Check a code that somebody types: of their authenticator app, or a recovery code; each works once."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from handsel.people.factors.acts import Type, use_recovery_code
from handsel.people.factors.sealing import unseal
from handsel.people.factors.totp import matching_step
from handsel.people.models import Person


def ways_to_confirm(person: Person) -> list[str]:
    """What a person has by which to confirm that it is them: a password, a code, a passkey."""
    types = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    ways = {
        "password": person.has_usable_password(),
        "passkey": Type.WEBAUTHN.value in types,
        "code": bool(types & {Type.TOTP.value, Type.RECOVERY_CODES.value}),
    }
    return [name for name, has_it in ways.items() if has_it]


def check_code(person: Person, typed: str, *, at: datetime) -> Authenticator | None:
    """The person's factor whose code was typed, which is used by that; None if it is nobody's or was used."""
    for factor in Authenticator.objects.filter(user=person).exclude(type=Type.WEBAUTHN):
        is_app = factor.type == Type.TOTP
        if _use_app_code(factor.pk, typed, at) if is_app else use_recovery_code(person.pk, typed):
            return factor
    return None


def _use_app_code(pk: int, typed: str, at: datetime) -> bool:
    with transaction.atomic():
        factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
        secret = factor and unseal(factor.data["secret"])
        if factor is None or secret is None:
            return False
        digits = "".join(typed.split())
        step = matching_step(secret, digits, at=at, after=factor.data["last_step"])
        if step is None:
            return False
        factor.data["last_step"], factor.last_used_at = step, at
        factor.save()
    return True
