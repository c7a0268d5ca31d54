"""Finds the cues of a passage: small signs which together may show that it asks for payment outside."""

from handsel.work.workroom.detector.kinds import Kind
from handsel.work.workroom.detector.languages import PhraseBook, spoken_in, subjects

SHOWN = {
    "name": Kind.SERVICE,
    "handle": Kind.SERVICE,
    "outside": Kind.OUTSIDE,
    "hush": Kind.OUTSIDE,
    "means": Kind.SERVICE,
    "fee": Kind.FEE,
    "dodge": Kind.FEE,
    "chat": Kind.CONTACT,
    "account": Kind.CONTACT,
    "leave": Kind.INSTEAD,
}
"""The kinds of cues that give a passage away, the clearest first, and what each says."""
_SHORT = 4
Cues = dict[str, tuple[int, int]]
"""The first and the last letter of each kind of cue in a passage."""


def cues(passage: str) -> Cues:
    """The cues of a passage in the languages in which it may be, and what else it is."""
    spans: Cues = {}
    for language in spoken_in(passage):
        _add_cues(spans, passage, language)
        if language.refusing.search(language.harmless.sub(" ", passage)):
            spans["refusing"] = (0, 0)
    for name in ("made", "others", "rule", "goods"):
        if getattr(subjects(), name).search(passage):
            spans[name] = (0, 0)
    if len(passage.split()) <= _SHORT:
        spans["short"] = (0, 0)
    return spans


def shown(spans: Cues) -> tuple[Kind, int, int] | None:
    """From the first to the last of the cues that give a passage away, and what the clearest says."""
    clear = [kind for kind in SHOWN if kind in spans]
    if not clear:
        return None
    return SHOWN[clear[0]], min(spans[kind][0] for kind in clear), max(spans[kind][1] for kind in clear)


def _add_cues(spans: Cues, passage: str, language: PhraseBook) -> None:
    for cue in language.cues.finditer(passage):
        kind = str(cue.lastgroup)
        if kind in spans and spans[kind][1] < cue.start():
            spans[f"{kind} twice"] = cue.span()
        start = min(spans[kind][0], cue.start()) if kind in spans else cue.start()
        spans[kind] = (start, max(spans[kind][1] if kind in spans else 0, cue.end()))
