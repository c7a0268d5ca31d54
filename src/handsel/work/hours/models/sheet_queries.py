"""Queries for timesheets, with what an act on one or on many needs."""

from typing import Any

from django.db.models import Exists, OuterRef

from handsel.work.jobs.models import BelongsToJobQuerySet


class TimesheetQuerySet(BelongsToJobQuerySet):
    """Queries for timesheets."""

    def for_act(self) -> BelongsToJobQuerySet:
        """Join the week and its money."""
        return super().for_act().select_related("week__holding__account")

    def for_acts(self) -> BelongsToJobQuerySet:
        """Join the weeks of many and their money, and see which have blocks taken out of review."""
        blocks: Any = self.model._meta.get_field("blocks").related_model
        has_blocks = Exists(blocks.objects.filter(sheet=OuterRef("pk")))
        rows = super().for_acts().select_related("week__holding__account")
        annotated: BelongsToJobQuerySet = rows.annotate(has_blocks=has_blocks)
        return annotated
