"""Virus scans: files are held back until scanned, and quarantined if infected."""

from pathlib import Path

from django.conf import settings

from handsel.record import clamd, previews
from handsel.record.files import path_of
from handsel.record.models import StoredFile

Verdict = StoredFile.Verdict


def is_held(stored: StoredFile) -> bool:
    """Whether a file still waits for its virus scan."""
    return settings.CLAMD is not None and stored.verdict == Verdict.UNCHECKED


def check(stored: StoredFile) -> None:
    """Scan a held file and quarantine it if infected; raises `ScannerAway`."""
    if settings.CLAMD is not None and stored.verdict == Verdict.UNCHECKED:
        stored.verdict, stored.finding = _verdict(settings.CLAMD, path_of(stored.sha256))
        stored.save(update_fields=["verdict", "finding"])
    if stored.verdict == Verdict.INFECTED:
        _quarantine(stored)


def bytes_of(stored: StoredFile) -> Path:
    """The path of a file, in the store or in quarantine."""
    infected = stored.verdict == Verdict.INFECTED
    return _quarantined(stored.sha256) if infected else path_of(stored.sha256)


def _verdict(scanner: clamd.Address, place: Path) -> tuple[str, str]:
    try:
        finding = clamd.scan(scanner, place)
    except clamd.BeyondScanner:
        return Verdict.TOO_LARGE, ""
    return (Verdict.INFECTED, finding[:200]) if finding else (Verdict.CLEAN, "")


def _quarantine(stored: StoredFile) -> None:
    """Move a file to quarantine. The verdict is saved first, so this can be repeated after a crash."""
    place, kept = path_of(stored.sha256), _quarantined(stored.sha256)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if place.exists():
        place.replace(kept)
        kept.chmod(0o600)
    previews.forget(stored)
    StoredFile.objects.filter(pk=stored.pk).update(shown=0, pages=0)


def _quarantined(digest: str) -> Path:
    return Path(settings.FILES_DIR) / "quarantine" / digest
