"""The words of headlines in the cache: what a snapshot suggests, so that a start reads no story for it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import NamedTuple

from pyroaring import BitMap

from pullquote.store.files.loading import Restored
from pullquote.store.model.records import Story
from pullquote.store.newsroom.cache.codec import Codec, Numbers
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.search.names import NameIndex
from pullquote.store.search.suggestions.prefixes import HEADLINES, MOST_CHANGED, Headlines

HEADLINES_PART = "headlines"
"""The part of the cache that has them."""


class HeadlinesPart(NamedTuple):
    """The positions of stories in the order of their snapshot, and the words of their headlines with which of them have
    each."""

    stories: Numbers
    words: tuple[str, ...]
    sets: tuple[BitMap, ...]


CODEC: Codec[HeadlinesPart] = Codec(HeadlinesPart)


def headlines_part(snapshot: MemorySnapshot) -> bytes:
    """What is written of the headlines of a snapshot."""
    numbers = snapshot.stories.numbers

    def position(story: Story) -> int:
        return numbers[story.slug]

    positions, index = snapshot.suggestions.build().in_order(position)
    if len(positions) + MOST_CHANGED < min(HEADLINES, len(numbers)):  # many of the latest have gone
        positions, index = Headlines.of(snapshot.order.stories).in_order(position)
    return CODEC.encode(HeadlinesPart(array("I", positions), index.words, index.sets))


def read_headlines(cached: Restored, ordered: Sequence[Story]) -> Headlines | None:
    """The headlines of a snapshot whose stories are ``ordered``; None where they cannot be read."""
    try:
        part = CODEC.decode(cached.part(HEADLINES_PART))
        stories = [ordered[position] for position in part.stories]
    except (OSError, LookupError) as error:
        cached.on_damage(str(error))
        return None
    return Headlines.restored(stories, NameIndex(part.words, part.sets))
