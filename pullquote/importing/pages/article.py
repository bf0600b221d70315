"""The text of a story in a page that marks it: its ``articleBody``, its one ``<article>``, or ``<main>``."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from pullquote.importing.extra import package
from pullquote.importing.text.html import REMOVED

PLACES = ("//*[@itemprop='articleBody']", "//article", "//main | //*[@role='main']")
"""Where the text may be, the surest first: only what a page has once is taken."""
AROUND = (
    *REMOVED,
    "nav",
    "aside",
    "footer",
    "dialog",
    "menu",
    "canvas",
    "ins",
    "head",
    "title",
    "fieldset",
    "label",
)
"""Elements in it that are no text of the story."""
_ROLES = frozenset({"navigation", "complementary", "search", "dialog", "banner", "contentinfo"})
"""Roles of such elements (WAI-ARIA)."""
_AROUND_NAMES = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|sponsor\w*|promo\w*|outbrain|taboola|share\w*|sharing|social\w*|newsletter\w*|subscri\w+|sign-?up"
    r"|related\w*|recirc\w*|read-?(?:more|next)|most-(?:read|popular)|more-(?:on|from)|recommend\w*|trending|comments?|commentlist"
    r"|respond|disqus\w*|cookies?|consent|gdpr|banner|breadcrumbs?|tags?|taglist|tag-links|cat-links|post-?meta|entry-?meta"
    r"|article-?meta|meta|byline|dateline-?meta|author(?:-?(?:bio|box|info|card))?|bio|biography|nav|navigation|navbar|menu"
    r"|pagination|pager|sidebar|widgets?|toolbar|footer|masthead|skip-?link|screen-reader\w*|sr-only|visually-?hidden|print-only"
    r"|pagenav|prev-?next|post-?navigation|paywall|donat\w+|toc|table-of-contents)(?=$|[\s_-])",
    re.IGNORECASE,
)
"""Names of classes, and identifiers, of what stands in or around a text and is none of it."""
_LEADS_AWAY = re.compile(
    r"\s*(?:related|read (?:more|next|also)|see also|more (?:on|from|stories)|most (?:read|popular)|you may|recommended|latest|trending"
    r"|popular|share|follow us|tags|topics|filed under|categories|comments|subscribe|sign up|newsletter|recent posts|previous|next)\b",
    re.IGNORECASE,
)
"""How a heading begins, or a line, of links that lead away."""
MOST_OF_IT = 0.5
"""Share of the text that is not taken away as something around it, whatever it is called."""
LINKED = 0.8
"""Share of a list's characters that are links: it leads away."""
LEAST_LINKS = 2
"""Links of such a list."""
LONGEST_LINK = 80
"""Characters of a list for each of its links."""
LEAST_WORDS = 60
"""Words of a text that is taken as marked: a page that marks less may have its text elsewhere."""
LEAST_SHARE = 0.6
"""Share of the words in paragraphs of the page that the text must have; or so many words:"""
ENOUGH_WORDS = 250
MOST_LINKED = 0.4
"""Share of a text's characters that may be links: with more of them it is a list of stories."""


def marked_article(tree: Any) -> Any | None:
    """The element with the text of the story, a copy without what is none; None where the page does not mark it plainly."""
    all_words = sum(len(text_of(each).split()) for each in tree.iter("p"))
    for path in PLACES:
        listed = tree.xpath(path)
        listed = [each for each in listed if not any(other in each.iterancestors() for other in listed)]
        if len(listed) > 1:
            listed = [each for each in listed if each.find(".//h1") is not None]
        if len(listed) == 1 and (found := _cleaned(listed[0])) is not None and _is_plain(found, all_words):
            return found
    return None


def text_of(element: Any) -> str:
    """The words of an element."""
    return str(package("lxml.etree").tostring(element, method="text", encoding="unicode", with_tail=False))


def html_of(element: Any) -> str:
    """What is in an element, as HTML."""
    etree = package("lxml.etree")
    inner = "".join(str(etree.tostring(child, encoding="unicode", method="html")) for child in element)
    return f"{element.text or ''}{inner}"


def _cleaned(element: Any) -> Any | None:
    """A copy of an element without what is no text of a story."""
    found = deepcopy(element)
    found.tail = None
    package("lxml.etree").strip_tags(found, package("lxml.etree").Comment, "span", "font")
    for each in list(found.iter(*AROUND)):
        remove(each)
    length = len(text_of(found))
    around = {each for each in found.iter("*") if _is_around(each)}
    for each in around - {found}:
        if len(text_of(each)) < length * MOST_OF_IT:
            remove(each)
    for each in list(found.iter("header")):
        if each.find(".//p") is None:
            remove(each)
    for each in list(found.iter("ul", "ol", "div", "section")):
        if each.getparent() is not None and _leads_away(each):
            _remove_with_heading(each)
    return found


def _is_around(element: Any) -> bool:
    """Whether an element is hidden, or its role or its name says that it is no text."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or attributes.get("role") in _ROLES:
        return True
    if "none" in attributes.get("style", "") and "display:none" in attributes["style"].replace(" ", ""):
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return len(names) > 1 and _AROUND_NAMES.search(names) is not None


def _leads_away(element: Any) -> bool:
    """Whether a list or a part has only short links."""
    links = list(element.iter("a"))
    if len(links) < LEAST_LINKS:
        return False
    length = len("".join(text_of(element).split()))
    if length > LONGEST_LINK * len(links):
        return False
    return sum(len("".join(text_of(each).split())) for each in links) >= length * LINKED


def _remove_with_heading(element: Any) -> None:
    before = element.getprevious()
    if before is not None and _LEADS_AWAY.match(text_of(before)) and len(text_of(before)) < LONGEST_LINK:
        remove(before)
    remove(element)


def remove(element: Any) -> None:
    """Take an element away; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _is_plain(found: Any, all_words: int) -> bool:
    """Whether it is a text, and the most of what the page has."""
    text = text_of(found)
    words = len(text.split())
    linked = sum(len(text_of(each)) for each in found.iter("a"))
    in_paragraphs = sum(len(text_of(each).split()) for each in found.iter("p"))
    return (
        words >= LEAST_WORDS
        and linked < len(text) * MOST_LINKED
        and in_paragraphs > words * MOST_OF_IT
        and (in_paragraphs >= all_words * LEAST_SHARE or in_paragraphs >= ENOUGH_WORDS)
    )
