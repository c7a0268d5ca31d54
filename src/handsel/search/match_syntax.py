"""Match expressions for each database's index. Tokens contain no operators, so no escaping is needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from handsel.search import index_labels
from handsel.search.queries import Query, Term


@dataclass(frozen=True)
class Language:
    """The syntax for a token, a prefix, AND and OR."""

    token: str
    begun: str
    all: str
    any: str


LANGUAGES = {
    "sqlite": Language('"{}"', '"{}"*', " AND ", " OR "),
    "postgresql": Language("'{}'", "'{}':*", " & ", " | "),
}


def expression(vendor: str, query: Query, narrowed: Sequence[Sequence[str]]) -> str:
    """Match one label of each list, and every term of the query."""
    language = LANGUAGES[vendor]
    clauses = [[language.token.format(label) for label in labels] for labels in narrowed]
    clauses += [_alternatives(language, term) for term in query.terms]
    return language.all.join(f"({language.any.join(clause)})" for clause in clauses)


def _alternatives(language: Language, term: Term) -> list[str]:
    alternatives = [] if term.number is None else [language.token.format(index_labels.number(term.number))]
    if term.tokens:
        *whole, last = term.tokens
        parts = [
            *map(language.token.format, whole),
            (language.begun if term.begun else language.token).format(last),
        ]
        alternatives.append(parts[0] if len(parts) == 1 else f"({language.all.join(parts)})")
    return alternatives
