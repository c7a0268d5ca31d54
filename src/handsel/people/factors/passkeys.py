"""What a browser needs to make or use a passkey, as JSON; the challenge waits in the session.

The one place that uses what allauth calls internal: its public way to these is whole pages.
"""

import json

from allauth.mfa.webauthn.internal import auth

from handsel.people.models import Person


def new_passkey_options(person: Person) -> str:
    """For a new passkey, which the device keeps and opens by a fingerprint, a face or a code of its own."""
    return json.dumps(auth.begin_registration(person, passwordless=True), default=dict)


def passkey_options(person: Person) -> str:
    """For using one of the person's passkeys."""
    return json.dumps(auth.begin_authentication(person), default=dict)
