"""What a page says of its story: as JSON-LD, in ``<meta>`` elements, as microdata, and in its headings and bylines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from pullquote.importing.extra import package
from pullquote.importing.mapping.dates import read_date
from pullquote.importing.text.characters import plain_line

Metas = Mapping[str, Sequence[str]]
_BETWEEN_TITLES = re.compile(r"\s+[|·—–✩»-]\s+")
"""What stands between the title of a story and that of its site."""
_BYLINES = ("a", "span", "p", "div", "address", "cite", "strong", "b", "em", "li")
"""Elements that name the author."""
_AUTHORS = frozenset(
    ["author", "author-name", "byline", "byline-name", "byline__name", "author__name", "entry-author", "post-author", "p-author"]
)  # fmt: skip
"""Classes of such elements."""
_BY = re.compile(
    r"^(?:(?:(?:written|posted|reported|words|story) )?(?:by|von|par|por|di)\b:?|(?:words|text|story|author):)\s*",
    re.IGNORECASE,
)
_BEHIND_NAME = re.compile(r"\s*(?:[|•·,;(–—/]|\bon\b|\bfor\b|\bpublished\b|\d)", re.IGNORECASE)
"""What ends the name in a byline."""
_NAME = re.compile(r"[^\W\d_][^\d_@<>]{2,50}")
_NAMED = (
    "//*[contains(@class, 'author') or contains(@class, 'byline') or contains(@id, 'author') or contains(@rel, 'author')"
    " or contains(@itemprop, 'author')]"
)
"""Where a page may name the author."""
_LICENSE = (
    "//a[contains(@href, 'creativecommons.org/')][contains(@rel, 'license') or ancestor::footer"
    " or ancestor::div[contains(@class, 'footer') or contains(@id, 'footer')]]/@href"
)
_LICENSE_IN = re.compile(r"/(by(?:-nc)?(?:-nd|-sa)?|zero)/(\d\.\d)")
"""Which licence of Creative Commons an address is of."""
MOST_TAGS = 20
"""Tags that are links of a page."""


class Guesses:
    """The author and the date that trafilatura finds, looked for only where the page does not say them plainly."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._found: Any = None

    def __getattr__(self, name: str) -> Any:
        if name not in {"author", "date"} or (name == "author" and not self._tree.xpath(_NAMED)):
            return None
        if self._found is None:
            self._found = package("trafilatura.metadata").extract_metadata(deepcopy(self._tree))
        return getattr(self._found, name, None)


def values_of(tree: Any, linked: Mapping[str, Any], guessed: Any) -> dict[str, object]:
    """What a page says of its story, by the names of schema.org; ``linked`` is its JSON-LD, and ``guessed`` what
    trafilatura has found, which is asked where the page says nothing."""
    metas = _metas(tree)
    publisher = linked.get("publisher")
    title = linked.get("headline") or _title(tree, metas, guessed)
    values: dict[str, object] = {
        "headline": plain_line(str(title)) if title else None,
        "alternativeHeadline": linked.get("alternativeHeadline"),
        "description": linked.get("description")
        or _meta(metas, "description", "og:description", "twitter:description", "dc.description")
        or _of(guessed, "description"),
        "datePublished": linked.get("datePublished")
        or _meta(
            metas,
            "article:published_time",
            "datePublished",
            "date",
            "dc.date",
            "DC.date.issued",
            "pubdate",
            "parsely-pub-date",
        )
        or _time(tree)
        or _of(guessed, "date"),
        "dateModified": linked.get("dateModified") or _meta(metas, "article:modified_time", "dateModified"),
        "authors": linked.get("author")
        or _meta(metas, "author", "dc.creator")
        or _author(tree)
        or _of(guessed, "author"),
        "section": linked.get("articleSection") or _meta(metas, "article:section"),
        "keywords": linked.get("keywords") or _tags(tree, metas) or _of(guessed, "tags"),
        "inLanguage": linked.get("inLanguage")
        or tree.get("lang")
        or _meta(metas, "og:locale", "content-language", "language")
        or _of(guessed, "language"),
        "url": _address(tree, metas, linked),
        "image": linked.get("image") or _meta(metas, "og:image"),
        "publication": (publisher.get("name") if isinstance(publisher, dict) else publisher)
        or _meta(metas, "og:site_name")
        or _of(guessed, "sitename"),
        "dateline": linked.get("dateline"),
        "license": linked.get("license") or _license(tree) or _of(guessed, "license"),
        "copyrightNotice": linked.get("copyrightNotice"),
        "corrections": linked.get("correction"),
        "isBasedOn": linked.get("isBasedOn"),
    }
    return values


