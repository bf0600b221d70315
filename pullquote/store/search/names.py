"""The search for a person, an organization or a place while the name is typed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from pyroaring import BitMap

from pullquote.store.index.bitmaps import NONE
from pullquote.store.search.characters import is_unspaced
from pullquote.store.search.word_folding import compounds, folded, words_of

MAX_WORDS = 32
"""Words of a search for a name that count: more than any name has."""


@dataclass(frozen=True)
class NameIndex:
    """Records by the words of their names."""

    words: tuple[str, ...]
    sets: tuple[BitMap, ...]

    @classmethod
    def of(cls, names: Iterable[Iterable[str]], *, joined: bool = True) -> NameIndex:
        """Index by the names of each ordinal, and with ``joined`` by their neighbouring words as one."""
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for ordinal, each in enumerate(names):
            for name in each:
                for word in beginnings(name, joined=joined):
                    groups[word].append(ordinal)
        words = sorted(groups)
        return cls(tuple(words), tuple(BitMap(groups[word]) for word in words))

    def search(self, text: str) -> BitMap:
        """The records with a name in which every word of ``text`` begins a word; no words find nothing."""
        words = list(words_in_name(folded(text)))[:MAX_WORDS]
        found = [self._begun_by(word) for word in words]
        for place, pair in enumerate(pairwise(words)):  # "e mail" may be "email"
            together = self._begun_by("".join(pair))
            found[place] |= together
            found[place + 1] |= together
        return BitMap.intersection(*found) if found else NONE

    def _begun_by(self, word: str) -> BitMap:
        low = bisect_left(self.words, word)
        high = bisect_right(self.words, word + "\U0010ffff", low)
        return NONE.union(*self.sets[low:high])


def beginnings(name: str, *, joined: bool) -> Iterator[str]:
    """What a name is found by the beginning of: its words, neighbours joined, compounds joined, and in scripts
    without spaces everything from each character on."""
    text = folded(name)
    words = list(words_in_name(text))
    for word in words:
        yield word
        if is_unspaced(word[0]):
            yield from (word[start:] for start in range(1, len(word)))
    if joined:
        yield from map("".join, pairwise(words))
    yield from (compound.joined for compound in compounds(text))


def words_in_name(text: str) -> Iterator[str]:
    """The words of a folded text; characters of scripts without spaces that follow each other are one."""
    for unspaced, words in groupby(words_of(text), lambda word: is_unspaced(word[0])):
        if unspaced:
            yield "".join(words)
        else:
            yield from words
