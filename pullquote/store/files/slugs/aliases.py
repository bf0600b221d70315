"""Former slugs: whose they are, and that each leads to one entity only."""

from __future__ import annotations

from collections.abc import Iterable

from pullquote.store.files.kinds import STORIES, Kinds
from pullquote.store.files.slugs.entries import Entry, Index, ProblemsByFile
from pullquote.store.files.syntax.trees import shortened


def namespaces(kinds: Kinds) -> tuple[tuple[str, ...], ...]:
    """The kinds that share their slugs."""
    return (STORIES, *dict.fromkeys(names for kind in kinds.values() for _, names in kind.references))


def name_former(
    aliases: Iterable[tuple[str, str, str]], kinds: Kinds, index: Index, faults: ProblemsByFile
) -> None:
    """Let entities be found by their former slugs, where those are nobody else's slug or former slug."""
    for entries in index.values():
        entries.former.clear()
    taken: dict[tuple[str, str], Entry] = {}
    by_path = sorted((index[kind][slug].file.path, kind, alias, slug) for kind, alias, slug in aliases)
    for _, kind, alias, slug in by_path:
        entry = index[kind][slug]
        shared = {kind}.union(*(names for names in namespaces(kinds) if kind in names))
        holder = next((index[each][alias] for each in sorted(shared) if alias in index[each]), None)
        first = holder or taken.setdefault((min(shared), alias), entry)
        if first is entry and holder is None:
            index[kind].former[alias] = slug
        else:
            whose = (
                "its own slug"
                if first is entry
                else f"{'a' if holder is None else 'the'} slug of {first.file.path}"
            )
            keys = entry.entity.read()
            position = keys.places[f"aliases.{keys.keys.aliases.index(alias)}"]
            faults.of(entry).add("PQ210", *position, f'the alias "{shortened(alias)}" is {whose}')