def _of(guessed: Any, name: str) -> Any:
    value = getattr(guessed, name, None)
    return value or None


def _title(tree: Any, metas: Metas, guessed: Any) -> str | None:
    """The title as the page shares it or heads its article with, else the window's."""
    if shared := _meta(metas, "og:title", "twitter:title"):
        return shared
    for marked in tree.xpath("//h1[@itemprop='headline']"):
        if text := " ".join("".join(marked.itertext()).split()):
            return text
    window = " ".join("".join(tree.xpath("//head/title//text()")).split())
    heading = _of(guessed, "title")
    if heading and (not window or str(heading) in window):
        return str(heading)
    headings = (" ".join("".join(each.itertext()).split()) for each in tree.xpath("//h1 | //h2"))
    named = next((each for each in headings if each and each in window), None)
    return named or _BETWEEN_TITLES.split(window)[0] or (str(heading) if heading else None)


def _metas(tree: Any) -> Metas:
    """What the ``<meta>`` elements say, by each of their names, the first ones first."""
    found: dict[str, list[str]] = {}
    for each in tree.iter("meta"):
        content = (each.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop") if content else ():
            if name := each.get(attribute):
                found.setdefault(name, []).append(content)
    return found


def _meta(metas: Metas, *names: str) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _tags(tree: Any, metas: Metas) -> Sequence[str]:
    listed = metas.get("article:tag") or metas.get("keywords")
    links = () if listed else tree.xpath("//a[contains(concat(' ', @rel, ' '), ' tag ')]")[:MOST_TAGS]
    return listed or list(
        dict.fromkeys(text for each in links if (text := plain_line("".join(each.itertext()))))
    )


def _license(tree: Any) -> str | None:
    found = next((each for href in tree.xpath(_LICENSE) if (each := _LICENSE_IN.search(href))), None)
    return f"CC {found[1].upper()} {found[2]}" if found is not None else None


def _author(tree: Any) -> str | None:
    """Who is named in an element that is marked as the author, or the byline."""
    best: dict[int, str] = {}
    for each in tree.iter(*_BYLINES):
        rank = _author_rank(each)
        if rank is not None and rank not in best:
            name = _BY.sub("", " ".join("".join(each.itertext()).split()))
            name = _BEHIND_NAME.split(name)[0].strip()
            if _NAME.fullmatch(name):
                best[rank] = name
    return best[min(best)] if best else None


def _author_rank(element: Any) -> int | None:
    """How surely an element names the author: 0 the surest."""
    attributes = element.attrib
    if not attributes:
        return None
    if "author" in attributes.get("itemprop", "").split():
        return 0
    if "author" in attributes.get("rel", "").split():
        return 1
    names = set(attributes.get("class", "").lower().split())
    return 2 if names & _AUTHORS else None


def _time(tree: Any) -> str | None:
    """The date of the article in a ``<time>`` or as microdata."""
    for value in tree.xpath(
        "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content | //article//time[@pubdate]/@datetime"
        " | //article//header//time/@datetime | //article//time/@datetime | //time/@datetime"
    ):
        if read_date(str(value)):
            return str(value)
    return None


def _address(tree: Any, metas: Metas, linked: Mapping[str, Any]) -> str | None:
    page = linked.get("mainEntityOfPage")
    candidates = [
        *tree.xpath("//link[@rel='canonical']/@href"),
        _meta(metas, "og:url"),
        linked.get("url"),
        page.get("@id") if isinstance(page, dict) else page,
    ]
    return next(
        (str(each) for each in candidates if each and urlsplit(str(each)).scheme in ("http", "https")), None
    )
