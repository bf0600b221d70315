"""The text of a story: whole, and block by block."""

from __future__ import annotations

from typing import Annotated

import strawberry

from pullquote.schema.fields import field, serves
from pullquote.schema.inputs.enums import BlockKind, EmbedKind
from pullquote.schema.references import QuoteRef
from pullquote.schema.types.images import Image
from pullquote.schema.types.quote_contexts import marked_body
from pullquote.store.model import bodies


@strawberry.type(
    description=(
        "A run of words in one block of a body. Offsets count into that block's `text`: in JavaScript use "
        "`text.slice(utf16Start, utf16End)`, elsewhere the code points `start` and `end`."
    )
)
class TextSpan:
    """Words and where they stand."""

    is_type_of = serves(bodies.TextSpan)
    text: str = field("The words as printed in the body.")
    block: int = field("The `index` of the block that they stand in.")
    paragraph: int = field("The `index` of the block that they stand in.", deprecated="Use `block`.")
    start: int = field("Offset of the first character, in Unicode code points.")
    end: int = field("Offset after the last character, in Unicode code points.")
    utf16_start: int = field(
        "Offset of the first character, in UTF-16 code units (JavaScript's string index)."
    )
    utf16_end: int = field("Offset after the last character, in UTF-16 code units.")


@strawberry.type(
    description=(
        "Something of another site that is shown in a text. Only its address is served, never a script or a frame: "
        "make a player of it, or a link."
    )
)
class Embed:
    """What is embedded in a body."""

    is_type_of = serves(bodies.Embed)
    kind: EmbedKind = field("What it is.")
    url: str = field("Its address: on the web, or of a file of the newsroom a path on this server.")
    title: str | None = field("What it is called.")


@strawberry.type(description="A cell of a table.")
class TableCell:
    """A cell."""

    is_type_of = serves(bodies.TableCell)
    text: str = field("Plain text.")
    is_header: bool = field("Whether it says what stands in its column or row.")
    column_span: int = field("How many columns it takes.")
    row_span: int = field("How many rows it takes.")


@strawberry.type(description="A row of a table.")
class TableRow:
    """A row."""

    is_type_of = serves(bodies.TableRow)
    is_header: bool = field("Whether it is part of the head of the table.")
    cells: list[TableCell] = field("Its cells, in reading order.")


@strawberry.type(description="A table, as data.")
class Table:
    """A table."""

    is_type_of = serves(bodies.Table)
    caption: str | None = field("What it shows.")
    rows: list[TableRow] = field("Its rows, from top to bottom.")


@strawberry.type(description="What a block of the kind `FOOTNOTE` is; its words are the block's `text`.")
class Footnote:
    """A footnote."""

    is_type_of = serves(bodies.Footnote)
    number: int = field("Its number, from 1, in the order in which the text refers to the notes.")
    references: list[int] = field("The `index` of each block that refers to it.")


@strawberry.type(
    description=(
        "One block of a body: a paragraph, a heading, a list. Render `html` for each block in turn, and use "
        "`quotes { parts { block utf16Start utf16End } }` to highlight what was said in `text`."
    )
)
class Block:
    """A block of a body."""

    is_type_of = serves(bodies.Block)
    index: int = field("Position in the body, from 0; `TextSpan.block` refers to it.")
    kind: BlockKind = field("What the block is.")
    text: str = field("Plain text, without markup; what offsets count into.")
    html: str = field("Sanitised HTML of the block: no scripts, styles or event handlers.")
    quotes: list[QuoteRef] = field("The quotes that begin in this block, in reading order.")
    image: Image | None = field("The picture of a figure, or the first in the block.")
    embed: Embed | None = field("What is embedded, or the first that is in the block.")
    table: Table | None = field("The table as data, of a `TABLE`.")
    footnote: Footnote | None = field("The number of the note, of a `FOOTNOTE`.")


MarkQuotes = Annotated[
    bool,
    strawberry.argument(
        description=(
            'Whether the words of each quote are in `<mark data-quote="…">`, with the `id` of the quote: in several '
            "marks where it goes over other tags or blocks."
        )
    ),
]


def html_of_body(root: bodies.Body, mark_quotes: MarkQuotes = False) -> str:
    """The HTML of a body."""
    return marked_body(root) if mark_quotes else root.html


@strawberry.type(description="The text of a story, in four forms.")
class Body:
    """The text of a story."""

    is_type_of = serves(bodies.Body)
    text: str = field("Plain text, blocks separated by an empty line; captions and footnotes included.")
    html: str = field("Sanitised HTML of the whole text: no scripts, styles or event handlers.", html_of_body)
    markdown: str = field("The source as its author wrote it, in Markdown (CommonMark) and HTML.")
    word_count: int = field("Number of words; divide by 230 for minutes of reading.")
    blocks: list[Block] = field("The text block by block, for interleaving with something else.")
