"""Finds the words of quotes in a story, and says how they stand there.

Offsets count in the text of the whole body (its blocks with an empty line between) until the parts of a quote
are cut to blocks.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from html import unescape
from typing import NamedTuple

from pullquote.store.model.bodies import BlockKind, TextSpan
from pullquote.store.model.records import QuoteKind, QuotePlace
from pullquote.store.quotes.bodies import BETWEEN_BLOCKS, ParsedBlock
from pullquote.store.quotes.direct_speech import direct_speech
from pullquote.store.quotes.folding import INVISIBLE, Words, made_alike
from pullquote.store.quotes.guessing import closest_passage, interrupted, shown, shown_differing
from pullquote.store.quotes.hints import Chain, choosing, following, places_named
from pullquote.store.quotes.quotation_marks import ALL_MARKS, MARK, without_marks
from pullquote.store.quotes.sentences import ENDS, is_fragment

AROUND = f" \n\u00a0\u202f{ALL_MARKS}—–―-"
"""What can stand between a quotation mark that a paragraph repeats and the words."""
PAUSES = ENDS | frozenset(",;:،؛、，；：")
"""What ends a part of a quote inside of its marks: “The boats,” he said."""
ASTRAL = re.compile("[\U00010000-\U0010ffff]")
REPEATED_MARK = re.compile(f"\n\n(?:[{INVISIBLE} ]*[{ALL_MARKS}—–―]){{1,2}}[ \u00a0\u202f]?")
"""The opening mark of a quotation that goes on in a new paragraph."""
LONE_MARK = re.compile(f"^[{ALL_MARKS.replace(chr(39), '').replace('’', '')}]|[{ALL_MARKS.replace(chr(39), '').replace('’', '')}]$")
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
MARKUP = re.compile(r"\[\^[^\]]+\]|\\(?=[^\w\s])|[*_`~]+|</?[a-z][^>]*>")
"""What Markdown writes and the text of a body does not have: footnotes, backslashes, emphasis, tags."""
INTERRUPTION = re.compile(r"\s?[,–—-].*[,–—-]\s?", re.DOTALL)
"""What says without quotation marks that something stands between two pieces of a quote."""
MAX_GUESSES = 20
"""For how many quotes of a story the closest passage is looked for: each time costs as much as parsing it."""


class Found(NamedTuple):
    """Where a quote stands, and how. ``parts`` are in the blocks of the body, or in the one text that ``place``
    names. ``as_printed`` is what the file says the story calls the speaker, where the story does."""

    parts: tuple[TextSpan, ...]
    kind: QuoteKind
    is_fragment: bool
    place: QuotePlace = QuotePlace.BODY
    as_printed: str | None = None


class Missing(NamedTuple):
    """A quote that could not be placed: the code, message and suggestion of a problem; ``key`` is the key at fault,
    and ``part`` the item of its list."""

    code: str
    message: str
    suggestion: str | None
    key: str = "text"
    part: int = 0


class Prose:
    """The blocks of a body, or another text of a story, ready to be searched.

    ``cues`` are the verbs that the story's quotes name, ``names`` words of the names of its speakers.
    """

    def __init__(
        self, blocks: Sequence[ParsedBlock], cues: Collection[str] = (), names: Collection[str] = frozenset()
    ) -> None:
        self.blocks = blocks
        self.text = BETWEEN_BLOCKS.join([block.text for block in blocks])
        self._cues, self._names = cues, names
        self._starts: list[int] = []
        self._guesses = 0
        offset = 0
        for block in blocks:
            self._starts.append(offset)
            offset += len(block.text) + len(BETWEEN_BLOCKS)

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
    def _direct(self) -> list[tuple[int, int]]:
        """The ranges of direct speech, in order and apart."""
        return direct_speech(self.blocks, self._starts, self._cues, self._names)

    def has(self, words: str) -> bool:
        """Whether the words stand in the text, in capitals or not."""
        return made_alike(words).casefold() in self._folded

    def find(self, words: Sequence[str], after: str | None = None, before: str | None = None) -> Found | Missing:
        """Place a quote of one or more parts: behind the words ``after`` and in front of the words ``before``, if
        they are given.

        The parts of a split quote follow one another, as close together as they stand.
        """
        candidates = [list(self._places(part)) for part in words]
        for index, (part, places) in enumerate(zip(words, candidates, strict=True)):
            if not places:
                return self._not_found(part, index, is_whole=len(words) == 1)
        chains = following(candidates)
        if not chains:
            return Missing("PQ301", "the parts of the quote do not follow one another in the body", None)
        for key, hint in (("after", after), ("before", before)):
            if hint is None:
                continue
            hints = list(self._places(hint))
            if not hints:
                return Missing("PQ303", f"{shown(hint)} does not stand in the body", self._closest(hint), key)
            chains = choosing(chains, hints, key)
            if not chains:
                message = f"{shown(words[0])} does not come {key} {shown(hint)}"
                return Missing("PQ303", message, None, key)
        if len(chains) > 1:
            return self._ambiguous(words, chains, after, before)
        return self._found(chains[0])

    def _places(self, words: str) -> Iterator[tuple[int, int]]:
        """Where the words stand, as offsets into the text: in one piece, else across a repeated mark."""
        for wanted in _forms(words):
            places = self._found_in(self._words, wanted)
            if not places and self._continued is not None:
                places = self._found_in(self._continued, wanted)
            if places:
                yield from places
                return

    def _found_in(self, source: Words, wanted: str) -> list[tuple[int, int]]:
        """The places of words that are made alike, as offsets into the text."""
        found = []
        for place in source.places(wanted):
            start, end = source.span(*place)
            text = self.text[start:end]
            found.append((start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())))
        return found

    def _not_found(self, part: str, index: int, *, is_whole: bool) -> Missing:
        message = f"{shown(part)} does not stand in the body"
        if not self._may_guess():
            return Missing("PQ301", message, None, part=index)
        alike = self._words.alike
        pieces = self._interrupted(part) if is_whole else None
        if pieces:
            texts = [self.text[start : self._with_pauses(start, end)] for start, end in pieces]
            suggestion = f"the story interrupts it; write its parts: text: {json.dumps(texts, ensure_ascii=False)}"
            return Missing("PQ301", f"{shown(part)} does not stand in the body in one piece", suggestion)
        passage = closest_passage(alike, made_alike(part))
        if passage is None:
            return Missing("PQ301", message, None, part=index)
        start, end = self._words.span(*passage)
        written, meant = shown_differing(part, self.text[start:end])
        return Missing("PQ301", f"{written} does not stand in the body", f"did you mean {meant}?", part=index)

    def _interrupted(self, words: str) -> list[tuple[int, int]] | None:
        """The pieces of a quote that was written in one, if what stands between them is no part of it."""
        pieces = [self._words.span(*piece) for piece in interrupted(self._words.alike, made_alike(words)) or ()]
        for (start, end), (next_start, _) in zip(pieces, pieces[1:], strict=False):
            is_outside = self._standing(end, next_start) is not QuoteKind.DIRECT
            is_direct = self._standing(start, end) is QuoteKind.DIRECT
            if not (is_direct and is_outside) and not INTERRUPTION.fullmatch(self.text, end, next_start):
                return None
        return pieces

    def _may_guess(self) -> bool:
        self._guesses += 1
        return self._guesses <= MAX_GUESSES

    def _closest(self, words: str) -> str | None:
        passage = closest_passage(self._words.alike, made_alike(words)) if self._may_guess() else None
        if passage is None:
            return None
        start, end = self._words.span(*passage)
        return f"did you mean {shown(self.text[start:end])}?"

    def _ambiguous(
        self, words: Sequence[str], chains: list[Chain], after: str | None, before: str | None
    ) -> Missing:
        blocks = [self._block(chain[0][0]) + 1 for chain in chains]
        message = f"{shown(words[0])} stands {len(chains)} times in {places_named(blocks)}"
        if after is not None:
            message += f", also behind {shown(after)}"
        if before is not None:
            message += f", also in front of {shown(before)}"
        return Missing("PQ302", message, self._which(chains))

    def _which(self, chains: list[Chain]) -> str | None:
        """What to write for one of several places; each was tried."""
        advice = []
        for chain, which in zip(chains, ("first", "second", "third"), strict=False):
            for key, hint in self._hints(chain):
                if choosing(chains, list(self._places(hint)), key) == [chain]:
                    advice.append(f"for the {which}, add {key}: {hint}")
                    break
        return "; ".join(advice) or None

    def _hints(self, chain: Chain) -> Iterator[tuple[str, str]]:
        """Words around a quote that may say which one is meant, fewer words first."""
        start, end = chain[0][0], chain[-1][1]
        block = self._block(start)
        above = self.text[self._starts[block] : start].strip(AROUND).split()
        behind = self.text[end : self._starts[block] + len(self.blocks[block].text)].strip(AROUND).split()
        for count in HINT_WORDS:
            for key, nearest in (("after", above[-count:]), ("before", behind[:count])):
                hint = " ".join(nearest).strip(f"{AROUND}{''.join(PAUSES)}")
                if hint and SAFE_HINT.fullmatch(hint):
                    yield key, hint

    def _block(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _found(self, places: Chain) -> Found:
        standing = {self._standing(start, end) for start, end in places}
        kind = standing.pop() if len(standing) == 1 else QuoteKind.MIXED
        last = len(places) - 1
        whole = [
            (start, self._with_pauses(start, end) if number < last else end)
            for number, (start, end) in enumerate(places)
        ]
        parts = tuple(span for start, end in whole for span in self._spans(start, end))
        return Found(parts, kind, is_fragment(self.text, places[0][0], places[-1][1]))

    def _with_pauses(self, start: int, end: int) -> int:
        """The end of a part with the punctuation that follows it inside of its quotation marks."""
        finish = end
        while finish < len(self.text) and self.text[finish] in PAUSES:
            finish += 1
        behind = MARK.match(self.text, finish)
        return finish if behind and self._standing(start, finish) is QuoteKind.DIRECT else end

    def _standing(self, start: int, end: int) -> QuoteKind:
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

    def _spans(self, start: int, end: int) -> Iterator[TextSpan]:
        """A range cut to blocks, without the marks that a quotation repeats when it goes on."""
        first, last = self._block(start), self._block(end - 1)
        for index in range(first, last + 1):
            block, offset = self.blocks[index].text, self._starts[index]
            begin, finish = max(start - offset, 0), min(end - offset, len(block))
            if index > first:
                begin += len(block) - len(block.lstrip(AROUND))
            if index < last:
                finish = len(block.rstrip(AROUND))
            if begin < finish:
                yield _span(block, index, begin, finish, astral=self._astral)

    def one_passage(self, parts: Sequence[TextSpan]) -> str | None:
        """The passage that the parts of a quote are where nothing interrupts them; None where something does."""
        for one, other in zip(parts, parts[1:], strict=False):
            between = self.blocks[one.paragraph].text[one.end : other.start]
            if one.paragraph != other.paragraph or MARK.search(between) or any(map(str.isalnum, between)):
                return None
        return self.blocks[parts[0].paragraph].text[parts[0].start : parts[-1].end] if len(parts) > 1 else None


HINT_WORDS = (4, 8, 2, 16)
"""How many words before or behind a quote are tried as a hint."""
SAFE_HINT = re.compile(r"(?![&*!|>%@`?#-])(?:(?!: | #)[^\[\]{}\"])+")
"""A hint that can be copied into YAML as it is."""


class StoryText:
    """Where a story prints words: its body, and besides it the headline, the alternative headline and the standfirst
    (``others``, by their places). Words are looked for in those only if they are not in the body."""

    def __init__(
        self,
        blocks: Sequence[ParsedBlock],
        others: Mapping[QuotePlace, str],
        cues: Collection[str] = (),
        names: Collection[str] = frozenset(),
    ) -> None:
        self._body = Prose(blocks, cues, names)
        self._others = {
            place: Prose([ParsedBlock(BlockKind.PARAGRAPH, text, "")], cues, names)
            for place, text in others.items()
        }

    def has(self, words: str) -> bool:
        """Whether the words stand in one of the texts, in capitals or not."""
        return self._body.has(words) or any(prose.has(words) for prose in self._others.values())

    def find(self, words: Sequence[str], after: str | None = None, before: str | None = None) -> Found | Missing:
        """Place a quote: see :meth:`Prose.find`."""
        found = self._body.find(words, after, before)
        if isinstance(found, Missing) and found.code in {"PQ301", "PQ303"}:
            for place, prose in self._others.items():
                elsewhere = prose.find(words, after, before)
                if isinstance(elsewhere, Found):
                    return elsewhere._replace(place=place)
        return found

    def one_passage(self, found: Found) -> str | None:
        """The passage that the parts of a quote are where nothing interrupts them; None where something does."""
        prose = self._body if found.place is QuotePlace.BODY else self._others[found.place]
        return prose.one_passage(found.parts)


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


def _forms(words: str) -> Iterator[str]:
    """What to look for, made alike: the words without the marks around them, which are no part of a quote; as they
    are given; and without what Markdown writes."""
    inner = without_marks(words)
    if inner is not None:
        yield made_alike(inner)
    elif len(MARK.findall(words)) == 1 and len(words) > 1:
        yield made_alike(LONE_MARK.sub("", words))
    yield made_alike(words)
    plain = unescape(MARKUP.sub("", LINK.sub(r"\1", words)))
    if plain != words and plain.strip():
        yield made_alike(without_marks(plain) or plain)
