"""Questions at random about a newsroom: with values that its records have, and with some that nothing has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from random import Random
from typing import Any

from pullquote.store.index.dimensions import (
    QUOTE_DIMENSIONS,
    QUOTE_FACETS,
    QUOTED_STORY_DIMENSIONS,
    STORY_DIMENSIONS,
    STORY_FACETS,
)
from pullquote.store.model.criteria import (
    NameOrder,
    OrganizationCriteria,
    QuoteCriteria,
    QuoteOrder,
    SearchCriteria,
    StoryCriteria,
    StoryKind,
    StoryOrder,
)
from pullquote.store.model.dates import DateOrDateTime, TimelineInterval
from pullquote.store.model.records import OrganizationKind
from pullquote.store.model.snapshots.questions import (
    BeyondPage,
    ById,
    BySlug,
    ByUrl,
    CountOf,
    FacetOf,
    PageOf,
    Question,
    RelatedTo,
    RolesIn,
    Searched,
    Selected,
    SlugsLike,
    Subject,
    SuggestedFor,
    TimelineOf,
)
from pullquote.store.newsroom.snapshot import MemorySnapshot

WORDS_A_HEADLINE = 3
QUOTED = '"{}"'


@dataclass
class Asker:
    """Draws questions about a snapshot."""

    snapshot: MemorySnapshot
    random: Random
    values: dict[str, dict[str, list[Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        stories, quotes = self.snapshot.stories.records, list(self.snapshot.quotes.records)
        self.values = {
            "stories": {dimension.name: _distinct(dimension, stories) for dimension in STORY_DIMENSIONS},
            "quotes": {
                **{dimension.name: _distinct(dimension, quotes) for dimension in QUOTE_DIMENSIONS},
                **{
                    dimension.name: _distinct(dimension, [quote.story for quote in quotes])
                    for dimension in QUOTED_STORY_DIMENSIONS
                },
            },
        }
        self.dates = [story.date.text for story in stories] + [quote.date.text for quote in quotes]
        self.texts = [
            text
            for story in stories
            for text in (story.headline, story.standfirst, *(quote.text for quote in story.quotes))
            if text
        ]

    def questions(self, count: int) -> list[Question[Any]]:
        """So many questions, without those that are asked again by chance."""
        return list(dict.fromkeys(self.question() for _ in range(count)))

    def question(self) -> Question[Any]:
        """Any question."""
        make: Callable[[], Question[Any]] = self._one_of(
            [self._page] * 6
            + [self._count] * 2
            + [self._facet] * 4
            + [self._timeline] * 2
            + [self._lookup, self._roles, self._related, self._suggested, self._slugs_like]
        )
        return make()

    def _one_of(self, several: Sequence[Any]) -> Any:
        return self.random.choice(several)

    def _perhaps(self, make: Callable[[], Any], share: float = 0.5) -> Any:
        return make() if self.random.random() < share else None

    def date(self) -> DateOrDateTime:
        """A date of a record, often as part of it."""
        text = self._one_of(self.dates)
        return DateOrDateTime.parse(
            self._one_of([text, text[:4], text[:7], text[:10], f"{text[:4]}-06-15T12:00Z"])
        )

    def words(self) -> str:
        """Words of a text, in quotation marks or not, mistyped or not."""
        words = self._one_of(self.texts).split()
        start = self.random.randrange(len(words))
        text = " ".join(words[start : start + self.random.randint(1, WORDS_A_HEADLINE)])
        found: str = self._one_of([text, text, QUOTED.format(text), text[: len(text) // 2], "", "zzyzx"])
        return found

    def criteria(self, kind: type[Any], collection: str, share: float = 0.15) -> Any:
        """A criteria of stories or quotes, with few fields, and an exclude at times."""
        values = self.values[collection]
        given: dict[str, Any] = {}
        for name in (each.name for each in fields(kind)):
            if name == "exclude" or self.random.random() > share:
                continue
            if name == "search":
                given[name] = self.words()
            elif name in {"from_", "to", "modified_from", "modified_to"}:
                given[name] = self.date()
            elif name in {"has_quotes", "is_fragment"}:
                given[name] = self.random.random() < 0.5
            elif name in {"slugs", "stories"}:
                given[name] = self._several([story.slug for story in self.snapshot.stories.records])
            else:
                given[name] = self._several(values[name])
        if self.random.random() < share and "exclude" in {each.name for each in fields(kind)}:
            given["exclude"] = replace(self.criteria(kind, collection), exclude=None)
        return kind(**given)

    def _several(self, values: Sequence[Any]) -> tuple[Any, ...]:
        if not values or (isinstance(values[0], str) and self.random.random() < 0.1):
            return ("nobody-has-this",)
        return tuple(dict.fromkeys(self.random.choices(values, k=self.random.randint(1, 3))))

    def selected(self, *, dated: bool = False) -> Selected:
        """Something to be selected; of what is ``dated``, stories or quotes."""
        name = self._one_of(
            ["stories", "quotes"]
            if dated
            else ["stories", "stories", "quotes", "quotes", *self.snapshot.by_kind]
        )
        descending = self._one_of([None, None, True, False])
        if name == "stories":
            criteria = self._perhaps(lambda: self.criteria(StoryCriteria, name), 0.8)
            order = self._perhaps(lambda: self._one_of(list(set(StoryOrder) - {StoryOrder.RELEVANCE})))
            subject = self._perhaps(lambda: self._one_of([*StoryKind, self.subject(), self.subject()]), 0.3)
            return Selected(name, criteria, order, descending, subject)
        if name == "quotes":
            criteria = self._perhaps(lambda: self.criteria(QuoteCriteria, name), 0.8)
            order = self._perhaps(lambda: self._one_of(list(set(QuoteOrder) - {QuoteOrder.RELEVANCE})))
            story = Subject("stories", self._one_of(self.snapshot.stories.records).slug)
            subject = self._perhaps(lambda: self._one_of([story, self.subject(), self.subject()]), 0.3)
            return Selected(name, criteria, order, descending, subject)
        order = self._perhaps(lambda: self._one_of(list(NameOrder)))
        return Selected(name, self._perhaps(lambda: self.named_criteria(name)), order, descending)

    def named_criteria(self, name: str) -> Any:
        """A criteria of what is listed by name."""
        kind = self.snapshot.records.kinds[name]
        records = self.snapshot.by_kind[name].records
        given: dict[str, Any] = {}
        if records and self.random.random() < 0.5:
            words = self._one_of(records).name.split()
            given["search"] = " ".join(word[: self.random.randint(1, 5)] for word in words[:2])
        if records and self.random.random() < 0.3:
            given["slugs"] = tuple(each.slug for each in self.random.choices(records, k=3))
        if kind.criteria is OrganizationCriteria and self.random.random() < 0.5:
            given["kinds"] = tuple(self.random.choices(list(OrganizationKind), k=4))
        return kind.criteria(**given)

    def subject(self) -> Subject:
        """A person, an organization, a topic …"""
        name = self._one_of([name for name, found in self.snapshot.by_kind.items() if found.records])
        return Subject(name, self._one_of(self.snapshot.by_kind[name].records).slug)

    def _page(self) -> PageOf:
        return PageOf(
            self.selected(), **self._one_of([{"first": self.random.randint(0, 8)}, {"last": 5}, {}])
        )

    def _count(self) -> CountOf:
        return CountOf(self.selected())

    def _facet(self) -> FacetOf:
        selected = self.selected(dated=True)
        facets = STORY_FACETS if selected.collection == "stories" else QUOTE_FACETS
        return FacetOf(selected, self._one_of(sorted(facets)), self.random.randint(0, 12))

    def _timeline(self) -> TimelineOf:
        return TimelineOf(self.selected(dated=True), self._one_of(list(TimelineInterval)))

    def _lookup(self) -> Question[Any]:
        story = self._one_of(self.snapshot.stories.records)
        subject = self.subject()
        record: Any = self.snapshot.by_kind[subject.collection].by_slug(subject.slug)
        quotes = [quote.id for quote in story.quotes]
        identity = self._one_of([story.id, record.id, *quotes, f"{story.id}=", "QXJ0aWNsZTpub25l"])
        former = [alias for each in (story, record) for alias in getattr(each, "aliases", ())]
        slug = self._one_of([story.slug, subject.slug, "nobody-has-this", *former])
        collection = self._one_of(["stories", subject.collection])
        question: Question[Any] = self._one_of(
            [ById(identity), BySlug(collection, slug), ByUrl(story.url or "")]
        )
        return question

    def _roles(self) -> RolesIn:
        return RolesIn(self._one_of(self.snapshot.organizations.records).slug)

    def _related(self) -> RelatedTo:
        return RelatedTo(self._one_of(self.snapshot.stories.records).slug, self.random.randint(0, 6))

    def _suggested(self) -> SuggestedFor:
        nouns = self._perhaps(lambda: ("article", "person"), 0.2)
        text = self.words()
        return SuggestedFor(text[: self.random.randint(1, 6)], nouns, self.random.randint(0, 12))

    def _slugs_like(self) -> SlugsLike:
        subject = self.subject()
        return SlugsLike(self._one_of([subject.collection, "stories"]), subject.slug[:-1])

    def searched(self) -> Searched:
        """Something to be searched everywhere."""
        nouns = self._perhaps(
            lambda: tuple(sorted(self.random.sample(["article", "quote", "person", "topic"], 2))), 0.3
        )
        criteria = self._perhaps(lambda: self.criteria(SearchCriteria, "quotes"), 0.3)
        return Searched(self.words(), nouns, criteria)

    def turned(self, page: PageOf, cursors: Sequence[str]) -> list[Question[Any]]:
        """The pages around a cursor of a page, and what is beyond them."""
        cursor, other = self._one_of(cursors), self._one_of(cursors)
        pages = [
            PageOf(page.of, first=3, after=cursor),
            PageOf(page.of, last=3, before=cursor),
            PageOf(page.of, first=3, after=cursor, before=other),
            PageOf(page.of, last=3, after=cursor, before=other),
        ]
        return [*pages, *map(BeyondPage, pages)]


def _distinct(dimension: Any, records: Sequence[Any]) -> list[Any]:
    found = {dimension.term(value).wanted for record in records for value in dimension.values(record)}
    return sorted(found, key=str)
