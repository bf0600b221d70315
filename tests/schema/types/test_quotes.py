"""Quotes: who said what, in which office, to whom, where, in which story."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.schema.conftest import Newsroom


def test_a_quote_answers_who_what_when_where_and_to_whom(newsroom: Newsroom) -> None:
    query = """
    {
      quotes(filter: { stories: ["ferry-strike-ends"], speakers: ["bram-ostler"] }) {
        nodes {
          __typename text kind isFragment cue addressee occasion dateSpoken isTranslation position
          sourceKind speakerAsPrinted url
          speaker { __typename ... on Person { name } }
          role { title organization { slug } startDate endDate person { slug } }
          story { __typename slug }
          parts { text paragraph }
        }
      }
    }
    """
    [quote] = newsroom.ask(query)["quotes"]["nodes"]
    assert quote == {
        "__typename": "Quote",
        "text": "We asked for eight per cent and we would have taken six",
        "kind": "DIRECT",
        "isFragment": False,
        "cue": "said",
        "addressee": "reporters",
        "occasion": "press conference",
        "dateSpoken": "2024-03-14T22:15:00+01:00",
        "isTranslation": False,
        "position": 1,
        "sourceKind": "NAMED_PERSON",
        "speakerAsPrinted": "Bram Ostler, who speaks for the deckhands",
        "url": quote["url"],
        "speaker": {"__typename": "Person", "name": "Bram Ostler"},
        "role": {
            "title": "Spokesman of the deckhands",
            "organization": None,
            "startDate": None,
            "endDate": None,
            "person": {"slug": "bram-ostler"},
        },
        "story": {"__typename": "Article", "slug": "ferry-strike-ends"},
        "parts": [
            {"text": "We asked for eight per cent", "paragraph": 0},
            {"text": "and we would have taken six", "paragraph": 0},
        ],
    }
    assert quote["url"].startswith("https://courier.example/2024/03/ferry-strike-ends#:~:text=We%20asked")


def test_a_source_without_a_name_has_no_speaker(newsroom: Newsroom) -> None:
    query = """
    {
      quotes(filter: { stories: ["water-test"] }) {
        nodes { sourceKind speakerAsPrinted speaker { ... on Node { id } } role { title } }
      }
    }
    """
    nodes = newsroom.ask(query)["quotes"]["nodes"]
    assert [node["sourceKind"] for node in nodes] == [
        "NAMED_PERSON",
        "ANONYMOUS",
        "UNNAMED_PERSON",
        "UNNAMED_GROUP",
        "NAMED_ORGANIZATION",
        "NAMED_PERSON",
    ]
    assert [node["speaker"] is None for node in nodes] == [False, True, True, True, False, False]
    assert nodes[1]["speakerAsPrinted"] == "a laboratory worker"


def test_the_kind_says_how_the_words_stand_in_the_prose(newsroom: Newsroom) -> None:
    query = """
    {
      quotes(filter: { stories: ["minister-visits"] }) { nodes { text kind isFragment isTranslation } }
    }
    """
    nodes = newsroom.ask(query)["quotes"]["nodes"]
    assert [node["kind"] for node in nodes] == ["DIRECT", "INDIRECT", "MIXED", "DIRECT"]
    assert [node["isTranslation"] for node in nodes] == [True, False, True, False]


def test_a_quote_that_nobody_has_confirmed_is_a_proposal(newsroom: Newsroom) -> None:
    query = """
    query ($filter: QuoteFilter) {
      quotes(filter: $filter) { totalCount nodes { text attribution { method review } } }
    }
    """
    answer = newsroom.ask(query, filter={"attributionMethods": ["PROPOSED"]})["quotes"]
    assert answer["nodes"] == [
        {
            "text": "But that’s what ‘smaller’ means – surely?",
            "attribution": {"method": "PROPOSED", "review": "A"},
        }
    ]
    assert newsroom.ask(query, filter={"reviews": ["A"]})["quotes"] == answer
    assert newsroom.ask(query, filter={"reviews": ["B", "C"]})["quotes"]["totalCount"] == 0
    [first, *_] = newsroom.ask(query, filter={"stories": ["minister-visits"]})["quotes"]["nodes"]
    assert first["attribution"] == {"method": "CONFIRMED", "review": None}


CONTEXT = """
query Context($slug: String!, $speaker: String!, $paragraphs: Int!) {
  quotes(first: 1, filter: { stories: [$slug], speakers: [$speaker] }) {
    nodes { context(paragraphs: $paragraphs) { before after html } }
  }
}
"""


def test_the_context_is_the_rest_of_the_paragraph_with_the_words_marked(newsroom: Newsroom) -> None:
    answer = newsroom.ask(CONTEXT, slug="ferry-strike-ends", speaker="mert-koc", paragraphs=0)
    [quote] = answer["quotes"]["nodes"]
    assert quote["context"] == {
        "before": "Mert Aydın Koç, the chief executive, was in good spirits. “",
        "after": ".” Joe Penhale waited on the quay all the same.",
        "html": (
            "<p>Mert Aydın Koç, the chief executive, was in good spirits. “<mark>The boats,</mark>” he "
            "promised, “<mark>will be full, and so will the tills</mark>.” Joe Penhale waited on the quay all "
            "the same.</p>"
        ),
    }


def test_the_context_grows_by_paragraphs_on_each_side(newsroom: Newsroom) -> None:
    answer = newsroom.ask(CONTEXT, slug="ferry-strike-ends", speaker="mert-koc", paragraphs=1)
    context = answer["quotes"]["nodes"][0]["context"]
    assert context["before"].startswith("PORT LISSOM – The strike is over.")
    assert context["before"].endswith(
        "the deckhands, “and we would have taken six.”\n\nMert Aydın Koç, the chief executive, was in good spirits. “"
    )
    assert context["after"].endswith("“Nobody won. The town lost eleven days,” the mayor wrote.")
    assert context["html"].count("<p>") == 3
    assert context["html"].count("<mark>") == 2


def test_the_context_of_words_with_markup_keeps_the_markup(newsroom: Newsroom) -> None:
    answer = newsroom.ask(CONTEXT, slug="mayor-on-the-breakwater", speaker="sofia-lindqvist", paragraphs=0)
    html = answer["quotes"]["nodes"][0]["context"]["html"]
    assert "<blockquote>" in html
    assert (
        "“<mark>A wall in the sea is </mark><strong><mark>still</mark></strong><mark> a wall</mark>,”" in html
    )


def test_the_context_of_a_quote_over_two_paragraphs_has_both(newsroom: Newsroom) -> None:
    query = """
    {
      quotes(filter: { stories: ["mayor-on-the-breakwater"], cues: ["added"] }) {
        nodes { parts { paragraph } context { before after html } }
      }
    }
    """
    [quote] = newsroom.ask(query)["quotes"]["nodes"]
    first, last = (part["paragraph"] for part in quote["parts"])
    assert last == first + 1
    assert quote["context"]["before"] == "“"
    assert quote["context"]["after"] == "” She added this without her notes."
    assert quote["context"]["html"].count("<p>") == 2


@pytest.mark.parametrize("which", ["newsroom", "shipped"])
def test_what_is_marked_is_what_was_said(which: str, request: pytest.FixtureRequest) -> None:
    query = """
    {
      quotes(first: 100) { nodes { parts { text } context { html } story { body { blocks { html } } } } }
    }
    """
    quotes = request.getfixturevalue(which).ask(query)["quotes"]["nodes"]
    for quote in quotes:
        html = quote["context"]["html"]
        words = "".join(
            unescape(re.sub("<[^>]*>", "", each))
            for each in re.findall("<mark>(.*?)</mark>", html, re.DOTALL)
        )
        assert "".join(words.split()) == "".join("".join(part["text"] for part in quote["parts"]).split())
        blocks = "\n".join(unescape(block["html"]) for block in quote["story"]["body"]["blocks"])
        assert unescape(re.sub("</?mark>", "", html)) in blocks


@pytest.mark.parametrize("paragraphs", [-1, 11])
def test_a_context_too_wide_is_refused(newsroom: Newsroom, paragraphs: int) -> None:
    error = newsroom.refusal(CONTEXT, slug="ferry-strike-ends", speaker="mert-koc", paragraphs=paragraphs)
    assert error["message"] == f'"paragraphs" must be from 0 to 10, found {paragraphs}.'
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}


def test_a_quote_always_has_a_date(newsroom: Newsroom) -> None:
    query = "{ quotes(first: 100) { nodes { date dateSpoken story { latestDate } } } }"
    quotes = newsroom.ask(query)["quotes"]["nodes"]
    assert {each["dateSpoken"] is None for each in quotes} == {True, False}
    assert all(each["date"] == (each["dateSpoken"] or each["story"]["latestDate"]) for each in quotes)
