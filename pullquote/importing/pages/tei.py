"""What trafilatura has read, whose elements are those of TEI, as HTML."""

from __future__ import annotations

from typing import Any

from pullquote.importing.extra import package

HTML_OF = {
    **{f"head h{level}": f"h{level}" for level in range(1, 7)},
    "head": "h2",
    "list ol": "ol",
    "list": "ul",
    "item": "li",
    "quote": "blockquote",
    "ref": "a",
    "lb": "br",
    "hi #b": "strong",
    "hi #i": "em",
    "hi #t": "code",
    "hi #sub": "sub",
    "hi #sup": "sup",
    "hi": "span",
    "graphic": "img",
    "del": "s",
    "row": "tr",
    "cell": "td",
}
"""Elements of HTML by those of TEI, and how they are rendered."""


def html_of_tei(body: Any) -> str:
    """Trafilatura's elements (those of TEI) as HTML."""
    etree = package("lxml.etree")
    for element in body.iter():
        rend = str(element.get("rend"))
        if element.tag == "ref":
            element.set("href", element.attrib.pop("target", ""))
        parent = element.getparent()
        if (
            element.tag == "code"
            and "\n" in "".join(element.itertext())
            and (parent is None or parent.tag != "pre")
        ):
            element.tag = "pre"
        element.tag = HTML_OF.get(f"{element.tag} {rend}") or HTML_OF.get(element.tag, element.tag)
        element.attrib.pop("rend", None)
    inner = "".join(str(etree.tostring(child, encoding="unicode", method="html")) for child in body)
    return f"{body.text or ''}{inner}"
