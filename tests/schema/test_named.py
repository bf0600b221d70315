"""Kinds that are listed by name: one is looked up by slug or id, all are listed."""

from __future__ import annotations

import pytest

from pullquote.schema.named import NAMED_TYPES, NamedType
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
