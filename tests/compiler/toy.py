"""A small schema with one of everything that the compiler has to deal with, over frozen records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any, cast

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig

from pullquote.compiler import Guarantees


class Kind(Enum):
    SAID = "said"
    WROTE = "wrote"


class Stamp:
    """What the scalar of the same name serves."""

    def __init__(self, text: str) -> None:
        self.text = text


def read_stamp(value: object) -> Stamp:
    if not isinstance(value, str) or not value.isdigit():
        raise GraphQLError(f"Stamp: expected digits, found {value!r}.")
    return Stamp(value)


# Records


@dataclass(frozen=True, eq=False)
class PersonRecord:
    id: str
    name: str
    nicknames: tuple[str, ...]
    born: date | None
    score: float | None


@dataclass(frozen=True, eq=False)
class CompanyRecord:
    id: str
    name: str
    owner: PersonRecord | CompanyRecord | None


@dataclass(frozen=True, eq=False)
class QuoteRecord:
    id: str
    text: str
    kind: Kind
    speaker: PersonRecord | CompanyRecord | None
    stamp: Stamp
    table: tuple[tuple[int, ...], ...]
    tags: tuple[str | None, ...] | None


@dataclass(frozen=True, eq=False)
class StoryRecord:
    id: str
    title: str
    words: int
    is_open: bool
    lead: QuoteRecord | None
    quotes: tuple[QuoteRecord, ...]
    authors: tuple[PersonRecord, ...]
    rows: tuple[tuple[QuoteRecord | None, ...], ...]


class ArticleRecord(StoryRecord):
    pass


class OpinionRecord(StoryRecord):
    pass


@dataclass(frozen=True)
class Page:
    """A connection, made for one request."""

    records: tuple[Any, ...]
    start: int
    stop: int

    @property
    def nodes(self) -> tuple[Any, ...]:
        return self.records[self.start : self.stop]

    @property
    def edges(self) -> Iterator[Any]:
        return [EdgeRecord(each, f"c{n}") for n, each in enumerate(self.nodes, self.start)]  # type: ignore[return-value]

    @property
    def total_count(self) -> int:
        return len(self.records)

    @property
    def page_info(self) -> PageInfoRecord:
        return PageInfoRecord(self.stop < len(self.records), f"c{self.stop - 1}" if self.nodes else None)


@dataclass(frozen=True)
class EdgeRecord:
    node: Any
    cursor: str


@dataclass(frozen=True)
class PageInfoRecord:
    has_next_page: bool
    end_cursor: str | None


@dataclass(frozen=True, eq=False)
class Library:
    """The context: everything that there is."""

    stories: tuple[StoryRecord, ...]
    people: tuple[PersonRecord, ...]
    companies: tuple[CompanyRecord, ...]

    def by_id(self, key: str) -> Any:
        quotes = [quote for story in self.stories for quote in story.quotes]
        everything: list[Any] = [*self.stories, *self.people, *self.companies, *quotes]
        return next((each for each in everything if each.id == key), None)


def library() -> Library:
    """Eight stories with up to four quotes each."""
    people = tuple(
        PersonRecord(
            f"p{n}",
            f'Person “{n}” é\\"\n' if n == 2 else f"Person {n}",
            tuple(f"nick{k}" for k in range(n % 3)),
            date(1950 + n, 1, 2) if n % 2 else None,
            n / 3 if n % 3 else None,
        )
        for n in range(5)
    )
    holding = CompanyRecord("c0", "Holding", people[0])
    companies = (holding, CompanyRecord("c1", "Daughter", holding), CompanyRecord("c2", "Orphan", None))
    speakers = [*people, *companies, None]
    stories = []
    for n in range(8):
        quotes = tuple(
            QuoteRecord(
                f"q{n}-{k}",
                f"Words {k} of {n}, “quoted” \u2028 and \x07",
                Kind.SAID if k % 2 else Kind.WROTE,
                speakers[(n + k) % len(speakers)],
                Stamp(str(n * 10 + k)),
                tuple(tuple(range(k)) for k in range(k)),
                None if k == 1 else tuple(None if m == 1 else f"tag{m}" for m in range(k)),
            )
            for k in range(n % 5)
        )
        record = ArticleRecord if n % 3 else OpinionRecord
        stories.append(
            record(
                id=f"s{n}",
                title=f"Title {n}",
                words=n * 100,
                is_open=bool(n % 2),
                lead=quotes[0] if quotes else None,
                quotes=quotes,
                authors=people[: n % 4],
                rows=tuple((*quotes[:k], None) for k in range(3)),
            )
        )
    return Library(tuple(stories), people, companies)


# Types


def serves(record: type) -> Callable[[Any, Any], bool]:
    return lambda value, _info: type(value) is record


ToyInfo = strawberry.Info[Library, None]
strawberry.enum(Kind)
SCALARS: dict[object, Any] = {
    Stamp: strawberry.scalar(name="Stamp", serialize=lambda value: value.text, parse_value=read_stamp)
}


@strawberry.interface
class Node:
    resolve_type = staticmethod(lambda value, _info, _type: type(value).__name__.removesuffix("Record"))
    id: strawberry.ID


@strawberry.type
class Person(Node):
    is_type_of = serves(PersonRecord)
    name: str
    nicknames: list[str]
    born: date | None
    score: float | None

    @strawberry.field
    def greeting(root: strawberry.Parent[PersonRecord], loud: bool = False) -> str:  # noqa: N805
        return f"HELLO {root.name}" if loud else f"hello {root.name}"


def stories_by(root: PersonRecord, info: ToyInfo, first: int | None = None) -> Page:
    found = tuple(story for story in info.context.stories if root in story.authors)
    return Page(found, 0, len(found) if first is None else first)


@strawberry.type
class Company(Node):
    is_type_of = serves(CompanyRecord)
    name: str
    owner: Annotated[Person | Company, strawberry.union("Speaker")] | None


Speaker = Annotated[Person | Company, strawberry.union("Speaker")]


@strawberry.type
class Quote(Node):
    is_type_of = serves(QuoteRecord)
    text: str
    kind: Kind
    speaker: Speaker | None
    stamp: Stamp
    table: list[list[int]]
    tags: list[str | None] | None


@strawberry.type
class PageInfo:
    is_type_of = serves(PageInfoRecord)
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class QuoteEdge:
    is_type_of = serves(EdgeRecord)
    node: Quote
    cursor: str


@strawberry.type
class QuoteConnection:
    is_type_of = serves(Page)
    nodes: list[Quote]
    edges: list[QuoteEdge]
    total_count: int
    page_info: PageInfo


def count_of(root: StoryRecord, at_least: int = 0, kinds: list[Kind] | None = None) -> int:
    if at_least < 0:
        raise GraphQLError("at_least must not be negative", extensions={"code": "BAD_USER_INPUT"})
    return sum(len(q.text) >= at_least and (kinds is None or q.kind in kinds) for q in root.quotes)


def quotes_of(root: StoryRecord, info: ToyInfo, first: int | None = None, after: str | None = None) -> Page:
    assert info.context.stories
    if after is not None and not after.startswith("c"):
        raise GraphQLError("a bad cursor", extensions={"code": "BAD_USER_INPUT"})
    start = int(after[1:]) + 1 if after is not None else 0
    return Page(root.quotes, start, start + (3 if first is None else first))


def secret_of(root: StoryRecord) -> str:
    if root.words % 300 == 0:
        raise ValueError(f"no secret in {root.id}")
    return f"secret {root.id}"


def sometimes_null(root: StoryRecord) -> str:
    return None if root.words == 200 else "not null"  # type: ignore[return-value]


def related_to(root: StoryRecord, info: ToyInfo) -> list[Any]:
    return [None if each.words == 500 else each for each in info.context.stories if each is not root]


def odd_of(root: StoryRecord) -> Any:
    return {"article": ["list", 1.5, None, {"deep": root.id}]}


@strawberry.interface
class Story(Node):
    resolve_type = staticmethod(lambda value, _info, _type: type(value).__name__.removesuffix("Record"))
    title: str
    words: int
    is_open: bool
    lead: Quote | None
    quotes: list[Quote]
    authors: list[Person]
    rows: list[list[Quote | None]]
    count: int = strawberry.field(resolver=count_of)
    paged: QuoteConnection = strawberry.field(resolver=cast("Any", quotes_of))
    secret: str | None = strawberry.field(resolver=secret_of)
    secret_non_null: str = strawberry.field(resolver=secret_of)
    never_null: str = strawberry.field(resolver=sometimes_null)
    anything: strawberry.scalars.JSON = strawberry.field(resolver=odd_of)


@strawberry.type
class Article(Story):
    is_type_of = serves(ArticleRecord)
    related: list[Story | None] = strawberry.field(resolver=related_to)


@strawberry.type
class Opinion(Story):
    is_type_of = serves(OpinionRecord)
    related: list[Story] = strawberry.field(resolver=related_to)


@strawberry.input(one_of=True)
class By:
    id: strawberry.Maybe[strawberry.ID]
    title: strawberry.Maybe[str]


@strawberry.input
class Filter:
    words: int | None = None
    kinds: list[Kind] | None = None
    stamps: list[Stamp] = strawberry.field(default_factory=list)
    exclude: Filter | None = None

    def admits(self, story: StoryRecord) -> bool:
        if self.words is not None and story.words < self.words:
            return False
        if self.kinds is not None and not any(q.kind in self.kinds for q in story.quotes):
            return False
        if self.stamps and not {s.text for s in self.stamps} & {q.stamp.text for q in story.quotes}:
            return False
        return self.exclude is None or not self.exclude.admits(story)


@strawberry.type
class Plain:
    """A type without a record: Strawberry's own objects, with a method."""

    label: str
    size: int = 0

    @strawberry.field
    def doubled(self, times: int = 2) -> str:
        return self.label * times

    @strawberry.field
    def child(self) -> Plain | None:
        return Plain(label=self.label + "+", size=self.size - 1) if self.size else None

    @strawberry.field
    async def later(self) -> str:
        return "later"

    @strawberry.field
    def path(self, info: strawberry.Info) -> str:
        return ".".join(map(str, info.path.as_list()))

    @strawberry.field
    def nosy(self, info: strawberry.Info) -> str:
        try:
            return info.field_name
        except Exception:  # noqa: BLE001
            return "swallowed"


