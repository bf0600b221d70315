"""What was probably meant by words of a query that no document has: the nearest words that one has.

The candidates are words of the documents that the cluster gives for a fuzzy query; they are compared as those of
:mod:`~pullquote.store.search.suggestions.corrections` are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pullquote.store.opensearch.queries.searches import (
    Json,
    Search,
    Steps,
    any_of,
    hits_of,
    looking,
    search,
    term,
)
from pullquote.store.opensearch.queries.texts import words_field
from pullquote.store.opensearch.reading.record_cache import ANY, RecordCache
from pullquote.store.search.fields import FIELDS, TextField
from pullquote.store.search.queries import STEMMERS, is_stop_word
from pullquote.store.search.suggestions.corrections import (
    SAMPLED_DOCUMENTS,
    corrigible,
    distances,
    edit_distance,
    near,
    with_corrections,
)

MOST_CANDIDATES = 20
"""Words of which it is counted how many documents have each, for one that is corrected."""


def corrected(
    query: str, fields: Sequence[TextField], indices: tuple[str, ...], records: RecordCache
) -> Steps[str | None]:
    """The query with each word that none of ``fields`` has replaced by the nearest that one has; None where there is
    nothing to replace, or nothing near."""
    words = [word for word in dict.fromkeys(corrigible(query)) if not is_stop_word(word)]
    indexed = list({field.index: field for field in fields}.values())
    if not words or not indexed:
        return None
    answers = yield from search(*[Search(indices, looking(_with(word, indexed))) for word in words])
    unknown = [
        word for word, answer in zip(words, answers, strict=True) if not answer["hits"]["total"]["value"]
    ]
    nearest: dict[str, str | None] = dict.fromkeys(words)
    for word in unknown:
        nearest[word] = yield from _nearest(word, indexed, indices, records)
    return with_corrections(query, nearest)


def _with(word: str, fields: Iterable[TextField]) -> Json:
    return any_of(term(words_field(field.index), STEMMERS[field.analyzer][word]) for field in fields)


def _nearest(
    word: str, fields: Sequence[TextField], indices: tuple[str, ...], records: RecordCache
) -> Steps[str | None]:
    for distance in distances(word):
        fuzzy = any_of(
            {
                "fuzzy": {
                    words_field(field.index): {"value": STEMMERS[field.analyzer][word], "fuzziness": distance}
                }
            }
            for field in fields
        )
        body = {"size": SAMPLED_DOCUMENTS, "track_total_hits": False, "query": fuzzy, "_source": ANY}
        (answer,) = yield from search(Search(indices, body))
        found = yield from records.of_any(hits_of(answer))
        candidates = _candidates(word, found, fields, distance)
        if candidates:
            frequencies = yield from _frequencies(candidates, fields, indices)
            return min(candidates, key=lambda each: (edit_distance(word, each), -frequencies[each], each))
    return None


def _candidates(word: str, found: Iterable[Any], fields: Sequence[TextField], distance: int) -> list[str]:
    indexed = {field.index for field in fields}
    candidates = {
        candidate
        for record in found
        for field in FIELDS.by_type[type(record)]
        if field.index in indexed
        for text in filter(None, field.texts(record))
        for candidate in near(word, text, field.analyzer, distance)
    }
    return sorted(candidates, key=lambda each: (edit_distance(word, each), each))[:MOST_CANDIDATES]


def _frequencies(
    candidates: Sequence[str], fields: Iterable[TextField], indices: tuple[str, ...]
) -> Steps[Mapping[str, int]]:
    """How many fields of documents have each of some words."""
    aggregations = {
        f"{number} {field.index}": {
            "filter": term(words_field(field.index), STEMMERS[field.analyzer][candidate])
        }
        for number, candidate in enumerate(candidates)
        for field in fields
    }
    (answer,) = yield from search(
        Search(indices, {"size": 0, "query": {"match_all": {}}, "aggs": aggregations})
    )
    counts = dict.fromkeys(candidates, 0)
    for name, found in answer["aggregations"].items():
        counts[candidates[int(name.split(" ")[0])]] += found["doc_count"]
    return counts
