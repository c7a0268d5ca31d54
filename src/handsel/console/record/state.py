"""How far the record is integrated, signed and witnessed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from handsel.console.counting import Count, count_up
from handsel.record.entry_time import is_clock_before
from handsel.record.log import keys
from handsel.record.models import PendingLeaf, SignedCheckpoint
from handsel_verify.notes import Key

UNSIGNED_MAX = timedelta(minutes=5)
"""For how long an entry may wait for a signature before something is wrong; a minute is promised."""


@dataclass(frozen=True)
class WitnessState:
    """A witness of the settings, and when it co-signed the newest checkpoint, if it did."""

    name: str
    at: datetime | None


@dataclass(frozen=True)
class LogState:
    """The newest checkpoint, since when something waits for the next one, and who co-signed it."""

    checkpoint: SignedCheckpoint | None
    pending_since: datetime | None
    witnesses: list[WitnessState]

    def is_late(self, now: datetime) -> bool:
        """Whether an entry waits for its signature for too long."""
        return self.pending_since is not None and self.pending_since < now - UNSIGNED_MAX

    def is_clock_wrong(self) -> bool:
        """Whether the clock is before the newest checkpoint."""
        return self.checkpoint is not None and is_clock_before(self.checkpoint.signed_at)

    def is_unwitnessed(self, now: datetime) -> bool:
        """Whether a witness did not co-sign in time."""
        if self.checkpoint is None or self.checkpoint.signed_at > now - UNSIGNED_MAX:
            return False
        return any(witness.at is None for witness in self.witnesses)


def log_state() -> LogState:
    """Where the record stands now; two queries, and one more where there are witnesses."""
    checkpoint = SignedCheckpoint.objects.order_by("-size").first()
    signed = {}
    if checkpoint is not None and settings.WITNESSES:
        signed = {row.name: row.at for row in checkpoint.cosignatures.all()}
    first = PendingLeaf.objects.select_related("entry").order_by("pk").first()
    return LogState(
        checkpoint,
        first.entry.at if first else None,
        [WitnessState(key.name, signed.get(key.name)) for key in settings.WITNESSES.values()],
    )


def pending_count() -> Count:
    """How many entries wait for a signature."""
    return count_up(PendingLeaf.objects.all())


def signing_key() -> Key | None:
    """The public key of the log; None if the house cannot sign."""
    try:
        key: Key = keys.signer().key
    except keys.KeyBroken:
        return None
    return key
