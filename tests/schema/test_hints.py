"""A filter or a look-up that names what is not there is answered with what was meant, of what whoever asks may see."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse

from pullquote.schema.hints import hints, naming_arguments
from tests.schema.conftest import Newsroom
from tests.store.newsrooms import StorySpec, snapshot_of


def hinted(newsroom: Newsroom, query: str, most: int = 9, /, **variables: Any) -> list[dict[str, Any]]:
    """The hints about a query."""
    document = parse(query)
    [operation] = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    fragments = {
        each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
    }
    return hints(newsroom.snapshot, operation, naming_arguments(operation, fragments), variables, most)


def said(newsroom: Newsroom, query: str, **variables: Any) -> list[str]:
    """Their messages."""
    return [hint["message"] for hint in hinted(newsroom, query, **variables)]


@pytest.mark.parametrize(
    ("filtered", "message"),
    [
        (
            'quotes(filter: {speakers: ["jd-vanse"]})',
            'no person or organization "jd-vanse". Did you mean "jd-vance"?',
        ),
        (
            'quotes(filter: {speakers: ["JD Vance"]})',
            'no person or organization "JD Vance". Did you mean "jd-vance"?',
        ),
        ('stories(filter: {topics: "ukraine-wra"})', 'no topic "ukraine-wra". Did you mean "ukraine-war"?'),
        (
            'stories(filter: {exclude: {topics: ["Ukraine War"]}})',
            'no topic "Ukraine War". Did you mean "ukraine-war"?',
        ),
        ('stories(filter: {topics: ["jd-vance"]})', 'no topic "jd-vance". It is a person.'),
        ('people(filter: {slugs: ["pentagon"]})', 'no person "pentagon". It is an organization.'),
        (
            'articles(filter: {slugs: ["lower-grwth"]})',
            'no story "lower-grwth". Did you mean "lower-growth"?',
        ),
        ('stories(filter: {sections: ["qqqqqq"]})', 'no section "qqqqqq".'),
    ],
)
def test_what_was_meant_is_said(shipped: Newsroom, filtered: str, message: str) -> None:
    assert said(shipped, f"{{ {filtered} {{ totalCount }} }}") == [f"There is {message}"]


@pytest.mark.parametrize(
    ("asked", "message", "meant"),
    [
        (
            'editorial(by: {slug: "lower-grwth"})',
            'no editorial "lower-grwth". Did you mean "lower-growth"?',
            "lower-growth",
        ),
        (
            'article(by: {slug: "lower-grwth"})',
            'no article "lower-grwth". Did you mean the editorial "lower-growth"?',
            "lower-growth",
        ),
        ('article(by: {slug: "lower-growth"})', 'no article "lower-growth". It is an editorial.', None),
        (
            'story(by: {slug: "Lower growth"})',
            'no story "Lower growth". Did you mean "lower-growth"?',
            "lower-growth",
        ),
        ('person(by: {slug: "jd-vanse"})', 'no person "jd-vanse". Did you mean "jd-vance"?', "jd-vance"),
        ('organization(by: {slug: "jd-vance"})', 'no organization "jd-vance". It is a person.', None),
    ],
)
def test_what_a_look_up_meant_is_said(shipped: Newsroom, asked: str, message: str, meant: str | None) -> None:
    [hint] = hinted(shipped, f"{{ asked: {asked} {{ id }} }}")
    assert hint["message"] == f"There is {message}"
    assert (hint["path"], hint["argument"], hint.get("didYouMean")) == (["asked"], "by.slug", meant)


def test_a_look_up_is_read_from_its_variables(shipped: Newsroom) -> None:
    query = 'query ($by: EntityBy!, $slug: String = "natoo") { person(by: $by) { id } organization(by: {slug: $slug}) { id } }'
    assert said(shipped, query, by={"slug": "mark-ruttte"}) == [
        'There is no person "mark-ruttte". Did you mean "mark-rutte"?',
        'There is no organization "natoo". Did you mean "nato"?',
    ]
    assert said(shipped, query, by={"id": "mark-ruttte"}, slug="nato") == []


def test_no_more_unknown_names_are_looked_at_than_hints_are_wanted(shipped: Newsroom) -> None:
    fields = [f'f{number}: person(by: {{slug: "nobody{number}"}}) {{ id }}' for number in range(3)]
    late = 'late: person(by: {slug: "jd-vanse"}) { id }'
    assert hinted(shipped, f"{{ {' '.join(fields)} {late} }}", 3) == []
    assert len(hinted(shipped, f"{{ {' '.join(fields)} {late} }}", 4)) == 1


def test_what_is_known_needs_no_hint(shipped: Newsroom) -> None:
    query = """
    {
      stories(filter: {topics: ["ukraine-war"], search: "nobody", exclude: {slugs: ["lower-growth"]}}) { totalCount }
      quotes(filter: {speakers: ["pentagon"], cues: ["xyz"], kinds: [DIRECT]}) { totalCount }
      person(by: {slug: "nobody"}) { name }
    }
    """
    assert said(shipped, query) == []


def test_a_hint_says_where(shipped: Newsroom) -> None:
    query = """
    query ($people: [String!], $which: StoryFilter = {topics: ["nothing"]}) {
      said: quotes(filter: {speakers: $people}) { nodes { story { ...Near } } }
      stories(filter: $which) { totalCount }
    }
    fragment Near on Story { section { more: stories(filter: {exclude: {sections: ["nowhere"]}}) { totalCount } } }
    """
    found = hinted(shipped, query, people=["jd-vance", "nobody-at-all-x"])
    assert [(each["path"], each["argument"]) for each in found] == [
        (["said"], "filter.speakers"),
        (["said", "nodes", "story", "section", "more"], "filter.exclude.sections"),
        (["stories"], "filter.topics"),
    ]
    assert all("didYouMean" not in each for each in found)
    assert hinted(shipped, query, people=None, which=None)[0]["argument"] == "filter.exclude.sections"


def test_they_are_bounded(shipped: Newsroom) -> None:
    query = "query ($topics: [String!]) { stories(filter: {topics: $topics}) { totalCount } }"
    found = hinted(shipped, query, 3, topics=["ukraine-war", *(f"x{number}" for number in range(100))])
    assert len(found) == 3
    [hint] = hinted(shipped, query, topics=["x" * 9_000])
    assert len(hint["message"]) < 400


def test_nothing_that_is_not_public_is_hinted(newsroom: Newsroom, preview: Newsroom) -> None:
    query = """{
      stories(filter: {slugs: ["ferry-mergr"], topics: ["secret-mergr"], mentions: ["Vera Unseen"]}) { totalCount }
      quotes(filter: {stories: ["secret-merger"]}) { totalCount }
    }"""
    assert [hint.get("didYouMean") for hint in hinted(preview, query)][:2] == [
        "ferry-merger",
        "secret-merger",
    ]
    assert "It is a topic." in said(preview, query)[-1]
    public = hinted(newsroom, query)
    assert len(public) == 4
    assert not any("didYouMean" in hint or "It is" in hint["message"] for hint in public)


def test_among_many_those_with_the_same_beginning_are_compared() -> None:
    newsroom = Newsroom(
        snapshot_of(*(StorySpec(f"story-{number:04}") for number in range(400)), StorySpec("harbour"))
    )
    assert said(newsroom, '{ stories(filter: {slugs: ["harbor"]}) { totalCount } }') == [
        'There is no story "harbor". Did you mean "harbour"?'
    ]
