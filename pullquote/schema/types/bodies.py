"""The text of a story: whole, and block by block."""

from __future__ import annotations

import strawberry

from pullquote.schema.fields import field, serves
from pullquote.schema.inputs.enums import BlockKind
from pullquote.schema.references import QuoteRef
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
    paragraph: int = field("The `index` of the block that they stand in.")
    start: int = field("Offset of the first character, in Unicode code points.")
    end: int = field("Offset after the last character, in Unicode code points.")
    utf16_start: int = field(
        "Offset of the first character, in UTF-16 code units (JavaScript's string index)."
    )
    utf16_end: int = field("Offset after the last character, in UTF-16 code units.")


@strawberry.type(
    description=(
        "One block of a body: a paragraph, a heading, a list. Render `html` for each block in turn, and use "
        "`quotes { parts { paragraph utf16Start utf16End } }` to highlight what was said in `text`."
    )
)
class Block:
    """A block of a body."""

    is_type_of = serves(bodies.Block)
    index: int = field("Position in the body, from 0; `TextSpan.paragraph` refers to it.")
    kind: BlockKind = field("What the block is.")
    text: str = field("Plain text, without markup; what offsets count into.")
    html: str = field("Sanitised HTML of the block: no scripts, styles or event handlers.")
    quotes: list[QuoteRef] = field("The quotes that begin in this block, in reading order.")


@strawberry.type(description="The text of a story, in four forms.")
class Body:
    """The text of a story."""

    is_type_of = serves(bodies.Body)
    text: str = field("Plain text, blocks separated by an empty line.")
    html: str = field("Sanitised HTML of the whole text: no scripts, styles or event handlers.")
    markdown: str = field("The source as its author wrote it, in Markdown (CommonMark).")
    word_count: int = field("Number of words; divide by 230 for minutes of reading.")
    blocks: list[Block] = field("The text block by block, for interleaving with something else.")
