"""What every connection field has in common: its arguments, and edges made only when asked for.

A connection's value is the store's :class:`~pullquote.store.model.pages.Page`, whose nodes are a tuple and whose
counts, cursors and facets are computed when they are read.
"""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from pullquote.schema.context import Context
from pullquote.schema.errors import client_errors
from pullquote.store.model.pages import MAX_PAGE_SIZE, PAGE_SIZE, Highlight, Page, Selection, size_asked

First = Annotated[
    int | None,
    strawberry.argument(
        description=(
            f"How many, from the start or from `after` on: {PAGE_SIZE} unless given, {MAX_PAGE_SIZE} at most."
        )
    ),
]
After = Annotated[
    str | None,
    strawberry.argument(description="Only what follows this cursor: the last page's `pageInfo.endCursor`."),
]
Last = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many, from the end or up to `before`: {MAX_PAGE_SIZE} at most. Not together with `first`."
    ),
]
Before = Annotated[
    str | None,
    strawberry.argument(description="Only what precedes this cursor: a page's `pageInfo.startCursor`."),
]


class PageEdge:
    """A node of a page by its index; cursor and highlights are computed when they are read."""

    __slots__ = ("_index", "_page", "node")

    def __init__(self, page: Page[Any], index: int) -> None:
        self.node = page.nodes[index]
        self._page = page
        self._index = index

    @property
    def cursor(self) -> str:
        """Where the node stands."""
        return self._page.cursor(self._index)

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        """Where the search found its words."""
        return self._page.highlights(self._index)


def edges_of(root: Page[Any]) -> list[PageEdge]:
    """The edges of a page."""
    return [PageEdge(root, index) for index in range(len(root.nodes))]


def selection_of(root: Page[Any]) -> Selection[Any]:
    """What a page was cut from: its facets are facets of all of it."""
    return root.selection


def itself(root: Page[Any]) -> Page[Any]:
    """The page, as what knows its place in the whole."""
    return root


def page_of(
    selection: Selection[Any],
    context: Context,
    *,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Page[Any]:
    """Cut a page; raises :class:`~.errors.BadUserInput` for sizes and cursors that cannot be honoured."""
    with client_errors():
        return selection.page(
            first, after, last, before, default_size=context.page_size, max_size=context.max_page_size
        )


def size_of(first: int, context: Context) -> int:
    """Check the size of a list that is no connection; raises :class:`~.errors.BadUserInput`."""
    with client_errors():
        return size_asked(first, None, context.page_size, context.max_page_size)
