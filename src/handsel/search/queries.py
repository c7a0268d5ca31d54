"""What somebody asks for in a line: words, "quoted words", and numbers of entries."""

import re
from dataclasses import dataclass

from handsel.search.tokens import tokens

LENGTH_MAX = 200
TERMS_MAX = 12
_PARTS = re.compile(r'"(?P<quoted>[^"]*)"|(?:№|#)\s*(?P<number>\d{1,15})(?!\w)|(?P<bare>[^\s"]+)', re.ASCII)
_QUOTES = str.maketrans("“”„‟«»＂", '"""""""')
_WHOLE = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True)
class Term:
    """Tokens that follow each other, the last perhaps only begun; or the number of an entry; or either."""

    tokens: tuple[str, ...]
    begun: bool = False
    number: int | None = None

    @property
    def phrase(self) -> str:
        """How the term stands in kept words, when its order matters; empty when it does not."""
        if len(self.tokens) < 2:
            return ""
        return " " + " ".join(self.tokens) + ("" if self.begun else " ")

    def begins(self, token: str) -> bool:
        """Whether a token of a text is one that this term asks for."""
        if self.begun and self.tokens and token.startswith(self.tokens[-1]):
            return True
        return token in self.tokens


@dataclass(frozen=True)
class Query:
    """Terms that must all be there."""

    terms: tuple[Term, ...] = ()

    def asks_for(self, token: str) -> bool:
        """Whether any term asks for a token."""
        return any(term.begins(token) for term in self.terms)


def asked(text: str) -> Query:
    """Read a line; signs that are no words ask for nothing."""
    line = text[:LENGTH_MAX].translate(_QUOTES)
    terms = [_term(part, last=part.end() == len(line.rstrip())) for part in _PARTS.finditer(line)]
    return Query(tuple(term for term in terms if term.tokens or term.number is not None)[:TERMS_MAX])


def _term(part: re.Match[str], *, last: bool) -> Term:
    if part["number"]:
        return Term((), number=int(part["number"]))
    if part["quoted"] is not None:
        return Term(tuple(tokens(part["quoted"])))
    number = int(part["bare"]) if _WHOLE.fullmatch(part["bare"]) else None
    return Term(tuple(tokens(part["bare"])), begun=last, number=number)
