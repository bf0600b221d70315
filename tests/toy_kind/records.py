"""The records of places."""

from __future__ import annotations

from dataclasses import dataclass

from pullquote.store.model.records import Organization


@dataclass(frozen=True, eq=False, kw_only=True)
class Place:
    """A place."""

    id: str
    slug: str
    name: str
    alternate_names: tuple[str, ...]
    country: str
    parent: Place | None
    run_by: Organization | None
