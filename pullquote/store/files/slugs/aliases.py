"""Former slugs: whose they are, and that each leads to one entity only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from pullquote.store.files.kinds import STORIES, Kinds
from pullquote.store.files.slugs.entries import Entry, FileOutline, Index, ProblemsByFile
from pullquote.store.files.syntax.trees import shortened


class SlugChecks:
    """Checks whose the slugs and former slugs are: again only where some file has others, or something was wrong."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._are_right = False

    def change(self, before: FileOutline | None, after: FileOutline | None) -> None:
        """A file is another now."""
        self._are_right = self._are_right and _slugs_of(before) == _slugs_of(after)

    def forget(self) -> None:
        """The index was made again."""
        self._are_right = False

    def check(self, aliases: Iterable[tuple[str, str, str]], index: Index, faults: ProblemsByFile) -> None:
        """Let entities be found by their former slugs, and note those that are somebody else's; ``aliases`` see
        :func:`name_former`."""
        if not self._are_right:
            check_namespaces(self._kinds, index, faults)
            name_former(aliases, self._kinds, index, faults)
            self._are_right = not faults


def _slugs_of(file: FileOutline | None) -> list[tuple[str, Sequence[str]]]:
    return [(entity.slug, entity.aliases) for entity in file.entities] if file else []


def namespaces(kinds: Kinds) -> tuple[tuple[str, ...], ...]:
    """The kinds that share their slugs."""
    return (STORIES, *dict.fromkeys(names for kind in kinds.values() for _, names in kind.references))


def name_former(
    aliases: Iterable[tuple[str, str, str]], kinds: Kinds, index: Index, faults: ProblemsByFile
) -> None:
    """Let entities be found by their former slugs, given as kind, alias and slug: those that are nobody else's slug or
    former slug. Of two entities with the same one the second is wrong, in the order of their paths."""
    for entries in index.values():
        entries.former.clear()
    first: dict[tuple[str, str], Entry] = {}
    sharing = {
        kind: sorted({kind}.union(*(names for names in namespaces(kinds) if kind in names))) for kind in index
    }
    by_path = sorted((index[kind][slug].file.path, kind, alias, slug) for kind, alias, slug in aliases)
    for _, kind, alias, slug in by_path:
        entry = index[kind][slug]
        if alias not in entry.entity.aliases:
            continue  # another file has the same slug, and counts
        shared = sharing[kind]
        holder = next((index[each][alias] for each in shared if alias in index[each]), None)
        other = first.setdefault((shared[0], alias), entry)
        if holder is entry:
            whose = "its own slug"
        elif holder is not None:
            whose = f"the slug of {holder.file.path}"
        elif other is not entry:
            whose = f"a former slug of {other.file.path}, too"
        else:
            index[kind].former[alias] = slug
            continue
        parsed = entry.entity.read()
        position = parsed.places[f"aliases.{parsed.keys.aliases.index(alias)}"]
        faults.of(entry, *((each, alias) for each in shared)).add(
            "PQ210", *position, f'the alias "{shortened(alias)}" is {whose}'
        )


def check_namespaces(kinds: Kinds, index: Index, faults: ProblemsByFile) -> None:
    """Kinds that share their slugs do not both have one: stories, and those between which a reference decides."""
    for one, other in (pair for names in namespaces(kinds) for pair in combinations(names, 2)):
        for slug in sorted(index[one].keys() & index[other].keys()):
            message = f'the slug "{slug}" is that of {index[one][slug].file.path} too; {one} and {other} share theirs'
            entry = index[other][slug]
            faults.of(entry, (one, slug)).add(
                "PQ207", *entry.entity.position, message, "rename one of the two"
            )
