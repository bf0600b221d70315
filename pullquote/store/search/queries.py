"""What somebody typed into a search box, as units to be found, each in all its spellings.

Any text is a query: words and, in quotation marks, phrases. Everything else in it separates words. A word that falls
into several ("north-korean", "o'clock", "2024-10") is a phrase of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from pullquote.store.search.characters import is_unspaced
from pullquote.store.search.word_folding import compounds, folded, joined_number, words_of

MAX_QUERY_CHARACTERS = 1_000
"""Of a query that are read: four times what search boxes take."""
MAX_QUERY_WORDS = 32
"""Words of a query that are searched for; each costs a look-up in every field."""
MAX_WORD_BYTES = 60
"""Longer words are not indexed: they are addresses and encoded data."""
KNOWN_WORDS = 65_536
"""Words whose stems are remembered: the vocabulary of a large newspaper, about 10 MB."""
KNOWN_NAMES = 4_096
"""Names whose words are remembered: those of people and organizations stand at each of their quotes. About 1 MB."""
JOINED_WORDS = 3
"""Words that stand apart in a query and may be one: mother in law."""
NUMBER_GROUPS = 5
"""Groups of digits in which a query may have a number."""

APOSTROPHE_LETTERS = frozenset("aidmst")
"""What stands alone before a space in English: as a word, or behind an apostrophe."""
LONGEST_SPLIT_NUMBER = 7
"""Digits of a number that has more than two groups of three."""
REMEMBERED_SPLITS = 4_096
"""Words of queries of which it is remembered what they may be in two words; each takes some 2 KB."""

_UNIT = re.compile(r'"([^"]*)"?|([^\s"]+)')
_QUOTATION_MARKS = dict.fromkeys(map(ord, "“”„‟«»＂"), '"')

ENGLISH = "english"
PLAIN = "plain"
WORDS = "words"
"""The tokenizer of the index, which splits at spaces: it gets words that are ready to be compared."""
_STEM = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("english")).build()
_STOP_WORDS = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stopword("english")).build()


class _Stems(dict[str, str]):
    """The English stems of folded words; nothing for those that are never found."""

    def __missing__(self, word: str) -> str:
        if len(self) >= KNOWN_WORDS:
            self.clear()
        stem = self[word] = "".join(_STEM.analyze(word)) if len(word.encode()) <= MAX_WORD_BYTES else ""
        return stem


class _PlainWords(dict[str, str]):
    """Folded words as they are; nothing for those that are never found."""

    def __missing__(self, word: str) -> str:
        return word if len(word.encode()) <= MAX_WORD_BYTES else ""


STEMMERS: dict[str, dict[str, str]] = {ENGLISH: _Stems(), PLAIN: _PlainWords()}
"""How folded words are compared: in prose by their English stems, in names as they are."""
SPACES: TextAnalyzer = TextAnalyzerBuilder(Tokenizer.whitespace()).build()
"""What is registered as :data:`WORDS`."""


def english(word: str) -> str:
    """A folded word as :data:`ENGLISH` compares it; empty when it is never found."""
    return STEMMERS[ENGLISH][word]


def is_stop_word(word: str) -> bool:
    """Whether nearly every English sentence has a word."""
    return not _STOP_WORDS.analyze(word)


def indexed(text: str, analyzer: str) -> Iterable[str]:
    """The words of a text as Tantivy gets them, and then each of its compounds as one word."""
    return _of_name(text) if analyzer == PLAIN else _indexed(text, analyzer)


@lru_cache(KNOWN_NAMES)
def _of_name(text: str) -> tuple[str, ...]:
    return tuple(_indexed(text, PLAIN))


def _indexed(text: str, analyzer: str) -> Iterator[str]:
    prepared, stem = folded(text), STEMMERS[analyzer].__getitem__
    yield " ".join(map(stem, words_of(prepared)))
    for compound in compounds(prepared):
        if joined := stem(compound.joined):
            yield joined


@dataclass(frozen=True)
class Unit:
    """A word, or several in a row, that must be found: folded, and as compared by :data:`ENGLISH`.

    ``others`` are other spellings of the same: with words joined that may be written as one.
    """

    english: tuple[str, ...]
    plain: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def is_meaningful(self) -> bool:
        """Whether it is more than a word that nearly every English sentence has."""
        return len(self.plain) > 1 or not is_stop_word(self.plain[0])

    def words(self, analyzer: str) -> tuple[str, ...]:
        """The words as an analyzer compares them."""
        return self.english if analyzer == ENGLISH else self.plain

    def spellings(self, analyzer: str) -> list[tuple[str, ...]]:
        """All spellings as an analyzer compares them, the unit's own first."""
        stem = STEMMERS[analyzer]
        return [self.words(analyzer), *(tuple([stem[word] for word in words]) for words in self.others)]


