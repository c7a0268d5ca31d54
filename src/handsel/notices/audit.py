"""Audit: when people want to be mailed, and whose calendars have an address, against the record."""

from handsel.notices.models import CalendarFeed, MailPreference
from handsel.record.models import Chain
from handsel.record.rebuilt_tables import RebuiltTable, columns

TABLES = (
    RebuiltTable(
        MailPreference,
        Chain.Kind.PERSON,
        subject="person",
        columns=columns("frequency", "quiet_from", "quiet_until"),
        state="mail_preference",
    ),
    RebuiltTable(
        CalendarFeed,
        Chain.Kind.PERSON,
        subject="person",
        columns=columns("made_at"),
        state="calendar_feed",
    ),
)
