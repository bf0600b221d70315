"""The text of a story, whole and block by block; and pictures, which stand in it or beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pullquote.store.model.records import Quote


class BlockKind(Enum):
    """What a block of a body is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    BLOCK_QUOTE = "block quote"
    CODE = "code"
    TABLE = "table"
    THEMATIC_BREAK = "thematic break"
    FIGURE = "figure"
    EMBED = "embed"
    FOOTNOTE = "footnote"


class EmbedKind(Enum):
    """What is embedded in a text."""

    AUDIO = "audio"
    VIDEO = "video"
    FRAME = "frame"
    POST = "post"


@dataclass(frozen=True, eq=False, kw_only=True)
class Image:
    """A picture (schema.org ImageObject).

    ``url`` is an address on the web, or the path on this server (``/media/harbour.jpg?v=…``) of a file of the
    newsroom; ``width`` and ``height`` are in pixels.
    """

    url: str
    alt: str
    caption: str | None
    credit: str | None
    width: int | None
    height: int | None


@dataclass(frozen=True, eq=False, kw_only=True)
class Embed:
    """Something of another site that is shown in a text, by its address; ``title`` is what it is called."""

    kind: EmbedKind
    url: str
    title: str | None


@dataclass(frozen=True, eq=False, kw_only=True)
class TableCell:
    """A cell of a table, and how many columns and rows it takes."""

    text: str
    is_header: bool
    column_span: int
    row_span: int


@dataclass(frozen=True, eq=False, kw_only=True)
class TableRow:
    """A row of a table; ``is_header`` is for the rows of its head."""

    is_header: bool
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """A table: its caption as text, and its rows from top to bottom."""

    caption: str | None
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Footnote:
    """A note at the end of a body: its number, from 1, and the indexes of the blocks that refer to it."""

    number: int
    references: tuple[int, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class TextSpan:
    """A run of words in one block of a body.

    ``block`` is the index of the block; ``start`` and ``end`` are offsets into the block's ``text`` in
    Unicode code points, ``utf16_start`` and ``utf16_end`` the same in UTF-16 code units, which is what
    JavaScript slices by. ``text`` is the text between them, as printed.
    """

    text: str
    block: int
    start: int
    end: int
    utf16_start: int
    utf16_end: int

    @property
    def paragraph(self) -> int:
        """What ``block`` was called once."""
        return self.block


@dataclass(frozen=True, eq=False, kw_only=True)
class Block:
    """One block of a body; ``html`` is sanitised, ``text`` is its plain text, ``quotes`` start in it.

    ``image`` and ``embed`` are the first in the block; ``table`` and ``footnote`` are what the block is.
    """

    index: int
    kind: BlockKind
    text: str
    html: str
    quotes: tuple[Quote, ...]
    image: Image | None = None
    embed: Embed | None = None
    table: Table | None = None
    footnote: Footnote | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Body:
    """The text of a story: as written, as plain text, as sanitised HTML, and block by block.

    The two in the middle are put together when they are read: kept, they would be half of what a newsroom takes
    in memory.
    """

    markdown: str
    word_count: int
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The texts of the blocks, an empty line between."""
        return "\n\n".join([block.text for block in self.blocks])

    @property
    def html(self) -> str:
        """The HTML of the blocks, sanitised as each is."""
        return "\n".join([block.html for block in self.blocks])
