"""What policies are called on pages: the presets in plain words, others by their own name."""

from django.utils.translation import gettext as _

from handsel.kernel.i18n import gettext_noop

PLAIN_NAMES = {
    "classic": gettext_noop("Standard"),
    "strict-eu": gettext_noop("Working days (EU)"),
    "fast": gettext_noop("Fast release"),
    "marketplace": gettext_noop("Marketplace"),
}


def policy_text(name: str) -> str:
    """The name of a policy as pages say it: `Fast release`; `our-own` is `Our own`."""
    if name in PLAIN_NAMES:
        return _(PLAIN_NAMES[name])
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]
