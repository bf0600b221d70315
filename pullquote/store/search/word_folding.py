"""Text in which words are equal however they are spelled, and where each of its words is in the text itself.

Words are letters and digits. Full stops in abbreviations (U.S.) and separators in numbers (1,200) are nothing;
hyphens separate words, and :func:`compounds` says what they are when they are joined. Everything about single
characters is in :mod:`~pullquote.store.search.characters`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pullquote.store.search.characters import FOLDS, INVISIBLE, LETTERS, NON_JOINER

WORD_CHARACTERS = f"0-9a-z{LETTERS}"
"""Of folded text, as a range of a regular expression."""
WORD = re.compile(f"[{WORD_CHARACTERS}]+")
HYPHENS = f"-\u2010\u2011\u2013{NON_JOINER}"
LONG_NUMBER = range(7, 16)
"""Digits of a number that is one in any groups: of a telephone, a date, an account."""

_LETTER, _MARK = r"[^\W\d_]", "[\u0300-\u036f]"
_NO_LETTER = r"(?<![\w\u0300-\u036f])"
_ONE_LETTER = rf"{_LETTER}{_MARK}?(?![\w\u0300-\u036f])"
_SEPARATORS = ".,'’\u00a0\u2009\u202f\u066c\uff0c\uff0e"
_UNEVEN = re.compile(
    # One class comes first: then the text is passed over quickly.
    rf"[{_SEPARATORS}+#{LETTERS}{INVISIBLE}](?:(?<=[{LETTERS}{INVISIBLE}])[{LETTERS}{INVISIBLE}]*"
    # The full stops of an abbreviation: between single letters.
    rf"|(?<={_NO_LETTER}{_LETTER}\.)(?={_ONE_LETTER})|(?<={_NO_LETTER}{_LETTER}{_MARK}\.)(?={_ONE_LETTER})"
    rf"|(?<={_NO_LETTER}[Pp][Hh]\.)(?=[Dd]\b)"
    # The separators of a number in groups of three digits, or as in India.
    rf"|(?<=\d[{_SEPARATORS}])(?<!\d\d\d\d.)(?=\d{{3}}(?!\d)|\d\d(?:,\d\d)*,\d{{3}}(?!\d))"
    # C++ and C# are other languages than C.
    rf"|(?<={_NO_LETTER}[A-Za-z]\+)\+(?!\w)|(?<={_NO_LETTER}[A-Za-z]\#)(?!\w))"
)
_UNEVEN_ASCII = re.compile(r"[.,'+#](?:(?<=\w.)[\w+]|(?<=\w\#))")
"""What text has that has anything uneven and is ASCII: a sign inside a word, or at the end of one."""
_SIGNS = {**dict.fromkeys(_SEPARATORS, ""), "+": "plusplus", "#": "sharp"}
_CLUSTER = re.compile(
    "[\uff66-\uff9d][\uff9e\uff9f]|[\u3041-\u30ff][\u3099\u309a]+"
    "|[\u1100-\u115f\ua960-\ua97c][\u1160-\u11ff\ud7b0-\ud7fb]+|[\uac00-\ud7a3][\u11a8-\u11ff]+|.",
    re.DOTALL,
)
"""Characters that are one letter together where no single one is: half-width kana, single Hangul letters."""
_COMPOSED = re.compile("[\u3099\u309a\u1160-\u11ff\ud7b0-\ud7fb\uff9e\uff9f]")
_HYPHEN = re.compile(f"[{HYPHENS}](?<=[{WORD_CHARACTERS}].)(?=[{WORD_CHARACTERS}])")
_CHAIN = re.compile(f"(?:[{HYPHENS}][{WORD_CHARACTERS}]+)+")
_WITHOUT_SPACES = re.compile(r"(?<![0-9])[0-9]+(?:[-\u2010\u2011\u2013()./]{1,2}[0-9]+)+")
_WITH_SPACES = re.compile(r"(?<![0-9])[0-9]+(?:[-\u2010\u2011\u2013()./ \u00a0\u2009\u202f]{1,2}[0-9]+)+")
_GROUPS = re.compile(r"(?<![0-9.,-])[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![0-9])")
_TWO_NUMBERS = re.compile("[0-9][-\u2010\u2011\u2013()./ \u00a0\u2009\u202f]{1,2}[0-9]")
_NO_DIGIT = re.compile("[^0-9]+")
_ABBREVIATION = re.compile(rf"{_LETTER}{{1,2}}{_MARK}?(?:\.{_LETTER}{_MARK}?)+")


_SPACES = bytes(code if WORD.match(chr(code)) else ord(" ") for code in range(256))
"""From ASCII to words with spaces between them; bytes are translated faster than anything is found in a text."""


class Compound(NamedTuple):
    """Words that may be written as one: where they are in a folded text, and the one word."""

    start: int
    end: int
    joined: str


def folded(text: str) -> str:
    """The text with its words as they are searched; :data:`WORD` finds them."""
    return _folded(text)[0]


def _folded(text: str) -> tuple[str, bool]:
    """The folded text, and whether each of its characters is where it is in the text."""
    if text.isascii() and not _UNEVEN_ASCII.search(text):
        return text.lower(), True
    even, pieces = _UNEVEN.subn(_folded_match, text)
    return even.lower(), not pieces


def words(text: str) -> list[str]:
    """The words of a text, as they are searched."""
    return words_of(folded(text))


def words_of(text: str) -> list[str]:
    """The words of a folded text."""
    return text.encode().translate(_SPACES).decode().split() if text.isascii() else WORD.findall(text)


def compounds(text: str) -> list[Compound]:
    """The words of a folded text that are joined by hyphens, and numbers in groups, from left to right."""
    found = set(_hyphenated(text)) if any(map(text.__contains__, HYPHENS)) else set()
    if _TWO_NUMBERS.search(text):
        found.update(_grouped(text))
    return sorted(found)


def _hyphenated(text: str) -> Iterator[Compound]:
    done = 0
    for hyphen in _HYPHEN.finditer(text):
        start = hyphen.start()
        if start < done:
            continue
        chain = _CHAIN.match(text, start)
        done = chain.end() if chain else start
        while start and WORD.match(text[start - 1]):
            start -= 1
        joined = "".join(WORD.findall(text, start, done))
        if not joined.isdigit():
            yield Compound(start, done, joined)


def _grouped(text: str) -> Iterator[Compound]:
    for pattern in (_WITHOUT_SPACES, _WITH_SPACES, _GROUPS):
        for number in pattern.finditer(text):
            if joined := joined_number(number.group()):
                yield Compound(number.start(), number.end(), joined)


def joined_number(groups: str) -> str | None:
    """The digits of a number that is written in groups; None where these are several numbers."""
    digits = _NO_DIGIT.sub("", groups)
    return digits if len(digits) in LONG_NUMBER or _GROUPS.fullmatch(groups) else None


class FoldedText:
    """A folded text that knows where its words are in the text as it was."""

    __slots__ = ("_is_even", "_pieces", "folded", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded, self._is_even = _folded(text)
        self._pieces: _Pieces | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where in ``text`` something of ``folded`` is, with the accents and full stops that belong to it."""
        text, first, last = self.text, start, end
        if not self._is_even:
            if self._pieces is None:
                self._pieces = _pieces_of(text)
            first, last = self._pieces.start(start), self._pieces.end(end)
            while last < len(text) and text[last] > "\x7f" and _is_part_of_letter(text[last]):
                last += 1
        if text.startswith(".", last) and _ABBREVIATION.fullmatch(text, first, last):
            last += 1
        return first, last


