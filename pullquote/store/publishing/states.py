"""What is on the cluster already: of an edition, and of what a publisher wrote for the next one and did not finish."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pullquote.store.newsroom.changes import StoryState
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.mappings import ENTITIES, LIVING, QUOTES, STORIES, IndexNames
from pullquote.store.publishing.errors import NotPublished

PAGE = 5_000
"""Documents that are read at a time; the engine gives 10,000 at most."""
BUCKETS = 5_000
"""Entities that are counted at a time."""
READ_SECONDS = 60.0
REFRESH_SECONDS = 300.0
"""How long reading and refreshing may take after a million documents were written."""
Query = dict[str, Any]


class InCluster(NamedTuple):
    """A document on the cluster: its own id, the hash of what it says, and what is added up of it."""

    document: str
    hash: str
    check: int


class StoryInCluster(NamedTuple):
    """A story on the cluster with its quotes: ``hash`` is over all of them, ``state`` is for the change feed."""

    document: str
    hash: str
    check: int
    quotes: int
    quotes_check: int
    subjects: tuple[str, ...]
    state: StoryState


@dataclass(frozen=True)
class Totals:
    """How many documents there are, and the sum of what is added up of them."""

    count: int = 0
    check: int = 0

    def plus(self, count: int, check: int) -> Totals:
        """With some more, or fewer."""
        return Totals(self.count + count, self.check + check)


def of_edition(edition: int) -> list[Query]:
    """What documents of an edition are, as filters."""
    return [{"range": {"from_edition": {"lte": edition}}}, {"range": {"to_edition": {"gt": edition}}}]


def after_edition(edition: int) -> list[Query]:
    """What documents are that were written for the next edition."""
    return [{"range": {"from_edition": {"gt": edition}}}]


def ended_after(edition: int) -> list[Query]:
    """What documents of an edition are that end with the next one."""
    return [*of_edition(edition), {"range": {"to_edition": {"lt": LIVING}}}]


def between(field: str, above: str | None, upto: str | None) -> Query:
    """Documents by the range of a keyword: above one and not above another; None is open."""
    bounds = {name: text for name, text in (("gt", above), ("lte", upto)) if text is not None}
    return {"range": {field: bounds}} if bounds else {"match_all": {}}


class AudienceReader:
    """Reads what there is of one audience."""

    def __init__(self, client: ClusterClient, names: IndexNames, audience: str) -> None:
        self.client = client
        self.audience = audience
        self.stories = names.of(audience, STORIES)
        self.quotes = names.of(audience, QUOTES)
        self.entities = names.of(audience, ENTITIES)

    async def stories_where(self, filters: Iterable[Query]) -> dict[str, StoryInCluster]:
        """Stories by their ids."""
        fields = [
            "id",
            "slug",
            "whole_hash",
            "check",
            "quotes_check",
            "sort_quote_count",
            "subjects",
            "digest",
            "modified",
        ]
        found = {}
        async for hit in self.hits(self.stories, filters, [*fields, "quote_ids"]):
            source = hit["_source"]
            state = StoryState(
                source["id"],
                source["slug"],
                source["digest"],
                source.get("modified", ""),
                tuple(source.get("quote_ids", ())),
            )
            found[state.id] = StoryInCluster(
                hit["_id"],
                source["whole_hash"],
                source["check"],
                -source["sort_quote_count"],
                source["quotes_check"],
                tuple(source.get("subjects", ())),
                state,
            )
        return found

    async def documents_where(self, index: str, filters: Iterable[Query]) -> dict[str, InCluster]:
        """Quotes or entities by their ids."""
        found = {}
        async for hit in self.hits(index, filters, ["id", "hash", "check"]):
            source = hit["_source"]
            found[source["id"]] = InCluster(hit["_id"], source["hash"], source["check"])
        return found

    async def hits(
        self, index: str, filters: Iterable[Query], fields: Collection[str]
    ) -> AsyncIterator[dict[str, Any]]:
        """All documents of an index that pass all filters."""
        body: dict[str, Any] = {
            "size": PAGE,
            "query": {"bool": {"filter": list(filters)}},
            "sort": [{"id": "asc"}, {"from_edition": "asc"}],
            "_source": list(fields) or False,
            "track_total_hits": False,
        }
        while True:
            hits = (await self.search(index, body))["hits"]["hits"]
            for hit in hits:
                yield hit
            if len(hits) < PAGE:
                return
            body["search_after"] = hits[-1]["sort"]

    async def totals(self, index: str, edition: int) -> Totals:
        """How many documents an edition has, and the sum of what is added up of them."""
        body = {
            "size": 0,
            "track_total_hits": True,
            "query": {"bool": {"filter": of_edition(edition)}},
            "aggs": {"check": {"sum": {"field": "check"}}},
        }
        found = await self.search(index, body)
        return Totals(found["hits"]["total"]["value"], round(found["aggregations"]["check"]["value"]))

    async def counts(
        self, index: str, edition: int, subjects: Collection[str] | None
    ) -> dict[str, tuple[int, int | None]]:
        """In how many stories or quotes of an edition subjects are (all, if that is None), and the least key by which
        these stories are ordered, which is the latest."""
        found: dict[str, tuple[int, int | None]] = {}
        source = {"subject": {"terms": {"field": "subjects"}}}
        latest = {"latest": {"min": {"field": "sort_latest_date"}}} if index == self.stories else {}
        filters = of_edition(edition)
        if subjects is not None:
            filters.append({"terms": {"subjects": sorted(subjects)}})
        composite: dict[str, Any] = {"size": BUCKETS, "sources": [source]}
        body = {
            "size": 0,
            "track_total_hits": False,
            "query": {"bool": {"filter": filters}},
            "aggs": {"subjects": {"composite": composite, "aggs": latest}},
        }
        while True:
            answer = (await self.search(index, body))["aggregations"]["subjects"]
            for bucket in answer["buckets"]:
                value = bucket.get("latest", {}).get("value")
                key = None if value is None else round(value)
                found[bucket["key"]["subject"]] = (bucket["doc_count"], key)
            if len(answer["buckets"]) < BUCKETS:
                return found
            composite["after"] = answer["after_key"]

    async def search(self, index: str, body: Mapping[str, Any]) -> Any:
        """The answer of all shards. Raises NotPublished where one is missing."""
        params = {"allow_partial_search_results": "false"}
        answer = await self.client.request(
            "POST", f"/{index}/_search", body, params=params, seconds=READ_SECONDS
        )
        if answer["_shards"]["failed"] or answer["timed_out"]:
            raise NotPublished(f"a part of {index} on {self.client.address} does not answer")
        return answer

    async def refresh(self, *indices: str) -> None:
        """Make everything that was written findable, in every copy."""
        path = f"/{','.join(indices or (self.stories, self.quotes, self.entities))}/_refresh"
        answer = await self.client.request("POST", path, seconds=REFRESH_SECONDS)
        if answer["_shards"]["failed"]:
            raise NotPublished(f"a part of {path} on {self.client.address} does not answer")

    async def documents_of(self, index: str, filters: Iterable[Query]) -> list[str]:
        """The own ids of documents."""
        return [hit["_id"] async for hit in self.hits(index, filters, [])]

    async def has_any(self, index: str, filters: Iterable[Query]) -> bool:
        """Whether there are documents that pass all filters."""
        body = {
            "size": 1,
            "query": {"bool": {"filter": list(filters)}},
            "_source": False,
            "track_total_hits": False,
        }
        return bool((await self.search(index, body))["hits"]["hits"])

    async def delete(self, index: str, filters: Iterable[Query]) -> int:
        """Delete the documents that pass all filters; how many there were."""
        params = {"conflicts": "proceed", "refresh": "true"}
        body = {"query": {"bool": {"filter": list(filters)}}}
        answer = await self.client.request(
            "POST", f"/{index}/_delete_by_query", body, params=params, seconds=REFRESH_SECONDS
        )
        return int(answer["deleted"])
