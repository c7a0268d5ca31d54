"""The groups by which entries are filtered: what each is called, and which entries are in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from handsel.kernel.json import Facts


@dataclass(frozen=True)
class Group:
    """A filter: its name in addresses, the word and icon of its button, what one of its entries is called,
    and how the kinds of its entries begin."""

    name: str
    words: Promise | str
    icon: str
    one: Promise | str
    starts: tuple[str, ...] = ()


FILES = "files"
GROUPS = (
    Group("messages", _("Messages"), "message", _("message"), ("message.",)),
    Group(FILES, _("With files"), "file", _("file")),
    Group("agreements", _("Agreements"), "pen", _("agreement"), ("job.", "terms.", "ending.")),
    Group("money", _("Money"), "money", _("money"), ("milestone.", "refund.", "split.")),
    Group("reports", _("Reports"), "half", _("report"), ("report.",)),
)
"""Files are with whatever brought them: an entry may be in two groups."""
NAMED = {group.name: group for group in GROUPS}


def groups_of(kind: str, *, files: bool) -> list[Group]:
    """The groups of an entry, by its kind and by whether it brought files."""
    return [group for group in GROUPS if (files if group.name == FILES else kind.startswith(group.starts))]


def bits_of(groups: Iterable[Group]) -> int:
    """Groups as the bits of one number."""
    return sum(1 << GROUPS.index(group) for group in groups)


def groups_in(bits: int) -> list[Group]:
    """The groups whose bits are set."""
    return [group for place, group in enumerate(GROUPS) if bits >> place & 1]


def files_of(facts: Facts) -> list[Facts]:
    """The files that an entry's facts name: those of a message, and those of each milestone of a report."""
    lines = [line for line in facts.get("milestones", []) if isinstance(line, dict)]
    return [file for holder in (facts, *lines) for file in holder.get("files", [])]
