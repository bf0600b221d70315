"""The Markdown of a story as blocks: the plain text that quotes are found in, and HTML that is safe to show.

Markdown is CommonMark with tables, strikethrough and footnotes. HTML in it is content like all the rest, and is
sanitised: comments and scripts vanish, from the text as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore, normalize
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from pullquote.store.quotes.html.blocks import ParsedBlock, blocks_of
from pullquote.store.quotes.html.line_joining import MAY_JOIN, joins
from pullquote.store.quotes.html.trees import escaped
from pullquote.store.quotes.losses import Report, note_lines, report_losses
from pullquote.store.quotes.plain_paragraphs import paragraph, plain_paragraphs

BETWEEN_BLOCKS = "\n\n"
"""What stands between the texts of two blocks in the text of a body."""
MARKUP = "*_`[]<>|~\n"
MAX_MARKUP = 30_000
"""Characters of a body that may be markup: what Markdown costs grows with them, a second or two for so many."""
LONE_DASHES = (" - ", " – ", " — ")
"""What stands between spaces and is no word."""
PARAGRAPH_TOKENS = 3
"""Of a paragraph: where it begins, its line, where it ends."""
PLAIN = frozenset({"text", "softbreak"})


def text_of(blocks: Iterable[ParsedBlock]) -> str:
    """The texts of blocks, an empty line between."""
    return BETWEEN_BLOCKS.join([block.text for block in blocks])


def starts_of(blocks: Iterable[ParsedBlock]) -> list[int]:
    """Where the text of each block begins in :func:`text_of` them all."""
    starts, offset = [], 0
    for block in blocks:
        starts.append(offset)
        offset += len(block.text) + len(BETWEEN_BLOCKS)
    return starts


class ParsedBody(NamedTuple):
    """A body as written, and its blocks."""

    markdown: str
    blocks: tuple[ParsedBlock, ...]
    word_count: int

    @property
    def text(self) -> str:
        """The texts of the blocks, an empty line between."""
        return text_of(self.blocks)


@lru_cache(1)
def _markdown() -> MarkdownIt:
    # An option that is not there is looked for in vain in every paragraph, by an exception.
    options = {"html": True, "store_labels": True, "strikethrough_single_tilde": False}
    markdown = MarkdownIt("commonmark", options)
    markdown.enable(["table", "strikethrough"])
    footnote_plugin(markdown)
    markdown.core.ruler.before("footnote_tail", "footnote_lines", note_lines)
    markdown.core.ruler.at("normalize", _normalized)
    for name, rule in RULES.items():
        markdown.add_render_rule(name, rule)
    return markdown


def _normalized(state: StateCore) -> None:
    """One kind of line break and no null characters, as texts of files have it but for what is escaped in them."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def parse_body(markdown: str, report: Report | None = None) -> ParsedBody | None:
    """The blocks of a body; None where there is nothing in it.

    What is not served as it was written is reported with its line in the body, from 0.
    """
    blocks = plain_paragraphs(markdown)
    if blocks is None:
        blocks = _parsed(markdown, report)
    if not blocks:
        return None
    return ParsedBody(markdown.strip("\n"), tuple(blocks), _count_words(text_of(blocks)))


def _parsed(markdown: str, report: Report | None) -> list[ParsedBlock]:
    """The blocks of any Markdown."""
    environment: MutableMapping[str, Any] = {}
    tokens = _markdown().parse(markdown, environment)
    if report is not None:
        report_losses(markdown, tokens, environment, report)
    if not markdown.isascii() and MAY_JOIN.search(markdown):
        _join_lines(tokens)
    # HTML may be open over several blocks, and notes belong to all of them.
    together = ("<" in markdown and any(map(_has_html, tokens))) or bool(
        environment.get("footnotes", {}).get("list")
    )
    return blocks_of(_html(tokens, environment)) if together else list(_blocks(tokens, environment))


def markup_in(markdown: str) -> int:
    """How many characters of a body may be markup, line breaks included."""
    return sum(markdown.count(character) for character in MARKUP)


def _count_words(text: str) -> int:
    return len(text.split()) - sum(text.count(dash) for dash in LONE_DASHES)


def _blocks(tokens: Sequence[Token], environment: MutableMapping[str, Any]) -> Iterator[ParsedBlock]:
    """The blocks of Markdown without HTML, each on its own."""
    start = 0
    for index, token in enumerate(tokens):
        if token.level > 0 or token.nesting > 0:
            continue
        plain = _plain(tokens[start : index + 1])
        if plain is None:
            yield from blocks_of(_html(tokens[start : index + 1], environment))
        elif plain.text:
            yield plain
        start = index + 1


def _html(tokens: Sequence[Token], environment: MutableMapping[str, Any]) -> str:
    html: str = _markdown().renderer.render(tokens, _markdown().options, environment)
    return html


def _has_html(token: Token) -> bool:
    return token.type == "html_block" or any(child.type == "html_inline" for child in token.children or ())


def _plain(tokens: Sequence[Token]) -> ParsedBlock | None:
    """A paragraph of text and nothing else, as most are: what rendering and sanitising it would come to."""
    if len(tokens) != PARAGRAPH_TOKENS or tokens[0].type != "paragraph_open":
        return None
    pieces: list[str] = []
    for child in tokens[1].children or ():
        if child.type not in PLAIN:
            return None
        pieces.append("\n" if child.type == "softbreak" else child.content)
    return paragraph("".join(pieces))


def _join_lines(tokens: Sequence[Token]) -> None:
    """Take away the line breaks that are no spaces, from the HTML as well."""
    for token in tokens:
        texts = [child for child in token.children or () if child.content or child.type == "softbreak"]
        for before, child, after in zip(texts, texts[1:], texts[2:], strict=False):
            if child.type == "softbreak" and joins(before.content[-1:], after.content[:1]):
                child.type = "text"


def _image(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, environment: EnvType
) -> str:
    """A picture; one that stands alone has its title as a caption."""
    token = tokens[index]
    title = token.attrGet("title")
    if title is None or len(tokens) > 1:
        return renderer.image(tokens, index, options, environment)
    del token.attrs["title"]
    image = renderer.image(tokens, index, options, environment)
    return f"<figure>{image}<figcaption>{escaped(str(title))}</figcaption></figure>"


def _note_mark(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _environment: EnvType
) -> str:
    number = tokens[index].meta["id"] + 1
    return f'<sup><a href="#fn-{number}" role="doc-noteref">{number}</a></sup>'


def _note(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _environment: EnvType
) -> str:
    return f'<aside id="fn-{tokens[index].meta["id"] + 1}">'


def _nothing(*_arguments: object) -> str:
    return ""


def _note_end(*_arguments: object) -> str:
    return "</aside>"


RULES: Mapping[str, Callable[..., str]] = {
    "image": _image,
    "footnote_ref": _note_mark,
    "footnote_open": _note,
    "footnote_close": _note_end,
    "footnote_anchor": _nothing,
    "footnote_block_open": _nothing,
    "footnote_block_close": _nothing,
}
"""How what Markdown writes becomes HTML, where it is not as in CommonMark."""
