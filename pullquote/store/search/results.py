"""The results of a query in all shards of the text index, fetched as far as they are needed."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from pyroaring import BitMap
from tantivy import DocAddress, Query

from pullquote.store.search.fields import NUMBER
from pullquote.store.search.ranking import MORE, RankedResult
from pullquote.store.search.text_index.documents import SEGMENTS, Divided, Documents, Segment
from pullquote.store.search.text_index.shards import Shard
from pullquote.store.search.text_index.writing import STRIDE

SCORE_STEPS = 10_000
"""Scores are compared in ten-thousandths: coarser than what the order of additions can change."""
FIRST_RESULTS = 64
"""Results that are fetched at first: a page, and its ties."""
FIRST_PAGE = 11
"""Results that are put in order at least: a page of ten, and whether there are more."""
FEWEST_RESULTS = 16
"""Results that are fetched from each shard at least."""
HEAVY_RESULTS = 20_000
"""Results that take some 3 MB: they are not kept longer than they are needed."""
LAST = 1
"""What comes after all negated scores."""


@dataclass(frozen=True)
class Built:
    """The documents of an index, its shards, the documents' numbers by segment and position in it, and the ids of what was
    edited."""

    documents: Documents
    shards: tuple[Shard, ...]
    numbers: tuple[array[int], ...]
    edited: AbstractSet[str] = frozenset()

    @property
    def divided(self) -> Divided:
        """What the documents are divided into."""
        return self.segments, self.numbers

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The segments of all shards."""
        return tuple(chain.from_iterable([shard.segments for shard in self.shards]))

    def number(self, shard: int, within: int) -> int:
        """The number of a document by the number that its shard knows."""
        segment, position = divmod(within, STRIDE)
        if deleted := self.shards[shard].deleted:
            position -= bisect_right(deleted.get(segment, ()), position)
        return self.numbers[shard * SEGMENTS + segment][position]


@dataclass(frozen=True)
class ShardResults:
    """The first results of one shard: their negated scores in steps, and where they are; and how many it has."""

    steps: list[int]
    addresses: list[DocAddress]
    count: int

    @property
    def is_complete(self) -> bool:
        """Whether these are all."""
        return len(self.steps) == self.count


@dataclass(frozen=True)
class FirstResults:
    """The first results of a query, whether those are all, and how many there are, if that was asked."""

    results: list[RankedResult]
    is_complete: bool
    count: int | None


NOTHING = FirstResults([], is_complete=False, count=None)


class TantivyResults:
    """The documents that a query finds (:class:`~pullquote.store.search.ranking.SearchResults`).

    They are in the order of relevance: by score, in steps of 1 / :data:`SCORE_STEPS`, then by id.
    """

    def __init__(
        self,
        built: Built,
        queries: Callable[[], Mapping[int, Query]],
        first: FirstResults = NOTHING,
        on_heavy: Callable[[], object] = lambda: None,
    ) -> None:
        """``queries`` are made when more than the ``first`` results are needed, by the numbers of those shards that
        can have any; ``on_heavy`` is called when many were fetched.
        """
        self._built = built
        self._make_queries = queries
        self._on_heavy = on_heavy
        self._by_shard: Mapping[int, ShardResults] = {}
        self._fetched = first.results, first.is_complete
        self._count = first.count
        self._numbers: BitMap | None = None
        self._positions: dict[int, int] = {}

    @cached_property
    def _queries(self) -> Mapping[int, Query]:
        return self._make_queries()

    @property
    def first(self) -> FirstResults:
        """The first of those that were fetched so far."""
        results, complete = self._fetched
        return FirstResults(results[:FIRST_RESULTS], complete and len(results) <= FIRST_RESULTS, self._count)

    def top(self, count: int) -> tuple[list[RankedResult], bool]:
        """At least ``count`` of the most relevant results (or all), and whether those are all."""
        results, complete = self._fetched
        if not complete and len(results) < count:
            # Whoever asks whether there are any goes on to ask for a page.
            results, complete = self._fetched = self._fetch_more(max(count, FIRST_PAGE))
        return results, complete

    def _fetch_more(self, count: int) -> tuple[list[RankedResult], bool]:
        found, last = self._fetch(count)
        results = [
            result
            for shard, each in found.items()
            for result in self._identified(shard, each, bisect_right(each.steps, last))
        ]
        complete = len(results) == self._count
        self._by_shard = {} if complete else found
        return sorted(results), complete

    def _fetch(self, count: int) -> tuple[Mapping[int, ShardResults], int]:
        """What is found with all results that come before result number ``count`` or tie with it, and its step."""
        found = dict(self._by_shard)
        short = [shard for shard in self._queries if shard not in found]
        limit = max(FEWEST_RESULTS, max(FIRST_RESULTS, 2 * count) // max(1, len(self._queries)))
        while True:
            for shard in short:
                known = len(found[shard].steps) if shard in found else 0
                found[shard] = self._fetch_from(shard, max(limit, known * MORE))
            steps = sorted(chain.from_iterable([each.steps for each in found.values()]))
            last = steps[count - 1] if len(steps) >= count else LAST
            # Others may tie with the last that was fetched of a shard, and come before it by their ids.
            short = [
                shard for shard, each in found.items() if not each.is_complete and each.steps[-1] <= last
            ]
            if not short:
                if len(steps) > HEAVY_RESULTS:
                    self._on_heavy()
                self._count = sum([each.count for each in found.values()])
                return found, last

    def _fetch_from(self, shard: int, limit: int) -> ShardResults:
        searched = self._built.shards[shard]
        found = searched.searcher.search(self._queries[shard], min(limit, searched.size))
        return ShardResults(
            [-round(score * SCORE_STEPS) for score, _ in found.hits],
            [address for _, address in found.hits],
            found.count,  # type: ignore[attr-defined]  # the stubs leave it out
        )

    def _identified(self, shard: int, found: ShardResults, count: int) -> Iterator[RankedResult]:
        if not count:
            return
        within = self._built.shards[shard].numbers(found.addresses[:count])
        for step, each in zip(found.steps, within, strict=False):
            number = self._built.number(shard, each)
            yield step, self._built.documents[number].id, number

    def position(self, number: int) -> int | None:
        """The position of a document among the results; None when it is none of them."""
        wanted = 1
        while True:
            results, complete = self.top(wanted)
            if len(self._positions) != len(results):
                self._positions = {result[2]: position for position, result in enumerate(results)}
            position = self._positions.get(number)
            if position is not None or complete:
                return position
            wanted = len(results) * MORE

    def count(self) -> int:
        """How many there are."""
        if self._count is None:
            self._by_shard, _ = self._fetch(1)
        return self._count or 0

    def numbers(self) -> BitMap:
        """The numbers of all of them."""
        if self._numbers is None:
            self._numbers = BitMap(array("I", self._all()))
        return self._numbers

    def _all(self) -> Iterator[int]:
        for shard, query in self._queries.items():
            searcher, size = self._built.shards[shard].searcher, self._built.shards[shard].size
            found = searcher.search(query, size, count=False, order_by_field=NUMBER).hits
            yield from [self._built.number(shard, within) for within, _ in found]
