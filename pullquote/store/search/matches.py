"""Where the units of a query are in a text, however they are spelled there: what highlights mark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import AnyStr, NamedTuple

from pullquote.store.search.queries import ENGLISH, KNOWN_NAMES, PLAIN, STEMMERS, Unit, splits
from pullquote.store.search.word_folding import WORD, FoldedText, compounds, folded

ALTERED = "eily"
"""Letters at the end of a stem that may not be those of its words."""
WHOLE = "-"
"""Stands for the second letter of a word that has but one."""
NO_LETTER = "(?![0-9a-z])"
SHORTEST_BEGINNING = 3
"""Letters of a beginning that few words have."""
NO_WORDS = bytes(code for code in range(128) if not WORD.match(chr(code).lower()))
"""What separates the words of a text, of ASCII."""
LOWER = bytes(range(128)).lower() + bytes(range(128, 256))
TYPOGRAPHY = "\u2019\u201c\u201d\u2013\u2014\u2018\u2026\u00a0"
"""What prose has beside ASCII and letters; it only separates words and groups of digits."""
MOST_STARTS = 1_024
"""Patterns that are remembered, by the first letters of words; each takes some 2 KB."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a unit of a query is in a text: characters from ``start`` to before ``end``."""

    start: int
    end: int
    unit: int


class Spelling(NamedTuple):
    """A unit's number, words that it is found by, and whether a text may have one of them in two."""

    unit: int
    words: tuple[str, ...]
    in_parts: bool


def matches(text: str, units: tuple[Unit, ...], analyzer: str) -> list[Match]:
    """Everywhere that a unit is in a text, from left to right, without overlaps; the longest of those that begin
    together."""
    return finder(units, analyzer)(text)


@lru_cache(maxsize=256)
def finder(units: tuple[Unit, ...], analyzer: str) -> Callable[[str], list[Match]]:
    """What finds the units of a query in texts, see :func:`matches`."""
    stem = STEMMERS[analyzer]
    by_word: defaultdict[str, list[Spelling]] = defaultdict(list)
    by_head: defaultdict[str, list[Spelling]] = defaultdict(list)
    beginnings: set[str] = set()
    starts: set[tuple[str, str]] = set()
    for number, unit in enumerate(units):
        for words, plain in zip(unit.spellings(analyzer), unit.spellings(PLAIN), strict=True):
            # What others have joined is a unit in parts already.
            spelling = Spelling(number, words, in_parts=plain == unit.plain)
            by_word[words[0]].append(spelling)
            for size in range(1, len(plain[0])):
                by_head[plain[0][:size]].append(spelling)
            beginning = _beginning(words[0], analyzer)
            beginnings.add(beginning)
            starts.update((_start(beginning), _start(plain[0]), (plain[0][0], WHOLE)))
    places = _Places(beginnings, starts)
    joined_of = _joined_name if analyzer == PLAIN else _joined

    def found_in(text: str) -> list[Match]:
        joined = joined_of(text)
        if not places.may_be_in(joined):
            return []
        prepared = FoldedText(text)
        words_in = prepared.folded
        in_text = _WordsInText(words_in, stem)
        found: list[Match] = []
        done = 0
        for start in places.of(words_in, joined):
            word = WORD.match(words_in, start)
            spellings = (*by_word.get(stem[word[0]], ()), *by_head.get(word[0], ())) if word else ()
            if not spellings or start < done or WORD.match(words_in, max(0, start - 1), start):
                continue
            end, number = max([(in_text.end_of(each, start), -each.unit) for each in spellings])
            if end:
                found.append(Match(*prepared.span(start, end), -number))
                done = end
        return found

    return found_in


