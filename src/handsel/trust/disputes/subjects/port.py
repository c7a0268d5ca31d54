"""What a dispute asks of its subject, whatever that is."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from handsel.kernel.json import Facts
from handsel.kernel.money import Money
from handsel.trust.disputes.models import Dispute
from handsel.work.jobs.acts import JobContext


@dataclass(frozen=True)
class Subject(ABC):
    """What one dispute is about."""

    dispute: Dispute

    @abstractmethod
    def unfreeze(self) -> None:
        """Let what is disputed of it go again."""

    @abstractmethod
    def pay(self, context: JobContext, *, to_freelancer: Money, to_client: Money) -> Facts:
        """Share out what is disputed of it; gives the facts of the payment and of the subject."""

    @abstractmethod
    def default_part(self) -> int:
        """What the freelancer gets where nobody decides and no offer was made, in minor units."""

    @abstractmethod
    def silence_part(self) -> int:
        """What the freelancer gets at once where the dispute is not answered, in minor units."""

    @abstractmethod
    def pay_for_silence(self, context: JobContext) -> Facts:
        """Pay that, and take it out of what is disputed; the caller saves the dispute."""
