"""How secrets of factors lie in the database: sealed with the site's key, or as hashes of it."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

_PURPOSE = "handsel.people.factors"


def seal(secret: str) -> str:
    """A secret that has to be read again, encrypted."""
    return _sealer().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str | None:
    """The secret; None where the site's key is another now, so that nobody can read it any more."""
    try:
        return _sealer().decrypt(sealed).decode()
    except InvalidToken:
        return None


def fingerprint(code: str) -> str:
    """A code that is only compared, as a hash that nobody without the site's key can try out."""
    return str(salted_hmac(f"{_PURPOSE}.code", code, algorithm="sha256").hexdigest())


def _sealer() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(salted_hmac(_PURPOSE, "seal", algorithm="sha256").digest()))
