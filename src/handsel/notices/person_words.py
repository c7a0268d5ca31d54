"""What is said of entries on a person's own chain: how they sign in, and what they print."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from handsel.kernel.json import Facts
from handsel.look.moments import when_text
from handsel.notices.said import Page, Said, Sayer

_NOT_YOU = gettext_noop("If this was not you, reset your password now and end your other sessions.")


def _changed(title: str, detail: str = _NOT_YOU) -> Sayer:
    def say(who: str, facts: Facts) -> Said:
        return Said(_(title), _(detail) if detail else "", Page.SAFETY if detail else Page.ME)

    return say


def _sessions(who: str, facts: Facts) -> Said:
    title = ngettext(
        "One other session of yours was ended", "{n} other sessions of yours were ended", facts["ended"]
    )
    return Said(title.format(n=facts["ended"]), _(_NOT_YOU), Page.SAFETY)


def _made(who: str, facts: Facts) -> Said:
    until = when_text(datetime.fromisoformat(facts["expires_at"]))
    detail = _("Download it under Settings, Your data. It is removed on {when}.").format(when=until)
    return Said(_("Your data is ready"), detail, Page.DATA)


TOLD_TO_ONESELF = frozenset(
    {"person.password_changed", "person.email_changed", "person.sessions_ended", "export.asked"}
)
"""What a person hears of even though they did it: somebody else may have."""

PERSON_WORDS: dict[str, Sayer] = {
    "person.joined": _changed(gettext_noop("You joined this house"), ""),
    "person.email_confirmed": _changed(gettext_noop("You confirmed your email"), ""),
    "person.profile_changed": _changed(gettext_noop("You changed your profile"), ""),
    "person.picture_changed": _changed(gettext_noop("You changed your picture"), ""),
    "person.mail_changed": _changed(gettext_noop("You changed when you are mailed"), ""),
    "person.password_changed": _changed(gettext_noop("Your password was changed")),
    "person.email_changed": _changed(gettext_noop("The email you sign in with was changed")),
    "person.sessions_ended": _sessions,
    "export.asked": _changed(gettext_noop("All your data was asked for")),
    "export.removed": _changed(gettext_noop("You removed the archive of your data"), ""),
    "export.made": _made,
    "letterhead.changed": _changed(gettext_noop("What stands on your invoices was changed"), ""),
}
