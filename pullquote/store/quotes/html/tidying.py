"""Elements that mean something else than they are: pictures in several sizes, words in marks, what is embedded."""

from __future__ import annotations

from pullquote.store.quotes.html.embeds import source_of
from pullquote.store.quotes.html.sanitising import EMBEDS
from pullquote.store.quotes.html.trees import Element, Node

MARKS = (("“", "”"), ("‘", "’"))
"""What stands around the words of a q element, and around one inside of it: browsers add them, too."""


def tidied(element: Element, depth: int = 0) -> Element:
    """The element with every picture and embed as one element that has an address, and q as quotation marks."""
    children: list[Node] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
        elif child.name in ("img", "picture"):
            children += _picture(child)
        elif child.name in EMBEDS:
            children += _embedded(child)
        elif child.name == "q":
            opening, closing = MARKS[depth % 2]
            inner = tidied(child, depth + 1)
            children.append(Element("q", child.attributes, [opening, *inner.children, closing]))
        elif child.name not in ("source", "track", "param"):
            children.append(tidied(child, depth))
    return element.like(children)


def _picture(element: Element) -> list[Node]:
    image = element if element.name == "img" else element.first("img")
    if image is None or (address := source_of(image) or source_of(element)) is None:
        return []
    return [Element("img", {**image.attributes, "src": address})]


def _embedded(element: Element) -> list[Node]:
    """An embed by its address; without one, what is in it, which is for those who cannot see it."""
    address = source_of(element)
    if address is None:
        return [] if element.name == "iframe" else tidied(element).children
    inner = element.first("embed") if element.name == "object" else None
    return [
        Element(element.name, {**(inner.attributes if inner else {}), **element.attributes, "src": address})
    ]
