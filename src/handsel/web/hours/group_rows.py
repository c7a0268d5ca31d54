"""What the time of a timesheet was for, as the rows of a table."""

from collections.abc import Sequence

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from handsel.ui.badges import badge
from handsel.ui.money_format import money_text
from handsel.web.hours.time_groups import SIGNS, TimeGroup, TimeGroups

_ROW = (
    '<tr><th scope="row"><span class="wrap">{}</span></th><td data-label="{}">{}</td>'
    '<td data-label="{}" class="num">{}</td><td data-label="{}" class="num">{}</td>{}</tr>'
)
_SELECT = (
    '<td class="act"><button type="button" class="small scripted" data-select="{}" aria-pressed="false" '
    'aria-label="{}">{}</button></td>'
)
"""A row, and the button that selects its blocks. A page has dozens: no template renders each."""


def group_rows(groups: TimeGroups) -> SafeString:
    """Its time by reason and memo, with buttons to select the blocks where the reader may."""
    labels = [escape(label) for label in (_("Protection"), _("Time"), _("Amount"))]
    select = (_("Select"), _("Select {memo}, {words}")) if groups.selectable else None
    badges: dict[str, SafeString] = {}
    return format_html_join("", _ROW, (_row(group, labels, badges, select) for group in groups.by_memo))


def _row(
    group: TimeGroup, labels: Sequence[str], badges: dict[str, SafeString], select: tuple[str, str] | None
) -> list[object]:
    """What stands in a row: each value after its label for a narrow page."""
    if group.words not in badges:
        badges[group.words] = badge(*SIGNS[group.kind], group.words, bare=True)
    protection, length, amount = labels
    cells = [protection, badges[group.words], length, group.length, amount, money_text(group.money)]
    memo = group.memo or _("No memo")
    return [memo, *cells, _button(group, memo, *select) if select else ""]


def _button(group: TimeGroup, memo: str, word: str, label: str) -> SafeString:
    if not group.numbers:
        return mark_safe("<td></td>")
    return format_html(_SELECT, group.blocks, label.format(memo=memo, words=group.words), word)
