"""What a sealed offer is committed by on the record, and how its opening is checked (rules: disputes 3)."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from handsel.kernel.json import Facts
from handsel_verify.canonical import canonical


@dataclass(frozen=True)
class Opening:
    """A sealed offer in the open: whose, its salt, and what the freelancer would get, in minor units."""

    side: str
    salt: bytes
    to_freelancer: int

    def commitment(self, job: UUID, dispute: int) -> str:
        """SHA-256 over the salt and the canonical content (RFC 8785), in hexadecimal."""
        return sha256(self.salt + canonical(self._content(job, dispute))).hexdigest()

    def facts(self, job: UUID, dispute: int) -> Facts:
        """The opening as the record publishes it: all from which its commitment is computed, and that."""
        return {
            **self._content(job, dispute),
            "salt": self.salt.hex(),
            "commitment": self.commitment(job, dispute),
        }

    def _content(self, job: UUID, dispute: int) -> Facts:
        return {"dispute": dispute, "job": str(job), "side": self.side, "to_freelancer": self.to_freelancer}
