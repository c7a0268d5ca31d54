"""Audit: nothing that was erased is still flagged."""

from collections.abc import Iterable

from handsel.kernel.audit import Check
from handsel.record.models import Entry
from handsel.trust.conduct.models import Flag


def checks() -> Iterable[Check]:
    """Check flags against erasures."""
    erased = Flag.objects.filter(entry__in=Entry.objects.filter(content=None).values("pk"))
    entries = erased.values_list("entry", flat=True).order_by("entry").distinct()
    left = [f"entry {entry} was erased, but its words are still flagged" for entry in entries]
    yield Check("no flag quotes what was erased", Flag.objects.count(), left)
