"""Which item is which: under what it is remembered, and whether this import has met it."""

from __future__ import annotations

from pullquote.importing.files import hash_of
from pullquote.importing.items import Item
from pullquote.importing.sources.reading import is_global
from pullquote.importing.state import Row, State

EVERYWHERE = ""
"""The scope of names that are the same in every source."""


class Identities:
    """The names of the items of one import: ``scope`` tells its source from others, ``rules`` is a hash of all
    that makes another file of the same item."""

    def __init__(self, state: State, scope: str, rules: str) -> None:
        self._state = state
        self._scope = scope
        self._rules = rules
        self._pending: dict[tuple[str, str], str] = {}
        self._files: dict[str, str] = {}

    def fingerprint(self, item: Item) -> str:
        """A hash of what an item says."""
        said = repr((sorted(item.values.items()), item.body, item.form, item.kind, item.name, item.notes))
        return hash_of(f"{self._rules}{said}".encode(errors="replace"))

    def name(self, item: Item, fingerprint: str) -> tuple[str, str, int]:
        """Scope and key of an item, and the number of those before it that have its name and are other items.

        One that comes again in another file, under a name that is one everywhere, and says the same, is the same item.
        """
        scope = EVERYWHERE if is_global(item.key) else self._scope
        key, number = item.key, 0
        while (before := self._met(scope, key)) is not None:
            if before == fingerprint and self._files.get(key, item.file) != item.file:
                break
            number += 1
            key = f"{item.key}#{number + 1}"
        return scope, key, number

    def is_met(self, scope: str, key: str) -> bool:
        """Whether this import has met an item of this name."""
        return self._met(scope, key) is not None

    def meet(self, item: Item, scope: str, key: str, fingerprint: str) -> None:
        """Take note of an item that has these names."""
        self._pending[scope, key] = fingerprint
        if scope == EVERYWHERE:
            self._files[key] = item.file

    def remembered(self, row: Row) -> None:
        """Take note that an item is remembered."""
        self._pending.pop((row.scope, row.key), None)

    def _met(self, scope: str, key: str) -> str | None:
        row = self._state.find(scope, key)
        return row.fingerprint if row and row.run == self._state.run else self._pending.get((scope, key))
