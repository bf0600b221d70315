"""The whole newsroom at one moment, for one audience: linked, numbered, indexed, and never changed.

What a reader may not see is not in it at all; :mod:`~pullquote.store.newsroom.editions` makes the public's and the
preview's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from datetime import date, datetime
from typing import Any

from pyroaring import BitMap

from pullquote.store.index.arranging import Arranged, arrange
from pullquote.store.index.building import named_collection, quote_collection, story_collection
from pullquote.store.index.collections import RecordCollection
from pullquote.store.index.dimensions import Former, former_of_stories, former_slugs
from pullquote.store.index.lazy_indexes import Before
from pullquote.store.index.related import SHARED, Shared, nearest
from pullquote.store.index.roles import Roles
from pullquote.store.index.running_order import Change, RunningOrder, moved_order, running_order
from pullquote.store.index.sort_orders import BY_NAME, in_order
from pullquote.store.model.criteria import (
    NameCriteria,
    NameOrder,
    OrganizationCriteria,
    PersonCriteria,
    QuoteCriteria,
    QuoteOrder,
    SearchCriteria,
    StoryCriteria,
    StoryKind,
    StoryOrder,
)
from pullquote.store.model.ids import quote_of, read_id
from pullquote.store.model.kinds import Records
from pullquote.store.model.pages import Bucket, Selection
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import (
    Entity,
    Named,
    Organization,
    Person,
    Publication,
    Quote,
    Role,
    Section,
    Story,
    Topic,
)
from pullquote.store.model.snapshots.asking import WholeSnapshot
from pullquote.store.model.snapshots.protocol import RELATED, SUGGESTIONS
from pullquote.store.model.snapshots.questions import Suggestion
from pullquote.store.model.unread import is_unread
from pullquote.store.newsroom.appearances import Appearances
from pullquote.store.search.everything import Everything, RankedSelection
from pullquote.store.search.fields import QUOTE_FIELDS, STORY_FIELDS
from pullquote.store.search.names import NameIndex
from pullquote.store.search.suggestions.prefixes import Suggestions
from pullquote.store.search.text_search import RecordSearch, SearchIndex, Text


class MemorySnapshot(WholeSnapshot):
    """The ``records`` that one audience may see, and what can be asked of them.

    ``version`` is the same for the same content, in every process; ``counts`` are the numbers of records of
    each type, ``problems`` the warnings about them. The collections answer with
    :class:`~pullquote.store.model.pages.Selection`; ``by_kind`` has those of all kinds but stories by their names.
    """

    order: RunningOrder
    index: SearchIndex
    stories: RecordCollection[Story, StoryCriteria, StoryOrder]
    quotes: RecordCollection[Quote, QuoteCriteria, QuoteOrder]
    people: RecordCollection[Person, PersonCriteria, NameOrder]
    organizations: RecordCollection[Organization, OrganizationCriteria, NameOrder]
    by_kind: dict[str, RecordCollection[Any, Any, NameOrder]]
    publications: RecordCollection[Publication, NameCriteria, NameOrder]
    sections: RecordCollection[Section, NameCriteria, NameOrder]
    topics: RecordCollection[Topic, NameCriteria, NameOrder]
    roles: Roles

    def __init__(
        self,
        records: Records,
        *,
        version: str,
        loaded_at: datetime,
        problems: tuple[Problem, ...] = (),
        previous: MemorySnapshot | None = None,
        arranged: Arranged | None = None,
        text: Text | None = None,
    ) -> None:
        """Number and index ``records``, but for what is ``arranged``, or still right in an older snapshot. ``text`` is
        where the text search is written, in memory if that is None."""
        self.records = records
        self.kinds = kinds = records.kinds
        self.version = version
        self.loaded_at = loaded_at
        self.problems = problems

        self.order, change, arranged = _ordered(records.stories, previous, arranged)
        every = records.by_kind
        before = {
            name: previous for name in every if previous and every[name] == previous.records.by_kind[name]
        }
        self.former: dict[str, Former] = {
            name: before[name].former[name] if name in before else former_slugs(every[name]) for name in every
        }
        named = {
            name: before[name].by_kind[name].records if name in before else in_order(every[name], BY_NAME)
            for name in every
        }
        stories, quotes = self.order.stories, self.order.quotes
        self.index = SearchIndex(
            records,
            self.order,
            {kind.noun: named[kind.name] for kind in kinds.values() if kind.searched},
            previous=previous.index if previous else None,
            text=text,
        )
        self.stories = story_collection(
            stories,
            former_of_stories(kinds, self.former),
            RecordSearch(self.index, "stories", STORY_FIELDS, 0),
            before=Before(previous.stories, change.stories) if previous and change else None,
            made=arranged.stories if arranged else None,
        )
        self.quotes = quote_collection(
            quotes,
            self.stories,
            self.order.first_quote,
            RecordSearch(self.index, "quotes", QUOTE_FIELDS, len(stories)),
            before=Before(previous.quotes, change.quotes) if previous and change else None,
            made=arranged.quotes if arranged else None,
        )
        self.appearances = Appearances(self.order, self.stories, self.quotes, kinds)
        self.by_kind = {
            name: named_collection(
                kinds[name],
                found,
                self.former,
                NameIndex.of,
                self.appearances,
                before=previous.by_kind[name] if previous else None,
                unchanged=self.appearances.unchanged_orders(
                    kinds[name], found, previous.appearances, previous.by_kind[name]
                )
                if previous
                else None,
            )
            for name, found in named.items()
        }
        self.people = self.by_kind["people"]
        self.organizations = self.by_kind["organizations"]
        self.publications = self.by_kind["publications"]
        self.sections = self.by_kind["sections"]
        self.topics = self.by_kind["topics"]
        self.suggestions = Suggestions(stories, self.by_kind, kinds.values(), self.appearances)
        if previous and change:
            self.suggestions.continue_from(previous.suggestions, change.stories)
        self.roles = Roles(records.people, previous.roles if previous else None)
        self._by_type: dict[str, RecordCollection[Any, Any, Any]] = {
            kind.type_name: self.stories if kind.is_story else self.by_kind[kind.name]
            for kind in kinds.values()
        }
        self.counts = self._count()
        self._everything = Everything(
            self.index, kinds, {kind.value: self.stories.indexes["kinds"].having(kind) for kind in StoryKind}
        )

    def with_problems(self, problems: tuple[Problem, ...], version: str) -> MemorySnapshot:
        """The same records and indexes, with other problems and so with another ``version``."""
        other = copy(self)
        other.problems = problems
        other.version = version
        return other

    def warm(self) -> None:
        """Make all indexes, that of the text search included, now rather than when they are first needed."""
        self.make_indexes()
        self.index.build()

    def make_indexes(self) -> None:
        """Make all indexes but that of the text search, which takes as long as all the others together."""
        for collection in (*self._by_type.values(), self.quotes):
            collection.make_indexes()

    def node(self, id: str) -> Entity | None:  # noqa: A002  what GraphQL calls it
        """Whatever has this id; None for an id that nothing (or nothing that may be seen) has."""
        type_name, slug = read_id(id)
        if type_name not in self._by_type:
            return quote_of(self.stories.by_slug, id)
        found: Entity | None = self._by_type[type_name].by_slug(slug)
        return found if found is not None and found.id == id else None

    def story(self, slug: str) -> Story | None:
        """The article or editorial of a slug, or of a former one."""
        return self.stories.by_slug(slug)

    def story_by_url(self, url: str) -> Story | None:
        """The story of a web address; of several, the newest."""
        number = self.order.by_url.get(url)
        return None if number is None else self.order.stories[number]

    def person(self, slug: str) -> Person | None:
        """The person of a slug, or of a former one."""
        return self.people.by_slug(slug)

    def organization(self, slug: str) -> Organization | None:
        """The organization of a slug, or of a former one."""
        return self.organizations.by_slug(slug)

    def stories_of(
        self,
        subject: Named | StoryKind,
        criteria: StoryCriteria | None = None,
        order: StoryOrder | None = None,
        descending: bool | None = None,
    ) -> Selection[Story]:
        """The stories of a kind or a subject: of a person or organization, those that it wrote, is quoted in
        (an organization also through somebody in a role of it) or is mentioned in.
        """
        return self.appearances.stories_of(subject, criteria, order, descending)

    def quotes_of(
        self,
        subject: Named | Story,
        criteria: QuoteCriteria | None = None,
        order: QuoteOrder | None = None,
        descending: bool | None = None,
    ) -> Selection[Quote]:
        """The quotes in a story, by a person, by or for an organization, or in stories of something else."""
        return self.appearances.quotes_of(subject, criteria, order, descending)

    def roles_of(self, organization: Organization, on: date | None = None) -> tuple[Role, ...]:
        """The roles in an organization (those held ``on`` a day, if given), by the names of their holders."""
        return self.roles.of(organization, on)

    def related(self, story: Story, first: int = RELATED) -> tuple[Story, ...]:
        """The stories that share most with a story, without itself."""
        number = self.stories.numbers.get(story.slug)
        if number is None:
            return ()
        indexes = self.stories.indexes
        shared = [
            Shared(having, weight)
            for name, weight in SHARED
            for term in indexes[name].terms(number)
            if (having := indexes[name].having(term))
        ]
        found = nearest(number, shared, first, len(self.stories.records))
        return tuple(map(self.stories.records.__getitem__, found))

    def search(
        self, query: str, nouns: Collection[str] | None = None, criteria: SearchCriteria | None = None
    ) -> RankedSelection:
        """What has all words of ``query``, the most relevant first: of everything that can be searched, or of some, by
        what one is called (``article``, ``quote``, ``person``); see
        :meth:`~pullquote.store.search.everything.Everything.search`. With ``criteria``, of stories and quotes."""
        within = None
        if criteria is not None and criteria != SearchCriteria():
            asked = vars(criteria)
            stories = self.stories.members(StoryCriteria(**asked))
            within = stories | self.quotes.members(QuoteCriteria(**asked)).shift(len(self.stories.records))
        return self._everything.search(query, nouns, within)

    def matches(self, story: Story, criteria: StoryCriteria) -> bool:
        """See :class:`~pullquote.store.model.snapshots.protocol.Snapshot`."""
        itself = BitMap([self.stories.numbers[story.slug]])
        return self.stories.select(criteria, within=itself).total_count > 0

    def suggest(
        self, prefix: str, nouns: Collection[str] | None = None, first: int = SUGGESTIONS
    ) -> tuple[Suggestion, ...]:
        """See :meth:`~pullquote.store.search.suggestions.prefixes.Suggestions.suggest`."""
        return self.suggestions.suggest(prefix, nouns, first)

    def _count(self) -> tuple[Bucket, ...]:
        counted = {f"{kind.value}s": len(self.stories.indexes["kinds"].having(kind)) for kind in StoryKind}
        counted["quotes"] = len(self.quotes.records)
        counted |= {name: len(collection.records) for name, collection in self.by_kind.items()}
        return tuple(Bucket(name, name.capitalize(), count) for name, count in counted.items())


def _ordered(
    stories: Sequence[Story], previous: MemorySnapshot | None, arranged: Arranged | None
) -> tuple[RunningOrder, Change | None, Arranged | None]:
    """The order of stories and what became of the one before, or how all of them are arranged: that is known, or
    found out at once where stories are not in memory."""
    if arranged is None:
        moved = moved_order(previous.order, previous.records.stories, stories) if previous else None
        if moved is not None:
            return *moved, None
        if not any(map(is_unread, stories)):
            return running_order(stories), None, None
        arranged = arrange(stories)
    return arranged.order, None, arranged
