"""Feeds: the newest stories, and the newest quotes of a person, as Atom and as JSON Feed.

Atom is RFC 4287, https://www.rfc-editor.org/rfc/rfc4287; JSON Feed is version 1.1,
https://www.jsonfeed.org/version/1.1/. Both demand exact times: a date that is known to the day, month or
year only stands there as its first instant, in UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from html import escape
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree as ET

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from pullquote.api.site.enclosures import Enclosure, attachments_of, enclosure, link_of
from pullquote.store.model.criteria import QuoteCriteria, QuoteOrder, StoryCriteria
from pullquote.store.model.records import Person, Quote, Story
from pullquote.store.model.snapshots.asking import answered
from pullquote.store.model.snapshots.protocol import Snapshot
from pullquote.store.pictures.reading import Picture
from pullquote.store.rounds.served import ServedEdition, ServedNewsroom

ENTRIES = 50
"""Entries in a feed: what readers fetch at once without paging."""
ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
NO_PICTURES: Mapping[str, Picture] = MappingProxyType({})
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated: Atom demands a time, and a load is no change."""


@dataclass(frozen=True, kw_only=True)
class FeedEntry:
    """One item of a feed; ``html`` is sanitised, ``url`` is absolute."""

    id: str
    title: str
    html: str
    summary: str | None
    url: str | None
    published: datetime | None
    updated: datetime
    authors: tuple[str, ...]
    language: str | None
    tags: tuple[str, ...]
    image: Enclosure | None = None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed before it is written; ``home`` and ``address`` are absolute addresses of the site and of itself."""

    title: str
    description: str
    home: str
    address: str
    entries: tuple[FeedEntry, ...]

    @property
    def updated(self) -> datetime:
        """When the newest entry changed."""
        return max((entry.updated for entry in self.entries), default=EPOCH)


def stories_feed(
    snapshot: Snapshot, *, home: str, address: str, pictures: Mapping[str, Picture] = NO_PICTURES
) -> Feed:
    """The newest stories of a snapshot; ``pictures`` are the files of pictures by their paths."""
    stories = snapshot.stories.select(StoryCriteria()).page(first=ENTRIES).nodes
    publications = {story.publication.name: None for story in stories}
    return Feed(
        title=", ".join(publications) or "Pullquote",
        description="The newest articles and editorials.",
        home=home,
        address=address,
        entries=tuple(_story_entry(story, home, pictures) for story in stories),
    )


def quotes_feed(snapshot: Snapshot, person: Person, *, home: str, address: str) -> Feed:
    """What a person said, newest first."""
    criteria = QuoteCriteria(speakers=(person.slug,))
    quotes = snapshot.quotes.select(criteria, QuoteOrder.DATE_SPOKEN).page(first=ENTRIES).nodes
    return Feed(
        title=f"Quotes of {person.name}",
        description=person.description or f"What {person.name} said, and where.",
        home=home,
        address=address,
        entries=tuple(map(_quote_entry, quotes)),
    )


def _story_entry(story: Story, home: str, pictures: Mapping[str, Picture]) -> FeedEntry:
    return FeedEntry(
        id=_entry_id(story.id),
        title=story.headline,
        html=story.body.html if story.body else f"<p>{escape(story.standfirst or story.headline)}</p>",
        summary=story.standfirst,
        url=story.url,
        published=story.date_published.start if story.date_published else None,
        updated=story.latest_date.start,
        authors=tuple(author.name for author in story.authors) or (story.byline or story.publication.name,),
        language=story.in_language,
        tags=tuple(dict.fromkeys([*(topic.name for topic in story.topics), *story.keywords])),
        image=enclosure(story.image, home, pictures) if story.image else None,
    )


def _quote_entry(quote: Quote) -> FeedEntry:
    office = f", {quote.role.title}" if quote.role else ""
    source = escape(quote.story.headline)
    return FeedEntry(
        id=_entry_id(quote.id),
        title=f"“{quote.text}”",
        html=(
            f"<blockquote><p>{escape(quote.text)}</p></blockquote>"
            f"<p>{escape(quote.speaker_as_printed or quote.attributed_to)}{escape(office)}, in <cite>{source}</cite></p>"
        ),
        summary=None,
        url=quote.url,
        published=quote.date.start,
        updated=quote.story.latest_date.start,
        authors=tuple(speaker.name for speaker in quote.speakers) or (quote.attributed_to,),
        language=quote.story.in_language,
        tags=tuple(topic.name for topic in quote.story.topics),
    )


def _entry_id(node_id: str) -> str:
    """An address for an id, as Atom demands; it never changes and leads nowhere (RFC 4151)."""
    return f"tag:pullquote.invalid,2024:{node_id}"


def atom(feed: Feed) -> bytes:
    """Write a feed as Atom."""
    root = ET.Element("feed", xmlns=ATOM)
    _texts(root, id=feed.address, title=feed.title, subtitle=feed.description, updated=_time(feed.updated))
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=feed.home)
    for entry in feed.entries:
        item = ET.SubElement(root, "entry")
        if entry.language:
            item.set("xml:lang", entry.language)
        _texts(item, id=entry.id, title=entry.title, updated=_time(entry.updated))
        if entry.published:
            _texts(item, published=_time(entry.published))
        for author in entry.authors:
            _texts(ET.SubElement(item, "author"), name=author)
        if entry.url:
            ET.SubElement(item, "link", rel="alternate", type="text/html", href=entry.url)
        if entry.image:
            ET.SubElement(item, "link", link_of(entry.image))
        for tag in entry.tags:
            ET.SubElement(item, "category", term=tag)
        if entry.summary:
            _texts(item, summary=entry.summary)
        content = ET.SubElement(item, "content", type="html")
        content.text = entry.html
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text


def json_feed(feed: Feed) -> bytes:
    """Write a feed as JSON Feed."""
    return orjson.dumps(
        {
            "version": JSON_FEED,
            "title": feed.title,
            "description": feed.description,
            "home_page_url": feed.home,
            "feed_url": feed.address,
            "items": [_json_item(entry) for entry in feed.entries],
        }
    )


def _json_item(entry: FeedEntry) -> dict[str, Any]:
    item: Mapping[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "date_published": _time(entry.published) if entry.published else None,
        "date_modified": _time(entry.updated),
        "authors": [{"name": author} for author in entry.authors],
        "language": entry.language,
        "tags": list(entry.tags) or None,
        "image": entry.image and entry.image.url,
        "attachments": entry.image and attachments_of(entry.image),
    }
    return {key: value for key, value in item.items() if value is not None}


def _time(moment: datetime) -> str:
    """A moment as RFC 3339 has it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class FeedFormat:
    """One way of writing a feed."""

    media_type: str
    write: Callable[[Feed], bytes]


