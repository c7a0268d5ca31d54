"""The Markdown subset: bold, italic, code, lists, quotes, links and @mentions."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from handsel.ui.link_safety import host_to_show, is_allowed
from handsel.ui.mentions import Mentionable, find_mentions, mentionable

RULES = ("autolink", "backticks", "emphasis", "link", "linkify", "newline")
BLOCK_RULES = ("blockquote", "fence", "list")
DEPTH_MAX = 16
_MARKS = frozenset("*_`[]<>!\\")
"""What would mark something, were there no backslash before it."""
_LANGUAGE = re.compile(r"[\w+#-]{0,20}")


@cache
def parser() -> MarkdownIt:
    """The parser; its environment takes `names`, and gets `deep` if nesting hid some of the text."""
    made = MarkdownIt("zero", {"html": False, "linkify": True, "breaks": True}).enable([*RULES, *BLOCK_RULES])
    assert made.linkify is not None
    made.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    made.validateLink = is_allowed  # type: ignore[method-assign, assignment]
    made.inline.ruler.before("backticks", "backslash", _keep_backslash)
    made.block.ruler.before("fence", "deep", _note_depth, {"alt": ["blockquote", "list"]})
    for name, rule in (("people", _mark_people), ("hosts", _show_hosts), ("items", _set_items)):
        made.core.ruler.push(name, rule)
    for kind, drawn in _RENDERERS.items():
        made.add_render_rule(kind, drawn)
    return made


def _note_depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Note nesting beyond the limit, where the parser would drop text."""
    if state.level >= DEPTH_MAX:
        state.env["deep"] = True
    return False


def _keep_backslash(state: StateInline, silent: bool) -> bool:
    """A backslash is shown as typed, as in `\\\\server\\_2025`; what follows it marks nothing."""
    if state.src[state.pos] != "\\":
        return False
    following = state.src[state.pos + 1 : state.pos + 2]
    kept = "\\" + following if following in _MARKS else "\\"
    if not silent:
        state.append_pending(kept)
    state.pos += len(kept)
    return True


def _mark_people(state: StateCore) -> None:
    names = mentionable(state.env.get("names", ()))
    for block in _inline_blocks(state) if names else ():
        block.children = [part for token in block.children or () for part in _split_mentions(token, names)]


def _split_mentions(token: Token, names: Mentionable) -> Iterator[Token]:
    if token.type != "text":
        yield token
        return
    done = 0
    for mention in find_mentions(token.content, names):
        start, end = mention.start, mention.end
        yield Token("text", "", 0, content=token.content[done : start - 1], level=token.level)
        meta = {"people": mention.people}
        yield Token("mention", "", 0, content=token.content[start:end], level=token.level, meta=meta)
        done = end
    yield Token("text", "", 0, content=token.content[done:], level=token.level)


def _show_hosts(state: StateCore) -> None:
    for block in _inline_blocks(state):
        block.children = list(_with_hosts(block.children or []))


def _with_hosts(tokens: list[Token]) -> Iterator[Token]:
    href, words = "", ""
    for token in tokens:
        yield token
        if token.type == "link_open":
            href, words = str(token.attrGet("href")), ""
        elif token.type != "link_close":
            words += token.content
        elif host := host_to_show(href, words):
            yield Token("host", "", 0, content=host)


def _set_items(state: StateCore) -> None:
    """Set `dir=auto` on each paragraph and list item, and on an item the number that was typed."""
    for token in state.tokens:
        if token.type in {"paragraph_open", "list_item_open"}:
            token.attrSet("dir", "auto")
        if token.type == "list_item_open" and token.info:
            token.attrSet("value", str(int(token.info)))


def _inline_blocks(state: StateCore) -> Iterator[Token]:
    return (token for token in state.tokens if token.type == "inline")


def _fence(_: Any, tokens: list[Token], at: int, *__: Any) -> str:
    """A code block, with the info string unless it is only a language."""
    info = tokens[at].info.strip()
    head = "" if _LANGUAGE.fullmatch(info) else f"{info}\n"
    return f'<pre dir="auto"><code>{escape(head + tokens[at].content)}</code></pre>\n'


def _mention(_: Any, tokens: list[Token], at: int, *__: Any) -> str:
    return f'<b class="mention">@{escape(tokens[at].content)}</b>'


def _host(_: Any, tokens: list[Token], at: int, *__: Any) -> str:
    return f' <span class="host" dir="ltr">({escape(tokens[at].content)})</span>'


def _link(renderer: Any, tokens: list[Token], at: int, *__: Any) -> str:
    return f"<a{renderer.renderAttrs(tokens[at])}><bdi>"


def _link_end(*_: Any) -> str:
    return "</bdi></a>"


_RENDERERS = {
    "fence": _fence,
    "mention": _mention,
    "host": _host,
    "link_open": _link,
    "link_close": _link_end,
}
