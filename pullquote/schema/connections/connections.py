"""The connections: pages of everything that comes in numbers, as Relay specifies them.

A page's edges are made only when a client asks for them; most take ``nodes``. See :mod:`.paging`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from pullquote.schema.connections.facets import (
    TIMELINE,
    QuoteFacets,
    StoryFacets,
    TimelineBucket,
    timeline_of,
)
from pullquote.schema.connections.pages import edges_of, itself, selection_of
from pullquote.schema.fields import field
from pullquote.schema.references import (
    ArticleRef,
    EditorialRef,
    QuoteRef,
    StoryRef,
)

NODES = "The page itself, without cursors: what most lists need."
EDGES = "The page with a cursor for each."
HIGHLIGHTED_EDGES = (
    "The page with a cursor for each and, where there was a search, where its words were found."
)
FACETS = "How everything selected, over all pages, divides."


@strawberry.type(description="Where a page stands in the whole, and how to turn it.")
class PageInfo:
    """The PageInfo of the GraphQL Cursor Connections specification."""

    has_next_page: bool = field("Whether there is more after this page.")
    has_previous_page: bool = field("Whether there is more before this page.")
    start_cursor: str | None = field(
        "Cursor of the first edge; `before` it is the previous page. Null on an empty page."
    )
    end_cursor: str | None = field(
        "Cursor of the last edge; `after` it is the next page. Null on an empty page."
    )


@strawberry.type(description="Why something was found: a piece of one of its fields, with the hits marked.")
class Highlight:
    """A piece of text with marks in it."""

    # `field` is an attribute here, so the declaration of the same name is out of reach.
    field: str = strawberry.field(description="The field that matched: `headline`, `body`, `text`.")
    html: str = strawberry.field(
        description="A piece of it, escaped, with each hit in `<mark>`; safe to put into a page as it is."
    )


@strawberry.type
class Edge:
    """What every edge has besides its node."""

    cursor: str = field(
        "Opaque position; pass it as `after` or `before`. It stays good when the files change."
    )


@strawberry.type
class HighlightedEdge(Edge):
    """An edge of something that text search can find."""

    highlights: list[Highlight] = field("Where the `search` words were found; empty without a search.")


@strawberry.type
class Connection:
    """What every connection has besides its edges and nodes."""

    page_info: PageInfo = field("Where this page stands, and how to turn it.", itself)
    total_count: int = field("How many there are over all pages.")


@strawberry.type(description="A story on a page, with its cursor.")
class StoryEdge(HighlightedEdge):
    """A story on a page."""

    node: StoryRef = field("The story.")


@strawberry.type(description="A page of stories.")
class StoryConnection(Connection):
    """A page of stories."""

    nodes: list[StoryRef] = field(NODES)
    edges: list[StoryEdge] = field(HIGHLIGHTED_EDGES, edges_of)
    facets: StoryFacets = field(FACETS, selection_of)
    timeline: list[TimelineBucket] = field(TIMELINE, timeline_of)


@strawberry.type(description="An article on a page, with its cursor.")
class ArticleEdge(HighlightedEdge):
    """An article on a page."""

    node: ArticleRef = field("The article.")


@strawberry.type(description="A page of articles.")
class ArticleConnection(Connection):
    """A page of articles."""

    nodes: list[ArticleRef] = field(NODES)
    edges: list[ArticleEdge] = field(HIGHLIGHTED_EDGES, edges_of)
    facets: StoryFacets = field(FACETS, selection_of)
    timeline: list[TimelineBucket] = field(TIMELINE, timeline_of)


@strawberry.type(description="An editorial on a page, with its cursor.")
class EditorialEdge(HighlightedEdge):
    """An editorial on a page."""

    node: EditorialRef = field("The editorial.")


@strawberry.type(description="A page of editorials.")
class EditorialConnection(Connection):
    """A page of editorials."""

    nodes: list[EditorialRef] = field(NODES)
    edges: list[EditorialEdge] = field(HIGHLIGHTED_EDGES, edges_of)
    facets: StoryFacets = field(FACETS, selection_of)
    timeline: list[TimelineBucket] = field(TIMELINE, timeline_of)


@strawberry.type(description="A quote on a page, with its cursor.")
class QuoteEdge(HighlightedEdge):
    """A quote on a page."""

    node: QuoteRef = field("The quote.")


@strawberry.type(description="A page of quotes.")
class QuoteConnection(Connection):
    """A page of quotes."""

    nodes: list[QuoteRef] = field(NODES)
    edges: list[QuoteEdge] = field(HIGHLIGHTED_EDGES, edges_of)
    facets: QuoteFacets = field(FACETS, selection_of)
    timeline: list[TimelineBucket] = field(TIMELINE, timeline_of)


def connection_of(
    name: str,
    node: Any,
    *,
    one: str,
    several: str,
    node_is: str,
    highlighted: bool = False,
    others: Mapping[str, tuple[Any, Any]] | None = None,
) -> Any:
    """The connection of what is called ``name``, as a type of the schema; ``one`` and ``several`` are what readers
    call it, ``node_is`` describes the node of an edge. With ``highlighted``, edges say why they were found;
    ``others`` are more fields of the connection, each with its type."""
    edge = strawberry.type(
        _class(f"{name}Edge", HighlightedEdge if highlighted else Edge, node=(node, field(node_is))),
        description=f"{one[0].upper()}{one[1:]} on a page, with its cursor.",
    )
    edges: Any = list[edge]  # type: ignore[valid-type]
    connection = _class(
        f"{name}Connection",
        Connection,
        nodes=(list[node], field(NODES)),
        edges=(edges, field(HIGHLIGHTED_EDGES if highlighted else EDGES, edges_of)),
        **(others or {}),
    )
    return strawberry.type(connection, description=f"A page of {several}.")


def _class(name: str, base: type, **members: tuple[Any, Any]) -> type:
    """A class with members, each with its type."""
    types = {member: type_ for member, (type_, _) in members.items()}
    values = {member: value for member, (_, value) in members.items()}
    return type(name, (base,), {"__module__": __name__, "__annotations__": types, **values})
