"""Sets of records by value, as roaring bitmaps over their ordinals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest
from itertools import chain
from operator import sub
from typing import Any, TypeVar

from pyroaring import BitMap

from pullquote.store.index.dimensions import Dimension, Term, term_of
from pullquote.store.index.renumbering import Renumbering
from pullquote.store.index.sort_positions import Members
from pullquote.store.model.pages import MAX_FACET_SIZE, Bucket

R = TypeVar("R")
CHUNK = 32
"""Values that are counted before those left are compared with the best so far."""
COUNTING_COST = 4
"""What looking at one member costs, in counts of one value's set."""
KEPT_SHARE = 32
"""A set with more of the records than one in so many has its values ranked and kept: a topic or a section is
filtered by again and again. That takes a millisecond, and a fifth of a megabyte where 2,000 values are ranked."""
BITS_SHARE = 16
"""A set with fewer of the records than one in so many is kept as numbers and not as bits."""
NONE = BitMap()
"""The set of nothing; like every set in an index it is never changed."""

Counted = tuple[int, Term, BitMap]
"""A value: how many records have it, what it is called, and which those are."""
Ranked = tuple[Counted, ...]
"""Values, those that most records have first, ties by key."""
ValuesOf = Callable[[int], Iterable[Any]]
"""The values of a record by its ordinal."""


def own_values(dimension: Dimension[R], records: Sequence[R]) -> ValuesOf:
    """The values of records in one of their own dimensions."""
    values = dimension.values
    return lambda ordinal: values(records[ordinal])


@dataclass(frozen=True)
class ValueIndex:
    """The records that have each value of a dimension."""

    dimension: Dimension[Any]
    sets: Mapping[Any, BitMap]
    ranked: Ranked
    values_of: ValuesOf
    size: int

    @classmethod
    def of(cls, dimension: Dimension[R], records: Sequence[R]) -> ValueIndex:
        """Index records by one of their own dimensions."""
        groups: defaultdict[Any, list[int]] = defaultdict(list)
        values = dimension.values
        for ordinal, record in enumerate(records):
            for value in values(record):
                groups[value].append(ordinal)
        return cls._of_groups(dimension, groups, own_values(dimension, records), len(records))

    @classmethod
    def of_parts(
        cls, dimension: Dimension[R], wholes: Sequence[R], starts: Sequence[int], values_of: ValuesOf
    ) -> ValueIndex:
        """Index parts by a dimension of what they are part of: ``starts[n]`` is the first part of whole n."""
        groups: defaultdict[Any, list[int]] = defaultdict(list)
        values = dimension.values
        for number, whole in enumerate(wholes):
            parts = range(starts[number], starts[number + 1])
            for value in values(whole) if parts else ():
                groups[value].extend(parts)
        return cls._of_groups(dimension, groups, values_of, starts[-1])

    @classmethod
    def _of_groups(
        cls, dimension: Dimension[Any], groups: Mapping[Any, list[int]], values_of: ValuesOf, size: int
    ) -> ValueIndex:
        return cls.of_ranked(dimension, ranked_of(dimension, groups), values_of, size)

    @classmethod
    def of_ranked(
        cls, dimension: Dimension[Any], ranked: Ranked, values_of: ValuesOf, size: int
    ) -> ValueIndex:
        """The index of values that are ranked already."""
        sets = {term.wanted: members for _, term, members in ranked}
        return cls(dimension, sets, ranked, values_of, size)

    def moved(self, renumbering: Renumbering, values_of: ValuesOf) -> ValueIndex:
        """The same after a renumbering; ``values_of`` gives the values of the new ordinals."""
        renumbering = renumbering.keeping(lambda old, new: set(self.values_of(old)) == set(values_of(new)))
        if renumbering.changes_nothing:
            return replace(self, values_of=values_of)
        groups: defaultdict[Term, list[int]] = defaultdict(list)
        for ordinal in renumbering.added:
            for value in values_of(ordinal):
                groups[self.dimension.term(value)].append(ordinal)
        sets = {term: renumbering.moved(members) for _, term, members in self.ranked}
        for term, ordinals in groups.items():
            sets[term] = sets.get(term, NONE) | BitMap(ordinals)
        kept = [(term, members) for term, members in sets.items() if members]
        return self.of_ranked(self.dimension, _ranked(kept), values_of, renumbering.after)

    def with_any(self, wanted: Any) -> BitMap:
        """The records that have one of the values (or the value, when it is a truth value)."""
        values = (wanted,) if isinstance(wanted, bool) else wanted
        folded = {self.dimension.wanted(value) for value in values}
        found = [self.sets[value] for value in folded if value in self.sets]
        return found[0] if len(found) == 1 else NONE.union(*found)

    def terms(self, ordinal: int) -> list[Any]:
        """The values of a record, as criteria ask for them."""
        return [self.dimension.term(value).wanted for value in self.values_of(ordinal)]

    def having(self, value: Any) -> BitMap:
        """The records that have the value of a slug or a name."""
        return self.sets.get(value, NONE)

    def buckets(
        self, members: Members, first: int, within: BitMap = NONE, selected: Iterable[Any] = ()
    ) -> tuple[Bucket, ...]:
        """How ``members`` divide by value: the ``first`` with the most, ties by key, and behind them those of the
        ``selected`` values that are not among them. ``within`` is as in :meth:`most`."""
        found = self.most(members, first, within)
        wanted: list[Any] = list(map(self.dimension.wanted, selected))
        terms = [self._terms.get(value) or term_of(value) for value in wanted]
        if not terms or first < 1:
            return found
        keys = {term.key for term in terms}
        shown = [replace(bucket, is_selected=True) if bucket.key in keys else bucket for bucket in found]
        keys -= {bucket.key for bucket in found}
        chosen = members if isinstance(members, BitMap) else BitMap(members)
        left = {
            term: (chosen.intersection_cardinality(self.having(term.wanted)), term, NONE)
            for term in terms
            if term.key in keys
        }
        others = _bucketed(nsmallest(MAX_FACET_SIZE, left.values(), _by_count), MAX_FACET_SIZE)
        return (*shown, *[replace(bucket, is_selected=True) for bucket in others])

    @cached_property
    def _terms(self) -> Mapping[Hashable, Term]:
        return {term.wanted: term for _, term, _ in self.ranked}

    def most(self, members: Members, first: int, within: BitMap = NONE) -> tuple[Bucket, ...]:
        """How ``members`` divide by value: the ``first`` with the most, ties by key.

        Few members are counted one by one; of many, their intersections with the values' own sets are,
        beginning with the largest, until no set that is left could still be among the first. All members may be
        known to be ``within`` a set of an index: where that is large, the values are taken in the order in which
        it has them, and few need to be counted.
        """
        if first < 1:
            return ()
        ranked = self.ranked
        if len(members) == self.size:
            return _bucketed(ranked, first)
        if len(within) * KEPT_SHARE >= self.size:
            ranked = self._ranked_within(within)
            if len(members) == len(within):
                return _bucketed(ranked, first)
        if len(members) * COUNTING_COST < len(ranked):
            return self._counted_one_by_one(members, first)
        members = members if isinstance(members, BitMap) else BitMap(members)
        return self._intersected(members, first, ranked)

    def _counted_one_by_one(self, members: Members, first: int) -> tuple[Bucket, ...]:
        counts = Counter(chain.from_iterable(map(set, map(self.values_of, members))))
        floor = _floor(counts.values(), first)
        named = self.dimension.term
        found = [(count, named(value), NONE) for value, count in counts.items() if count >= floor]
        return _bucketed(nsmallest(first, found, _by_count), first)

    def _intersected(self, members: BitMap, first: int, ranked: Ranked) -> tuple[Bucket, ...]:
        counted = _counter(members, self.size)
        best: list[Counted] = []
        floor, start, chunk = 1, 0, CHUNK
        while start < len(ranked) and ranked[start][0] >= floor:
            part = ranked[start : start + chunk]
            best += [
                (count, term, having)
                for count, (_, term, having) in zip(counted(part), part, strict=True)
                if count >= floor
            ]
            floor = max(floor, _floor([count for count, _, _ in best], first))
            best = [each for each in best if each[0] >= floor]
            start, chunk = start + chunk, chunk * 2
        return _bucketed(nsmallest(first, best, _by_count), first)

    def _ranked_within(self, members: BitMap) -> Ranked:
        """The values that any of ``members`` have, by how many do; remembered for the very same set."""
        known = self._rankings.get(id(members))
        if known is None:
            counts = _counter(members, self.size)(self.ranked)
            found = [
                (count, term, having)
                for count, (_, term, having) in zip(counts, self.ranked, strict=True)
                if count
            ]
            known = self._rankings[id(members)] = members, tuple(sorted(found, key=_by_count))
        return known[1]

    @cached_property
    def _rankings(self) -> dict[int, tuple[BitMap, Ranked]]:
        """Those that are remembered, by the identity of their set, which is kept so that it is no other's."""
        return {}


