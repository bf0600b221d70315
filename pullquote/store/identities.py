"""Every record of a snapshot by its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import cast

from pullquote.store.ordering import Named
from pullquote.store.records import Entity
from pullquote.store.running_order import Change, RunningOrder


@dataclass(frozen=True)
class Identities:
    """The records by id; ``named`` are those that are no stories or quotes."""

    records: Mapping[str, Entity]
    named: tuple[Named, ...]
    order: RunningOrder

    @classmethod
    def of(cls, order: RunningOrder, named: Iterable[Named]) -> Identities:
        """All records, one by one."""
        named = tuple(named)
        everything: chain[Entity] = chain(cast("tuple[Entity, ...]", order.stories), order.quotes, named)
        return cls({record.id: record for record in everything}, named, order)

    def after(self, change: Change, order: RunningOrder, named: Iterable[Named]) -> Identities:
        """The records of the order that came of this one's by ``change``: those that stay are not looked at."""
        records, named = dict(self.records), tuple(named)
        gone = chain(
            (self.order.stories[number] for number in change.stories.gone),
            (self.order.quotes[number] for number in change.quotes.gone),
            self.named,
        )
        for record in gone:
            del records[record.id]
        new = chain(
            (order.stories[number] for number in change.stories.added),
            (order.quotes[number] for number in change.quotes.added),
            named,
        )
        records.update((record.id, cast("Entity", record)) for record in new)
        return Identities(records, named, order)
