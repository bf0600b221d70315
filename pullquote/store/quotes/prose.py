"""A text of a story, ready to be searched: where words stand in it, and whether they are direct speech there.

Offsets count in the text of the whole body (its blocks with an empty line between) until they are cut to blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from html import unescape
from itertools import pairwise

from anyascii import anyascii

from pullquote.store.model.bodies import TextSpan
from pullquote.store.model.records import QuoteKind
from pullquote.store.quotes.bodies import starts_of, text_of
from pullquote.store.quotes.direct_speech import direct_speech
from pullquote.store.quotes.folding import INVISIBLE, Words, made_alike
from pullquote.store.quotes.html.blocks import ParsedBlock
from pullquote.store.quotes.quotation_marks import ALL_MARKS, MARK, without_marks
from pullquote.store.quotes.sentences import ENDS

AROUND = f" \n\u00a0\u202f{ALL_MARKS}—–―-"
"""What can stand between a quotation mark that a paragraph repeats and the words."""
PAUSES = ENDS | frozenset(",;:،؛、，；：")
"""What ends a part of a quote inside of its marks: “The boats,” he said."""
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
REPEATED_MARK = re.compile(f"\n\n(?:[{INVISIBLE} ]*[{ALL_MARKS}—–―]){{1,2}}[ \u00a0\u202f]?")
"""The opening mark of a quotation that goes on in a new paragraph."""
NOTE_MARK = re.compile(
    r"(?<=[^\W\d_]|[.,;:!?…”’\"»)])(?:\[(?:\d{1,3}|[a-z])\]|[\u00b2\u00b3\u00b9\u2070-\u2079]{1,3}|[*†‡])"
)
"""What leads to a note where no markup says so: [1], ¹, †."""
LONE_MARKS = ALL_MARKS.replace("'", "").replace("’", "")
LONE_MARK = re.compile(f"^[{LONE_MARKS}]|[{LONE_MARKS}]$")
WORD_JOINER = "\u2060"
"""Shows nothing, and stands for nothing in :class:`Words`."""
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKUP = re.compile(r"\[\^[^\]]+\]|\\(?=[^\w\s])|[*_`~]+|</?[a-z][^>]*>")
"""What Markdown writes and the text of a body does not have: footnotes, backslashes, emphasis, tags."""
MAX_GUESSES = 20
"""For how many quotes of a story the closest passage is looked for: each time costs as much as parsing it."""


class Prose:
    """The blocks of a body, or another text of a story, ready to be searched.

    ``cues`` are the verbs that the story's quotes name, ``names`` words of the names of its speakers.
    """

    def __init__(
        self, blocks: Sequence[ParsedBlock], cues: Collection[str] = (), names: AbstractSet[str] = frozenset()
    ) -> None:
        self.blocks = blocks
        self.text = text_of(blocks)
        self._cues, self._names = cues, names
        self.starts = starts_of(blocks)
        self._guesses = 0

    @cached_property
    def words(self) -> Words:
        """The text with its typography made alike."""
        return Words(self.text)

    @cached_property
    def _continued(self) -> Words | None:
        """The text without the marks that only say that a quotation goes on, if there are any."""
        if REPEATED_MARK.search(self.text) is None:
            return None
        # A space for each character taken away keeps every offset.
        return Words(REPEATED_MARK.sub(lambda match: " " * len(match.group()), self.text))

    @cached_property
    def _without_notes(self) -> Words | None:
        """The text without marks of notes, if there are any."""
        if NOTE_MARK.search(self.text) is None:
            return None
        return Words(NOTE_MARK.sub(lambda match: WORD_JOINER * len(match.group()), self.text))

    @cached_property
    def _astral(self) -> bool:
        """Whether a character takes two code units in UTF-16."""
        return not self.text.isascii() and ASTRAL.search(self.text) is not None

    @cached_property
    def _folded(self) -> str:
        return self.words.alike.casefold()

    @cached_property
    def _spelt_out(self) -> str:
        """The text in the letters of slugs, with spaces between the words."""
        plain = self._folded.replace("'", "").replace("-", " ")
        if plain.isascii():
            return plain
        # One for one, and a text has few of them: quicker than the whole text at once.
        for character in set(plain):
            if not character.isascii():
                plain = plain.replace(character, anyascii(character))
        return plain.lower()

    @cached_property
    def _direct(self) -> list[tuple[int, int]]:
        """The ranges of direct speech, in order and apart."""
        return direct_speech(self.blocks, self.starts, self._cues, self._names)

    def has(self, words: str) -> bool:
        """Whether the words stand in the text, in capitals or not."""
        return made_alike(words).casefold() in self._folded

    def names(self, slug: str) -> bool:
        """Whether the words of a slug stand in the text one after another, in whatever script."""
        return slug.replace("-", " ") in self._spelt_out

    def places(self, words: str) -> list[tuple[int, int]]:
        """Where the words stand, as offsets into the text: in one piece, else across a repeated mark or one of a note."""
        for wanted in _forms(words):
            for source in self._sources():
                if places := self._found_in(source, wanted):
                    return places
        return []

    def _sources(self) -> Iterator[Words]:
        """The text as it is looked through, one after the other: most words stand in the first."""
        yield self.words
        if self._continued is not None:
            yield self._continued
        if self._without_notes is not None:
            yield self._without_notes

    def _found_in(self, source: Words, wanted: str) -> list[tuple[int, int]]:
        """The places of words that are made alike, as offsets into the text."""
        found = []
        for place in source.places(wanted):
            start, end = source.span(*place)
            text = self.text[start:end]
            found.append((start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())))
        return found

    def may_guess(self) -> bool:
        """Whether one more passage may be looked for that is like the words of a quote."""
        self._guesses += 1
        return self._guesses <= MAX_GUESSES

    def block_at(self, offset: int) -> int:
        """The index of the block at an offset."""
        return bisect_right(self.starts, offset) - 1

    def is_quoted_apart(self, start: int, end: int) -> bool:
        """Whether marks stand around a range, be it in a quotation or not."""
        above = self.text[max(0, start - 2) : start].rstrip()
        if not above or MARK.match(above[-1]) is None:
            return False
        return MARK.match(self.text[end : end + 3].lstrip(" ,.!?\u00a0\u202f")) is not None

    def with_pauses(self, start: int, end: int) -> int:
        """The end of a part with the punctuation that follows it inside of its quotation marks."""
        finish = end
        while finish < len(self.text) and self.text[finish] in PAUSES:
            finish += 1
        behind = MARK.match(self.text, finish)
        return finish if behind and self.standing(start, finish) is QuoteKind.DIRECT else end

    def standing(self, start: int, end: int) -> QuoteKind:
        """Whether a range is direct speech, none of it, or partly; spaces and marks do not count."""
        ranges = self._direct
        index = max(0, bisect_right(ranges, (start, len(self.text))) - 1)
        pieces: list[tuple[int, int]] = []
        while index < len(ranges) and ranges[index][0] < end:
            first, last = max(ranges[index][0], start), min(ranges[index][1], end)
            if first < last:
                pieces.append((first, last))
            index += 1
        if pieces == [(start, end)]:
            return QuoteKind.DIRECT
        letters = sum(map(str.isalnum, self.text[start:end]))
        inside = sum(sum(map(str.isalnum, self.text[first:last])) for first, last in pieces)
        if not inside:
            return QuoteKind.INDIRECT
        return QuoteKind.DIRECT if inside == letters else QuoteKind.MIXED

    def spans(self, start: int, end: int) -> Iterator[TextSpan]:
        """A range cut to blocks, without the marks that a quotation repeats when it goes on."""
        first, last = self.block_at(start), self.block_at(end - 1)
        for index in range(first, last + 1):
            block, offset = self.blocks[index].text, self.starts[index]
            begin, finish = max(start - offset, 0), min(end - offset, len(block))
            if index > first:
                begin += len(block) - len(block.lstrip(AROUND))
            if index < last:
                finish = len(block.rstrip(AROUND))
            if begin < finish:
                yield _span(block, index, begin, finish, astral=self._astral)

    def one_passage(self, parts: Sequence[TextSpan]) -> str | None:
        """The passage that the parts of a quote are where nothing interrupts them; None where something does."""
        for one, other in pairwise(parts):
            between = self.blocks[one.block].text[one.end : other.start]
            if one.block != other.block or MARK.search(between) or any(map(str.isalnum, between)):
                return None
        return self.blocks[parts[0].block].text[parts[0].start : parts[-1].end] if len(parts) > 1 else None


def _span(block: str, index: int, start: int, end: int, *, astral: bool) -> TextSpan:
    utf16_start, utf16_end = start, end
    if astral:
        utf16_start += len(ASTRAL.findall(block, 0, start))
        utf16_end += len(ASTRAL.findall(block, 0, end))
    return TextSpan(
        text=block[start:end],
        block=index,
        start=start,
        end=end,
        utf16_start=utf16_start,
        utf16_end=utf16_end,
    )


def _forms(words: str) -> Iterator[str]:
    """What to look for, made alike: the words without the marks around them, which are no part of a quote; as they
    are given; and without what Markdown writes."""
    inner = without_marks(words)
    if inner is not None:
        yield made_alike(inner)
    elif (
        len(words) > 1
        and (words[0] in LONE_MARKS or words[-1] in LONE_MARKS)
        and len(MARK.findall(words)) == 1
    ):
        yield made_alike(LONE_MARK.sub("", words))
    yield made_alike(words)
    plain = unescape(MARKUP.sub("", LINK.sub(r"\1", words)))
    if plain != words and plain.strip():
        yield made_alike(without_marks(plain) or plain)
