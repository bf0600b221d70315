"""Suggestions for a search box."""

from __future__ import annotations

from tests.schema.conftest import Newsroom

SUGGEST = """
query ($prefix: String!, $kinds: [SearchKind!], $first: Int! = 10) {
  suggest(prefix: $prefix, kinds: $kinds, first: $first) {
    kind
    text
    html
    count
    node { __typename ... on Person { slug quotes { totalCount } } ... on Story { slug } ... on Topic { slug } }
  }
}
"""


def test_names_and_headlines_are_suggested(newsroom: Newsroom) -> None:
    [person] = newsroom.ask(SUGGEST, prefix="ilse mar")["suggest"][:1]
    assert (person["kind"], person["text"], person["node"]["slug"]) == (
        "PERSON",
        "Ilse Marrow",
        "ilse-marrow",
    )
    assert person["html"] == "<mark>Ilse</mark> <mark>Mar</mark>row"
    found = newsroom.ask(SUGGEST, prefix="ferr")["suggest"]
    kinds = [each["kind"] for each in found]
    assert {"TOPIC", "ARTICLE"} <= set(kinds)
    assert "QUOTE" not in kinds
    stories = [place for place, kind in enumerate(kinds) if kind in {"ARTICLE", "EDITORIAL"}]
    assert stories == list(range(stories[0], len(kinds)))
    assert all(each["kind"] == each["node"]["__typename"].upper() for each in found)


def test_some_kinds_may_be_asked_for(newsroom: Newsroom) -> None:
    found = newsroom.ask(SUGGEST, prefix="ferr", kinds=["TOPIC"])["suggest"]
    assert [each["node"]["slug"] for each in found] == ["ferries"]
    assert newsroom.ask(SUGGEST, prefix="ferr", kinds=[])["suggest"] == []


def test_too_many_are_refused_and_nothing_typed_finds_nothing(newsroom: Newsroom) -> None:
    error = newsroom.refusal(SUGGEST, prefix="ferr", first=21)
    assert error["message"] == '"first" must be from 0 to 20, found 21.'
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert newsroom.ask(SUGGEST, prefix=" ")["suggest"] == []
