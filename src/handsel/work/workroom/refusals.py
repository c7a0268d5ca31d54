"""Why the Workroom may refuse something."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class NothingToPost(Refusal):
    """A message without words or files."""

    what = gettext_noop("The message is empty.")
    kept = gettext_noop("Nothing was posted.")
    way_out = gettext_noop("Write something or attach a file.")


class MessageTooLong(Refusal):
    """A message longer than the record takes."""

    what = gettext_noop("The message is longer than 20,000 characters.")
    kept = gettext_noop("Nothing was posted.")
    way_out = gettext_noop("Shorten it, or attach the long part as a file.")


class NoSuchEntry(Refusal):
    """A correction of an entry that does not exist, or is not one's own."""

    what = gettext_noop("You can only correct your own messages.")
    kept = gettext_noop("Nothing was posted.")
    way_out = gettext_noop("Choose one of your messages in this Workroom.")


class UploadPosted(Refusal):
    """An upload that another message posted already."""

    what = gettext_noop("One of these files was already posted, perhaps from another window.")
    kept = gettext_noop("Nothing was posted now. What you posted before is still there.")
    way_out = gettext_noop("Check the newest entries, then post without that file.")


class UploadUnfinished(Refusal):
    """A message with an upload that is not complete."""

    what = gettext_noop("%(name)s is not fully uploaded yet.")
    kept = gettext_noop("Nothing was posted. The uploaded part is kept for a day.")
    way_out = gettext_noop("Wait for the upload to finish, or remove the file, then post.")


class UploadTooLarge(Refusal):
    """A file larger than an upload may be."""

    what = gettext_noop("A file can be up to 2 GB.")
    kept = gettext_noop("It was not saved.")
    way_out = gettext_noop("Split or compress it, then try again.")


class TooManyUploads(Refusal):
    """More waiting uploads than one person may have."""

    what = gettext_noop("At most %(many)s files and %(whole)s GB can wait to be posted.")
    kept = gettext_noop("This file was not uploaded. The others are fine.")
    way_out = gettext_noop("Post or remove some of them. Files are deleted after a day.")


class UploadBusy(Refusal):
    """Two requests that add to the same upload."""

    what = gettext_noop("This upload is running in another window.")
    kept = gettext_noop("This part was not saved.")
    way_out = gettext_noop("Try again in a moment.")


class WrongOffset(Refusal):
    """Bytes at another offset than the upload has reached."""

    what = gettext_noop("%(here)s bytes were received, but this part starts at %(offset)s.")
    kept = gettext_noop("This part was not saved.")
    way_out = gettext_noop("Continue from what was received.")


class LongerThanPromised(Refusal):
    """More bytes than the upload announced."""

    what = gettext_noop("That is more than the announced %(size)s bytes.")
    kept = gettext_noop("This part was not saved.")
    way_out = gettext_noop("Remove this upload and start again.")


class NoRoom(Refusal):
    """The disk is nearly full."""

    what = gettext_noop("There is not enough storage for this file.")
    kept = gettext_noop("The uploaded part is kept for a day.")
    way_out = gettext_noop("Contact support, then try again.")


class NothingToReplyTo(Refusal):
    """A reply to an entry that is not in this Workroom."""

    what = gettext_noop("There is no entry with that number to reply to.")
    kept = gettext_noop("Nothing was posted.")
    way_out = gettext_noop("Choose an entry in this Workroom, then reply.")
