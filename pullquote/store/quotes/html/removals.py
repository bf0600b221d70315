"""What of the HTML in a body is not served, or not as it was written: an author is told of each, with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
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
OPENING = re.compile(
    r"""<(?:!--|(?P<name>[a-z][^\s<>/]*+)(?P<attributes>(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>)""",
    re.IGNORECASE,
)
"""A tag that opens an element, or where a comment begins. What it takes does not grow with what is left open, as it
does in the parser of the standard library."""
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'<>]++))?""")
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
    position = counted = line = 0
    while found := OPENING.search(html, position):
        line += html.count("\n", counted, found.start())
        counted = found.start()
        position = found.end()
        if found["name"] is None:
            position = html.find("-->", position)
            if position < 0:
                message = "a comment begins here and has no end; nothing below it is served"
                yield Removal(NOT_SERVED, line, message, "write --> where it ends")
                return
            continue
        name = found["name"].lower()
        for removal in _removals_of(name, _attributes(found["attributes"])):
            yield removal._replace(line=line)
        if name in LOST_WITH_CONTENT:
            closing = re.compile(f"</{name}", re.IGNORECASE).search(html, position)
            if closing is None:
                return
            position = closing.end()


def _attributes(written: str) -> dict[str, str]:
    return {name.lower(): unescape(value.strip("\"'")) for name, value in ATTRIBUTE.findall(written)}


def _removals_of(tag: str, attributes: Mapping[str, str]) -> Iterator[Removal]:
    """What is not served of an element, on line 0."""
    if tag in EMBEDS:
        yield _removal_of_embed(tag, attributes)
    elif tag in LOST_WITH_CONTENT:
        yield Removal(NOT_SERVED, 0, f"<{tag}> and what is in it are not served")
        return
    elif tag == "track":
        yield Removal(NOT_SERVED, 0, "the subtitles of <track> are not served")
    elif tag in EMPTY:
        yield Removal(NOT_SERVED, 0, f"<{tag}> is not served")
    elif tag not in READ and tag not in DOCUMENT:
        message = f"<{tag}> is not served; the words in it are"
        yield Removal(NOT_SERVED, 0, message, "write &lt; for a < that is no markup")
    for name, value in attributes.items():
        if name == "style" or name.startswith("on"):
            yield Removal(NOT_SERVED, 0, f"{name}= of <{tag}> is not served", repeats=True)
        elif name in ADDRESSES and not _is_served(value):
            message = f"{name}= of <{tag}> is not served: {_shown(value)} is no address of a page"
            yield Removal(NOT_SERVED, 0, message)


def _removal_of_embed(tag: str, attributes: Mapping[str, str]) -> Removal:
    address = next((attributes[name] for name in SOURCES if attributes.get(name)), None)
    if address is not None:
        return Removal(AS_ADDRESS, 0, f"<{tag}> is served as a link to {_shown(address)}")
    if tag in ("iframe", "embed"):
        return Removal(NOT_SERVED, 0, f"<{tag}> has no address, and is not served")
    return Removal(AS_ADDRESS, 0, f"<{tag}> is served as a link to what it shows")


def _is_served(address: str) -> bool:
    try:
        scheme = urlsplit("".join(address.split())).scheme.lower()
    except ValueError:
        return False
    return not scheme or scheme in URL_SCHEMES


def _shown(address: str) -> str:
    return address if len(address) <= SHOWN_CHARACTERS else f"{address[:SHOWN_CHARACTERS]}…"
