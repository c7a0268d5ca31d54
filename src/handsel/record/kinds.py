"""The registry of entry kinds: what each is called, holds, says, does and whom it concerns, declared once.

Each concept declares its kinds in its `entries` module; Django imports them all at start (`record/apps.py`).
Adding a kind is one declaration there and the act that uses it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from handsel.kernel.json import Facts, plain
from handsel.kernel.money import Money
from handsel.record.fact_text import fact_text
from handsel.record.replay import Replay, changes_nothing
from handsel.record.wording import Wording, WordingFunction
from handsel.ui.money_format import money_text

_HIDDEN = frozenset({"after", "bound", "by", "currency", "hash", "job_stage", "kind", "policy", "ref"})
_HIDDEN |= {"stage", "left", "invoices", "options", "freelancer", "invited_email"}
_HIDDEN |= {"plan", "work_view", "dispute_after", "offer_after", "arbiter_email"}
"""Facts that no page shows as text, so that no search finds an entry by them."""
_AMOUNTS = frozenset({"amount", "price", "rate"})


class Audience(Enum):
    """Who is told of an entry."""

    OTHERS = "those on its chain who did not do it"
    EVERYONE = "everyone on its chain, whoever did it too"
    NOBODY = "nobody: it is on the pages"


class Group(Enum):
    """The filter of a Workroom under which a kind of entry is listed."""

    MESSAGES = "messages"
    AGREEMENTS = "agreements"
    MONEY = "money"
    REPORTS = "reports"


class FactsInvalid(ValueError):
    """An act returned facts of another shape than its kind declares: a programmer's error."""


def texts_of(facts: Facts, currency: str = "") -> Iterator[str]:
    """Every text in the facts that people see, and every amount as pages write it."""
    currency = facts.get("currency", currency)
    for name, value in facts.items():
        if name in _AMOUNTS and isinstance(value, int) and currency:
            yield money_text(Money(value, currency))
        elif name not in _HIDDEN:
            yield from _texts_in(value, currency)


def _texts_in(value: object, currency: str) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield from texts_of(item, currency)


def never(_facts: Facts) -> bool:
    """No entry of the kind: the default of `can_wait`."""
    return False


def always(_facts: Facts) -> bool:
    """Every entry of the kind: the default of `is_told`."""
    return True


def no_matters(_facts: Facts) -> Iterable[str]:
    """No matter: the default of `opens` and `settles`."""
    return ()


@dataclass(frozen=True)
class EntryKind:
    """One kind of entry.

    `shape` is the TypedDict of its facts. `wording` says it for whoever reads it, given its actor's name.
    `tone` and `icon` are its sign. `can_wait` tells of which entries mail may wait, and `is_told` of which
    its audience is told at all: the others are on the pages. `searched` yields the
    texts by which it is found, beside its wording unless people wrote it themselves (`is_written`).
    `opens` and `settles` name the matters that an entry opens, such as a request that waits for an answer,
    and those of earlier entries of its chain that it settles.
    `for_operators` says what operators are told of it: that something waits for them, and nothing of the job;
    None if this one waits for nobody of them.
    `replay` is what it does to the state of its chain.
    """

    name: str
    shape: Any
    wording: WordingFunction
    tone: str
    icon: str
    group: Group | None = None
    audience: Audience = Audience.OTHERS
    can_wait: Callable[[Facts], bool] = never
    is_told: Callable[[Facts], bool] = always
    searched: Callable[[Facts], Iterator[str]] = texts_of
    is_written: bool = False
    opens: Callable[[Facts], Iterable[str]] = no_matters
    settles: Callable[[Facts], Iterable[str]] = no_matters
    for_operators: Callable[[str, Facts], Wording | None] | None = None
    replay: Replay = changes_nothing

    def check(self, facts: Facts) -> Facts:
        """The facts as JSON, if they have the declared shape; raises `FactsInvalid`."""
        try:
            checked: Facts = _adapter(self.shape).validate_python(plain(facts))
        except ValidationError as error:
            raise FactsInvalid(f"{self.name}: {error}") from error
        return checked

    def checked_text(self, facts: Facts) -> bytes:
        """The facts as canonical JSON, if they have the declared shape; raises `FactsInvalid`."""
        text = fact_text(facts)
        try:
            _adapter(self.shape).validate_json(text)
        except ValidationError as error:
            raise FactsInvalid(f"{self.name}: {error}") from error
        return text


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


_kinds: dict[str, EntryKind] = {}


def declare(name: str, **declared: Any) -> EntryKind:
    """Register a kind, with the fields of `EntryKind`; raises `ValueError` for a name that is taken."""
    if name in _kinds:
        raise ValueError(f"the entry kind {name} is declared twice")
    kind = _kinds[name] = EntryKind(name, **declared)
    return kind


def kind_named(name: str) -> EntryKind:
    """The kind of that name; raises `KeyError` where none is declared."""
    return _kinds[name]


def declared_kinds() -> list[EntryKind]:
    """Every kind, by name."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def kinds_in(group: Group) -> list[str]:
    """The names of the kinds that a filter of a Workroom lists."""
    return [kind.name for kind in declared_kinds() if kind.group is group]
