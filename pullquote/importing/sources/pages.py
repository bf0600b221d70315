"""Source: saved web pages. What a page says of itself as JSON-LD counts first, then trafilatura's reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pullquote.importing.extra import package
from pullquote.importing.items import Form, Item, Note, Site
from pullquote.importing.mapping.dates import read_date
from pullquote.importing.sources.linked_data import story_in
from pullquote.importing.sources.reading import day_of, key_of
from pullquote.importing.text.characters import decoded, plain_line
from pullquote.importing.text.flattening import flattened
from pullquote.importing.text.html import FLATTENED

NAME = "page"
ARCHIVES = (".mht", ".mhtml")
"""How the names of pages end that are saved with all that belongs to them (RFC 2557)."""
ENDS = (".html", ".htm", ".xhtml", *ARCHIVES)
"""How the names of pages end."""
_PAGE = re.compile(r"<!doctype html|<html\b|<head\b|<body\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype html|<html)\b", re.IGNORECASE | re.DOTALL
)
_WORDS = re.compile(r"\w+")
_DATE_WORDS = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})\b"
)
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
_BETWEEN_TITLES = re.compile(r"\s+[|·—–✩»-]\s+")
"""What stands between the title of a story and that of its site."""
ENOUGH = 0.9
"""How much of the text of the JSON-LD the reading of the page must have to be preferred: it has links and headings."""
MAX_NEAR = 4_000
"""Characters of a page's text within which its date is looked for in words."""


def looks_like(path: Path, head: str) -> bool:
    """A whole HTML page, whatever its name ends with if it begins as one: addresses often say nothing of it."""
    if path.suffix.lower() in ENDS:
        return _PAGE.search(head) is not None
    return _BEGINS.match(head) is not None


def read(path: Path, root: Path, site: Site) -> Iterator[Item]:  # noqa: ARG001 - every source is asked alike
    """The story of a page."""
    key = key_of(path, root)
    data = _page_of(path)
    notes = []
    tree = package("trafilatura.utils").load_html(data)
    if _is_cut():
        # What follows is not in the tree, and would be lost without a word.
        data = flattened(decoded(data)[0]).encode()
        tree = package("trafilatura.utils").load_html(data)
        notes.append(Note("changed", FLATTENED))
    if tree is None or _is_cut():
        yield Item(key=key, where=key, refused="no HTML that can be read to its end")
        return
    linked = story_in(tree)
    found = package("trafilatura").bare_extraction(
        data,
        favor_recall=True,
        include_comments=False,
        include_links=True,
        include_images=True,
        include_formatting=True,
        include_tables=True,
        with_metadata=True,
    )
    values = _values(tree, found, linked)
    _remove_headline(found, values)
    body, form = _body(found, linked)
    if not values.get("datePublished") and (date := _date_in_words(found)):
        values["datePublished"] = date
        notes.append(Note("guessed", f"its date is read from the words of the page: {date}"))
    yield Item(
        key=key,
        where=key,
        values={name: value for name, value in values.items() if value},
        body=body,
        form=form,
        name=path.stem,
        day=day_of(path),
        folder=path.parent,
        refused=None if body or values.get("headline") else "a page without an article",
        notes=tuple(notes),
    )


