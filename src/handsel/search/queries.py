"""Parse a search line: words, "quoted phrases", and entry numbers."""

import re
from dataclasses import dataclass

from handsel.search.tokens import tokens

LENGTH_MAX = 200
TERMS_MAX, TOKENS_MAX = 12, 40
"""How many terms are looked for, and how many tokens of each, of which some characters give many."""
_PARTS = re.compile(r'"(?P<quoted>[^"]*)"|(?:№|#)\s*(?P<number>\d{1,15})(?!\w)|(?P<bare>[^\s"]+)', re.ASCII)
_PLAIN = str.maketrans({**dict.fromkeys("“”„‟«»＂", '"'), **dict.fromkeys("\u00a0\u2007\u202f\u3000", " ")})
_WHOLE = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True)
class Term:
    """Consecutive tokens, the last perhaps a prefix; or an entry number; or either."""

    tokens: tuple[str, ...]
    begun: bool = False
    number: int | None = None

    @property
    def phrase(self) -> str:
        """The phrase as stored, if the order matters; else empty."""
        if len(self.tokens) < 2:
            return ""
        return " " + " ".join(self.tokens) + ("" if self.begun else " ")

    def matches(self, token: str) -> bool:
        """Whether a token matches this term."""
        if self.begun and self.tokens and token.startswith(self.tokens[-1]):
            return True
        return token in self.tokens


@dataclass(frozen=True)
class Query:
    """Terms that must all match."""

    terms: tuple[Term, ...] = ()

    def asks_for(self, token: str) -> bool:
        """Whether a token matches any term."""
        return any(term.matches(token) for term in self.terms)


def parse_query(text: str) -> Query:
    """Parse a line; anything that is not a word is ignored."""
    line = text[:LENGTH_MAX].translate(_PLAIN)
    terms = [_term(part, last=part.end() == len(line.rstrip())) for part in _PARTS.finditer(line)]
    return Query(tuple(term for term in terms if term.tokens or term.number is not None)[:TERMS_MAX])


def _term(part: re.Match[str], *, last: bool) -> Term:
    if part["number"]:
        return Term((), number=int(part["number"]))
    if part["quoted"] is not None:
        return Term(_tokens(part["quoted"]))
    number = int(part["bare"]) if _WHOLE.fullmatch(part["bare"]) else None
    return Term(_tokens(part["bare"]), begun=last, number=number)


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(tokens(text)[:TOKENS_MAX])
