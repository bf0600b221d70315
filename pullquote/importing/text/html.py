"""HTML as Markdown: what Markdown cannot say (tables, figures, embeds) stays HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from pullquote.importing.extra import package
from pullquote.importing.text.characters import clean
from pullquote.importing.text.flattening import flattened
from pullquote.importing.text.links import ATTRIBUTES
from pullquote.importing.text.plain import escaped

KEPT = ("table", "figure", "iframe", "video", "audio", "object", "embed", "details", "picture")
"""Elements that Markdown has nothing for."""
REMOVED = (
    "script",
    "style",
    "noscript",
    "template",
    "form",
    "input",
    "button",
    "select",
    "textarea",
    "svg",
    "link",
    "meta",
)
"""Elements that are no text of a story."""
_HAS_REMOVED = re.compile(rf"<(?:{'|'.join(REMOVED)})\b", re.IGNORECASE)
_HAS_TABLE = re.compile(r"<table\b", re.IGNORECASE)
"""Most stories have neither, and a search of their elements takes a tenth of the time."""
_BLANK = re.compile(r"[ \t]*\n\s*")
_BLOCK_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_EMPTY_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)*")
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|article|section|ul|ol|dl|blockquote|table|figure|hr|iframe|video|audio)\b[^<>]*>",
    re.IGNORECASE,
)
_HEADING = re.compile(r"<(h[1-6])\b.*?</\1>", re.IGNORECASE | re.DOTALL)
_WITHIN_BLOCK = re.compile(r"</?(?:li|d[td]|t[rhd]|tbody|thead|caption|figcaption)\b", re.IGNORECASE)
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.IGNORECASE | re.DOTALL)
MAX_LEVELS = 150
"""Elements within each other: the converter calls itself about four times for each, of the thousand that Python allows."""
MARKS = frozenset(["a", "b", "strong", "i", "em", "s", "del", "code"])
"""Elements that become marks within a paragraph."""
PARAGRAPHS = frozenset(
    ["p", "div", "section", "article", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6"]
)  # fmt: skip
"""Elements that no mark of Markdown goes around."""
LISTS = frozenset({"ul", "ol", "li"})
FLATTENED = f"its HTML is nested more than {MAX_LEVELS} elements deep: what is deeper keeps its words alone"
"""What the report says of such HTML."""


def markdown_of(
    html: str,
    dropped: Callable[[str], None] | None = None,
    changed: Callable[[str], None] | None = None,
) -> str:
    """Markdown that says what the HTML says; ``dropped`` is told what is no text and left out, and ``changed`` if it
    had to be made flat to be read.

    Raises MissingPackage without the extra ``import``.
    """
    html = clean(html)
    if "<" not in html and "&" not in html:
        return "\n\n".join(escaped(part.strip()) for part in html.split("\n\n")).strip()
    soup = package("bs4").BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    if html.count("<") > MAX_LEVELS and _is_deep(soup):
        soup = package("bs4").BeautifulSoup(flattened(html), "lxml", multi_valued_attributes=None)
        if changed:
            changed(FLATTENED)
    for element in soup(REMOVED) if _HAS_REMOVED.search(html) else ():
        if (
            dropped
            and element.name in ("script", "form", "svg")
            and (element.get("src") or element.get_text(strip=True))
        ):
            dropped(f"<{element.name}> {element.get('src') or ''}".strip())
        element.decompose()
    for table in soup("table") if _HAS_TABLE.search(html) else ():
        if table.find("table"):  # it is there for the looks of a page
            own = [each for each in table(["tr", "td", "th", "tbody"]) if each.find_parent("table") is table]
            for element in [*own, table]:
                element.name = "div"
    body = soup.body or soup
    markdown: str = _converter().convert_soup(body)
    return _EMPTY_LINES.sub("\n\n", markdown).strip("\n")


def _is_deep(soup: Any) -> bool:
    level = [soup]
    for _ in range(MAX_LEVELS):
        level = [each for outer in level for each in outer.children if getattr(each, "contents", None)]
        if not level:
            return False
    return True


def paragraphs_marked(html: str) -> str:
    """HTML whose paragraphs are only apart by empty lines (as old WordPress writes it), with ``<p>`` around them."""
    html = _BLOCK_COMMENT.sub("", clean(html))
    if "</p>" in html.lower():
        return html
    parts: list[str] = []
    for number, piece in enumerate(_PRE.split(html)):
        if number % 2:
            parts.append(piece)
            continue
        spaced = _HEADING.sub(r"\n\n\g<0>\n\n", _BLOCK_TAG.sub(r"\n\n\g<0>\n\n", piece))
        for part in _EMPTY_LINES.split(spaced):
            text = part.strip()
            if text and not (
                _BLOCK_TAG.fullmatch(text) or _WITHIN_BLOCK.match(text) or _HEADING.fullmatch(text)
            ):
                text = f"<p>{text.replace(chr(10), '<br>' + chr(10))}</p>"
            parts.append(text)
    return "\n".join(part for part in parts if part)


def tidy(element: Any) -> str:
    """An element that stays HTML, on lines without an empty one, with only the attributes that matter."""
    for each in [element, *element.find_all(True)]:
        each.attrs = {
            name: value
            for name, value in each.attrs.items()
            if name in ATTRIBUTES and not str(value).strip().lower().startswith("javascript:")
        }
    return _BLANK.sub("\n", str(element)).strip()


@cache
def _converter() -> Any:
    """A converter of markdownify that leaves to HTML what Markdown has nothing for."""
    base = package("markdownify").MarkdownConverter

    def escape(_self: Any, text: str, _parent_tags: set[str]) -> str:
        return escaped(text)

    def process_tag(self: Any, node: Any, parent_tags: set[str] | None = None) -> str:
        if node.name in MARKS and any(each.name in PARAGRAPHS for each in node.descendants):
            node.name = "div"  # Markdown's marks end with their paragraph
        return _as_html(node, parent_tags or set()) or str(
            base.process_tag(self, node, parent_tags=parent_tags)
        )

    def convert_a(self: Any, el: Any, text: str, parent_tags: set[str]) -> str:
        # Nothing, a script, or whole blocks: none of them is a link in Markdown.
        if not text.strip() or "\n\n" in text or str(el.get("href") or "").lower().startswith("javascript:"):
            return text
        return str(base.convert_a(self, el, text, parent_tags))

    methods = {"escape": escape, "process_tag": process_tag, "convert_a": convert_a, "convert_img": _image}
    converter = type("Converter", (base,), methods)
    return converter(heading_style="atx", bullets="-", strong_em_symbol="*", newline_style="backslash")


def _as_html(element: Any, parent_tags: set[str]) -> str | None:
    """An element that stays HTML; None where it does not."""
    if element.name not in KEPT or (element.name == "table" and not element.find(["td", "th"])):
        return None
    if element.name == "picture" or parent_tags & LISTS or "_inline" in parent_tags:
        return tidy(element).replace("\n", " ")
    return f"\n\n{tidy(element)}\n\n"


def _image(_converter: Any, element: Any, _text: str, parent_tags: set[str]) -> str:  # noqa: ARG001 - as it is called
    source = str(element.get("src") or element.get("data-src") or "")
    alt = " ".join(escaped(str(element.get("alt") or "")).split())
    if not source or source.startswith("data:"):
        return alt
    return f"![{alt}](<{source}>)" if re.search(r"[\s()]", source) else f"![{alt}]({source})"