@strawberry.type
class Query:
    @strawberry.field
    def story(self, info: ToyInfo, by: By) -> Story | None:
        stories = info.context.stories
        if by.id:
            return next((s for s in stories if s.id == by.id.value), None)  # type: ignore[return-value]
        title = by.title.value if by.title else ""
        return next((s for s in stories if s.title == title), None)  # type: ignore[return-value]

    @strawberry.field
    def stories(self, info: ToyInfo, filter: Filter | None = None, first: int = 100) -> list[Story]:  # noqa: A002
        if first > 100:
            raise GraphQLError("too many", extensions={"code": "BAD_USER_INPUT"})
        found = [s for s in info.context.stories if filter is None or filter.admits(s)]
        return found[:first]  # type: ignore[return-value]

    @strawberry.field
    def node(self, info: ToyInfo, id: strawberry.ID) -> Node | None:  # noqa: A002
        return info.context.by_id(id)  # type: ignore[no-any-return]

    @strawberry.field
    def nodes(self, info: ToyInfo, ids: list[strawberry.ID]) -> list[Node | None]:
        return [info.context.by_id(each) for each in ids]

    @strawberry.field
    def speakers(self, info: ToyInfo) -> list[Speaker]:
        return [*info.context.people, *info.context.companies]  # type: ignore[list-item]

    @strawberry.field
    def plain(self, label: str = "x", size: int = 2) -> Plain:
        return Plain(label=label, size=size)

    @strawberry.field
    def echo(  # noqa: PLR0917 - one argument of each kind
        self,
        text: str | None = "default",
        number: int | None = None,
        ratio: float = 0.5,
        kind: Kind = Kind.SAID,
        stamp: Stamp | None = None,
        matrix: list[list[int]] | None = None,
        flag: bool | None = strawberry.UNSET,
    ) -> str:
        shown = stamp.text if stamp else None
        return repr((text, number, ratio, kind, shown, matrix, flag))


GUARANTEES = Guarantees(
    types_by_class=True,
    arguments_unchanged=True,
    immutable=frozenset({"Person", "Company", "Quote", "Article", "Opinion"}),
    answers_by=lambda context: context,
)


def toy_schema() -> strawberry.Schema:
    """The schema of this module."""
    config = StrawberryConfig(scalar_map=SCALARS)
    return strawberry.Schema(Query, types=[Article, Opinion, Person, Company, Quote], config=config)
