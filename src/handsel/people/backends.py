"""Authentication backend: load the person with their party in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from handsel.people.models import Person


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend, with the party joined."""

    def get_user(self, user_id: Any) -> Person | None:
        """The person of a session, if active."""
        return Person.objects.select_related("party").filter(pk=user_id, is_active=True).first()
