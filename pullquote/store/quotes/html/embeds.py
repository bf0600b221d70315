"""What is embedded in a text: films, sounds, frames and posts of other sites, each as its address."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from pullquote.store.model.bodies import Embed, EmbedKind
from pullquote.store.quotes.html.sanitising import served_address
from pullquote.store.quotes.html.trees import Element

KINDS: Mapping[str, EmbedKind] = {"audio": EmbedKind.AUDIO, "video": EmbedKind.VIDEO}
SOURCES = ("src", "data-src", "data-lazy-src", "data")
"""Attributes with an address, those of scripts that load late included."""
POSTS: Mapping[str, str] = {
    "bluesky-embed": "",
    "fb-post": "data-href",
    "fb-video": "data-href",
    "instagram-media": "data-instgrm-permalink",
    "mastodon-embed": "data-embed-url",
    "reddit-card": "",
    "reddit-embed-bq": "",
    "threads-post": "",
    "tiktok-embed": "cite",
    "twitter-tweet": "",
    "twitter-video": "",
}
"""Classes of quotations that scripts of social networks replace by a post, and the attribute with its address;
where there is none, it is the last link."""


def source_of(element: Element) -> str | None:
    """The address of what an element shows, its own or that of the first source in it."""
    for candidate in (element, *(each for each in element.walk() if each.name in ("source", "img"))):
        for name in SOURCES:
            if address := candidate.attributes.get(name, "").strip():
                return _absolute(address)
        if srcset := candidate.attributes.get("srcset", "").split():
            return _absolute(srcset[0].rstrip(","))
    return None


def _absolute(address: str) -> str | None:
    """An address on the web, or a path on the server; None for any other, which could be a script."""
    if address.startswith("//"):
        return f"https:{address}"
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return None
    return served_address(address) if scheme in ("", "http", "https") else None


def embed_of(element: Element) -> Embed:
    """What is embedded by an element whose address is known."""
    # Only a frame that was made of a post has a class.
    kind = EmbedKind.POST if "class" in element.attributes else KINDS.get(element.name, EmbedKind.FRAME)
    return Embed(kind=kind, url=element.attributes["src"], title=element.attributes.get("title"))


def post_of(element: Element) -> Embed | None:
    """The post that a quotation stands for, if it is one of a social network."""
    for name in element.attributes.get("class", "").split():
        if name not in POSTS:
            continue
        links = [link.attributes.get("href", "") for link in element.walk() if link.name == "a"]
        address = element.attributes.get(POSTS[name]) or (links[-1] if links else "")
        if address and (url := _absolute(address)):
            return Embed(kind=EmbedKind.POST, url=url, title=None)
    return None
