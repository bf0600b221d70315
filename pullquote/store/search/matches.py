"""Where the units of a query are in a text, however they are spelled there: what highlights mark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pullquote.store.search.queries import ENGLISH, PLAIN, STEMMERS, Unit, splits
from pullquote.store.search.word_folding import WORD, FoldedText, compounds

ALTERED = "eily"
"""Letters at the end of a stem that may not be those of its words."""


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
    beginnings: list[str] = []
    for number, unit in enumerate(units):
        for words, plain in zip(unit.spellings(analyzer), unit.spellings(PLAIN), strict=True):
            # What others have joined is a unit in parts already.
            spelling = Spelling(number, words, in_parts=plain == unit.plain)
            by_word[words[0]].append(spelling)
            for size in range(1, len(plain[0])):
                by_head[plain[0][:size]].append(spelling)
            beginnings += [_beginning(words[0], analyzer), _heads(plain[0])]
    hint = _hint(beginnings)

    def found_in(text: str) -> list[Match]:
        prepared = FoldedText(text)
        in_text = _WordsInText(prepared.folded, stem)
        found: list[Match] = []
        done = 0
        for place in hint.finditer(prepared.folded):
            if place.start() < done or WORD.match(prepared.folded, max(0, place.start() - 1), place.start()):
                continue
            word = WORD.match(prepared.folded, place.start())
            spellings = (*by_word.get(stem[word[0]], ()), *by_head.get(word[0], ())) if word else ()
            ends = [(in_text.end_of(each, place.start()), -each.unit) for each in spellings]
            end, number = max(ends, default=(0, 0))
            if end:
                found.append(Match(*prepared.span(place.start(), end), -number))
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
    """A pattern of what every word begins with that is compared as ``word``.

    An English stem is its word's beginning, but for a last letter ("ferri" of "ferries" and "ferry") or two
    ("die" of "dying").
    """
    return re.escape((word[:-2] or word[0]) if analyzer == ENGLISH and word[-1] in ALTERED else word)


def _heads(word: str) -> str:
    """A pattern of a whole word that ``word`` begins with: the first of its parts, where it is written in parts."""
    nested = ""
    for letter in reversed(word[1:-1]):
        nested = f"(?:{re.escape(letter)}{nested})?"
    return f"{re.escape(word[0])}{nested}(?![0-9a-z])"


def _hint(beginnings: Iterable[str]) -> re.Pattern[str]:
    """A pattern that is found, quickly, wherever a word begins so, and perhaps inside words that are not ASCII.

    To compile a range of all of Unicode takes longer than most searches.
    """
    by_letter: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for each in beginnings:
        size = 2 if each[0] == "\\" else 1
        by_letter[each[:size]][each[size:]] = None
    rest = "|".join(f"(?<={letter})(?:{'|'.join(ends)})" for letter, ends in by_letter.items())
    return re.compile(f"[{''.join(by_letter)}](?<![0-9a-z].)(?:{rest})" if by_letter else "(?!)")
