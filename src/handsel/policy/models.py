"""Policy versions. Jobs pin one; it never changes."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import cached_property

from handsel.kernel.audit import RowUnreadable
from handsel.policy.rules import DetectionMode, FeePayer, Rules


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Policies by name."""

    def current(self) -> "PolicyQuerySet":
        """The latest version of each name."""
        latest = (
            Policy.objects.filter(name=models.OuterRef("name")).order_by("-version").values("version")[:1]
        )
        return self.filter(version=models.Subquery(latest)).order_by("name")


class Policy(models.Model):
    """One version of a named set of rules. It refuses UPDATE and DELETE."""

    id: Any = models.BigAutoField(primary_key=True)
    name = models.SlugField(max_length=40)
    version = models.PositiveIntegerField()
    rules_json = models.JSONField()
    published_at = models.DateTimeField()

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="policy_version")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"

    @cached_property
    def rules(self) -> Rules:
        """What this version says; raises `RowUnreadable` if it was altered and no rules say so."""
        try:
            return _rules_of(self.rules_json)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise RowUnreadable(f"the rules of {self} cannot be read") from error


def _rules_of(values: Any) -> Rules:
    days_off = tuple(date.fromisoformat(day) for day in values["days_off"])
    modes = {
        "fee_payer": FeePayer(values["fee_payer"]),
        "detection": DetectionMode(values["detection"]),
    }
    return Rules(**{**values, **modes, "days_off": days_off})
