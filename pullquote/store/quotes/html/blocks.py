"""HTML as the blocks of a body: paragraphs, headings, lists, tables, quotations, figures, embeds, footnotes.

What stands around blocks (``div``, ``section`` …) is taken away, and its direction and language are given to the
blocks. A line that stands in it alone is a paragraph, as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pullquote.store.model.bodies import BlockKind, Embed, Footnote, Image, Table, TableCell, TableRow
from pullquote.store.quotes.html.embeds import embed_of, post_of
from pullquote.store.quotes.html.footnotes import marks_in, number_of_note, with_footnotes
from pullquote.store.quotes.html.sanitising import EMBEDS, safe
from pullquote.store.quotes.html.texts import cell_text, cells_of, code_of, text_of
from pullquote.store.quotes.html.tidying import tidied
from pullquote.store.quotes.html.trees import OWN_LINES, Element, Node, html_of, is_inline, tree_of

KINDS: Mapping[str, BlockKind] = {
    "p": BlockKind.PARAGRAPH,
    "aside": BlockKind.FOOTNOTE,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("ul", "ol", "dl"), BlockKind.LIST),
    "blockquote": BlockKind.BLOCK_QUOTE,
    "pre": BlockKind.CODE,
    "table": BlockKind.TABLE,
    "hr": BlockKind.THEMATIC_BREAK,
}
"""What an element is as a block; those that are none of these stand around blocks."""
TEXTS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Blocks that are a line."""
LISTS: Mapping[str, str] = {"menu": "ul", "dir": "ul"}
"""Lists by other names."""
INHERITED = ("dir", "lang")
"""Attributes that hold for everything in an element."""
MAX_COLUMN_SPAN, MAX_ROW_SPAN = 1000, 65_534
"""Of a cell (HTML, section 4.9.11)."""
MAX_AROUND = 8
"""Elements of a line that are written around the words of each block in them: more of them are never closed."""
MAX_DIGITS = 6
"""Of a width, a height or a span."""


class ParsedBlock(NamedTuple):
    """A block: see :class:`~pullquote.store.model.bodies.Block`."""

    kind: BlockKind
    text: str
    html: str
    image: Image | None = None
    embed: Embed | None = None
    table: Table | None = None
    footnote: Footnote | None = None


class _Draft(NamedTuple):
    """A block that is not written yet."""

    kind: BlockKind
    element: Element


def blocks_of(html: str) -> list[ParsedBlock]:
    """The blocks of any HTML, which need not be sanitised or well-formed; footnotes come last."""
    root = with_footnotes(tidied(tree_of(html)))
    drafts = sorted(_drafts(root.children, {}), key=lambda draft: draft.kind is BlockKind.FOOTNOTE)
    blocks = [_block(draft) for draft in drafts]
    if blocks and blocks[-1].footnote:
        references: dict[int, list[int]] = {}
        for index, draft in enumerate(drafts):
            for number in marks_in(draft.element):
                references.setdefault(number, []).append(index)
        blocks = [_with_references(block, references) for block in blocks]
    return blocks


def _with_references(block: ParsedBlock, references: Mapping[int, Sequence[int]]) -> ParsedBlock:
    if block.footnote is None:
        return block
    found = tuple(references.get(block.footnote.number, ()))
    return block._replace(footnote=replace(block.footnote, references=found))


def _drafts(nodes: Iterable[Node], inherited: dict[str, str]) -> Iterator[_Draft]:
    """The blocks that nodes are, one after the other."""
    line: list[Node] = []
    for node in _flat(nodes):
        if isinstance(node, str) or is_inline(node):
            line.append(node)
            continue
        yield from _paragraph(line, inherited)
        line = []
        yield from _drafts_of(node, inherited)
    yield from _paragraph(line, inherited)


def _flat(nodes: Iterable[Node], around: int = 0) -> Iterator[Node]:
    """Nodes without blocks in elements of a line: such an element is written around the words of each block."""
    for node in nodes:
        if isinstance(node, str) or node.name in OWN_LINES or not node.has_blocks:
            yield node
            continue
        for inner in _flat(node.children, around + 1):
            if around >= MAX_AROUND:
                yield inner
            elif is_inline(inner):
                yield node.like([inner])
            elif isinstance(inner, Element) and inner.name in TEXTS and not inner.has_blocks:
                yield inner.like([node.like(inner.children)])
            else:
                yield inner


