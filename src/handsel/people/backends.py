"""Who is signed in, with the party that they are, in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from handsel.people.models import Person


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's own, but the person comes with their party."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person of a session, if they may still sign in."""
        return Person.objects.select_related("party").filter(pk=user_id, is_active=True).first()
