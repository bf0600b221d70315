"""Every record of a snapshot by its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import cast

from pullquote.store.ordering import Named
from pullquote.store.records import Entity
from pullquote.store.running_order import Change, RunningOrder

MOST_EDITS = 1_000
EDITED_SHARE = 0.05
"""How many records may differ, and what share of them besides, before all are gathered again."""


@dataclass(frozen=True)
class Identities:
    """The records by id.

    ``edits`` are what differs from ``records`` since those were gathered, None where a record is gone: copying
    half a million for each edit would take longer than all the rest.
    """

    records: Mapping[str, Entity]
    edits: Mapping[str, Entity | None]
    named: frozenset[Named]

    @classmethod
    def of(cls, order: RunningOrder, named: Iterable[Named]) -> Identities:
        """All records, gathered one by one."""
        named = frozenset(named)
        everything: chain[Entity] = chain(cast("tuple[Entity, ...]", order.stories), order.quotes, named)
        return cls({record.id: record for record in everything}, {}, named)

    def get(self, identity: str) -> Entity | None:
        """The record of an id, if there is one."""
        if identity in self.edits:
            return self.edits[identity]
        return self.records.get(identity)

    def after(
        self, change: Change, before: RunningOrder, order: RunningOrder, named: Iterable[Named]
    ) -> Identities:
        """The records of ``order``, which came of ``before`` by ``change``: those that stay are not looked at."""
        named = frozenset(named)
        edits: dict[str, Entity | None] = dict(self.edits)
        gone = chain(
            (before.stories[number] for number in change.stories.gone),
            (before.quotes[number] for number in change.quotes.gone),
            self.named - named,
        )
        edits.update((record.id, None) for record in gone)
        new = chain(
            (order.stories[number] for number in change.stories.added),
            (order.quotes[number] for number in change.quotes.added),
            named - self.named,
        )
        edits.update((record.id, cast("Entity", record)) for record in new)
        if len(edits) > MOST_EDITS + len(self.records) * EDITED_SHARE:
            return Identities.of(order, named)
        return Identities(self.records, edits, named)
