"""Text in which words are found however they are set: marks, dashes, spaces and dots made alike.

Finding is case-sensitive and by whole words. Places come back as offsets into the text as it was.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from unicodedata import normalize

ALIKE = (
    dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛‹›′´`", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\t\n\u00a0\u1680\u202f\u205f\u3000", " ")
    | dict.fromkeys(map(chr, range(0x2000, 0x200B)), " ")
)
"""What is replaced one to one."""
INVISIBLE = "\u00ad\u200b\u2060"
"""Soft hyphen, zero-width space, word joiner."""
INVISIBLE_AWAY = dict.fromkeys(map(ord, INVISIBLE))
UNEVEN = re.compile(f" (?:[{INVISIBLE}]* )+|-(?:[{INVISIBLE}]*-)+|[…{INVISIBLE}]")
"""What is not."""
COMBINING = re.compile("[\u0300-\u036f]")
UNEVEN_OR_COMBINED = re.compile(
    f"{UNEVEN.pattern}|[^\u0300-\u036f][{INVISIBLE}]*[\u0300-\u036f][\u0300-\u036f{INVISIBLE}]*"
)
MAX_PLACES = 20
"""Further places of the same words are not looked for: two are too many already."""


class Words:
    """A text with its typography made alike."""

    __slots__ = ("_alike_at", "_text_at", "alike", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.alike = _replaced(text)
        # Segments: what begins in `alike` at _alike_at[n] begins in `text` at _text_at[n].
        self._alike_at, self._text_at = [0], [0]
        uneven = _uneven(self.alike)
        if uneven.search(self.alike):
            self._even_out(uneven)

    def _even_out(self, uneven: re.Pattern[str]) -> None:
        source, length, done = self.alike, 0, 0
        pieces: list[str] = []
        for match in uneven.finditer(source):
            even = _evened(match.group())
            pieces += (source[done : match.start()], even)
            length += match.start() - done
            done = match.end()
            self._alike_at += (length, length + len(even))
            self._text_at += (match.start(), done)
            length += len(even)
        pieces.append(source[done:])
        self.alike = "".join(pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of ``text`` that a range of ``alike`` stands for; what is uneven is in it whole."""
        alike_at, text_at = self._alike_at, self._text_at
        # Segments alternate: the first and every other one is even, those between are uneven.
        segment = bisect_right(alike_at, start) - 1
        first = text_at[segment] + (0 if segment % 2 else start - alike_at[segment])
        # The first segment that begins at the end is behind it: what is invisible there is not in the range.
        segment = bisect_left(alike_at, end)
        if segment < len(alike_at) and (alike_at[segment] == end or segment % 2 == 0):
            return first, text_at[segment]
        return first, text_at[segment - 1] + end - alike_at[segment - 1]

    def places(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Where ``wanted``, made alike already, stands as whole words: start and end in ``alike``."""
        if not wanted:
            return
        alike, size = self.alike, len(wanted)
        start = alike.find(wanted)
        found = 0
        while start >= 0 and found < MAX_PLACES:
            end = start + size
            if not (
                (start and alike[start - 1].isalnum() and wanted[0].isalnum())
                or (end < len(alike) and alike[end].isalnum() and wanted[-1].isalnum())
            ):
                found += 1
                yield start, end
            start = alike.find(wanted, start + 1)


def made_alike(text: str) -> str:
    """The text as ``Words.alike`` has it, without spaces at its ends."""
    alike = _replaced(text)
    return _uneven(alike).sub(lambda match: _evened(match.group()), alike).strip()


def _replaced(text: str) -> str:
    """One for one; a text has few of the characters, so this is quicker than ``str.translate``."""
    for character in ALIKE.keys() & set(text):
        text = text.replace(character, ALIKE[character])
    return text


def _uneven(alike: str) -> re.Pattern[str]:
    """Looking for letters with combining marks takes time, and few texts have any."""
    return UNEVEN if alike.isascii() or COMBINING.search(alike) is None else UNEVEN_OR_COMBINED


def _evened(uneven: str) -> str:
    match uneven[0]:
        case "…":
            return "..."
        case " " | "-" if uneven[-1] == uneven[0]:
            return uneven[0]
        case character if character in INVISIBLE:
            return ""
        case _:
            return normalize("NFC", uneven.translate(INVISIBLE_AWAY))
