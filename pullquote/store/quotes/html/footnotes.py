"""Footnotes: marks in a text, and notes that they lead to, numbered in the order of their marks.

What Markdown writes is found in the same way as what is in the HTML of other systems: a mark is a link with the
role ``doc-noteref``, or alone in a ``sup``, to an element of the same body. A number in a ``sup`` behind a word, whose
note is elsewhere or lost, is a mark too: no word either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import TypeGuard

from pullquote.store.quotes.html.texts import NOTE_ROLES, text_of
from pullquote.store.quotes.html.trees import Element, Node

NOTE = "doc-footnote"
MARK, BACK = "doc-noteref", "doc-backlink"
NOTES = frozenset({"aside", "dd", "div", "li", "p", "section"})
"""Elements that can be a note."""
NUMBER = re.compile(r"\[?(?:\d{1,3}|[*†‡])\]?")
MARKED = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?…”’\"»)\]])$")
"""What a mark can follow. Powers follow one or two letters (m², CO²) and digits."""


def with_footnotes(root: Element) -> Element:
    """The tree with each mark as a link to ``#fn-1``, and each note as an ``aside`` of that id."""
    targets = {}
    for element in root.walk():
        if "id" in element.attributes:
            targets[element.attributes["id"]] = element
        for before, child in pairwise(element.children):
            if _is_lost_mark(child, before):
                child.attributes["role"] = MARK
    if not targets:
        return root
    numbers: dict[str, int] = {}
    _number(root, targets, numbers)
    return _Writer(numbers).written(root) if numbers else root


def _is_lost_mark(node: Node, before: Node) -> TypeGuard[Element]:
    """Whether a node is a mark behind what stands before it, which leads nowhere."""
    return (
        isinstance(node, Element)
        and node.name == "sup"
        and isinstance(before, str)
        and MARKED.search(before) is not None
        and NUMBER.fullmatch(text_of(node)) is not None
    )


def _number(element: Element, targets: Mapping[str, Element], numbers: dict[str, int]) -> None:
    """Give the notes numbers in the order in which they are referred to."""
    for child in element.children:
        if not isinstance(child, Element):
            continue
        target = _target(child)
        if target in targets and targets[target].name in NOTES and _is_mark(child, element):
            child.attributes["role"] = MARK
            numbers.setdefault(target, len(numbers) + 1)
        _number(child, targets, numbers)


def _target(element: Element) -> str:
    href = element.attributes.get("href", "") if element.name == "a" else ""
    return href[1:] if href.startswith("#") else ""


def _is_mark(link: Element, parent: Element) -> bool:
    """Whether a link is a mark: it says so, or is alone in, or around, what stands above the line."""
    if (role := link.attributes.get("role")) in NOTE_ROLES:
        return role == MARK
    around = parent.name == "sup" and len(parent.children) == 1
    return around or (
        len(link.children) == 1 and isinstance(link.children[0], Element) and link.children[0].name == "sup"
    )


class _Writer:
    """Writes marks and notes in one form; ``numbers`` are those of the notes by their ids in the source."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self._marks = dict.fromkeys(numbers.values(), 0)

    def written(self, element: Element) -> Element:
        children: list[Node] = []
        for child in element.children:
            if isinstance(child, str):
                children.append(child)
            elif child.attributes.get("role") == MARK and (number := self._numbers.get(_target(child))):
                children.append(self._mark(number, in_sup=element.name == "sup"))
            elif child.attributes.get("role") != BACK:
                number = self._numbers.get(child.attributes.get("id", ""))
                written = self.written(child)
                children.append(_note(written, number) if number else written)
        return element.like(children)

    def _mark(self, number: int, *, in_sup: bool) -> Element:
        self._marks[number] += 1
        again = f"-{self._marks[number]}" if self._marks[number] > 1 else ""
        attributes = {"href": f"#fn-{number}", "id": f"fnref-{number}{again}", "role": MARK}
        link = Element("a", attributes, [str(number)])
        return link if in_sup else Element("sup", {}, [link])


def _note(element: Element, number: int) -> Element:
    back = Element("a", {"href": f"#fnref-{number}", "role": BACK}, [str(number)])
    attributes = {name: value for name, value in element.attributes.items() if name in ("dir", "lang")}
    return Element(
        "aside", {**attributes, "id": f"fn-{number}", "role": NOTE}, [back, " ", *element.children]
    )


def number_of_note(element: Element) -> int | None:
    """The number of the note that an element is."""
    if element.attributes.get("role") != NOTE:
        return None
    return _number_in(element.attributes.get("id", ""))


def marks_in(element: Element) -> set[int]:
    """The numbers of the notes that an element refers to."""
    links = (each for each in element.walk() if each.attributes.get("role") == MARK)
    return {number for link in links if (number := _number_in(_target(link))) is not None}


def _number_in(identifier: str) -> int | None:
    prefix, _, digits = identifier.partition("-")
    return int(digits) if prefix == "fn" and digits.isdecimal() and digits.isascii() else None
