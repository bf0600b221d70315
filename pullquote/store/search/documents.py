"""Everything that can be searched, numbered: the stories, then their quotes, then the other kinds."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from pullquote.store.index.running_order import RunningOrder
from pullquote.store.index.sort_orders import Record
from pullquote.store.model.kinds import Records
from pullquote.store.model.records import Named
from pullquote.store.search.shards import Anchor, Segment, segment_of


class Segmentation(NamedTuple):
    """What each segment has: the positions of its anchors among all, and the numbers of its documents."""

    anchors: tuple[array[int], ...]
    numbers: tuple[array[int], ...]


def anchors_of(records: Records) -> list[Anchor]:
    """All that documents are made from, in an order that does not depend on dates."""
    kinds = [name for name, kind in records.kinds.items() if kind.searched]
    return [*records.stories, *chain.from_iterable([records.by_kind[name] for name in kinds])]


class Documents:
    """The documents of a snapshot by their numbers, each in the order of its collection.

    Nothing is looked at of a story, its quotes not even counted, before it is asked for.
    """

    def __init__(self, order: RunningOrder, by_kind: Mapping[str, Sequence[Named]]) -> None:
        """``by_kind`` are the records of the other kinds, by what one is called."""
        self._order = order
        self._named: tuple[Named, ...] = tuple(chain.from_iterable(by_kind.values()))
        self._first_quote = len(order.stories)
        self._first_named = end = self._first_quote + len(order.quotes)
        self.numbers: dict[str, range] = {"quote": range(self._first_quote, end)}
        """The numbers of everything but the stories, by what one is called."""
        for noun, records in by_kind.items():
            self.numbers[noun] = range(end, end + len(records))
            end += len(records)

    def __len__(self) -> int:
        return self._first_named + len(self._named)

    def __getitem__(self, number: int) -> Record:
        if number < self._first_quote:
            return self._order.stories[number]
        if number < self._first_named:
            return self._order.quotes[number - self._first_quote]
        return self._named[number - self._first_named]

    def segments(
        self, every: Sequence[Anchor], count: int, known: Segmentation | None = None
    ) -> tuple[list[Segment], tuple[array[int], ...]]:
        """The anchors of each segment, in an order that does not depend on dates, and the documents' numbers.

        ``every`` are all anchors; ``known`` is how the same ones were divided before.
        """
        if known is not None and sum(map(len, known.anchors)) == len(every):
            return [tuple(map(every.__getitem__, each)) for each in known.anchors], known.numbers
        anchors: list[list[Anchor]] = [[] for _ in range(count)]
        for anchor in every:
            anchors[segment_of(anchor.id, count)].append(anchor)
        number_of: dict[Anchor, int] = dict(zip(self._order.stories, range(self._first_quote), strict=True))
        number_of.update(zip(self._named, range(self._first_named, len(self)), strict=True))
        first_quote = array("I", [self._first_quote + position for position in self._order.first_quote])
        numbers = []
        for segment in anchors:
            within = array("I")
            for number in map(number_of.__getitem__, segment):
                within.append(number)
                if number < self._first_quote and (first := first_quote[number]) < first_quote[number + 1]:
                    within.extend(range(first, first_quote[number + 1]))
            numbers.append(within)
        return list(map(tuple, anchors)), tuple(numbers)

    def segments_after(self, before: Documents, segments: Sequence[Segment]) -> list[Segment] | None:
        """The ``segments`` of the documents ``before`` with the records of these, if ids and numbers are the same; else
        None."""
        ours, theirs = self._anchors(), before._anchors()
        if len(ours) != len(theirs) or self._order.first_quote != before._order.first_quote:
            return None
        replaced = {old: new for old, new in zip(theirs, ours, strict=True) if old is not new}
        if any(old.id != new.id for old, new in replaced.items()):
            return None
        found = list(segments)
        for number in {segment_of(old.id, len(segments)) for old in replaced}:
            found[number] = tuple([replaced.get(anchor, anchor) for anchor in segments[number]])
        return found

    def _anchors(self) -> tuple[Anchor, ...]:
        return (*self._order.stories, *self._named)