FORMATS: Mapping[str, FeedFormat] = {
    "atom": FeedFormat("application/atom+xml; charset=utf-8", atom),
    "json": FeedFormat("application/feed+json; charset=utf-8", json_feed),
}
"""By the ending of the address."""


def feed_routes(newsroom: ServedNewsroom) -> list[BaseRoute]:
    """``/feeds/stories.atom`` and ``.json``, ``/feeds/people/{slug}/quotes.atom`` and ``.json``.

    They show what the public may see, to everybody.
    """

    async def stories(request: Request) -> Response:
        edition, form = _edition(newsroom), _format(request)
        make = partial(
            stories_feed,
            home=_home(request),
            address=str(request.url),
            pictures=edition.public_pictures,
        )
        return _respond(await answered(edition.public, make), form)

    async def quotes(request: Request) -> Response:
        edition, form = _edition(newsroom), _format(request)

        def make(snapshot: Snapshot) -> Feed | None:
            person = snapshot.person(request.path_params["slug"])
            if person is None:
                return None
            return quotes_feed(snapshot, person, home=_home(request), address=str(request.url))

        feed = await answered(edition.public, make)
        if feed is None:
            raise HTTPException(404)
        return _respond(feed, form)

    return [
        Route("/feeds/stories.{form}", stories),
        Route("/feeds/people/{slug}/quotes.{form}", quotes),
    ]


def _edition(newsroom: ServedNewsroom) -> ServedEdition:
    if newsroom.edition is None:
        raise HTTPException(503)
    return newsroom.edition


def _format(request: Request) -> FeedFormat:
    form = FORMATS.get(request.path_params["form"])
    if form is None:
        raise HTTPException(404)
    return form


def _home(request: Request) -> str:
    return str(request.base_url)


def _respond(feed: Feed, form: FeedFormat) -> Response:
    return Response(form.write(feed), headers={"Content-Type": form.media_type})
