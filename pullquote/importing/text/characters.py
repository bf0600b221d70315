"""Characters: entities resolved, invisible ones taken away, bytes decoded."""

from __future__ import annotations

import re
from html import unescape

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
"""What no text of a story has; a newsroom refuses files with them."""
LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028]")
_SPACE = re.compile(r"[ \t\n]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)


def clean(text: str) -> str:
    """Text with one kind of line break and without characters that mean nothing."""
    text = LINE_BREAKS.sub("\n", text).replace("\u2029", "\n\n")
    return CONTROL.sub("", text)


def plain_line(text: str) -> str:
    """A title or name as it is read: on one line, entities resolved (twice escaped ones as well), no tags."""
    text = clean(text)
    for _ in range(2):
        if "&" in text:
            text = unescape(text)
    if "<" in text:
        text = _TAG.sub("", text)
    return _SPACE.sub(" ", clean(text)).strip()


def decoded(data: bytes) -> tuple[str, str | None]:
    """The text of a file, and the encoding that was guessed where it is not UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "Windows-1252"
