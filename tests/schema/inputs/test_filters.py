"""Filters and orders: fields AND, the values of a list OR, exclude is NOT, and dates by the day."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from pullquote.schema.inputs import filters
from pullquote.store.model.criteria import (
    NameCriteria,
    OrganizationCriteria,
    PersonCriteria,
    QuoteCriteria,
    StoryCriteria,
)
from tests.schema.conftest import Newsroom

STORIES = "query ($filter: StoryFilter) { stories(filter: $filter) { nodes { slug } } }"
QUOTES = "query ($filter: QuoteFilter) { quotes(filter: $filter) { nodes { text } } }"


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        (filters.StoryFilter, StoryCriteria),
        (filters.QuoteFilter, QuoteCriteria),
        (filters.PersonFilter, PersonCriteria),
        (filters.OrganizationFilter, OrganizationCriteria),
        (filters.NameFilter, NameCriteria),
    ],
)
def test_an_input_has_the_fields_of_its_criteria(given: type, asked: type) -> None:
    definition: Any = given
    criteria: Any = asked
    assert {each.name for each in fields(definition)} == {each.name for each in fields(criteria)}


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"kinds": ["EDITORIAL"], "topics": ["ferries"]}, ["after-the-strike"]),
        ({"slugs": ["quiet-day", "la-lanterne", "nonsense"]}, ["quiet-day", "la-lanterne"]),
        ({"sections": ["culture"]}, ["le-ministre-au-port", "lighthouse-opera"]),
        ({"topics": ["lighthouse", "water-quality"]}, ["clean-hands", "water-test", "lighthouse-opera", "la-lanterne"]),
        ({"topics": ["storms"], "sections": ["politics"]}, ["mayor-on-the-breakwater"]),
        ({"publications": ["le-phare"]}, ["le-ministre-au-port", "la-lanterne"]),
        ({"authors": ["hana-el-sayed"]}, ["ferry-strike-ends", "lighthouse-opera"]),
        ({"speakers": ["coast-guard"]}, ["storm-warning"]),
        ({"mentions": ["coast-guard"]}, ["brigade-leaflet"]),
        ({"inLanguage": ["de"]}, ["budget-speech"]),
        ({"inLanguage": ["EN-gb"]}, ["ferry-strike-ends"]),
        ({"inLanguage": "fr"}, ["le-ministre-au-port", "la-lanterne"]),
        ({"from": "2024-03-17"}, ["budget-speech", "after-the-strike"]),
        ({"from": "2020", "to": "2020"}, ["lighthouse-opera", "harbour-master-retires", "la-lanterne"]),
        ({"from": "2022-04-30", "to": "2022-04-30"}, ["mayor-on-the-breakwater"]),
        ({"to": "2019-12-31"}, ["brigade-leaflet"]),
        ({"modifiedFrom": "2024-03-16", "modifiedTo": "2024-03-17"}, ["ferry-strike-ends"]),
        ({"hasQuotes": False}, ["quiet-day", "a-wall-in-the-sea", "clean-hands", "la-lanterne"]),
        ({"search": "boats sailing"}, ["ferry-strike-ends"]),
        ({"sections": ["harbour"], "exclude": {"topics": ["ferries", "fishing"]}}, ["storm-warning"]),
        ({"topics": ["ferries"], "exclude": {"kinds": ["ARTICLE"], "hasQuotes": True}}, ["after-the-strike"]),
        ({"sections": []}, []),
        ({"sections": ["nonsense"]}, []),
    ],
)  # fmt: skip
def test_stories_are_filtered(newsroom: Newsroom, given: dict[str, Any], found: list[str]) -> None:
    nodes = newsroom.ask(STORIES, filter=given)["stories"]["nodes"]
    assert [node["slug"] for node in nodes] == found


@pytest.mark.parametrize("given", [None, {}, {"sections": None}, {"exclude": None}, {"exclude": {}}])
def test_a_filter_that_asks_for_nothing_asks_for_everything(newsroom: Newsroom, given: Any) -> None:
    everything = newsroom.ask("{ stories { nodes { slug } } }")
    assert newsroom.ask(STORIES, filter=given) == everything


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"speakers": ["joe-penhale"]}, ["But that’s what ‘smaller’ means – surely?"]),
        ({"organizations": ["tide-party"], "cues": ["objected"]}, ["A wall in the sea is still a wall"]),
        ({"stories": ["after-the-strike"]}, ["Nobody won"]),
        ({"topics": ["lighthouse"]}, ["I wanted the lamp to sing"]),
        ({"kinds": ["MIXED"]}, ["the quota “is not carved in stone”"]),
        ({"sourceKinds": ["ANONYMOUS"]}, ["We have known since the spring"]),
        ({"cues": ["Sagte"]}, ["Es wird reichen"]),
        ({"occasions": ["press conference"]}, ["We asked for eight per cent and we would have taken six"]),
        ({"from": "2020-06-30", "to": "2020-06-30"}, ["Tomorrow the whole harbour is mine"]),
        ({"search": "carve"}, ["the quota “is not carved in stone”"]),
        (
            {"stories": ["harbour-master-retires"], "exclude": {"cues": ["said"]}},
            ["Tomorrow the whole harbour is mine"],
        ),
    ],
)
def test_quotes_are_filtered(newsroom: Newsroom, given: dict[str, Any], found: list[str]) -> None:
    nodes = newsroom.ask(QUOTES, filter=given)["quotes"]["nodes"]
    assert [node["text"] for node in nodes] == found


def test_fragments_are_told_from_sentences(newsroom: Newsroom) -> None:
    query = "query ($filter: QuoteFilter) { quotes(first: 100, filter: $filter) { totalCount nodes { isFragment } } }"
    fragments = newsroom.ask(query, filter={"isFragment": True})["quotes"]
    sentences = newsroom.ask(query, filter={"isFragment": False})["quotes"]
    assert {node["isFragment"] for node in fragments["nodes"]} == {True}
    assert {node["isFragment"] for node in sentences["nodes"]} == {False}
    assert fragments["totalCount"] + sentences["totalCount"] == newsroom.ask(query)["quotes"]["totalCount"]


def test_a_filter_narrows_what_hangs_on_something(newsroom: Newsroom) -> None:
    query = """
    {
      person(by: { slug: "ilse-marrow" }) {
        quotes(filter: { speakers: ["mert-koc"] }) { totalCount }
        stories(filter: { kinds: [EDITORIAL] }) { nodes { slug } }
      }
      article(by: { slug: "ferry-strike-ends" }) { quotes(filter: { speakers: ["mert-koc"] }) { totalCount } }
    }
    """
    assert newsroom.ask(query) == {
        "person": {
            "quotes": {"totalCount": 0},
            "stories": {"nodes": [{"slug": "after-the-strike"}]},
        },
        "article": {"quotes": {"totalCount": 1}},
    }


def test_people_and_organizations_are_filtered(newsroom: Newsroom) -> None:
    query = """
    {
      held: people(filter: { organizations: ["tide-party"] }) { nodes { slug } }
      named: people(filter: { search: "quill tom" }) { nodes { slug } }
      listed: people(filter: { slugs: ["joe-penhale"] }) { nodes { slug } }
      kind: organizations(filter: { kinds: [ARMED_GROUP, PARTY] }) { nodes { slug } }
      also: organizations(filter: { search: "NSC" }) { nodes { slug } }
    }
    """
    answer = newsroom.ask(query)
    assert {name: [node["slug"] for node in each["nodes"]] for name, each in answer.items()} == {
        "held": ["ilse-marrow", "sofia-lindqvist"],
        "named": ["tomas-quill"],
        "listed": ["joe-penhale"],
        "kind": ["black-reef-brigade", "tide-party"],
        "also": ["northern-sea-council"],
    }


def test_an_exclusion_has_no_exclusion_of_its_own(newsroom: Newsroom) -> None:
    error = newsroom.refusal(STORIES, filter={"exclude": {"exclude": {}}})
    assert "'StoryExclude' not to include unknown field 'exclude'" in error["message"]


def test_a_range_that_ends_before_it_begins_is_refused(newsroom: Newsroom) -> None:
    error = newsroom.refusal(STORIES, filter={"from": "2024-03", "to": "2024-02-28"})
    assert error["message"] == '"from" (2024-03) is after "to" (2024-02-28).'
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


ORDERED = "query ($orderBy: StoryOrder, $filter: StoryFilter) { stories(orderBy: $orderBy, filter: $filter) { nodes { slug headline latestDate datePublished quotes { totalCount } } } }"


def ordered(newsroom: Newsroom, **variables: Any) -> list[dict[str, Any]]:
    """Stories in an order."""
    nodes: list[dict[str, Any]] = newsroom.ask(ORDERED, **variables)["stories"]["nodes"]
    return nodes


def test_stories_are_ordered(newsroom: Newsroom) -> None:
    newest = [node["slug"] for node in ordered(newsroom)]
    assert newest[0] == "budget-speech"
    assert newest[-1] == "brigade-leaflet"
    assert [node["slug"] for node in ordered(newsroom, orderBy={"direction": "ASC"})] == newest[::-1]
    headlines = [node["headline"] for node in ordered(newsroom, orderBy={"field": "HEADLINE"})]
    assert headlines == sorted(headlines, key=str.casefold)
    counts = [node["quotes"]["totalCount"] for node in ordered(newsroom, orderBy={"field": "QUOTE_COUNT"})]
    assert counts == sorted(counts, reverse=True)
    published = [node["datePublished"] for node in ordered(newsroom, orderBy={"field": "DATE_PUBLISHED"})]
    assert published[-2:] == [None, None]
    assert published[0] == "2024-06-10"


def test_quotes_are_ordered(newsroom: Newsroom) -> None:
    query = """
    query ($orderBy: QuoteOrder) {
      quotes(first: 100, orderBy: $orderBy) { nodes { position dateSpoken story { slug } speaker { ... on Person { name } ... on Organization { name } } } }
    }
    """
    nodes = newsroom.ask(query)["quotes"]["nodes"]
    strike = [node["position"] for node in nodes if node["story"]["slug"] == "ferry-strike-ends"]
    assert strike == [1, 2, 3, 4]
    spoken = newsroom.ask(query, orderBy={"field": "DATE_SPOKEN", "direction": "ASC"})["quotes"]["nodes"]
    dates = [node["dateSpoken"] for node in spoken if node["dateSpoken"]]
    assert dates == ["2020-06-30", "2020-07-01", "2023-06-18", "2023-11-03", "2024-03-14T22:15:00+01:00"]
    assert [node["dateSpoken"] for node in spoken[: len(dates)]] == dates
    named = newsroom.ask(query, orderBy={"field": "SPEAKER_NAME"})["quotes"]["nodes"]
    names = [node["speaker"]["name"] for node in named if node["speaker"]]
    assert names[0] == "Adaeze Brandt"
    assert named[-1]["speaker"] is None


@pytest.mark.parametrize("search", ["", " ", None])
@pytest.mark.parametrize(("name", "kind"), [("stories", "StoryFilter"), ("quotes", "QuoteFilter")])
def test_relevance_without_a_search_is_the_usual_order(
    newsroom: Newsroom, name: str, kind: str, search: str | None
) -> None:
    query = f"""
    query ($filter: {kind}) {{
      usual: {name} {{ totalCount edges {{ cursor node {{ id }} }} }}
      {name}(filter: $filter, orderBy: {{ field: RELEVANCE }}) {{ totalCount edges {{ cursor node {{ id }} }} }}
    }}
    """
    answer = newsroom.ask(query, filter={"search": search})
    assert answer[name] == answer["usual"]
    assert answer[name]["totalCount"]
