"""Why a screenshot may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class ShotUnknown(Refusal):
    """Bytes that no segment of the device announced."""

    what = gettext_noop("No segment of this device announced this picture.")
    kept = gettext_noop("It was not kept.")
    way_out = gettext_noop("Send its segment first.")


class ShotDigestWrong(Refusal):
    """Bytes that are not those of their address."""

    what = gettext_noop("These bytes are not those that the address names.")
    kept = gettext_noop("They were not kept.")
    way_out = gettext_noop("Send the picture again.")


class ShotTooLarge(Refusal):
    """A picture with too many bytes or pixels."""

    what = gettext_noop("A picture has at most %(bytes)s kB and %(pixels)s megapixels.")
    kept = gettext_noop("It was not kept.")
    way_out = gettext_noop("Update the Tracker, or choose one monitor in its settings.")


class ShotUnfit(Refusal):
    """Bytes that are not one plain WebP picture."""

    what = gettext_noop("A picture is one WebP image with nothing else in the file: %(fault)s.")
    kept = gettext_noop("It was not kept.")
    way_out = gettext_noop("Update the Tracker.")


class ShotDeleted(Refusal):
    """A picture that its freelancer deleted."""

    what = gettext_noop("This picture was deleted.")
    kept = gettext_noop("It was not kept again.")
    way_out = gettext_noop("Its block is not protected. Nothing else needs to be done.")


class ShotLate(Refusal):
    """A picture that came, or is to go, after the timesheet was submitted."""

    what = gettext_noop("The timesheet of this week was submitted: its pictures can no longer change.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop("Write in the Workroom. While it is in review you can both agree to reopen it.")
