"""The tokens of a device: each names the device, so that they end when it is revoked."""

from allauth.idp.oidc.models import Token

from handsel.devices.models import Device

SCOPE, MESSAGES = "tracker", "messages"
"""What a token of a device may be used for: the operations of the Tracker, and those of messages."""
SCOPES = (SCOPE, MESSAGES)


def bind(device: str | None, *values: str) -> None:
    """Note on new tokens which device they belong to."""
    for value in values:
        Token.objects.by_value(value).update(data={"device": device})


def bind_refreshed(refresh: str, access: str) -> None:
    """Note on a token that a refresh token gave which device it belongs to."""
    source = Token.objects.lookup(Token.Type.REFRESH_TOKEN, refresh)
    bind(source.data["device"], access)


def device_of(token: Token) -> Device | None:
    """The device of a token, if it was not revoked."""
    named = (token.data or {}).get("device", "")
    rows = Device.objects.active().filter(pk=named, person=token.user_id) if named else Device.objects.none()
    return rows.select_related("person").first()


def end_tokens(device: Device) -> None:
    """Let no token of a device hold any longer."""
    Token.objects.filter(user=device.person_id, data__device=str(device.pk)).delete()
