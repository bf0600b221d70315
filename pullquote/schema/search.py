"""The search over everything: what it can find, of what kinds, in one list."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Annotated, Any, Union

import strawberry

from pullquote.schema.connections.connections import connection_of
from pullquote.schema.connections.pages import After, Before, First, Last, page_of
from pullquote.schema.context import Info
from pullquote.schema.errors import client_errors
from pullquote.schema.fields import field
from pullquote.schema.inputs.enums import describe
from pullquote.schema.named import NamedType
from pullquote.schema.types.quotes import Quote
from pullquote.schema.types.stories import Article, Editorial
from pullquote.store.model.pages import Page

SearchText = Annotated[
    str,
    strawberry.argument(
        description=(
            "Words to be found, all of them or, where nothing has all, any of them; a phrase in quotation marks. "
            "English words match by their stem. Any text is accepted; one without words finds nothing."
        )
    ),
]
STORIES_AND_QUOTES = {
    "article": "News reports, by headline, standfirst, body and names.",
    "editorial": "Editorials, by headline, standfirst, body and names.",
    "quote": "Quotes, by their words and their speaker's names.",
}
"""What is found beside the kinds that are listed by name."""


def search_field(types: Sequence[NamedType]) -> type:
    """A base of the query type with ``search``, which finds stories, quotes, and those of some types that it can."""
    searched = [each for each in types if each.kind.searched]
    result: Any = Annotated[
        Union[(Article, Editorial, Quote, *(each.type for each in searched))],
        strawberry.union("SearchResult", description="Whatever `search` can find."),
    ]
    connection = connection_of(
        "Search",
        result,
        one="something found",
        several="search results",
        node_is="What was found.",
        highlighted=True,
    )
    names = ["stories", "quotes", *(each.kind.name for each in searched)]
    listed = f"{', '.join(names[:-1])} and {names[-1]}".capitalize()
    description = f"{listed} in one list, the most relevant first: for a search box."
    namespace = {
        "__module__": __name__,
        "__annotations__": {"search": connection},
        "search": field(description, _resolver(_search_kind(searched))),
    }
    return strawberry.type(type("SearchField", (), namespace))


def _search_kind(searched: Sequence[NamedType]) -> Any:
    """The enum of what can be found; the values of its members are what the store calls one of each."""
    descriptions = STORIES_AND_QUOTES | {
        each.kind.noun: f"{each.kind.name.capitalize()}, by their names and description." for each in searched
    }
    kinds: Any = Enum("SearchKind", {noun.upper(): noun for noun in descriptions})  # type: ignore[misc]
    described = {noun.upper(): description for noun, description in descriptions.items()}
    describe(kinds, "SearchKind", "What a search over everything can find.", described)
    return kinds


def _resolver(kind: Any) -> Any:
    def page_of_results(
        info: Info,
        query: SearchText,
        *,
        kinds: Any = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Page[Any]:
        context = info.context
        nouns = None if kinds is None else [each.value for each in kinds]
        with client_errors():
            selection = context.snapshot.search(query, nouns)
        return page_of(selection, context, first=first, after=after, last=last, before=before)

    which = strawberry.argument(description="What to look for: `[QUOTE, PERSON]`; all unless given.")
    page_of_results.__annotations__["kinds"] = Annotated[list[kind] | None, which]
    return page_of_results
