"""What the Workroom refuses."""

from handsel.kernel.refusals import Refusal


class NothingToPost(Refusal):
    """A message without words or files."""

    what = "There is nothing to post: no words and no file."
    kept = "Nothing was posted."
    way_out = "Write something or attach a file, then post."


class MessageTooLong(Refusal):
    """A message longer than the record takes."""

    what = "The message is longer than 20,000 characters."
    kept = "Nothing was posted."
    way_out = "Shorten it, or attach the long part as a file."


class NoSuchEntry(Refusal):
    """A correction of an entry that is not there, or not one's own."""

    what = "Only a message of your own can be corrected."
    kept = "Nothing was posted."
    way_out = "Choose one of your messages in this Workroom."