def _drafts_of(element: Element, inherited: dict[str, str]) -> Iterator[_Draft]:
    """The blocks that an element with lines of its own is."""
    own = {name: value for name, value in element.attributes.items() if name in INHERITED}
    around = {**inherited, **own}
    name = LISTS.get(element.name, element.name)
    if name == "figure":
        yield from _figure(element, around)
    elif name in ("ol", "ul") and any(map(number_of_note, _elements(element))):
        yield from _drafts(element.children, around)
    elif name == "p":
        yield from _drafts(element.children, {**around, **element.attributes})
    elif name in EMBEDS:
        yield _Draft(BlockKind.EMBED, Element("figure", around, [element]))
    elif name not in KINDS or (name == "aside" and number_of_note(element) is None):
        post = post_of(element) if name == "div" else None
        if post is not None:
            shown = Element("iframe", {"src": post.url, "class": element.attributes["class"]})
            yield _Draft(BlockKind.EMBED, Element("figure", around, [shown]))
        yield from _drafts(element.children, around)
    else:
        yield _Draft(KINDS[name], Element(name, {**around, **element.attributes}, element.children))


def _paragraph(line: list[Node], attributes: dict[str, str]) -> Iterator[_Draft]:
    """A line as a paragraph, or as a figure for each picture where there is nothing else in it."""
    parts = [node for node in line if isinstance(node, Element) or node.strip()]
    pictures = [_pictures(node) for node in parts]
    if not text_of(*parts):
        if not all(pictures):
            parts = [node for node, found in zip(parts, pictures, strict=True) if found or _has_mark(node)]
        if not parts:
            return
        if all(pictures):
            for node, found in zip(parts, pictures, strict=True):
                for picture in [node] if len(found) == 1 else found:
                    yield _Draft(BlockKind.FIGURE, Element("figure", attributes, [picture]))
            return
    yield _Draft(BlockKind.PARAGRAPH, Element("p", attributes, line))


def _pictures(node: Node) -> list[Element]:
    """The pictures of a node of a line."""
    if isinstance(node, str):
        return []
    return [each for each in (node, *node.walk()) if each.name == "img"]


def _has_mark(node: Node) -> bool:
    return isinstance(node, Element) and bool(marks_in(node))


def _figure(element: Element, around: dict[str, str]) -> Iterator[_Draft]:
    """What a figure shows, the caption with the last of it."""
    captions = [each for each in element.children if isinstance(each, Element) and each.name == "figcaption"]
    shown = list(_drafts([each for each in element.children if each not in captions], around))
    if not captions:
        yield from shown
        return
    if not shown or shown[-1].element.first("figcaption"):
        yield from shown
        yield from _drafts(captions, around)
        return
    *earlier, last = shown
    yield from earlier
    content = last.element.children if last.element.name == "figure" else [last.element]
    yield _Draft(last.kind, Element("figure", around, [*content, *captions]))


def _block(draft: _Draft) -> ParsedBlock:
    kind, element = draft
    html = safe(html_of([element])).strip("\n")
    text = code_of(element).rstrip("\n") if element.name == "pre" else text_of(element)
    number = number_of_note(element)
    every = (element, *element.walk())
    return ParsedBlock(
        kind,
        text,
        html,
        image=_image(every, text if kind is BlockKind.FIGURE else ""),
        embed=_embed(every),
        table=_table(every) if kind is BlockKind.TABLE else None,
        footnote=Footnote(number=number, references=()) if number else None,
    )


def _image(elements: Iterable[Element], caption: str) -> Image | None:
    for element in elements:
        if element.name == "img":
            return Image(
                url=element.attributes["src"],
                alt=element.attributes.get("alt", ""),
                caption=caption or None,
                credit=None,
                width=_number(element, "width"),
                height=_number(element, "height"),
            )
    return None


def _embed(elements: Iterable[Element]) -> Embed | None:
    for element in elements:
        embed = embed_of(element) if element.name in EMBEDS else post_of(element)
        if embed is not None:
            return embed
    return None


def _table(elements: Iterable[Element]) -> Table:
    table = next(element for element in elements if element.name == "table")
    caption = next((text_of(part) for part in _elements(table) if part.name == "caption"), "")
    rows = tuple(
        TableRow(is_header=part.name == "thead", cells=tuple(map(_cell, cells_of(row))))
        for part in _elements(table)
        for row in _elements(part)
        if row.name == "tr"
    )
    return Table(caption=caption or None, rows=rows)


def _elements(element: Element) -> list[Element]:
    return [child for child in element.children if isinstance(child, Element)]


def _cell(element: Element) -> TableCell:
    return TableCell(
        text=cell_text(element),
        is_header=element.name == "th",
        column_span=min(_number(element, "colspan") or 1, MAX_COLUMN_SPAN),
        row_span=min(_number(element, "rowspan") or 1, MAX_ROW_SPAN),
    )


def _number(element: Element, name: str) -> int | None:
    """A number of pixels or cells that an attribute has."""
    digits = element.attributes.get(name, "").removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= MAX_DIGITS else None
