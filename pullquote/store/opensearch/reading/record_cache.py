"""Records of an edition: documents read as records, with everything that they refer to.

People, organizations and the like are referred to again and again: as many as fit stay in a cache, and what is not in
it comes with the next trip. So do stories, which quotes are read from.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from pullquote.store.model.ids import global_id
from pullquote.store.model.kinds import Kind, Kinds
from pullquote.store.model.records import Named, Quote, Story
from pullquote.store.opensearch.documents import record_of, references_of
from pullquote.store.opensearch.queries.searches import Steps, Wanted

MOST_ENTITIES = 20_000
"""People, organizations and the like that stay in memory: some 30 MB."""
MOST_STORIES = 1_000
"""Stories that stay in memory for their quotes: some 30 MB."""
RECORD = ["id", "record"]
"""The fields that are read of a document to make its record."""
QUOTE = ["id", "story_id"]
"""The fields that are read of the document of a quote, which is in its story."""
ANY = ["id", "story_id", "record"]
"""The fields that are read of documents of all kinds."""
Hit = Mapping[str, Any]
UNKNOWN: Final = object()
"""What stands for a record that is not in the cache."""


class RecentRecords:
    """The records that were used last, by their ids; None for an id that nothing has."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._records: OrderedDict[str, tuple[Any, frozenset[str]]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._records)

    def ids(self) -> set[str]:
        """The ids of all."""
        return set(self._records)

    def get(self, identity: str) -> Any:
        """A record, None for an id that nothing has, or :data:`UNKNOWN`."""
        found = self._records.get(identity)
        if found is None:
            return UNKNOWN
        self._records.move_to_end(identity)
        return found[0]

    def put(self, identity: str, record: Any, references: Iterable[str] = ()) -> None:
        """Remember a record and what it refers to, and forget the one that was not used for longest."""
        self._records[identity] = record, frozenset(references)
        self._records.move_to_end(identity)
        if len(self._records) > self._most:
            self._records.popitem(last=False)

    def without(self, changed: Collection[str]) -> RecentRecords:
        """The records that are as they were: neither among the ``changed``, nor referring to one, directly or onwards."""
        gone = set(changed)
        left = dict(self._records)
        while leaving := [
            identity
            for identity, (_, references) in left.items()
            if identity in gone or not gone.isdisjoint(references)
        ]:
            gone.update(leaving)
            for identity in leaving:
                del left[identity]
        found = RecentRecords(self._most)
        found._records.update(left)
        return found


class RecordCache:
    """The records of one edition as one audience sees it, as far as they were read and are remembered."""

    def __init__(self, kinds: Kinds, entities: RecentRecords | None = None) -> None:
        self.kinds = kinds
        self.entities = entities or RecentRecords(MOST_ENTITIES)
        self._stories = RecentRecords(MOST_STORIES)
        self._story_ids = tuple([_beginning(kind.type_name) for kind in kinds.values() if kind.is_story])

    def kinds_in(self, dimension: str) -> list[Kind]:
        """The kinds of what stories and quotes divide into by a dimension; none where that is no reference."""
        return [kind for kind in self.kinds.values() if dimension in kind.stories_by]

    def is_story(self, identity: str) -> bool:
        """Whether an id is that of a story: it begins as such ids do."""
        return identity.startswith(self._story_ids)

    def named(self, ids: Iterable[str]) -> Steps[list[Named]]:
        """The records of those ids that any has."""
        wanted = list(dict.fromkeys(ids))
        found = yield from self._loaded(wanted, ())
        return [found[each] for each in wanted if found[each] is not None]

    def of_hits(self, hits: Collection[Hit]) -> Steps[list[Any]]:
        """The stories, or the records of other kinds, that a search found with the fields in :data:`RECORD`."""
        found = yield from self._loaded((), hits)
        return [found[hit["_source"]["id"]] for hit in hits]

    def quotes(self, hits: Collection[Hit]) -> Steps[list[Quote]]:
        """The quotes that a search found with the fields in :data:`QUOTE`."""
        asked = [(hit["_source"]["story_id"], hit["_source"]["id"]) for hit in hits]
        stories = yield from self._loaded({story for story, _ in asked}, ())
        return [next(quote for quote in stories[story].quotes if quote.id == each) for story, each in asked]

    def of_any(self, hits: Collection[Hit]) -> Steps[list[Any]]:
        """The records of all kinds that a search found with the fields in :data:`ANY`."""
        quotes = yield from self.quotes([hit for hit in hits if "story_id" in hit["_source"]])
        others = yield from self.of_hits([hit for hit in hits if "story_id" not in hit["_source"]])
        found = {each.id: each for each in (*quotes, *others)}
        return [found[hit["_source"]["id"]] for hit in hits]

    def story(self, identity: str) -> Steps[Story | None]:
        """A story by its id."""
        found = yield from self._loaded([identity], ())
        story: Story | None = found[identity]
        return story

    def _loaded(self, ids: Iterable[str], hits: Iterable[Hit]) -> Steps[dict[str, Any]]:
        """The records of some ids, and of documents, with all that they refer to; None for what is not there."""
        found = _Resolved(self)
        waiting = set(ids)
        for hit in hits:
            waiting.update(found.add(hit))
        while waiting := waiting - found.documents.keys() - found.keys():
            missing = set()
            for identity in waiting:
                known = self.cache(identity).get(identity)
                if known is UNKNOWN:
                    missing.add(identity)
                else:
                    found[identity] = known
            if not missing:
                continue
            (answer,) = (yield [Wanted(frozenset(missing))]) or ({},)
            for identity in missing:
                if identity in answer:
                    waiting.update(found.add(answer[identity]))
                else:
                    found[identity] = None
                    self.cache(identity).put(identity, None)
        for identity in found.documents:
            found[identity]
        return found

    def cache(self, identity: str) -> RecentRecords:
        """Where the record of an id is remembered."""
        return self._stories if self.is_story(identity) else self.entities


def _beginning(type_name: str) -> str:
    """What the ids of a type begin with: base64 has three bytes in four characters, and the last may be of the slug."""
    known = global_id(type_name, "")
    return known if (len(type_name) + 1) % 3 == 0 else known[:-1]


class _Resolved(dict[str, Any]):
    """Records by their ids; those of documents are made when they are first asked for, by each other or by name."""

    def __init__(self, records: RecordCache) -> None:
        self._records = records
        self.documents: dict[str, str] = {}

    def add(self, hit: Hit) -> Iterable[str]:
        """Add a document; gives the ids of what it refers to."""
        source = hit["_source"]
        self.documents[source["id"]] = source["record"]
        return references_of(source["record"])

    def __missing__(self, identity: str) -> Any:
        document = self.documents[identity]
        known = self._records.cache(identity).get(identity)
        if known is not UNKNOWN and known is not None:
            self[identity] = known
            return known
        record = self[identity] = record_of(document, self, self._records.kinds)
        self._records.cache(identity).put(identity, record, references_of(document))
        return record