def ranked_of(dimension: Dimension[Any], groups: Mapping[Any, Sequence[int]]) -> Ranked:
    """The values of a dimension, from the ordinals of the records that have each."""
    return _ranked((dimension.term(value), BitMap(ordinals)) for value, ordinals in groups.items())


def _ranked(named: Iterable[tuple[Term, BitMap]]) -> Ranked:
    return tuple(sorted(((len(members), term, members) for term, members in named), key=_by_count))


def _counter(members: BitMap, size: int) -> Callable[[Ranked], Iterable[int]]:
    """What counts how many of ``members`` have each of some values."""
    common = members.intersection_cardinality
    if len(members) * BITS_SHARE >= size:
        return lambda ranked: map(common, [having for _, _, having in ranked])
    # A sparse set is kept as numbers. Its complement is bits, in which those of a smaller set are found faster.
    few, uncommon = len(members), members.flip(0, size).intersection_cardinality

    def counted(ranked: Ranked) -> Iterable[int]:
        sets = [having for _, _, having in ranked]
        sizes = list(map(len, sets))
        if max(sizes, default=0) <= few:
            return map(sub, sizes, map(uncommon, sets))
        return [
            many - uncommon(having) if many <= few else common(having)
            for many, having in zip(sizes, sets, strict=True)
        ]

    return counted


def _floor(counts: Iterable[int], first: int) -> int:
    """How many it takes to be among the ``first``."""
    highest = sorted(counts, reverse=True)
    return highest[first - 1] if len(highest) >= first else 1


def _bucketed(ranked: Sequence[Counted], first: int) -> tuple[Bucket, ...]:
    return tuple([Bucket(term.key, term.label, count) for count, term, _ in ranked[:first]])


def _by_count(entry: Counted) -> tuple[int, str]:
    count, term, _ = entry
    return -count, term.key
