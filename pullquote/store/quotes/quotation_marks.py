"""Which words of a text stand inside quotation marks.

Curly and straight marks, guillemets, German and Swedish habits, marks inside marks. An apostrophe is not a
mark; a quotation that runs over several paragraphs has its opening mark on each.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MARK = re.compile("[\"“”„‟«»'‘’‚‛‹›]")
SINGLE = frozenset("'‘’‚‛‹›")
CLOSES = {
    '"': '"',
    "”": "“„‟”",
    "“": "„‚",
    "»": "«",
    "«": "»",
    "›": "‹",
    "‹": "›",
    "'": "'",
    "’": "‘‚‛",
    "‘": "‚",
}
"""What marks a mark can close."""
CLOSED_BY = {"»": "«", "›": "‹"}
"""What closes guillemets that point inwards."""
DOUBLE_CLOSING = frozenset('”»"')
CLOSING_SINGLE = re.compile(r"(?<=\S)['’](?!\w)")
OPENING_SINGLE = re.compile(r"(?<!\w)['‘](?=\w)")
BEFORE_OPENING = frozenset("([{<-–—―/¿¡")
"""What, besides a space or another mark, can stand before an opening mark."""

MAX_OPEN = 8
"""Marks open at the same time; prose has three at most, and a bound keeps odd texts quick."""
LOOKAHEAD = 2_000
"""Characters in which a mark that closes is looked for: several paragraphs."""


class Opened(NamedTuple):
    """A mark that is not closed yet."""

    mark: str
    offset: int


class Setting(NamedTuple):
    """A mark in its paragraph, and the characters around it; a space stands for the ends."""

    mark: str
    text: str
    offset: int
    before: str
    after: str

    @property
    def looks_opening(self) -> bool:
        """Whether it stands as opening marks do: behind a space, before a word."""
        return not self.after.isspace() and (
            self.before.isspace() or self.before in BEFORE_OPENING or MARK.match(self.before) is not None
        )

    def precedes(self, mark: str) -> bool:
        """Whether another mark follows, not too far away."""
        return self.text.find(mark, self.offset + 1, self.offset + LOOKAHEAD) >= 0

    def next_of(self, pattern: re.Pattern[str]) -> int | None:
        """Where the next mark of that sort stands, not too far away."""
        match = pattern.search(self.text, self.offset + 1, self.offset + LOOKAHEAD)
        return match.start() if match else None


class Quoted(NamedTuple):
    """The quoted words of a paragraph as ranges without their marks, in order and apart.

    ``runs_on``: the last one is not closed in this paragraph. ``closes_first``: a mark closes what no mark here
    opened, at this offset.
    """

    ranges: list[tuple[int, int]]
    runs_on: bool
    closes_first: int | None


def quoted(text: str) -> Quoted:
    """The ranges of one paragraph that stand inside quotation marks."""
    opened: list[Opened] = []
    ranges: list[tuple[int, int]] = []
    closes_first: int | None = None
    for match in MARK.finditer(text):
        offset = match.start()
        setting = Setting(
            match.group(),
            text,
            offset,
            text[offset - 1] if offset else " ",
            text[offset + 1] if offset + 1 < len(text) else " ",
        )
        pair = _closed_by(setting, opened)
        if pair is not None:
            ranges.append((opened[pair].offset + 1, offset))
            del opened[pair:]
        elif len(opened) < MAX_OPEN and _opens(setting):
            opened.append(Opened(setting.mark, offset))
        elif setting.mark in DOUBLE_CLOSING and not (opened or ranges or setting.before.isspace()):
            closes_first = offset if closes_first is None else closes_first
    unclosed = [each for each in opened if each.mark not in SINGLE]
    if unclosed:
        ranges.append((unclosed[0].offset + 1, len(text)))
    return Quoted(_apart(ranges), bool(unclosed), closes_first)


def _closed_by(setting: Setting, opened: list[Opened]) -> int | None:
    """Which of the open marks this one closes."""
    mark = setting.mark
    if mark in "'’" and not _closes_single(setting):
        return None
    if mark == '"' and setting.before.isspace() and setting.looks_opening:
        return None
    candidates = CLOSES.get(mark, "")
    for index in range(len(opened) - 1, -1, -1):
        if opened[index].mark in candidates:
            return index
    return None


def _closes_single(setting: Setting) -> bool:
    """Whether a single mark can close, and is no apostrophe: not inside a word, nor behind a plural's s
    (``the fishers’ rights``) where a better one follows."""
    if setting.before.isspace() or setting.after.isalnum():
        return False
    if (
        setting.before in "sS"
        and setting.after == " "
        and setting.text[setting.offset + 2 : setting.offset + 3].isalpha()
    ):
        better, opening = setting.next_of(CLOSING_SINGLE), setting.next_of(OPENING_SINGLE)
        return better is None or (opening is not None and opening < better)
    return True


def _opens(setting: Setting) -> bool:
    match mark := setting.mark:
        case "«":
            # French sets a space inside its guillemets, so the neighbours tell nothing.
            return True
        case "»" | "›":
            return setting.looks_opening and setting.precedes(CLOSED_BY[mark])
        case "”":
            return setting.looks_opening and setting.precedes(mark)
        case "'" | "‘":
            # 'Tis no mark unless something closes it.
            if mark == "'" and setting.after.isdigit():
                return False
            return setting.looks_opening and setting.next_of(CLOSING_SINGLE) is not None
        case "’":
            return False
        case '"':
            return setting.looks_opening
        case _:
            return not setting.after.isspace() or setting.before.isspace()


def _apart(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those inside or across one another joined."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        elif end > start:
            apart.append((start, end))
    return apart
