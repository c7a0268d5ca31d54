"""Why a device may be refused."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class DeviceNameMissing(Refusal):
    """A device without a name, or with one that is too long."""

    what = gettext_noop("A device has a name of up to %(most)s characters.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop("Type a name by which you will know it, such as “Laptop at home”.")


class KeyEnrolled(Refusal):
    """A key that was enrolled before: of a device that is connected, or of one that was revoked."""

    what = gettext_noop("This Tracker was connected before.")
    kept = gettext_noop("No device was added.")
    way_out = gettext_noop("Sign the Tracker out on that device, then sign in again: it makes a new key.")


class DevicesFull(Refusal):
    """More devices than one person uses."""

    what = gettext_noop("You have %(most)s connected devices, which is the limit.")
    kept = gettext_noop("No device was added.")
    way_out = gettext_noop("Disconnect one that you no longer use, then start again in the Tracker.")


class CodeUsed(Refusal):
    """A code that was answered, or ran out."""

    what = gettext_noop("This code was used or has expired.")
    kept = gettext_noop("No device was added.")
    way_out = gettext_noop("Start signing in again in the Tracker, and use its new code.")


class CommitmentChanged(Refusal):
    """Another commitment for a day that has one."""

    what = gettext_noop("This device committed itself to something else for %(day)s.")
    kept = gettext_noop("The first commitment counts.")
    way_out = gettext_noop("Send the first one again. Without it, screenshots of that day protect no time.")


class DayNotOpen(Refusal):
    """A commitment for a day that is over, or too far ahead."""

    what = gettext_noop("A device commits itself for days from %(first)s to %(last)s, in UTC.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop(
        "Check the clock of the device, then send the commitment of a day that is to come."
    )


class SignatureWrong(Refusal):
    """Something that the key of this device did not sign."""

    what = gettext_noop("This is not signed with the key of this device.")
    kept = gettext_noop("It was not kept.")
    way_out = gettext_noop("Sign out in the Tracker and sign in again.")


class HeartbeatAhead(Refusal):
    """A heartbeat whose number leaves too little room for those that are to come."""

    what = gettext_noop("The number of this heartbeat is too high: at most %(most)s now.")
    kept = gettext_noop("Nothing was changed.")
    way_out = gettext_noop(
        "Number heartbeats by the server's time, in seconds since 1970, and send it again."
    )
