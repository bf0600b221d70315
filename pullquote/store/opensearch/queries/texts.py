"""Words to be found, as queries: the same words in the same spellings as in memory.

The documents have their words as :func:`~pullquote.store.search.queries.indexed` writes them, folded and stemmed, so
that what is found does not depend on an analyser of the cluster. Scores are the cluster's BM25.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from pullquote.store.opensearch.queries.searches import NOTHING, Json, all_of, any_of
from pullquote.store.search.fields import TextField
from pullquote.store.search.names import MAX_WORDS, words_in_name
from pullquote.store.search.queries import STEMMERS, Unit, parse, splits
from pullquote.store.search.text_search import TIE_BREAKER
from pullquote.store.search.word_folding import folded

MAX_CLAUSES = 450
"""Words and phrases of one text at most: the cluster refuses queries of more than 1,024 in all
(``indices.query.bool.max_clause_count``), and a filter may have two texts, one of them excluded. Rarer spellings of a
very long text are left out."""
NAMES = "name_beginnings"
HEADLINES = "headline_beginnings"
"""The fields with what words of names and of headlines begin with."""


def words_field(index: str) -> str:
    """The field of documents that has the words of a :class:`~pullquote.store.search.fields.TextField`."""
    return f"words_{index}"


def with_words(text: str, fields: Sequence[TextField], *, any_word: bool = False) -> Json:
    """The documents that have all words of ``text``, or any, each in any of the fields."""
    units = parse(text)
    if not units or not fields:
        return NOTHING
    indexed = {field.index: field for field in fields}.values()
    each = max(len(indexed), MAX_CLAUSES // len(units))
    found: list[Json] = [
        {"dis_max": {"tie_breaker": TIE_BREAKER, "queries": list(islice(_spelled(unit, indexed), each))}}
        for unit in units
    ]
    if len(found) == 1:
        return found[0]
    return {"bool": {"should": found, "minimum_should_match": 1} if any_word else {"must": found}}


def _spelled(unit: Unit, fields: Iterable[TextField]) -> Iterator[Json]:
    """The unit in every field; then in its other spellings, the likelier ones first."""
    spellings = [(field, [*unit.spellings(field.analyzer), *_in_parts(unit, field)]) for field in fields]
    for number in range(max(len(each) for _, each in spellings)):
        for field, each in spellings:
            if number < len(each) and all(each[number]):
                yield _in_field(field, each[number])


def _in_parts(unit: Unit, field: TextField) -> Iterator[tuple[str, ...]]:
    """The unit with one of its words in two parts."""
    stem = STEMMERS[field.analyzer]
    words = [stem[word] for word in unit.plain]
    for place, word in enumerate(unit.plain):
        for head, tail in splits(word):
            yield (*words[:place], stem[head], stem[tail], *words[place + 1 :])


def _in_field(field: TextField, words: Sequence[str]) -> Json:
    name = words_field(field.index)
    if len(words) == 1:
        return {"term": {name: {"value": words[0], "boost": field.boost}}}
    return {"match_phrase": {name: {"query": " ".join(words), "boost": field.boost}}}


def beginning(text: str, field: str = NAMES) -> Json:
    """The documents with a name (or headline) in which every word of ``text`` begins a word; no words find nothing."""
    words = list(words_in_name(folded(text)))[:MAX_WORDS]
    spellings = [[word] for word in words]
    for place, pair in enumerate(pairwise(words)):  # "e mail" may be "email"
        spellings[place].append("".join(pair))
        spellings[place + 1].append("".join(pair))
    if not words:
        return NOTHING
    return all_of(any_of({"prefix": {field: {"value": word}}} for word in each) for each in spellings)