class _Pieces(NamedTuple):
    """What is shorter or longer in a folded text: where each piece is there, and where in the text itself."""

    starts: list[int]
    ends: list[int]
    text_starts: list[int]
    text_ends: list[int]

    def start(self, place: int) -> int:
        """Where in the text something is that begins at a place of the folded text."""
        number = bisect_right(self.starts, place) - 1
        if number < 0:
            return place
        beyond = place - self.ends[number]
        return self.text_starts[number] if beyond < 0 else self.text_ends[number] + beyond

    def end(self, place: int) -> int:
        """Where in the text something ends that ends at a place of the folded text."""
        number = bisect_left(self.starts, place) - 1
        return place if number < 0 else self.text_ends[number] + max(0, place - self.ends[number])


def _pieces_of(text: str) -> _Pieces:
    pieces = _Pieces([], [], [], [])
    shift = 0
    for match in _UNEVEN.finditer(text):
        for start, piece in _clusters(match):
            new = len(_folded_piece(piece))
            if new != len(piece) or new > 1:
                pieces.starts.append(start + shift)
                pieces.ends.append(start + shift + new)
                pieces.text_starts.append(start)
                pieces.text_ends.append(start + len(piece))
                shift += new - len(piece)
    return pieces


def _folded_match(match: re.Match[str]) -> str:
    found = match.group()
    return _SIGNS[found[0]] if found[0] in _SIGNS else _folded_run(found)


def _folded_run(run: str) -> str:
    if _COMPOSED.search(run):
        return "".join(map(_folded_piece, _CLUSTER.findall(run)))
    return run.translate(FOLDS)


def _folded_piece(piece: str) -> str:
    if piece[0] in _SIGNS:
        return _SIGNS[piece[0]]
    return (piece if len(piece) == 1 else unicodedata.normalize("NFKC", piece)).translate(FOLDS)


def _clusters(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """The parts of what is uneven that are folded by themselves, and where each begins."""
    if match.group()[0] in _SIGNS:
        yield match.start(), match.group()
    else:
        for cluster in _CLUSTER.finditer(match.group()):
            yield match.start() + cluster.start(), cluster.group()


def _is_part_of_letter(character: str) -> bool:
    """Whether a character that is nothing for search belongs to the letter or picture before it."""
    return FOLDS[ord(character)] == "" and unicodedata.category(character) != "Cf"
