"""Searches that ask for the same documents, as one search: a page, its count and its facets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from pullquote.store.opensearch.queries.searches import Json, Search, SearchAnswer

OF_HITS = ("sort", "_source", "docvalue_fields", "search_after")
"""What a body says of the documents that it wants, besides how many."""


class JoinedSearch:
    """A search in the place of several; each gets its own part of the answer."""

    def __init__(self, first: Search) -> None:
        self._parts = [first]
        self._hits = first if first.body["size"] else None

    def add(self, search: Search) -> bool:
        """Take on another search for the same documents; False where that wants to see other ones of them."""
        if search.body["size"]:
            if self._hits is not None and search.body != self._hits.body:
                return False
            self._hits = self._hits or search
        self._parts.append(search)
        return True

    @property
    def search(self) -> Search:
        """The search that is made."""
        first, *others = self._parts
        is_ranked = any(part.is_ranked for part in self._parts)
        if not others:
            return first
        body: Json = {"size": 0, "query": first.body["query"]}
        if self._hits is not None:
            body["size"] = self._hits.body["size"]
            body |= {name: self._hits.body[name] for name in OF_HITS if name in self._hits.body}
        body["track_total_hits"] = _most(part.body.get("track_total_hits", False) for part in self._parts)
        aggregations = {name: each for _, name, each in self._aggregations()}
        if aggregations:
            body["aggs"] = aggregations
        return replace(first, body=body, is_ranked=is_ranked)

    def answer_to(self, search: Search, answer: SearchAnswer) -> SearchAnswer:
        """What one of the searches gets of the answer."""
        if len(self._parts) == 1:
            return answer
        own = {
            name.partition(" ")[2]: answer["aggregations"][name]
            for part, name, _ in self._aggregations()
            if part is search
        }
        return {**answer, "aggregations": own}

    def _aggregations(self) -> Iterator[tuple[Search, str, Any]]:
        for number, part in enumerate(self._parts):
            for name, aggregation in part.body.get("aggs", {}).items():
                yield part, f"{number} {name}", aggregation


def joined(searches: Sequence[Search]) -> tuple[list[JoinedSearch], list[JoinedSearch]]:
    """As few searches as answer all, and for each of those the one that it is a part of."""
    by_documents: dict[bytes, list[JoinedSearch]] = {}
    of_each = []
    for search in searches:
        group = by_documents.setdefault(_documents(search), [])
        whole = next((each for each in group if each.add(search)), None)
        if whole is None:
            whole = JoinedSearch(search)
            group.append(whole)
        of_each.append(whole)
    return [each for group in by_documents.values() for each in group], of_each


def _documents(search: Search) -> bytes:
    """What two searches for the same documents have in common."""
    return orjson.dumps([search.indices, search.every_edition, search.body["query"]])


def _most(tracked: Iterable[bool | int]) -> bool | int:
    """How far all of some searches want documents to be counted: True is all, False not at all."""
    found = list(tracked)
    return True if any(each is True for each in found) else max(found)


def answers_of(
    searches: Sequence[Search], of_each: Sequence[JoinedSearch], found: Mapping[int, SearchAnswer]
) -> list[SearchAnswer]:
    """The answer to each search, from those to the joined ones by their identity."""
    return [
        whole.answer_to(search, found[id(whole)]) for search, whole in zip(searches, of_each, strict=True)
    ]
