"""Kinds that are listed by name: one is looked up by slug or id, all are listed."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.schema.named import NAMED_TYPES, NamedType
from pullquote.store.model.dates import DateOrDateTime
from tests.schema.conftest import Newsroom

each_kind = pytest.mark.parametrize("named", NAMED_TYPES, ids=lambda named: named.kind.name)


def names(newsroom: Newsroom, kind: str, arguments: str = "") -> list[str]:
    page = newsroom.ask(f"{{ {kind}(first: 100{arguments}) {{ nodes {{ name }} totalCount }} }}")[kind]
    assert page["totalCount"] == len(page["nodes"])
    return [node["name"] for node in page["nodes"]]


@each_kind
def test_one_is_the_same_by_slug_and_by_id(newsroom: Newsroom, named: NamedType) -> None:
    kind = named.kind
    node = newsroom.ask(f"{{ {kind.name}(first: 1) {{ nodes {{ id slug name }} }} }}")[kind.name]["nodes"][0]
    query = f"query ($by: EntityBy!) {{ {kind.noun}(by: $by) {{ id slug name __typename }} }}"
    found = {**node, "__typename": kind.type_name}
    assert newsroom.ask(query, by={"slug": node["slug"]})[kind.noun] == found
    assert newsroom.ask(query, by={"id": node["id"]})[kind.noun] == found


@each_kind
def test_an_unknown_slug_or_the_id_of_something_else_returns_null(
    newsroom: Newsroom, named: NamedType
) -> None:
    noun = named.kind.noun
    query = f"query ($by: EntityBy!) {{ {noun}(by: $by) {{ id }} }}"
    story = newsroom.ask("{ stories(first: 1) { nodes { id } } }")["stories"]["nodes"][0]["id"]
    for by in ({"slug": "nothing"}, {"id": "bm90aGluZw"}, {"id": story}):
        assert newsroom.ask(query, by=by) == {noun: None}


@each_kind
def test_all_are_listed_by_name(newsroom: Newsroom, named: NamedType) -> None:
    listed = names(newsroom, named.kind.name)
    assert len(listed) > 1
    assert listed == sorted(listed, key=str.casefold)


@each_kind
def test_a_search_finds_beginnings_of_words_in_names(newsroom: Newsroom, named: NamedType) -> None:
    kind = named.kind.name
    word = names(newsroom, kind)[0].split()[0]
    assert names(newsroom, kind)[0] in names(newsroom, kind, f', filter: {{search: "{word[:3]}"}}')
    assert names(newsroom, kind, ', filter: {search: "zzzz"}') == []


PAGES = """
query ($order: NameOrder, $after: String) {{
  {kind}(orderBy: $order, first: 3, after: $after) {{
    nodes {{ id slug name quotes {{ totalCount }} stories(first: 1) {{ totalCount nodes {{ latestDate }} }} }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}
"""


def all_in_order(newsroom: Newsroom, kind: str, order: dict[str, str]) -> list[dict[str, Any]]:
    """All records of a kind, page by page."""
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = newsroom.ask(PAGES.format(kind=kind), order=order, after=after)[kind]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found


@each_kind
@pytest.mark.parametrize("field", ["QUOTE_COUNT", "STORY_COUNT", "LATEST", "NAME"])
def test_all_are_listed_by_what_they_list(newsroom: Newsroom, named: NamedType, field: str) -> None:
    def value(node: dict[str, Any]) -> int | float | str | None:
        match field:
            case "QUOTE_COUNT":
                return -int(node["quotes"]["totalCount"])
            case "STORY_COUNT":
                return -int(node["stories"]["totalCount"])
            case "NAME":
                return str(node["name"]).casefold()
            case _:
                latest = [DateOrDateTime.parse(each["latestDate"]) for each in node["stories"]["nodes"]]
                return -latest[0].start.timestamp() if latest else None

    def place(node: dict[str, Any]) -> tuple[bool, Any, str]:
        key = value(node)
        return key is None, key or 0, node["id"]

    usual = all_in_order(newsroom, named.kind.name, {"field": field})
    assert len({node["slug"] for node in usual}) == len(usual) > 1
    assert usual == sorted(usual, key=place)
    known = [node for node in usual if value(node) is not None]
    other = "DESC" if field == "NAME" else "ASC"
    reversed_ = all_in_order(newsroom, named.kind.name, {"field": field, "direction": other})
    assert reversed_ == [*known[::-1], *usual[len(known) :]]
