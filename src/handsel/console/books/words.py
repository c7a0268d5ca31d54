"""What the parts of the books and of the disk are called on pages."""

from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop

_ACCOUNTS = {
    "wallet": gettext_noop("In wallets of clients"),
    "holding": gettext_noop("In escrow"),
    "earnings": gettext_noop("Earnings of freelancers"),
    "fees": gettext_noop("Fees of the site"),
    "tax": gettext_noop("Tax"),
    "payouts": gettext_noop("Payouts on their way"),
    "owed": gettext_noop("Owed to the site"),
    "claimed": gettext_noop("Owed after claims"),
}
_PARTS = {
    "database": gettext_noop("Database"),
    "files": gettext_noop("Files of people"),
    "previews": gettext_noop("Previews"),
    "screenshots": gettext_noop("Screenshots"),
    "exports": gettext_noop("Archives of people’s data"),
    "log": gettext_noop("The log"),
    "pdf": gettext_noop("PDFs"),
}


def account_word(kind: str) -> str:
    """What the accounts of a kind are called; those of rails are the bank."""
    return _(_ACCOUNTS[kind])


def part_word(part: str) -> str:
    """What a part of the house's storage is called."""
    return _(_PARTS[part])
