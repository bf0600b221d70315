"""The whole newsroom at one moment, for one audience: linked, numbered, indexed, and never changed.

What a reader may not see is not in it at all; :mod:`~pullquote.store.newsroom.editions` makes the public's and the
preview's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from functools import partial
from itertools import accumulate
from typing import cast

from pyroaring import BitMap

from pullquote.store.index import roles
from pullquote.store.index.arranging import Arranged, arrange
from pullquote.store.index.bitmaps import NONE
from pullquote.store.index.building import Before, named_collection, quote_collection, story_collection
from pullquote.store.index.collections import RecordCollection
from pullquote.store.index.dimensions import ORGANIZATION_DIMENSIONS, PERSON_DIMENSIONS
from pullquote.store.index.related import Shared, nearest
from pullquote.store.index.running_order import Change, RunningOrder, moved_order, running_order
from pullquote.store.index.selections import RowSelection
from pullquote.store.index.sort_positions import Members
from pullquote.store.model.criteria import (
    NameCriteria,
    OrganizationCriteria,
    PersonCriteria,
    QuoteCriteria,
    SearchKind,
    StoryCriteria,
    StoryKind,
)
from pullquote.store.model.facets import Bucket
from pullquote.store.model.ids import quote_of, read_id
from pullquote.store.model.orders import NameOrder, QuoteOrder, StoryOrder
from pullquote.store.model.pages import Selection
from pullquote.store.model.problems import Problem
from pullquote.store.model.records import (
    Article,
    Editorial,
    Entity,
    Organization,
    Person,
    Publication,
    Quote,
    Records,
    Role,
    Section,
    Speaker,
    Story,
    Topic,
)
from pullquote.store.model.unread import is_unread
from pullquote.store.search.fields import ENTITY_FIELDS, QUOTE_FIELDS, STORY_FIELDS, TextField
from pullquote.store.search.text_search import RecordSearch, SearchIndex, Text

Subject = Person | Organization | Publication | Section | Topic
"""What stories and quotes are listed by."""
Found = Article | Editorial | Quote | Person | Organization
"""What a search over everything finds."""
RELATED = 5
"""Related articles when a client does not say: a row of teasers."""

STORIES_OF: Mapping[type, tuple[str, ...]] = {
    Person: ("authors", "speakers", "mentions"),
    Organization: ("speakers", "organizations", "mentions"),
    Publication: ("publications",),
    Section: ("sections",),
    Topic: ("topics",),
}
"""The dimensions by which a story is one of a subject's."""
QUOTES_OF: Mapping[type, str] = {
    Person: "speakers",
    Organization: "organizations",
    Publication: "publications",
    Section: "sections",
    Topic: "topics",
}
"""The dimension by which a quote is one of a subject's."""
SHARED = (("topics", 3.0), ("speakers", 2.0), ("mentions", 1.0), ("sections", 0.5))
"""What makes stories related, and how much; a section is no more than a hint."""

SEARCHED: Mapping[SearchKind, tuple[TextField, ...]] = {
    SearchKind.ARTICLE: STORY_FIELDS,
    SearchKind.EDITORIAL: STORY_FIELDS,
    SearchKind.QUOTE: QUOTE_FIELDS,
    SearchKind.PERSON: ENTITY_FIELDS,
    SearchKind.ORGANIZATION: ENTITY_FIELDS,
}
"""Where a search over everything looks for each kind."""


