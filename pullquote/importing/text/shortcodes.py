"""Shortcodes of Hugo, Zola, Jekyll and WordPress, resolved where they stand.

What a shortcode is called differs from site to site, so what it says is read from its arguments: a picture, an
embed, a quotation, a link, or words. A shortcode that says none of these is left out, and named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pullquote.importing.items import Form
from pullquote.importing.text.embeds import PICTURE, address_of, embed, figure, picture, quotation

SOURCES = ("src", "source", "image", "img", "file", "path", "url", "filename", "name", "uid", "id")
ALTS = ("alt", "image-alt", "image_alt", "alttext")
CAPTIONS = ("caption", "figcaption", "description", "title")
CREDITS = ("credit", "attr", "attribution", "photographer", "source-name")
LINKS = ("href", "url", "link", "to", "button-url", "button_url", "button-link", "src")
HEADINGS = ("kicker", "title", "heading", "summary")
WORDS = (
    "intro",
    "text",
    "content",
    "body",
    "label",
    "caption",
    "description",
    "quote",
    "message",
    "button-text",
    "button_text",
)
SPEAKERS = ("cite", "author", "source", "attribution", "by", "credit", "name")
PICTURES = re.compile(
    r"(?:^|[-_])(?:img|image|images|figure|fig|picture|pic|photo|thumbnail)(?:[-_]|$|\d)|^(?:responsive|lazy)image|image$",
    re.IGNORECASE,
)
QUOTES = re.compile(r"quote|pull|blockquote|testimonial|epigraph", re.IGNORECASE)
ADDRESSES = re.compile(
    r"^(?:ref|relref|link|url|post_url|absurl|relurl|asset|asset_path|permalink|static)$", re.IGNORECASE
)
CODES = re.compile(r"^(?:highlight|code|codeblock|prism|sourcecode)$", re.IGNORECASE)
ASIDE = re.compile(
    r"^(?:toc|table_of_contents|readmore|more|br|clear|clearfix|end|hr|newline)$", re.IGNORECASE
)
_ARGUMENT = re.compile(
    r"(?:(?P<key>[\w.@:-]+)\s*[=:]\s*)?(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'|`(?P<tick>[^`]*)`"
    r"|\{\{?\s*(?P<braced>[^{}]*?)\s*\}?\}|(?P<bare>[^\s\"'`,=]+))",
    re.DOTALL,
)


class Shortcode(NamedTuple):
    """A shortcode: its name, its arguments (those without a name numbered from 0), and the text that it is around."""

    name: str
    arguments: Mapping[str, str]
    inner: str | None = None


def arguments_of(text: str) -> dict[str, str]:
    """The arguments of a shortcode, as they are written behind its name."""
    found: dict[str, str] = {}
    for match in _ARGUMENT.finditer(text):
        quoted = match["double"] if match["double"] is not None else match["single"]
        if quoted is not None:
            value = re.sub(r"\\([\"'\\])", r"\1", quoted)
        else:
            value = next(
                (match[group] for group in ("tick", "braced", "bare") if match[group] is not None), ""
            )
        key = match["key"].lower() if match["key"] else str(len([each for each in found if each.isdigit()]))
        found[key] = value
    return found


def resolved(code: Shortcode, form: Form, dropped: Callable[[str], None]) -> str:
    """What a shortcode says, in Markdown or HTML; nothing where it says nothing, and ``dropped`` is told."""
    name, arguments = code.name, code.arguments
    if ASIDE.match(name):
        return "\n\n" if code.inner is None else code.inner
    if ADDRESSES.match(name) and code.inner is None:
        return address(next(iter(arguments.values()), ""))
    if CODES.match(name) and code.inner is not None:
        language = next((value for key, value in arguments.items() if key.isdigit() and "=" not in value), "")
        return f"\n\n```{language}\n{code.inner.strip(chr(10))}\n```\n\n"
    if QUOTES.search(name) and (quote := _quote(code, form)):
        return quote
    if shown := _picture(code):
        return f"\n\n{shown}\n\n{code.inner.strip() if code.inner else ''}"
    return _words(code, form, dropped)


def _quote(code: Shortcode, form: Form) -> str | None:
    words = code.inner or _first(code.arguments, ("text", "quote", "content", "body", "0"))
    if not words:
        return None
    speaker = _first(code.arguments, SPEAKERS)
    if not speaker and code.inner is not None:
        speaker = ", ".join(value for key, value in code.arguments.items() if key.isdigit())
    return quotation(words, speaker, form)


def _picture(code: Shortcode) -> str | None:
    arguments = code.arguments
    source = next((value for value in arguments.values() if PICTURE.search(value.strip())), "")
    if not source and PICTURES.search(code.name):
        source = _first(arguments, SOURCES) or arguments.get("0", "")
    if not source:
        return None
    others = [value for key, value in arguments.items() if key.isdigit() and value != source and " " in value]
    alt = _first(arguments, ALTS) or (others[0] if others else "")
    caption = _first(arguments, CAPTIONS) or (others[1] if len(others) > 1 else "")
    credit = _first(arguments, CREDITS)
    source = source.strip().replace("\\_", "_")
    return figure(source, alt, caption, credit) if caption or credit else picture(source, alt)


def _words(code: Shortcode, form: Form, dropped: Callable[[str], None]) -> str:
    """The words of a shortcode, around or in the text that it is around; an embed or a link where it has an address."""
    arguments = code.arguments
    heading = [arguments[key] for key in HEADINGS if arguments.get(key)]
    words = [arguments[key] for key in WORDS if arguments.get(key)]
    place = address_of(code.name, arguments)
    link = _first(arguments, LINKS)
    if code.inner is None:
        if place and not words:
            return f"\n\n{embed(place, ' '.join(heading))}\n\n"
        if link and (words or heading):
            return f"[{' '.join([*heading, *words])}]({link})"
        if not words and not heading:
            dropped(f"shortcode {code.name} {' '.join(arguments.values())}".strip())
            return ""
        return " ".join([*heading, *words])
    top = "".join(f"\n\n{_strong(text, form)}\n\n" for text in heading)
    first = "".join(f"\n\n{text}\n\n" for text in words if text not in heading)
    last = f"\n\n<{link}>\n\n" if link.startswith(("http://", "https://")) and form is not Form.HTML else ""
    return f"{top}{first}{code.inner}{last}"


def _strong(text: str, form: Form) -> str:
    return f"<strong>{text}</strong>" if form is Form.HTML else f"**{text.replace('**', '')}**"


def address(target: str) -> str:
    """The address that a reference to a file of the site leads to: ``posts/x.md`` is ``/posts/x/``."""
    target = target.strip().strip("\"'")
    path, mark, fragment = target.partition("#")
    if re.search(r"\.(?:md|markdown|mdx|html?)$", path):
        path = re.sub(r"(?:/?_?index)?\.\w+$", "", path)
        path = f"/{path.lstrip('/')}/" if path.strip("/") else "/"
    return f"{path}{mark}{fragment}"


def _first(arguments: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((arguments[key].strip() for key in keys if arguments.get(key, "").strip()), "")
