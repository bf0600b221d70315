"""The running order: the stories of a snapshot, newest first, and their quotes as they are read."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, chain
from typing import NamedTuple

from pullquote.store.ordering import STORY_ORDERS, StoryOrder, in_order, place_in
from pullquote.store.records import Quote, Story
from pullquote.store.renumbering import Renumbering, of_parts, renumber

NEWEST_FIRST = STORY_ORDERS[StoryOrder.LATEST_DATE]


@dataclass(frozen=True)
class RunningOrder:
    """Stories and quotes in order: the number of each is its place.

    The quotes of story n are those from ``first_quote[n]`` to before ``first_quote[n + 1]``.
    """

    stories: tuple[Story, ...]
    quotes: tuple[Quote, ...]
    first_quote: array[int]

    def quotes_of(self, number: int) -> range:
        """The numbers of a story's quotes."""
        return range(self.first_quote[number], self.first_quote[number + 1])


class Change(NamedTuple):
    """What became of the numbers of the order before."""

    stories: Renumbering
    quotes: Renumbering


def running_order(
    stories: Sequence[Story], before: RunningOrder | None = None
) -> tuple[RunningOrder, Change | None]:
    """Put stories in order; where few differ from those ``before``, also say what became of their numbers."""
    renumbered = renumber(before.stories, stories, partial(place_in, NEWEST_FIRST)) if before else None
    if before is None or renumbered is None:
        ordered = in_order(stories, NEWEST_FIRST)
        quotes = tuple(chain.from_iterable(story.quotes for story in ordered))
        return RunningOrder(ordered, quotes, _first_quotes(ordered)), None
    ordered, changed = renumbered
    in_place = changed.only_replaces and all(
        len(before.stories[number].quotes) == len(ordered[number].quotes) for number in changed.added
    )
    first_quote = before.first_quote if in_place else _first_quotes(ordered)
    changed_quotes = of_parts(changed, before.first_quote, first_quote)
    new = (quote for number in changed.added for quote in ordered[number].quotes)
    quotes = changed_quotes.merged(before.quotes, new)
    return RunningOrder(ordered, quotes, first_quote), Change(changed, changed_quotes)


def _first_quotes(stories: Sequence[Story]) -> array[int]:
    return array("I", accumulate([len(story.quotes) for story in stories], initial=0))
