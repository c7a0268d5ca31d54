"""Built-in template tags and filters; no `{% load %}` needed."""

from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from handsel.kernel.money import Money
from handsel.ui import badges, byte_format, datetime_format, idempotency, money_format, user_agents
from handsel.ui.fields import field_layout
from handsel.ui.focus import first_wrong
from handsel.ui.form_faults import form_faults
from handsel.ui.job_header import NextStep, next_step_line
from handsel.ui.policy_names import policy_text
from handsel.ui.prose import message, plain, prose

register = template.Library()
register.simple_tag(badges.icon, name="icon")
register.simple_tag(badges.badge, name="badge")
register.simple_tag(badges.seal, name="seal")
register.simple_tag(badges.avatar, name="avatar")
register.simple_tag(money_format.percent_text, name="percent")
register.filter("rate", money_format.rate_text)
register.simple_tag(next_step_line)
register.simple_tag(form_faults)
register.simple_tag(idempotency.key_input, name="idempotency_key")
register.simple_tag(datetime_format.when_time, name="when")
register.simple_tag(datetime_format.day_time, name="day")
register.simple_tag(datetime_format.left_span, name="left")
register.filter("policy", policy_text)
register.filter("browser", user_agents.browser_text)
register.filter("size", byte_format.size_text)
register.filter("hex", badges.hex_text)
register.filter("short_hash", badges.short_hash)
register.filter("when", datetime_format.when_time)
register.filter("of_document", datetime_format.document_time)
register.filter("day", datetime_format.day_time)
register.filter("left", datetime_format.left_span)
register.filter("message", message)
register.filter("plain", plain)
register.filter("prose", prose)
register.filter("first_wrong", first_wrong)


@register.simple_tag(name="money")
def money_tag(amount: Money, signed: bool = False) -> SafeString:
    """`{% money amount %}`: the amount as `<data>`; `{% money amount True %}` with its sign."""
    return money_format.money_data(amount, signed=signed)


@register.filter(name="money")
def money_filter(amount: Money) -> str:
    """`{{ amount|money }}`: the amount as plain text, for titles and attributes."""
    return money_format.money_text(amount)


@register.filter(name="figure")
def figure_filter(amount: Money) -> SafeString:
    """`{% blocktranslate with sum=amount|figure %}`: the amount as `<data>` inside a sentence."""
    return money_format.money_data(amount)


@register.simple_block_tag(name="next", end_name="endnext")
def next_block(content: SafeString, strip: bool = False, **options: Any) -> SafeString:
    """`{% next tone="warn" until=t %}what happens{% endnext %}`: what happens next, and by when.

    Also `icon`, `since` (the strip then shows the time passed) and `strip`.
    """
    return next_step_line(NextStep(content, **options), strip)


@register.simple_block_tag(name="notice", end_name="endnotice")
def notice_block(
    content: SafeString,
    tone: str = "mute",
    icon: str = "alert",
    title: str = "",
    role: str = "",
    anchor: str = "",
    focus: bool = False,
) -> SafeString:
    """`{% notice "warn" title="..." %}<p>...</p>{% endnotice %}`: a message in a tone.

    `anchor` is its id; with `focus` it has the focus when the page opens.
    """
    context = {"content": content, "tone": tone, "icon": icon, "title": title, "role": role, "id": anchor}
    return render_to_string("ui/parts/notice.html", {**context, "focus": focus})


@register.simple_block_tag(name="empty", end_name="endempty")
def empty_block(content: SafeString, icon: str, title: str, tone: str = "", level: int = 2) -> SafeString:
    """`{% empty "jobs" title="No jobs yet" %}<p>...</p>{% endempty %}`: nothing here, and why."""
    context = {"content": content, "tone": tone, "icon": icon, "title": title, "level": level}
    return render_to_string("ui/parts/empty.html", context)


@register.simple_block_tag(takes_context=True, name="confirm", end_name="endconfirm")
def confirm_block(context: Context, content: SafeString, name: str, **options: Any) -> SafeString:
    """`{% confirm "release" title=.. action=.. button=.. %}facts{% endconfirm %}`: a confirmation dialog.

    A popover with a form of its own that `<button popovertarget="release">` opens.
    Also `back` and `icon` (a word and an icon for its buttons), `danger=True`, `unscripted`, the button's
    text without JavaScript, and `form`: one with errors stands open on the page, and leads back to the page
    that the context names as `page_url`. With `draft`, what it is about, what is typed is kept on the device:
    its page loads `draft.js`.
    """
    shared = {name: context.get(name, "") for name in ("csrf_token", "page_url")}
    if about := options.pop("draft", None):
        shared["draft"] = f"{context['user'].pk} {about} {name}"
    return render_to_string("ui/parts/confirm.html", {**options, **shared, "name": name, "content": content})


@register.simple_tag
def field(bound: BoundField, hint: str = "", link: str = "", href: str = "") -> SafeString:
    """`{% field form.name %}`: label, input, hint and errors, wired together for assistive technology."""
    hint = hint or str(bound.help_text)
    context = {"field": bound, "shape": field_layout(bound, hint), "hint": hint, "link": link, "href": href}
    return render_to_string("ui/parts/field.html", context)
