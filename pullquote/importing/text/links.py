"""Markdown with HTML in it, but for its code: the addresses of links and pictures, and the looks of elements."""

from __future__ import annotations

import re
from collections.abc import Callable

_CODE = re.compile(
    r"^(?P<fence>[ \t]*(?:`{3,}|~{3,}))[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)|(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)|<(?:pre|code)\b.*?</(?:pre|code)>",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?P<before>\]\(\s*)(?P<link><[^<>\n]*>|[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*)(?=\s*[)\"']|\s+[\"'(])"
    r"|(?P<definition>^[ ]{0,3}\[[^\]\n]+\]:\s*)(?P<target><[^<>\n]*>|\S+)"
    r"|(?P<attribute>\s(?:src|href|poster)\s*=\s*)(?P<mark>[\"'])(?P<value>.*?)(?P=mark)",
    re.MULTILINE | re.IGNORECASE,
)

ATTRIBUTES = frozenset(
    [
        "src",
        "href",
        "alt",
        "title",
        "lang",
        "dir",
        "cite",
        "datetime",
        "width",
        "height",
        "colspan",
        "rowspan",
        "scope",
        "srcset",
        "type",
        "controls",
        "poster",
        "start",
        "headers",
        "data",
        "open",
    ]
)
"""What is kept of the attributes of an element: what it says, and not how it looks."""
_STYLE = re.compile(r"<style\b[^<>]*>.*?</style\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s+(?P<name>[^\s=/\"'<>]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")
_ANY_TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])[^<>]*>")
ELEMENTS = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "address",
        "applet",
        "area",
        "article",
        "aside",
        "audio",
        "b",
        "base",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "canvas",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "datalist",
        "dd",
        "del",
        "details",
        "dfn",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "frame",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "link",
        "main",
        "map",
        "mark",
        "math",
        "menu",
        "meta",
        "meter",
        "nav",
        "noframes",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "param",
        "picture",
        "pre",
        "progress",
        "q",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "script",
        "search",
        "section",
        "select",
        "slot",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "track",
        "tt",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
    ]
)
"""The elements of HTML, old ones included; anything else between < and > is words."""
_SPAN = re.compile(r"</?(?:span|font)\s*>", re.IGNORECASE)


def with_addresses(text: str, resolve: Callable[[str], str]) -> str:
    """The text with every address as ``resolve`` gives it; code is left alone."""
    return _but_for_code(text, lambda part: _resolved(part, resolve))


def without_looks(text: str) -> str:
    """The text without what only says how its HTML looks: styles, classes, handlers of events, empty spans."""
    return _but_for_code(text, lambda part: _SPAN.sub("", _TAG.sub(_plain_tag, _STYLE.sub("", part))))


def with_words_escaped(text: str) -> str:
    """The text with whatever looks like an element and is none (``<author>``) as words."""
    return _but_for_code(text, lambda part: _ANY_TAG.sub(_words_of, part))


def _words_of(found: re.Match[str]) -> str:
    if found["name"].lower() in ELEMENTS:
        return found[0]
    return f"&lt;{found[0][1:-1]}&gt;"


def _plain_tag(found: re.Match[str]) -> str:
    kept = "".join(
        attribute[0]
        for attribute in _ATTRIBUTE.finditer(found["rest"])
        if attribute["name"].lower() in ATTRIBUTES
    )
    return f"<{found['name']}{kept}{' /' if found['rest'].rstrip().endswith('/') else ''}>"


def _but_for_code(text: str, change: Callable[[str], str]) -> str:
    parts: list[str] = []
    end = 0
    for code in _CODE.finditer(text):
        parts += [change(text[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, change(text[end:])])


def _resolved(text: str, resolve: Callable[[str], str]) -> str:
    def replaced(found: re.Match[str]) -> str:
        if found["value"] is not None:
            return f"{found['attribute']}{found['mark']}{resolve(found['value'])}{found['mark']}"
        before, target = (
            (found["before"], found["link"])
            if found["link"] is not None
            else (found["definition"], found["target"])
        )
        bare = target[1:-1] if target.startswith("<") else target
        address = resolve(bare)
        return (
            f"{before}<{address}>" if re.search(r"[\s()]", address) or not address else f"{before}{address}"
        )

    return _ADDRESS.sub(replaced, text)
