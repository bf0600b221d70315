"""Source: JSON Feed, versions 1 and 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pullquote.importing.items import Form, Item, Site
from pullquote.importing.mapping.values import line_of
from pullquote.importing.sources.checking import item_of
from pullquote.importing.sources.reading import day_of, key_of, name_in
from pullquote.importing.text.characters import decoded

NAME = "json-feed"
NAMES = {
    "title": "title",
    "url": "url",
    "external_url": "external_url",
    "summary": "summary",
    "image": "image",
    "banner_image": "banner_image",
    "date_published": "date_published",
    "date_modified": "date_modified",
    "tags": "tags",
    "language": "language",
}


def looks_like(path: Path, head: str) -> bool:
    """JSON that names the version of JSON Feed."""
    return path.suffix.lower() in (".json", ".feed") and "jsonfeed.org/version" in head


def describe(path: Path, site: Site) -> Site:
    """What a feed says of itself."""
    feed = _feed(path)
    return replace(
        site,
        title=line_of(feed.get("title")) or site.title,
        language=line_of(feed.get("language")) or site.language,
        base=line_of(feed.get("home_page_url")) or site.base,
    )


def read(path: Path, root: Path, site: Site) -> Iterator[Item]:  # noqa: ARG001 - every source is asked alike
    """The items of a feed."""
    file = key_of(path, root)
    try:
        feed = _feed(path)
    except ValueError as error:
        yield Item(key=file, where=file, refused=f"no JSON: {error}")
        return
    listed = feed.get("items")
    for number, item in enumerate(listed if isinstance(listed, list) else (), 1):
        yield item_of("item", _item, item, file, number, path, feed)


def _item(item: Any, file: str, number: int, path: Path, feed: Mapping[str, Any]) -> Item:
    where = f"{file}, item {number}"
    if not isinstance(item, dict):
        return Item(key=f"{file}#{number}", where=where, refused="not a mapping")
    html = item.get("content_html")
    known = {"id", "content_html", "content_text", "authors", "author", "attachments", *NAMES}
    values = {NAMES[key]: item[key] for key in NAMES if item.get(key)}
    values["authors"] = item.get("authors") or item.get("author") or feed.get("authors") or feed.get("author")
    values |= {key: value for key, value in item.items() if key not in known}
    if item.get("attachments"):
        values["attachments"] = [each.get("url") for each in item["attachments"] if isinstance(each, dict)]
    address = str(item.get("url") or "")
    return Item(
        key=name_in(file, item.get("id") or address or number),
        where=where,
        values={key: value for key, value in values.items() if value},
        body=html or item.get("content_text") or "",
        form=Form.HTML if html else Form.TEXT,
        name=address.rstrip("/").rpartition("/")[2],
        day=day_of(path),
        folder=path.parent,
    )


def _feed(path: Path) -> dict[str, Any]:
    feed = json.loads(decoded(path.read_bytes())[0], strict=False)
    return feed if isinstance(feed, dict) else {}
