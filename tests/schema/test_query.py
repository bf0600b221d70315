"""Where operations begin: one thing by its key, several by their ids."""

from __future__ import annotations

import pytest

from pullquote.schema.query import MAX_NODES
from tests.schema.conftest import Newsroom

STORY = "query ($by: StoryBy!) { story(by: $by) { id slug url __typename } article(by: $by) { id } editorial(by: $by) { id } }"


def a(newsroom: Newsroom, kind: str) -> dict[str, str]:
    query = f"{{ {kind}(first: 100) {{ nodes {{ id slug url __typename }} }} }}"
    nodes: list[dict[str, str]] = newsroom.ask(query)[kind]["nodes"]
    return next(node for node in nodes if node["url"])


@pytest.mark.parametrize(("kind", "field"), [("articles", "article"), ("editorials", "editorial")])
def test_a_story_is_found_by_each_of_its_keys_and_only_as_what_it_is(
    newsroom: Newsroom, kind: str, field: str
) -> None:
    node = a(newsroom, kind)
    for key in ("slug", "id", "url"):
        found = newsroom.ask(STORY, by={key: node[key]})
        assert found["story"] == node
        assert found[field] == {"id": node["id"]}
        assert [found[each] for each in ("article", "editorial") if each != field] == [None]


def test_nothing_has_an_unknown_key(newsroom: Newsroom) -> None:
    person = newsroom.ask("{ people(first: 1) { nodes { id } } }")["people"]["nodes"][0]["id"]
    for by in ({"slug": "nothing"}, {"url": "https://nowhere.example/"}, {"id": "x"}, {"id": person}):
        assert set(newsroom.ask(STORY, by=by).values()) == {None}


def test_anything_is_found_by_its_id(newsroom: Newsroom) -> None:
    kinds = ["stories", "quotes", "people", "organizations", "publications", "sections", "topics"]
    listed = newsroom.ask(
        f"{{ {' '.join(f'{kind}(first: 1) {{ nodes {{ id __typename }} }}' for kind in kinds)} }}"
    )
    nodes = [listed[kind]["nodes"][0] for kind in kinds]
    ids = [node["id"] for node in nodes]
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }"
    assert newsroom.ask(query, ids=[*ids[::-1], "nothing", ids[0]])["nodes"] == [*nodes[::-1], None, nodes[0]]
    for node in nodes:
        one = newsroom.ask("query ($id: ID!) { node(id: $id) { id __typename } }", id=node["id"])
        assert one["node"] == node
    assert newsroom.ask('{ node(id: "") { id } }') == {"node": None}


def test_ids_have_a_limit(newsroom: Newsroom) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert newsroom.ask(query, ids=["x"] * MAX_NODES)["nodes"] == [None] * MAX_NODES
    error = newsroom.refusal(query, ids=["x"] * (MAX_NODES + 1))
    assert error["message"] == '"ids" must be 100 at most, found 101.'


def test_articles_and_editorials_are_the_stories(newsroom: Newsroom) -> None:
    listed = newsroom.ask("{ stories { totalCount } articles { totalCount } editorials { totalCount } }")
    articles, editorials = listed["articles"]["totalCount"], listed["editorials"]["totalCount"]
    assert listed["stories"]["totalCount"] == articles + editorials
    assert min(articles, editorials) > 0
