"""The values in the text of a document, found without parsing it.

One regular expression cuts a text into *pieces*, which look like values, and what is between them. It may take for a
piece what is none (the type of a variable, say): that is found out when the first document of a shape is parsed.
What counts is that of two texts with the same text between their pieces, and one token of the grammar in each piece, the
one has the tokens that the other has, apart from those: the text between has no quotation mark, and each
piece is as long as it can be.

Every character is looked at twice at most, whatever the text is: no part of the expression goes back.
"""

from __future__ import annotations

import re
from typing import Final

from graphql import GraphQLSchema

Shape = tuple[str, ...]
"""A document without the values in it: what is between the pieces."""

UPPER: Final = re.compile(r"[A-Z][A-Z0-9_]*", re.ASCII)
"""How the names of enum values are written by convention; others are part of the shape."""
CHARACTER: Final = r'(?:[^"\\\r\n\ud800-\udfff]++|\\[^\r\n])'
PIECE: Final = r"""(["\[:\-0-9] (?:
  (?<=") (?: "" (?: [^"\\]++ | \\(?:"{{3}})? | "(?!"") )*+ (?:"{{3}})? | {character}*+ "? )
| (?<=\[) (?: [{ignored}]*+ (?: "(?!"") {character}*+ " | -?\d[\w.+-]*+ | {word} ) )*+ [{ignored}]*+ \]
| (?<=:) [ \t]*+ {word}
| (?<=[-0-9]) (?<! [\w.+-]. ) (?: (?<=[0-9]) | (?=[0-9]) ) [\w.+-]*+
))"""
"""A block string or a string, a list of simple values, a colon and a name, or a number: the first character says which,
and the text is searched for those fast.

A string that does not end is a piece up to the end of its line, a block string up to the end of the text: so
nothing is looked at again for each quotation mark.
"""


class Scanner:
    """Scans documents for one schema, whose type names are no values."""

    def __init__(self, schema: GraphQLSchema) -> None:
        types = ["ID", *(re.escape(name) for name in schema.type_map if UPPER.fullmatch(name))]
        word = rf"(?!(?:{'|'.join(types)})\b)(?:true|false|[A-Z][A-Z0-9_]*+)(?!\w)"
        expression = PIECE.format(character=CHARACTER, ignored=r"\ \t\r\n,", word=word)
        self._split = re.compile(expression, re.ASCII | re.VERBOSE).split

    def __call__(self, text: str) -> tuple[Shape, list[str]]:
        """The shape of a document, and its pieces in order."""
        parts = self._split(text)
        return tuple(parts[::2]), parts[1::2]


def spans(shape: Shape, pieces: list[str]) -> list[tuple[int, int]]:
    """Where in the text the value of each piece begins and ends."""
    found, position = [], 0
    for before, piece in zip(shape, pieces, strict=False):
        position += len(before)
        end = position + len(piece)
        found.append((end - len(value_in(piece)), end))
        position = end
    return found


def value_in(piece: str) -> str:
    """A piece without the colon before a name."""
    return piece.lstrip(": \t") if piece.startswith(":") else piece
