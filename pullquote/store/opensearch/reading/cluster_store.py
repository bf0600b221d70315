"""Answers questions about the editions of a newsroom on a cluster: what is needed at the same time makes one trip.

https://docs.opensearch.org/latest/api-reference/search-apis/multi-search/
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pullquote.store.files.kinds import KINDS, Kinds
from pullquote.store.model.errors import BadInput, StoreUnavailable
from pullquote.store.model.snapshots.questions import (
    BeyondPage,
    ById,
    BySlug,
    ByUrl,
    Question,
    RelatedTo,
    RolesIn,
    Searched,
    Selected,
    SlugsLike,
    SuggestedFor,
)
from pullquote.store.model.snapshots.remote import EditionKey
from pullquote.store.opensearch.client import ClusterClient
from pullquote.store.opensearch.mappings import IndexNames
from pullquote.store.opensearch.queries.criteria import CollectionOf, FormerNames, collections_of
from pullquote.store.opensearch.queries.searches import Steps, together
from pullquote.store.opensearch.reading import lookups
from pullquote.store.opensearch.reading.everything import everything
from pullquote.store.opensearch.reading.gathering import gathered, gathers
from pullquote.store.opensearch.reading.opening import opened
from pullquote.store.opensearch.reading.record_cache import RecordCache
from pullquote.store.opensearch.reading.relating import related
from pullquote.store.opensearch.reading.selections import selection
from pullquote.store.opensearch.reading.suggesting import suggestions
from pullquote.store.opensearch.reading.trips import Trips
from pullquote.store.opensearch.record_encoding import InvalidRecord

NODE_SECONDS = 2.0
"""How long one node may take: a node that is frozen is worse than one that is gone, and then another is asked."""
CARRIED_SECONDS = 60.0
"""How long after an edition was read its records are still compared with those of the next: what has ended is removed
from the cluster later than that."""
READINGS = 8
"""Editions of which records are remembered, those of each audience counted: of operations that are still running, and
of answers in parts."""


@dataclass
class OpenEdition:
    """One edition as one audience sees it: what is known of it from the beginning, its records, and when it was read
    last, on the clock of the event loop."""

    edition: EditionKey
    former: FormerNames
    records: RecordCache
    used: float


class ClusterStore:
    """A :class:`~pullquote.store.model.snapshots.remote.RemoteStore` on a cluster. For one event loop."""

    def __init__(
        self,
        client: ClusterClient,
        names: IndexNames,
        kinds: Kinds = KINDS,
        *,
        node_seconds: float = NODE_SECONDS,
    ) -> None:
        """``node_seconds`` is how long one node may take before another is asked."""
        self._address = client.address
        self._indices = names.every
        self._kinds = kinds
        self._trips = Trips(client, names, kinds, node_seconds)
        self._collections = collections_of(kinds)
        self._readings: OrderedDict[EditionKey, OpenEdition] = OrderedDict()
        self._opening = asyncio.Lock()

    @property
    def trips(self) -> int:
        """How often the cluster was asked."""
        return self._trips.count

    def forget(self) -> None:
        """Forget all editions that were read: what comes next may have the same numbers, and is something else."""
        self._readings.clear()

    async def answer(
        self, questions: Sequence[Question[Any]], edition: EditionKey, *, seconds: float
    ) -> Mapping[Question[Any], Any]:
        """See :class:`~pullquote.store.model.snapshots.remote.RemoteStore`."""
        deadline = asyncio.get_running_loop().time() + seconds
        reading = await self._reading(edition, deadline)
        try:
            return await self._trips.run(_answers(questions, reading, self._collections), edition, deadline)
        except InvalidRecord as error:
            raise StoreUnavailable(
                f"{self._address} has a document that cannot be read: {error}; where it was changed there, delete the "
                f"indices {self._indices} and publish again",
                "damaged",
            ) from error

    async def _reading(self, edition: EditionKey, deadline: float) -> OpenEdition:
        """An edition, opened once."""
        now = asyncio.get_running_loop().time()
        async with self._opening:
            reading = self._readings.get(edition)
            if reading is None:
                before = self._last_of(edition.audience, now - CARRIED_SECONDS)
                steps = opened(self._kinds, before, edition.number)
                former, records = await self._trips.run(steps, edition, deadline)
                reading = OpenEdition(edition, FormerNames(self._kinds, former), records, now)
                self._readings[edition] = reading
        reading.used = now
        self._readings.move_to_end(edition)
        while len(self._readings) > READINGS:
            self._readings.popitem(last=False)
        return reading

    def _last_of(self, audience: str, since: float) -> tuple[int, RecordCache] | None:
        """The number and the records of the edition of an audience that was read last, if that was not before."""
        for edition, reading in reversed(self._readings.items()):
            if edition.audience == audience and reading.used >= since:
                return edition.number, reading.records
        return None


def _answers(
    questions: Iterable[Question[Any]], reading: OpenEdition, collections: Mapping[str, CollectionOf]
) -> Steps[dict[Question[Any], Any]]:
    """The answers to all questions; those about the same selection are answered together."""
    groups: dict[Any, list[Question[Any]]] = {}
    together_with: dict[Selected, list[Question[Any]]] = {}
    for question in questions:
        alike = gathers(question, collections, reading.records.kinds)
        if alike is not None:
            together_with.setdefault(alike, []).append(question)
        else:
            groups.setdefault(_of(question), []).append(question)
    gatherings = []
    for several in together_with.values():
        if len({_of(question) for question in several}) > 1:
            gatherings.append(several)
        else:
            groups.setdefault(_of(several[0]), []).extend(several)
    steps = [_group(of, several, reading, collections) for of, several in groups.items()]
    steps += [gathered(each, collections, reading.former, reading.records) for each in gatherings]
    found = yield from together(*steps)
    answers: dict[Question[Any], Any] = {}
    for several, each in zip((*groups.values(), *gatherings), found, strict=True):
        answers |= (
            dict.fromkeys(several, each) if isinstance(each, BadInput) else zip(several, each, strict=True)
        )
    return answers


def _of(question: Any) -> Any:
    """What a question is about."""
    if isinstance(question, BeyondPage):
        return question.page.of
    return getattr(question, "of", question)


def _group(
    of: Any, questions: list[Question[Any]], reading: OpenEdition, collections: Mapping[str, CollectionOf]
) -> Steps[list[Any]]:
    records, former = reading.records, reading.former
    match of:
        case Selected():
            return (yield from selection(of, questions, collections, former, records))
        case Searched():
            return (yield from everything(of, questions, former, records))
        case ById():
            return [(yield from lookups.by_id(of, records))]
        case BySlug():
            return [(yield from lookups.by_slug(of, collections, records))]
        case ByUrl():
            return [(yield from lookups.by_url(of, records))]
        case RolesIn():
            return [(yield from lookups.roles_in(of, collections, records))]
        case RelatedTo():
            return [(yield from related(of, records))]
        case SuggestedFor():
            return [(yield from suggestions(of, records))]
        case SlugsLike():
            return [(yield from lookups.slugs_like(of, collections))]
    raise TypeError(f"{type(of).__name__} is no question")
