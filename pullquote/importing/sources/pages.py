"""Source: saved web pages. What a page says of itself counts first, as JSON-LD and in its
markup; then trafilatura's reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from pullquote.importing.extra import package
from pullquote.importing.items import Form, Item, Note, Site
from pullquote.importing.mapping.dates import read_date
from pullquote.importing.pages.article import html_of, marked_article, remove, text_of
from pullquote.importing.pages.linked_data import story_in
from pullquote.importing.pages.metadata import Guesses, values_of
from pullquote.importing.pages.tei import html_of_tei
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
HEADINGS = ("h1", "h2", "h3")
"""Elements that the headline of a story may be."""
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
    article = marked_article(tree)
    found = _read_by_trafilatura(data) if article is None else None
    values = values_of(tree, linked, found if article is None else Guesses(tree))
    _remove_headline(article if article is not None else found and found.body, values)
    body, form = _body(html_of(article) if article is not None else _html_read(found), linked)
    if not values.get("datePublished") and (date := _date_in_words(article, found)):
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


def _read_by_trafilatura(data: bytes) -> Any:
    """What trafilatura finds in a page that does not mark its text plainly."""
    return package("trafilatura").bare_extraction(
        data,
        favor_recall=True,
        include_comments=False,
        include_links=True,
        include_images=True,
        include_formatting=True,
        include_tables=True,
        with_metadata=True,
    )


def _html_read(found: Any) -> str:
    return html_of_tei(found.body) if found is not None and found.body is not None else ""


def _body(from_page: str, linked: Mapping[str, Any]) -> tuple[str, Form]:
    text = linked.get("articleBody")
    if isinstance(text, str) and text.strip():
        told = len(_WORDS.findall(re.sub(r"<[^>]*>", " ", text)))
        read_words = len(_WORDS.findall(re.sub(r"<[^>]*>", " ", from_page)))
        if read_words < told * ENOUGH:
            return text, Form.HTML if re.search(r"<p\b|<br\b", text) else Form.TEXT
    return from_page, Form.HTML


def _remove_headline(body: Any, values: dict[str, object]) -> None:
    """The heading of the article is the headline of its story, or another wording of it, and no first line of its text."""
    first = next(body.iter("head", *HEADINGS), None) if body is not None else None
    if first is None or not _begins(body, first):
        return
    heading = plain_line("".join(first.itertext()))
    if heading != values["headline"]:
        if "h1" not in (first.get("rend"), first.tag) or values.get("alternativeHeadline"):
            return
        values["alternativeHeadline"] = heading
    remove(first)


def _begins(body: Any, first: Any) -> bool:
    """Whether no words stand before an element."""
    return not "".join(
        each
        for each in first.xpath("preceding::text()")
        if body in each.getparent().iterancestors() or each.getparent() is body
    ).strip()


def _date_in_words(article: Any, found: Any) -> str | None:
    text = (
        text_of(article)
        if article is not None
        else str(getattr(found, "raw_text", None) or getattr(found, "text", None) or "")
    )
    for match in _DATE_WORDS.finditer(text[:MAX_NEAR]):
        if date := read_date(match[0]):
            return date.text
    return None
