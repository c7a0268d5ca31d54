"""Why the Workroom may refuse something."""

from handsel.kernel.i18n import gettext_noop
from handsel.kernel.refusals import Refusal


class NothingToPost(Refusal):
    """A message without words or files."""

    what = gettext_noop("There is nothing to post: no words and no file.")
    kept = gettext_noop("Nothing was posted.")
    way_out = gettext_noop("Write something or attach a file, then post.")


class MessageTooLong(Refusal):
    """A message longer than the record takes."""

    what = gettext_noop("The message is longer than 20,000 characters.")
    kept = gettext_noop("Nothing was posted.")
    way_out = gettext_noop("Shorten it, or attach the long part as a file.")


class NoSuchEntry(Refusal):
    """A correction of an entry that does not exist, or is not one's own."""

    what = gettext_noop("Only a message of your own can be corrected.")
    kept = gettext_noop("Nothing was posted.")
    way_out = gettext_noop("Choose one of your messages in this Workroom.")


class UploadPosted(Refusal):
    """An upload that another message posted already."""

    what = gettext_noop("One of these files was posted already, perhaps from another window.")
    kept = gettext_noop("Nothing was posted now. What was posted before stands.")
    way_out = gettext_noop("Look at the newest entries, then post the rest without that file.")


class UploadUnfinished(Refusal):
    """A message with an upload that is not complete."""

    what = gettext_noop("%(name)s has not arrived whole yet.")
    kept = gettext_noop("Nothing was posted. What has arrived of the file is kept for a day.")
    way_out = gettext_noop("Let the upload end, or leave the file out, then post.")


class UploadTooLarge(Refusal):
    """A file larger than an upload may be."""

    what = gettext_noop("A file may have 2 GB at most.")
    kept = gettext_noop("Nothing of it was kept.")
    way_out = gettext_noop("Split it or compress it, then send it again.")


class TooManyUploads(Refusal):
    """More waiting uploads than one person may have."""

    what = gettext_noop("At most %(many)s files and %(whole)s GB may wait here for you to post them.")
    kept = gettext_noop("This file was not begun. The others stand.")
    way_out = gettext_noop("Post or remove some of them; what waits for a day goes by itself.")


class UploadBusy(Refusal):
    """Two requests that add to the same upload."""

    what = gettext_noop("Another window or request is adding to this upload.")
    kept = gettext_noop("These bytes were not taken.")
    way_out = gettext_noop("Ask in a moment how much has arrived, and go on from there.")


class WrongOffset(Refusal):
    """Bytes at another offset than the upload has reached."""

    what = gettext_noop("%(here)s bytes have arrived, and these begin at %(offset)s.")
    kept = gettext_noop("These bytes were not taken.")
    way_out = gettext_noop("Go on from what has arrived.")


class LongerThanPromised(Refusal):
    """More bytes than the upload announced."""

    what = gettext_noop("That is more than the %(size)s bytes that were promised.")
    kept = gettext_noop("These bytes were not taken.")
    way_out = gettext_noop("Remove this upload and begin it again with its true size.")


class NoRoom(Refusal):
    """The disk is nearly full."""

    what = gettext_noop("The house has no room for this file now.")
    kept = gettext_noop("What has arrived of it is kept for a day.")
    way_out = gettext_noop("Tell the operator, and go on when there is room.")


class NothingToReplyTo(Refusal):
    """A reply to an entry that is not in this Workroom."""

    what = gettext_noop("There is no entry of that number to reply to.")
    kept = gettext_noop("Nothing was posted.")
    way_out = gettext_noop("Choose an entry in this Workroom, then reply to it.")
