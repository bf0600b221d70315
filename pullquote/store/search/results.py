"""The hits of a query in all volumes of the text index, fetched as far as they are looked at."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from pyroaring import BitMap
from tantivy import DocAddress, Query

from pullquote.store.search.documents import Documents
from pullquote.store.search.fields import NUMBER
from pullquote.store.search.ranking import MORE, Hit
from pullquote.store.search.shards import SHARDS, STRIDE, Shard, Volume

SCORE_STEPS = 10_000
"""Scores are compared in ten-thousandths: coarser than what the order of additions can change."""
FIRST_HITS = 64
"""SearchResults that are fetched at first: a page, and its ties."""
FEWEST_HITS = 16
"""SearchResults that are fetched from each volume at least."""
HEAVY_HITS = 20_000
"""So many take some 3 MB: they are not kept longer than they are needed."""
LAST = 1
"""What comes after all negated scores."""


@dataclass(frozen=True)
class Built:
    """The documents of an index, its volumes, and the documents' numbers by shard and place."""

    documents: Documents
    volumes: tuple[Volume, ...]
    numbers: tuple[array[int], ...]

    @property
    def shards(self) -> tuple[Shard, ...]:
        """The shards of all volumes."""
        return tuple(chain.from_iterable([volume.shards for volume in self.volumes]))

    def number(self, volume: int, within: int) -> int:
        """The number of a document by the number that its volume knows."""
        shard, place = divmod(within, STRIDE)
        return self.numbers[volume * SHARDS + shard][place]


@dataclass(frozen=True)
class Found:
    """The first hits of one volume: their negated scores in steps, and where they are; and how many it has."""

    steps: list[int]
    addresses: list[DocAddress]
    count: int

    @property
    def is_complete(self) -> bool:
        """Whether these are all."""
        return len(self.steps) == self.count


@dataclass(frozen=True)
class First:
    """The first hits of a query, whether those are all, and how many there are, if that was asked."""

    hits: list[Hit]
    is_complete: bool
    count: int | None


NOTHING = First([], is_complete=False, count=None)


class TantivyResults:
    """The documents that a query finds (:class:`~pullquote.store.search.ranking.SearchResults`).

    They are in the order of relevance: by score, in steps of 1 / :data:`SCORE_STEPS`, then by id.
    """

    def __init__(
        self,
        built: Built,
        queries: Callable[[], Mapping[int, Query]],
        first: First = NOTHING,
        on_heavy: Callable[[], object] = lambda: None,
    ) -> None:
        """``queries`` are made when more than the ``first`` hits are needed, by the numbers of those volumes that
        can have any; ``on_heavy`` is called when many were fetched.
        """
        self._built = built
        self._make_queries = queries
        self._on_heavy = on_heavy
        self._found: Mapping[int, Found] = {}
        self._settled = first.hits, first.is_complete
        self._count = first.count
        self._numbers: BitMap | None = None
        self._places: dict[int, int] = {}

    @cached_property
    def _queries(self) -> Mapping[int, Query]:
        return self._make_queries()

    @property
    def first(self) -> First:
        """The first of those that were fetched so far."""
        hits, complete = self._settled
        return First(hits[:FIRST_HITS], complete and len(hits) <= FIRST_HITS, self._count)

    def top(self, count: int) -> tuple[list[Hit], bool]:
        """At least ``count`` of the most relevant hits (or all), and whether those are all."""
        hits, complete = self._settled
        if not complete and len(hits) < count:
            hits, complete = self._settled = self._settle(count)
        return hits, complete

    def _settle(self, count: int) -> tuple[list[Hit], bool]:
        found, last = self._fetch(count)
        hits = [
            hit
            for volume, each in found.items()
            for hit in self._identified(volume, each, bisect_right(each.steps, last))
        ]
        complete = len(hits) == self._count
        self._found = {} if complete else found
        return sorted(hits), complete

    def _fetch(self, count: int) -> tuple[Mapping[int, Found], int]:
        """What is found with all hits that come before hit number ``count`` or tie with it, and its step."""
        found = dict(self._found)
        short = [volume for volume in self._queries if volume not in found]
        limit = max(FEWEST_HITS, max(FIRST_HITS, 2 * count) // max(1, len(self._queries)))
        while True:
            for volume in short:
                known = len(found[volume].steps) if volume in found else 0
                found[volume] = self._fetch_from(volume, max(limit, known * MORE))
            steps = sorted(chain.from_iterable([each.steps for each in found.values()]))
            last = steps[count - 1] if len(steps) >= count else LAST
            # Others may tie with the last that was fetched of a volume, and come before it by their ids.
            short = [
                volume for volume, each in found.items() if not each.is_complete and each.steps[-1] <= last
            ]
            if not short:
                if len(steps) > HEAVY_HITS:
                    self._on_heavy()
                self._count = sum([each.count for each in found.values()])
                return found, last

    def _fetch_from(self, volume: int, limit: int) -> Found:
        searched = self._built.volumes[volume]
        found = searched.searcher.search(self._queries[volume], min(limit, searched.size))
        return Found(
            [-round(score * SCORE_STEPS) for score, _ in found.hits],
            [address for _, address in found.hits],
            found.count,  # type: ignore[attr-defined]  # the stubs leave it out
        )

    def _identified(self, volume: int, found: Found, count: int) -> Iterator[Hit]:
        if not count:
            return
        within = self._built.volumes[volume].numbers(found.addresses[:count])
        for step, each in zip(found.steps, within, strict=False):
            number = self._built.number(volume, each)
            yield step, self._built.documents[number].id, number

    def place(self, number: int) -> int | None:
        """The place of a document among the hits; None when it is none of them."""
        wanted = 1
        while True:
            hits, complete = self.top(wanted)
            if len(self._places) != len(hits):
                self._places = {hit[2]: place for place, hit in enumerate(hits)}
            place = self._places.get(number)
            if place is not None or complete:
                return place
            wanted = len(hits) * MORE

    def count(self) -> int:
        """How many there are."""
        if self._count is None:
            self._found, _ = self._fetch(1)
        return self._count or 0

    def numbers(self) -> BitMap:
        """The numbers of all of them."""
        if self._numbers is None:
            self._numbers = BitMap(array("I", self._all()))
        return self._numbers

    def _all(self) -> Iterator[int]:
        for volume, query in self._queries.items():
            searcher, size = self._built.volumes[volume].searcher, self._built.volumes[volume].size
            found = searcher.search(query, size, count=False, order_by_field=NUMBER).hits
            yield from [self._built.number(volume, within) for within, _ in found]
