"""The query type: where every operation begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import strawberry

from pullquote.schema.connections.connections import (
    ArticleConnection,
    EditorialConnection,
    QuoteConnection,
    StoryConnection,
)
from pullquote.schema.connections.relations import page_of_quotes, page_of_stories
from pullquote.schema.context import Info
from pullquote.schema.errors import BadUserInput
from pullquote.schema.fields import field
from pullquote.schema.inputs.enums import StoryKind
from pullquote.schema.inputs.lookups import StoryBy
from pullquote.schema.named import NamedType, named_fields
from pullquote.schema.search import Searched, search_field
from pullquote.schema.suggestions import suggest_field
from pullquote.schema.types.changes import ChangeConnection, page_of_changes
from pullquote.schema.types.datasets import Dataset
from pullquote.schema.types.nodes import Node
from pullquote.schema.types.stories import Article, Editorial, Story
from pullquote.store.model import records
from pullquote.store.model.snapshots.protocol import Snapshot

MAX_NODES = 100
"""Ids that `nodes` takes at most: as many as a page has records."""

Id = Annotated[strawberry.ID, strawberry.argument(description="The `id` of anything.")]
Ids = Annotated[
    list[strawberry.ID], strawberry.argument(description=f"The ids, in any order: {MAX_NODES} at most.")
]
WhichStory = Annotated[StoryBy, strawberry.argument(description='Which one: `{slug: "lower-growth"}`.')]


def node_by_id(info: Info, id: Id) -> records.Entity | None:  # noqa: A002  the argument's name
    """Whatever has an id."""
    return info.context.snapshot.node(id)


def nodes_by_id(info: Info, ids: Ids) -> list[records.Entity | None]:
    """Whatever has each of some ids."""
    if len(ids) > MAX_NODES:
        raise BadUserInput(f'"ids" must be {MAX_NODES} at most, found {len(ids)}.')
    return [info.context.snapshot.node(each) for each in ids]


def a_story(kind: type[records.Story]) -> Callable[..., records.Story | None]:
    """The resolver of one story that is of ``kind``."""

    def resolve(info: Info, by: WhichStory) -> records.Story | None:
        snapshot = info.context.snapshot
        found: Any
        if by.id is not None:
            found = snapshot.node(by.id)
        elif by.slug is not None:
            found = snapshot.story(by.slug)
        else:
            found = snapshot.story_by_url(by.url or "")
        return found if isinstance(found, kind) else None

    return resolve


def snapshot_itself(info: Info) -> Snapshot:
    """What answers this operation."""
    return info.context.snapshot


@strawberry.type
class StoryFields:
    """The query type's fields of ids, stories and quotes."""

    node: Node | None = field("Anything by its global id; null when nothing has it.", node_by_id)
    nodes: list[Node | None] = field(
        "Several things by their global ids, in the order of the ids; null for each that nothing has.",
        nodes_by_id,
    )
    story: Story | None = field("An article or editorial; null when there is none.", a_story(records.Story))
    stories: StoryConnection = field(
        "Articles and editorials, newest first: a front page, an archive, a search with facets.",
        page_of_stories(lambda snapshot, _, *asked: snapshot.stories.select(*asked)),
    )
    article: Article | None = field("An article; null when there is none.", a_story(records.Article))
    articles: ArticleConnection = field(
        "Articles, newest first: `stories` without the editorials.",
        page_of_stories(lambda snapshot, _, *asked: snapshot.stories_of(StoryKind.ARTICLE, *asked)),
    )
    editorial: Editorial | None = field("An editorial; null when there is none.", a_story(records.Editorial))
    editorials: EditorialConnection = field(
        "Editorials, newest first: `stories` without the articles.",
        page_of_stories(lambda snapshot, _, *asked: snapshot.stories_of(StoryKind.EDITORIAL, *asked)),
    )
    quotes: QuoteConnection = field(
        "Who said what: all quotes of all stories, or those that `filter` asks for.",
        page_of_quotes(lambda snapshot, _, *asked: snapshot.quotes.select(*asked)),
    )


@strawberry.type
class DatasetFields:
    """The query type's fields of the newsroom as a whole."""

    dataset: Dataset = field("What is being served: its version, size and problems.", snapshot_itself)
    changes: ChangeConnection = field(
        "What happened to the stories, oldest first, as far back as the history goes: for a client that was away, "
        "polls, or builds a site again.",
        page_of_changes,
    )


def query_type(types: Sequence[NamedType]) -> type:
    """The query type, with the fields of some types that are listed by name."""
    searched = Searched.of(types)
    bases = (StoryFields, named_fields(types), search_field(searched), suggest_field(searched), DatasetFields)
    return strawberry.type(
        type("Query", bases, {"__module__": __name__, "__annotations__": {}}),
        description=(
            'Everything that can be asked. Look one thing up by slug (`article(by: {slug: "…"})`), list many '
            "(`stories`, `quotes`), or `search` over all."
        ),
    )