def parse(query: str) -> tuple[Unit, ...]:
    """The units of a query, none when it has no words.

    Words that nearly every English sentence has are left out where others remain, except in a phrase.
    """
    return _parse(query[:MAX_QUERY_CHARACTERS])


@lru_cache(maxsize=256)
def _parse(query: str) -> tuple[Unit, ...]:
    found: list[tuple[str, ...]] = []
    others: list[list[tuple[str, ...]]] = []
    left = MAX_QUERY_WORDS
    for phrase, word in _UNIT.findall(query.translate(_QUOTATION_MARKS)):
        text = folded(phrase or word)
        plain = tuple([each for each in words_of(text) if english(each)][:left])
        if plain:
            left -= len(plain)
            found.append(plain)
            others.append([*_with_compounds(text, plain), *_with_one_joined(plain)])
    _join_neighbours(found, others)
    spellings: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for plain, more in zip(found, others, strict=True):
        spellings.setdefault(plain, {}).update(dict.fromkeys(more))
    units = [Unit(tuple(map(english, plain)), plain, tuple(more)) for plain, more in spellings.items()]
    return tuple([unit for unit in units if unit.is_meaningful]) or tuple(units)


def _with_compounds(text: str, plain: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of a folded text with its compounds joined."""
    joined, done = [], 0
    for compound in compounds(text):
        if compound.start >= done:
            joined += [text[done : compound.start], compound.joined]
            done = compound.end
    spelled = tuple(words_of(" ".join([*joined, text[done:]])))
    if spelled != plain and all(map(english, spelled)):
        yield spelled


def _with_one_joined(plain: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of a phrase with two neighbours joined."""
    for start, pair in enumerate(pairwise(plain)):
        joined = _joined(pair)
        if joined and len(plain) > 1:
            yield (*plain[:start], joined, *plain[start + 2 :])


def _join_neighbours(units: Sequence[tuple[str, ...]], others: Sequence[list[tuple[str, ...]]]) -> None:
    """Add to each word of a query what it is joined with those beside it: "e mail" may be "email"."""
    for start, first in enumerate(units):
        for end in range(start + 2, min(len(units), start + NUMBER_GROUPS) + 1):
            together = [word for unit in units[start:end] for word in unit]
            if len(together) > end - start or (end > start + JOINED_WORDS and not first[0].isdigit()):
                break
            if joined := _joined(together):
                for more in others[start:end]:
                    more.append((joined,))


def _joined(words: Sequence[str]) -> str | None:
    """Neighbours as one word, where they can be: a number is so only in groups."""
    if is_unspaced(words[0][0]):
        return None
    if all(word.isdigit() for word in words):
        return joined_number(" ".join(words))
    joined = "".join(words)
    return joined if english(joined) else None


@lru_cache(maxsize=REMEMBERED_SPLITS)
def splits(word: str) -> tuple[tuple[str, str], ...]:
    """The pairs of words that a word may be written as: "wellbeing" is "well being", and "1200" is "1 200"."""
    if word.isdigit():
        return ((word[:-3], word[-3:]),) if 3 < len(word) < LONGEST_SPLIT_NUMBER else ()
    if is_unspaced(word[0]):
        return ()
    pairs = [(word[:place], word[place:]) for place in range(1, len(word) - 1)]
    return tuple(
        [pair for pair in pairs if pair[0] not in APOSTROPHE_LETTERS and not any(map(is_stop_word, pair))]
    )
