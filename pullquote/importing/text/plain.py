"""Plain text as Markdown that says the same, and Markdown as the words that are read."""

from __future__ import annotations

import re

_INLINE = re.compile(r"([\\`*_\[\]<>~|])")
_AMPERSAND = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(
    r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s)|=+\s*$|-{2,}\s*$|\d{1,9}(?=[.)]\s))", re.MULTILINE
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+[\"'][^\"']*[\"'])?\)")
_MARKS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}|`+|~~)(?=\S)(.+?)(?<=\S)\1(?!(?<=_)\w)")
_BLOCK = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+|\d+[.)]\s+)", re.MULTILINE)


def escaped(text: str) -> str:
    """Text whose characters mean themselves in Markdown."""
    text = _AMPERSAND.sub("&amp;", _INLINE.sub(r"\\\1", text))
    return _LINE_START.sub(_escaped_start, text)


def _escaped_start(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark}\\" if mark[0].isdigit() else f"{found[1]}\\{mark}"


def without_markdown(text: str) -> str:
    """A short text without its links and marks of emphasis: a standfirst is a line of words."""
    text = _BLOCK.sub("", text)
    for _ in range(2):
        text = _MARKS.sub(r"\2", _LINK.sub(r"\1", text))
    return text


def paragraphs(text: str) -> str:
    """Plain text as Markdown paragraphs: every empty line, or every line where none is empty, ends one."""
    text = text.strip()
    separator = r"\n[ \t]*\n+" if re.search(r"\n[ \t]*\n", text) else r"\n"
    parts = (part.strip() for part in re.split(separator, text))
    return "\n\n".join(escaped(part) for part in parts if part)
