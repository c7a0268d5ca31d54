"""Refusals: the named facts by which an act is turned down, each with a way out."""


class Refusal(Exception):
    """An act was turned down and nothing happened.

    `what` says what is wrong, `kept` what did not happen, `way_out` the one next step.
    A subclass sets them as class attributes; a raise may override any, in words that name the amounts.
    """

    what = "That cannot be done."
    kept = "Nothing was changed and no money moved."
    way_out = "Go back, look at what is there now, and try again."

    def __init__(self, what: str = "", *, kept: str = "", way_out: str = "") -> None:
        self.what = what or self.what
        self.kept = kept or self.kept
        self.way_out = way_out or self.way_out
        super().__init__(self.what)


class NotFound(Refusal):
    """There is no such thing, or it is not this person's to see; a page answers 404 for both."""

    what = "There is no page here."
    way_out = "The link may be old, or the page may belong to other people."


class KeyReused(Refusal):
    """An idempotency key came back with other content."""

    what = "This form was already sent, with other content."
    kept = "The first sending stands. This one changed nothing."
    way_out = "Open the page again to see what stands, and start from there."


class Stale(Refusal):
    """What the person looked at has changed since."""

    what = "This was changed while you were reading."
    way_out = "Read what stands now, then decide."
