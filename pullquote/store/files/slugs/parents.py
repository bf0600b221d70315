"""What is above what: an organization has parents, and is not among them."""

from __future__ import annotations

from collections.abc import Mapping

from pullquote.store.files.kinds import Kind
from pullquote.store.files.parsing import Reference
from pullquote.store.files.slugs.entries import Entry, ProblemsByFile


def check_parents(kind: Kind, entries: Mapping[str, Entry], faults: ProblemsByFile) -> None:
    """Nothing is above itself."""
    parents: dict[str, Reference] = {}
    for child, entry in entries.items():
        for reference in entry.entity.read().references:
            if reference.kinds == (kind.name,):
                parents[child] = reference
    settled: set[str] = set()
    for first in parents:
        way: dict[str, None] = {}
        slug: str | None = first
        while slug is not None and slug not in settled and slug not in way:
            way[slug] = None
            slug = parents[slug].slug if slug in parents else None
        if slug is not None and slug in way:
            circle = [*way][[*way].index(slug) :]
            named = min(circle)
            names = " → ".join([*circle[:6], *(["…"] if len(circle) > 6 else []), circle[0]])
            position = parents[named].line, parents[named].column
            above = [(kind.name, each) for each in circle]
            faults.of(entries[named], *above).add("PQ309", *position, f"{kind.one} above itself: {names}")
        settled.update(way)
