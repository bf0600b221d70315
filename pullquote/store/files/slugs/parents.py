"""What is above what: an organization has parents, and is not among them."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from pullquote.store.files.kinds import Kind, Kinds
from pullquote.store.files.parsing import Reference
from pullquote.store.files.slugs.entries import Entry, Index, ProblemsByFile


class ParentChecks:
    """Checks what is above what: again only where that may be another, or something was wrong."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = {
            name: kind for name, kind in kinds.items() if (("parent",), (name,)) in kind.references
        }
        self._are_right = False

    def change(self, kinds: AbstractSet[str]) -> None:
        """Entities of some kinds are others now."""
        self._are_right = self._are_right and kinds.isdisjoint(self._kinds)

    def check(self, index: Index, faults: ProblemsByFile) -> None:
        """Note what is above itself."""
        if not self._are_right:
            for name, kind in self._kinds.items():
                check_parents(kind, index[name], faults)
            self._are_right = not faults


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
