"""Whether a person may begin something new, and whether they are an operator, at a time."""

from datetime import datetime


class HasStanding:
    """What the columns of a person about suspension, removal and operating come to."""

    is_operator: bool
    is_active: bool
    suspended_until: datetime | None
    removed_at: datetime | None

    def suspension(self, at: datetime) -> datetime | None:
        """Until when the person is suspended at a time; None if they are not."""
        return self.suspended_until if self.suspended_until and self.suspended_until > at else None

    def begins_nothing(self, at: datetime) -> bool:
        """Whether the person may begin nothing new at a time: suspended then, or removed."""
        return self.suspension(at) is not None or self.removed_at is not None

    def operates(self, at: datetime) -> bool:
        """Whether the person is one of the operators at a time."""
        return self.is_operator and self.is_active and not self.begins_nothing(at)
