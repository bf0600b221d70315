"""What was probably meant by words of a query that no document has: the nearest words that one has.

Candidates come from the text index by their edit distance, as Lucene's fuzzy queries do: insertions, deletions,
substitutions, and two neighbours in the wrong order (optimal string alignment).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from tantivy import Query

from pullquote.store.model.unread import one_at_a_time
from pullquote.store.search.characters import is_unspaced
from pullquote.store.search.fields import TextField
from pullquote.store.search.queries import MAX_QUERY_CHARACTERS, STEMMERS, is_stop_word
from pullquote.store.search.results import Built
from pullquote.store.search.text_search import SearchIndex
from pullquote.store.search.word_folding import WORD, FoldedText, words

SHORTEST_WORD = 4
"""Letters of a word that is corrected: of shorter ones nearly every other word is near."""
LONG_WORD = 7
"""Letters of a word in which two mistakes are likely."""
MAX_CORRECTED_WORDS = 8
"""Words of a query that are corrected; each is looked for in every field of the index."""
SAMPLED_DOCUMENTS = 40
"""Documents of a field, over all shards, in which words that are near are read."""
REMEMBERED_WORDS = 4_096
"""Words of which an index remembers what they are corrected to."""


class Corrections:
    """Corrects queries by the words of one index, which has nothing that its readers may not see."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index
        self._known: dict[tuple[str, tuple[TextField, ...]], str | None] = {}

    def corrected(self, query: str, fields: tuple[TextField, ...]) -> str | None:
        """The query with each word that none of ``fields`` has replaced by the nearest that one has; None where
        there is nothing to replace, or nothing near."""
        return with_corrections(query, {word: self._nearest(word, fields) for word in corrigible(query)})

    def _nearest(self, word: str, fields: tuple[TextField, ...]) -> str | None:
        key = word, fields
        if key not in self._known:
            if len(self._known) >= REMEMBERED_WORDS:
                self._known.clear()
            self._known[key] = self._find(word, fields)
        return self._known[key]

    def _find(self, word: str, fields: tuple[TextField, ...]) -> str | None:
        built = self._index.build()
        if is_stop_word(word) or _frequency(built, fields, word):
            return None
        for distance in distances(word):
            candidates = Counter(self._candidates(built, fields, word, distance))
            if candidates:
                return min(
                    candidates,
                    key=lambda found: (edit_distance(word, found), -_frequency(built, fields, found), found),
                )
        return None

    def _candidates(
        self, built: Built, fields: tuple[TextField, ...], word: str, distance: int
    ) -> Iterator[str]:
        """Words of documents that are compared as something near to what the word is compared as."""
        limit = max(1, SAMPLED_DOCUMENTS // len(built.shards))
        for name, analyzer in {field.index: field.analyzer for field in fields}.items():
            stem = STEMMERS[analyzer][word]
            query = Query.fuzzy_term_query(self._index.fields.schema, name, stem, distance)
            for text in self._texts(built, query, name, limit):
                yield from near(word, text, analyzer, distance)

    def _texts(self, built: Built, query: Query, name: str, limit: int) -> Iterator[str]:
        """What some documents that a query finds have in a field of the index, ``limit`` of each shard."""
        for number, shard in enumerate(built.shards):
            found = shard.searcher.search(query, limit, count=False).hits
            for within in shard.numbers([address for _, address in found]):
                record = built.documents[built.number(number, within)]
                for each in one_at_a_time([record]):
                    for field in self._index.fields.by_type[type(each)]:
                        if field.index == name:
                            yield from filter(None, field.texts(each))


def corrigible(query: str) -> list[str]:
    """The words of a query that are corrected where no document has them."""
    found = [
        word
        for word in words(query[:MAX_QUERY_CHARACTERS])
        if len(word) >= SHORTEST_WORD and word.isalpha() and not is_unspaced(word[0])
    ]
    return found[:MAX_CORRECTED_WORDS]


def distances(word: str) -> tuple[int, ...]:
    """The edit distances in which words are looked for that may have been meant, in turn."""
    return (1, 2) if len(word) >= LONG_WORD else (1,)


def near(word: str, text: str, analyzer: str, distance: int) -> Iterator[str]:
    """The words of a text that are compared as something near to what a word is compared as."""
    stems = STEMMERS[analyzer]
    stem = stems[word]
    for found in set(words(text)):
        if is_stop_word(found) or abs(len(stems[found]) - len(stem)) > distance:
            continue
        if edit_distance(stems[found], stem) <= distance:
            yield found


def with_corrections(query: str, nearest: Mapping[str, str | None]) -> str | None:
    """A query with other words in the place of some; None where there are none."""
    text = FoldedText(query[:MAX_QUERY_CHARACTERS])
    pieces, done, left = [], 0, len(corrigible(query))
    for place in WORD.finditer(text.folded):
        word = place[0]
        if word not in nearest or not left:
            continue
        left -= 1
        if (other := nearest[word]) is not None:
            start, end = text.span(place.start(), place.end())
            pieces += [text.text[done:start], other]
            done = end
    return "".join([*pieces, text.text[done:]]) if pieces else None


def _frequency(built: Built, fields: Iterable[TextField], word: str) -> int:
    """How many fields of documents have a word."""
    indexed = {field.index: field.analyzer for field in fields}
    return sum(
        shard.frequency(name, STEMMERS[analyzer][word])
        for name, analyzer in indexed.items()
        for shard in built.shards
    )


def edit_distance(first: str, second: str) -> int:
    """The edit distance, with neighbours in the wrong order as one mistake."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for number, letter in enumerate(first, 1):
        earlier, before, row = before, row, [number]
        for place, other in enumerate(second, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != other))
            if number > 1 and place > 1 and letter == second[place - 2] and other == first[number - 2]:
                cost = min(cost, earlier[place - 2] + 1)
            row.append(cost)
    return row[-1]
