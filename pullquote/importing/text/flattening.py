"""HTML that is nested too deeply to be read, made flat: what is deeper loses its elements and keeps its words."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

LEVELS = 100
"""Elements within each other that stay: pages have thirty, converters and parsers take 150."""
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)  # fmt: skip
"""Elements without an end."""
INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var"]
)  # fmt: skip
"""Elements within a line: all others begin a paragraph."""
CLOSED_BY = {
    "p": frozenset({"p"}),
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "option": frozenset({"option"}),
}
"""What the beginning of an element ends, where its end is not written."""


def flattened(html: str) -> str:
    """HTML with at most LEVELS elements within each other. Paragraphs below that stay apart; all words stay."""
    parser = _Flattening()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _Flattening(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._open: list[str] = []
        self._counts: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - written as it was
        while self._open and self._open[-1] in CLOSED_BY.get(tag, ()):
            self._close()
        if tag in VOID:
            self.parts.append(self.get_starttag_text() or "")
            return
        self._open.append(tag)
        self._counts[tag] = self._counts.get(tag, 0) + 1
        if len(self._open) <= LEVELS:
            self.parts.append(self.get_starttag_text() or "")
        elif tag not in INLINE:
            self.parts.append("<p>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # the stroke means nothing in HTML

    def handle_endtag(self, tag: str) -> None:
        if not self._counts.get(tag):
            return
        while self._close() != tag:
            pass

    def _close(self) -> str:
        tag = self._open.pop()
        self._counts[tag] -= 1
        if len(self._open) < LEVELS:
            self.parts.append(f"</{tag}>")
        elif tag not in INLINE:
            self.parts.append("<p>")
        return tag

    def handle_data(self, data: str) -> None:
        # In scripts and styles there are no entities.
        is_raw = bool(self._open) and self._open[-1] in self.CDATA_CONTENT_ELEMENTS
        self.parts.append(data if is_raw else escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")
