"""The Markdown of a story as blocks: the plain text that quotes are found in, and HTML that is safe to show.

Markdown is CommonMark with tables and strikethrough. HTML in it counts and is sanitised like all the rest:
comments and scripts vanish, from the text as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pullquote.store.model.bodies import BlockKind

BLOCK_KINDS = {
    "paragraph_open": BlockKind.PARAGRAPH,
    "html_block": BlockKind.PARAGRAPH,
    "heading_open": BlockKind.HEADING,
    "bullet_list_open": BlockKind.LIST,
    "ordered_list_open": BlockKind.LIST,
    "blockquote_open": BlockKind.BLOCK_QUOTE,
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "table_open": BlockKind.TABLE,
    "hr": BlockKind.THEMATIC_BREAK,
}
BETWEEN_BLOCKS = "\n\n"
"""What stands between the texts of two blocks in the text of a body."""
TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-z][a-z0-9]*)", re.IGNORECASE)
UNSHOWN = frozenset({"script", "style"})
"""Elements whose content the sanitiser takes away."""
MARKUP = "*_`[]<>|~\n"
MAX_MARKUP = 30_000
"""Characters of a body that may be markup: what Markdown costs grows with them, a second or two for so many."""
LONE_DASHES = (" - ", " – ", " — ")
"""What stands between spaces and is no word."""
PLAIN = frozenset({"text", "softbreak"})


class ParsedBlock(NamedTuple):
    """A block: ``kind`` is a value of BlockKind."""

    kind: BlockKind
    text: str
    html: str


class ParsedBody(NamedTuple):
    """A body as written, and its blocks."""

    markdown: str
    blocks: tuple[ParsedBlock, ...]
    word_count: int

    @property
    def text(self) -> str:
        """The texts of the blocks, an empty line between."""
        return BETWEEN_BLOCKS.join(block.text for block in self.blocks)


@lru_cache(1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def parse_body(markdown: str) -> ParsedBody | None:
    """The blocks of a body; None where there is nothing in it."""
    blocks = tuple(_blocks(_markdown().parse(markdown)))
    if not blocks:
        return None
    return ParsedBody(markdown.strip("\n"), blocks, sum(_count_words(block.text) for block in blocks))


def markup_in(markdown: str) -> int:
    """How many characters of a body may be markup, line breaks included."""
    return sum(markdown.count(character) for character in MARKUP)


def _count_words(text: str) -> int:
    return len(text.split()) - sum(text.count(dash) for dash in LONE_DASHES)


def _blocks(tokens: Sequence[Token]) -> Iterator[ParsedBlock]:
    start = 0
    for index, token in enumerate(tokens):
        if token.level > 0 or token.nesting > 0:
            continue
        block = _plain(tokens, start, index) or _block(tokens[start : index + 1])
        start = index + 1
        if block.text or block.html:
            yield block


def _plain(tokens: Sequence[Token], start: int, end: int) -> ParsedBlock | None:
    """A paragraph of text and nothing else, as most are: what rendering and sanitising it would come to."""
    if end != start + 2 or tokens[start].type != "paragraph_open":
        return None
    pieces: list[str] = []
    for child in tokens[start + 1].children or ():
        if child.type not in PLAIN:
            return None
        pieces.append(child.content or "\n")
    text = "".join(pieces)
    return ParsedBlock(BlockKind.PARAGRAPH, text.replace("\n", " ").strip(), f"<p>{_escaped(text)}</p>")


def _escaped(text: str) -> str:
    """Text in HTML, as the sanitiser writes it."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\u00a0", "&nbsp;")):
        text = text.replace(character, entity)
    return text


def _block(tokens: Sequence[Token]) -> ParsedBlock:
    first = tokens[0]
    html = nh3.clean(_markdown().renderer.render(tokens, _markdown().options, {})).strip("\n")
    return ParsedBlock(BLOCK_KINDS.get(first.type, BlockKind.PARAGRAPH), _text(tokens), html)


def _text(tokens: Iterable[Token]) -> str:
    """The plain text of a block: its paragraphs and items a line each, the cells of a row between tabs."""
    text = ""
    cells = False
    for token in tokens:
        match token.type:
            case "tr_open":
                cells = False
            case "inline":
                separator = "\t" if cells else "\n"
                text += (separator if text else "") + _inline_text(token.children or ())
            case "th_close" | "td_close":
                cells = True
            case "fence" | "code_block":
                text += ("\n" if text else "") + token.content.rstrip("\n")
            case "html_block":
                inner = unescape(nh3.clean(token.content, tags=set())).strip()
                text += ("\n" if text and inner else "") + inner
    return text


def _inline_text(tokens: Iterable[Token]) -> str:
    """The text of a line of Markdown: what is left when it is read aloud."""
    pieces: list[str] = []
    unshown = ""
    for token in tokens:
        if token.type == "html_inline":
            tag = TAG.match(token.content)
            name = tag["name"].lower() if tag else ""
            if tag and name in UNSHOWN:
                unshown = "" if tag["closing"] else name
            elif name == "br":
                pieces.append("\n")
        elif unshown:
            continue
        elif token.type == "softbreak":
            pieces.append(" ")
        elif token.type == "hardbreak":
            pieces.append("\n")
        elif token.type in ("text", "code_inline", "image"):
            # The content of an image is its alternative text, its Markdown taken away by the renderer only.
            pieces.append(_inline_text(token.children) if token.children else token.content)
    return "".join(pieces).strip()
