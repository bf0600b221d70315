"""Which elements and attributes of HTML are read, and which are served.

Everything goes through the sanitiser twice: as it was written, which also makes one well-formed tree of it (a
parser of the HTML standard closes what is open), and as it is served, which is far less.
"""

from __future__ import annotations

import re

import nh3

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
"""Elements within a line that are served."""
BLOCKS = frozenset(
    [
        "aside",
        "blockquote",
        "caption",
        "col",
        "colgroup",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements with lines of their own that are served."""
CONTAINERS = frozenset(
    [
        "address",
        "article",
        "center",
        "details",
        "dialog",
        "dir",
        "fieldset",
        "footer",
        "form",
        "header",
        "hgroup",
        "legend",
        "main",
        "menu",
        "nav",
        "noscript",
        "search",
        "section",
        "summary",
    ]
)
"""Elements with lines of their own of which only the content is served."""
EMBEDS = frozenset({"audio", "embed", "iframe", "object", "video"})
"""Elements of which only the address is served."""
REPLACED = frozenset({"big", "font", "nobr", "picture", "q", "source"})
"""Elements that are served as what they mean: their words, their picture, words in quotation marks."""
PARTS = frozenset({"param", "track"})
"""Elements that are part of an embed."""
READ = INLINE | BLOCKS | CONTAINERS | EMBEDS | REPLACED | PARTS
SERVED = INLINE | BLOCKS
WITHOUT_CONTENT = frozenset({"script", "select", "style", "template", "textarea", "title", "datalist"})
"""Elements that are removed with everything in them."""

SERVED_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang", "id", "role"},
    "aside": {"id", "role"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"cite", "datetime"},
    "ol": {"reversed", "start", "type"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
EMBED_ATTRIBUTES = {"data-lazy-src", "data-src", "src"}
READ_ATTRIBUTES: dict[str, set[str]] = {
    **SERVED_ATTRIBUTES,
    "*": SERVED_ATTRIBUTES["*"] | {"id", "role"},
    "audio": EMBED_ATTRIBUTES,
    "blockquote": {"cite", "class", "data-bluesky-uri", "data-embed-url", "data-instgrm-permalink"},
    "div": {"class", "data-href"},
    "embed": EMBED_ATTRIBUTES,
    "iframe": EMBED_ATTRIBUTES,
    "img": SERVED_ATTRIBUTES["img"] | EMBED_ATTRIBUTES | {"srcset"},
    "object": {"data"},
    "source": EMBED_ATTRIBUTES | {"srcset"},
    "video": EMBED_ATTRIBUTES,
}
MEDIA = "media/"
"""The folder of a newsroom that pictures are in; the server serves it under the same name."""
URL_SCHEMES = set(nh3.ALLOWED_URL_SCHEMES)


def served_address(address: str) -> str:
    """The address of a picture or a link as it is served: of a file of the newsroom, where the server has it. It may
    be written as seen from the newsroom, or from the file of the story, so that an editor's preview shows it."""
    path = address.removeprefix("../")
    return f"/{path}" if path.startswith(MEDIA) else address


_reading = nh3.Cleaner(
    tags=set(READ),
    clean_content_tags=set(WITHOUT_CONTENT),
    attributes=READ_ATTRIBUTES,
    link_rel=None,
    url_schemes=URL_SCHEMES,
    url_relative=served_address,
)
_serving = nh3.Cleaner(
    tags=set(SERVED),
    clean_content_tags=set(WITHOUT_CONTENT),
    attributes=SERVED_ATTRIBUTES,
    url_schemes=URL_SCHEMES,
)


FORMATTING = re.compile(
    r"<(/?)(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b[^<>]*>", re.IGNORECASE
)
"""Elements that go on in the next paragraph when they are open at the end of one (HTML, section 13.2.4.3)."""
MAX_OPEN = 20
"""How many of those may be open at once: all of them are repeated in each paragraph, however many there are."""

CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
"""A cell, whose tag is taken away where it is in no table; only a space keeps its words apart then."""


def well_formed(html: str) -> str:
    """HTML as it was written, every element closed, with nothing in it that is not read.

    Where too much formatting is open at once, none of it is read.
    """
    if _most_open(html) > MAX_OPEN:
        html = FORMATTING.sub("", html)
    read = _reading.clean(html)
    if len(CELL.findall(html)) > len(CELL.findall(read)):
        read = _reading.clean(CELL.sub(r" \g<0>", html))
    return read


def _most_open(html: str) -> int:
    opened: dict[str, int] = {}
    total = most = 0
    for closing, name in FORMATTING.findall(html):
        change = -1 if closing else 1
        if opened.get(name, 0) + change >= 0:
            opened[name] = opened.get(name, 0) + change
            total += change
            most = max(most, total)
    return most


def safe(html: str) -> str:
    """HTML that can be shown on anybody's page: no scripts, styles, frames, forms or event handlers."""
    return _serving.clean(html)
