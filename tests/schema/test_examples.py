"""The ten questions of a front-end developer, each one operation, asked of the newsroom that ships."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from tests.conftest import ROOT
from tests.schema.conftest import Newsroom

FOLDER = ROOT / "pullquote" / "api" / "site" / "playground" / "examples"
FILES = sorted(FOLDER.glob("*.graphql"))


def ask(newsroom: Newsroom, number: str, **variables: Any) -> dict[str, Any]:
    """The answer to a question by its number."""
    [path] = FOLDER.glob(f"{number}-*.graphql")
    return newsroom.ask(path.read_text(encoding="utf-8"), **variables)


def test_there_are_ten() -> None:
    assert [path.name[:2] for path in FILES] == [f"{number:02}" for number in range(1, 11)]


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_question_is_one_named_operation_that_runs_as_it_stands(path: Path, shipped: Newsroom) -> None:
    text = path.read_text(encoding="utf-8")
    question, explanation, following = text.splitlines()[:3]
    assert question.startswith("# ")
    assert question.endswith("?")
    assert explanation.startswith("# ")
    assert not following.startswith("#")
    [operation] = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert operation.name
    assert empty(shipped.ask(text)) == [], "a list or a field of every example has something in it"


def empty(answer: Any, path: str = "") -> list[str]:
    """Top-level fields of an answer that say nothing."""
    return [name for name, value in answer.items() if not value]


def test_the_front_page_begins_with_the_article_and_is_newest_first(shipped: Newsroom) -> None:
    page = ask(shipped, "01")
    assert [*page] == ["articles", "editorials"]
    assert sum(listed["totalCount"] for listed in page.values()) == 7
    for listed in page.values():
        dates = [node["latestDate"] for node in listed["nodes"]]
        assert dates == sorted(dates, reverse=True)
    [article] = page["articles"]["nodes"]
    assert article["quotes"]["nodes"][0]["text"]
    assert article["image"]["url"].startswith("/media/soldiers-reported.svg?v=")
    assert (article["image"]["width"], article["image"]["height"]) == (960, 540)


def test_an_article_has_its_quotes_anchored_in_its_blocks(shipped: Newsroom) -> None:
    blocks = ask(shipped, "02")["article"]["body"]["blocks"]
    anchored = 0
    for block in blocks:
        for part in (part for quote in block["quotes"] for part in quote["parts"]):
            text = blocks[part["block"]]["text"].encode("utf-16-le")
            assert text[2 * part["utf16Start"] : 2 * part["utf16End"]].decode("utf-16-le") == part["text"]
            anchored += 1
    assert anchored >= 14


def test_sabrina_singh_spoke_as_deputy_press_secretary(shipped: Newsroom) -> None:
    quotes = ask(shipped, "03")["person"]["quotes"]
    assert quotes["totalCount"] == 3
    assert {quote["role"]["title"] for quote in quotes["nodes"]} == {"Deputy Pentagon Press Secretary"}
    assert {quote["dateSpoken"] for quote in quotes["nodes"]} == {"2024-10-28"}
    assert "as Putin’s desperation continues to rise" in {quote["text"] for quote in quotes["nodes"]}


def test_a_topic_in_a_month_has_its_quotes_and_no_other_month_does(shipped: Newsroom) -> None:
    quotes = ask(shipped, "04")["quotes"]
    assert quotes["totalCount"] == len(quotes["nodes"]) == 14
    assert sum(bucket["count"] for bucket in quotes["facets"]["speakers"]) == 13
    assert ask(shipped, "04", month="2024-09")["quotes"]["totalCount"] == 0


def test_the_editorials_of_a_week_are_those_of_its_days(shipped: Newsroom) -> None:
    editorials = ask(shipped, "05")["editorials"]
    assert editorials["totalCount"] == 6
    assert all(node["standfirst"] and node["body"]["text"] for node in editorials["nodes"])
    day = {"from": "2025-01-20", "to": "2025-01-20"}
    headlines = {node["headline"] for node in ask(shipped, "05", **day)["editorials"]["nodes"]}
    assert headlines == {"At breaking point", "Lower growth", "Nutrition challenge"}


def test_a_search_divides_and_says_why(shipped: Newsroom) -> None:
    stories = ask(shipped, "06")["stories"]
    assert stories["totalCount"] >= 1
    assert all("<mark>" in edge["highlights"][0]["html"] for edge in stories["edges"])
    assert all(stories["facets"].values())


def test_a_timeline_runs_from_the_first_words_to_the_last(shipped: Newsroom) -> None:
    person = ask(shipped, "07")["person"]
    dates = [quote["dateSpoken"] for quote in person["quotes"]["nodes"]]
    assert dates == sorted(dates)
    assert {quote["occasion"] for quote in person["quotes"]["nodes"]} == {"Meet the Press"}
    assert person["quotes"]["facets"]["months"] == [{"key": "2024-10", "count": len(dates)}]


def test_an_organization_has_its_spokespeople(shipped: Newsroom) -> None:
    organization = ask(shipped, "08")["organization"]
    assert "sabrina-singh" in {role["person"]["slug"] for role in organization["roles"]}
    assert organization["quotes"]["facets"]["speakers"][0] == {
        "key": "sabrina-singh",
        "label": "Sabrina Singh",
        "count": 3,
    }


def test_there_is_more_to_read_after_a_story(shipped: Newsroom) -> None:
    story = ask(shipped, "09")["story"]
    more = [node["slug"] for node in story["section"]["stories"]["nodes"]]
    assert len(more) == 5
    assert "lower-growth" not in more
    article = ask(shipped, "09", slug="north-korean-troops-in-russia")["story"]
    assert article["related"] == []


def test_what_is_new_comes_after_the_last_cursor(shipped: Newsroom) -> None:
    first = ask(shipped, "10", first=4)["stories"]
    rest = ask(shipped, "10", since=first["pageInfo"]["endCursor"])["stories"]
    dates = [node["latestDate"] for node in first["nodes"] + rest["nodes"]]
    assert dates == sorted(dates)
    assert len(dates) == 7
    nothing = ask(shipped, "10", since=rest["pageInfo"]["endCursor"])["stories"]
    assert nothing["nodes"] == []
