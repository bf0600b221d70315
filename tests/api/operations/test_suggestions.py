"""A mistake is answered with the call that works."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import parse, validate

from pullquote.api.operations.operations import Operation, Operations
from pullquote.api.settings import Settings
from pullquote.schema import schema

pytestmark = pytest.mark.anyio

MISTAKES = [
    ('{ person(slug: "x") { name } }', """Did you mean 'person(by: {slug: "x"})'?"""),
    ("{ person { name } }", """Did you mean 'person(by: {slug: "…"})'?"""),
    ('{ person(by: "x") { name } }', """Did you mean '{slug: "x"}'?"""),
    ('{ stories(search: "x") { totalCount } }', """Did you mean 'stories(filter: {search: "x"})'?"""),
    (
        '{ stories(topics: ["a", "b"]) { totalCount } }',
        """Did you mean 'stories(filter: {topics: ["a", "b"]})'?""",
    ),
    ("{ stories(orderBy: HEADLINE) { totalCount } }", "Did you mean '{field: HEADLINE}'?"),
    ("{ stories { headline } }", "Did you mean 'nodes { headline }'?"),
    ("{ stories { edges { headline } } }", "Did you mean 'node { headline }'?"),
    ("{ quotes { nodes { headline } } }", "Did you mean 'story { headline }'?"),
    ("{ changes { nodes { story { slug } headline } } }", "Did you mean 'story { headline }'?"),
    ("subscription { storyChanged { story { slug } } }", "Did you mean 'change { story }'?"),
    ("{ stories(filter: {kinds: [NEWS]}) { totalCount } }", "StoryKind has ARTICLE, EDITORIAL."),
    (
        "{ stories(filter: {kinds: [article]}) { totalCount } }",
        "Did you mean the enum value 'ARTICLE'? StoryKind has ARTICLE, EDITORIAL.",
    ),
    ('{ quotes(speaker: "x") { totalCount } }', """Did you mean 'quotes(filter: {speakers: ["x"]})'?"""),
    ("{ stories(offset: 10) { totalCount } }", "Did you mean 'after'?"),
    ("{ stories { nodes { title } } }", "Did you mean 'headline'?"),
    (
        "{ quotes { nodes { person { name } } } }",
        "Cannot query field 'person' on type 'Quote'. Did you mean 'speaker'?",
    ),
    ("{ stories { nodes { titel } } }", "Did you mean 'headline'?"),
    (
        '{ stories(filter: {publishedAfter: "2024"}) { totalCount } }',
        """Did you mean 'from'? Found: { publishedAfter: "2024" }.""",
    ),
    (
        '{ quotes(filter: {until: "2024"}) { totalCount } }',
        """Did you mean 'to'? Found: { until: "2024" }.""",
    ),
    ("{ stories { total } }", "Did you mean 'totalCount'?"),
    ("{ person(by: {}) { name } }", "EntityBy has id, slug."),
    ("{ Dataset { version } }", "Did you mean 'dataset'?"),
    ('{ story(by: {slug: "x"}) { date_published } }', "Did you mean 'datePublished'?"),
]


async def said(query: str, settings: Settings | None = None, **variables: Any) -> list[str]:
    """The messages of the errors that the schema answers."""
    operations = Operations(schema._schema, settings or Settings())
    result = await operations.execute(Operation(query, variables=variables), None)
    return [error["message"] for error in result.errors]


@pytest.mark.parametrize(("query", "meant"), MISTAKES)
async def test_the_call_that_works_is_in_the_message(query: str, meant: str) -> None:
    assert (await said(query))[0].endswith(meant)


def test_what_is_suggested_is_valid() -> None:
    for query in ('{ person(by: {slug: "x"}) { name } }', "{ stories { nodes { headline } } }"):
        assert not validate(schema._schema, parse(query))


async def test_variables_are_explained_too() -> None:
    query = 'query ($kinds: [StoryKind!], $by: EntityBy = {slug: "x"}) { stories(filter: {kinds: $kinds}) { totalCount } person(by: $by) { name } }'
    [kinds] = await said(query, kinds=["NEWS"])
    assert kinds.endswith("StoryKind has ARTICLE, EDITORIAL.")
    [by] = await said(query, by="x")
    assert by.endswith("""Did you mean '{slug: "x"}'?""")


async def test_only_the_first_errors_suggest_something_and_none_where_that_is_turned_off() -> None:
    query = "{ stories { " + " ".join(f"a{number}: headline" for number in range(9)) + " } }"
    assert ["Did you mean" in message for message in await said(query)] == [True] * 3 + [False] * 6
    assert not any("Did you mean" in each for each in await said(query, Settings(suggestions=False)))
    values = await said("{ stories(filter: {kinds: [NEWS]}) { totalCount } }", Settings(suggestions=False))
    assert not any("ARTICLE" in each for each in values)


async def test_a_long_value_is_not_repeated() -> None:
    [message, _] = await said('{ person(slug: "' + "x" * 100 + '") { name } }')
    assert message.endswith("Did you mean 'person(by: {slug: …})'?")
    [message, *_] = await said('{ person(by: "' + "x" * 5_000 + '") { name } }')
    assert "Did you mean" not in message
