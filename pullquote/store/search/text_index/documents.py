"""Everything that can be searched, numbered: the stories, then their quotes, then the other kinds."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from math import sqrt
from typing import NamedTuple, TypeAlias
from zlib import crc32

from pullquote.store.index.running_order import RunningOrder
from pullquote.store.index.sort_orders import Record
from pullquote.store.model.kinds import Records
from pullquote.store.model.records import Named, Story
from pullquote.store.model.sequences import difference

HASHED_SEGMENTS = 6
"""Segments of a shard that a hash chooses from."""
SEGMENTS = HASHED_SEGMENTS + 1
"""Segments of a shard, the last of what was edited. Tantivy merges segments of the same size when there are eight; then
one could not be replaced."""
EDITED_SHARE = 2 * HASHED_SEGMENTS
"""Of all that is searched, one in so many may be among what was edited, half a segment's worth: while that is written
again and again, all others stay."""
STORIES_A_SHARD = 1_250
"""The number of shards is the square root of the number of stories divided by this. That is two for 5,000 stories
(400 per segment) and 9 for 100,000 (1,900 per segment). Each shard costs a search some 60 µs, because every word is looked up in every
field of every segment."""

Anchor = Story | Named
"""What documents are made from: a story is one document and one for each of its quotes, all else one."""
Segment = tuple[Anchor, ...]
"""What the documents of a segment are made from, in order."""
Divided: TypeAlias = "tuple[Sequence[Segment], tuple[array[int], ...]]"
"""The segments of all shards, and the numbers of their documents."""


def shards_for(stories: int) -> int:
    """How many shards a newsroom of so many stories has."""
    return max(1, round(sqrt(stories / STORIES_A_SHARD)))


def segment_of(identity: str, shards: int, edited: AbstractSet[str] = frozenset()) -> int:
    """The number of the segment of a story, person or organization among those of all shards; ``edited`` are the ids of
    what was edited."""
    shard, number = divmod(crc32(identity.encode()) % (shards * HASHED_SEGMENTS), HASHED_SEGMENTS)
    return shard * SEGMENTS + (HASHED_SEGMENTS if identity in edited else number)


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
        self,
        every: Sequence[Anchor],
        shards: int,
        edited: AbstractSet[str] = frozenset(),
        known: Segmentation | None = None,
    ) -> Divided:
        """The anchors of each segment, in an order that does not depend on dates, and the documents' numbers; ``edited``
        see :func:`segment_of`. ``every`` are all anchors, ``known`` is how the same ones were divided before."""
        if known is not None and sum(map(len, known.anchors)) == len(every):
            return [tuple(map(every.__getitem__, each)) for each in known.anchors], known.numbers
        anchors: list[list[Anchor]] = [[] for _ in range(shards * SEGMENTS)]
        for anchor in every:
            anchors[segment_of(anchor.id, shards, edited)].append(anchor)
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

    def edited_after(self, before: Documents, edited: AbstractSet[str]) -> AbstractSet[str]:
        """The ids of what was edited, where ``edited`` were when there were the documents ``before``. Where they become too
        many, it begins again with the latest."""
        latest: set[str] = set()
        for theirs, ours in zip(before._anchors, self._anchors, strict=True):
            start, end, until = difference(theirs, ours)
            were = {*theirs[start:end]}
            latest.update(anchor.id for anchor in ours[start:until] if anchor not in were)
        if latest <= edited:
            return edited
        most = sum(map(len, self._anchors)) // EDITED_SHARE
        return next((ids for ids in (edited | latest, latest) if len(ids) <= most), frozenset())

    def segments_after(
        self,
        before: Documents,
        divided: Divided,
        were_edited: AbstractSet[str] = frozenset(),
        edited: AbstractSet[str] = frozenset(),
    ) -> Divided | None:
        """What the documents ``before`` were ``divided`` into, with the records of these, and with what is ``edited`` now
        and was not then moved to its segments; None where ids or numbers are others, or what was edited is not any more."""
        if len(self) != len(before) or self._order.first_quote != before._order.first_quote:
            return None
        replaced: dict[Anchor, Anchor] = {}
        for theirs, ours in zip(before._anchors, self._anchors, strict=True):
            start, end, until = difference(theirs, ours)
            pairs = zip(theirs[start:end], ours[start:until], strict=True)
            replaced.update((old, new) for old, new in pairs if old is not new)
        if any(old.id != new.id for old, new in replaced.items()) or not were_edited <= edited:
            return None
        segments, numbers = list(divided[0]), list(divided[1])
        shards = len(segments) // SEGMENTS
        for number in {segment_of(old.id, shards, were_edited) for old in replaced}:
            segments[number] = tuple([replaced.get(anchor, anchor) for anchor in segments[number]])
        for number in {segment_of(identity, shards, were_edited) for identity in edited - were_edited}:
            last = number - number % SEGMENTS + HASHED_SEGMENTS
            (segments[number], numbers[number]), (moved, within) = self._parted(
                segments[number], numbers[number], edited
            )
            segments[last], numbers[last] = segments[last] + moved, numbers[last] + within
        return segments, tuple(numbers)

    def _parted(
        self, segment: Segment, numbers: array[int], edited: AbstractSet[str]
    ) -> tuple[tuple[Segment, array[int]], tuple[Segment, array[int]]]:
        """A segment without what was edited, and that, each with the numbers of its documents."""
        first_quote, start = self._order.first_quote, 0
        anchors: tuple[list[Anchor], list[Anchor]] = [], []
        within = array("I"), array("I")
        for anchor in segment:
            number, end = numbers[start], start + 1
            if number < self._first_quote:
                end += first_quote[number + 1] - first_quote[number]
            is_edited = anchor.id in edited
            anchors[is_edited].append(anchor)
            within[is_edited].extend(numbers[start:end])
            start = end
        return (tuple(anchors[0]), within[0]), (tuple(anchors[1]), within[1])

    @property
    def _anchors(self) -> tuple[Sequence[Anchor], Sequence[Anchor]]:
        """All stories, and all else that documents are made from."""
        return self._order.stories, self._named
