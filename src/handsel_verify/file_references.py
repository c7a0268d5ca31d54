"""Compare the files and erasures that entries mention with the bundle."""

from datetime import timedelta

from handsel_verify.entries import Sealed
from handsel_verify.manifests import Manifest

REMARKS_MAX = 100
LATE = timedelta(hours=1)
"""How long an entry may be missing from the log; a minute is promised."""


class FileReferences:
    """Files, erasures and unlogged entries, collected from the entries of a bundle."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.unsealed: list[str] = []
        self.files: dict[str, int] = {}
        self.erased: set[int] = set()
        self.erasures: set[int] = set()
        self.waiting = 0

    def note(self, sealed: Sealed) -> None:
        """Collect from one entry."""
        self.files |= dict.fromkeys(sealed.files, sealed.number)
        self.erased |= {sealed.number} if sealed.is_erased else set()
        self.erasures |= {sealed.erases} if sealed.erases is not None else set()
        if sealed.place is None:
            self.waiting += 1
            if self.manifest.made_at - sealed.at > LATE:
                self.unsealed.append(f"entry {sealed.number}: it is old, and not in the log")
        elif self.waiting:
            self.unsealed.append(f"entry {sealed.number}: it is in the log, and one before it is not")

    def faults(self) -> list[str]:
        """Anything missing without an explanation."""
        there = {*self.manifest.left_out, *self.manifest.files}
        missing = [(number, digest) for digest, number in self.files.items() if digest not in there]
        unsaid = sorted(number for number in self.erased - self.erasures if not self._why_withheld(number))
        return [
            *self.unsealed[:REMARKS_MAX],
            *(f"entry {number}: its file {digest[:16]} is missing" for number, digest in missing),
            *(f"entry {number}: its content is gone, but no entry erased it" for number in unsaid),
        ]

    def remarks(self) -> list[str]:
        """Anything left out with an explanation."""
        left_out = self.manifest.left_out.items()
        newer = f"{self.waiting:,} entries are newer than the checkpoint: only the statement covers them"
        return [
            *[f"The file {digest[:16]} is left out: {why}" for digest, why in left_out][:REMARKS_MAX],
            *map(self._why_gone, sorted(self.erased)),
            *([newer] if self.waiting else []),
        ]

    def _why_gone(self, number: int) -> str:
        if number in self.erasures or not self._why_withheld(number):
            return f"Entry {number} was erased; a later entry says by whom and why"
        return f"The content of entry {number} is withheld: {self._why_withheld(number)}"

    def _why_withheld(self, number: int) -> str:
        return self.manifest.withheld.get(str(number), "")