class Snapshot:
    """The ``records`` that one audience may see, and what can be asked of them.

    ``version`` is the same for the same content, in every process; ``counts`` are the numbers of records of
    each type, ``problems`` the warnings about them. The collections answer with
    :class:`~pullquote.store.model.pages.Selection`.
    """

    order: RunningOrder
    index: SearchIndex
    stories: RecordCollection[Story, StoryCriteria, StoryOrder]
    quotes: RecordCollection[Quote, QuoteCriteria, QuoteOrder]
    people: RecordCollection[Person, PersonCriteria, NameOrder]
    organizations: RecordCollection[Organization, OrganizationCriteria, NameOrder]
    publications: RecordCollection[Publication, NameCriteria, NameOrder]
    sections: RecordCollection[Section, NameCriteria, NameOrder]
    topics: RecordCollection[Topic, NameCriteria, NameOrder]

    def __init__(
        self,
        records: Records,
        *,
        version: str,
        loaded_at: datetime,
        problems: tuple[Problem, ...] = (),
        previous: Snapshot | None = None,
        arranged: Arranged | None = None,
        text: Text | None = None,
    ) -> None:
        """Number and index ``records``; what an older snapshot has that is still right is not made again, nor
        what is ``arranged`` already. ``text`` is where the text search is written, in memory if that is None."""
        self.records = records
        self.version = version
        self.loaded_at = loaded_at
        self.problems = problems

        self.order, change, arranged = _ordered(records.stories, previous, arranged)
        self.people = named_collection("people", records.people, _names, PERSON_DIMENSIONS)
        self.organizations = named_collection(
            "organizations", records.organizations, _names, ORGANIZATION_DIMENSIONS
        )
        self.publications = named_collection("publications", records.publications, _name)
        self.sections = named_collection("sections", records.sections, _name)
        self.topics = named_collection("topics", records.topics, _name)
        stories, quotes = self.order.stories, self.order.quotes
        self.index = SearchIndex(
            records,
            self.order,
            self.people.records,
            self.organizations.records,
            previous=previous.index if previous else None,
            text=text,
        )
        self.stories = story_collection(
            stories,
            RecordSearch(self.index, "stories", STORY_FIELDS, 0),
            Before(previous.stories, change.stories) if previous and change else None,
            arranged.stories if arranged else None,
        )
        self.quotes = quote_collection(
            quotes,
            self.stories,
            self.order.first_quote,
            RecordSearch(self.index, "quotes", QUOTE_FIELDS, len(stories)),
            before=Before(previous.quotes, change.quotes) if previous and change else None,
            made=arranged.quotes if arranged else None,
        )
        self._by_url = {story.url: story for story in reversed(stories) if story.url}
        self._roles = _roles_by_organization(records.people)
        self.counts = self._count()
        self._found = self._found_by_kind()

    def with_problems(self, problems: tuple[Problem, ...], version: str) -> Snapshot:
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
        for collection in (self.stories, self.quotes, self.people, self.organizations):
            collection.make_indexes()

    def node(self, id: str) -> Entity | None:  # noqa: A002  what GraphQL calls it
        """Whatever has this id; None for an id that nothing (or nothing that may be seen) has."""
        kind, slug = read_id(id)
        if kind not in BY_SLUG:
            return quote_of(self.stories.by_slug, id)
        found = BY_SLUG[kind](self, slug)
        return found if found is not None and found.id == id else None

    def story(self, slug: str) -> Story | None:
        """The article or editorial of a slug."""
        return self.stories.by_slug(slug)

    def article(self, slug: str) -> Article | None:
        """The article of a slug; None when it is an editorial's."""
        story = self.stories.by_slug(slug)
        return story if isinstance(story, Article) else None

    def editorial(self, slug: str) -> Editorial | None:
        """The editorial of a slug; None when it is an article's."""
        story = self.stories.by_slug(slug)
        return story if isinstance(story, Editorial) else None

    def story_by_url(self, url: str) -> Story | None:
        """The story of a web address; of several, the newest."""
        return self._by_url.get(url)

    def person(self, slug: str) -> Person | None:
        """The person of a slug."""
        return self.people.by_slug(slug)

    def organization(self, slug: str) -> Organization | None:
        """The organization of a slug."""
        return self.organizations.by_slug(slug)

    def publication(self, slug: str) -> Publication | None:
        """The publication of a slug."""
        return self.publications.by_slug(slug)

    def section(self, slug: str) -> Section | None:
        """The section of a slug."""
        return self.sections.by_slug(slug)

    def topic(self, slug: str) -> Topic | None:
        """The topic of a slug."""
        return self.topics.by_slug(slug)

    def stories_of(
        self,
        subject: Subject | StoryKind,
        criteria: StoryCriteria | None = None,
        order: StoryOrder | None = None,
        descending: bool | None = None,
    ) -> Selection[Story]:
        """The stories of a kind or a subject: of a person or organization, those that it wrote, is quoted in
        (an organization also through somebody in a role of it) or is mentioned in.
        """
        indexes = self.stories.indexes
        if isinstance(subject, StoryKind):
            within = indexes["kinds"].having(subject)
        else:
            sets = [indexes[name].having(subject.slug) for name in STORIES_OF[type(subject)]]
            within = sets[0] if len(sets) == 1 else NONE.union(*sets)
        return self.stories.select(criteria, order, descending, within=within)

    def quotes_of(
        self,
        subject: Subject | Story,
        criteria: QuoteCriteria | None = None,
        order: QuoteOrder | None = None,
        descending: bool | None = None,
    ) -> Selection[Quote]:
        """The quotes in a story, by a person, by or for an organization, or in stories of something else."""
        within: Members
        if isinstance(subject, Story):
            number = self.stories.numbers.get(subject.slug, -1)
            within = self.order.quotes_of(number) if number >= 0 else range(0)
        else:
            within = self.quotes.indexes[QUOTES_OF[type(subject)]].having(subject.slug)
        return self.quotes.select(criteria, order, descending, within=within)

    def roles_of(self, organization: Organization, on: date | None = None) -> tuple[Role, ...]:
        """The roles in an organization (those held ``on`` a day, if given), by the names of their holders."""
        return roles.listed(self._roles.get(organization.slug, ()), on)

    def related(self, story: Story, first: int = RELATED) -> tuple[Article, ...]:
        """The articles that share most with a story, without itself."""
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
        articles = indexes["kinds"].having(StoryKind.ARTICLE)
        found = nearest(number, shared, articles, first, len(self.stories.records))
        return tuple(
            each for each in map(self.stories.records.__getitem__, found) if isinstance(each, Article)
        )

    def search(self, query: str, kinds: Collection[SearchKind] | None = None) -> Selection[Found]:
        """What has all words of ``query`` (or, when nothing has, any), of all kinds or some, the most relevant
        first.
        """
        wanted = SearchKind if kinds is None else kinds
        fields = [field for kind in SearchKind if kind in wanted for field in SEARCHED[kind]]
        searcher = RecordSearch(self.index, "search", tuple(dict.fromkeys(fields)), 0, forgiving=True)
        members: Members = range(len(self.index.documents))
        if len(set(wanted)) < len(SearchKind):
            members = NONE.union(*[self._found[kind] for kind in set(wanted)])
        row = searcher.row(query, descending=True)
        documents = cast("Sequence[Found]", self.index.documents)
        return RowSelection(documents, row, members, None, partial(searcher.highlight, query))

    def _found_by_kind(self) -> dict[SearchKind, BitMap]:
        """The numbers of the documents of each kind; see :mod:`~pullquote.store.search.text_search`."""
        kinds = self.stories.indexes["kinds"]
        lengths = [len(each.records) for each in (self.stories, self.quotes, self.people, self.organizations)]
        ends = list(accumulate(lengths))
        return {
            SearchKind.ARTICLE: kinds.having(StoryKind.ARTICLE),
            SearchKind.EDITORIAL: kinds.having(StoryKind.EDITORIAL),
            SearchKind.QUOTE: BitMap(range(ends[0], ends[1])),
            SearchKind.PERSON: BitMap(range(ends[1], ends[2])),
            SearchKind.ORGANIZATION: BitMap(range(ends[2], ends[3])),
        }

    def _count(self) -> tuple[Bucket, ...]:
        kinds = self.stories.indexes["kinds"]
        counted: dict[str, int] = {
            "articles": len(kinds.having(StoryKind.ARTICLE)),
            "editorials": len(kinds.having(StoryKind.EDITORIAL)),
        }
        for name in ("quotes", "people", "organizations", "publications", "sections", "topics"):
            counted[name] = len(getattr(self, name).records)
        return tuple(Bucket(name, name.capitalize(), count) for name, count in counted.items())


