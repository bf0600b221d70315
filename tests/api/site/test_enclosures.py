"""Pictures go along with the items of feeds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import orjson

from pullquote.api.site.enclosures import attachments_of, enclosure, link_of
from pullquote.api.site.feeds import ATOM, atom, json_feed, stories_feed
from pullquote.store.files.loading import load
from pullquote.store.model.bodies import Image
from pullquote.store.newsroom.editions import make_edition
from tests.conftest import SHIPPED
from tests.store.written import article, write

HOME = "https://news.example/"
ADDRESS = "https://news.example/feeds/stories.atom"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_pictures_are_enclosed_with_their_types_and_sizes() -> None:
    edition = make_edition(load(SHIPPED), now=NOW)
    feed = stories_feed(edition.public, home=HOME, address=ADDRESS, pictures=edition.public_pictures)
    [entry] = [entry for entry in feed.entries if entry.image]
    assert entry.image is not None
    [link] = feedparser.parse(atom(feed)).entries[feed.entries.index(entry)].enclosures
    size = (SHIPPED / "media/soldiers-reported.svg").stat().st_size
    assert link.href.startswith(f"{HOME}media/soldiers-reported.svg?v=")
    assert (link.type, link.length) == ("image/svg+xml", str(size))
    item = orjson.loads(json_feed(feed))["items"][feed.entries.index(entry)]
    assert item["image"] == link.href
    assert item["attachments"] == [
        {"url": link.href, "mime_type": "image/svg+xml", "title": entry.image.alt, "size_in_bytes": size}
    ]


def test_a_picture_elsewhere_is_enclosed_with_what_its_name_says(tmp_path: Path) -> None:
    image = "image:\n  url: https://pictures.example/{}\n  alt: A quay\n"
    files = {
        "articles/a.md": article(image.format("a.jpg?size=2")),
        "articles/b.md": article(image.format("b")),
    }
    feed = stories_feed(
        make_edition(load(write(tmp_path, files)), now=NOW).public, home=HOME, address=ADDRESS
    )
    images = {entry.image.url: entry.image.media_type for entry in feed.entries if entry.image}
    assert images == {
        "https://pictures.example/a.jpg?size=2": "image/jpeg",
        "https://pictures.example/b": None,
    }
    items = [item for item in orjson.loads(json_feed(feed))["items"] if "image" in item]
    assert sorted("attachments" in item for item in items) == [False, True]
    assert len(ET.fromstring(atom(feed)).findall(f".//{{{ATOM}}}link[@rel='enclosure']")) == 2


def test_a_picture_of_unknown_type_and_size_has_none() -> None:
    image = Image(
        url="https://pictures.example/b", alt="A", caption=None, credit=None, width=None, height=None
    )
    made = enclosure(image, HOME, {})
    assert link_of(made) == {"rel": "enclosure", "href": "https://pictures.example/b", "title": "A"}
    assert attachments_of(made) is None
