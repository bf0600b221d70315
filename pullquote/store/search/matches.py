"""Where the units of a query are in a text, however they are spelled there: what highlights mark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pullquote.store.search.queries import ENGLISH, PLAIN, STEMMERS, Unit, splits
from pullquote.store.search.word_folding import WORD, FoldedText, compounds, folded

ALTERED = "eily"
"""Letters at the end of a stem that may not be those of its words."""
WHOLE = "-"
"""Stands for the second letter of a word that has but one."""
NO_LETTER = "(?![0-9a-z])"
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
    starts: set[tuple[str, str]] = set()
    for number, unit in enumerate(units):
        for words, plain in zip(unit.spellings(analyzer), unit.spellings(PLAIN), strict=True):
            # What others have joined is a unit in parts already.
            spelling = Spelling(number, words, in_parts=plain == unit.plain)
            by_word[words[0]].append(spelling)
            for size in range(1, len(plain[0])):
                by_head[plain[0][:size]].append(spelling)
            starts.add(_start(_beginning(words[0], analyzer)))
            starts.update((_start(plain[0]), (plain[0][0], WHOLE)))
    places = _places(frozenset(starts))

    def found_in(text: str) -> list[Match]:
        words_in = folded(text)
        prepared: FoldedText | None = None
        found: list[Match] = []
        done = 0
        for place in places.finditer(words_in):
            start = place.start()
            word = WORD.match(words_in, start)
            spellings = (*by_word.get(stem[word[0]], ()), *by_head.get(word[0], ())) if word else ()
            if not spellings or start < done or WORD.match(words_in, max(0, start - 1), start):
                continue
            if prepared is None:
                prepared = FoldedText(text, words_in)
                in_text = _WordsInText(words_in, stem)
            ends = [(in_text.end_of(each, start), -each.unit) for each in spellings]
            end, number = max(ends)
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


@lru_cache(maxsize=MOST_STARTS)
def _places(starts: frozenset[tuple[str, str]]) -> re.Pattern[str]:
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
