"""How a text search is divided into segments, in the cache: so that a start looks at no story for it."""

from __future__ import annotations

from array import array
from typing import NamedTuple

from pullquote.store.files.loading import Restored
from pullquote.store.newsroom.cache.codec import Codec, Numbers
from pullquote.store.newsroom.snapshot import MemorySnapshot
from pullquote.store.search.text_index.documents import Segmentation, anchors_of

SEGMENTS_PART = "segments"
"""The part of the cache that has it."""


class SegmentsPart(NamedTuple):
    """See :class:`~pullquote.store.search.text_index.documents.Segmentation`."""

    anchors: tuple[Numbers, ...]
    numbers: tuple[Numbers, ...]


CODEC: Codec[SegmentsPart] = Codec(SegmentsPart)


def segments_part(snapshot: MemorySnapshot) -> bytes:
    """What is written of the segments of a snapshot."""
    built = snapshot.index.build()
    position_of = {anchor: position for position, anchor in enumerate(anchors_of(snapshot.records))}
    anchors = [array("I", map(position_of.__getitem__, segment)) for segment in built.segments]
    return CODEC.encode(SegmentsPart(tuple(anchors), built.numbers))


def read_segments(cached: Restored) -> Segmentation | None:
    """The segments that were written; None where they cannot be read."""
    try:
        return Segmentation(*CODEC.decode(cached.part(SEGMENTS_PART)))
    except (OSError, LookupError) as error:
        cached.on_damage(str(error))
        return None
