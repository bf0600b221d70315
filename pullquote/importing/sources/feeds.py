"""Source: feeds in XML (RSS 0.9 to 2, Atom), by feedparser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pullquote.importing.extra import package
from pullquote.importing.items import Form, Item, Site
from pullquote.importing.mapping.dates import read_date
from pullquote.importing.sources.reading import CUT, HALF, closed_in, day_of, key_of, name_in
from pullquote.store.model.formats import is_web_address

NAME = "feed"
_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
OURS = frozenset(
    [
        "title",
        "link",
        "links",
        "id",
        "guidislink",
        "summary",
        "content",
        "author",
        "authors",
        "tags",
        "published",
        "updated",
        "created",
        "expired",
        "media_content",
        "media_thumbnail",
        "language",
        "rights",
        "enclosures",
        "subtitle",
        "href",
        "contributors",
    ]
)
"""What is read of an entry by its name; all else goes on as it is."""


def looks_like(path: Path, head: str) -> bool:
    """XML whose first element is that of a feed."""
    return path.suffix.lower() in (".xml", ".rss", ".atom", ".rdf") and _ROOT.search(head) is not None


def describe(path: Path, site: Site) -> Site:
    """What a feed says of itself."""
    feed = _parsed(path).feed
    return replace(
        site,
        title=feed.get("title") or site.title,
        language=feed.get("language") or site.language,
        base=feed.get("link") or site.base,
    )


def read(path: Path, root: Path, site: Site) -> Iterator[Item]:  # noqa: ARG001 - every source is asked alike
    """The entries of a feed."""
    file = key_of(path, root)
    parsed = _parsed(path)
    if not parsed.entries and parsed.bozo:
        yield Item(key=file, where=file, refused=f"no feed that can be read: {parsed.bozo_exception}")
        return
    feed_day = next(
        (found.text for key in ("updated", "published") if (found := read_date(parsed.feed.get(key)))), None
    )
    whole = closed_in(path) if parsed.bozo else None
    if whole is not None and len(parsed.entries) <= whole:
        yield Item(key=file, where=file, refused=CUT)
    for number, entry in enumerate(parsed.entries, 1):
        if whole is not None and number > whole:
            yield Item(key=f"{file}#{number}", where=f"{file}, entry {number}", refused=HALF)
            continue
        if not is_web_address(entry.get("id", "")) and not _alternates(entry):
            entry.pop("link", None)  # made of a name that is no address
        link = entry.get("link") or ""
        key = entry.get("id") or link or str(number)
        body, form = _body(entry)
        yield Item(
            key=name_in(file, key),
            where=f"{file}, entry {number}",
            values=_values(entry, body, is_rss=parsed.version.startswith("rss")),
            body=body,
            form=form,
            name=re.sub(r"\.\w{3,5}$", "", re.sub(r"[?#].*$", "", link).rstrip("/").rpartition("/")[2]),
            day=feed_day or day_of(path),
            folder=path.parent,
        )


def _alternates(entry: Any) -> list[Any]:
    return [each for each in entry.get("links", ()) if each.get("rel") == "alternate"]


def _parsed(path: Path) -> Any:
    # Its own sanitiser would change what is written; ours reads every body.
    return package("feedparser").parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=True)


def _body(entry: Any) -> tuple[str, Form]:
    """The longest text of an entry, HTML before plain text, and else its summary."""
    contents = [each for each in entry.get("content", ()) if each.get("value")]
    if contents:
        best = max(contents, key=lambda each: ("html" in (each.get("type") or ""), len(each["value"])))
        return best["value"], _form(best)
    summary = entry.get("summary", "")
    return summary, _form(entry.get("summary_detail") or {})


def _form(detail: Mapping[str, Any]) -> Form:
    marked = "html" in (detail.get("type") or "") or re.search(
        r"<\w+[^>]*>|&#?\w+;", detail.get("value") or ""
    )
    return Form.HTML if marked else Form.TEXT


def _values(entry: Any, body: str, *, is_rss: bool) -> dict[str, object]:
    people = [each for each in entry.get("authors", ()) if each]
    values: dict[str, object] = {
        "title": entry.get("title"),
        "link": entry.get("link"),
        "authors": entry.get("author") if "@" in entry.get("author", "") else [dict(each) for each in people],
        "tags": [each.get("label") or each.get("term") for each in entry.get("tags", ()) if each.get("term")],
        "published": entry.get("published") or entry.get("created"),
        "updated": entry.get("updated") if "updated" in entry.keys() else None,  # noqa: SIM118 - its get makes one up
        "language": (entry.get("title_detail") or {}).get("language") or entry.get("language"),
        "image": _image(entry),
        "copyright": entry.get("rights"),
    }
    if is_rss and not values["published"]:
        # dc:date, which says when an item was published.
        values["published"] = values.pop("updated")
    if entry.get("summary") and entry["summary"] != body:
        values["summary"] = entry["summary"]
    if entry.get("id") and entry["id"] != entry.get("link"):
        values["guid"] = entry["id"]
    files = [each.get("href") for each in entry.get("enclosures", ()) if each.get("href") != values["image"]]
    values["enclosures"] = [each for each in files if each]
    related = [
        each.get("href")
        for each in entry.get("links", ())
        if each.get("rel") not in ("alternate", "enclosure", "self")
    ]
    values["related"] = [each for each in related if each]
    values["contentElsewhere"] = [each["src"] for each in entry.get("content", ()) if each.get("src")]
    for key in entry:
        if key not in OURS and not key.endswith(("_parsed", "_detail")):
            values[key] = entry[key]
    values["helpers"] = [each.get("name") for each in entry.get("contributors", ()) if each.get("name")]
    return {key: value for key, value in values.items() if value}


def _image(entry: Any) -> object:
    for each in (*entry.get("media_content", ()), *entry.get("media_thumbnail", ())):
        if each.get("url") and "video" not in str(each.get("medium") or each.get("type") or ""):
            return {"url": each["url"]}
    return next(
        (each.get("href") for each in entry.get("enclosures", ()) if "image" in (each.get("type") or "")),
        None,
    )
