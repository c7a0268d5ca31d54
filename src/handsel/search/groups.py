"""The groups by which entries are filtered: what each is called, and which entries are in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handsel.kernel.json import Facts
from handsel.record.kinds import Group, kind_named


@dataclass(frozen=True)
class FilterGroup:
    """A filter: its name in addresses, the word and icon of its button, what one of its entries is called,
    and the group that kinds of entries name."""

    name: str
    words: Promise | str
    icon: str
    label: Promise | str
    group: Group | None = None


FILES = "files"
GROUPS = (
    FilterGroup("messages", _("Messages"), "message", _("message"), Group.MESSAGES),
    FilterGroup(FILES, _("With files"), "file", _("file")),
    FilterGroup("agreements", _("Agreements"), "pen", _("agreement"), Group.AGREEMENTS),
    FilterGroup("money", _("Money"), "money", _("money"), Group.MONEY),
    FilterGroup("reports", _("Time and reports"), "half", _("report"), Group.REPORTS),
)
"""Files are with whatever brought them: an entry may be in two groups."""
NAMED = {group.name: group for group in GROUPS}


def groups_of(kind: str, *, files: bool) -> list[FilterGroup]:
    """The groups of an entry, by its kind and by whether it brought files."""
    named = kind_named(kind).group
    return [group for group in GROUPS if (files if group.name == FILES else group.group is named)]


def bits_of(groups: Iterable[FilterGroup]) -> int:
    """Groups as the bits of one number."""
    return sum(1 << GROUPS.index(group) for group in groups)


def groups_in(bits: int) -> list[FilterGroup]:
    """The groups whose bits are set."""
    return [group for place, group in enumerate(GROUPS) if bits >> place & 1]


def files_of(facts: Facts) -> list[Facts]:
    """The files that an entry's facts name: those of a message, and those of each milestone of a report."""
    lines = [line for line in facts.get("milestones", []) if isinstance(line, dict)]
    return [file for holder in (facts, *lines) for file in holder.get("files", [])]
