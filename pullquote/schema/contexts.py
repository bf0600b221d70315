"""The words around a quote, and the blocks it stands in with its words marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from pullquote.store.records import Block, Quote

MAX_CONTEXT_PARAGRAPHS = 10
"""Most paragraphs on each side: enough for a long quotation's surroundings, too few to fetch a story by."""
BETWEEN_BLOCKS = "\n\n"


@dataclass(frozen=True)
class QuoteContext:
    """The text before and after a quote, and all of it as HTML."""

    before: str
    after: str
    html: str


def context_of(quote: Quote, paragraphs: int) -> QuoteContext:
    """The surroundings of ``quote``: the rest of its own block or blocks, and ``paragraphs`` more each side."""
    body = quote.story.body
    if body is None or not quote.parts:
        return QuoteContext("", "", "")
    first, last = quote.parts[0], quote.parts[-1]
    earlier = body.blocks[max(0, first.paragraph - paragraphs) : first.paragraph]
    own = body.blocks[first.paragraph : last.paragraph + 1]
    later = body.blocks[last.paragraph + 1 : last.paragraph + 1 + paragraphs]
    return QuoteContext(
        before=_joined([*(block.text for block in earlier), own[0].text[: first.start]]),
        after=_joined([own[-1].text[last.end :], *(block.text for block in later)]),
        html="\n".join(
            [
                *(block.html for block in earlier),
                *(_with_quote_marked(block, quote) for block in own),
                *(block.html for block in later),
            ]
        ),
    )


def _joined(texts: Iterable[str]) -> str:
    return BETWEEN_BLOCKS.join(text for text in texts if text)


def _with_quote_marked(block: Block, quote: Quote) -> str:
    return marked(block, [(part.start, part.end) for part in quote.parts if part.paragraph == block.index])


def marked(block: Block, spans: Sequence[tuple[int, int]]) -> str:
    """The block's HTML with the characters of its text in ``spans`` wrapped in ``<mark>``.

    Offsets count into the text and the HTML has markup between the characters, so the two are walked side
    by side; a mark is closed and opened again at every tag, so that the elements stay nested.
    Where text and HTML do not say the same, the escaped text is marked instead.
    """
    walker = _Marker(block.text, spans)
    walker.feed(block.html)
    walker.close()
    return walker.html if walker.agrees else f"<p>{_marked_text(block.text, spans)}</p>"


def _marked_text(text: str, spans: Iterable[tuple[int, int]]) -> str:
    pieces, position = [], 0
    for start, end in sorted(spans):
        pieces += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    return "".join([*pieces, escape(text[position:])])


class _Marker(HTMLParser):
    """Copies HTML and marks spans of the text that it holds; white space may differ between the two."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        super().__init__(convert_charrefs=True)
        self._text = text
        self._spans = spans
        self._position = 0
        self._pieces: list[str] = []
        self._open = False
        self._disagrees = False

    @property
    def html(self) -> str:
        return "".join(self._pieces)

    @property
    def agrees(self) -> bool:
        """Whether the HTML held exactly the text, white space aside."""
        return not self._disagrees and not self._text[self._position :].strip()

    def handle_data(self, data: str) -> None:
        blank = data.isspace()  # between two list items, where a mark would be invalid
        for character in data:
            position = self._found(character)
            inside = position is not None and self._in_a_span(position)
            self._mark(inside and not blank)
            self._pieces.append(escape(character, quote=False))
        self._mark(False)

    def _found(self, character: str) -> int | None:
        """Where in the text the next ``character`` of the HTML is; None for white space only in the HTML."""
        position = self._position
        if character.isspace():
            if position < len(self._text) and self._text[position].isspace():
                self._position += 1
                return position
            return None
        while position < len(self._text) and self._text[position].isspace():
            position += 1
        if position == len(self._text) or self._text[position] != character:
            self._disagrees = True
            return None
        self._position = position + 1
        return position

    def _in_a_span(self, position: int) -> bool:
        return any(start <= position < end for start, end in self._spans)

    def _mark(self, wanted: bool) -> None:
        if wanted != self._open:
            self._pieces.append("<mark>" if wanted else "</mark>")
            self._open = wanted

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag, attrs
        self._pieces.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._pieces.append(f"</{tag}>")
