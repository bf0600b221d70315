"""Trips to the cluster: what is needed at the same time is one request, and its answers are whole or none.

https://docs.opensearch.org/latest/api-reference/search-apis/multi-search/
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

import orjson

from pullquote.store.model.errors import StoreUnavailable
from pullquote.store.model.kinds import Kinds
from pullquote.store.model.snapshots.questions import STORIES
from pullquote.store.model.snapshots.remote import EditionKey
from pullquote.store.opensearch.client import ClusterClient, ClusterRefused, blocked, is_blocked
from pullquote.store.opensearch.mappings import IndexNames
from pullquote.store.opensearch.queries.criteria import ENTITIES
from pullquote.store.opensearch.queries.joining import answers_of, joined
from pullquote.store.opensearch.queries.searches import (
    EVERYTHING,
    Need,
    Search,
    SearchAnswer,
    Steps,
    Wanted,
    hits_of,
    in_edition,
    terms,
)
from pullquote.store.opensearch.reading.record_cache import RECORD, RecordCache

R = TypeVar("R")
TRIES = 3
"""Of a trip of which a part was not answered, because a shard was just moving: all of it is asked again."""
PAUSE_SECONDS = 0.1
"""Before the second try; twice as long before the third."""
RECORDS_A_SEARCH = 1_000
"""Records that are asked for by their ids in one search."""
TOO_BUSY, NOT_FOUND, FAILED = 429, 404, 500
"""Statuses of HTTP, the last one and those above it."""


class Trips:
    """Asks the cluster on behalf of steps (:mod:`~pullquote.store.opensearch.queries.searches`)."""

    def __init__(self, client: ClusterClient, names: IndexNames, kinds: Kinds, node_seconds: float) -> None:
        self._client = client
        self._node_seconds = node_seconds
        self._names = names
        self._records = RecordCache(kinds)
        self.count = 0
        """How often the cluster was asked."""

    async def run(self, steps: Steps[R], edition: EditionKey, deadline: float) -> R:
        """What steps find; each of their needs is a trip. ``deadline`` is on the clock of the event loop.

        Raises StoreUnavailable.
        """
        answers: Sequence[SearchAnswer] | None = None
        while True:
            try:
                needs = steps.send(answers)
            except StopIteration as end:
                found: R = end.value
                return found
            answers = await self._answers(needs, edition, deadline)

    async def _answers(
        self, needs: Sequence[Need], edition: EditionKey, deadline: float
    ) -> Sequence[SearchAnswer]:
        """The answers to all needs; the same search is asked once."""
        ids = sorted({identity for need in needs if isinstance(need, Wanted) for identity in need.ids})
        by_ids = list(_by_ids(ids, self._records))
        searches = [*(need for need in needs if isinstance(need, Search)), *by_ids]
        if not searches:
            return []
        wholes, of_each = joined(searches)
        lines = [self._lines(whole.search, edition) for whole in wholes]
        found = dict(zip(map(id, wholes), await self._asked(lines, deadline), strict=True))
        answers = answers_of(searches, of_each, found)
        own = iter(answers)
        documents: dict[str, Any] = {}
        answered = len(searches) - len(by_ids)
        for answer in answers[answered:]:
            documents |= {hit["_source"]["id"]: hit for hit in hits_of(answer)}
        return [next(own) if isinstance(need, Search) else documents for need in needs]

    async def _asked(self, lines: Sequence[bytes], deadline: float) -> Sequence[SearchAnswer]:
        """The cluster's answers to searches, each whole."""
        loop = asyncio.get_running_loop()
        for number in range(TRIES):
            await asyncio.sleep(PAUSE_SECONDS * number)
            try:
                async with asyncio.timeout_at(deadline):
                    return await self._asked_once(lines, deadline - loop.time())
            except TimeoutError:
                break
            except StoreUnavailable as error:
                if error.reason != "incomplete" or number == TRIES - 1:
                    raise
        raise StoreUnavailable(f"{self._client.address} did not answer in time", "timeout")

    async def _asked_once(self, lines: Sequence[bytes], seconds: float) -> Sequence[SearchAnswer]:
        self.count += 1
        try:
            body = b"".join(lines)
            got = await self._client.request(
                "POST", "/_msearch", body, seconds=max(0.001, min(seconds, self._node_seconds))
            )
        except ClusterRefused as error:
            if error.is_missing:
                raise StoreUnavailable(
                    f"an edition on {self._client.address} is gone: {error}", "gone"
                ) from error
            raise
        answers: list[SearchAnswer] = got["responses"]
        for answer in answers:
            self._check(answer)
        return answers

    def _check(self, answer: SearchAnswer) -> None:
        """Refuse an answer that is not whole."""
        address = self._client.address
        error = answer.get("error")
        if error is not None:
            status, reason = answer.get("status", FAILED), _cause(error)
            if is_blocked(error.get("type"), status):
                raise blocked(address, reason)
            if status == TOO_BUSY:
                raise StoreUnavailable(f"{address} is busy: {reason}", "busy")
            if status == NOT_FOUND:
                raise StoreUnavailable(f"an edition on {address} is gone: {reason}", "gone")
            if status >= FAILED:
                raise StoreUnavailable(f"{address} cannot answer whole: {reason}", "incomplete")
            raise ClusterRefused(status, error.get("type", ""), reason)
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise StoreUnavailable(f"{address} cannot answer whole: {answer['_shards']}", "incomplete")

    def _lines(self, search: Search, edition: EditionKey) -> bytes:
        """A search as two lines of a request: where and how, and what."""
        header: dict[str, Any] = {
            "index": [self._names.of(edition.audience, each) for each in search.indices],
            "allow_partial_search_results": False,
            "cancel_after_time_interval": f"{round(self._node_seconds * 1000)}ms",
        }
        if search.is_ranked:
            # Words are equally rare everywhere, and scores are those of the same copies for the next page.
            header |= {"search_type": "dfs_query_then_fetch", "preference": f"edition {edition.number}"}
        body = search.body
        if not search.every_edition:
            query: dict[str, Any] = {"filter": in_edition(edition.number)}
            if body["query"] != EVERYTHING:
                query.setdefault("must" if search.is_ranked else "filter", []).append(body["query"])
            body = {**body, "query": {"bool": query}}
        return orjson.dumps(header) + b"\n" + orjson.dumps(body) + b"\n"


def _cause(error: Mapping[str, Any]) -> str:
    """The reason of an error, and the first of those behind it."""
    causes = error.get("root_cause") or [error]
    return f"{error.get('reason')}: {causes[0].get('type')}: {causes[0].get('reason')}"


def _by_ids(ids: Sequence[str], records: RecordCache) -> Iterator[Search]:
    """The searches for the documents of some ids."""
    for index, some in (
        (STORIES, [each for each in ids if records.is_story(each)]),
        (ENTITIES, [each for each in ids if not records.is_story(each)]),
    ):
        for start in range(0, len(some), RECORDS_A_SEARCH):
            part = some[start : start + RECORDS_A_SEARCH]
            body = {
                "size": len(part),
                "track_total_hits": False,
                "query": terms("id", part),
                "_source": RECORD,
            }
            yield Search((index,), body)
