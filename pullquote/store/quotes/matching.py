"""Finds the words of quotes in a body, and tells how they stand there.

Offsets count in the text of the whole body (its blocks with an empty line between) until the parts of a quote
are cut to blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from pullquote.store.model.bodies import TextSpan
from pullquote.store.model.records import QuoteKind
from pullquote.store.quotes.bodies import BETWEEN_BLOCKS
from pullquote.store.quotes.folding import Words, made_alike
from pullquote.store.quotes.guessing import closest_passage
from pullquote.store.quotes.quotation_marks import quoted

OPENING = " \n\u00a0\u202f\"'“”„‟«»‘‚‛‹"
"""What can stand before the first word of a quote."""
CLOSING = " \u00a0\u202f\"'“”„‟«»’‘›"
"""What can stand behind the last word of a paragraph of it."""
ENDS = frozenset(".!?…。！？۔؟।")
"""What ends a sentence, in the scripts that newspapers print."""
CLOSERS = frozenset("\"”’'»›“‘)]} \u00a0\u202f")
"""What can stand between the last word of a quote and the mark that ends it."""
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
REPEATED_MARK = re.compile(r"\n\n[\"“„‟«'‘‚‹»”][ \u00a0\u202f]?")
"""The opening mark of a quotation that goes on in a new paragraph."""
SHOWN_CHARACTERS = 80
"""How much of a passage a message repeats."""
HINT_CHARACTERS, HINT_WORDS = 60, 4
"""How many words before a quote are suggested as a hint, and in how many characters they are looked for."""
MAX_GUESSES = 20
"""For how many quotes of a story the closest passage is looked for: each time costs as much as parsing it."""


class Found(NamedTuple):
    """Where a quote stands, and how."""

    parts: tuple[TextSpan, ...]
    kind: QuoteKind
    is_fragment: bool


class Missing(NamedTuple):
    """A quote that could not be placed: the code, message and suggestion of a fault; ``part`` is at fault,
    None for ``after``."""

    code: str
    message: str
    suggestion: str | None
    part: int | None


class Prose:
    """The blocks of a body, ready to be searched."""

    def __init__(self, blocks: Sequence[str]) -> None:
        self.blocks = blocks
        self.text = BETWEEN_BLOCKS.join(blocks)
        self._starts: list[int] = []
        self._guesses = 0
        offset = 0
        for block in blocks:
            self._starts.append(offset)
            offset += len(block) + len(BETWEEN_BLOCKS)

    @cached_property
    def _words(self) -> Words:
        return Words(self.text)

    @cached_property
    def _continued(self) -> Words | None:
        """The text without the marks that only say that a quotation goes on, if there are any."""
        if REPEATED_MARK.search(self.text) is None:
            return None
        # A space for each character taken away keeps every offset.
        return Words(REPEATED_MARK.sub(lambda match: " " * len(match.group()), self.text))

    @cached_property
    def _astral(self) -> bool:
        """Whether a character takes two code units in UTF-16."""
        return not self.text.isascii() and ASTRAL.search(self.text) is not None

    @cached_property
    def _folded(self) -> str:
        return self._words.alike.casefold()

    @cached_property
    def _quoted(self) -> list[tuple[int, int]]:
        """The ranges inside quotation marks, in order and apart."""
        ranges: list[tuple[int, int]] = []
        runs_on: int | None = None
        for start, block in zip(self._starts, self.blocks, strict=True):
            here = quoted(block)
            if runs_on is not None and here.closes_first is not None:
                # The paragraph before is not closed, and this one has not repeated its opening mark.
                ranges.append((start, start + here.closes_first))
            ranges += ((start + first, start + last) for first, last in here.ranges)
            runs_on = start if here.runs_on else None
        return ranges

    def has(self, words: str) -> bool:
        """Whether the words stand in the text, in capitals or not."""
        return made_alike(words).casefold() in self._folded

    def find(self, words: Sequence[str], after: str | None) -> Found | Missing:
        """Place a quote of one or more parts, behind the words ``after`` if they are given.

        The parts of a split quote follow one another, as close together as they stand.
        """
        candidates = [list(self._places(part)) for part in words]
        for index, (part, places) in enumerate(zip(words, candidates, strict=True)):
            if not places:
                return Missing(
                    "PQ301", f"{_shown(part)} does not stand in the body", self._closest(part), index
                )
        chains = _chains(candidates)
        if not chains:
            return Missing("PQ301", "the parts of the quote do not follow one another in the body", None, 0)
        if after is not None:
            hints = [end for _, end in self._places(after)]
            if not hints:
                return Missing(
                    "PQ303", f"{_shown(after)} does not stand in the body", self._closest(after), None
                )
            behind = [next((chain for chain in chains if chain[0][0] >= hint), None) for hint in hints]
            chains = [chain for chain in chains if chain in behind]
            if not chains:
                return Missing("PQ303", f"{_shown(words[0])} does not come after {_shown(after)}", None, None)
        if len(chains) > 1:
            return self._ambiguous(words, chains, after)
        return self._found(chains[0])

    def _places(self, words: str) -> Iterator[tuple[int, int]]:
        """Where the words stand, as offsets into the text: in one piece, else across a repeated mark."""
        for wanted in _without_marks(made_alike(words)):
            places = _found_in(self._words, wanted)
            if not places and self._continued is not None:
                places = _found_in(self._continued, wanted)
            if places:
                yield from places
                return

    def _ambiguous(
        self, words: Sequence[str], chains: list[list[tuple[int, int]]], after: str | None
    ) -> Missing:
        blocks = [f"{self._block(chain[0][0]) + 1}" for chain in chains[:4]]
        where = (
            f"{', '.join(blocks[:-1])} and {blocks[-1]}"
            if len(chains) <= 4
            else f"{', '.join(blocks)} and more"
        )
        if len(set(blocks)) == 1:
            message = f"{_shown(words[0])} stands {len(chains)} times in block {blocks[0]} of the body"
        else:
            message = f"{_shown(words[0])} stands {len(chains)} times in the body, in blocks {where}"
        start = chains[0][0][0]
        above = self.text[max(0, start - HINT_CHARACTERS) : start]
        before = " ".join(above.strip(OPENING).split()[-HINT_WORDS:])
        if after is not None:
            message += f", also behind {_shown(after)}"
        suggestion = (
            f"say which with after: {before}" if before and after is None else "say which with longer words"
        )
        return Missing("PQ302", message, suggestion, 0)

    def _closest(self, words: str) -> str | None:
        self._guesses += 1
        if self._guesses > MAX_GUESSES:
            return None
        passage = closest_passage(self._words.alike, made_alike(words))
        if passage is None:
            return None
        start, end = self._words.span(*passage)
        return f"did you mean {_shown(self.text[start:end])}?"

    def _block(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _found(self, places: list[tuple[int, int]]) -> Found:
        standing = {self._standing(start, end) for start, end in places}
        kind = standing.pop() if len(standing) == 1 else QuoteKind.MIXED
        parts = tuple(span for start, end in places for span in self._spans(start, end))
        return Found(parts, kind, self._is_fragment(places[0][0], places[-1][1]))

    def _standing(self, start: int, end: int) -> QuoteKind:
        """Whether a range stands inside marks, outside them or partly; spaces and marks do not count."""
        ranges = self._quoted
        index = max(0, bisect_right(ranges, (start, len(self.text))) - 1)
        pieces: list[tuple[int, int]] = []
        while index < len(ranges) and ranges[index][0] < end:
            first, last = max(ranges[index][0], start), min(ranges[index][1], end)
            if first < last:
                pieces.append((first, last))
            index += 1
        if pieces == [(start, end)]:
            return QuoteKind.DIRECT
        if not pieces:
            return QuoteKind.INDIRECT
        letters = sum(map(str.isalnum, self.text[start:end]))
        inside = sum(sum(map(str.isalnum, self.text[first:last])) for first, last in pieces)
        if not inside:
            return QuoteKind.INDIRECT
        return QuoteKind.DIRECT if inside == letters else QuoteKind.MIXED

    def _spans(self, start: int, end: int) -> Iterator[TextSpan]:
        """A range cut to blocks, without the marks that a quotation repeats when it goes on."""
        first, last = self._block(start), self._block(end - 1)
        for index in range(first, last + 1):
            block, offset = self.blocks[index], self._starts[index]
            begin, finish = max(start - offset, 0), min(end - offset, len(block))
            if index > first:
                begin += len(block) - len(block.lstrip(OPENING))
            if index < last:
                finish = len(block.rstrip(CLOSING))
            if begin < finish:
                yield _span(block, index, begin, finish, astral=self._astral)

    def _is_fragment(self, start: int, end: int) -> bool:
        """Whether the words are no sentence of their own.

        They are one when they do not begin with a small letter, and end with what ends a sentence, or with a
        comma (“It is over,” she said), or where the sentence of the story ends with them too.
        """
        first = next((character for character in self.text[start:end] if character.isalnum()), "")
        if first.islower():
            return True
        if self.text[end - 1] in ENDS:
            return False
        for character in self.text[end : end + 4]:
            if character in ENDS or character in ",،、，":
                return False
            if character not in CLOSERS:
                return True
        return end < len(self.text) and self.text[end] not in CLOSERS


def _span(block: str, index: int, start: int, end: int, *, astral: bool) -> TextSpan:
    utf16_start, utf16_end = start, end
    if astral:
        utf16_start += len(ASTRAL.findall(block, 0, start))
        utf16_end += len(ASTRAL.findall(block, 0, end))
    return TextSpan(
        text=block[start:end],
        paragraph=index,
        start=start,
        end=end,
        utf16_start=utf16_start,
        utf16_end=utf16_end,
    )


def _found_in(source: Words, wanted: str) -> list[tuple[int, int]]:
    """The places of words that are made alike, as offsets into the text."""
    return [source.span(start, end) for start, end in source.places(wanted)]


def _chains(candidates: list[list[tuple[int, int]]]) -> list[list[tuple[int, int]]]:
    """Every way in which the parts follow one another, the tightest for each place of the last part."""
    chains = [[place] for place in candidates[0]]
    for places in candidates[1:]:
        longer: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for chain in chains:
            following = next((place for place in places if place[0] >= chain[-1][1]), None)
            if following is not None:
                # A later chain to the same place is the tighter one.
                longer[following] = [*chain, following]
        chains = list(longer.values())
    return chains


def _without_marks(wanted: str) -> tuple[str, ...]:
    """The words as given, and without the marks around all of them, which are not part of a quote."""
    if len(wanted) > 2 and wanted[0] == wanted[-1] and wanted[0] in "\"'":
        inner = wanted[1:-1].strip()
        return (inner,) if wanted[0] not in inner else (wanted, inner)
    return (wanted,)


def _shown(text: str) -> str:
    """The words in a message: one line, not too long, in marks."""
    line = " ".join(text.split())
    return f'"{line if len(line) <= SHOWN_CHARACTERS else line[:SHOWN_CHARACTERS] + "…"}"'
