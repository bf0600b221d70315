from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import feedparser
import orjson
import pytest

from pullquote.api.site.feeds import ATOM, JSON_FEED, Feed, atom, json_feed, quotes_feed, stories_feed
from pullquote.store.files.loading import load
from pullquote.store.newsroom.editions import make_edition
from pullquote.store.newsroom.snapshot import MemorySnapshot
from tests.conftest import INVENTED, SHIPPED

HOME = "https://news.example/"
ADDRESS = "https://news.example/feeds/stories.atom"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def shipped() -> MemorySnapshot:
    return make_edition(load(SHIPPED), now=NOW).public


@pytest.fixture(scope="module")
def invented() -> MemorySnapshot:
    return make_edition(load(INVENTED), now=NOW).public


def test_the_newest_stories_come_first(shipped: MemorySnapshot) -> None:
    feed = stories_feed(shipped, home=HOME, address=ADDRESS)
    parsed = feedparser.parse(atom(feed))
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert [entry.title for entry in parsed.entries][-1] == (
        "Pentagon: about 10,000 North Korean soldiers are training in Russia"
    )
    assert parsed.feed.updated == "2025-01-20T00:00:00Z"
    assert parsed.feed.links[0].href == ADDRESS


def test_a_person_s_quotes_name_the_office_and_the_story(shipped: MemorySnapshot) -> None:
    person = shipped.person("sabrina-singh")
    assert person is not None
    feed = quotes_feed(shipped, person, home=HOME, address=ADDRESS)
    assert len(feed.entries) == 3
    assert "Deputy Pentagon Press Secretary" in feed.entries[0].html
    assert "<cite>Pentagon: about 10,000 North Korean soldiers" in feed.entries[0].html
    assert feed.entries[0].authors == ("Sabrina Singh",)


@pytest.mark.parametrize("newsroom", ["shipped", "invented"])
def test_atom_has_all_that_rfc_4287_demands(newsroom: str, request: pytest.FixtureRequest) -> None:
    feed = stories_feed(request.getfixturevalue(newsroom), home=HOME, address=ADDRESS)
    root = ET.fromstring(atom(feed))

    def texts(element: ET.Element, name: str) -> list[str | None]:
        return [found.text for found in element.findall(f"{{{ATOM}}}{name}")]

    entries = root.findall(f"{{{ATOM}}}entry")
    assert entries
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            [text] = texts(element, name)
            assert text
        [updated] = texts(element, "updated")
        assert updated is not None
        assert datetime.fromisoformat(updated).tzinfo
    ids = [texts(entry, "id")[0] for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(id_ and ":" in id_ for id_ in ids)
    for entry in entries:
        assert entry.findall(f"{{{ATOM}}}author/{{{ATOM}}}name")
        assert len(texts(entry, "content")) == 1
        assert len(texts(entry, "published")) <= 1
        assert len(texts(entry, "summary")) <= 1


@pytest.mark.parametrize("newsroom", ["shipped", "invented"])
def test_json_feed_has_all_that_its_version_demands(newsroom: str, request: pytest.FixtureRequest) -> None:
    feed = stories_feed(request.getfixturevalue(newsroom), home=HOME, address=ADDRESS)
    written = orjson.loads(json_feed(feed))
    assert written["version"] == JSON_FEED
    assert written["title"]
    assert written["items"]
    for item in written["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert datetime.fromisoformat(item["date_modified"]).tzinfo
        assert all(author["name"] for author in item["authors"])
        assert None not in item.values()


def test_a_feed_of_nothing_is_valid_too() -> None:
    empty = Feed(title="Nothing", description="Yet.", home=HOME, address=ADDRESS, entries=())
    parsed = feedparser.parse(atom(empty))
    assert not parsed.bozo
    assert parsed.entries == []
    assert orjson.loads(json_feed(empty))["items"] == []


def test_hidden_stories_are_in_no_feed(invented: MemorySnapshot) -> None:
    loaded = load(INVENTED)
    assert loaded.records is not None
    hidden = {story.headline for story in loaded.records.stories} - {
        story.headline for story in invented.stories.records
    }
    assert hidden
    written = atom(stories_feed(invented, home=HOME, address=ADDRESS)).decode()
    assert not [headline for headline in hidden if headline in written]
