"""What is said of entries on a person's own chain: changes to how they sign in."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from handsel.kernel.json import Facts
from handsel.notices.said import Page, Said, Sayer


def _changed(title: str) -> Sayer:
    def say(who: str, facts: Facts) -> Said:
        return Said(
            _(title), _("If this was not you, reset your password now and end your other sessions."), Page.ME
        )

    return say


PERSON_WORDS: dict[str, Sayer] = {
    "person.password_changed": _changed(gettext_noop("Your password was changed")),
    "person.email_changed": _changed(gettext_noop("The e-mail address you sign in with was changed")),
    "person.sessions_ended": _changed(gettext_noop("Your other sessions were ended")),
}
