"""One thing by its id, its slug or its address; what nothing has is null, not an error."""

from __future__ import annotations

import pytest
from graphql import parse, validate

from pullquote.schema import schema
from tests.schema.conftest import Newsroom

ONE_OF_EACH = """
{
  article(by: { slug: "quiet-day" }) { id }
  editorial(by: { slug: "la-lanterne" }) { id }
  quotes(first: 1) { nodes { id } }
  person(by: { slug: "petra-voss" }) { id }
  organization(by: { slug: "tide-party" }) { id }
  publication(by: { slug: "le-phare" }) { id }
  section(by: { slug: "politics" }) { id }
  topic(by: { slug: "storms" }) { id }
}
"""
TYPES = ["Article", "Editorial", "Quote", "Person", "Organization", "Publication", "Section", "Topic"]


def ids(newsroom: Newsroom) -> list[str]:
    """The ids of one thing of each type, in the order of TYPES."""
    answer = newsroom.ask(ONE_OF_EACH)
    return [value["nodes"][0]["id"] if "nodes" in value else value["id"] for value in answer.values()]


def test_nodes_come_in_the_order_of_their_ids_with_null_for_unknown_ones(newsroom: Newsroom) -> None:
    known = ids(newsroom)
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    nodes = newsroom.ask(query, ids=["nonsense", *reversed(known), known[0]])["nodes"]
    assert nodes[0] is None
    assert [node["__typename"] for node in nodes[1:]] == [*reversed(TYPES), TYPES[0]]
    assert [node["id"] for node in nodes[1:]] == [*reversed(known), known[0]]


def test_a_node_answers_the_fields_of_its_type(newsroom: Newsroom) -> None:
    query = """
    query ($id: ID!) {
      node(id: $id) { id ... on Story { headline } ... on Person { name } ... on Quote { text } }
    }
    """
    known = dict(zip(TYPES, ids(newsroom), strict=True))
    assert newsroom.ask(query, id=known["Article"])["node"]["headline"] == "A quiet day, and no one to quote"
    assert newsroom.ask(query, id=known["Person"])["node"]["name"] == "Petra Voss"
    assert newsroom.ask(query, id=known["Quote"])["node"]["text"]
    assert newsroom.ask(query, id=known["Topic"])["node"] == {"id": known["Topic"]}


def test_too_many_ids_are_refused(newsroom: Newsroom) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert newsroom.ask(query, ids=["x"] * 100)["nodes"] == [None] * 100
    error = newsroom.refusal(query, ids=["x"] * 101)
    assert error["message"] == '"ids" must be 100 at most, found 101.'
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


def test_a_story_is_found_by_id_slug_and_address(newsroom: Newsroom) -> None:
    query = "query ($by: StoryBy!) { story(by: $by) { id slug } }"
    story = newsroom.ask(query, by={"slug": "after-the-strike"})["story"]
    assert story["slug"] == "after-the-strike"
    assert newsroom.ask(query, by={"id": story["id"]})["story"] == story
    assert (
        newsroom.ask(query, by={"url": "https://courier.example/2024/03/after-the-strike"})["story"] == story
    )


def test_an_article_is_no_editorial_and_a_person_no_organization(newsroom: Newsroom) -> None:
    article, editorial, quote, person, organization, *_ = ids(newsroom)
    query = """
    query ($article: ID!, $editorial: ID!, $quote: ID!, $person: ID!, $organization: ID!) {
      a: article(by: { id: $editorial }) { id }
      b: article(by: { slug: "la-lanterne" }) { id }
      c: editorial(by: { id: $article }) { id }
      d: editorial(by: { slug: "quiet-day" }) { id }
      e: story(by: { id: $quote }) { id }
      f: person(by: { id: $organization }) { id }
      g: person(by: { slug: "tide-party" }) { id }
      h: organization(by: { id: $person }) { id }
      i: person(by: { id: $person }) { id }
    }
    """
    answer = newsroom.ask(
        query, article=article, editorial=editorial, quote=quote, person=person, organization=organization
    )
    assert answer.pop("i") == {"id": person}
    assert set(answer.values()) == {None}


@pytest.mark.parametrize(
    "field",
    ["story", "article", "editorial", "person", "organization", "publication", "section", "topic"],
)
@pytest.mark.parametrize("by", [{"slug": "nonsense"}, {"id": "nonsense"}, {"slug": ""}, {"id": ""}])
def test_what_nothing_is_called_is_null(newsroom: Newsroom, field: str, by: dict[str, str]) -> None:
    kind = "StoryBy" if field in {"story", "article", "editorial"} else "EntityBy"
    assert newsroom.ask(f"query ($by: {kind}!) {{ {field}(by: $by) {{ id }} }}", by=by) == {field: None}


@pytest.mark.parametrize("by", [{}, {"slug": "quiet-day", "id": "x"}, {"slug": None}])
def test_exactly_one_key_is_taken(newsroom: Newsroom, by: dict[str, str | None]) -> None:
    error = newsroom.refusal("query ($by: StoryBy!) { story(by: $by) { id } }", by=by)
    assert "exactly one field must be specified" in error["message"]


@pytest.mark.parametrize("by", ["{}", '{ slug: "quiet-day", id: "x" }', "{ slug: null }"])
def test_two_keys_or_none_are_not_valid_in_a_document(by: str) -> None:
    errors = validate(schema._schema, parse(f"{{ story(by: {by}) {{ id }} }}"))
    assert ["exactly one field must be specified" in error.message for error in errors] == [True]
