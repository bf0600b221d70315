"""Brings what is listed by name from an edition to the next: people, organizations and the like of one audience."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from pullquote.store.model.kinds import Kind, Records
from pullquote.store.opensearch.documents import (
    EntityCounts,
    document_id,
    entity_document,
    subject_of,
)
from pullquote.store.publishing.bulk import BulkAction, BulkWriter, ending, writing
from pullquote.store.publishing.states import AudienceReader, InCluster, Totals, of_edition

NOT_COUNTED = EntityCounts()


@dataclass(frozen=True)
class EntityThere:
    """An entity as it is on the cluster: its record, its counts, its document."""

    record: Any
    counts: EntityCounts
    document: InCluster


@dataclass
class Entities:
    """Those of one audience on the cluster, by their ids; empty until they were brought to an edition once."""

    there: dict[str, EntityThere] = field(default_factory=dict)
    counts: dict[str, EntityCounts] = field(default_factory=dict)
    """In how many stories and quotes each is, by what their documents call it."""

    async def bring(
        self,
        reader: AudienceReader,
        writer: BulkWriter,
        records: Records,
        edition: int,
        subjects: Collection[str] | None,
    ) -> tuple[Entities, Totals, bool]:
        """Bring them from ``edition`` to the next, whose stories and quotes can be found already. ``subjects`` are those
        whose stories or quotes have changed, None for all. Gives what is there then, how many, and whether any changed.
        """
        counts = await self._counted(reader, edition + 1, subjects)
        living = {identity: each.document for identity, each in self.there.items()}
        if subjects is None:
            living = await reader.documents_where(reader.entities, of_edition(edition))
        there: dict[str, EntityThere] = {}
        actions: list[BulkAction] = []
        totals = Totals()
        for kind, record in _listed(records):
            counted = counts.get(subject_of(kind, record.slug), NOT_COUNTED)
            found = self.there.get(record.id)
            if found is None or found.record is not record or found.counts != counted:
                document = entity_document(kind, record, counted)
                old = living.get(record.id)
                if old is None or old.hash != document.hash:
                    actions.append(writing(reader.entities, document, edition + 1))
                    if old is not None:
                        actions.append(ending(reader.entities, old.document, edition + 1))
                    old = InCluster(document_id(record.id, edition + 1), document.hash, document.check)
                found = EntityThere(record, counted, old)
            there[record.id] = found
            totals = totals.plus(1, found.document.check)
        gone = [living[identity].document for identity in living.keys() - there.keys()]
        actions += [ending(reader.entities, document, edition + 1) for document in gone]
        await writer.write(actions)
        return Entities(there, counts), totals, bool(actions)

    async def _counted(
        self, reader: AudienceReader, edition: int, subjects: Collection[str] | None
    ) -> dict[str, EntityCounts]:
        """The counts in an edition: those of before, but for some subjects, which are counted again."""
        if subjects is not None and not subjects:
            return self.counts
        stories = await reader.counts(reader.stories, edition, subjects)
        quotes = await reader.counts(reader.quotes, edition, subjects)
        counted = {
            subject: EntityCounts(
                quotes.get(subject, (0, None))[0],
                stories.get(subject, (0, None))[0],
                stories.get(subject, (0, None))[1],
            )
            for subject in (stories.keys() | quotes.keys() if subjects is None else subjects)
        }
        return counted if subjects is None else self.counts | counted


def _listed(records: Records) -> Iterator[tuple[Kind, Any]]:
    for name, listed in records.by_kind.items():
        for record in listed:
            yield records.kinds[name], record