class _WordsInText:
    """The words of a folded text, compared by their stems."""

    def __init__(self, text: str, stem: dict[str, str]) -> None:
        self._text = text
        self._stem = stem
        self._compounds: dict[int, list[tuple[str, int]]] | None = None

    def end_of(self, spelling: Spelling, place: int) -> int:
        """Where a spelling ends that begins at a place; 0 where none does."""
        for wanted in spelling.words:
            word = WORD.search(self._text, place)
            if word is None:
                return 0
            if self._stem[word[0]] == wanted:
                place = word.end()
            else:
                place = self._end_of_parts(wanted, word, in_two=spelling.in_parts)
            if not place:
                return 0
        return place

    def _end_of_parts(self, wanted: str, first: re.Match[str], *, in_two: bool) -> int:
        """Where the words end that are one word when they are joined: by hyphens, or ``in_two``."""
        for joined, end in self._joined_at(first.start()):
            if self._stem[joined] == wanted:
                return end
        second = WORD.search(self._text, first.end()) if in_two else None
        if second is None or self._stem[first[0] + second[0]] != wanted:
            return 0
        return second.end() if (first[0], second[0]) in splits(first[0] + second[0]) else 0

    def _joined_at(self, start: int) -> Iterable[tuple[str, int]]:
        if self._compounds is None:
            self._compounds = {}
            for compound in compounds(self._text):
                self._compounds.setdefault(compound.start, []).append((compound.joined, compound.end))
        return self._compounds.get(start, ())


def _beginning(word: str, analyzer: str) -> str:
    """What every word begins with that is compared as ``word``.

    An English stem is its word's beginning, but for a last letter ("ferri" of "ferries" and "ferry") or two
    ("die" of "dying").
    """
    return (word[:-2] or word[0]) if analyzer == ENGLISH and word[-1] in ALTERED else word


def _start(word: str) -> tuple[str, str]:
    """The first letter of a word, and the second, if it has one."""
    return word[0], word[1:2]


class _Places:
    """Where words that begin so may be in a text, whole or in parts."""

    def __init__(self, beginnings: AbstractSet[str], starts: AbstractSet[tuple[str, str]]) -> None:
        """``beginnings`` are those of the words as one, ``starts`` of any part that they may be written in."""
        self._starts = frozenset(starts)
        self._rare: list[tuple[str, bytes]] = []
        if all(len(each) >= SHORTEST_BEGINNING and each.isascii() for each in beginnings):
            self._rare = [(each, each.encode()) for each in beginnings]

    def may_be_in(self, joined: bytes) -> bool:
        """Whether any may be in a text whose words are ``joined``."""
        for _, beginning in self._rare:
            if beginning in joined:
                return True
        return not self._rare

    def of(self, text: str, joined: bytes) -> Iterable[int]:
        """The places in a folded text, from left to right, and perhaps others."""
        found: list[int] = []
        for beginning, encoded in self._rare:
            before = len(found)
            found += _all(text, beginning)
            # A word that is written in parts is whole where nothing is between words.
            if len(found) - before < sum(1 for _ in _all(joined, encoded)):
                found.clear()
                break
        return sorted(found) or [match.start() for match in _pattern(self._starts).finditer(text)]


def _joined(text: str) -> bytes:
    """The words of a text as they are searched, with nothing between them and without what is not ASCII."""
    plain = text
    if not text.isascii():
        for mark in TYPOGRAPHY:
            plain = plain.replace(mark, "")
    if plain.isascii() and "+" not in plain and "#" not in plain:
        return plain.encode().translate(LOWER, NO_WORDS)
    return folded(text).encode("ascii", "ignore").translate(None, NO_WORDS)


_joined_name = lru_cache(KNOWN_NAMES)(_joined)


def _all(text: AnyStr, part: AnyStr) -> Iterator[int]:
    """Where a part is in a text, also where one overlaps the one before."""
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)


@lru_cache(maxsize=MOST_STARTS)
def _pattern(starts: frozenset[tuple[str, str]]) -> re.Pattern[str]:
    """A pattern that is found, quickly, wherever a word starts so, and perhaps inside words that are not ASCII.

    It knows no more than two letters of each word, so that most queries find theirs made already: to make one takes
    longer than to look through many texts.
    """
    by_letter: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in starts:
        by_letter[first].add(NO_LETTER if second == WHOLE else re.escape(second))
    rest = "|".join(
        f"(?<={re.escape(first)})(?:{'|'.join(sorted(seconds))})"
        if all(seconds)
        else f"(?<={re.escape(first)})"
        for first, seconds in sorted(by_letter.items())
    )
    letters = "".join(map(re.escape, sorted(by_letter)))
    return re.compile(f"[{letters}](?<![0-9a-z].)(?:{rest})" if by_letter else "(?!)")
