"""The one form of a password, whatever keyboard types it."""

from handsel.kernel.characters import normalized


def normalised_password(typed: str) -> str:
    """A password as it is hashed and checked: NFKC.

    A Mac and a phone send the same letters as other code points, and keyboards differ in blanks and widths.
    NIST SP 800-63B, 5.1.1.2, asks for NFKC or NFKD; NFKC leaves alone what most keyboards send.
    """
    return normalized("NFKC", typed)
