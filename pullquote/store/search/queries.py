"""What somebody typed into a search box, as units to be found; and the words of a text, as they are compared.

Any text is a query: words and, in quotation marks, phrases. Everything else in it separates words. A word
that falls into several pieces ("north-korean", "o'clock", "2024-10") is a phrase of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

MAX_QUERY_CHARACTERS = 1_000
"""Of a query that are read: four times what search boxes take."""
MAX_QUERY_WORDS = 32
"""Words of a query that are searched for; each costs a look-up in every field."""
MAX_WORD_BYTES = 60
"""Longer words are not indexed: they are addresses and encoded data."""
KNOWN_WORDS = 65_536
"""Words whose stems are remembered: the vocabulary of a large newspaper, about 10 MB."""

_UNIT = re.compile(r'"([^"]*)"?|([^\s"]+)')
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„‟«»＂"), '"')
_WORD = re.compile(r"[^\W_]+")


def _analyzer(*filters: Filter) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for each in (Filter.remove_long(MAX_WORD_BYTES), Filter.lowercase(), Filter.ascii_fold(), *filters):
        builder = builder.filter(each)
    return builder.build()


ENGLISH = "english"
PLAIN = "plain"
ANALYZERS = {ENGLISH: _analyzer(Filter.stemmer("english")), PLAIN: _analyzer()}
"""How words are compared: without case and accents; in prose by their English stems, in names as they are."""
_WITHOUT_STOP_WORDS = _analyzer(Filter.stopword("english"))


@dataclass(frozen=True)
class Unit:
    """A word, or several in a row, that must be found: as compared by each analyzer."""

    english: tuple[str, ...]
    plain: tuple[str, ...]

    def words(self, analyzer: str) -> tuple[str, ...]:
        """The words as an analyzer compares them."""
        return self.english if analyzer == ENGLISH else self.plain


def normalized(text: str) -> str:
    """A text as it is indexed and searched: accents as one character with their letter (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def parse(query: str) -> tuple[Unit, ...]:
    """The units of a query, none when it has no words.

    Words that nearly every English sentence has are left out where others remain, except in a phrase.
    """
    return _parse(query[:MAX_QUERY_CHARACTERS])


@lru_cache(maxsize=256)
def _parse(query: str) -> tuple[Unit, ...]:
    text = normalized(query).translate(_QUOTATION_MARKS)
    units: dict[Unit, bool] = {}
    left = MAX_QUERY_WORDS
    for phrase, word in _UNIT.findall(text):
        plain = ANALYZERS[PLAIN].analyze(phrase or word)[:left]
        if plain:
            left -= len(plain)
            english = ANALYZERS[ENGLISH].analyze(phrase or word)[: len(plain)]
            meaningful = len(plain) > 1 or bool(_WITHOUT_STOP_WORDS.analyze(plain[0]))
            units[Unit(tuple(english), tuple(plain))] = meaningful
    return tuple(unit for unit, meaningful in units.items() if meaningful) or tuple(units)


@lru_cache(maxsize=KNOWN_WORDS)
def english(word: str) -> str:
    """A word as :data:`ENGLISH` compares it; empty when it is never found."""
    return "".join(ANALYZERS[ENGLISH].analyze(word))


@lru_cache(maxsize=KNOWN_WORDS)
def plain(word: str) -> str:
    """A word as :data:`PLAIN` compares it; empty when it is never found."""
    return "".join(ANALYZERS[PLAIN].analyze(word))


ALTERED = "eily"
"""Letters at the end of a stem that may not be those of its words."""
ACCENTED = "\xaa\xb2\xb3\xb5\xb9\xba\xbc-\xbe\xc0-\u1fff\u2070-\U0010ffff"
"""All letters and digits but those of ASCII (and more), as a range of characters: typographic marks are not in it."""

FOLDS: dict[str, Callable[[str], str]] = {ENGLISH: english, PLAIN: plain}


@dataclass(frozen=True, slots=True)
class Match:
    """Where a unit of a query stands in a text: characters from ``start`` to before ``end``."""

    start: int
    end: int
    unit: int


def matches(text: str, units: tuple[Unit, ...], analyzer: str) -> list[Match]:
    """Everywhere that a unit stands in a text, from left to right, without overlaps."""
    return finder(units, analyzer)(text)


@lru_cache(maxsize=256)
def finder(units: tuple[Unit, ...], analyzer: str) -> Callable[[str], list[Match]]:
    """What finds the units of a query in texts, see :func:`matches`."""
    fold = FOLDS[analyzer]
    wanted: dict[str, list[tuple[int, list[str]]]] = {}
    for number, unit in enumerate(units):
        first, *rest = unit.words(analyzer)
        wanted.setdefault(first, []).append((number, rest))
    for candidates in wanted.values():
        candidates.sort(key=lambda candidate: -len(candidate[1]))
    hint = _hint([_beginning(word, analyzer) for word in wanted])

    def found_in(text: str) -> list[Match]:
        found: list[Match] = []
        done = 0
        for place in hint.finditer(text):
            word = _word_at(text, place.start())
            if word is None or word.start() < done:
                continue
            for number, rest in wanted.get(fold(word[0]), ()):
                end = _end_of(rest, text, word.end(), fold)
                if end is not None:
                    found.append(Match(word.start(), end, number))
                    done = end
                    break
        return found

    return found_in


def _beginning(word: str, analyzer: str) -> str:
    """What every word begins with, in any case, that is compared as ``word``; empty if that has accents.

    An English stem is its word's beginning, but for a last letter ("ferri" of "ferries" and "ferry") or two
    ("die" of "dying").
    """
    if not word.isascii():
        return ""
    return (word[:-2] or word[0]) if analyzer == ENGLISH and word[-1] in ALTERED else word


def _hint(beginnings: Iterable[str]) -> re.Pattern[str]:
    """A pattern that is found, quickly, wherever a word may have one of the beginnings.

    That is where one stands, and at every letter that is not ASCII: an accent may have been folded.
    """
    some = [each for each in beginnings if each]
    letters = "".join({letter for each in some for letter in (each[0], each[0].upper())})
    rest = "|".join(f"(?<={each[0]}){each[1:]}" for each in some)
    return re.compile(f"[{letters}{ACCENTED}](?:(?<=[{ACCENTED}])|(?i:{rest}))" if some else f"[{ACCENTED}]")


def _word_at(text: str, place: int) -> re.Match[str] | None:
    """The word that begins at a place or, where that is an accented letter, that it is in."""
    if place and text[place - 1].isalnum():
        if text[place].isascii():
            return None
        while place and text[place - 1].isalnum():
            place -= 1
    return _WORD.match(text, place)


def _end_of(words: Iterable[str], text: str, place: int, fold: Callable[[str], str]) -> int | None:
    """Where the words end that follow a place, if they are these."""
    for wanted in words:
        word = _WORD.search(text, place)
        if word is None or fold(word[0]) != wanted:
            return None
        place = word.end()
    return place
