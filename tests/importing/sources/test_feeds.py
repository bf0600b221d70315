"""Feeds in XML and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullquote.importing.sources import feeds, json_feeds
from tests.importing.imports import body_of, bring, keys_of, only, write_tree

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Courier</title><link>https://courier.example/</link><language>en</language>
<item><title>The wall rises</title><link>https://courier.example/the-wall-rises</link><guid>urn:courier:1</guid>
<author>ida@courier.example (Ida Brook)</author><category>Floods</category>
<pubDate>Thu, 05 Sep 2002 00:00:01 GMT</pubDate><description>Two metres.</description>
<content:encoded>&lt;p&gt;The wall &lt;b&gt;rises&lt;/b&gt;.&lt;/p&gt;</content:encoded>
<enclosure url="https://courier.example/a.mp3" type="audio/mpeg" length="1"/></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://courier.example/" xml:lang="en">
<title>The Courier</title><id>urn:courier</id><updated>2002-09-06T00:00:00Z</updated>
<entry><title>The wall rises</title><link rel="alternate" href="/the-wall-rises"/><id>urn:courier:1</id>
<published>2002-09-05T00:00:01Z</published><updated>2002-09-06T00:00:00Z</updated><author><name>Ida Brook</name></author>
<category term="Floods"/><summary>Two metres.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The wall <b>rises</b>.</p></div></content></entry></feed>"""
RSS1 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://courier.example/"><title>The Courier</title>
<link>https://courier.example/</link></channel><item rdf:about="https://courier.example/the-wall-rises">
<title>The wall rises</title><link>https://courier.example/the-wall-rises</link><dc:creator>Ida Brook</dc:creator>
<dc:subject>Floods</dc:subject><dc:date>2002-09-05T00:00:01Z</dc:date>
<description>&lt;p&gt;The wall &lt;b&gt;rises&lt;/b&gt;.&lt;/p&gt;</description></item></rdf:RDF>"""
JSON = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "home_page_url": "https://courier.example/",
    "items": [{"id": "urn:courier:1", "url": "https://courier.example/the-wall-rises", "title": "The wall rises",
               "content_html": "<p>The wall <b>rises</b>.</p><script>alert()</script>", "summary": "Two metres.", "tags": ["Floods"],
               "date_published": "2002-09-05T00:00:01Z", "authors": [{"name": "Ida Brook"}], "_own": {"mood": "calm"}}],
})  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text"),
    [("feed.xml", RSS), ("feed.atom", ATOM), ("feed.rdf", RSS1), ("feed.json", JSON)],
    ids=["RSS 2", "Atom", "RSS 1", "JSON Feed"],
)
def test_an_entry_of_every_feed_is_the_same_story(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    bring(path, tmp_path / "into")
    story = only(tmp_path / "into")
    keys = keys_of(story)
    assert story.name == "the-wall-rises.md"
    assert keys["headline"] == "The wall rises"
    assert keys["datePublished"] == "2002-09-05T00:00:01Z"
    assert keys["url"] == "https://courier.example/the-wall-rises"
    assert (keys["authors"], keys["topics"], keys["publication"]) == (
        ["ida-brook"],
        ["floods"],
        "the-courier",
    )
    assert body_of(story) == "The wall **rises**."


def test_what_has_no_key_of_ours_is_in_extra(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS, encoding="utf-8")
    bring(path, tmp_path / "into")
    assert keys_of(only(tmp_path / "into"))["extra"] == {
        "guid": "urn:courier:1",
        "enclosures": ["https://courier.example/a.mp3"],
    }


def test_a_feed_of_another_day_updates_its_entries(tmp_path: Path) -> None:
    one, other = tmp_path / "monday.xml", tmp_path / "tuesday.xml"
    one.write_text(RSS, encoding="utf-8")
    other.write_text(RSS.replace("Two metres", "Three metres"), encoding="utf-8")
    bring(one, tmp_path / "into")
    assert bring(other, tmp_path / "into").outcomes == {"updated": 1}
    assert keys_of(only(tmp_path / "into"))["standfirst"] == "Three metres."


def test_who_is_told_apart_by_looking() -> None:
    assert feeds.looks_like(Path("x.xml"), RSS)
    assert not feeds.looks_like(Path("x.xml"), "<html>")
    assert json_feeds.looks_like(Path("x.json"), JSON)


def test_an_item_without_title_and_date_stays_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_text(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1",
                "items": [{"id": "1", "content_text": "The wall rises again."}, 3],
            }
        ),
        encoding="utf-8",
    )
    report = bring(path, tmp_path / "into", publish=True)
    keys = keys_of(only(tmp_path / "into"))
    assert (keys["headline"], keys["status"]) == ("The wall rises again.", "draft")
    assert report.outcomes["refused"] == 1


@pytest.mark.parametrize(
    ("text", "second"),
    [(RSS, "<item>"), (ATOM, "<entry>"), (RSS1, "<item "), (RSS.replace(">", ">\n"), "<item>")],
)
@pytest.mark.parametrize("part", [0.0, 0.6, 0.95])
def test_a_feed_that_ends_in_the_middle(tmp_path: Path, text: str, second: str, part: float) -> None:
    start, end = text.index(second), text.index(second.replace("<", "</").rstrip(" >")) + len(second) + 2
    entry = text[start:end]
    again = entry.replace("courier:1", "courier:2").replace("the-wall-rises", "the-wall-falls")
    whole = text[:end] + again
    path = tmp_path / "feed.xml"
    path.write_text(text[:end] + again[: int(len(again) * part)], encoding="utf-8")
    report = bring(path, tmp_path / "into")
    (reason,) = report.reasons
    assert reason.startswith("the file ends in the middle")
    assert (report.outcomes["written"], report.outcomes["refused"]) == (1, 1)
    path.write_text(whole + text[end:], encoding="utf-8")
    assert not bring(path, tmp_path / "into").outcomes["refused"]


def test_a_name_that_is_no_address_is_no_page(tmp_path: Path) -> None:
    feed = "<rss version='2.0'><channel><title>C</title><link>https://courier.example/</link><item><guid>12</guid><title>Wall</title><description>x</description></item></channel></rss>"
    bring(write_tree(tmp_path / "source", {"feed.xml": feed}), tmp_path / "into")
    keys = keys_of(only(tmp_path / "into"))
    assert "url" not in keys
    assert keys["extra"] == {"guid": "12"}


def test_content_that_stands_elsewhere_is_named(tmp_path: Path) -> None:
    entry = "<entry><id>urn:a:1</id><title>Wall</title><link href='https://courier.example/wall'/><content src='https://courier.example/wall.pdf' type='application/pdf'/></entry>"
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>C</title>{entry}</feed>"
    bring(write_tree(tmp_path / "source", {"feed.xml": feed}), tmp_path / "into")
    keys = keys_of(only(tmp_path / "into"))
    assert keys["url"] == "https://courier.example/wall"
    assert keys["extra"]["contentElsewhere"] == ["https://courier.example/wall.pdf"]
