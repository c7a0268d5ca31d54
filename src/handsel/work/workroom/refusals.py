"""What the Workroom refuses."""

from handsel.kernel.refusals import Refusal
from handsel.kernel.words import gettext_noop


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
    """A correction of an entry that is not there, or not one's own."""

    what = gettext_noop("Only a message of your own can be corrected.")
    kept = gettext_noop("Nothing was posted.")
    way_out = gettext_noop("Choose one of your messages in this Workroom.")
