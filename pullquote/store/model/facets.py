"""Facets: how a selection divides by the values of a dimension."""

from __future__ import annotations

from dataclasses import dataclass

from pullquote.store.model.errors import BadInput

FACET_SIZE = 10
"""Buckets of a facet when a client does not say: as many as a side column of filters shows."""
MAX_FACET_SIZE = 100
"""Buckets of a facet at most."""


@dataclass(frozen=True)
class Bucket:
    """One value of a facet: its key as filters take it, its name for readers, how many have it."""

    key: str
    label: str
    count: int


class InvalidFacet(BadInput):
    """A facet that does not exist, or with more buckets than there may be, or fewer than none."""


def facet_size(first: int) -> int:
    """Check how many buckets are asked for; raises :class:`InvalidFacet`."""
    if first < 0:
        raise InvalidFacet(f'"first" must not be negative, found {first}.')
    if first > MAX_FACET_SIZE:
        raise InvalidFacet(f'"first" must be {MAX_FACET_SIZE} at most, found {first}.')
    return first
