"""Paragraphs of nothing but words, which most bodies are made of: they need no parser of Markdown."""

from __future__ import annotations

import re

from pullquote.store.model.bodies import BlockKind
from pullquote.store.quotes.html.blocks import ParsedBlock
from pullquote.store.quotes.html.line_joining import MAY_JOIN, joined_lines
from pullquote.store.quotes.html.trees import escaped

MARKUP = "*_`~[<|\\\t\r\v\f\0"
"""Characters that may mean something to Markdown wherever they stand, or are not read as they are."""
REFERENCE = re.compile(r"&[#\w]+;")
"""A character reference (CommonMark, section 2.5)."""
LINE_START = re.compile(r"\n(?:[ #>+=:-]|\d+[.)])")
"""What may begin a line that is not one of a paragraph, or is not read as it is."""
SPACE_BEFORE_BREAK = " \n"


def plain_paragraphs(markdown: str) -> list[ParsedBlock] | None:
    """The blocks of a body in which nothing can be anything but words and empty lines; None where something may be:
    what Markdown makes of that is for its parser to say."""
    if any(map(markdown.__contains__, MARKUP)) or SPACE_BEFORE_BREAK in markdown:
        return None
    if "&" in markdown and REFERENCE.search(markdown):
        return None
    if LINE_START.search(f"\n{markdown}"):
        return None
    paragraphs = [each.strip("\n") for each in markdown.split("\n\n")]
    if any(each != each.strip() for each in paragraphs):
        return None
    if not markdown.isascii() and MAY_JOIN.search(markdown) and any("\n" in each for each in paragraphs):
        return None
    return [paragraph(each) for each in paragraphs if each]


def paragraph(text: str) -> ParsedBlock:
    """A paragraph of the lines of a text."""
    return ParsedBlock(BlockKind.PARAGRAPH, joined_lines(text).strip(), f"<p>{escaped(text)}</p>")
