"""Sanitised HTML as a tree, and a tree as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from pullquote.store.quotes.html.sanitising import (
    BLOCKS,
    CONTAINERS,
    EMBEDS,
    SERVED,
    SERVED_ATTRIBUTES,
    well_formed,
)

TAG = re.compile(r'<(/?)([a-z][a-z0-9-]*)((?: [^\s=>"]+="[^"]*")*) ?/?>')
"""A tag as the sanitiser writes it; in its texts and attributes, < is always escaped."""
ATTRIBUTE = re.compile(r' ([^\s=>"]+)="([^"]*)"')
FRAME_CONTENT = re.compile(r'(<iframe(?: [^\s=>"]+="[^"]*")*>).*?</iframe>', re.DOTALL)
"""A frame with its content, which is a text, whatever it looks like."""
VOID = frozenset({"br", "col", "embed", "hr", "iframe", "img", "param", "source", "track", "wbr"})
"""Elements without a closing tag, or whose content is of no interest."""
OWN_LINES = BLOCKS | CONTAINERS | EMBEDS
"""Elements that stand on lines of their own, and no line goes on behind them."""
MAX_DEPTH = 100
"""Elements inside one another; what is deeper becomes part of the element at this depth, as it does in browsers."""


class Element:
    """An element; ``has_blocks`` says whether one with lines of its own is in it."""

    __slots__ = ("attributes", "children", "has_blocks", "name")

    def __init__(
        self, name: str, attributes: dict[str, str] | None = None, children: list[Node] | None = None
    ) -> None:
        self.name = name
        self.attributes = attributes or {}
        self.children: list[Node] = children or []
        self.has_blocks: bool = any(
            isinstance(child, Element) and (child.has_blocks or child.name in OWN_LINES)
            for child in self.children
        )

    def walk(self) -> Iterator[Element]:
        """The elements in it, in their order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def first(self, *names: str) -> Element | None:
        """The first element in it with one of the names."""
        return next((element for element in self.walk() if element.name in names), None)

    def like(self, children: list[Node]) -> Element:
        """The same element with other content."""
        return Element(self.name, self.attributes, children)


Node = Element | str


def tree_of(html: str) -> Element:
    """The tree of any HTML: its root stands for the body."""
    html = FRAME_CONTENT.sub(r"\1", well_formed(html))
    root = Element("body")
    stack = [root]
    too_deep = 0
    position = 0
    for tag in TAG.finditer(html):
        stack[-1].children += _text(html, position, tag.start())
        position = tag.end()
        closing, name, attributes = tag.groups()
        if closing and too_deep:
            too_deep -= 1
        elif closing:
            _close(stack)
        else:
            stack.append(
                Element(name, {key: unescape(value) for key, value in ATTRIBUTE.findall(attributes)})
            )
            if name in VOID:
                _close(stack)
            elif len(stack) > MAX_DEPTH:
                stack.pop()
                too_deep += 1
    stack[-1].children += _text(html, position, len(html))
    return root


def _text(html: str, start: int, end: int) -> list[Node]:
    return [unescape(html[start:end])] if start < end else []


def _close(stack: list[Element]) -> None:
    element = stack.pop()
    stack[-1].children.append(element)
    stack[-1].has_blocks |= element.has_blocks or element.name in OWN_LINES


def html_of(nodes: Iterable[Node]) -> str:
    """The HTML of nodes: elements and attributes that are served, and the content of all others."""
    pieces: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            pieces.append(escaped(node))
        else:
            _write(node, pieces)
    return "".join(pieces)


def _write(element: Element, pieces: list[str]) -> None:
    name = element.name
    if name in EMBEDS:
        address = element.attributes["src"]
        pieces.append(f'<a href="{_quoted(address)}">{escaped(element.attributes.get("title", address))}</a>')
        return
    if name not in SERVED:
        name = "div" if name in OWN_LINES else "span" if element.attributes else ""
    if name:
        allowed = SERVED_ATTRIBUTES["*"] | SERVED_ATTRIBUTES.get(name, set())
        attributes = "".join(
            f' {key}="{_quoted(value)}"' for key, value in element.attributes.items() if key in allowed
        )
        pieces.append(f"<{name}{attributes}>")
        if name in VOID:
            return
    for child in element.children:
        if isinstance(child, str):
            pieces.append(escaped(child))
        else:
            _write(child, pieces)
    if name:
        pieces.append(f"</{name}>")


def escaped(text: str) -> str:
    """Text in HTML, as the sanitiser writes it."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\u00a0", "&nbsp;")):
        text = text.replace(character, entity)
    return text


def _quoted(value: str) -> str:
    return escaped(value).replace('"', "&quot;")


def is_inline(node: Node) -> bool:
    """Whether a node is part of a line."""
    return isinstance(node, str) or not (node.has_blocks or node.name in OWN_LINES)