def _page_of(path: Path) -> bytes:
    """The HTML of a page, which may be saved with its pictures in one file."""
    data = path.read_bytes()
    if path.suffix.lower() not in ARCHIVES:
        return data
    message = message_from_bytes(data, policy=policy.default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    content = parts[0].get_content() if parts else data
    return content.encode(errors="replace") if isinstance(content, str) else data


def _is_cut() -> bool:
    """Whether the last page was not read to its end."""
    return any(package("trafilatura.utils").HTML_PARSER.error_log.filter_from_fatals())


def _body(found: Any, linked: Mapping[str, Any]) -> tuple[str, Form]:
    text = linked.get("articleBody")
    from_page = _as_html(found.body) if found is not None and found.body is not None else ""
    if isinstance(text, str) and text.strip():
        told = len(_WORDS.findall(re.sub(r"<[^>]*>", " ", text)))
        read_words = len(_WORDS.findall(re.sub(r"<[^>]*>", " ", from_page)))
        if read_words < told * ENOUGH:
            return text, Form.HTML if re.search(r"<p\b|<br\b", text) else Form.TEXT
    return from_page, Form.HTML


def _remove_headline(found: Any, values: dict[str, object]) -> None:
    """The heading of the article is the headline of its story, or another wording of it, and no first line of its text."""
    first = next(iter(found.body), None) if found is not None and found.body is not None else None
    if first is None or first.tag != "head":
        return
    heading = plain_line("".join(first.itertext()))
    if heading != values["headline"]:
        if first.get("rend") != "h1" or values.get("alternativeHeadline"):
            return
        values["alternativeHeadline"] = heading
    found.body.text, first.tail = (found.body.text or "") + (first.tail or ""), None
    found.body.remove(first)


def _as_html(body: Any) -> str:
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


def _values(tree: Any, found: Any, linked: Mapping[str, Any]) -> dict[str, object]:
    publisher = linked.get("publisher")
    title = linked.get("headline") or _title(tree, found)
    values: dict[str, object] = {
        "headline": plain_line(str(title)) if title else None,
        "alternativeHeadline": linked.get("alternativeHeadline"),
        "description": linked.get("description") or _of(found, "description"),
        "datePublished": linked.get("datePublished")
        or _meta(
            tree,
            "article:published_time",
            "datePublished",
            "date",
            "dc.date",
            "DC.date.issued",
            "pubdate",
            "parsely-pub-date",
        )
        or _time(tree)
        or _of(found, "date"),
        "dateModified": linked.get("dateModified") or _meta(tree, "article:modified_time", "dateModified"),
        "authors": linked.get("author") or _meta(tree, "author", "dc.creator") or _of(found, "author"),
        "section": linked.get("articleSection") or _meta(tree, "article:section"),
        "keywords": linked.get("keywords") or _of(found, "tags"),
        "inLanguage": linked.get("inLanguage")
        or tree.get("lang")
        or _meta(tree, "og:locale", "content-language", "language")
        or _of(found, "language"),
        "url": _address(tree, linked),
        "image": linked.get("image") or _meta(tree, "og:image"),
        "publication": (publisher.get("name") if isinstance(publisher, dict) else publisher)
        or _meta(tree, "og:site_name")
        or _of(found, "sitename"),
        "dateline": linked.get("dateline"),
        "license": linked.get("license") or _of(found, "license"),
        "copyrightNotice": linked.get("copyrightNotice"),
        "corrections": linked.get("correction"),
        "isBasedOn": linked.get("isBasedOn"),
    }
    return values


def _of(found: Any, name: str) -> Any:
    value = getattr(found, name, None)
    return value or None


def _title(tree: Any, found: Any) -> str | None:
    """The title as the page shares it or heads its article with, else the window's."""
    if shared := _meta(tree, "og:title", "twitter:title"):
        return shared
    for marked in tree.xpath("//h1[@itemprop='headline']"):
        if text := " ".join("".join(marked.itertext()).split()):
            return text
    window = " ".join("".join(tree.xpath("//head/title//text()")).split())
    heading = _of(found, "title")
    if heading and (not window or str(heading) in window):
        return str(heading)
    headings = (" ".join("".join(each.itertext()).split()) for each in tree.xpath("//h1 | //h2"))
    named = next((each for each in headings if each and each in window), None)
    return named or _BETWEEN_TITLES.split(window)[0] or (str(heading) if heading else None)


def _meta(tree: Any, *names: str) -> str | None:
    for name in names:
        for value in tree.xpath(
            "//meta[@property=$name or @name=$name or @itemprop=$name]/@content", name=name
        ):
            if value.strip():
                return str(value).strip()
    return None


def _time(tree: Any) -> str | None:
    """The date of the article in a ``<time>`` or as microdata."""
    for value in tree.xpath(
        "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content | //article//time[@pubdate]/@datetime"
        " | //article//header//time/@datetime | //article//time/@datetime | //time/@datetime"
    ):
        if read_date(str(value)):
            return str(value)
    return None


def _address(tree: Any, linked: Mapping[str, Any]) -> str | None:
    page = linked.get("mainEntityOfPage")
    candidates = [
        *tree.xpath("//link[@rel='canonical']/@href"),
        _meta(tree, "og:url"),
        linked.get("url"),
        page.get("@id") if isinstance(page, dict) else page,
    ]
    return next(
        (str(each) for each in candidates if each and urlsplit(str(each)).scheme in ("http", "https")), None
    )


def _date_in_words(found: Any) -> str | None:
    text = str(_of(found, "raw_text") or _of(found, "text") or "")[:MAX_NEAR]
    for match in _DATE_WORDS.finditer(text):
        if date := read_date(match[0]):
            return date.text
    return None
