"""The running order: the stories of a snapshot, newest first, and their quotes as they are read."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain
from operator import sub
from typing import NamedTuple, overload

from pullquote.store.index.renumbering import Renumbering, of_parts, renumber
from pullquote.store.index.sort_orders import STORY_ORDERS, in_order, place_in
from pullquote.store.model.criteria import StoryOrder
from pullquote.store.model.kinds import differing_stories
from pullquote.store.model.records import Quote, Story

NEWEST_FIRST = STORY_ORDERS[StoryOrder.LATEST_DATE]


class Quotes(Sequence[Quote]):
    """The quotes of stories, one story after the other; none is looked at before it is asked for.

    The quotes of story n are those from ``first_quote[n]`` to before ``first_quote[n + 1]``.
    """

    __slots__ = ("_stories", "first_quote")

    def __init__(self, stories: Sequence[Story], first_quote: array[int]) -> None:
        self._stories = stories
        self.first_quote = first_quote

    def __len__(self) -> int:
        return self.first_quote[-1]

    @overload
    def __getitem__(self, position: int) -> Quote: ...
    @overload
    def __getitem__(self, position: slice) -> Sequence[Quote]: ...
    def __getitem__(self, position: int | slice) -> Quote | Sequence[Quote]:
        if isinstance(position, slice):
            start, stop, step = position.indices(len(self))
            if step != 1:
                return tuple([self[each] for each in range(start, stop, step)])
            return self._between(start, stop)
        if position < 0:
            position += len(self)
        if not 0 <= position < len(self):
            raise IndexError(position)
        number = bisect_right(self.first_quote, position) - 1
        return self._stories[number].quotes[position - self.first_quote[number]]

    def _between(self, start: int, stop: int) -> tuple[Quote, ...]:
        if start >= stop:
            return ()
        first = bisect_right(self.first_quote, start) - 1
        offset = self.first_quote[first]
        if stop <= self.first_quote[first + 1]:
            return self._stories[first].quotes[start - offset : stop - offset]
        last = bisect_right(self.first_quote, stop - 1)
        found = chain.from_iterable([story.quotes for story in self._stories[first:last]])
        return tuple(found)[start - offset : stop - offset]

    def __iter__(self) -> Iterator[Quote]:
        return chain.from_iterable(story.quotes for story in self._stories)


@dataclass(frozen=True)
class RunningOrder:
    """Stories and quotes in order: the number of each is its position."""

    stories: Sequence[Story]
    quotes: Quotes
    by_url: Mapping[str, int]
    """The numbers of stories by their web addresses; of several, the newest."""

    @property
    def first_quote(self) -> array[int]:
        """The number of each story's first quote, and how many there are in all."""
        return self.quotes.first_quote

    def quotes_of(self, number: int) -> range:
        """The numbers of a story's quotes."""
        return range(self.first_quote[number], self.first_quote[number + 1])


class Change(NamedTuple):
    """What became of the numbers of the order before."""

    stories: Renumbering
    quotes: Renumbering


def running_order(stories: Iterable[Story]) -> RunningOrder:
    """Put stories in order."""
    ordered = in_order(stories, NEWEST_FIRST)
    return order_of(ordered, [len(story.quotes) for story in ordered])


def order_of(ordered: Sequence[Story], counts: Iterable[int]) -> RunningOrder:
    """Stories that are in order already, each with so many quotes."""
    return RunningOrder(ordered, Quotes(ordered, _first_quotes(counts)), numbers_by_url(ordered))


def moved_order(
    before: RunningOrder, by_slug: Sequence[Story], stories: Sequence[Story]
) -> tuple[RunningOrder, Change] | None:
    """The order of stories of which few differ from those of an order ``before``, and what became of their numbers; None
    where many do. Both are given ``by_slug``."""
    gone, new = differing_stories(by_slug, stories)
    renumbered = renumber(before.stories, gone, new, partial(place_in, NEWEST_FIRST))
    if renumbered is None:
        return None
    ordered, changed = renumbered
    first_quote = before.first_quote
    in_place = changed.only_replaces and all(
        len(before.quotes_of(number)) == len(ordered[number].quotes) for number in changed.added
    )
    if not in_place:
        counts = [0] * len(ordered)
        for run in changed.runs:
            starts = first_quote[run.start : run.stop + 1]
            counts[run.to : run.to + run.stop - run.start] = map(sub, starts[1:], starts)
        for number in changed.added:
            counts[number] = len(ordered[number].quotes)
        first_quote = _first_quotes(counts)
    by_url = before.by_url
    if not changed.only_replaces or any(
        before.stories[number].url != ordered[number].url for number in changed.added
    ):
        by_url = numbers_by_url(ordered)
    order = RunningOrder(ordered, Quotes(ordered, first_quote), by_url)
    return order, Change(changed, of_parts(changed, before.first_quote, first_quote))


def _first_quotes(counts: Iterable[int]) -> array[int]:
    return array("I", accumulate(counts, initial=0))


def numbers_by_url(ordered: Sequence[Story]) -> dict[str, int]:
    """The numbers of stories that are in order by their web addresses; of several, the newest."""
    last = len(ordered) - 1
    return {story.url: last - number for number, story in enumerate(reversed(ordered)) if story.url}
