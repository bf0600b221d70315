"""What of the HTML in a body is not served, or not as it was written: an author is told of each, with its line."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlsplit

from pullquote.store.quotes.html.embeds import SOURCES
from pullquote.store.quotes.html.sanitising import EMBEDS, READ, URL_SCHEMES, WITHOUT_CONTENT

NOT_SERVED, AS_ADDRESS = "PQ420", "PQ421"
DOCUMENT = frozenset({"body", "head", "html"})
"""Elements of a page as a whole, which stand around nothing in a body."""
LOST_WITH_CONTENT = WITHOUT_CONTENT | {"math", "svg"}
EMPTY = frozenset({"area", "base", "frame", "input", "link", "meta"})
"""Elements that are not served and have no content."""
ADDRESSES = frozenset({"cite", "href", "src"})
SHOWN_CHARACTERS = 80
"""How much of an address a message repeats."""


class Removal(NamedTuple):
    """What is not served, the code of the problem, and the line of the HTML, from 0.

    What ``repeats`` is the same thing everywhere in a body, and is said once.
    """

    code: str
    line: int
    message: str
    suggestion: str | None = None
    repeats: bool = False


def removals_in(html: str) -> Iterator[Removal]:
    """What is not served of a piece of HTML as it stands in Markdown."""
    if html.lstrip().startswith("<!--") and "-->" not in html:
        message = "a comment begins here and has no end; nothing below it is served"
        yield Removal(NOT_SERVED, 0, message, "write --> where it ends")
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.found


class _Reader(HTMLParser):
    """Notes elements and attributes that the sanitiser takes away."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Removal] = []
        self._lost_with: str | None = None
        """The element that is open and takes its content with it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._lost_with is not None:
            return
        attributes = {name: value or "" for name, value in attrs}
        if tag in EMBEDS:
            self._embed(tag, attributes)
        elif tag in LOST_WITH_CONTENT:
            self._note(NOT_SERVED, f"<{tag}> and what is in it are not served")
            self._lost_with = tag
        elif tag == "track":
            self._note(NOT_SERVED, "the subtitles of <track> are not served")
        elif tag in EMPTY:
            self._note(NOT_SERVED, f"<{tag}> is not served")
        elif tag not in READ and tag not in DOCUMENT:
            message = f"<{tag}> is not served; the words in it are"
            self._note(NOT_SERVED, message, "write &lt; for a < that is no markup")
        if tag not in LOST_WITH_CONTENT:
            self._attributes(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._lost_with:
            self._lost_with = None

    def _embed(self, tag: str, attributes: dict[str, str]) -> None:
        address = next((attributes[name] for name in SOURCES if attributes.get(name)), None)
        if address is not None:
            self._note(AS_ADDRESS, f"<{tag}> is served as a link to {_shown(address)}")
        elif tag in ("audio", "object", "video"):
            self._note(AS_ADDRESS, f"<{tag}> is served as a link to what it shows")
        else:
            self._note(NOT_SERVED, f"<{tag}> has no address, and is not served")

    def _attributes(self, tag: str, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name == "style" or name.startswith("on"):
                self._note(NOT_SERVED, f"{name}= of <{tag}> is not served", repeats=True)
            elif name in ADDRESSES and not _is_served(value):
                message = f"{name}= of <{tag}> is not served: {_shown(value)} is no address of a page"
                self._note(NOT_SERVED, message)

    def _note(self, code: str, message: str, suggestion: str | None = None, *, repeats: bool = False) -> None:
        self.found.append(Removal(code, self.getpos()[0] - 1, message, suggestion, repeats))


def _is_served(address: str) -> bool:
    try:
        scheme = urlsplit("".join(address.split())).scheme.lower()
    except ValueError:
        return False
    return not scheme or scheme in URL_SCHEMES


def _shown(address: str) -> str:
    return address if len(address) <= SHOWN_CHARACTERS else f"{address[:SHOWN_CHARACTERS]}…"
