"""What is said of entries on a person's own chain: how they sign in, and what they print."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from handsel.kernel.json import Facts
from handsel.notices.wording import TargetPage, Wording, WordingFunction
from handsel.ui.datetime_format import when_text

_NOT_YOU = gettext_noop("If this was not you, reset your password now and end your other sessions.")


def _changed(title: str, detail: str = _NOT_YOU) -> WordingFunction:
    def say(who: str, facts: Facts) -> Wording:
        return Wording(_(title), _(detail) if detail else "", TargetPage.SAFETY if detail else TargetPage.ME)

    return say


def _sessions(who: str, facts: Facts) -> Wording:
    title = ngettext(
        "One other session of yours was ended", "{n} other sessions of yours were ended", facts["ended"]
    )
    return Wording(title.format(n=facts["ended"]), _(_NOT_YOU), TargetPage.SAFETY)


def _made(who: str, facts: Facts) -> Wording:
    until = when_text(datetime.fromisoformat(facts["expires_at"]))
    detail = _("Download it under Settings, Your data. It is removed on {when}.").format(when=until)
    return Wording(_("Your data is ready"), detail, TargetPage.DATA)


TOLD_TO_ONESELF = frozenset(
    {"person.password_changed", "person.email_changed", "person.sessions_ended", "export.asked"}
)
"""What a person hears of even though they did it: somebody else may have."""

PERSON_WORDING: dict[str, WordingFunction] = {
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
