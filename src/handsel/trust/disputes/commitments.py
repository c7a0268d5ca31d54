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
        content = {
            "dispute": dispute,
            "job": str(job),
            "side": self.side,
            "to_freelancer": self.to_freelancer,
        }
        return sha256(self.salt + canonical(content)).hexdigest()

    def facts(self, job: UUID, dispute: int) -> Facts:
        """The opening as the record publishes it, with the commitment that it opens."""
        return {
            "side": self.side,
            "salt": self.salt.hex(),
            "to_freelancer": self.to_freelancer,
            "commitment": self.commitment(job, dispute),
        }