BY_SLUG: Mapping[str, Callable[[Snapshot, str], Entity | None]] = {
    "Article": Snapshot.article,
    "Editorial": Snapshot.editorial,
    "Person": Snapshot.person,
    "Organization": Snapshot.organization,
    "Publication": Snapshot.publication,
    "Section": Snapshot.section,
    "Topic": Snapshot.topic,
}
"""How what an id names is found; a quote is found by its story."""


def _ordered(
    stories: Sequence[Story], previous: Snapshot | None, arranged: Arranged | None
) -> tuple[RunningOrder, Change | None, Arranged | None]:
    """The order of stories and what became of the one before, or how all of them are arranged: that is known, or
    found out at once where stories are not in memory."""
    if arranged is None:
        moved = moved_order(stories, previous.order) if previous else None
        if moved is not None:
            return *moved, None
        if not any(map(is_unread, stories)):
            return running_order(stories), None, None
        arranged = arrange(stories)
    return arranged.order, None, arranged


def _name(record: Publication | Section | Topic) -> Iterable[str]:
    return (record.name,)


def _names(record: Speaker) -> Iterable[str]:
    return (record.name, *record.alternate_names)


def _roles_by_organization(people: Iterable[Person]) -> dict[str, list[Role]]:
    found: defaultdict[str, list[Role]] = defaultdict(list)
    for person in people:
        for role in person.roles:
            if role.organization:
                found[role.organization.slug].append(role)
    return dict(found)
