"""The words around a quote, and HTML with the words of quotes marked: of the blocks it stands in, of a whole body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from html.parser import HTMLParser
from itertools import pairwise

from pullquote.store.model.bodies import Block, BlockKind, Body
from pullquote.store.model.records import Quote, StoryPart

MAX_CONTEXT_PARAGRAPHS = 10
"""Most paragraphs on each side: enough for a long quotation's surroundings, too few to fetch a story by."""
BETWEEN_BLOCKS = "\n\n"
NOTE_ROLES = frozenset({"doc-backlink", "doc-noteref"})
PRONUNCIATION = frozenset({"rp", "rt", "rtc"})
"""What is in the HTML of a block and not in its text: the marks of footnotes, how a word is pronounced."""
SPACES_AND_WORDS = re.compile(r"\s+|\S+")
MARK = "<mark>"

Span = tuple[int, int, str]
"""Where words begin and end in the text of a block, and the start tag of their mark."""


class QuoteContext:
    """The text before and after a quote, and all of it as HTML; each is put together when it is read.

    It reaches over the rest of the quote's own block or blocks, and ``paragraphs`` more on each side.
    """

    __slots__ = ("_blocks", "_paragraphs", "_quote")

    def __init__(self, quote: Quote, paragraphs: int) -> None:
        self._quote = quote
        self._paragraphs = paragraphs
        self._blocks = _blocks_of(quote)

    @property
    def before(self) -> str:
        """What comes before the quote."""
        first = self._quote.spans[0]
        earlier = self._blocks[max(0, first.block - self._paragraphs) : first.block]
        own = self._blocks[first.block].text[: first.start]
        return _joined([*(block.text for block in earlier), own])

    @property
    def after(self) -> str:
        """What follows the quote."""
        last = self._quote.spans[-1]
        own = self._blocks[last.block].text[last.end :]
        later = self._blocks[last.block + 1 : last.block + 1 + self._paragraphs]
        return _joined([own, *(block.text for block in later)])

    @property
    def html(self) -> str:
        """All the blocks, with the words of the quote marked."""
        parts = self._quote.spans
        start = max(0, parts[0].block - self._paragraphs)
        blocks = self._blocks[start : parts[-1].block + 1 + self._paragraphs]
        return "\n".join(
            marked(block, [(part.start, part.end, MARK) for part in parts if part.block == block.index])
            for block in blocks
        )


def _blocks_of(quote: Quote) -> Sequence[Block]:
    """The blocks of the text that a quote stands in: a headline is one of its own."""
    story = quote.story
    if quote.printed_in is StoryPart.BODY:
        return story.body.blocks if story.body else ()
    text: str = getattr(story, quote.printed_in.name.lower())
    return (Block(index=0, kind=BlockKind.PARAGRAPH, text=text, html=f"<p>{escape(text)}</p>", quotes=()),)


def _joined(texts: Iterable[str]) -> str:
    return BETWEEN_BLOCKS.join(text for text in texts if text)


def marked_body(body: Body) -> str:
    """The HTML of a body with the words of each quote in ``<mark data-quote="id">``, sanitised as the body is."""
    spans: dict[int, list[Span]] = {}
    for quote in (quote for block in body.blocks for quote in block.quotes):
        tag = f'<mark data-quote="{escape(quote.id)}">'
        for part in quote.parts:
            spans.setdefault(part.block, []).append((part.start, part.end, tag))
    return "\n".join([marked(block, spans.get(block.index, ())) for block in body.blocks])


def marked(block: Block, spans: Sequence[Span]) -> str:
    """The block's HTML with the characters of its text in ``spans`` marked.

    Offsets count into the text and the HTML has markup between the characters, so the two are walked side
    by side; a mark is closed and opened again at every tag, so that the elements stay nested.
    Where text and HTML do not say the same, the escaped text is marked instead.
    """
    if not spans:
        return block.html
    walker = _Marker(block.text, spans)
    walker.feed(block.html)
    walker.close()
    return walker.html if walker.agrees else f"<p>{_marked_text(block.text, spans)}</p>"


def _marked_text(text: str, spans: Iterable[Span]) -> str:
    pieces, position = [], 0
    for start, end, tag in sorted(spans):
        pieces += [escape(text[position:start]), tag, escape(text[start:end]), "</mark>"]
        position = end
    return "".join([*pieces, escape(text[position:])])


class _Marker(HTMLParser):
    """Copies HTML and marks spans of the text that it holds; white space may differ between the two."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        super().__init__(convert_charrefs=True)
        self._text = text
        self._spans = spans
        self._position = 0
        self._pieces: list[str] = []
        self._open = ""
        """The start tag of the mark that is open."""
        self._disagrees = False
        self._wordless: str | None = None
        """The element that is open whose content is in the HTML only."""

    @property
    def html(self) -> str:
        return "".join(self._pieces)

    @property
    def agrees(self) -> bool:
        """Whether the HTML held exactly the text, white space aside."""
        return not self._disagrees and not self._text[self._position :].strip()

    def handle_data(self, data: str) -> None:
        if self._wordless is not None:
            self._pieces.append(escape(data, quote=False))
            return
        blank = data.isspace()  # between two list items, where a mark would be invalid
        whole = self._text.startswith(data, self._position)
        for piece in (data,) if whole else SPACES_AND_WORDS.findall(data):
            for text, tag in self._cut(piece, self._found(piece)):
                self._mark("" if blank else tag)
                self._pieces.append(escape(text, quote=False))
        self._mark("")

    def _found(self, piece: str) -> int | None:
        """Where in the text the next ``piece`` of the HTML is; None for white space only in the HTML."""
        text, position = self._text, self._position
        if text.startswith(piece, position):
            self._position = position + len(piece)
            return position
        after_space = position
        while after_space < len(text) and text[after_space].isspace():
            after_space += 1
        if piece.isspace():
            self._position = after_space
            return position if after_space > position else None
        if text.startswith(piece, after_space):
            self._position = after_space + len(piece)
            return after_space
        self._disagrees = True
        return None

    def _cut(self, piece: str, start: int | None) -> Iterator[tuple[str, str]]:
        """A piece of the text in parts, each wholly inside a span or wholly outside, with the mark of its span."""
        if start is None:
            yield piece, ""
            return
        edges = {edge for span in self._spans for edge in span[:2] if start < edge < start + len(piece)}
        for low, high in pairwise([start, *sorted(edges), start + len(piece)]):
            tags = [tag for begin, end, tag in self._spans if begin <= low < end]
            yield piece[low - start : high - start], tags[0] if tags else ""

    def _mark(self, tag: str) -> None:
        if tag != self._open:
            self._pieces += ["</mark>" if self._open else "", tag]
            self._open = tag

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._wordless is None and (tag in PRONUNCIATION or dict(attrs).get("role") in NOTE_ROLES):
            self._wordless = tag
        self._pieces.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._wordless:
            self._wordless = None
        self._pieces.append(f"</{tag}>")
