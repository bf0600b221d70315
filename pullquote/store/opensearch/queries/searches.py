"""Searches of a cluster: their bodies, and what is read of the answers. Many of them make one trip.

What answers questions is written as a generator: it yields what it needs, gets the answers, and returns what it found.
So everything that is asked at the same time travels together (:mod:`~pullquote.store.opensearch.reading.cluster_store`).

https://docs.opensearch.org/latest/api-reference/search-apis/multi-search/
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pullquote.store.model.errors import BadInput

Json = dict[str, Any]
"""A search, a query or a part of one, as JSON."""
R = TypeVar("R")

NOTHING: Json = {"match_none": {}}
EVERYTHING: Json = {"match_all": {}}
MAX_TERMS = 65_536
"""Values of a field that are asked for in one query: the cluster's own bound (``index.max_terms_count``)."""
MAX_HITS = 10_000
"""Documents of one search: the cluster's own bound (``index.max_result_window``)."""


@dataclass(frozen=True)
class Search:
    """A search in the documents of some collections: ``stories``, ``quotes``, ``entities``; of one edition unless
    ``every_edition``. ``is_ranked`` says that scores are compared, so that words must be equally rare everywhere."""

    indices: tuple[str, ...]
    body: Json
    is_ranked: bool = False
    every_edition: bool = False


@dataclass(frozen=True)
class Wanted:
    """RecordCache that are needed, by their ids; the cache has them afterwards."""

    ids: frozenset[str]


Need = Search | Wanted
SearchAnswer = Mapping[str, Any]
"""What the cluster says to a search."""
Steps = Generator[Sequence[Need], Sequence[SearchAnswer] | None, R]
"""What yields its needs and gets the answers, empty ones for :class:`Wanted`."""


def search(*needed: Search) -> Steps[Sequence[SearchAnswer]]:
    """The answers to some searches."""
    found = yield needed
    return found or ()


def together(*several: Steps[Any]) -> Steps[list[Any]]:
    """What several find that go on at the same time, each in the trip in which it needs something; a BadInput in the
    place of what one has refused."""
    found: list[Any] = [None] * len(several)
    waiting: dict[int, Sequence[Need]] = {}

    def go_on(number: int, answers: Sequence[SearchAnswer] | None) -> None:
        try:
            waiting[number] = several[number].send(answers)
        except StopIteration as end:
            found[number] = end.value
        except BadInput as refusal:
            found[number] = refusal

    for number in range(len(several)):
        go_on(number, None)
    while waiting:
        asked, waiting = waiting, {}
        answers = iter((yield [need for needs in asked.values() for need in needs]) or ())
        for number, needs in asked.items():
            go_on(number, [next(answers) for _ in needs])
    return found


def all_of(queries: Iterable[Json]) -> Json:
    """What all of some queries find; everything where there is none. Nothing is scored."""
    found = list(queries)
    return {"bool": {"filter": found}} if found else EVERYTHING


def any_of(queries: Iterable[Json]) -> Json:
    """What any of some queries finds; nothing where there is none."""
    found = list(queries)
    if len(found) == 1:
        return found[0]
    return {"bool": {"should": found, "minimum_should_match": 1}} if found else NOTHING


def none_of(*queries: Json) -> Json:
    """What none of some queries finds."""
    return {"bool": {"must_not": list(queries)}}


def term(field: str, value: str | int | bool) -> Json:
    """The documents that have a value."""
    return {"term": {field: {"value": value}}}


def terms(field: str, values: Iterable[str | int]) -> Json:
    """The documents that have any of some values. Raises BadInput for more than :data:`MAX_TERMS`."""
    wanted = list(dict.fromkeys(values))
    if len(wanted) > MAX_TERMS:
        raise BadInput(f"A filter has {len(wanted)} values for one field, and {MAX_TERMS} are the most.")
    if not wanted:
        return NOTHING
    return term(field, wanted[0]) if len(wanted) == 1 else {"terms": {field: wanted}}


def between(field: str, **bounds: str | int) -> Json:
    """The documents with a value within bounds: ``gt``, ``gte``, ``lt``, ``lte``."""
    return {"range": {field: bounds}}


def exists(field: str) -> Json:
    """The documents that have any value."""
    return {"exists": {"field": field}}


def in_edition(number: int) -> list[Json]:
    """The documents of an edition."""
    return [between("from_edition", lte=number), between("to_edition", gt=number)]


def hits_of(answer: SearchAnswer) -> list[Mapping[str, Any]]:
    """The documents that a search found."""
    found: list[Mapping[str, Any]] = answer["hits"]["hits"]
    return found


def count_of(answer: SearchAnswer) -> int:
    """How many documents there are, where a search counted them."""
    count: int = answer["hits"]["total"]["value"]
    return count


def counting(query: Json) -> Json:
    """The body of a search that only counts."""
    return {"size": 0, "track_total_hits": True, "query": query}


def looking(query: Json) -> Json:
    """The body of a search for whether there is anything."""
    return {"size": 0, "track_total_hits": 1, "terminate_after": 1, "query": query}


def values_of(hit: Mapping[str, Any], field: str) -> list[Any]:
    """The values of a field of a document, where a search brings it by ``docvalue_fields``."""
    found: list[Any] = hit.get("fields", {}).get(field, [])
    return found
