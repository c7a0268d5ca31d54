"""The one-time link by which a person chooses a new password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from handsel.people.models import Person


def reset_link(person: Person) -> str:
    """The URL where a person chooses a new password; it works once, for three days."""
    keys = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return f"{settings.BASE_URL}{reverse('account_reset_password_from_key', kwargs=keys)}"
