"""Which words of a text stand inside quotation marks, in the conventions of the world's newspapers.

Curly and straight marks, guillemets and corner brackets; marks that open in one language and close in another
(“ ” „ “ ” ” ” “ « » » « » »); marks typed as two characters (,, '' `` << >>); marks inside marks. An apostrophe is
not a mark. A quotation that runs over several paragraphs has a mark at the beginning of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from pullquote.store.quotes.folding import UNSPACED_LETTER

BRACKETS = {
    "「": "」",
    "『": "』",
    "〈": "〉",
    "《": "》",
    "｢": "｣",
    "﹁": "﹂",
    "﹃": "﹄",
    "〝": "〞〟",
    "❝": "❞",
    "❛": "❜",
}
"""Marks that always open, and what closes them."""
CLOSING_BRACKETS = "".join(BRACKETS.values())
TYPED = {",,": "„", "''": '"', "``": "“", "<<": "«", ">>": "»", "＂": '"', "″": '"', "״": '"', "＇": "'"}
"""How keyboards write marks, and the marks that are meant."""
ALL_MARKS = "\"“”„‟«»'‘’‚‛‹›" + "".join(BRACKETS) + CLOSING_BRACKETS + "＂″״＇"
MARK = re.compile(f"[,`<>{ALL_MARKS}](?:(?<=,),|(?<=')'|(?<=`)`|(?<=<)<|(?<=>)>|(?<![,`<>]))")
"""One of the marks, or two characters that are typed for one. A set comes first, which finds its place much sooner than
alternatives do."""
SINGLE = frozenset("'‘’‚‛‹›")
CLOSES: dict[str, str] = {
    '"': '"',
    "”": "“„‟”",
    "“": "„‚”",
    "»": "«»",
    "«": "»",
    "›": "‹›",
    "‹": "›",
    "'": "'",
    "’": "‘‚‛’",
    "‘": "‚’",
    **{close: opening for opening, closing in BRACKETS.items() for close in closing},
}
"""What marks a mark can close."""
CLOSED_BY = {
    opening: "".join(close for close, openings in CLOSES.items() if opening in openings)
    for opening in dict.fromkeys("".join(CLOSES.values()))
}
"""What marks can close a mark."""
DOUBLE_CLOSING = frozenset('”»"' + CLOSING_BRACKETS)
NOT_SPACE = re.compile(r"\S")
CLOSING_SINGLE = re.compile(r"(?<=\S)['’](?!\w)")
OPENING_SINGLE = re.compile(r"(?<!\w)['‘](?=\w)")
CLOSING_CURLY = re.compile(r"(?<=\S)[”“](?!\w)")
CLOSING_STRAIGHT = re.compile(r'(?<=\S)"(?!\w)')
OPENING_STRAIGHT = re.compile(r'(?<!\S)"(?=\S)')
SPACED_STRAIGHT = re.compile(r'(?<=\s)"')
HEBREW = re.compile("[\u05d0-\u05f2]")
WITHOUT_FIRST_LETTERS = re.compile(
    r"(?:tis|twas|twere|em|til|til|cause|bout|round|neath|cos|n)\b", re.IGNORECASE
)
"""Words that an apostrophe begins: ’tis, ’em."""
BEFORE_OPENING = frozenset("([{<-–—―/¿¡:：、，,")
"""What, besides a space or another mark, can stand before an opening mark."""

MAX_OPEN = 8
"""Marks open at the same time; prose has three at most, and a bound keeps odd texts quick."""
LOOKAHEAD = 2_000
"""Characters in which a mark that closes is looked for: several paragraphs."""


class Opened(NamedTuple):
    """A mark that is not closed yet, and the offset behind it."""

    mark: str
    offset: int


class Setting(NamedTuple):
    """A mark in its paragraph, from ``offset`` to ``end``, and the characters around it; a space stands for the
    ends of the paragraph."""

    mark: str
    text: str
    offset: int
    end: int
    before: str
    after: str

    @property
    def looks_opening(self) -> bool:
        """Whether it stands as opening marks do: behind a space, before a word."""
        return not self.after.isspace() and (
            self.before.isspace() or self.before in BEFORE_OPENING or MARK.match(self.before) is not None
        )

    @property
    def looks_closing(self) -> bool:
        """Whether it stands as closing marks do: behind a word, and not before one."""
        return not self.before.isspace() and not self.after.isalnum()

    @property
    def is_first(self) -> bool:
        """Whether it begins its paragraph."""
        return NOT_SPACE.search(self.text).start() == self.offset  # type: ignore[union-attr]  # the mark is one

    def precedes(self, marks: str) -> bool:
        """Whether one of some other marks follows, not too far away."""
        return any(self.text.find(mark, self.end, self.offset + LOOKAHEAD) >= 0 for mark in marks)

    def next_of(self, pattern: re.Pattern[str]) -> int | None:
        """Where the next mark of that sort stands, not too far away."""
        match = pattern.search(self.text, self.end, self.offset + LOOKAHEAD)
        return match.start() if match else None


class Quoted(NamedTuple):
    """The quoted words of a paragraph as ranges without their marks, in order and apart.

    ``runs_on``: the mark of the last one, where it is not closed in this paragraph. ``may_run_on``: a single mark
    at the beginning of the paragraph that nothing closes; it is a quotation that runs on only if the next paragraph
    begins with one, too. ``closes_first``: a mark closes what no mark here opened, at this offset.
    """

    ranges: list[tuple[int, int]]
    runs_on: str | None
    may_run_on: Opened | None
    closes_first: int | None


def quoted(text: str, running: str | None = None) -> Quoted:
    """The ranges of one paragraph that stand inside quotation marks.

    ``running`` is the mark of a quotation that the paragraph before has not closed.
    """
    opened: list[Opened] = []
    ranges: list[tuple[int, int]] = []
    closes_first: int | None = None
    may_run_on: Opened | None = None
    for match in MARK.finditer(text):
        offset, end = match.span()
        written = match.group()
        setting = Setting(
            TYPED.get(written, written),
            text,
            offset,
            end,
            text[offset - 1] if offset else " ",
            text[end] if end < len(text) else " ",
        )
        if running is not None and setting.is_first and reopens(setting.mark, running):
            opened.append(Opened(running, end))
            continue
        pair = _closed_by(setting, opened)
        if pair is not None:
            ranges.append((opened[pair].offset, offset))
            del opened[pair:]
        elif len(opened) < MAX_OPEN and _opens(setting):
            opened.append(Opened(setting.mark, end))
        elif setting.mark in SINGLE and setting.is_first and setting.looks_opening:
            may_run_on = Opened(setting.mark, end)
        elif not (opened or ranges or setting.before.isspace()) and (
            setting.mark in DOUBLE_CLOSING if running is None else setting.mark in CLOSED_BY[running]
        ):
            closes_first = offset if closes_first is None else closes_first
    unclosed = [each for each in opened if each.mark not in SINGLE or each.mark == running] if opened else []
    if unclosed:
        ranges.append((unclosed[0].offset, len(text)))
    return Quoted(
        joined(ranges) if ranges else [], unclosed[0].mark if unclosed else None, may_run_on, closes_first
    )


def reopens(mark: str, running: str) -> bool:
    """Whether a mark at the beginning of a paragraph says that a quotation goes on: the mark that opened it, or, in
    French, the one that will close it."""
    return mark == running or mark in CLOSED_BY[running]


def without_marks(words: str) -> str | None:
    """The words without the quotation marks around all of them; None where there are none."""
    stripped = words.strip()
    first = MARK.match(stripped)
    if first is None or len(stripped) < 3:
        return None
    ranges = quoted(stripped).ranges
    if len(ranges) != 1 or ranges[0][0] != first.end():
        return None
    inner = stripped[slice(*ranges[0])].strip()
    return inner if MARK.fullmatch(stripped[ranges[0][1] :]) and inner else None


def _closed_by(setting: Setting, opened: list[Opened]) -> int | None:
    """Which of the open marks this one closes."""
    mark = setting.mark
    if mark in "'’‘" and not _closes_single(setting):
        return None
    if mark == '"' and not _closes_straight(setting):
        return None
    candidates = CLOSES.get(mark, "")
    for index in range(len(opened) - 1, -1, -1):
        # Marks that open and close alike, or the other way round in another language, go by their neighbours.
        if opened[index].mark in candidates and (
            setting.looks_closing or opened[index].mark not in "”’»›" or mark in "«‹"
        ):
            return index
    return None


def _closes_straight(setting: Setting) -> bool:
    """Whether a straight mark can close: not before a word, inside a Hebrew one (ארה"ב), nor behind a number of inches where
    a better one follows."""
    if setting.before.isspace():
        return not setting.looks_opening
    if HEBREW.match(setting.before) and HEBREW.match(setting.after):
        return False
    if setting.before.isdigit():
        better, opening = setting.next_of(CLOSING_STRAIGHT), setting.next_of(OPENING_STRAIGHT)
        return better is None or (opening is not None and opening < better)
    return True


def _closes_single(setting: Setting) -> bool:
    """Whether a single mark can close, and is no apostrophe: not inside a word, nor behind a plural's s
    (``the fishers’ rights``) where a better one follows."""
    if setting.before.isspace() or setting.after.isalnum():
        return False
    if (
        setting.before in "sS"
        and setting.after == " "
        and setting.text[setting.end + 1 : setting.end + 2].isalpha()
    ):
        better, opening = setting.next_of(CLOSING_SINGLE), setting.next_of(OPENING_SINGLE)
        return better is None or (opening is not None and opening < better)
    return True


def _opens(setting: Setting) -> bool:
    if setting.mark == "«" or setting.mark in BRACKETS:
        # French sets a space inside its guillemets, so the neighbours tell nothing.
        return True
    match mark := setting.mark:
        case "»" | "›":
            return setting.looks_opening and (
                setting.precedes(CLOSED_BY[mark]) or (mark == "»" and setting.is_first)
            )
        case "”":
            # In Swedish and Finnish it opens, too; in Urdu “ closes it.
            return setting.looks_opening and (setting.next_of(CLOSING_CURLY) is not None or setting.is_first)
        case "'" | "‘":
            # 'Tis no mark unless something closes it.
            if mark == "'" and setting.after.isdigit():
                return False
            return setting.looks_opening and setting.next_of(CLOSING_SINGLE) is not None
        case "’":
            return _opens_as_apostrophe(setting)
        case '"':
            if setting.after.isspace():  # " text "
                return setting.before.isspace() and setting.next_of(SPACED_STRAIGHT) is not None
            return setting.looks_opening or UNSPACED_LETTER.match(setting.before) is not None
        case "„" | "‚" | "“" | "‟" | "‛" | "‹":
            return not setting.after.isspace() or setting.before.isspace()
        case _:
            return False


def _opens_as_apostrophe(setting: Setting) -> bool:
    """Whether ’ opens, as in Swedish and Finnish: ’so’. Mostly it is an apostrophe: ’tis, ’90s, rock ’n’ roll."""
    if not setting.looks_opening or setting.after.isdigit() or "‘" in setting.text:
        return False
    closing = setting.next_of(CLOSING_SINGLE)
    return (
        closing is not None
        and closing > setting.end + 1
        and WITHOUT_FIRST_LETTERS.match(setting.text, setting.end) is None
    )


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those that meet or lie inside or across one another joined."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        elif end > start:
            apart.append((start, end))
    return apart
