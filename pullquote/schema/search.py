"""The search over everything: what it can find, of what kinds, in one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Union, cast

import strawberry

from pullquote.schema.connections.connections import FACETS, connection_of
from pullquote.schema.connections.facets import SearchFacets
from pullquote.schema.connections.pages import After, Before, First, Last, page_of, selection_of
from pullquote.schema.context import Info
from pullquote.schema.errors import client_errors
from pullquote.schema.fields import field
from pullquote.schema.inputs.enums import SearchMatch, describe
from pullquote.schema.inputs.filters import SearchFilter, criteria_of
from pullquote.schema.named import NamedType
from pullquote.schema.types.quotes import Quote
from pullquote.schema.types.stories import Article, Editorial
from pullquote.store.model.criteria import SearchCriteria
from pullquote.store.model.pages import Page
from pullquote.store.model.snapshots.protocol import SearchSelection

SearchText = Annotated[
    str,
    strawberry.argument(
        description=(
            "Words to be found, all of them; a phrase in quotation marks. English words match by their stem. Where nothing "
            "has all of them, those that were mistyped are corrected (`didYouMean`), and then any of them is enough "
            "(`match`). Any text is accepted; one without words finds nothing."
        )
    ),
]
WhichResults = Annotated[
    SearchFilter | None,
    strawberry.argument(
        description='Which stories and quotes: `{topics: ["ukraine-war"]}`; everything unless given.'
    ),
]
STORIES_AND_QUOTES = {
    "article": "News reports, by headline, standfirst, body and names.",
    "editorial": "Editorials, by headline, standfirst, body and names.",
    "quote": "Quotes, by their words and their speaker's names.",
}
"""What is found beside the kinds that are listed by name."""


@dataclass(frozen=True)
class Searched:
    """The types of the schema that a search is about: the enum of what can be found, and the union of it; and what
    is listed by name of it."""

    kinds: Any
    result: Any
    named: Sequence[NamedType]

    @classmethod
    def of(cls, types: Sequence[NamedType]) -> Searched:
        """Stories, quotes, and those of some types that can be searched."""
        named = [each for each in types if each.kind.searched]
        result: Any = Annotated[
            Union[(Article, Editorial, Quote, *(each.type for each in named))],
            strawberry.union("SearchResult", description="Whatever `search` can find."),
        ]
        return cls(_search_kind(named), result, named)


def search_field(searched: Searched) -> type:
    """A base of the query type with ``search``, which finds everything that can be searched."""
    connection = connection_of(
        "Search",
        searched.result,
        one="something found",
        several="search results",
        node_is="What was found.",
        highlighted=True,
        others={
            "did_you_mean": (
                str | None,
                field(
                    "The query with its mistyped words corrected; null where nothing was corrected.",
                    _did_you_mean,
                ),
            ),
            "match": (SearchMatch, field("What was looked for in the end.", _match)),
            "facets": (SearchFacets, field(FACETS, selection_of)),
        },
    )
    names = ["stories", "quotes", *(each.kind.name for each in searched.named)]
    listed = f"{', '.join(names[:-1])} and {names[-1]}".capitalize()
    description = f"{listed} in one list, the most relevant first: the page of results."
    namespace = {
        "__module__": __name__,
        "__annotations__": {"search": connection},
        "search": field(description, _resolver(searched.kinds)),
    }
    return strawberry.type(type("SearchField", (), namespace))


def _did_you_mean(root: Page[Any]) -> str | None:
    return _selection(root).did_you_mean


def _match(root: Page[Any]) -> SearchMatch:
    return _selection(root).match


def _selection(root: Page[Any]) -> SearchSelection:
    return cast("SearchSelection", root.selection)


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
        filter: WhichResults = None,  # noqa: A002  the argument's name
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Page[Any]:
        context = info.context
        nouns = None if kinds is None else [each.value for each in kinds]
        with client_errors():
            selection = context.snapshot.search(query, nouns, criteria_of(SearchCriteria, filter))
        return page_of(selection, context, first=first, after=after, last=last, before=before)

    which = strawberry.argument(description="What to look for: `[QUOTE, PERSON]`; all unless given.")
    page_of_results.__annotations__["kinds"] = Annotated[list[kind] | None, which]
    return page_of_results
