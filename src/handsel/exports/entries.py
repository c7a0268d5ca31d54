"""Entries about a person's export of their data."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from typing_extensions import TypedDict

from handsel.kernel.json import Facts
from handsel.record.kinds import Audience, declare
from handsel.record.shapes import Digest, Instant, Whole, shape
from handsel.record.wording import NoFacts, TargetPage, Wording, says, warns
from handsel.ui.datetime_format import when_text

ASKED = declare(
    "export.asked",
    shape=NoFacts,
    wording=warns(gettext_noop("You requested a copy of your data")),
    tone="mute",
    icon="seal",
    audience=Audience.EVERYONE,
)
REMOVED = declare(
    "export.removed",
    shape=NoFacts,
    wording=says(gettext_noop("You deleted your data archive")),
    tone="mute",
    icon="seal",
)


@shape
class ArchiveMadeFacts(TypedDict):
    """How large the archive is in bytes, its fingerprint, and when it is removed."""

    size: Whole
    sha256: Digest
    expires_at: Instant


def _made(who: str, facts: Facts) -> Wording:
    until = when_text(datetime.fromisoformat(facts["expires_at"]))
    detail = _("Download it under Settings, Your data. It will be deleted on {when}.").format(when=until)
    return Wording(_("Your data is ready"), detail, TargetPage.DATA)


MADE = declare("export.made", shape=ArchiveMadeFacts, wording=_made, tone="mute", icon="seal")
