"""Everything that can be searched, numbered: the stories, then their quotes, the people and the organizations."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from pullquote.store.ordering import Record
from pullquote.store.records import Organization, Person, Story
from pullquote.store.running_order import RunningOrder
from pullquote.store.volumes import Anchor, shard_of


class Documents:
    """The documents of a snapshot by their numbers, each in the order of its catalogue.

    Nothing is looked at of a story, its quotes not even counted, before it is asked for.
    """

    def __init__(
        self, order: RunningOrder, people: Sequence[Person], organizations: Sequence[Organization]
    ) -> None:
        self._order = order
        self._named: tuple[Person | Organization, ...] = (*people, *organizations)
        self._first_quote = len(order.stories)
        self._first_named = self._first_quote + len(order.quotes)

    def __len__(self) -> int:
        return self._first_named + len(self._named)

    def __getitem__(self, number: int) -> Record:
        if number < self._first_quote:
            return self._order.stories[number]
        if number < self._first_named:
            return self._order.quotes[number - self._first_quote]
        return self._named[number - self._first_named]

    def shards(
        self, stories: Iterable[Story], named: Iterable[Person | Organization], count: int
    ) -> tuple[list[tuple[Anchor, ...]], tuple[array[int], ...]]:
        """The anchors of each shard in an order that has nothing to do with dates, and the documents' numbers."""
        anchors: list[list[Anchor]] = [[] for _ in range(count)]
        numbers = tuple(array("I") for _ in range(count))
        number_of = {story: number for number, story in enumerate(self._order.stories)}
        for story in stories:
            number, shard = number_of[story], shard_of(story.id, count)
            quotes = self._order.quotes_of(number)
            anchors[shard].append(story)
            numbers[shard].append(number)
            if quotes:
                numbers[shard].extend(
                    range(self._first_quote + quotes.start, self._first_quote + quotes.stop)
                )
        number_of_named = {record: number for number, record in enumerate(self._named, self._first_named)}
        for record in named:
            shard = shard_of(record.id, count)
            anchors[shard].append(record)
            numbers[shard].append(number_of_named[record])
        return [tuple(each) for each in anchors], numbers
